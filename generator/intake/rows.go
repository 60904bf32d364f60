package intake

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"handbook/generator/grid"
)

// An entry is an item as the document's rows have it: the lines of its cells, before anybody has understood them.
type entry struct {
	list     *List
	no       int
	category *named
	cells    map[role][]*grid.Line
	further  map[string][]*grid.Line // by the head of the column
	columns  *heading
	place    grid.Place
	file     string
	broken   string // the beginning of its number, where the end of the page broke it
	rows     []grid.Place
	parts    []map[role][]*grid.Line // the cells of each of its rows, where its number is merged over several
}

// id is the item's, for findings.
func (e *entry) id() string { return itemID(e.list.ID, e.no) }

func itemID(list string, no int) string { return fmt.Sprintf("%s-%03d", list, no) }

// A walk goes through the rows of the document's tables, and gathers the items.
type walk struct {
	draft   *Draft
	file    string
	columns *heading            // of the table that it is in, or of the one before, which may go on
	sheet   *grid.Table         // whose columns they are
	entries map[string][]*entry // by list
	categories
	group map[string]*group // by list: the group of rows that is open
	said  []string          // the last lines outside tables: what stands above a table
}

// A group is rows under a row that names their category and says how many they are.
type group struct {
	name    string
	count   int // as said, or 0
	from    int // how many items came before
	restart bool
	place   grid.Place
}

// table reads the rows of a table.
func (w *walk) table(table *grid.Table) {
	strange := true
	defer func() {
		if strange {
			w.draft.find(Note, "", tablePlace(table), "这个表格没有清单的表头，没有收入")
		}
	}()
	w.merged = map[*grid.Cell]bool{}
	for _, row := range table.Rows {
		for _, c := range row.Cells {
			w.merged[c.Above] = true
		}
	}
	for at := 0; at < len(table.Rows); {
		if w.sheet == table && w.columns.repeated(table.Rows[at]) {
			w.ownRows(table.Rows[at:at+1], grid.Heading)
			at++
			continue
		}
		strange = strange && (w.columns == nil || w.sheet != table)
		if h, ok := headAt(table, at); ok {
			h.title = w.title(table)
			if w.columns != nil && w.sheet != table && at == 0 && len(w.said) == 0 && table.Rows[0].Place.Page > 0 &&
				sameHeads(w.columns, h) {
				h.list = w.columns.list // the head is repeated on the next page
			} else if h.list = w.listOf(h, table); h.list != nil {
				h.list.settle(h)
			}
			if w.columns == nil || w.sheet != table || !sameHeads(w.columns, h) {
				w.begin(h, table)
			}
			w.ownRows(table.Rows[at:at+h.rows], grid.Heading)
			at += h.rows
			strange = false
			continue
		}
		row := table.Rows[at]
		at++
		switch {
		case blank(row):
		case w.columns == nil || w.sheet != table && !w.goesOn(table):
			w.above(row)
		case w.columns.list == nil: // that is said
			w.ownRows([]*grid.Row{row}, grid.Outside)
		case w.isTitle(table, row, at):
			w.closeGroup()
			w.above(row)
		default:
			w.row(table, row)
		}
	}
}

// mostInTitle is how many characters the title of a table has at most.
const mostInTitle = 40

// title is what stands above a table and tells which list it is: the last line that does, or the sheet's name.
func (w *walk) title(table *grid.Table) string {
	for _, s := range slices.Backward(w.said) {
		if len([]rune(s)) <= mostInTitle && !strings.Contains(s, "。") && w.isNamed(s) {
			return s
		}
	}
	return table.Sheet
}

func (w *walk) isNamed(title string) bool {
	list, strange := w.draft.named(title)
	return list != nil || strange != ""
}

// listOf is whose items the rows under a head are. A list that nobody has declared is an error.
func (w *walk) listOf(h *heading, table *grid.Table) *List {
	list, strange := w.draft.listOf(h)
	if strange != "" {
		w.draft.find(Error, "", tablePlace(table),
			"“%s”不是三张清单（基本履职、配合履职、上级部门收回）之一：先在 data/lists.toml 里写上这张“%s”清单，再导入一次", h.title, strange)
	}
	return list
}

