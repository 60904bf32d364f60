package search

import (
	"sort"
	"strings"
	"unicode/utf16"

	"handbook/generator/fold"
)

// meanings says what the entries of the lexicon mean by where a title has it: which title, from which character, how
// many. That is a quarter of writing it out. The entries are in the order of the titles, so that a sign for the steps
// from the last entry's title mostly tells the title; the last sign and two more tell any other.
func (w *writer) meanings(titles titles) string {
	const most = len(signs) - 2
	last := 0
	var entries []string
	for _, entry := range w.lexicon.Entries {
		var b strings.Builder
		for _, words := range entry.Meant {
			m := findIn(titles, words)
			if !m.found() {
				continue
			}
			first := b.Len() == 0
			if step := m.title - last; step >= 0 && step < most {
				b.WriteByte(signs[1+step])
			} else {
				b.Write([]byte{signs[1+most], signs[1+m.title/most], signs[1+m.title%most]})
			}
			b.Write([]byte{signs[1+m.from], signs[m.length]})
			if first {
				last = m.title
			}
		}
		entries = append(entries, b.String())
	}
	return strings.Join(entries, " ")
}

// A title is one as the search compares it: folded, and for each character of that where it stands in the title itself,
// in UTF-16 as JavaScript counts.
type title struct {
	folded    string
	positions []int
}

// units is how long a text is for JavaScript: what is above U+FFFF counts two.
func units(text string) int {
	n := 0
	for _, r := range text {
		n += utf16.RuneLen(r)
	}
	return n
}

// titles are those of a town.
type titles struct {
	each   []title
	all    string // folded, a line each: most words that are looked for are in none
	starts []int  // of the lines in it
}

// foldTitles takes titles, a line each.
func foldTitles(lines string) titles {
	var folded titles
	var all []string
	start := 0
	for line := range strings.SplitSeq(lines, "\n") {
		t := title{folded: fold.Text(line)}
		for i, c := range utf16.Encode([]rune(line)) {
			if !fold.Dropped(rune(c)) {
				t.positions = append(t.positions, i)
			}
		}
		folded.each = append(folded.each, t)
		folded.starts = append(folded.starts, start)
		start += len(t.folded) + len("\n")
		all = append(all, t.folded)
	}
	folded.all = strings.Join(all, "\n")
	return folded
}

// A match is where words stand in a title: in which of a town's, from which character, and how many characters long, as
// JavaScript counts.
type match struct{ title, from, length int }

func (m match) found() bool { return m.length > 0 }

// findIn finds words in the first title that has them within reach of the signs. A department, @ and its name, is no
// words.
func findIn(titles titles, words string) match {
	if strings.HasPrefix(words, "@") {
		return match{}
	}
	words = fold.Text(words)
	if words == "" {
		return match{}
	}
	for at := 0; ; {
		next := strings.Index(titles.all[at:], words)
		if next < 0 {
			return match{}
		}
		at += next
		n := sort.SearchInts(titles.starts, at+1) - 1
		t := titles.each[n]
		first := units(t.folded[:at-titles.starts[n]])
		from, last := t.positions[first], t.positions[first+units(words)-1]
		if from < len(signs)-1 && last-from+1 < len(signs) {
			return match{n, from, last - from + 1}
		}
		at = titles.starts[n] + len(t.folded) // the next title
	}
}
