package ruled

import (
	"cmp"
	"math"
	"slices"
)

// Lengths, in points.
const (
	thickest = 4.0 // a rectangle that is thicker is no rule
	beside   = 1.0 // lines as far beside each other are one
	gap      = 2.0 // as far as lines may be from meeting, beside half of what they are thick
)

// A rule is a line that was drawn to part cells, along the page or down it.
type rule struct {
	down     bool
	at       float64 // where it crosses the other axis
	from, to float64 // along its own
	thick    float64
}

// ruleOf is the rules that something drawn is: a thin rectangle is one, a small square, as programs set it in corners,
// is two. A line that was drawn as a line has a thickness; a rectangle has its own.
func ruleOf(b box, thick float64) []rule {
	x, y := (b.left+b.right)/2, (b.top+b.bottom)/2
	across := rule{false, y, b.left, b.right, thick}
	down := rule{true, x, b.top, b.bottom, thick}
	if thick > 0 {
		switch {
		case thick > thickest: // a line that is drawn as broad as a bar is shading
		case b.high() <= askew && b.wide() > askew:
			return []rule{across}
		case b.wide() <= askew && b.high() > askew:
			return []rule{down}
		}
		return nil
	}
	across.thick, down.thick = b.high(), b.wide()
	switch flat, narrow := b.high() <= thickest, b.wide() <= thickest; {
	case flat && narrow && max(b.high(), b.wide()) < 2*min(b.high(), b.wide()):
		return []rule{across, down}
	case flat && b.wide() > b.high():
		return []rule{across}
	case narrow && b.high() > b.wide():
		return []rule{down}
	}
	return nil
}

// join makes one rule of those that go on with each other, or lie on each other.
func join(rules []rule) []rule {
	slices.SortFunc(rules, func(a, b rule) int {
		if a.down != b.down {
			if a.down {
				return 1
			}
			return -1
		}
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to))
	})
	var joined []rule
	for from := 0; from < len(rules); {
		to := from + 1
		for to < len(rules) && rules[to].down == rules[from].down && rules[to].at-rules[to-1].at <= beside &&
			rules[to].at-rules[from].at <= 2*beside {
			to++
		}
		joined = append(joined, joinBand(rules[from:to])...)
		from = to
	}
	return joined
}

// joinBand joins rules that lie beside each other.
func joinBand(rules []rule) []rule {
	slices.SortFunc(rules, func(a, b rule) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to)) })
	var joined []rule
	length := 0.0 // of what the last was made of, which weighs where it lies
	for _, r := range rules {
		n := len(joined) - 1
		if n < 0 || r.from > joined[n].to+gap+max(r.thick, joined[n].thick)/2 {
			joined, length = append(joined, r), r.to-r.from
			continue
		}
		j := &joined[n]
		if sum := length + r.to - r.from; sum > 0 {
			j.at = (j.at*length + r.at*(r.to-r.from)) / sum
			length = sum
		}
		j.to, j.thick = max(j.to, r.to), max(j.thick, r.thick)
	}
	return joined
}

// meets reports whether two rules of different directions meet, or nearly do.
func (r rule) meets(o rule) bool {
	near := gap + (r.thick+o.thick)/2
	return r.from-near <= o.at && o.at <= r.to+near && o.from-near <= r.at && r.at <= o.to+near
}

func (r rule) compare(at float64) int { return cmp.Compare(r.at, at) }

// A mesh is rules that hang together: a table, if they part cells.
type mesh struct{ across, down []rule }

