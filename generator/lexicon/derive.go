package lexicon

import (
	"slices"
	"strings"

	"handbook/generator/fold"
)

// absent are the words of matters that no town's list has, and this one neither. Without them a query about such a
// matter would be answered by what only has a character or two of it, or sounds like it. One that holds a shorter one,
// and little else, is not needed: 信用卡 is absent with 信用卡年费, too. Neither is absent what an entry knows and this list
// has a meaning for, after all.
func (f *fitter) absent(own []string, sayings []saying) []string {
	said := saidBy(sayings)
	words := slices.DeleteFunc(slices.Clone(f.layer.Absent), func(w string) bool {
		return said[w] || !f.free(w) || len(f.titles(w)) > 0
	})
	shorter := slices.Concat(own, words)
	return slices.DeleteFunc(words, func(w string) bool {
		return slices.ContainsFunc(shorter, func(short string) bool { return short != w && holds(w, short) })
	})
}

// absentHere are those words of matters that other lists have and this one has not which may be taken for something
// else: they have two neighbours that the list has, or that people say for something that it has. A word that the list
// does have, be it in a duty, is not absent; neither is one that may stand apart, for its halves say something else
// each.
func (f *fitter) absentHere(nothing []string, sayings []saying) []string {
	said := saidBy(sayings)
	return slices.DeleteFunc(nothing, func(w string) bool {
		return strings.ContainsAny(w, " /") || f.has(w) || !anyPart(w, func(part string) bool {
			return f.has(part) || said[part]
		})
	})
}

func saidBy(sayings []saying) map[string]bool {
	said := map[string]bool{}
	for _, s := range sayings {
		said[s.said] = true
	}
	return said
}

// anyPart says whether something is true of some part of a word, of two characters at least.
func anyPart(word string, is func(part string) bool) bool {
	chars := []rune(word)
	for from := range chars {
		for to := from + 2; to <= len(chars); to++ {
			if is(string(chars[from:to])) {
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
		learnt[s.said] = true
		for _, words := range s.meant {
			learnt[fold.Text(words)] = true
		}
	}
	words := slices.Concat(f.layer.Terms, f.titled)
	for _, e := range f.layer.Entries {
		words = append(words, e.Meant...)
	}
	var some []string
	for _, w := range words {
		folded := fold.Text(w)
		if strings.HasPrefix(w, "@") || learnt[folded] || f.names[folded] || f.said[folded] || len(f.titles(w)) == 0 {
			continue
		}
		learnt[folded] = true
		some = append(some, folded)
	}
	return some
}
