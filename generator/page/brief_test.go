package page

import (
	"strings"
	"testing"
	"unicode/utf8"

	"handbook/generator/list"
)

func TestFirstSentence(t *testing.T) {
	long := strings.Repeat("甲乙丙丁戊己庚辛", 7)
	for _, c := range []struct{ text, want string }{
		{"负责监督管理；", "负责监督管理。"},
		{"开展宣传。组织培训。", "开展宣传。"},
		{"没有句号", "没有句号。"},
		{long + "，" + long + "。", long + "……"},
		{long + long, (long + long)[:3*mostInBrief] + "……"},
	} {
		if got := firstSentence(c.text); got != c.want {
			t.Errorf("%s: %s, want %s", c.text, got, c.want)
		}
	}
}

// Every page says what it is, in few words and not in those of its title alone.
func TestBriefs(t *testing.T) {
	for _, folder := range []string{"../../data", "../testdata/county", "../testdata/district"} {
		county, _ := list.Load(folder)
		for _, p := range All(county) {
			if n := utf8.RuneCountInString(p.Brief); n < 10 || n > 160 {
				t.Errorf("%s: %d characters: %s", p.Address.Site(), n, p.Brief)
			}
			if strings.TrimSuffix(p.Brief, "。") == p.Title || strings.Contains(p.Brief, "。。") {
				t.Errorf("%s: %s", p.Address.Site(), p.Brief)
			}
		}
	}
}
