package lexicon

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"handbook/generator/fold"
)

// traps finds where words of a lexicon stand only by chance: across the boundary of two ordinary words that stand side
// by side, as 民政 does in 人民政府. Where the county's own file has traps of a word, they are all.
func (f *fitter) traps(words map[string]bool, own []Trap) []Trap {
	words = maps.Clone(words)
	for _, trap := range own {
		delete(words, trap.Word)
	}
	within := map[string][]string{}
	for _, line := range slices.Concat(f.text.Titles, f.text.Duties) {
		chars := []rune(line)
		for boundary := range chars {
			before, after := f.ordinary.before(chars[:boundary]), f.ordinary.after(chars[boundary:])
			for from := boundary - before + 1; from < boundary; from++ {
				for to := boundary + 1; to < boundary+after; to++ {
					if word := string(chars[from:to]); words[word] {
						longer := string(chars[boundary-before : boundary+after])
						if !slices.Contains(within[word], longer) {
							within[word] = append(within[word], longer)
						}
					}
				}
			}
		}
	}
	var traps []Trap
	for word, longer := range within {
		slices.Sort(longer)
		traps = append(traps, Trap{word, longer})
	}
	slices.SortFunc(traps, func(a, b Trap) int { return strings.Compare(a.Word, b.Word) })
	return traps
}

// words are all that the search may look for with a lexicon, but for single characters.
func (l *Lexicon) words() map[string]bool {
	words := map[string]bool{}
	add := func(all []string) {
		for _, w := range all {
			if w = fold.Text(w); utf8.RuneCountInString(w) > 1 {
				words[w] = true
			}
		}
	}
	for _, all := range [][]string{l.Absent, l.Terms, l.Known, l.Later.Absent, l.Later.Known} {
		add(all)
	}
	for _, e := range l.Entries {
		for _, said := range slices.Concat(e.Said, e.Later) {
			add(strings.FieldsFunc(said, func(r rune) bool { return r == ' ' || r == '/' }))
		}
		for _, meant := range e.Meant {
			if !strings.HasPrefix(meant, "@") {
				add([]string{meant})
			}
		}
	}
	return words
}

// A vocabulary knows words, and of two characters side by side how long the longest word is that begins with them, or
// ends.
type vocabulary struct {
	words        map[string]bool
	begins, ends map[[2]rune]int
}

func vocabularyOf(words ...[]string) vocabulary {
	v := vocabulary{words: map[string]bool{}, begins: map[[2]rune]int{}, ends: map[[2]rune]int{}}
	for _, w := range slices.Concat(words...) {
		v.words[w] = true
		if chars := []rune(w); len(chars) > 1 {
			first, last := [2]rune(chars), [2]rune(chars[len(chars)-2:])
			v.begins[first] = max(v.begins[first], len(chars))
			v.ends[last] = max(v.ends[last], len(chars))
		}
	}
	return v
}

// before is the length of the longest word with which a text ends, after of that with which it begins; of two
// characters at least, or 0.
func (v vocabulary) before(chars []rune) int {
	if len(chars) < 2 {
		return 0
	}
	for n := min(v.ends[[2]rune(chars[len(chars)-2:])], len(chars)); n > 1; n-- {
		if v.words[string(chars[len(chars)-n:])] {
			return n
		}
	}
	return 0
}

func (v vocabulary) after(chars []rune) int {
	if len(chars) < 2 {
		return 0
	}
	for n := min(v.begins[[2]rune(chars)], len(chars)); n > 1; n-- {
		if v.words[string(chars[:n])] {
			return n
		}
	}
	return 0
}

// stands says whether words stand in a line other than by chance: somewhere they do not lie across the boundary of two
// ordinary words.
func (v vocabulary) stands(words, line string) bool {
	chars, n := []rune(line), utf8.RuneCountInString(words)
	for at := 0; ; {
		i := strings.Index(line[at:], words)
		if i < 0 {
			return false
		}
		from := utf8.RuneCountInString(line[:at+i])
		across := false
		for boundary := from + 1; boundary < from+n; boundary++ {
			across = across || v.before(chars[:boundary]) > boundary-from && v.after(chars[boundary:]) > from+n-boundary
		}
		if !across {
			return true
		}
		at += i + 1
	}
}
