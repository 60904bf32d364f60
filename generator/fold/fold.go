// Package fold is how the search compares texts: it writes what people type and what the list says in one form, so that
// both are alike where people take them to be alike.
//
// The browser has the same function in themes/handbook/assets/search/packing.js. What the generator finds in a text,
// the engine must find, too: a test runs both on the same texts.
package fold

import (
	"regexp"
	"strings"
	"unicode"
)

// Text leaves out what people leave out ([Dropped]), writes full-width signs narrow, capitals small and ü as v, and
// makes a space of every other sign but the line end: letters of all scripts stay, and the marks that belong to them.
// What JavaScript counts as two, a character above U+FFFF, stays two, if only as spaces: the search marks in a text
// what it found in this form.
func Text(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		if Dropped(r) {
			continue
		}
		if r >= '！' && r <= '～' {
			r -= '！' - '!'
		}
		if r != 'İ' && unicode.IsUpper(r) { // which JavaScript makes two characters of
			r = unicode.ToLower(r)
		}
		switch {
		case r == 'ü':
			r = 'v'
		case r == '\n' || compared(r):
		case r > 0xffff:
			b.WriteByte(' ')
			r = ' '
		default:
			r = ' '
		}
		b.WriteRune(r)
	}
	return b.String()
}

// compared says whether a narrow character is compared as it is: letters with their marks, digits, and Chinese
// characters, also those that a later Unicode puts into their planes.
func compared(r rune) bool {
	return r >= '0' && r <= '9' || r >= 0x3400 && r <= 0x9fff || r >= 0x20000 && r <= 0x3ffff ||
		unicode.IsLetter(r) || unicode.IsMark(r)
}

// Dropped says whether [Text] leaves a character out: quotes, brackets, 、 and dashes.
func Dropped(r rune) bool {
	return strings.ContainsRune("“”‘’\"'（）()《》<>〈〉【】[]、·—", r)
}

var bracketed = regexp.MustCompile("（[^）]*）")

// Unbracketed is a title without what it has in brackets. The search finds a title that way, too: 河（湖）长制 is 河长制.
func Unbracketed(title string) string { return bracketed.ReplaceAllString(title, "") }