// begin takes the columns of a table. Where the list is that of the table before, it goes on.
func (w *walk) begin(h *heading, table *grid.Table) {
	if w.columns == nil || w.columns.list != h.list || !sameHeads(w.columns, h) {
		w.closeGroup()
		w.categories.end()
	}
	w.columns, w.sheet, w.said = h, table, nil
	if h.list == nil {
		return
	}
	if h.list.Shape == Basic {
		for i := range h.columns {
			if h.columns[i].role == departments { // such lists have none: it is a column of the document's own
				h.columns[i].role = further
			}
		}
	}
	wanted := map[Shape][]role{Joint: {departments, theirs, ours}, Reclaimed: {takeover}}[h.list.Shape]
	if h.list.Shape == Reclaimed && h.has(methods) {
		wanted = nil
	}
	for _, r := range append([]role{number, title}, wanted...) {
		if !h.has(r) {
			w.draft.find(Doubt, "", tablePlace(table), "%s的表格里没有认出“%s”一栏，请核对表头：%s",
				h.list.Name, wantedHeads[r], strings.Join(h.names(), "、"))
		}
	}
}

// wantedHeads are the usual heads of columns that a list must have.
var wantedHeads = map[role]string{
	number: "序号", title: "事项名称", departments: "对应上级部门", theirs: "上级部门职责", ours: "配合职责", takeover: "承接部门",
}

// tablePlace is where a table stands.
func tablePlace(table *grid.Table) grid.Place {
	if len(table.Rows) == 0 {
		return grid.Place{Sheet: table.Sheet}
	}
	p := table.Rows[0].Place
	return grid.Place{Page: p.Page, Sheet: p.Sheet, Table: p.Table}
}

func sameHeads(a, b *heading) bool {
	if len(a.columns) != len(b.columns) {
		return false
	}
	for i := range a.columns {
		if a.columns[i].name != b.columns[i].name {
			return false
		}
	}
	return true
}

// goesOn reports whether a table without a head goes on with the columns of the one before, and takes it as that.
func (w *walk) goesOn(table *grid.Table) bool {
	if w.sheet.Sheet != table.Sheet || len(widest(table)) < len(w.columns.columns)-1 {
		return false
	}
	cells := widest(table)
	if len(cells) == len(w.columns.columns) { // cut by hand, it may have other widths
		again := *w.columns
		again.columns = append([]column(nil), w.columns.columns...)
		for i := range again.columns {
			again.columns[i].at, again.columns[i].wide = cells[i].Column, cells[i].Wide
		}
		w.columns = &again
	}
	w.sheet, w.said = table, nil
	return true
}

// widest is the row of a table that has the most cells.
func widest(table *grid.Table) []*grid.Cell {
	var cells []*grid.Cell
	for _, row := range table.Rows {
		if len(row.Cells) > len(cells) {
			cells = row.Cells
		}
	}
	return cells
}

// above takes a row as what stands above a table.
func (w *walk) above(row *grid.Row) {
	for _, c := range row.Cells {
		if t := cellText(c); t != "" {
			w.said = append(w.said, t)
			w.draft.titles = append(w.draft.titles, squeezed(t))
		}
	}
	w.ownRows([]*grid.Row{row}, grid.Outside)
}

func (w *walk) ownRows(rows []*grid.Row, o grid.Owner) {
	for _, row := range rows {
		for _, c := range row.Cells {
			for _, l := range c.Lines {
				w.draft.read(l).own(o)
			}
		}
	}
}

func blank(row *grid.Row) bool {
	for _, c := range row.Cells {
		if cellText(c) != "" {
			return false
		}
	}
	return true
}

// alone is the text of a row that has one, in a cell over several columns or with all others empty; of a cell that is
// merged with the row above, nothing is said.
func alone(row *grid.Row) (*grid.Cell, bool) {
	var found *grid.Cell
	for _, c := range row.Cells {
		if c.Above != nil {
			return nil, false
		}
		if cellText(c) == "" {
			continue
		}
		if found != nil {
			return nil, false
		}
		found = c
	}
	return found, found != nil
}

// isTitle reports whether a row is the title of another table that follows it, as where one sheet holds all lists.
func (w *walk) isTitle(table *grid.Table, row *grid.Row, next int) bool {
	if _, ok := alone(row); !ok {
		return false
	}
	for i := next; i < len(table.Rows) && i < next+3; i++ {
		if _, ok := headAt(table, i); ok {
			return true
		}
		if _, ok := alone(table.Rows[i]); !ok && !blank(table.Rows[i]) {
			return false
		}
	}
	return false
}

// groupRow is a row that names the category of those below: 一、党的建设（18项）.
var groupRow = regexp.MustCompile(
	`^([（(]?[一二三四五六七八九十百]+[）)]?[、.．]?|\d+[、.．])?(.+?)([（(](?:共|计|合计)?(\d+)(?:项|个|条|件)[）)])?$`)

// footRow is a row that says something of the table.
var footRow = regexp.MustCompile(`^(注|备注|说明|注释|填表人?|制表人?|填报人?|编制单位|填报单位|审核人?|联系人)\d*[:：]|^(合计|总计|共计)`)

