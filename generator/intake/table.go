package intake

import (
	"regexp"
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
			w.strange(table)
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
			said := w.said
			if w.columns != nil && w.sheet != table && at == 0 && len(w.said) == 0 && table.Rows[0].Place.Page > 0 &&
				sameHeads(w.columns, h) {
				h.list = w.columns.list // the head is repeated on the next page
			} else if h.list = w.listOf(h, table); h.list != nil {
				h.list.settle(h)
			}
			if w.columns == nil || w.sheet != table || !sameHeads(w.columns, h) {
				w.begin(h, table)
			}
			if w.said = nil; !w.grouped(table) {
				w.headline(said)
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

// title is what stands above a table and tells which list it is: the last line that does, or the sheet's name. A table
// between two titles belongs to the first.
func (w *walk) title(table *grid.Table) string {
	for _, s := range slices.Backward(w.said) {
		if len([]rune(s.text)) <= mostInTitle && !strings.Contains(s.text, "。") && w.isNamed(s.text) {
			w.under.title, w.under.sheet = s.text, table.Sheet
			return s.text
		}
	}
	if w.isNamed(table.Sheet) || w.under.sheet != table.Sheet {
		return table.Sheet
	}
	return w.under.title
}

// headline takes the line above a table that names the category of its items: 一、党的建设（18项）.
func (w *walk) headline(said []heard) {
	at := slices.IndexFunc(w.columns.columns, func(c column) bool { return c.role == category })
	if w.columns.list == nil || at >= 0 && strings.Contains(w.columns.columns[at].name, "类别") {
		return
	}
	for _, s := range slices.Backward(said) {
		t := squeezed(s.text)
		if len([]rune(t)) > mostInTitle || strings.ContainsAny(t, "。；") {
			return
		}
		if footRow.MatchString(t) || unitRow.MatchString(t) || w.isNamed(t) && ofList.MatchString(t) {
			continue
		}
		m := groupRow.FindStringSubmatch(t)
		if m != nil && (m[4] != "" || w.isWhole(m[2]) || m[1] != "" && at < 0) {
			if at >= 0 {
				w.columns.columns[at].role = further // 行政处罚, under a line that names the category
			}
			w.openGroup(s.lines, s.lines[0].Place)
			w.front = slices.DeleteFunc(w.front, func(l *grid.Line) bool { return slices.Contains(s.lines, l) })
			w.draft.find(Note, "", s.lines[0].Place, "表格上面的“%s”是下面各项的类别", s.text)
		}
		return
	}
}

var (
	unitRow = regexp.MustCompile(`^(单位|填报|编制|日期|时间|附件|附表)[^。]*[:：]|^附(件|表)\d*$|^续表`)
	ofList  = regexp.MustCompile(`清单|事项|一览表`)
)

// strange says of a table that it is no list's.
func (w *walk) strange(table *grid.Table) {
	what, level, rows := "", Note, 0
	for _, row := range table.Rows {
		roles := map[role]bool{}
		for _, c := range row.Cells {
			roles[roleOf(cellText(c))] = true
		}
		if len(row.Cells) > 2 && roles[number] && (roles[theirs] || roles[ours] || roles[methods] || roles[takeover]) {
			w.draft.find(Error, "", row.Place, "这个表格没有“事项名称”一栏（有：%s）：一张清单的各栏要在同一张表里。"+
				"如果一张清单分在几张工作表上，请并成一张，再导入一次", rowText(row))
			return
		}
		if roles[theirs] && roles[ours] {
			w.draft.find(Error, "", row.Place, "这个表格有“%s”，却没有“事项名称”一栏：一张清单的各栏要在同一张表里。"+
				"打印时一页放不下各栏的，缩放到一页宽，或者直接导入原来的工作簿", rowText(row))
			return
		}
		if text := rowText(row); text != "" && len(row.Cells) > 1 {
			rows++
			what += text + "／"
		} else {
			what += text
		}
	}
	if first := table.Rows[0]; rows > 1 || len(table.Rows) > 2 && len(first.Cells) == 1 &&
		aFurther.MatchString(cellText(first.Cells[0])) {
		level = Doubt // a column of a list, alone, as a sheet has it that was printed on several pages
	}
	for _, s := range w.said {
		if len(table.Rows) > 1 && len([]rune(s.text)) <= mostInTitle && w.isNamed(s.text) &&
			ofList.MatchString(s.text) {
			level = Doubt
		}
	}
	w.draft.find(level, "", tablePlace(table), "这个表格没有清单的表头，没有收入：“%s”", what)
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
			"“%s”不是三张清单（基本履职、配合履职、上级部门收回）之一：先在 lists.toml 里写上这张“%s”清单，再导入一次", h.title, strange)
		w.draft.Undeclared = append(w.draft.Undeclared, undeclared(strange, h))
	}
	return list
}

// begin takes the columns of a table. Where the list is that of the table before, it goes on.
func (w *walk) begin(h *heading, table *grid.Table) {
	if w.columns == nil || w.columns.list != h.list || !sameHeads(w.columns, h) {
		w.closeGroup()
		w.categories.end()
	}
	before := w.columns
	w.columns, w.sheet, w.said = h, table, nil
	if h.list == nil {
		return
	}
	if before != nil && before.list == h.list && sameHeads(before, h) {
		for i, c := range before.columns { // as they were settled
			h.columns[i].role, h.columns[i].label = c.role, c.label
		}
	} else if w.grouped(table) {
		for i := range h.columns {
			if c := &h.columns[i]; c.role == category && !strings.Contains(c.name, "类别") {
				c.role = further // 行政处罚, under a row that names the category
			}
		}
	}
	if h.list.Shape == Basic {
		for i := range h.columns {
			if h.columns[i].role == departments { // such lists have none: it is a column of the document's own
				h.columns[i].role = further
			}
		}
	}
	wanted := map[Shape][]role{Joint: {departments, theirs, ours}, Reclaimed: {takeover}}[h.list.Shape]
	if h.list.Shape == Joint && !h.has(theirs) && !h.has(ours) {
		for i := range h.columns {
			if c := &h.columns[i]; c.role == both || c.role == further && dutyHead.MatchString(c.name) && !h.has(both) {
				c.role, wanted = both, []role{departments}
			}
		}
	}
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
	w.sheet = table
	w.headline(w.said)
	w.said = nil
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
	c, ok := alone(row)
	if ok {
		w.front = append(w.front, c.Lines...)
	} else {
		w.ownRows([]*grid.Row{row}, grid.Outside)
	}
	for _, c := range row.Cells {
		if t := cellText(c); t != "" {
			w.said = append(w.said, heard{t, c.Lines})
			w.draft.titles = append(w.draft.titles, squeezed(t))
		}
	}
}

// grouped reports whether rows of a table name the category of those below.
func (w *walk) grouped(table *grid.Table) bool {
	for at, row := range table.Rows {
		c, ok := alone(row)
		if ok && at > 0 && at+1 < len(table.Rows) && w.spans(table, c) && !w.isTitle(table, row, at+1) &&
			!footRow.MatchString(squeezed(cellText(c))) {
			return true
		}
	}
	return false
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
	if c, ok := alone(row); !ok || c.Column > 0 && c.Wide == 1 && !w.isNamed(cellText(c)) {
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
