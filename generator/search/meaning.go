package search

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// means says what the entries of the lexicon mean by where a title has it: which title, the place in it and the length. That is a
// quarter of writing it out. The entries are in the order of the titles, so that a sign for the steps from the last entry's title
// mostly tells the title; the last sign and two more tell any other.
func (w *writer) means(titles []title) string {
	const most = len(signs) - 2
	last := 0
	var entries []string
	for _, word := range w.lexicon.Words {
		var b strings.Builder
		for _, mean := range word.Mean {
			n, at, length := placeIn(titles, mean)
			if length == 0 {
				continue
			}
			first := b.Len() == 0
			if step := n - last; step >= 0 && step < most {
				b.WriteByte(signs[1+step])
			} else {
				b.Write([]byte{signs[1+most], signs[1+n/most], signs[1+n%most]})
			}
			b.Write([]byte{signs[1+at], signs[length]})
			if first {
				last = n
			}
		}
		entries = append(entries, b.String())
	}
	return strings.Join(entries, " ")
}

// sorted returns the lexicon with its entries in the order of the titles that they mean first.
func (l *Lexicon) sorted(titles []title) *Lexicon {
	place := func(word Word) int {
		for _, mean := range word.Mean {
			if n, _, length := placeIn(titles, mean); length > 0 {
				return n
			}
		}
		return len(titles)
	}
	places := make(map[string]int, len(l.Words))
	for _, word := range l.Words {
		places[word.Say[0]] = place(word)
	}
	in := *l
	in.Words = slices.Clone(l.Words)
	slices.SortStableFunc(in.Words, func(a, b Word) int { return places[a.Say[0]] - places[b.Say[0]] })
	return &in
}

// A title is one as the search sees it: folded, and for each character of that its place in the title itself.
type title struct {
	folded string
	places []int
}

func foldTitles(lines string) []title {
	var titles []title
	for line := range strings.SplitSeq(lines, "\n") {
		t := title{folded: fold(line)}
		for i, c := range []rune(line) {
			if !strings.ContainsRune(dropped, c) {
				t.places = append(t.places, i)
			}
		}
		titles = append(titles, t)
	}
	return titles
}

// placeIn finds words in the first title that has them within reach of the signs: which, from what character, how many. The
// length is 0 where none has.
func placeIn(titles []title, words string) (n, at, length int) {
	words = fold(words)
	for n, t := range titles {
		i := strings.Index(t.folded, words)
		if i < 0 {
			continue
		}
		first := utf8.RuneCountInString(t.folded[:i])
		at, last := t.places[first], t.places[first+utf8.RuneCountInString(words)-1]
		if at < len(signs)-1 && last-at+1 < len(signs) {
			return n, at, last - at + 1
		}
	}
	return 0, 0, 0
}

// wordText is the entries of the lexicon, a line each: what is said, and after = what not every town's titles have of what it means:
// departments, and words of duties. The rest comes with the titles.
func (w *writer) wordText() string {
	var lines []string
	for _, word := range w.lexicon.Words {
		line, next := joined(word.Say), "="
		for _, mean := range word.Mean {
			titled := func(t townText) bool { _, _, length := placeIn(t.folded, mean); return length > 0 }
			if slices.ContainsFunc(w.towns, func(t townText) bool { return !titled(t) }) {
				line, next = line+next+mean, "、"
			}
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}
