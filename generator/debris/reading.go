package debris

import (
	"unicode"
)

// What a character is to those beside it.
type class int

const (
	other     class = iota
	chinese         // a Chinese character, or punctuation that only Chinese has
	quotation       // punctuation that other scripts have, too: “ ” — …
	point           // half-width punctuation that Chinese has full-width
	blank           // a space, of whatever kind; a tab, a line end
	unseen          // nobody sees it
)

// A reading is a text with what each character is.
type reading struct {
	runes []rune
	is    []class
	wide  []bool // half-width punctuation that stands between Chinese characters
	joins []bool // the nearest letter on one of the two sides is one of a script that needs joiners
	han   []bool // a Chinese character, or selectors after one
}

func newReading(text []rune) *reading {
	n := len(text)
	t := &reading{
		runes: text, is: make([]class, n), wide: make([]bool, n), joins: make([]bool, n), han: make([]bool, n),
	}
	t.lookRound()
	for i := range text {
		t.is[i] = t.classify(i)
	}
	return t
}

// lookRound notes what is beside each character, in time that grows with the text and no faster.
func (t *reading) lookRound() {
	needs := false
	for i, r := range t.runes {
		t.joins[i] = needs
		needs = needsJoiners(r, needs)
		t.han[i] = selector(r) && i > 0 && t.han[i-1] || unicode.Is(unicode.Han, r) || stands(r)
	}
	needs = false
	for i := len(t.runes) - 1; i >= 0; i-- {
		t.joins[i] = t.joins[i] || needs
		needs = needsJoiners(t.runes[i], needs)
	}
}

// stands tells a radical, stroke or compatibility ideograph that stands for a character.
func stands(r rune) bool {
	kind, mended, strange := odd(r)
	return strange && kind == Alike && mended != Missing
}

// unjoined are the scripts whose letters stand by themselves.
var unjoined = []*unicode.RangeTable{
	unicode.Han, unicode.Latin, unicode.Common, unicode.Greek, unicode.Cyrillic, unicode.Hangul, unicode.Hiragana,
	unicode.Katakana, unicode.Bopomofo, unicode.Yi,
}

// needsJoiners reports whether a letter is one of a script that needs joiners; of what is no letter, what was so
// before.
func needsJoiners(r rune, before bool) bool {
	switch {
	case stands(r):
		return false
	case unicode.IsLetter(r), unicode.IsMark(r) && !unicode.Is(unicode.Inherited, r):
		return !unicode.In(r, unjoined...)
	}
	return before
}

func (t *reading) classify(i int) class {
	r := t.runes[i]
	_, _, strange := odd(r)
	switch {
	case stands(r):
		return chinese
	case strange:
		return other
	case unicode.IsSpace(r):
		return blank
	case joiner(r):
		if t.needed(i) {
			return other
		}
		return unseen
	case selector(r):
		if t.han[i] {
			return unseen
		}
		return other
	case Hidden(r):
		return unseen
	case r == '.' && (t.at(i-1) == '.' || t.at(i+1) == '.'): // dots in a row are an ellipsis
		return other
	case fullWidth[r] != 0:
		return point
	case unicode.Is(unicode.Han, r), punctuation(r):
		return chinese
	case r == '“', r == '”', r == '‘', r == '’', r == '—', r == '…', r == '·':
		return quotation
	}
	return other
}

// fullWidth is the full-width form of half-width punctuation.
var fullWidth = map[rune]rune{
	',': '，', ';': '；', ':': '：', '(': '（', ')': '）', '.': '。', '?': '？', '!': '！',
}

// punctuation tells signs that only Chinese has.
func punctuation(r rune) bool {
	return r >= '\u3001' && r <= '\u3003' || r >= '\u3008' && r <= '\u3011' || r >= '\u3014' && r <= '\u301b' ||
		r == '，' || r == '；' || r == '：' || r == '（' || r == '）' || r == '．' || r == '？' || r == '！'
}

func (t *reading) at(i int) rune {
	if i < 0 || i >= len(t.runes) {
		return 0
	}
	return t.runes[i]
}

// needed reports whether the joiner at i stands beside a letter of a script that needs it, or joins pictures.
func (t *reading) needed(i int) bool {
	before, after := t.at(i-1), t.at(i+1)
	return t.joins[i] || unicode.Is(unicode.So, after) && !stands(after) &&
		(unicode.In(before, unicode.So, unicode.Sk) || selector(before))
}

// widen finds the half-width punctuation that stands between Chinese characters. A bracket that does has its partner
// with it; and beside what is full-width then, more may.
func (t *reading) widen() {
	partner := t.brackets()
	var look []int
	for i := range t.runes {
		if t.soft(i) && (i == 0 || !t.soft(i-1)) {
			look = append(look, i)
		}
	}
	for len(look) > 0 {
		i := look[len(look)-1]
		look = look[:len(look)-1]
		if i < 0 || i >= len(t.runes) || !t.soft(i) {
			continue
		}
		from, to := i, i
		for from > 0 && t.soft(from-1) {
			from--
		}
		for to < len(t.runes) && t.soft(to) {
			to++
		}
		if !t.between(from-1, to, true) {
			continue
		}
		for ; from < to; from++ {
			if t.is[from] != point {
				continue
			}
			t.wide[from] = true
			if other, ok := partner[from]; ok && t.is[other] == point && !t.wide[other] {
				t.wide[other] = true
				look = append(look, other-1, other+1)
			}
		}
	}
}

// soft tells what may stand between two characters without parting them.
func (t *reading) soft(i int) bool {
	return t.is[i] == blank || t.is[i] == unseen || t.is[i] == point && !t.wide[i]
}

// between reports whether the characters at i and j make what is between them Chinese. The text's ends, beyond which
// nothing stands, do so where they count and the other character does.
func (t *reading) between(i, j int, ends bool) bool {
	class := func(i int) class {
		switch {
		case i < 0 || i >= len(t.runes):
			if ends {
				return quotation
			}
			return other
		case t.wide[i]:
			return chinese
		}
		return t.is[i]
	}
	left, right := class(i), class(j)
	return left == chinese && (right == chinese || right == quotation) || left == quotation && right == chinese
}

// brackets pairs the half-width brackets of a text.
func (t *reading) brackets() map[int]int {
	partner := map[int]int{}
	var open []int
	for i, r := range t.runes {
		switch {
		case r == '(':
			open = append(open, i)
		case r == ')' && len(open) > 0:
			last := open[len(open)-1]
			open = open[:len(open)-1]
			partner[i], partner[last] = last, i
		}
	}
	return partner
}

// gap judges a run of spaces and of what nobody sees.
func (t *reading) gap(from, to int) (Find, bool) {
	f := Find{From: from, To: to, Kind: Gap, Char: ' '}
	spaces := false
	for i := from; i < to; i++ {
		kind := Space
		switch r := t.runes[i]; {
		case t.is[i] == unseen:
			kind = Unseen
		case r == ' ':
			kind = Gap
		case r == '\u3000':
			kind = Wide
		}
		spaces = spaces || t.is[i] == blank
		if kind < f.Kind {
			f.Kind, f.Char = kind, t.runes[i]
		}
	}
	atEnd, inside := from == 0 || to == len(t.runes), t.between(from-1, to, false)
	if f.Kind == Gap && !inside {
		return f, false
	}
	if spaces && !inside && !atEnd {
		f.Mended = " "
	}
	return f, true
}
