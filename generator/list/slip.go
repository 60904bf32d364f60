package list

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"handbook/generator/diag"
	"handbook/generator/record"
)

// A slip is a place where a text looks wrong, in characters. The source itself may be so: then the text stays, and the
// editor's note quotes the place (原文“村(社区）”…), which keeps the warning quiet.
type slip struct {
	from, to int
	message  string
}

// mostSlips is how many slips of one text are told: of a text that has more, something else is wrong.
const mostSlips = 20

// checkSlips warns of slips in an item's texts that its note does not quote.
func checkSlips(t record.Table, item *Item) {
	const hint = "correct the typing slip; where the source itself has it, quote the place in the item's note: " +
		"note = \"原文“…”…\""
	for at, text := range item.texts() {
		found := slips([]rune(*text))
		for _, s := range found[:min(len(found), mostSlips)] {
			if !quoted(item.Note, []rune(*text), s) {
				t.ReportPart(t.At(at.String()), *text, s.from, s.to, diag.Warning, s.message, hint)
			}
		}
	}
}

func slips(text []rune) []slip {
	return append(bracketSlips(text), doubledSlips(text)...)
}

// closing is what closes a bracket or a quotation mark; 0 for what is neither.
func closing(r rune) rune {
	switch r {
	case '（', '(', '《', '“', '‘', '〔', '【':
		return r + 1 // its partner
	}
	return 0
}

// bracketSlips finds brackets and quotation marks that have no partner or one of the other width.
func bracketSlips(text []rune) []slip {
	var found []slip
	var open []int
	for i, r := range text {
		if closing(r) != 0 {
			open = append(open, i)
			continue
		}
		switch r {
		case '）', ')', '》', '”', '’', '〕', '】':
		default:
			continue
		}
		if len(open) == 0 {
			if !digits(text[:i]) { // 1） is the mark of a duty
				found = append(found, slip{i, i + 1, fmt.Sprintf("%q closes nothing", r)})
			}
			continue
		}
		last := open[len(open)-1]
		open = open[:len(open)-1]
		if closing(text[last]) != r {
			found = append(found, slip{last, i + 1, fmt.Sprintf("%q is closed by %q", text[last], r)})
		}
	}
	for _, i := range open {
		found = append(found, slip{i, i + 1, fmt.Sprintf("%q is not closed", text[i])})
	}
	return found
}

// digits says whether a text is a number of one or two digits.
func digits(text []rune) bool {
	other := func(r rune) bool { return r < '0' || r > '9' }
	return len(text) > 0 && len(text) <= 2 && !slices.ContainsFunc(text, other)
}

// longestDoubled is the longest run of characters that is looked for twice in a row.
const longestDoubled = 8

// doubledSlips finds words of two characters or more that stand twice in a row (管理管理), and doubled punctuation.
func doubledSlips(text []rune) []slip {
	var found []slip
	for i := 0; i < len(text); i++ {
		if i > 0 && text[i] == text[i-1] && strings.ContainsRune("，。；：、", text[i]) {
			found = append(found, slip{i - 1, i + 1, fmt.Sprintf("%q stands twice", text[i])})
		}
		for n := min(longestDoubled, (len(text)-i)/2); n >= 2; n-- {
			word := text[i : i+n]
			if slices.Equal(word, text[i+n:i+2*n]) && allHan(word) {
				found = append(found, slip{i, i + 2*n, fmt.Sprintf("%q stands twice in a row", string(word))})
				i += n
				break
			}
		}
	}
	return found
}

func allHan(word []rune) bool {
	for _, r := range word {
		if !unicode.Is(unicode.Han, r) {
			return false
		}
	}
	return true
}

// mostQuoted is how many pieces of a note are compared with a slip: nobody writes a note with more.
const mostQuoted = 500

// quoted reports whether the note quotes a piece of the text that covers the slip. A quoted piece may hold quotation
// marks itself, so it may end at any of the closing ones.
func quoted(note string, text []rune, s slip) bool {
	for pieces := 0; ; {
		_, rest, ok := strings.Cut(note, "“")
		if !ok {
			return false
		}
		note = rest
		for i, r := range rest {
			if r != '”' {
				continue
			}
			if pieces++; pieces > mostQuoted {
				return false
			}
			if covers(text, []rune(rest[:i]), s) {
				return true
			}
		}
	}
}

func covers(text, quote []rune, s slip) bool {
	for at := max(0, s.to-len(quote)); at <= s.from && at+len(quote) <= len(text); at++ {
		if slices.Equal(text[at:at+len(quote)], quote) {
			return true
		}
	}
	return false
}
