package ruled

import (
	"math"
	"strings"
	"unicode"
)

// Signs that may stand behind the margin, that may not begin a line, and that may not end one.
const (
	hangs    = "，。、；：．,.;:"
	trailing = hangs + "！？!?）〕】〉》」』”’…—%％℃)]}·"
	leading  = "（〔【〈《「『“‘([{"
)

// A column is the cells of one width that stand below each other, on all pages: its text has one margin.
type column struct {
	pad   float64 // from the rule at its left to the text: as much is free at its right
	right float64 // of the lines that do not end in a sign, which may hang, or be set narrower than it is

	high float64 // of its characters
}

// columns are the margins of all columns of a document.
type columns map[[2]int]*column

func keyOf(c *cell) [2]int {
	const apart = 3 // points by which the rules of a column differ from page to page
	return [2]int{int(math.Round(c.box.left / apart)), int(math.Round(c.box.right / apart))}
}

// learn takes the lines of a cell as examples of where its column's lines end.
func (all columns) learn(c *cell) {
	col := all[keyOf(c)]
	if col == nil {
		col = &column{pad: math.Inf(1), right: math.Inf(-1)}
		all[keyOf(c)] = col
	}
	for _, l := range c.lines {
		last := l.chars[len(l.chars)-1]
		if l.turned {
			continue
		}
		col.pad = min(col.pad, l.left-c.box.left)
		col.high = max(col.high, last.box.wide())
		if !strings.ContainsRune(trailing, last.r) {
			col.right = max(col.right, l.right-c.box.left)
		}
	}
}

// even is how far the lines of a cell go where as much is free at its right as at its left.
func (all columns) even(c *cell) float64 { return c.box.wide() - max(0, all[keyOf(c)].pad) }

// margin is how far from the left rule of a cell its lines may go.
func (all columns) margin(c *cell) float64 {
	col := all[keyOf(c)]
	even := all.even(c)
	if col.right >= even-col.high { // full lines are known
		return col.right
	}
	return even
}

// hang tells whether signs hang behind the margin in a document.
func (all columns) hang(cells []*cell) bool {
	for _, c := range cells {
		for _, l := range c.lines {
			last := l.chars[len(l.chars)-1]
			if strings.ContainsRune(hangs, last.r) && l.right-c.box.left > all.even(c)+last.box.wide()/4 {
				return true
			}
		}
	}
	return false
}

// fill says of a line whether what follows it, the beginning of the next, would not have fitted on it.
func (l *printed) fill(next *printed, margin float64, hang bool) {
	const exact = 0.3 // points
	l.line.Full = l.turned || l.right+next.group(hang) > margin+exact
}

// group is how wide the first characters of a line are that cannot be parted: a word or a number, a character with the
// signs around it.
func (l *printed) group(hang bool) float64 {
	i, chars := 0, l.chars
	for i < len(chars)-1 && strings.ContainsRune(leading, chars[i].r) {
		i++
	}
	word := func(r rune) bool { return r < 0x250 && (unicode.IsLetter(r) || unicode.IsDigit(r)) }
	if word(chars[i].r) {
		for i < len(chars)-1 && word(chars[i+1].r) {
			i++
		}
	}
	for i < len(chars)-1 && strings.ContainsRune(trailing, chars[i+1].r) &&
		!(hang && strings.ContainsRune(hangs, chars[i+1].r)) {
		i++
	}
	return chars[i].box.right - chars[0].box.left
}

// full says of each line of a cell whether what follows would have fitted on it. What follows the last line of a cell
// at the end of a page is what stands in its column on the next.
func (r *reader) full() {
	var cells []*cell
	for _, s := range r.sheets {
		for _, t := range s.tables {
			for _, c := range t.cells {
				if len(c.lines) > 0 {
					cells = append(cells, c)
				}
			}
		}
	}
	hang := r.columns.hang(cells)
	for _, c := range cells {
		margin := c.box.left + r.columns.margin(c)
		for i, l := range c.lines[1:] {
			c.lines[i].fill(l, margin, hang)
		}
	}
	for i, s := range r.sheets[:len(r.sheets)-1] {
		if len(s.tables) == 0 || len(r.sheets[i+1].tables) == 0 {
			continue
		}
		last, next := s.tables[len(s.tables)-1], r.sheets[i+1].tables[0]
		for _, c := range last.cells {
			if len(c.lines) == 0 || c.row+c.tall < len(last.ys)-1 {
				continue
			}
			if after := next.follows(c, s.tables[0]); after != nil {
				c.lines[len(c.lines)-1].fill(after, c.box.left+r.columns.margin(c), hang)
			}
		}
	}
}

// follows is the first line of what stands in a cell's column, below the head that is repeated from the page before.
func (t *table) follows(c *cell, before *table) *printed {
	row := 0
	for row < len(t.ys)-2 && t.rowText(row) == before.rowText(row) && t.rowText(row) != "" {
		row++
	}
	for _, d := range t.cells {
		if d.row == row && keyOf(d) == keyOf(c) && len(d.lines) > 0 {
			return d.lines[0]
		}
	}
	return nil
}

func (t *table) rowText(row int) string {
	text := ""
	for _, c := range t.cells {
		if c.row == row {
			for _, l := range c.lines {
				text += l.line.Text
			}
		}
	}
	return text
}
