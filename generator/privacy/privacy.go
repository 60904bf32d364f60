// Package privacy finds numbers of persons in a text that is to be published: identity, bank card and mobile numbers.
// The list goes to everyone, and what was once published is copied and kept.
package privacy

import (
	"strings"
	"unicode"
)

// A Kind is a kind of number.
type Kind int

// The kinds of number that are found.
const (
	Identity Kind = iota // 公民身份号码, GB 11643
	Card                 // of a bank
	Mobile
)

// String names the kind, as a clerk calls it, too.
func (k Kind) String() string {
	return [...]string{"an identity number (身份证号)", "a bank card number (银行卡号)", "a mobile number (手机号)"}[k]
}

// Hint says why such a number is not to be published, and what to do.
const Hint = "个人隐私: the list is published, and a person's number may not be without consent (《个人信息保护法》); " +
	"leave it out, or have the office's own number in its place"

// OfficeHint is what to do where an office has its telephone number.
const OfficeHint = "write the number of the office, which stays when people change; a person's own is private (个人隐私, " +
	"《个人信息保护法》)"

// A Find is a number at the characters From up to To of a text.
type Find struct {
	Kind     Kind
	From, To int
}

// Finds returns the numbers of persons in a text, in its order. Digits may be full-width, and grouped with spaces or
// hyphens.
func Finds(text []rune) []Find {
	var found []Find
	for at := 0; at < len(text); {
		if digit(text[at]) < 0 {
			at++
			continue
		}
		n := readNumber(text, at)
		found = append(found, n.finds()...)
		at = n.end
	}
	return found
}

// Possible reports whether a text has digits: only there [Finds] can find anything.
func Possible(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return digit(r) >= 0 })
}

// Mask returns the text with stars in the place of all but the first three and the last two characters of the numbers
// in it. It takes as many characters as before, each as wide.
func Mask(text string) string {
	if !Possible(text) {
		return text
	}
	runes := []rune(text)
	for _, f := range Finds(runes) {
		for i := f.From + 3; i < f.To-2; i++ {
			switch r := runes[i]; {
			case digit(r) >= 0 && r > unicode.MaxASCII:
				runes[i] = '＊'
			case digit(r) >= 0:
				runes[i] = '*'
			}
		}
	}
	return string(runes)
}

// digit is the value of a digit, -1 of another character.
func digit(r rune) int {
	switch {
	case r >= '0' && r <= '9':
		return int(r - '0')
	case r >= '０' && r <= '９':
		return int(r - '０')
	}
	return -1
}

// check is the value of an identity number's last character, which may be an X; -1 of another.
func check(r rune) int {
	switch r {
	case 'X', 'x', 'Ｘ', 'ｘ':
		return 10
	}
	return digit(r)
}

func letter(r rune) bool {
	return r < unicode.MaxASCII && unicode.IsLetter(r) || r >= 'Ａ' && r <= 'ｚ'
}
