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
	"maps"
	"slices"
	"strings"

	"handbook/generator/grid"
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

	Undeclared []listfile.Further // lists that nobody has declared, as they could be

	texts    map[*grid.Line]text
	labels   map[*grid.Line]string // of lines that name departments: 配合, as their column says
	known    map[string]bool       // departments that the document names
	prefixes map[string]bool       // how their names begin
	folding  map[string]int        // ⺠ → 民, how often
	lists    []List                // in the document's order
	titles   []string              // rows above tables
	file     string                // that is being read
}

func (d *Draft) fold(from, to rune, _ grid.Place) { d.folding[string(from)+"→"+string(to)]++ }

// Read understands the documents of one town: one that has all its lists, or one each.
func Read(docs []*grid.Document, known Known) *Draft {
	d := &Draft{
		Town: known.Town, texts: map[*grid.Line]text{}, known: map[string]bool{}, prefixes: map[string]bool{},
		folding: map[string]int{}, labels: map[*grid.Line]string{},
		Places: map[string]grid.Place{}, Files: map[string]string{},
	}
	d.lists = withFurther(known.Lists)
	w := &walk{draft: d, entries: map[string][]*entry{}, group: map[string]*group{}, again: map[string]int{},
		chinese: map[string]bool{}}
	w.whole = wholeCategories(docs, known.Categories)
	towns := map[string]bool{}
	for _, doc := range docs {
		d.file, w.file = doc.File, doc.File
		w.columns, w.sheet, w.said = nil, nil, nil
		w.under.title = ""
		for _, doubt := range doc.Doubts {
			d.find(Doubt, "", doubt.Place, "%s", doubt.Text)
		}
		for _, part := range doc.Parts {
			switch {
			case part.Table != nil && w.columns == nil && isText(part.Table):
				for _, row := range part.Table.Rows { // a sheet with the preface
					for _, c := range row.Cells {
						w.front = append(w.front, c.Lines...)
					}
				}
			case part.Table != nil:
				w.table(part.Table)
			case len(d.read(part.Line)) == 0:
			default:
				w.said = append(w.said, heard{part.Line.Number + part.Line.Text, []*grid.Line{part.Line}})
				w.front = append(w.front, part.Line)
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
	d.readFront(w.front, len(w.entries) > 0)
	d.build(w)
	d.account(docs)
	d.locate(w)
	d.arrange()
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
	if len(w.again) == 0 { // else other totals only follow from that
		d.checkTotals()
	}
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
		if word := wordOf(list.ID, c.role); word != "" && roleOf(c.name) != none && roleOf(c.name) != departments {
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
