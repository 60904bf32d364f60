// Package debris finds what the extraction of a PDF, or copying, leaves in a Chinese text: characters that look like
// others, that nobody sees, or that no font has; spaces and half-width punctuation where Chinese has none. A name with
// such a character in it looks right, and is found by nobody.
//
//	⺠政局 ──Finds──▶ 0–1: "⺠" is U+2EA0 CJK RADICAL CIVILIAN and only looks like "民" U+6C11 ──Mend──▶ 民政局
package debris

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// A Kind is a kind of debris.
type Kind int

// The kinds. Of the first five no text is meant to have any; the document itself may have the others.
const (
	Alike  Kind = iota // a radical, a stroke or a compatibility ideograph for the character itself
	Unseen             // nobody sees it
	Owned              // of private use: another character in each font
	Lost               // where a character was lost
	Space              // a space that is no plain one; a tab, a line end
	Wide               // U+3000, a space as wide as a character
	Gap                // a plain space between Chinese characters
	Narrow             // half-width punctuation between Chinese characters
)

// A Find is debris at the characters From up to To of a text.
type Find struct {
	Kind     Kind
	From, To int
	Char     rune   // what is there; of several spaces, the most peculiar
	Mended   string // what belongs there
}

// Sure reports whether the find is a mistake whatever the document has.
func (f Find) Sure() bool { return f.Kind < Wide }

// Missing stands in mended texts for a character that only the document can tell.
const Missing = '□'

// Finds returns the debris of a text, in its order.
func Finds(text string) []Find {
	if !suspect(text) {
		return nil
	}
	t := newReading([]rune(text))
	t.widen()
	var found []Find
	for i := 0; i < len(t.runes); {
		switch {
		case t.is[i] == blank || t.is[i] == unseen:
			end := i
			for end < len(t.runes) && (t.is[end] == blank || t.is[end] == unseen) {
				end++
			}
			if f, ok := t.gap(i, end); ok {
				found = appendFind(found, f)
			}
			i = end
			continue
		case t.is[i] == point && t.wide[i]:
			found = appendFind(found, Find{Narrow, i, i + 1, t.runes[i], string(fullWidth[t.runes[i]])})
		default:
			if kind, mended, ok := odd(t.runes[i]); ok {
				found = append(found, Find{kind, i, i + 1, t.runes[i], string(mended)})
			}
		}
		i++
	}
	return found
}

// appendFind appends a find; a gap beside half-width punctuation is part of it, as it is typed with it.
func appendFind(found []Find, f Find) []Find {
	if n := len(found); n > 0 && found[n-1].To == f.From {
		switch last := &found[n-1]; {
		case last.Kind == Narrow && f.Kind == Gap:
			last.To = f.To
			return found
		case last.Kind == Gap && f.Kind == Narrow:
			f.From = last.From
			*last = f
			return found
		}
	}
	return append(found, f)
}

// suspect reports whether a text has anything that Finds would have to look at: most have not.
func suspect(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool {
		if plain(r) {
			return false
		}
		_, _, strange := odd(r)
		return strange || fullWidth[r] != 0 || unicode.IsSpace(r) || Hidden(r) || joiner(r) || selector(r)
	})
}

// plain tells the characters that nearly all Chinese text is made of, none of which can be debris: there are many of
// them, and the tables take long.
func plain(r rune) bool {
	return r >= 0x4e00 && r <= 0x9fff || // Chinese characters
		r >= 0x3001 && r <= 0x3020 || r >= 0xff01 && r <= 0xff5e || r >= 0x2018 && r <= 0x201f || // 、《》，（）“”
		r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z'
}

// Mend returns the text with finds of it put right.
func Mend(text string, finds []Find) string {
	if len(finds) == 0 {
		return text
	}
	var b strings.Builder
	runes, at := []rune(text), 0
	for _, f := range finds {
		b.WriteString(string(runes[at:f.From]) + f.Mended)
		at = f.To
	}
	return b.String() + string(runes[at:])
}

// Sure returns those of the finds that are mistakes whatever the document has, and the others.
func Sure(finds []Find) (sure, doubtful []Find) {
	for _, f := range finds {
		if f.Sure() {
			sure = append(sure, f)
		} else {
			doubtful = append(doubtful, f)
		}
	}
	return sure, doubtful
}

// ByKind parts finds by their kinds, in the order of the first of each.
func ByKind(finds []Find) [][]Find {
	var parts [][]Find
	at := map[Kind]int{}
	for _, f := range finds {
		i, ok := at[f.Kind]
		if !ok {
			i = len(parts)
			at[f.Kind] = i
			parts = append(parts, nil)
		}
		parts[i] = append(parts[i], f)
	}
	return parts
}

// Plain returns a text without what is debris whatever the document has.
func Plain(text string) string {
	sure, _ := Sure(Finds(text))
	return Mend(text, sure)
}

// odd tells a character that is debris wherever it stands, and what belongs there.
func odd(r rune) (kind Kind, mended rune, ok bool) {
	switch {
	case r == unicode.ReplacementChar || unicode.Is(unicode.Noncharacter_Code_Point, r):
		return Lost, Missing, true
	case unicode.Is(unicode.Co, r):
		return Owned, Missing, true
	case r >= 0x2e80 && r <= 0x2fd5, r >= 0x31c0 && r <= 0x31e3, // radicals, strokes
		r >= 0xf900 && r <= 0xfaff, r >= 0x2f800 && r <= 0x2fa1f: // compatibility ideographs
		mended = itself(r)
		return Alike, mended, mended != r
	}
	return 0, r, false
}

// itself is the character that a radical, a stroke or a compatibility ideograph looks like. Twelve that are called
// compatibility ideographs, and strokes that are no character, stand for themselves.
func itself(r rune) rune {
	if e := equivalents[r]; e != 0 {
		return e
	}
	if r == 0x2e80 {
		return Missing
	}
	for _, e := range norm.NFKC.String(string(r)) {
		return e
	}
	return r
}

// Hidden tells characters that nobody sees and that keep a text from being found, or turn it round: controls, tabs and
// line ends among them, what comes along when text is copied, and what no font has. What scripts other than Chinese
// need between letters (U+200C to U+200F) is not among them.
func Hidden(r rune) bool {
	switch {
	case joiner(r), unicode.Is(unicode.Prepended_Concatenation_Mark, r):
		return false
	case r == '\u2028', r == '\u2029', r == '\u115f', r == '\u1160', r == '\u3164', r == '\uffa0': // fillers
		return true
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Noncharacter_Code_Point)
}

// joiner tells characters that nobody sees, but that scripts such as those of Uyghur and Mongolian need between
// letters.
func joiner(r rune) bool { return r >= '\u200c' && r <= '\u200f' || r == '\u061c' || r == '\u180e' }

// selector tells characters that choose between forms of the one before.
func selector(r rune) bool { return r >= 0xfe00 && r <= 0xfe0f || r >= 0xe0100 && r <= 0xe01ef }
