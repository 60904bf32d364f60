package share

import (
	"cmp"
	"slices"
)

// A point is a place on the card, in 1/64 of its points.
type point struct{ x, y int }

// A shape is an outline of straight edges. All is calculated in whole numbers: with others, processors differ in the
// last digit.
type shape struct {
	edges [][2]point
	start point
	at    point
	has   bool
}

func (s *shape) move(p point) {
	s.close()
	s.start, s.at, s.has = p, p, true
}

func (s *shape) line(p point) {
	s.edges = append(s.edges, [2]point{s.at, p})
	s.at = p
}

// steps is how many edges a curve becomes: at the largest size they are less than a tenth of a pixel beside it.
const steps = 12

// curve draws a quadratic curve, TrueType's kind.
func (s *shape) curve(by, to point) {
	from := s.at
	for i := 1; i <= steps; i++ {
		a, b, c := (steps-i)*(steps-i), 2*i*(steps-i), i*i
		s.line(point{(a*from.x + b*by.x + c*to.x) / (steps * steps), (a*from.y + b*by.y + c*to.y) / (steps * steps)})
	}
}

func (s *shape) close() {
	if s.has && s.at != s.start {
		s.line(s.start)
	}
}

// A crossing is where an edge crosses a row of points. turn is 1 where the edge goes down, -1 where it goes up.
type crossing struct{ x, turn int }

// fill draws the points that are inside the outline.
func (s *shape) fill(c *card, as uint8) {
	s.close()
	rows := map[int][]crossing{}
	for _, e := range s.edges {
		from, to, turn := e[0], e[1], 1
		if from.y > to.y {
			from, to, turn = to, from, -1
		}
		// The middle of a point is at 32 of its 64 parts.
		for row := (from.y + 31) >> 6; row<<6+32 < to.y; row++ {
			if middle := row<<6 + 32; middle >= from.y {
				x := from.x + (to.x-from.x)*(middle-from.y)/(to.y-from.y)
				rows[row] = append(rows[row], crossing{x, turn})
			}
		}
	}
	for row, all := range rows {
		slices.SortFunc(all, func(a, b crossing) int {
			return cmp.Or(cmp.Compare(a.x, b.x), cmp.Compare(a.turn, b.turn))
		})
		turns := 0
		for i, at := range all[:len(all)-1] {
			if turns += at.turn; turns == 0 {
				continue
			}
			for x := (at.x + 31) >> 6; x<<6+32 < all[i+1].x; x++ {
				c.points[row*side*fine+x] = as
			}
		}
	}
}
