package intake

import (
	"slices"
	"strings"
	"unicode"

	"handbook/generator/debris"
	"handbook/generator/grid"
)

// A char is a character of the document, and where it stands: whoever uses it says what it is, so that in the end each
// has an owner. One that the program sets itself (an automatic number) stands in no line.
type char struct {
	r    rune
	line *grid.Line
	at   int // in the line, in runes
}

// A text is characters of the document, from one line or several.
type text []char

// String is the text as the list has it.
func (t text) String() string {
	var b strings.Builder
	for _, c := range t {
		b.WriteRune(c.r)
	}
	return b.String()
}

// own says what the characters are.
func (t text) own(o grid.Owner) {
	for _, c := range t {
		if c.line != nil {
			c.line.Own(c.at, c.at+1, o)
		}
	}
}

// value is the text as the list has it, which owns it from now on.
func (t text) value() string {
	t.own(grid.Value)
	return t.String()
}

// place is where the text begins.
func (t text) place() grid.Place {
	for _, c := range t {
		if c.line != nil {
			return c.line.Place
		}
	}
	return grid.Place{}
}

// cut parts the text around its first character that is one of these.
func (t text) cut(these string) (before, sign, after text, ok bool) {
	for i, c := range t {
		if strings.ContainsRune(these, c.r) {
			return t[:i], t[i : i+1], t[i+1:], true
		}
	}
	return t, nil, nil, false
}

// read takes the characters of a line: radicals become the characters that they look like, which are counted, and
// spaces are left out but for one between Latin words.
func (d *Draft) read(line *grid.Line) text {
	if t, ok := d.texts[line]; ok {
		return t
	}
	t := slices.Clip(d.characters(line))
	d.texts[line] = t
	return t
}

func (d *Draft) characters(line *grid.Line) text {
	runes := []rune(line.Text)
	out := make(text, 0, len(runes))
	gap := -1 // where white space began that may have to stay
	for i, r := range runes {
		if unicode.IsSpace(r) {
			if gap < 0 {
				gap = i
			}
			continue
		}
		if unicode.Is(unicode.Co, r) {
			d.find(Doubt, "", line.Place, "“%s”处有一个字体自造的字（U+%04X），别处显示不出来，没有收入：请换成通用的字",
				string(runes[max(0, i-4):i])+"□"+string(runes[i+1:min(len(runes), i+5)]), r)
		}
		if debris.Hidden(r) {
			continue // nobody sees it; the ledger says so
		}
		if plain := []rune(debris.Plain(string(r))); len(plain) == 1 && plain[0] != r && plain[0] != debris.Missing {
			d.fold(r, plain[0], line.Place)
			r = plain[0]
		}
		if gap >= 0 && len(out) > 0 && spaced(out[len(out)-1].r, r) {
			out = append(out, char{' ', line, gap})
		}
		gap = -1
		out = append(out, char{r, line, i})
	}
	return out
}

// spaced says that a space between two characters is one of the text: between Latin words, and in GB/T 30600.
func spaced(a, b rune) bool {
	latin := func(r rune) bool { return r < 0x250 && unicode.IsLetter(r) }
	word := func(r rune) bool { return latin(r) || r >= '0' && r <= '9' }
	return word(a) && word(b) && (latin(a) || latin(b))
}

// squeezed is a text without white space.
func squeezed(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// folded is a text with half-width signs and digits for full-width ones, without white space: for comparing heads and
// numbers.
func folded(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return -1
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		}
		return r
	}, s)
}
