package search

import (
	_ "embed"
	"slices"
	"strings"

	"handbook/generator/pinyin"
)

//go:embed lookalikes.txt
var lookalikes string

// lookalikesOf is the groups of characters that look alike, as far as a text has one: the text's first, with those that
// may be typed for it. One that sounds like the text's, as far as the search is given its sound, is found by it, and
// left out.
func lookalikesOf(text string, given map[rune]string) string {
	var groups []string
	for line := range strings.Lines(lookalikes) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for _, group := range strings.Fields(line) {
			var right, wrong []rune
			for _, c := range group {
				if strings.ContainsRune(text, c) {
					right = append(right, c)
				} else {
					wrong = append(wrong, c)
				}
			}
			wrong = slices.DeleteFunc(wrong, func(w rune) bool {
				return given[w] != "" &&
					!slices.ContainsFunc(right, func(r rune) bool { return pinyin.Alone(r) != given[w] })
			})
			if len(right) > 0 && len(right)+len(wrong) > 1 {
				groups = append(groups, string(right)+string(wrong))
			}
		}
	}
	return strings.Join(groups, " ")
}
