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
// may be typed for it. One that sounds like the text's, as the search knows it, is found by its sound, and left out.
func lookalikesOf(text string) string {
	var groups []string
	_, sounds := syllableRuns(commonCharacters())
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
				return sounds[w] != "" &&
					!slices.ContainsFunc(right, func(r rune) bool { return pinyin.Alone(r) != sounds[w] })
			})
			if len(right) > 0 && len(right)+len(wrong) > 1 {
				groups = append(groups, string(right)+string(wrong))
			}
		}
	}
	return strings.Join(groups, " ")
}
