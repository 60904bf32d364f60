package pinyin

import (
	_ "embed"
	"strings"
	"unicode/utf8"

	gopinyin "github.com/mozillazg/go-pinyin"
)

//go:embed readings.txt
var readings string

// A Table holds the words of readings.txt.
type Table struct {
	ways    map[string][][]string // a word's syllables, once for each way of reading it
	starts  map[rune]bool         // the words' first characters
	longest int                   // characters of the longest word
}

// NewTable returns the built-in table.
func NewTable() *Table {
	t := &Table{ways: map[string][][]string{}, starts: map[rune]bool{}}
	for line := range strings.Lines(readings) {
		fields := strings.Fields(line)
		if len(fields) == 0 || strings.HasPrefix(fields[0], "#") {
			continue
		}
		t.ways[fields[0]] = append(t.ways[fields[0]], fields[1:])
		first, _ := utf8.DecodeRuneInString(fields[0])
		t.starts[first] = true
		t.longest = max(t.longest, utf8.RuneCountInString(fields[0]))
	}
	return t
}

// WordAt is the longest word of the table that a text of at least one character starts with: how many characters it
// has, 0 for none, and its syllables, once for each way of reading it.
func (t *Table) WordAt(chars []rune) (length int, ways [][]string) {
	if !t.starts[chars[0]] {
		return 0, nil
	}
	for n := min(t.longest, len(chars)); n > 0; n-- {
		if ways, ok := t.ways[string(chars[:n])]; ok {
			return n, ways
		}
	}
	return 0, nil
}

// Alone is the reading of a character by itself, without tone and ü as v; "" for what is not Chinese. It takes the
// first that go-pinyin's dictionary has, as that library does, without its detour over regular expressions.
func Alone(c rune) string {
	first, _, _ := strings.Cut(gopinyin.PinyinDict[int(c)], ",")
	return toneless.Replace(first)
}

var toneless = strings.NewReplacer(
	"ā", "a", "á", "a", "ǎ", "a", "à", "a",
	"ē", "e", "é", "e", "ě", "e", "è", "e", "ế", "e", "ề", "e", "ê̄", "e", "ê̌", "e",
	"ī", "i", "í", "i", "ǐ", "i", "ì", "i",
	"ō", "o", "ó", "o", "ǒ", "o", "ò", "o",
	"ū", "u", "ú", "u", "ǔ", "u", "ù", "u",
	"ü", "v", "ǖ", "v", "ǘ", "v", "ǚ", "v", "ǜ", "v",
	"ń", "n", "ň", "n", "ǹ", "n", "ḿ", "m", "m̀", "m")
