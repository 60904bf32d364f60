// Package fold is how the search compares texts: it writes what people type and what the list says in one form, so that
// both are alike where people take them to be alike.
//
// The browser has the same function in themes/handbook/assets/search/packing.js. What the generator finds in a text,
// the engine must find, too: a test runs both on the same texts.
package fold

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// Text leaves out what people leave out ([Dropped]), writes full-width signs narrow, capitals small and ü as v, and
// makes a space of every other sign but the line end. Letters of all scripts stay. No character is longer or shorter
// for JavaScript, which counts those above U+FFFF as two: the search marks in a text what it found in this form.
func Text(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		if r >= 0x3400 && r <= 0xd7ff { // Chinese characters, and letters of scripts near them: nothing to do
			b.WriteRune(r)
			continue
		}
		if Dropped(r) {
			continue
		}
		if r >= '！' && r <= '～' {
			r -= '！' - '!'
		}
		if r >= 'A' && r <= 'Z' || r >= 'À' && r <= 'ԯ' && r != 'İ' { // which JavaScript makes two characters of
			r = unicode.ToLower(r)
		}
		switch {
		case r == 'ü':
			r = 'v'
		case isSign(r):
			r = ' '
		}
		b.WriteRune(r)
	}
	return b.String()
}

// signs are the characters that nobody searches for, with the blocks that have little else; both ends are included. It
// is said here which they are, and not by Unicode's classes: those of a browser may be of another year.
var signs = [...][2]rune{
	{0, '\t'}, {'\v', '/'}, {':', '`'}, {'{', '¿'}, {'×', '×'}, {'÷', '÷'},
	{0x2000, 0x33ff}, // from dashes to enclosed characters
	{0xe000, 0xffff}, // private use, and other forms of characters
}

func isSign(r rune) bool {
	return slices.ContainsFunc(signs[:], func(span [2]rune) bool { return r >= span[0] && r <= span[1] })
}

// Dropped says whether [Text] leaves a character out: quotes, brackets, 、 and dashes.
func Dropped(r rune) bool {
	return strings.ContainsRune("“”‘’\"'（）()《》<>〈〉【】[]、·—", r)
}

var bracketed = regexp.MustCompile("（[^）]*）")

// Unbracketed is a title without what it has in brackets. The search finds a title that way, too: 河（湖）长制 is 河长制.
func Unbracketed(title string) string { return bracketed.ReplaceAllString(title, "") }
