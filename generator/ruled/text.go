package ruled

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"handbook/generator/grid"
)

// A printed line is a line as the page has it. What is struck out of it takes room, and is no part of its text.
type printed struct {
	line        *grid.Line
	chars       []char
	left, right float64
	turned      bool // these are along its own direction
	leftwards   bool // it has words that are read from right to left
}

// printedLines are the lines that characters make, from top to bottom, from left to right; those that are turned, in
// their own direction, after the others.
func printedLines(chars []char, number int) []*printed {
	var turned [4][]char
	for _, c := range chars {
		if !c.overlaid {
			turned[c.turned] = append(turned[c.turned], c.upright())
		}
	}
	var all []*printed
	for turn, chars := range turned {
		for _, l := range upright(chars, number) {
			place := l.line.Place.Box
			b := box{place[0], place[1], place[2], place[3]}.turn(turn)
			l.line.Place, l.turned = placeOf(number, b), turn > 0
			all = append(all, l)
		}
	}
	return all
}

// turn turns a box clockwise around the page's corner, by quarters.
func (b box) turn(quarters int) box {
	for range (quarters + 4) % 4 {
		b = box{-b.bottom, b.left, -b.top, b.right}
	}
	return b
}

// upright is the character as it stands on a page that is turned for it.
func (c char) upright() char {
	if c.turned != 0 {
		c.box = c.box.turn(-c.turned)
		c.base = c.box.bottom
	}
	return c
}

// upright are the lines of upright characters: those on one base line.
func upright(chars []char, number int) []*printed {
	slices.SortStableFunc(chars, func(a, b char) int { return cmp.Compare(a.base, b.base) })
	var all []*printed
	for from := 0; from < len(chars); {
		to, low := from+1, chars[from].base
		for to < len(chars) && chars[to].base-low < sameLine*min(chars[to].box.high(), chars[from].box.high()) {
			if !unicode.IsSpace(chars[to].r) {
				low = max(low, chars[to].base)
			}
			to++
		}
		if l := printedLine(chars[from:to], number); l != nil {
			all = append(all, l)
		}
		from = to
	}
	return all
}

// sameLine is how far the base lines of one line's characters may be apart, as a share of their height: what is raised
// or lowered, or of another font, stands on another.
const sameLine = 0.4

func printedLine(chars []char, number int) *printed {
	slices.SortStableFunc(chars, func(a, b char) int { return cmp.Compare(a.box.left, b.box.left) })
	l := &printed{line: &grid.Line{}}
	for from := 0; from < len(chars); from++ {
		to := from
		for to < len(chars) && unicode.In(chars[to].r, leftwards...) {
			to++
		}
		if to > from {
			slices.Reverse(chars[from:to])
			l.leftwards = true
			from = to
		}
	}
	var text strings.Builder
	spaced := false
	var place box
	var before char
	for _, c := range chars {
		if unicode.IsSpace(c.r) {
			spaced = true
			continue
		}
		if len(l.chars) == 0 {
			place = c.box
		}
		place = place.with(c.box)
		l.chars = append(l.chars, c)
		if c.struck {
			continue
		}
		apart := c.box.left-before.box.right > wordGap*c.box.high()
		if (spaced || apart) && word(before.r) && word(c.r) && (latin(before.r) || latin(c.r)) {
			text.WriteByte(' ')
		}
		text.WriteRune(c.r)
		before, spaced = c, false
	}
	if len(l.chars) == 0 {
		return nil
	}
	l.left, l.right = place.left, place.right
	l.line.Text, l.line.Place = text.String(), placeOf(number, place)
	return l
}

// leftwards are scripts that are read from right to left: Uyghur is written in Arabic letters.
var leftwards = []*unicode.RangeTable{unicode.Arabic, unicode.Hebrew}

// wordGap is how far apart Latin words are, as a share of the height of their letters, where no space is printed.
const wordGap = 0.17

// word says that a character is of a word or a number, which have spaces beside them, as in GB/T 30600: all other
// spaces on a page only set it.
func word(r rune) bool { return latin(r) || r >= '0' && r <= '9' }

func latin(r rune) bool { return r < 0x250 && unicode.IsLetter(r) }

func placeOf(number int, b box) grid.Place {
	return grid.Place{Page: number, Box: [4]float64{b.left, b.top, b.right, b.bottom}}
}

// overlay marks the characters that are printed again where they stand, or nearly, to look bold. One drawing that means
// several characters, like a long dash, has each of them in the same box.
func overlay(chars []char) {
	type spot struct {
		r    rune
		x, y int
	}
	seen := map[spot]int{}
	for i, c := range chars {
		if unicode.IsSpace(c.r) || c.clipped {
			continue
		}
		x, y := c.middle()
		at := spot{c.r, int(x), int(y)}
		for dx := -1; dx <= 1; dx++ {
			for dy := -1; dy <= 1; dy++ {
				j, ok := seen[spot{at.r, at.x + dx, at.y + dy}]
				if !ok || j == i-1 && chars[j].box == c.box {
					continue
				}
				ox, oy := chars[j].middle()
				near := overlaid * min(c.box.wide(), chars[j].box.wide())
				if x-ox < near && ox-x < near && y-oy < near && oy-y < near {
					chars[i].overlaid = true
				}
			}
		}
		seen[at] = i
	}
}

// overlaid is how far apart, as a share of its width, a character's prints are that make one.
const overlaid = 0.15