// row reads a row of a table: a group's, an item's, or one that goes on with the item before.
func (w *walk) row(table *grid.Table, row *grid.Row) {
	if c, ok := alone(row); ok && w.spans(table, c) {
		if footRow.MatchString(squeezed(cellText(c))) {
			w.draft.find(Doubt, "", c.Place, "表格末尾有一行不是事项：“%s”，没有收入清单，请核对", cellText(c))
			w.ownRows([]*grid.Row{row}, grid.Outside)
			return
		}
		w.openGroup(c)
		return
	}
	if first := firstText(row); footRow.MatchString(squeezed(first)) {
		w.draft.find(Doubt, "", row.Place, "表格末尾有一行不是事项：“%s”，没有收入清单，请核对", rowText(row))
		w.ownRows([]*grid.Row{row}, grid.Outside)
		return
	}
	cells, furthers := w.cells(row)
	list := w.columns.list.ID
	no, state, broken := w.number(list, cells[number])
	if state == begins || state == unnumbered && len(cells[title]) > 0 {
		e := &entry{list: w.columns.list, no: no, cells: map[role][]*grid.Line{}, further: map[string][]*grid.Line{},
			columns: w.columns, place: row.Place, file: w.file, broken: broken, rows: []grid.Place{row.Place}}
		e.category = w.categoryOf(row, true)
		w.shared(row, e, cells, furthers)
		w.entries[list] = append(w.entries[list], e)
		e.parts = append(e.parts, maps.Clone(cells))
		e.take(cells, furthers)
		return
	}
	e := w.last(list)
	if e == nil {
		w.draft.find(Doubt, "", row.Place, "第一个事项之前有一行没有编号：“%s”，没有收入清单", rowText(row))
		w.ownRows([]*grid.Row{row}, grid.Outside)
		return
	}
	w.categoryOf(row, false)
	e.rows = append(e.rows, row.Place)
	if w.numberGoesOn(row) { // a row for each department
		e.parts = append(e.parts, cells)
		e.take(cells, furthers)
		return
	}
	e.goOn(cells, furthers)
	last := e.parts[len(e.parts)-1]
	for r, lines := range cells {
		last[r] = append(slices.Clip(last[r]), lines...)
	}
}

// numberGoesOn reports whether the cell of a row's number is merged with the one above.
func (w *walk) numberGoesOn(row *grid.Row) bool {
	for _, c := range row.Cells {
		if col := w.columns.covers(c); col != nil && col.role == number {
			return c.Above != nil
		}
	}
	return false
}

// shared takes what a new item has in a cell that is merged with those of the item above. Of departments, and of the
// document's own columns, that is usual; of duties it cannot be told whose they are.
func (w *walk) shared(row *grid.Row, e *entry, cells map[role][]*grid.Line, furthers map[string][]*grid.Line) {
	for _, c := range row.Cells {
		col := w.columns.covers(c)
		if c.Above == nil || col == nil || cellText(c.Above) == "" {
			continue
		}
		switch col.role {
		case number, category, none:
		case departments, takeover:
			cells[col.role] = c.Above.Lines
			w.draft.find(Doubt, e.id(), row.Place, "“%s”一栏的格子跨了几项，这一项也按“%s”收入", col.name, cellText(c.Above))
		case further:
			furthers[col.name] = c.Above.Lines
		default:
			w.draft.find(Error, e.id(), row.Place,
				"“%s”一栏的格子跨了几项：“%s”，分不清是哪一项的。请在文件里拆开这一格，再导入一次", col.name, cellText(c.Above))
		}
	}
}

// spans reports whether a row's only cell stands for the whole row.
func (w *walk) spans(table *grid.Table, c *grid.Cell) bool {
	if c.Wide > 1 && (c.Wide >= table.Wide-1 || c.Wide >= len(w.columns.columns)-1) {
		return true
	}
	m := groupRow.FindStringSubmatch(squeezed(cellText(c)))
	return m != nil && m[1] != "" && m[4] != "" && c.Column == 0
}

// firstText is the first text of a row.
func firstText(row *grid.Row) string {
	for _, c := range row.Cells {
		if t := cellText(c); t != "" {
			return t
		}
	}
	return ""
}

func rowText(row *grid.Row) string {
	var b strings.Builder
	for _, c := range row.Cells {
		b.WriteString(cellText(c))
	}
	return b.String()
}

