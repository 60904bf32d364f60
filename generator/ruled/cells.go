package ruled

import (
	"math"
	"slices"
)

// A table is the cells that a mesh of rules parts.
type table struct {
	xs, ys []float64
	cells  []*cell // from top to bottom, from left to right
	units  []*cell // row by row; nil outside the table
	odd    bool    // a cell that was no rectangle was cut into rows
}

// A cell is what rules enclose.
type cell struct {
	column, row, wide, tall int
	box                     box
	chars                   []char
	lines                   []*printed
}

// mostUnits is how many cells a table of a page may have.
const mostUnits = 500_000

// tableOf makes cells of a mesh: the spaces between all its rules, joined where no rule parts them. What is open to the
// outside is no cell.
func tableOf(m mesh) (*table, bool) {
	t := &table{xs: positions(m.down), ys: positions(m.across)}
	wide, tall := len(t.xs)-1, len(t.ys)-1
	if wide < 1 || tall < 1 || wide*tall > mostUnits {
		return nil, false
	}
	right := edges(m.down, t.xs, t.ys) // of the space left of each position
	below := edges(m.across, t.ys, t.xs)
	outside := wide * tall
	s := newSets(outside + 1)
	at := func(i, j int) int {
		if i < 0 || j < 0 || i >= wide || j >= tall {
			return outside
		}
		return j*wide + i
	}
	for j := range tall {
		for i := range wide + 1 {
			if !right[i*tall+j] {
				s.unite(at(i-1, j), at(i, j))
			}
		}
	}
	for i := range wide {
		for j := range tall + 1 {
			if !below[j*wide+i] {
				s.unite(at(i, j-1), at(i, j))
			}
		}
	}
	t.gather(s, wide, tall)
	return t, len(t.cells) > 0
}

// gather makes the cells of the spaces that belong together.
func (t *table) gather(s sets, wide, tall int) {
	outside := s.find(wide * tall)
	size, count := map[int]*cell{}, map[int]int{}
	for j := range tall {
		for i := range wide {
			root := s.find(j*wide + i)
			c := size[root]
			if c == nil {
				c = &cell{column: i, row: j, wide: 1, tall: 1}
				size[root] = c
			}
			last := max(c.column+c.wide, i+1)
			c.column = min(c.column, i)
			c.wide, c.tall = last-c.column, j+1-c.row
			count[root]++
		}
	}
	t.units = make([]*cell, wide*tall)
	for j := range tall {
		for i := 0; i < wide; i++ {
			root := s.find(j*wide + i)
			c := size[root]
			switch {
			case root == outside || t.units[j*wide+i] != nil:
				continue
			case count[root] < c.wide*c.tall: // no rectangle: what of it is in this row
				t.odd = true
				c = &cell{column: i, row: j, wide: 1, tall: 1}
				for i+c.wide < wide && s.find(j*wide+i+c.wide) == root {
					c.wide++
				}
			}
			c.box = box{t.xs[c.column], t.ys[c.row], t.xs[c.column+c.wide], t.ys[c.row+c.tall]}
			for y := c.row; y < c.row+c.tall; y++ {
				for x := c.column; x < c.column+c.wide; x++ {
					t.units[y*wide+x] = c
				}
			}
			t.cells = append(t.cells, c)
		}
	}
}

// positions are where rules lie. Those that are nearer to each other than a line of text is high are one.
func positions(rules []rule) []float64 {
	var ats []float64
	for _, r := range rules {
		ats = append(ats, r.at)
	}
	slices.Sort(ats)
	var all []float64
	for from := 0; from < len(ats); {
		to, sum := from, 0.0
		for to < len(ats) && ats[to]-ats[from] <= thickest {
			sum += ats[to]
			to++
		}
		all = append(all, sum/float64(to-from))
		from = to
	}
	return all
}

// edges tells for each position, and each space between the positions of the other direction, whether a rule is there.
func edges(rules []rule, at, between []float64) []bool {
	n := len(between) - 1
	all := make([]bool, len(at)*n)
	for _, r := range rules {
		i := nearest(at, r.at)
		for j := range n {
			covered := min(r.to, between[j+1]) - max(r.from, between[j])
			if covered >= (between[j+1]-between[j])/2 {
				all[i*n+j] = true
			}
		}
	}
	return all
}

func nearest(all []float64, x float64) int {
	i, _ := slices.BinarySearch(all, x)
	if i == len(all) || i > 0 && x-all[i-1] < all[i]-x {
		i--
	}
	return i
}

// at is the cell at a point, or nil.
func (t *table) at(x, y float64) *cell {
	i, j := space(t.xs, x), space(t.ys, y)
	if i < 0 || j < 0 {
		return nil
	}
	return t.units[j*(len(t.xs)-1)+i]
}

// space is between which positions a point lies, or -1.
func space(positions []float64, x float64) int {
	if math.IsNaN(x) || x < positions[0] || x >= positions[len(positions)-1] {
		return -1
	}
	i, found := slices.BinarySearch(positions, x)
	if !found {
		i--
	}
	return i
}

func (t *table) box() box {
	return box{t.xs[0], t.ys[0], t.xs[len(t.xs)-1], t.ys[len(t.ys)-1]}
}
