package search

import (
	"strings"
	"testing"
)

func TestLookalikes(t *testing.T) {
	_, given := syllableRuns(commonCharacters())
	for text, want := range map[string]string{
		"宅基地": "地池他也", // the text's first; 池 and the others sound otherwise
		"拔款":  "拔拨 款颗",
		"帖":   "帖粘", // 贴 sounds the same
		"籍":   "籍藉", // 藉 does, too, but the search is given another of its sounds
		"好":   "",   // is in no group
		"未末":  "未末", // both may be typed for the other
	} {
		if got := lookalikesOf(text, given); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
	seen := map[rune]bool{}
	for line := range strings.Lines(lookalikes) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for _, c := range strings.ReplaceAll(strings.TrimSpace(line), " ", "") {
			if seen[c] {
				t.Errorf("%c is in two groups", c)
			}
			seen[c] = true
		}
	}
}
