package ruled

import (
	"math"
	"testing"
)

// FuzzCells makes tables of any rules, and puts points into them: whatever was drawn, each point has at most one cell,
// and each cell its place.
func FuzzCells(f *testing.F) {
	f.Add([]byte{0, 0, 0, 100, 0, 100, 0, 100, 1, 0, 0, 100, 1, 50, 0, 100, 1, 100, 0, 100})
	f.Add([]byte{1, 0, 0, 90, 1, 40, 0, 90, 1, 80, 0, 90, 0, 10, 0, 80})
	f.Fuzz(func(t *testing.T, data []byte) {
		var rules []rule
		for ; len(data) >= 4; data = data[4:] {
			from, to := float64(data[2]), float64(data[3])
			rules = append(rules, rule{data[0]%2 == 1, float64(data[1]) + float64(data[0]>>4)/8, min(from, to),
				max(from, to), float64(data[0]>>1&7) / 2})
		}
		for _, m := range meshes(join(rules)) {
			table, ok := tableOf(m)
			if !ok {
				continue
			}
			wide := len(table.xs) - 1
			for i, c := range table.units {
				x, y := i%wide, i/wide
				if c != nil && (x < c.column || x >= c.column+c.wide || y < c.row || y >= c.row+c.tall) {
					t.Fatalf("the cell at %d is %+v", i, c)
				}
			}
			for _, c := range table.cells {
				if got := table.at((c.box.left+c.box.right)/2, (c.box.top+c.box.bottom)/2); got != c {
					t.Fatalf("in the middle of %+v is %+v", c, got)
				}
			}
			g := table.grid(1)
			for _, row := range g.Rows {
				next := 0
				for _, c := range row.Cells {
					if c.Column < next || c.Wide < 1 || c.Column+c.Wide > g.Wide {
						t.Fatalf("cell %+v of %d columns", c, g.Wide)
					}
					next = c.Column + c.Wide
				}
			}
			table.at(math.NaN(), math.Inf(1))
		}
	})
}

// TestRulesJoin joins what programs draw as one line.
func TestRulesJoin(t *testing.T) {
	got := join([]rule{
		{false, 10, 0, 50, 0.5}, {false, 10.4, 50.5, 100, 0.5}, // goes on, a little lower
		{false, 30, 0, 40, 0.5}, {false, 30, 60, 100, 0.5}, // has a gap
		{true, 5, 0, 10, 0.5}, {true, 5.3, 5, 20, 1}, // lies on the other
	})
	want := []rule{
		{false, 10.2, 0, 100, 0.5}, {false, 30, 0, 40, 0.5}, {false, 30, 60, 100, 0.5}, {true, 5.18, 0, 20, 1},
	}
	if len(got) != len(want) {
		t.Fatalf("%v", got)
	}
	for i, r := range got {
		w := want[i]
		if r.down != w.down || math.Abs(r.at-w.at) > 0.01 || r.from != w.from || r.to != w.to || r.thick != w.thick {
			t.Errorf("%v, want %v", r, w)
		}
	}
}
