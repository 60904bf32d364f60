package listbook

import (
	"math"
	"strings"
	"unicode"
)

// How tall a row is has to be said before any program has laid it out: a cell takes as many lines as its text does by
// the widths of the font, where Chinese is as wide as high and other characters are half as wide. Rows may be a little
// taller than their text; they are set again as soon as somebody edits them.
const (
	point     = 96.0 / 72 // pixels of the screen, in which columns are measured
	padding   = 7         // pixels at both sides of a cell, its rule included
	leading   = 14.3      // points from line to line: where 宋体 is not installed, another font may need as much
	around    = 3.0       // points above and below
	tallest   = 409       // points: Excel has no taller row
	leastTall = 22.0
)

// lineCount is how many lines a text takes in a column of this width, in pixels, at a size in points.
func lineCount(text string, width, size float64) int {
	n := 0
	for _, paragraph := range strings.Split(text, "\n") {
		n += len(breaks(paragraph, width, size))
	}
	return n
}

// breaks are the places, in bytes, where the lines of a paragraph end.
func breaks(text string, width, size float64) []int {
	em := size * point
	room := width - padding
	var ends []int
	used, word := 0.0, 0.0 // of the line; of the run of Latin letters and digits at its end
	start, wordAt := 0, 0  // where the line begins, and the run
	for at, r := range text {
		w := em
		if r < 0x2000 {
			w = em * 0.55
		}
		latin := r < 0x2000 && r != ' '
		if !latin {
			word, wordAt = 0, at+len(string(r))
		}
		if used+w > room && at > start {
			cut, kept := at, 0.0
			if closes(r) || latin && wordAt > start && word > 0 { // the character before comes along
				cut, kept = lastBefore(text, at), em
				if latin && word > 0 {
					cut, kept = wordAt, word
				}
			}
			if cut <= start {
				cut, kept = at, 0
			}
			ends = append(ends, cut)
			start, used = cut, kept
		}
		used += w
		if latin {
			word += w
		}
	}
	return append(ends, len(text))
}

// closes is whether a character may not begin a line.
func closes(r rune) bool {
	return strings.ContainsRune("，。；：、！？）》〉」』】〕”’…—,.;:!?)]}%", r)
}

// lastBefore is where the character before a place begins, those that may not begin a line left out.
func lastBefore(text string, at int) int {
	runes := []rune(text[:at])
	n := len(runes)
	for n > 0 {
		n--
		at -= len(string(runes[n]))
		if !closes(runes[n]) && !unicode.IsSpace(runes[n]) {
			break
		}
	}
	return at
}

// height is how tall a cell of so many lines is, in points.
func height(lines int) float64 {
	return min(tallest, max(leastTall, math.Ceil(float64(lines)*leading+around)))
}

// mostLines is how many lines a row has room for.
const mostLines = 27
