package intake

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
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
	inTitle  bool   // its number stands before the title, in the same cell
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
	group   map[string]*group             // by list: the group of rows that is open
	again   map[string]int                // by list: how far its numbers stand back, where it stands twice
	chinese map[string]bool               // by list: its numbers are 一, 二
	said    []heard                       // the last lines outside tables: what stands above a table
	under   struct{ title, sheet string } // the last title that spoke of a list
	front   []*grid.Line                  // what is in no table of a list
}

// Heard is a line above a table, or a row of one cell.
type heard struct {
	text  string
	lines []*grid.Line
}

// A group is rows of one category: under a row that names it and says how many they are, or beside its name.
type group struct {
	name    string
	count   int // as said, or 0
	from    int // how many items came before
	restart bool
	place   grid.Place
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
		l, _ := w.draft.named(cellText(c))
		if l != nil && l != w.columns.list && aListRow.MatchString(squeezed(cellText(c))) {
			w.closeGroup()
			h := *w.columns
			h.columns, h.list = slices.Clone(h.columns), l
			for i, c := range h.asRead {
				h.columns[i].role, h.columns[i].label = c.role, c.label
			}
			w.begin(&h, table)
			w.ownRows([]*grid.Row{row}, grid.Outside)
			return
		}
		w.openGroup(c.Lines, c.Place)
		return
	}
	if name := w.groupBesideNumber(table, row); name != nil {
		for _, l := range w.cellOf(row, number).Lines {
			w.draft.read(l).own(grid.Numeral)
		}
		w.openGroup(name.Lines, name.Place)
		return
	}
	if first := firstText(row); footRow.MatchString(squeezed(first)) {
		w.draft.find(Doubt, "", row.Place, "表格末尾有一行不是事项：“%s”，没有收入清单，请核对", rowText(row))
		w.ownRows([]*grid.Row{row}, grid.Outside)
		return
	}
	cells, furthers := w.cells(row)
	list := w.columns.list.ID
	w.beginsCategory(row)
	cut := row.Place.Page > 0 && row == table.Rows[len(table.Rows)-1]
	no, state, broken := w.number(list, row, cells, cut)
	if state == goesOn && w.beginsByItself(row, cells) {
		no, state = len(w.entries[list])+1, begins
	}
	if state == begins || state == inTitle || state == unnumbered && len(cells[title]) > 0 {
		e := &entry{list: w.columns.list, no: no, cells: map[role][]*grid.Line{}, further: map[string][]*grid.Line{},
			columns: w.columns, place: row.Place, file: w.file, broken: broken, rows: []grid.Place{row.Place},
			inTitle: state == inTitle}
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
	w.twoTitles(row, e, cells)
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

// groupBesideNumber is the cell of a category whose row has a number of its own, 一, in the column of numbers: nothing
// else stands in it, and the next row is an item's, with 1. It is nil where the row is another.
func (w *walk) groupBesideNumber(table *grid.Table, row *grid.Row) *grid.Cell {
	no := w.cellOf(row, number)
	next := slices.Index(table.Rows, row) + 1
	if no == nil || next == len(table.Rows) || chineseNumber(folded(cellText(no))) == 0 {
		return nil
	}
	if below := w.cellOf(table.Rows[next], number); below == nil || !aNumber.MatchString(folded(cellText(below))) {
		return nil
	}
	var name *grid.Cell
	for _, c := range row.Cells {
		if c == no || cellText(c) == "" {
			continue
		}
		if name != nil || c.Above != nil {
			return nil
		}
		name = c
	}
	return name
}

// aListRow is a row that names the list of those below: 二、配合履职事项（12项）.
var aListRow = regexp.MustCompile(`(基本|配合|收回|赋权|委托|授权).*(事项|清单)`)

// beginsByItself reports whether a row without a number is an item all the same: where it names another category, or
// in a workbook, in which no cell goes on in the next row, has a title.
func (w *walk) beginsByItself(row *grid.Row, cells map[role][]*grid.Line) bool {
	t := w.cellOf(row, title)
	if t == nil || t.Above != nil || len(cells[title]) == 0 || w.numberGoesOn(row) {
		return false
	}
	if row.Place.Page > 0 || row.Place.Sheet == "" && !w.newCategory(row) {
		return false
	}
	w.draft.find(Doubt, w.nextID(), row.Place, "这一行没有编号，按第 %d 项收入", len(w.entries[w.columns.list.ID])+1)
	return true
}

// newCategory reports whether the row names another category than the one before.
func (w *walk) newCategory(row *grid.Row) bool {
	c := w.categoryCell(row)
	return c != nil && c.Above == nil && cellText(c) != "" && w.now != nil && w.now.name != squeezed(cellText(c))
}

// twoTitles looks at a row that goes on with an item and has a title of its own.
func (w *walk) twoTitles(row *grid.Row, e *entry, cells map[role][]*grid.Line) {
	t := w.cellOf(row, title)
	if t == nil || t.Above != nil || len(cells[title]) == 0 || len(e.cells[title]) == 0 {
		return
	}
	said := w.draft.joined(cells[title]).String()
	switch {
	case w.numberGoesOn(row):
		w.draft.find(Error, e.id(), row.Place, "第 %d 项的编号跨了几行，这一行另有事项名称“%s”：请在文件里给它编号，再导入一次",
			e.no, said)
	case row.Place.Page == e.rows[len(e.rows)-1].Page: // else the page has cut it
		w.draft.find(Doubt, e.id(), row.Place, "这一行没有编号，事项名称“%s”接在上一行的后面", said)
	}
}

// cellOf is the row's cell in the column of a role, or nil.
func (w *walk) cellOf(row *grid.Row, r role) *grid.Cell {
	for _, c := range row.Cells {
		if col := w.columns.covers(c); col != nil && col.role == r {
			return c
		}
	}
	return nil
}

// numberGoesOn reports whether the cell of a row's number is merged with the one above.
func (w *walk) numberGoesOn(row *grid.Row) bool {
	c := w.cellOf(row, number)
	return c != nil && c.Above != nil
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
			if col.label != "" { // 配合部门, in a column of its own
				for _, l := range c.Lines {
					w.draft.labels[l] = col.label
				}
			}
			if len(cells[col.role]) > 0 {
				c.Lines[0].Hard = true
			}
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
