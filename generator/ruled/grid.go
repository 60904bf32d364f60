package ruled

import "handbook/generator/grid"

// grid is the table as a reader of tables sees it.
func (t *table) grid(number int) *grid.Table {
	g := &grid.Table{Wide: len(t.xs) - 1}
	first := map[*cell]*grid.Cell{}
	for row := range len(t.ys) - 1 {
		place := t.box()
		place.top, place.bottom = t.ys[row], t.ys[row+1]
		out := &grid.Row{Place: placeOf(number, place)}
		units := t.units[row*g.Wide : (row+1)*g.Wide]
		for column := 0; column < g.Wide; column++ {
			c := units[column]
			if c == nil {
				continue
			}
			cell := &grid.Cell{Column: column, Wide: c.wide, Above: first[c], Place: placeOf(number, c.box)}
			if cell.Above == nil {
				first[c] = cell
				for _, l := range c.lines {
					if l.line.Text != "" {
						cell.Lines = append(cell.Lines, l.line)
					}
				}
				if len(cell.Lines) > 0 {
					cell.Lines[0].Hard = true
				}
			}
			out.Cells = append(out.Cells, cell)
			column += c.wide - 1
		}
		g.Rows = append(g.Rows, out)
	}
	return g
}
