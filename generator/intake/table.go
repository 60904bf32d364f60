package intake

import (
	"slices"
	"strings"

	"handbook/generator/grid"
)

// table reads the rows of a table.
func (w *walk) table(table *grid.Table) {
	if made, ok := w.cards(table); ok {
		table = made
	}
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
