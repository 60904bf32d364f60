package lexicon

import (
	"slices"
	"strings"
	"unicode/utf8"

	"handbook/generator/fold"
)

// absent are those of some words that are of matters which this list has not: such as no town's list has, and what
// people say for what other lists have and this one does not. Without them a query about such a matter would be
// answered by what only has a character or two of it, or sounds like it. A word that the list does have, be it in a
// duty, is not absent; neither is one that may stand apart, for its halves say something else each.
func (f *fitter) absent(words []string) []string {
	return slices.DeleteFunc(slices.Clone(words), func(w string) bool {
		return strings.ContainsAny(w, " /") || utf8.RuneCountInString(w) < 2 || !f.free(w) || f.has(w)
	})
}

// mistakable says whether a word that the list has not may be taken for something else: it has two neighbours that the
// list has, or a word that is said.
func (f *fitter) mistakable(word string) bool {
	chars := []rune(word)
	for from := range chars {
		for to := from + 2; to <= len(chars); to++ {
			if part := string(chars[from:to]); f.has(part) || f.said[part] && part != word {
				return true
			}
		}
	}
	return false
}

// known are further words of the list: official ones, which people shorten, mistype or type by their initials. What
// an entry means the search knows by itself.
func (f *fitter) known(sayings []saying) []string {
	learnt := map[string]bool{}
	for _, s := range sayings {
		for _, words := range s.meant {
			learnt[fold.Text(words)] = true
		}
	}
	words := slices.Clone(f.layer.Terms)
	for _, e := range f.layer.Entries {
		words = append(words, e.Meant...)
	}
	var some []string
	for _, w := range words {
		folded := fold.Text(w)
		if strings.HasPrefix(w, "@") || learnt[folded] || f.names[folded] || f.said[folded] || !f.text.titled(w) {
			continue
		}
		learnt[folded] = true
		some = append(some, folded)
	}
	return some
}

// traps finds where words of the lexicon stand only by chance: across the boundary of two words that stand side by
// side, as 民政 does in 人民政府.
func (f *fitter) traps(l *Lexicon) []Trap {
	vocabulary := map[string]bool{}
	longest := 0
	for _, w := range f.layer.vocabulary {
		vocabulary[w] = true
		longest = max(longest, utf8.RuneCountInString(w))
	}
	words := map[string]bool{}
	add := func(all []string) {
		for _, w := range all {
			if w = fold.Text(w); utf8.RuneCountInString(w) > 1 && !strings.HasPrefix(w, "@") {
				words[w] = true
			}
		}
	}
	add(l.Absent)
	add(l.Terms)
	add(l.Known)
	for _, e := range l.Entries {
		add(e.Meant)
		for _, said := range e.Said {
			add(strings.FieldsFunc(said, func(r rune) bool { return r == ' ' || r == '/' }))
		}
	}
	for _, trap := range l.Traps {
		delete(words, trap.Word) // the county's own file knows where it stands by chance
	}
	within := map[string][]string{}
	for _, line := range slices.Concat(f.text.Titles, f.text.Duties) {
		chars := []rune(line)
		for boundary := 1; boundary < len(chars); boundary++ {
			before, after := wordBefore(chars, boundary, longest, vocabulary), wordAfter(chars, boundary, longest, vocabulary)
			for from := boundary - before + 1; from < boundary; from++ {
				for to := boundary + 1; to < boundary+after; to++ {
					word := string(chars[from:to])
					if longer := string(chars[boundary-before : boundary+after]); words[word] &&
						!slices.Contains(within[word], longer) {
						within[word] = append(within[word], longer)
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

// wordBefore is the length of the longest word that ends at a boundary, wordAfter of the longest that begins there.
func wordBefore(chars []rune, boundary, longest int, words map[string]bool) int {
	for n := min(longest, boundary); n > 1; n-- {
		if words[string(chars[boundary-n:boundary])] {
			return n
		}
	}
	return 0
}

func wordAfter(chars []rune, boundary, longest int, words map[string]bool) int {
	for n := min(longest, len(chars)-boundary); n > 1; n-- {
		if words[string(chars[boundary:boundary+n])] {
			return n
		}
	}
	return 0
}
