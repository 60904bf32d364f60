package intake

import (
	"strconv"
	"strings"

	"handbook/generator/debris"
	"handbook/generator/grid"
	"handbook/generator/office"
)

// A named is a category as it stands in the document: rows of one merged cell share it, and the next page may bring the
// rest of its name.
type named struct{ name string }

// categories follows the column of categories from row to row.
type categories struct {
	now    *named              // of the row before
	cell   *grid.Cell          // that it stands in; nil where a group's row names it
	page   int                 // of the row before
	merged map[*grid.Cell]bool // cells that others are merged with
	empty  *named              // a merged cell without a text, which the next page may have
	whole  map[string]bool     // names that stand whole somewhere
}

// end forgets what the table before had.
func (c *categories) end() { c.now, c.cell, c.empty = nil, nil, nil }

// wholeCategories are the names of categories that stand in two cells or more, or that counties have.
func wholeCategories(docs []*grid.Document, known []string) map[string]bool {
	whole, times := map[string]bool{}, map[string]int{}
	for _, name := range known {
		whole[name] = true
	}
	for _, d := range docs {
		var columns *heading
		for _, part := range d.Parts {
			if part.Table == nil {
				continue
			}
			for at, row := range part.Table.Rows {
				if h, ok := headAt(part.Table, at); ok {
					columns = h
				}
				for _, c := range row.Cells {
					if columns == nil || c.Above != nil {
						continue
					}
					if col := columns.covers(c); col != nil && col.role == category {
						times[folded(debris.Plain(cellText(c)))]++
					}
				}
			}
		}
	}
	for name, n := range times {
		_, usual := office.CategoryID(name)
		if n > 1 && !cutOff(name, n, times) || usual {
			whole[name] = true
		}
	}
	return whole
}

// cutOff reports whether a name that stands in n cells is the beginning or the end of another that stands in more: ends
// of pages may have cut it twice.
func cutOff(name string, n int, times map[string]int) bool {
	for other, m := range times {
		if m > n && other != name && (strings.HasPrefix(other, name) || strings.HasSuffix(other, name)) {
			return true
		}
	}
	return false
}

// categoryOf is the category of a row; begins says that an item begins there.
func (w *walk) categoryOf(row *grid.Row, begins bool) *named {
	c := w.categoryCell(row)
	page := w.page
	w.page = row.Place.Page
	if c == nil {
		if w.now == nil {
			w.now = &named{}
		}
		return w.now
	}
	if c.Above != nil {
		if c.Above == w.cell {
			return w.now
		}
		c = c.Above
	}
	var said text
	for _, l := range c.Lines {
		said = append(said, w.draft.read(l)...)
	}
	if m := groupRow.FindStringSubmatchIndex(said.String()); m != nil && m[8] >= 0 {
		name := len([]rune(said.String()[:m[5]]))
		said[name:].own(grid.Count)
		said = said[:name]
	}
	said.own(grid.Value)
	name, turned := said.String(), page != row.Place.Page && w.now != nil
	switch {
	case name == "" && w.now != nil && (turned || !begins || row.Place.Page == 0 || !w.merged[c]):
		// as above
	case name == "" && w.now != nil: // the page ends before the middle of the cell, where its text stands
		w.now = &named{}
		w.empty = w.now
	case turned && w.empty != nil:
		w.empty.name, w.empty = name, nil
	case w.now != nil && (turned || !begins) && !(w.whole[w.now.name] && w.whole[name]) && w.isWhole(w.now.name+name):
		w.now.name += name
		w.draft.find(Note, w.nextID(), row.Place, "类别“%s”在换页处断成两截，已经合在一起", w.now.name)
	case w.now != nil && !begins && strings.HasSuffix(w.now.name, name):
		said.own(grid.Repeated) // printed again on the next page
	case w.now == nil || w.now.name != name:
		w.now, w.empty = &named{name}, nil
	}
	w.cell = c
	if g := w.group[w.columns.list.ID]; begins && g != nil && g.name != "" && g.name != w.now.name && w.now.name != "" {
		w.draft.find(Doubt, w.nextID(), row.Place, "类别一栏写的是“%s”，上面的分组写的是“%s”：按类别一栏收入", w.now.name, g.name)
	}
	return w.now
}

// isWhole reports whether a name is that of a category.
func (c *categories) isWhole(name string) bool {
	_, usual := office.CategoryID(name)
	return usual || c.whole[name]
}

func (w *walk) categoryCell(row *grid.Row) *grid.Cell { return w.cellOf(row, category) }

// beginsCategory opens a group where the column of categories names another: numbers may begin anew there.
func (w *walk) beginsCategory(row *grid.Row) {
	c := w.categoryCell(row)
	if c == nil || c.Above != nil || cellText(c) == "" || w.now == nil ||
		w.now.name == folded(debris.Plain(cellText(c))) {
		return
	}
	list := w.columns.list.ID
	if g := w.group[list]; g != nil && g.name != "" {
		return // a row has opened it
	}
	w.group[list] = &group{from: len(w.entries[list]), place: c.Place}
}

// openGroup takes a row, or a line above a table, that names the category of those below it.
func (w *walk) openGroup(lines []*grid.Line, place grid.Place) {
	w.closeGroup()
	var said text
	auto := ""
	for _, l := range lines {
		auto += l.Number
		said = append(said, w.draft.read(l)...)
	}
	list := w.columns.list.ID
	g := &group{from: len(w.entries[list]), place: place}
	if m := groupRow.FindStringSubmatchIndex(said.String()); m != nil {
		runes := func(i int) int { return len([]rune(said.String()[:i])) }
		from, to := runes(m[4]), runes(m[5])
		said[:from].own(grid.Separator)
		said[to:].own(grid.Count)
		g.name = said[from:to].value()
		if m[8] >= 0 {
			g.count, _ = strconv.Atoi(said.String()[m[8]:m[9]])
		}
	} else {
		g.name = said.value()
	}
	w.group[list] = g
	w.now, w.cell = &named{g.name}, nil
}

// closeGroup compares how many items a group has with what its row says.
func (w *walk) closeGroup() {
	if w.columns == nil || w.columns.list == nil {
		return
	}
	list := w.columns.list.ID
	g := w.group[list]
	if g == nil {
		return
	}
	delete(w.group, list)
	if n := len(w.entries[list]) - g.from; g.count > 0 && n != g.count {
		w.draft.find(Error, "", g.place, "“%s”一组写着 %d 项，下面有 %d 项。请核对文件里的项数，改正后再导入一次", g.name, g.count, n)
	}
}
