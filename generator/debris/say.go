package debris

import (
	"fmt"
	"unicode"

	"golang.org/x/text/unicode/runenames"
)

// controls are the names of controls, which Unicode has as aliases only.
var controls = map[rune]string{
	'\t': "CHARACTER TABULATION", '\n': "LINE FEED", '\v': "LINE TABULATION", '\f': "FORM FEED",
	'\r': "CARRIAGE RETURN", '\u001b': "ESCAPE", '\u007f': "DELETE", '\u0085': "NEXT LINE",
}

// Name is a character's code and its name in Unicode: "U+2EA0 CJK RADICAL CIVILIAN".
func Name(r rune) string {
	name := runenames.Name(r)
	switch {
	case controls[r] != "":
		name = controls[r]
	case unicode.Is(unicode.Cc, r):
		name = "a control"
	case unicode.Is(unicode.Co, r):
		name = "of private use"
	case unicode.Is(unicode.Noncharacter_Code_Point, r):
		name = "no character"
	case name == "" || name[0] == '<': // most Chinese characters have no name but their code
		return fmt.Sprintf("U+%04X", r)
	}
	return fmt.Sprintf("U+%04X %s", r, name)
}

// kinds is what there is to say of each kind.
var kinds = [...]string{
	Alike:  "only looks like another character",
	Unseen: "which nobody sees",
	Owned:  "which is another character in each font",
	Lost:   "where a character was lost",
	Space:  "which is no plain space",
	Wide:   "within a text",
	Gap:    "between Chinese characters",
	Narrow: "half-width, between Chinese characters",
}

// String is what all finds of the kind have in common.
func (k Kind) String() string { return kinds[k] }

// String says what is there: the character with its code and name, and why it is debris.
func (f Find) String() string {
	switch f.Kind {
	case Alike:
		if meant := []rune(f.Mended)[0]; meant != Missing {
			return fmt.Sprintf("%q is %s and only looks like %q, %s", f.Char, Name(f.Char), meant, Name(meant))
		}
		return fmt.Sprintf("%q is %s, a part of characters and none itself", f.Char, Name(f.Char))
	case Narrow:
		return fmt.Sprintf("%q is %s, %s", f.Char, Name(f.Char), f.Kind)
	}
	return Name(f.Char) + ", " + f.Kind.String()
}

// A Summary says several finds of one text at once: they are mended together.
type Summary struct {
	Kind     Kind // of the first
	From, To int  // likewise
	Message  string
	Mended   string // the text as it should be, or of a long one what is around the first
}

// mostMended is how many characters of a mended text are shown; around is how many of them before the first find.
const (
	mostMended = 48
	around     = 16
)

// Sum says finds of a text, of which there is one at least, with the text in which all that are to be mended are.
func Sum(text string, finds, mend []Find) Summary {
	first := finds[0]
	s := Summary{Kind: first.Kind, From: first.From, To: first.To, Message: first.String()}
	if more := len(finds) - 1; more > 0 {
		s.Message += fmt.Sprintf("; and %d more in this text", more)
	}
	mended, at := []rune(Mend(text, mend)), first.From
	for _, f := range mend {
		if f.From < first.From {
			at += len([]rune(f.Mended)) - (f.To - f.From)
		}
	}
	from := max(0, at-around)
	to := min(from+mostMended, len(mended))
	s.Mended = string(mended[from:to])
	if from > 0 {
		s.Mended = "…" + s.Mended
	}
	if to < len(mended) {
		s.Mended += "…"
	}
	return s
}

// Differ says how two names differ that look alike: "'·' is U+00B7 MIDDLE DOT, '・' is U+30FB KATAKANA MIDDLE DOT"; ""
// where the eye can tell them apart by more than one character, or by a Chinese one.
func Differ(a, b string) string {
	x, y := []rune(a), []rune(b)
	if len(x) != len(y) {
		return ""
	}
	at := -1
	for i := range x {
		if x[i] == y[i] {
			continue
		}
		if at >= 0 || unicode.Is(unicode.Han, x[i]) && unicode.Is(unicode.Han, y[i]) {
			return ""
		}
		at = i
	}
	if at < 0 {
		return ""
	}
	return fmt.Sprintf("%q is %s, %q is %s", x[at], Name(x[at]), y[at], Name(y[at]))
}
