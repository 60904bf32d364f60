package search

import (
	"slices"
	"strings"
	"unicode/utf8"

	"handbook/generator/fold"
	"handbook/generator/place"
)

// stems are of each town the part of its name that people say for it, 西河 of 西河镇, or "" where that does not tell the
// town: it is that of another town, too, or of the county, or a word of the lexicon (中心) or of what another town
// writes (新城建设).
func (w *writer) stems(all []*pair) []string {
	stems := make([]string, len(w.county.Towns))
	times := map[string]int{}
	for i, town := range w.county.Towns {
		stem := place.Stem(town.Name)
		times[stem]++
		if stem != town.Name && utf8.RuneCountInString(stem) > 1 {
			stems[i] = stem
		}
	}
	// Beside a subject the towns' names say nothing: they are among what the lexicon passes over, which is left out.
	shared := append(w.knownTexts(), otherLines(nil, w.lexicon.Absent, w.lexicon.Traps))
	for i, town := range w.county.Towns {
		texts := append([]string{town.County, town.Prefecture, town.Region}, shared...)
		if stems[i] == "" {
			continue
		}
		if times[stems[i]] > 1 || slices.ContainsFunc(texts, w.says(stems[i])) || w.elsewhere(i, stems[i], all) {
			stems[i] = ""
		}
	}
	return stems
}

// says returns whether a text has the stem of a town's name otherwise than in names of towns.
func (w *writer) says(stem string) func(text string) bool {
	stem = fold.Text(stem)
	return func(text string) bool {
		text = fold.Text(text)
		if !strings.Contains(text, stem) {
			return false
		}
		for _, t := range w.county.Towns {
			text = strings.ReplaceAll(text, fold.Text(t.Name), "")
		}
		return strings.Contains(text, stem)
	}
}

// elsewhere says whether towns but this one write the stem of its name.
func (w *writer) elsewhere(town int, stem string, all []*pair) bool {
	says, text := w.says(stem), []rune(fold.Text(stem))
	at, has := slices.BinarySearchFunc(all, [2]rune(text), func(p *pair, chars [2]rune) int {
		return slices.Compare(p.chars[:], chars[:])
	})
	if !has {
		return false
	}
	asked := map[*wording]bool{nil: true}
	for _, n := range slices.Concat(all[at].titles, all[at].duties) {
		for i, own := range w.found.matters[w.found.all[n].matter] {
			if i == town || asked[own] {
				continue
			}
			asked[own] = true
			if says(own.text.title) || slices.ContainsFunc(own.text.lines, says) {
				return true
			}
		}
	}
	return false
}
