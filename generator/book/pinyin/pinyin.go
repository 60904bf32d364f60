// Package pinyin tells how a title is read, for an index in the order of its sounds.
//
// A table of single characters reads 调解 as diaojie and 长效 as zhangxiao. So words come first: readings.txt says how the words are
// read in which a character is not read as it is alone; the longest word wins. Only what no word covers is read by itself.
package pinyin

import (
	_ "embed"
	"strings"
	"unicode"
	"unicode/utf8"

	gopinyin "github.com/mozillazg/go-pinyin"
)

//go:embed readings.txt
var table string

// A Reader reads titles.
type Reader struct {
	words   map[string][]string // a word's syllables; of a word read both ways, the first
	longest int                 // characters of the longest word
	lone    map[rune]string     // go-pinyin's answers, kept because asking is slow
	args    gopinyin.Args
}

// NewReader returns a reader of the built-in table.
func NewReader() *Reader {
	r := &Reader{words: map[string][]string{}, lone: map[rune]string{}, args: gopinyin.NewArgs()}
	for line := range strings.Lines(table) {
		fields := strings.Fields(line)
		if len(fields) == 0 || strings.HasPrefix(fields[0], "#") || r.words[fields[0]] != nil {
			continue
		}
		r.words[fields[0]] = fields[1:]
		r.longest = max(r.longest, utf8.RuneCountInString(fields[0]))
	}
	return r
}

// Read returns a syllable for each character that has a sound, in small letters without tones; letters and figures stand for
// themselves, and signs are left out.
func (r *Reader) Read(text string) []string {
	var syllables []string
	chars := []rune(text)
	for i := 0; i < len(chars); {
		if n := r.wordAt(chars[i:]); n > 0 {
			syllables = append(syllables, r.words[string(chars[i:i+n])]...)
			i += n
			continue
		}
		if s := r.alone(chars[i]); s != "" {
			syllables = append(syllables, s)
		}
		i++
	}
	return syllables
}

// Key returns what to sort a title by.
func (r *Reader) Key(text string) string { return strings.Join(r.Read(text), " ") }

// Letter is the head under which a title stands: "A" to "Z", or "#" for what has no sound.
func (r *Reader) Letter(text string) string {
	key := strings.ToUpper(r.Key(text))
	if key == "" || key[0] < 'A' || key[0] > 'Z' {
		return "#"
	}
	return key[:1]
}

func (r *Reader) wordAt(chars []rune) int {
	for n := min(r.longest, len(chars)); n > 0; n-- {
		if _, ok := r.words[string(chars[:n])]; ok {
			return n
		}
	}
	return 0
}

func (r *Reader) alone(c rune) string {
	if c < utf8.RuneSelf {
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			return strings.ToLower(string(c))
		}
		return ""
	}
	s, ok := r.lone[c]
	if !ok {
		if p := gopinyin.SinglePinyin(c, r.args); len(p) > 0 {
			s = p[0]
		}
		r.lone[c] = s
	}
	return s
}
