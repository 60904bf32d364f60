package lexicon

import (
	"iter"
	"strings"
)

// lines are texts in which thousands of words of two characters or more are looked for. Most words have two characters
// side by side that few texts have, if any.
type lines struct {
	texts []string
	with  map[[2]rune][]int32 // two characters side by side → the texts that have them, by their places
}

func linesOf(texts []string) lines {
	l := lines{texts, map[[2]rune][]int32{}}
	for n, text := range texts {
		last := rune(-1)
		for _, c := range text {
			pair := [2]rune{last, c}
			if some := l.with[pair]; len(some) == 0 || some[len(some)-1] != int32(n) {
				l.with[pair] = append(some, int32(n))
			}
			last = c
		}
	}
	return l
}

// having walks the texts that have the words, which are folded, with their places; none has a single character.
func (l lines) having(words string) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		chars := []rune(words)
		var fewest []int32
		for i := 1; i < len(chars); i++ {
			some := l.with[[2]rune{chars[i-1], chars[i]}]
			if len(some) == 0 {
				return
			}
			if fewest == nil || len(some) < len(fewest) {
				fewest = some
			}
		}
		for _, n := range fewest {
			if text := l.texts[n]; strings.Contains(text, words) && !yield(int(n), text) {
				return
			}
		}
	}
}

// has reports whether some text has the words.
func (l lines) has(words string) bool {
	for range l.having(words) {
		return true
	}
	return false
}
