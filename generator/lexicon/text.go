package lexicon

import (
	"slices"
	"strings"

	"handbook/generator/fold"
	"handbook/generator/list"
)

// A Text is what the search sees of a list: its titles, with and without what they have in brackets, and all
// that its items say below them, folded.
type Text struct{ Titles, Duties []string }

// TextOf returns the text of all towns, each line once.
func TextOf(county *list.County) *Text {
	var t Text
	titles, duties := map[string]bool{}, map[string]bool{}
	for _, town := range county.Towns {
		for _, item := range town.Items() {
			t.Titles = appendNew(t.Titles, titles, item.Title, fold.Unbracketed(item.Title))
			for path, text := range item.Texts() {
				if path != "title" {
					t.Duties = appendNew(t.Duties, duties, *text)
				}
			}
		}
	}
	return &t
}

// appendNew appends, folded, the lines that say something and were not seen before.
func appendNew(to []string, seen map[string]bool, lines ...string) []string {
	for _, line := range lines {
		if line != "" && !seen[line] {
			seen[line] = true
			to = append(to, fold.Text(line))
		}
	}
	return to
}

// Has says whether a title or a duty holds the words.
func (t *Text) Has(words string) bool {
	words = fold.Text(words)
	has := func(line string) bool { return strings.Contains(line, words) }
	return words != "" && (slices.ContainsFunc(t.Titles, has) || slices.ContainsFunc(t.Duties, has))
}

// idle says whether an entry adds nothing for a way of saying it: what its words lead to has it as it is, and no other
// title has, so that the entry does not even choose between them.
func (t *Text) idle(said string, meant []string) bool {
	var folded []string
	for _, words := range meant {
		if strings.HasPrefix(words, "@") {
			return false
		}
		folded = append(folded, fold.Text(words))
	}
	parts := strings.Fields(fold.Text(said))
	says := func(line string) bool {
		return !slices.ContainsFunc(parts, func(part string) bool { return !strings.Contains(line, part) })
	}
	means := func(line string) bool {
		return slices.ContainsFunc(folded, func(words string) bool { return strings.Contains(line, words) })
	}
	if !slices.ContainsFunc(t.Titles, means) && !slices.ContainsFunc(t.Duties, means) {
		return false // a finding of its own
	}
	return !slices.ContainsFunc(t.Titles, func(line string) bool { return says(line) != means(line) }) &&
		!slices.ContainsFunc(t.Duties, func(line string) bool { return means(line) && !says(line) })
}
