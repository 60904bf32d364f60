package intake

import "handbook/generator/grid"

// cards reads a table that is written as cards: what others have as the head of a column stands before each cell.
//
//	| 序号     | 1 | 事项类别 | 党的建设 |
//	| 事项名称 | 推荐先进集体           |
//
// It returns the table that says the same with a head and a row for each item.
func (w *walk) cards(table *grid.Table) (*grid.Table, bool) {
	var all [][][2]*grid.Cell // label and value, card by card
	for _, row := range table.Rows {
		if blank(row) {
			continue
		}
		pairs, ok := pairsOf(row)
		if !ok {
			return nil, false
		}
		for _, p := range pairs {
			if n := len(all); n == 0 || labelled(all[n-1], label(p)) {
				all = append(all, nil)
			}
			all[len(all)-1] = append(all[len(all)-1], p)
		}
	}
	head, columns := &grid.Row{}, map[string]int{}
	var again []*grid.Line // labels of the later cards
	made := &grid.Table{Sheet: table.Sheet, Rows: []*grid.Row{head}}
	for _, card := range all {
		row := &grid.Row{Place: card[0][0].Place}
		for _, p := range card {
			column, ok := columns[label(p)]
			if !ok {
				column = made.Wide
				columns[label(p)] = column
				made.Wide++
				head.Place = p[0].Place
				head.Cells = append(head.Cells,
					&grid.Cell{Column: column, Wide: 1, Lines: p[0].Lines, Place: p[0].Place})
			} else {
				again = append(again, p[0].Lines...)
			}
			row.Cells = append(row.Cells, &grid.Cell{Column: column, Wide: 1, Lines: p[1].Lines, Place: p[1].Place})
		}
		made.Rows = append(made.Rows, row)
	}
	h := headOf(made, 0, 1)
	if len(h.columns) < 3 || !h.known() || !h.has(number) {
		return nil, false
	}
	for _, l := range again {
		w.draft.read(l).own(grid.Heading)
	}
	for i, row := range made.Rows[1:] {
		for _, c := range h.columns {
			if !labelled(all[i], c.name) {
				w.draft.find(Doubt, "", row.Place, "从“%s”开始的这一项没有“%s”一格，按空白收入",
					label(all[i][0])+cellText(all[i][0][1]), c.name)
			}
		}
	}
	return made, true
}

// pairsOf takes a row apart into labels and what stands beside them; it reports false where it is no row of a card.
func pairsOf(row *grid.Row) (pairs [][2]*grid.Cell, ok bool) {
	var cells []*grid.Cell
	for _, c := range row.Cells {
		if c.Above != nil {
			return nil, false
		}
		cells = append(cells, c)
	}
	for len(cells) > 0 && cellText(cells[len(cells)-1]) == "" && len(cells)%2 == 1 {
		cells = cells[:len(cells)-1]
	}
	if len(cells)%2 == 1 {
		return nil, false
	}
	for i := 0; i < len(cells); i += 2 {
		p := [2]*grid.Cell{cells[i], cells[i+1]}
		switch r := roleOf(label(p)); {
		case r == none && len(pairs) == 0, label(p) == "", roleOf(cellText(p[1])) != none:
			return nil, false
		case r == number && !aNumber.MatchString(folded(cellText(p[1]))):
			return nil, false
		}
		pairs = append(pairs, p)
	}
	return pairs, true
}

func label(p [2]*grid.Cell) string { return squeezed(cellText(p[0])) }

func labelled(card [][2]*grid.Cell, name string) bool {
	for _, p := range card {
		if label(p) == name {
			return true
		}
	}
	return false
}
