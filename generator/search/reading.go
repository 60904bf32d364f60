package search

import (
	_ "embed"
	"slices"
	"strings"
	"unicode/utf8"

	pinyin "github.com/mozillazg/go-pinyin"
)

//go:embed readings.txt
var readingsFile string

// readings tells how each character of the list is read. Most have one reading; 长 is zhang in 河长 and chang in 长效.
type readings struct {
	words   map[string][][]string   // of readings.txt: a word's syllables, once for each way of reading it
	longest int                     // characters of the longest word
	starts  map[rune]bool           // their first characters
	count   map[rune]map[string]int // how often a character was read so
}

func newReadings() *readings {
	r := &readings{words: map[string][][]string{}, starts: map[rune]bool{}, count: map[rune]map[string]int{}}
	for line := range strings.Lines(readingsFile) {
		fields := strings.Fields(line)
		if len(fields) == 0 || strings.HasPrefix(fields[0], "#") {
			continue
		}
		r.words[fields[0]] = append(r.words[fields[0]], fields[1:])
		first, _ := utf8.DecodeRuneInString(fields[0])
		r.starts[first] = true
		r.longest = max(r.longest, utf8.RuneCountInString(fields[0]))
	}
	return r
}

// alone is the reading of a character by itself, "" for what is not Chinese. It takes the first that go-pinyin's dictionary has,
// as that library does, without its detour over regular expressions.
func (r *readings) alone(c rune) string {
	first, _, _ := strings.Cut(pinyin.PinyinDict[int(c)], ",")
	return toneless.Replace(first)
}

var toneless = strings.NewReplacer(
	"ā", "a", "á", "a", "ǎ", "a", "à", "a", "ē", "e", "é", "e", "ě", "e", "è", "e", "ế", "e", "ề", "e", "ê̄", "e", "ê̌", "e",
	"ī", "i", "í", "i", "ǐ", "i", "ì", "i", "ō", "o", "ó", "o", "ǒ", "o", "ò", "o", "ū", "u", "ú", "u", "ǔ", "u", "ù", "u",
	"ü", "v", "ǖ", "v", "ǘ", "v", "ǚ", "v", "ǜ", "v", "ń", "n", "ň", "n", "ǹ", "n", "ḿ", "m", "m̀", "m")

// read counts the readings of a text's characters, each in its words.
func (r *readings) read(text string) {
	chars := []rune(text)
	for i := 0; i < len(chars); {
		n := r.wordAt(chars[i:])
		if n == 0 {
			r.add(chars[i], r.alone(chars[i]))
			i++
			continue
		}
		for _, syllables := range r.words[string(chars[i:i+n])] {
			for k, s := range syllables {
				r.add(chars[i+k], s)
			}
		}
		i += n
	}
}

// wordAt is the length of the longest word of readings.txt that the text starts with.
func (r *readings) wordAt(chars []rune) int {
	if !r.starts[chars[0]] {
		return 0
	}
	for n := min(r.longest, len(chars)); n > 0; n-- {
		if _, ok := r.words[string(chars[:n])]; ok {
			return n
		}
	}
	return 0
}

func (r *readings) add(c rune, syllable string) {
	if syllable == "" {
		return
	}
	if r.count[c] == nil {
		r.count[c] = map[string]int{}
	}
	r.count[c][syllable]++
}

// of returns the readings of a character that was read, the commonest first.
func (r *readings) of(c rune) []string {
	var all []string
	for s := range r.count[c] {
		all = append(all, s)
	}
	slices.SortFunc(all, func(a, b string) int {
		if n := r.count[c][b] - r.count[c][a]; n != 0 {
			return n
		}
		return strings.Compare(a, b)
	})
	return all
}