// cells are the lines of a row by what its columns hold.
func (w *walk) cells(row *grid.Row) (map[role][]*grid.Line, map[string][]*grid.Line) {
	cells, furthers := map[role][]*grid.Line{}, map[string][]*grid.Line{}
	for _, c := range row.Cells {
		col := w.columns.covers(c)
		switch {
		case len(c.Lines) == 0:
		case col == nil:
			w.draft.find(Doubt, "", c.Place, "这一格不在任何一栏下面：“%s”，没有收入清单", cellText(c))
			for _, l := range c.Lines {
				w.draft.read(l).own(grid.Outside)
			}
		case col.role == further:
			furthers[col.name] = append(furthers[col.name], c.Lines...)
		default:
			cells[col.role] = append(cells[col.role], c.Lines...)
		}
		if col != nil && c.Wide > 1 && c.Column+c.Wide > col.at+col.wide && cellText(c) != "" && c.Above == nil &&
			w.columns.covers(&grid.Cell{Column: c.Column + c.Wide - 1, Wide: 1}) != col {
			w.draft.find(Doubt, w.nextID(), c.Place, "一格占了两栏：“%s”，收入了“%s”一栏", cellText(c), col.name)
		}
	}
	return cells, furthers
}

func (w *walk) nextID() string {
	list := w.columns.list.ID
	return itemID(list, len(w.entries[list])+1)
}

func (w *walk) last(list string) *entry {
	if n := len(w.entries[list]); n > 0 {
		return w.entries[list][n-1]
	}
	return nil
}

// What a number's cell says.
type numbering int

const (
	goesOn     numbering = iota // the row goes on with the item before
	begins                      // an item begins
	unnumbered                  // the table has no column of numbers
)

// aNumber is an item's number, with what some documents write around it.
var aNumber = regexp.MustCompile(`^[第(]?(\d+)[)]?[.、项]?$`)

// number reads the cell of an item's number, and compares it with the one that is expected. Where the end of a page
// broke it, broken is what stands of it.
func (w *walk) number(list string, lines []*grid.Line) (no int, state numbering, broken string) {
	want, last := len(w.entries[list])+1, w.last(list)
	if !w.columns.has(number) {
		return want, unnumbered, ""
	}
	var printed text
	auto := ""
	for _, l := range lines {
		auto += l.Number
		printed = append(printed, w.draft.read(l)...)
	}
	said := folded(auto + printed.String())
	if said == "" {
		return 0, goesOn, ""
	}
	printed.own(grid.Numeral)
	place, id := lines[0].Place, itemID(list, want)
	m := aNumber.FindStringSubmatch(said)
	if m == nil {
		w.draft.find(Doubt, id, place, "编号栏写的是“%s”，不是数字；这一行按第 %d 项收入", said, want)
		return want, begins, ""
	}
	n, _ := strconv.Atoi(m[1])
	whole, g := strconv.Itoa(want), w.group[list]
	switch {
	case n == want:
	case last != nil && last.broken != "" && last.broken+m[1] == strconv.Itoa(last.no):
		last.broken = ""
		return 0, goesOn, "" // the rest of a number
	case n == 1 && g != nil && g.from == want-1:
		w.draft.find(Note, id, place, "编号在每一类里重新从 1 开始，收入清单时改成连续编号：这一项是第 %d 项", want)
		g.restart = true
	case g != nil && g.restart && n == want-g.from:
	case strings.HasPrefix(whole, m[1]):
		broken = m[1]
	case last != nil && n <= last.no && n > 0:
		w.draft.find(Error, id, place,
			"编号 %d 出现了两次，上一次在%s。这里应当是第 %d 项：请在文件里改正编号，再导入一次；如果同一张清单放了两份，去掉一份",
			n, w.entries[list][n-1].place, want)
	default:
		w.draft.find(Error, id, place,
			"这里应当是第 %d 项，文件写的是 %d：少了一项、重了一项，或者编号写错了。请在文件里改正编号，再导入一次", want, n)
	}
	return want, begins, broken
}

func (e *entry) take(cells map[role][]*grid.Line, furthers map[string][]*grid.Line) {
	for r, lines := range cells {
		if r != number && r != category {
			e.cells[r] = append(e.cells[r], lines...)
		}
	}
	for name, lines := range furthers {
		e.further[name] = append(e.further[name], lines...)
	}
}

// goOn adds the cells of a row that goes on with the item. Whether a paragraph begins there is not certain: a page, or
// somebody's hand, has cut the cell.
func (e *entry) goOn(cells map[role][]*grid.Line, furthers map[string][]*grid.Line) {
	soften := func(before, lines []*grid.Line) {
		if len(before) == 0 || len(lines) == 0 || lines[0].Number != "" {
			return
		}
		lines[0].Hard = false
		last := before[len(before)-1]
		if last.Place.Page == 0 && !strings.ContainsAny(lastRune(last.Text), sentenceEnds) {
			last.Full = true // of a document without pages, only the text tells
		}
	}
	for r, lines := range cells {
		soften(e.cells[r], lines)
	}
	for name, lines := range furthers {
		soften(e.further[name], lines)
	}
	e.take(cells, furthers)
}
