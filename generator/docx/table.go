package docx

import "handbook/generator/grid"

// table reads a table outside tables. A table whose rows were all deleted is none.
func (r *reader) table(n *node) {
	r.tables++
	r.inside++
	outer := r.place
	r.place = grid.Place{Table: r.tables}
	t := &grid.Table{}
	above := map[int]*grid.Cell{} // by column: the merged cell that goes on downwards
	deleted := 0
	for _, row := range rowsOf(n.kids) {
		r.place.Row++
		properties := row.child("trPr")
		if properties.child("del") != nil {
			r.left(grid.Deleted, row.text())
			deleted++
			continue
		}
		t.Rows = append(t.Rows, r.row(t, row, properties, above))
	}
	r.inside--
	r.place = grid.Place{Table: r.tables}
	if deleted > 0 {
		r.doubt("这个表格有 %d 行在修订中已经删除，没有收入", deleted)
	}
	r.place = outer
	if len(t.Rows) > 0 {
		r.doc.Parts = append(r.doc.Parts, grid.Part{Table: t})
	}
}

// rowsOf are the rows of a table, some of which stand in content controls.
func rowsOf(nodes []*node) []*node { return within(nodes, "tr") }

// within finds the elements of this name, also in content controls and tracked insertions.
func within(nodes []*node, name string) []*node {
	var all []*node
	for _, n := range nodes {
		switch n.name {
		case name:
			all = append(all, n)
		case "sdt":
			if c := n.child("sdtContent"); c != nil {
				all = append(all, within(c.kids, name)...)
			}
		case "customXml", "ins", "moveTo":
			all = append(all, within(n.kids, name)...)
		}
	}
	return all
}

func (r *reader) row(t *grid.Table, n, properties *node, above map[int]*grid.Cell) *grid.Row {
	row := &grid.Row{Head: properties.on("tblHeader"), Place: r.place}
	column := number(properties.val("gridBefore"), 0)
	var last *grid.Cell // of cells merged in the old way, hMerge
	for _, tc := range within(n.kids, "tc") {
		p := tc.child("tcPr")
		wide := max(1, min(number(p.val("gridSpan"), 1), 1000))
		if merge := p.child("hMerge"); merge != nil && merge.attr("val") != "restart" && last != nil {
			last.Wide += wide
			column += wide
			continue
		}
		c := &grid.Cell{Column: column, Wide: wide, Place: r.place}
		merge := p.child("vMerge")
		r.blocks(tc.kids, func(l *grid.Line) { c.Lines = append(c.Lines, l) })
		r.flush(func(l *grid.Line) { c.Lines = append(c.Lines, l) })
		switch {
		case merge == nil:
			delete(above, column)
		case merge.attr("val") == "restart" || above[column] == nil:
			above[column] = c
		default:
			c.Above = above[column]
			for _, l := range c.Lines { // Word hides what stands there
				r.left(grid.Hidden, l.Text)
			}
			c.Lines = nil
		}
		row.Cells = append(row.Cells, c)
		last = c
		column += wide
	}
	t.Wide = max(t.Wide, column+number(properties.val("gridAfter"), 0))
	return row
}

// nest reads a table within a cell as lines of that cell.
func (r *reader) nest(n *node, take func(*grid.Line)) {
	r.nested++
	for _, row := range rowsOf(n.kids) {
		if row.child("trPr", "del") != nil {
			r.left(grid.Deleted, row.text())
			continue
		}
		for _, tc := range within(row.kids, "tc") {
			r.blocks(tc.kids, take)
			r.flush(take)
		}
	}
}
