// Package intake says what a document means: it takes the tables that a reader found in an office's file, and makes a
// town's list of them.
//
//	grid.Document ──rows──▶ entries, an item each ──cells──▶ listfile.Item
//	      └──────────front──▶ preface, totals, edition
//
// Heads of columns tell what a table holds, whatever their order; rows that go on with the item before are joined by
// the number that is expected next; one grammar reads the cells of all formats. Nothing is corrected and nothing is
// added: what could be read in two ways is a finding that names the item.
//
// Each character of the document has one [grid.Owner] in the end. [Ledger] counts them: a character without one was
// forgotten, and the draft says so.
package intake

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"handbook/generator/grid"
	"handbook/generator/list"
	"handbook/generator/listfile"
)

// Known is what is known before a document is read.
type Known struct {
	Town       listfile.Town // what was said of the town; the rest is the document's
	Categories []string      // of the county's registry
	Lists      []List        // further lists of the county, beside the three that every town has
}

// A Draft is what a document was understood to say.
type Draft struct {
	Town     listfile.Town
	Titled   string // the town, as the document's title calls it, or ""
	Findings []Finding
	Ledger   Ledger
	Places   map[string]grid.Place // of items, by id: where they begin
	Files    map[string]string     // of items, by id: in which file

	texts    map[*grid.Line]text
	known    map[string]bool // departments that the document names
	prefixes map[string]bool // how their names begin
	folding  map[string]int  // ⺠ → 民, how often
	lists    []List          // in the document's order
	titles   []string        // rows above tables
	file     string          // that is being read
}

// A Level is how grave a finding is.
type Level int

// The levels.
const (
	Note  Level = iota // was done so, and is certain
	Doubt              // has to be looked at
	Error              // nothing can be written
)

// A Finding is something that a person has to know, or to look at.
type Finding struct {
	Level Level
	Item  string // its id, or ""
	File  string
	Place grid.Place
	Text  string // a sentence in Chinese

	// Readings are the two ways in which the place can be read, where there are two; the first was taken.
	Readings []string
}

// Doubtful reports whether somebody has to look at the draft before it is used.
func (d *Draft) Doubtful() bool { return d.worst() >= Doubt }

// Failed reports whether nothing can be made of the document.
func (d *Draft) Failed() bool { return d.worst() >= Error }

func (d *Draft) worst() Level {
	worst := Note
	for _, f := range d.Findings {
		worst = max(worst, f.Level)
	}
	return worst
}

func (d *Draft) find(level Level, item string, place grid.Place, format string, a ...any) *Finding {
	for i, v := range a {
		if s, ok := v.(string); ok {
			a[i] = shortened(s)
		}
	}
	d.Findings = append(d.Findings,
		Finding{Level: level, Item: item, File: d.file, Place: place, Text: fmt.Sprintf(format, a...)})
	return &d.Findings[len(d.Findings)-1]
}

// mostQuoted is how many characters of a text a finding quotes.
const mostQuoted = 60

func shortened(s string) string {
	if utf8.RuneCountInString(s) <= mostQuoted {
		return s
	}
	return string([]rune(s)[:mostQuoted]) + "……"
}

func (d *Draft) fold(from, to rune, _ grid.Place) { d.folding[string(from)+"→"+string(to)]++ }

// Read understands the documents of one town: one that has all its lists, or one each.
func Read(docs []*grid.Document, known Known) *Draft {
	d := &Draft{
		Town: known.Town, texts: map[*grid.Line]text{}, known: map[string]bool{}, prefixes: map[string]bool{},
		folding: map[string]int{},
		Places:  map[string]grid.Place{}, Files: map[string]string{},
	}
	d.lists = Three()
	for _, l := range known.Lists {
		l.words = []string{strings.TrimSuffix(l.Name, "事项")}
		d.lists = append(d.lists, l)
	}
	w := &walk{draft: d, entries: map[string][]*entry{}, group: map[string]*group{}}
	w.whole = wholeCategories(docs, known.Categories)
	var front []*grid.Line
	towns := map[string]bool{}
	for _, doc := range docs {
		d.file, w.file = doc.File, doc.File
		w.columns, w.sheet, w.said = nil, nil, nil
		for _, doubt := range doc.Doubts {
			d.find(Doubt, "", doubt.Place, "%s", doubt.Text)
		}
		for _, part := range doc.Parts {
			switch {
			case part.Table != nil && w.columns == nil && isText(part.Table):
				for _, row := range part.Table.Rows { // a sheet with the preface
					for _, c := range row.Cells {
						front = append(front, c.Lines...)
					}
				}
			case part.Table != nil:
				w.table(part.Table)
			case len(d.read(part.Line)) == 0:
			default:
				w.said = append(w.said, part.Line.Text)
				front = append(front, part.Line)
			}
		}
		w.closeGroup()
		towns[townIn(doc)] = true
	}
	delete(towns, "")
	if len(towns) > 1 {
		d.find(Error, "", grid.Place{}, "这几个文件是不同乡镇（街道）的：%s。请一次只导入一个乡镇的文件",
			strings.Join(slices.Sorted(maps.Keys(towns)), "、"))
	}
	d.readFront(front, len(w.entries) > 0)
	d.build(w)
	d.account(docs)
	d.locate(w)
	slices.SortStableFunc(d.Findings, func(a, b Finding) int { return cmp.Compare(a.Item, b.Item) })
	said := map[string]bool{} // a cell may have been read more than once
	d.Findings = slices.DeleteFunc(d.Findings, func(f Finding) bool {
		key := fmt.Sprint(f.Level, f.Item, f.File, f.Place, f.Text)
		again := said[key]
		said[key] = true
		return again
	})
	return d
}

