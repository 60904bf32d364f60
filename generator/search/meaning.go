package search

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// means says what the entries of the lexicon mean by where a title has it: two signs for the title, one each for the place in it
// and the length. That is a third of writing it out.
func (w *writer) means(titles []title) string {
	var entries []string
	for _, word := range w.lexicon.Words {
		var b strings.Builder
		for _, mean := range word.Mean {
			if n, at, length := placeIn(titles, mean); length > 0 {
				b.Write([]byte{signs[1+n/(len(signs)-1)], signs[1+n%(len(signs)-1)], signs[1+at], signs[length]})
			}
		}
		entries = append(entries, b.String())
	}
	return strings.Join(entries, " ")
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
		line, next := strings.Join(word.Say, "、"), "="
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