// meshes parts rules into those that hang together, and leaves out those that meet no other, as what underlines a word
// or strikes it out. Of a page's end that was left open each is closed.
func meshes(rules []rule) []mesh {
	var all []mesh
	for _, m := range hanging(standing(rules)) {
		m.close()
		if m.trim(); len(m.across) < 2 || len(m.down) < 2 {
			continue
		}
		for _, part := range hanging(slices.Concat(m.across, m.down)) {
			if len(part.across) >= 2 && len(part.down) >= 2 {
				all = append(all, part)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b mesh) int { return cmp.Compare(a.across[0].at, b.across[0].at) })
	return all
}

// standing closes at both ends what three or more rules downwards leave open that meet no rule at all: a row that fills
// a page, and begins and ends on others.
func standing(rules []rule) []rule {
	var across, alone []rule
	for _, r := range rules {
		if !r.down {
			across = append(across, r)
		}
	}
	for _, r := range rules {
		if r.down && !slices.ContainsFunc(across, r.meets) {
			alone = append(alone, r)
		}
	}
	for _, first := range alone {
		left, right, n := math.Inf(1), math.Inf(-1), 0
		for _, r := range alone {
			if math.Abs(r.from-first.from) <= gap && math.Abs(r.to-first.to) <= gap {
				left, right, n = min(left, r.at), max(right, r.at), n+1
			}
		}
		if n >= 3 && left == first.at { // once for all of them
			rules = append(rules, rule{at: first.from, from: left, to: right, thick: thinnest},
				rule{at: first.to, from: left, to: right, thick: thinnest})
		}
	}
	return rules
}

// hanging parts rules into those that hang together.
func hanging(rules []rule) []mesh {
	across, down := mesh{}.add(rules)
	sets := newSets(len(across) + len(down))
	slices.SortStableFunc(across, func(a, b rule) int { return cmp.Compare(a.at, b.at) })
	slices.SortStableFunc(down, func(a, b rule) int { return cmp.Compare(a.at, b.at) })
	const furthest = gap + thickest
	for i, d := range down {
		first, _ := slices.BinarySearchFunc(across, d.from-furthest, rule.compare)
		for j := first; j < len(across) && across[j].at <= d.to+furthest; j++ {
			if d.meets(across[j]) {
				sets.unite(len(across)+i, j)
			}
		}
	}
	byRoot := map[int]int{}
	var all []mesh
	for i := range len(across) + len(down) {
		root := sets.find(i)
		at, ok := byRoot[root]
		if !ok {
			at = len(all)
			byRoot[root] = at
			all = append(all, mesh{})
		}
		if i < len(across) {
			all[at].across = append(all[at].across, across[i])
		} else {
			all[at].down = append(all[at].down, down[i-len(across)])
		}
	}
	return all
}

func (m mesh) add(rules []rule) (across, down []rule) {
	across, down = m.across, m.down
	for _, r := range rules {
		if r.down {
			down = append(down, r)
		} else {
			across = append(across, r)
		}
	}
	return across, down
}

// close adds a rule where three or more end together at an edge, and no rule is there over the full width: where the
// end of a page cuts a row, or a merged cell, the program draws none, or a part of one; some tables have no rules at
// their sides.
func (m *mesh) close() {
	m.across = append(m.across, closing(m.down, m.across)...)
	m.down = append(m.down, closing(m.across, m.down)...)
	across, down := mesh{}.add(join(slices.Concat(m.across, m.down)))
	m.across, m.down = across, down
}

func closing(rules, others []rule) []rule {
	least, most := math.Inf(1), math.Inf(-1)
	for _, r := range rules {
		least, most = min(least, r.from), max(most, r.to)
	}
	var added []rule
	for _, end := range []float64{least, most} {
		from, to, thick, n := math.Inf(1), math.Inf(-1), 0.0, 0
		for _, r := range rules {
			at := r.from
			if end == most {
				at = r.to
			}
			if near := gap + r.thick; math.Abs(at-end) <= near && slices.ContainsFunc(others, r.meets) {
				from, to, thick, n = min(from, r.at), max(to, r.at), max(thick, r.thick), n+1
			}
		}
		near := gap + thick
		covered := slices.ContainsFunc(others, func(o rule) bool {
			return math.Abs(o.at-end) <= near+o.thick/2 && o.from <= from+near && o.to >= to-near
		})
		if n >= 3 && !covered {
			added = append(added, rule{!rules[0].down, end, from, to, thinnest})
		}
	}
	return added
}

// trim cuts rules back to the outermost others that they meet, and drops those that meet fewer than two.
func (m *mesh) trim() {
	for changed := true; changed; {
		var a, b bool
		m.across, a = trimmed(m.across, m.down)
		m.down, b = trimmed(m.down, m.across)
		changed = a || b
	}
}

func trimmed(rules, others []rule) (kept []rule, changed bool) {
	for _, r := range rules {
		from, to, n := math.Inf(1), math.Inf(-1), 0
		for _, o := range others {
			if r.meets(o) {
				from, to, n = min(from, o.at), max(to, o.at), n+1
			}
		}
		if n < 2 || to-from < thickest {
			changed = true
			continue
		}
		if r.from < from-thickest || r.to > to+thickest {
			changed = true
		}
		r.from, r.to = from, to
		kept = append(kept, r)
	}
	return kept, changed
}

// tabular reports whether rules look as if they were a table's, whether they enclose cells or not.
func tabular(rules []rule, wide float64) bool {
	const short, broad = 20, 0.4 // points; a share of the page
	across, down, long := 0, 0, 0
	for _, r := range rules {
		switch {
		case r.to-r.from < short:
		case r.down:
			down++
		default:
			across++
			if r.to-r.from > broad*wide {
				long++
			}
		}
	}
	return across >= 2 && down >= 2 || long >= 3
}

// Sets are sets of numbers from 0, each first in one of its own.
type sets []int

func newSets(n int) sets {
	s := make(sets, n)
	for i := range s {
		s[i] = i
	}
	return s
}

func (s sets) find(i int) int {
	for s[i] != i {
		s[i] = s[s[i]]
		i = s[i]
	}
	return i
}

// unite joins the sets of two numbers; the smaller of their first numbers stands for both.
func (s sets) unite(i, j int) {
	a, b := s.find(i), s.find(j)
	s[max(a, b)] = min(a, b)
}