// isText reports whether a table is none, but lines of text in cells, as a sheet has them.
func isText(table *grid.Table) bool {
	for at, row := range table.Rows {
		if _, ok := headAt(table, at); ok {
			return false
		}
		if _, ok := alone(row); !ok && !blank(row) {
			return false
		}
	}
	return true
}

// locate names the items of findings of which only the place is known.
func (d *Draft) locate(w *walk) {
	for i := range d.Findings {
		f := &d.Findings[i]
		if f.Item != "" {
			continue
		}
		for _, list := range d.lists {
			for _, e := range w.entries[list.ID] {
				holds := func(row grid.Place) bool { return row.Holds(f.Place) }
				if e.file == f.File && slices.ContainsFunc(e.rows, holds) {
					f.Item = e.id()
				}
			}
		}
	}
}

// build understands the cells of all entries.
func (d *Draft) build(w *walk) {
	for _, list := range d.lists {
		d.learn(w.entries[list.ID])
	}
	d.Town.Lists = map[string][]listfile.Item{}
	if len(w.entries) == 0 {
		d.find(Error, "", grid.Place{},
			"没有找到清单的表格：表头里要有“事项名称”，以及“序号”“事项类别”“对应上级部门”“承接部门”等栏目")
	}
	for _, list := range d.lists {
		for _, e := range w.entries[list.ID] {
			d.file = e.file
			item := d.item(e)
			d.Town.Lists[list.ID] = append(d.Town.Lists[list.ID], item)
			d.Places[item.ID], d.Files[item.ID] = e.place, e.file
			d.Town.Source += d.source(e, item)
		}
		d.columns(list, w.entries[list.ID])
	}
	d.file = ""
	d.checkEnds()
	d.checkTotals()
}

// columns keeps the names of a list's further columns, and the heads of its columns of duties.
func (d *Draft) columns(list List, entries []*entry) {
	if len(entries) == 0 {
		return
	}
	for _, c := range entries[0].columns.columns {
		if c.role == further {
			if d.Town.Columns == nil {
				d.Town.Columns = map[string][]string{}
			}
			d.Town.Columns[list.ID] = append(d.Town.Columns[list.ID], c.name)
		}
		if word := wordOf(list.ID, c.role); word != "" {
			if d.Town.Words == nil {
				d.Town.Words = map[string]string{}
			}
			d.Town.Words[word] = c.name
		}
	}
}

// wordOf is the key under [words] for the head of a column of duties, or "".
func wordOf(list string, r role) string {
	switch {
	case list == "joint" && r == theirs:
		return "theirs"
	case list == "joint" && r == ours:
		return "ours"
	case list == "basic" && r == ours:
		return "own"
	}
	return ""
}

// item understands an entry.
func (d *Draft) item(e *entry) listfile.Item {
	item := listfile.Item{ID: e.id(), No: e.no, Empty: map[string]string{}}
	if e.category != nil {
		item.Category = e.category.name
	}
	if item.Category == "" {
		d.find(Error, e.id(), e.place, "没有事项类别：表格里要有“事项类别”一栏，或者在各类事项上面有一行“一、党的建设（18项）”")
	}
	t := d.joined(e.cells[title])
	item.Title = t.value()
	if item.Title == "" {
		d.find(Error, e.id(), e.place, "没有事项名称：请在文件里把这一格补上，再导入一次")
	}
	cell := func(key string, r role, read func(lines []*grid.Line)) {
		if printed, empty := d.empty(e.cells[r]); empty {
			item.Empty[key] = printed
			return
		}
		read(e.cells[r])
	}
	switch e.list.Shape {
	case Joint:
		if d.rowwise(e, &item) {
			cell("town", ours, func(lines []*grid.Line) { item.Town = d.duties(e, lines, item.Departments) })
			break
		}
		cell("departments", departments, func(lines []*grid.Line) {
			item.Departments, item.Roles = d.departmentsOf(e, lines)
		})
		cell("county", theirs, func(lines []*grid.Line) { item.County = d.duties(e, lines, item.Departments) })
		cell("town", ours, func(lines []*grid.Line) { item.Town = d.duties(e, lines, item.Departments) })
	case Basic:
		if len(e.cells[ours]) > 0 {
			cell("town", ours, func(lines []*grid.Line) { item.Town = d.duties(e, lines, nil) })
		}
	case Reclaimed:
		r := takeover
		_, nobody := d.empty(e.cells[takeover])
		_, nothing := d.empty(e.cells[methods])
		switch {
		case nobody && nothing && len(e.cells[takeover]) > 0:
		case !e.columns.has(takeover), nobody && nothing:
			r = methods
		case e.columns.has(methods):
			r = none
		}
		if r == none { // two columns
			item.Takeover, item.Statement = d.takenOver(e)
			break
		}
		cell("takeover", r, func(lines []*grid.Line) { item.Takeover, item.Statement = d.takeovers(e, lines) })
	}
	for _, c := range e.columns.columns {
		if c.role != further {
			continue
		}
		if printed, empty := d.empty(e.further[c.name]); empty {
			item.Empty[c.name] = printed
			continue
		}
		t := d.joined(e.further[c.name])
		d.strange(e, c.name, t)
		item.Fields = append(item.Fields, listfile.Field{Name: c.name, Text: t.value()})
	}
	d.leftOver(e)
	if len(item.Empty) == 0 {
		item.Empty = nil
	}
	return item
}

