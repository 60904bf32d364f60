package lexicon

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"handbook/generator/office"
)

// longest is how many characters a word may have that the search looks for in a query; see query.js.
const longest = 12

var (
	sayable  = regexp.MustCompile(`^[\p{Han}A-Za-z0-9]+$`)        // what people type
	official = regexp.MustCompile(`^[\p{Han}A-Za-z0-9（）“”]{2,}$`) // what lists print
	spoken   = regexp.MustCompile(`[我你他她咱俺谁啥咋吗呢]|怎么|多少|没有|不让|没人`)
)

// The common layer itself: each word can be typed, is said once and leads somewhere; none leads to itself, or back.
func TestCommon(t *testing.T) {
	l := common()
	sayings := 0
	said := map[string]string{} // → what it means first, or the list that it stands in
	say := func(word, where string) {
		if said[word] != "" {
			t.Errorf("%q is said twice: %s, %s", word, said[word], where)
		}
		said[word] = where
	}
	for where, words := range map[string][]string{"noise": l.Noise, "absent": l.Absent} {
		for _, w := range words {
			say(w, where)
		}
	}
	kinds := office.IDs()
	for _, e := range l.Entries {
		for _, words := range e.Said {
			sayings++
			if tooMany(words) {
				t.Errorf("%q stands for too many ways of saying it", words)
				continue
			}
			for _, way := range ways(words) {
				say(way, e.Meant[0])
			}
			for _, part := range strings.FieldsFunc(words, func(r rune) bool { return r == ' ' || r == '/' }) {
				if !sayable.MatchString(part) || utf8.RuneCountInString(part) > longest {
					t.Errorf("%q of %q cannot be typed", part, words)
				}
			}
		}
		for i, words := range e.Meant {
			kind, ok := strings.CutPrefix(words, "@")
			switch {
			case slices.Contains(e.Meant[:i], words):
				t.Errorf("%q means %q twice", e.Said[0], words)
			case ok && !slices.Contains(kinds, kind):
				t.Errorf("%q means a department of no kind: %q", e.Said[0], kind)
			case !ok && (!official.MatchString(words) || spoken.MatchString(words)):
				t.Errorf("%q means what no list has: %q", e.Said[0], words)
			}
		}
	}
	for word, meant := range said {
		if word == meant && len(entryOf(l, word).Meant) == 1 {
			t.Errorf("%q means itself", word)
		}
		if word != meant && said[meant] == word {
			t.Errorf("%q means %q, and that means it", word, meant)
		}
	}
	if n := len(l.Entries); n < 1000 || sayings < 9000 {
		t.Errorf("%d entries, %d ways of saying something: some are missing", n, sayings)
	}
	for what, words := range map[string][]string{"terms": l.Terms, "vocabulary": l.vocabulary} {
		seen := map[string]bool{}
		for _, w := range words {
			if seen[w] || !official.MatchString(w) {
				t.Errorf("%s: %q stands twice, or is no word", what, w)
			}
			seen[w] = true
		}
	}
}

// Words alike stand for each other only where words may stand apart, the longest first.
func TestWidened(t *testing.T) {
	l := &layer{alike: map[string][]string{"孩子": {"小孩", "娃"}, "没钱": {"交不起", "穷"}}}
	for said, want := range map[string]string{
		"孩子":         "孩子",
		"孩子没人管":      "孩子没人管",
		"孩子 上学":      "孩子/小孩/娃 上学",
		"娃/孩子 学费/没钱": "孩子/小孩/娃 交不起/学费/没钱/穷",
	} {
		if got := l.widened(said); got != want {
			t.Errorf("%q: %q, want %q", said, got, want)
		}
	}
	for word, alike := range common().alike {
		for i, other := range alike {
			if !sayable.MatchString(other) || other == word || slices.Contains(alike[:i], other) {
				t.Errorf("%q is like %q, which stands twice or cannot be typed", word, other)
			}
		}
	}
}

func entryOf(l *layer, said string) Entry {
	for _, e := range l.Entries {
		if slices.Contains(e.Said, said) {
			return e
		}
	}
	return Entry{}
}

// Each file of the layer is one that a person can survey.
func TestCommonFiles(t *testing.T) {
	names, err := fs.Glob(commonFiles, "common/*.toml")
	if err != nil || len(names) < 12 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		text, err := fs.ReadFile(commonFiles, name)
		if err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(string(text), "\n"); n > 400 {
			t.Errorf("%s has %d lines", name, n)
		}
		if !strings.HasPrefix(string(text), "# ") {
			t.Errorf("%s does not say what it holds", name)
		}
	}
}

func TestReadLayer(t *testing.T) {
	for text, wrong := range map[string]string{
		"noise = [\"谁\"]\n[alike]\n\"丙\" = \"丁\"\n[words]\n\"甲、乙\" = \"丙丁\"": "",
		"noise = 5":                "incompatible",
		"nose = [\"谁\"]":           "unknown key",
		"[words]\n\"甲\" = [\"乙\"]": "incompatible",
		"[alike]\n\"甲\" = [\"乙\"]": "incompatible",
		"[words":                   "expected",
	} {
		l, err := readLayer(fstest.MapFS{"common/a.toml": {Data: []byte(text)}}, "common")
		if wrong == "" && (err != nil || len(l.Entries) != 1 || len(l.Entries[0].Said) != 2) {
			t.Errorf("%s: %v, %v", text, l, err)
		}
		if wrong != "" && (err == nil || !strings.Contains(err.Error(), wrong)) {
			t.Errorf("%s: %v, want %q", text, err, wrong)
		}
	}
}
