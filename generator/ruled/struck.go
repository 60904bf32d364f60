package ruled

import (
	"cmp"
	"math"
	"slices"
	"unicode"
)

// Where a line strikes a character out, as shares of its height above the line that it stands on: below it is
// underlined.
const (
	strikeLow, strikeHigh = 0.08, 0.5
	thickestStrike        = 2.0 // points
)

// struck marks the characters that a line strikes out which parts no cells.
func struck(chars []char, rules []rule, tables []mesh) {
	var lines []rule
	for _, r := range rules {
		parts := func(m mesh) bool { return m.owns(r) }
		if !r.down && r.thick <= thickestStrike && !slices.ContainsFunc(tables, parts) {
			lines = append(lines, r)
		}
	}
	if len(lines) == 0 {
		return
	}
	slices.SortFunc(lines, func(a, b rule) int { return cmp.Compare(a.at, b.at) })
	for i, c := range chars {
		if unicode.IsSpace(c.r) || c.turned != 0 || c.slanted {
			continue
		}
		x, _ := c.middle()
		high, low := c.base-strikeHigh*c.box.high(), c.base-strikeLow*c.box.high()
		from, _ := slices.BinarySearchFunc(lines, high, rule.compare)
		for _, r := range lines[from:] {
			if r.at > low {
				break
			}
			if r.from <= x && x <= r.to {
				chars[i].struck = true
				break
			}
		}
	}
}

// owns reports whether a line became a part of one of the mesh's rules across.
func (m mesh) owns(r rule) bool {
	return slices.ContainsFunc(m.across, func(o rule) bool {
		return math.Abs(o.at-r.at) <= 2*beside && o.from-thickest <= r.from && r.to <= o.to+thickest
	})
}