// rowwise understands an item that has a row for each department, and reports whether it is one: what stands beside a
// department is what it does.
func (d *Draft) rowwise(e *entry, item *listfile.Item) bool {
	n := 0
	for _, part := range e.parts {
		if _, empty := d.empty(part[departments]); !empty && len(part[theirs]) > 0 {
			n++
		}
	}
	if n < 2 {
		return false
	}
	for _, part := range e.parts {
		names, roles := d.departmentsOf(e, part[departments])
		for _, name := range names {
			if !slices.Contains(item.Departments, name) {
				item.Departments = append(item.Departments, name)
			}
			if role := roles[name]; role != "" {
				if item.Roles == nil {
					item.Roles = map[string]string{}
				}
				item.Roles[name] = role
			}
		}
		blocks := d.duties(e, part[theirs], names)
		if len(names) == 1 {
			for i := range blocks {
				if blocks[i].Department == "" {
					blocks[i].Department = names[0]
				}
			}
		} else if len(names) > 1 && len(blocks) == 1 && blocks[0].Department+blocks[0].Heading == "" {
			blocks[0].Heading = strings.Join(names, "、")
		}
		item.County = append(item.County, blocks...)
	}
	return true
}

// aFurther is the head of a column that lists have beside the usual ones.
var aFurther = regexp.MustCompile(`备注|说明|依据|责任|科室|岗位|机构|时限|流程|编码|电话|联系|频次|来源|方式|层级|级别|主体|实施部门|性质|属性`)

// strange names the items of a column that nobody knows, where its cell looks like duties.
func (d *Draft) strange(e *entry, head string, t text) {
	if aFurther.MatchString(head) {
		return
	}
	n, _, _ := t.typed()
	if n == 1 || mark.MatchString(t.String()) || t.ends("。；") {
		d.find(Doubt, e.id(), e.place, "“%s”这一栏不知道是什么，原样作为附加的一栏收入", head)
	}
}

// leftOver says what stands in cells that a list of the kind does not have.
func (d *Draft) leftOver(e *entry) {
	has := map[Shape][]role{
		Basic: {title, ours}, Joint: {title, departments, theirs, ours}, Reclaimed: {title, takeover, methods},
	}
	for _, r := range slices.Sorted(maps.Keys(e.cells)) {
		if slices.Contains(has[e.list.Shape], r) {
			continue
		}
		t := d.joined(e.cells[r])
		d.find(Doubt, e.id(), e.place, "这张清单没有这一栏，没有收入：“%s”", t.String())
		t.own(grid.Outside)
	}
}

// empty reports whether a cell has nothing to say, and what is printed in it instead.
func (d *Draft) empty(lines []*grid.Line) (printed string, empty bool) {
	t := d.joined(lines)
	if len(t) == 0 {
		return list.Blank, true
	}
	if s := t.String(); list.Nothing(s) {
		return t.value(), true
	}
	return "", false
}

// mostUnended is the share of duties that may be without an end before a document is taken for one that sets none.
const mostUnended = 0.1

// checkEnds names duties that do not end with 。 or ；, in a document in which nearly all do: most lost tails show so.
func (d *Draft) checkEnds() {
	type unended struct{ id, duty string }
	var found []unended
	n := 0
	for _, list := range d.lists {
		for _, item := range d.Town.Lists[list.ID] {
			for _, blocks := range [][]listfile.Block{item.County, item.Town, item.Takeover} {
				for _, b := range blocks {
					for _, duty := range b.Duties {
						n++
						if !strings.ContainsAny(lastRune(duty), "。；;！？”）") {
							found = append(found, unended{item.ID, duty})
						}
					}
				}
			}
		}
	}
	if float64(len(found)) > mostUnended*float64(n) {
		return
	}
	for _, f := range found {
		d.find(Doubt, f.id, d.Places[f.id], "这一条职责末尾没有句号或分号，可能缺了一截：“%s”", f.duty)
	}
}
