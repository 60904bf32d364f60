package markdown

import (
	"fmt"
	"strings"
)

// escape returns CommonMark that reads as exactly the text s, wherever inline text may be: at the start of a line, in a
// list item, a heading, emphasis or a link. Hugo, too, finds no shortcode ({{<, {{%), end of a summary or attributes of
// a heading in it. Only what needs an escape gets one, for people read the pages, too.
func escape(s string) string { return escapePiece(s, true, true) }

// escapePiece is escape for a piece of a line. opens and closes say that the line begins or ends with it.
func escapePiece(s string, opens, closes bool) string {
	if !strings.ContainsFunc(s, suspicious) {
		return s
	}
	var b strings.Builder
	digits := opens // only digits so far: what follows may make the line a list
	for i, r := range s {
		first, last := opens && i == 0, i+len(string(r)) == len(s)
		switch {
		case r < ' ' || r == 0x7f, r == ' ' && (first || last && closes):
			fmt.Fprintf(&b, "&#%d;", r)
		case strings.ContainsRune("\\`*_[]<&#~|{", r),
			strings.ContainsRune("+-=>:", r) && first,
			strings.ContainsRune(".)", r) && digits && i > 0,
			r == '!' && (last || strings.HasPrefix(s[i:], "!--")): // before a link; in <!--more-->
			b.WriteByte('\\')
			b.WriteRune(r)
		default:
			b.WriteRune(r)
		}
		digits = digits && r >= '0' && r <= '9'
	}
	return b.String()
}

// suspicious tells the characters that may mean something in Markdown. Chinese text has none of them.
func suspicious(r rune) bool {
	return r < 0x80 && !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9')
}
