// Package pinyin tells how Chinese text is read: for the search, which is typed by sound, and for the book's index,
// which is in the order of sounds.
//
// A table of single characters reads 调解 as diaojie and 长效 as zhangxiao. So words come first: readings.txt says how the
// words are read in which a character is not read as it is alone; the longest word wins. Only what no word covers is
// read by itself.
package pinyin

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Reader reads titles, each word in one way: the first that the table has.
type Reader struct{ table *Table }

// NewReader returns a reader of the built-in table.
func NewReader() *Reader { return &Reader{NewTable()} }

// Read returns a syllable for each character that has a sound, in small letters without tones; letters and figures
// stand for themselves, and signs are left out.
func (r *Reader) Read(text string) []string {
	var syllables []string
	chars := []rune(text)
	for i := 0; i < len(chars); {
		if n, ways := r.table.WordAt(chars[i:]); n > 0 {
			syllables = append(syllables, ways[0]...)
			i += n
			continue
		}
		if s := sound(chars[i]); s != "" {
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

func sound(c rune) string {
	switch {
	case c >= utf8.RuneSelf:
		return Alone(c)
	case unicode.IsLetter(c) || unicode.IsDigit(c):
		return strings.ToLower(string(c))
	}
	return ""
}
