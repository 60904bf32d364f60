package privacy

import (
	"slices"
	"strings"
	"unicode"
)

// A number is a run of digits and of single spaces and hyphens between them.
type number struct {
	text   []rune
	groups []group
	end    int // where the text goes on
}

// A group is digits without anything between them.
type group struct {
	from, to int
	digits   []int
	joint    rune // before it: ' ', '-', or 0 of the first
}

// readNumber reads the number that begins at a place of the text.
func readNumber(text []rune, at int) number {
	n := number{text: text}
	for joint := rune(0); ; {
		g := group{from: at, joint: joint}
		for at < len(text) && digit(text[at]) >= 0 {
			g.digits = append(g.digits, digit(text[at]))
			at++
		}
		g.to = at
		n.groups, n.end = append(n.groups, g), at
		if at+1 >= len(text) || digit(text[at+1]) < 0 {
			return n
		}
		switch r := text[at]; {
		case r == '-', r == '－', r == '‐', r == '‑', r == '–':
			joint = '-'
		case unicode.IsSpace(r):
			joint = ' '
		default:
			return n
		}
		at++
	}
}

// mostGroups is how many groups one number of a person is written in at the most.
const mostGroups = 6

// finds returns the numbers of persons among the groups.
func (n number) finds() []Find {
	var found []Find
	for i := 0; i < len(n.groups); i++ {
		for j := min(i+mostGroups, len(n.groups)); j > i; j-- {
			if f, ok := n.judge(i, j); ok {
				found = append(found, f)
				i = j - 1
				break
			}
		}
	}
	return found
}

// judge tells what the groups from i up to j are.
func (n number) judge(i, j int) (Find, bool) {
	var digits, shape []int
	for _, g := range n.groups[i:j] {
		digits, shape = append(digits, g.digits...), append(shape, len(g.digits))
	}
	f := Find{From: n.groups[i].from, To: n.groups[j-1].to}
	if !n.begins(i) {
		return f, false
	}
	if last := check(n.at(f.To)); len(digits) == 17 && last == 10 && !letter(n.at(f.To+1)) && digit(n.at(f.To+1)) < 0 {
		f.To++
		return f, identity(append(digits, last))
	}
	if !n.ends(j) {
		return f, false
	}
	switch {
	case identity(digits):
		f.Kind = Identity
	case card(digits, shape):
		f.Kind = Card
	case mobile(digits, shape) && !n.counts(f):
		f.Kind = Mobile
	case j == i+1 && n.abroad(digits, f.From):
		f.Kind = Mobile
	default:
		return f, false
	}
	return f, true
}

func (n number) at(i int) rune {
	if i < 0 || i >= len(n.text) {
		return 0
	}
	return n.text[i]
}

// begins reports whether a number may begin with the group i: it is no part of a code, an amount, or a longer number.
func (n number) begins(i int) bool {
	if i > 0 {
		return n.groups[i].joint == ' ' || i == 1 && n.country(n.groups[0])
	}
	from := n.groups[0].from
	before := n.at(from - 1)
	return !letter(before) && !((before == '.' || before == ',') && digit(n.at(from-2)) >= 0)
}

// ends reports whether a number may end before the group j, likewise.
func (n number) ends(j int) bool {
	if j < len(n.groups) {
		return n.groups[j].joint == ' '
	}
	after := n.at(n.end)
	return !letter(after) && !((after == '.' || after == ',') && digit(n.at(n.end+1)) >= 0)
}

// country reports whether a group is China's code before a telephone number: +86, 0086, 86.
func (n number) country(g group) bool {
	return slices.Equal(g.digits, []int{8, 6}) || slices.Equal(g.digits, []int{0, 0, 8, 6})
}

// abroad tells a mobile number with the country's code before it and nothing between: +8613…, 008613….
func (n number) abroad(digits []int, from int) bool {
	code := 4
	if before := n.at(from - 1); before == '+' || before == '＋' {
		code = 2
	}
	return len(digits) == code+11 && n.country(group{digits: digits[:code]}) && mobile(digits[code:], []int{11})
}

// counts reports whether what stands around says that a number is none to call: of a document or a case, or an amount.
func (n number) counts(f Find) bool {
	return strings.ContainsRune("号元", n.at(f.To)) || strings.ContainsRune("第〕]］", n.at(f.From-1))
}

// provinces are the first two digits of region codes (GB/T 2260).
var provinces = []int{
	11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54,
	61, 62, 63, 64, 65, 71, 81, 82, 83,
}

// weights are those of GB 11643, from the first digit to the last but one.
var weights = [17]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}

// identity tells a citizen's identity number: region, date of birth, order and check digit.
func identity(d []int) bool {
	if len(d) != 18 || !slices.Contains(provinces, 10*d[0]+d[1]) {
		return false
	}
	year, month, day := 1000*d[6]+100*d[7]+10*d[8]+d[9], 10*d[10]+d[11], 10*d[12]+d[13]
	if year < 1900 || year > 2099 || month < 1 || month > 12 || day < 1 || day > days(year, month) {
		return false
	}
	sum := 0
	for i, w := range weights {
		sum += w * d[i]
	}
	return d[17] == (12-sum%11)%11
}

// days is how many days a month has.
func days(year, month int) int {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// issuers are the digits that bank cards begin with, and how long their numbers are.
var issuers = []struct {
	first       string
	least, most int
}{
	{"62", 16, 19},                                                                 // UnionPay
	{"9558", 19, 19},                                                               // a large bank's before UnionPay
	{"4", 16, 16},                                                                  // Visa
	{"51", 16, 16}, {"52", 16, 16}, {"53", 16, 16}, {"54", 16, 16}, {"55", 16, 16}, // Mastercard
	{"3528", 16, 16}, {"356", 16, 16}, {"358", 16, 16}, // JCB
}

// card tells the number of a bank card: in one piece or in fours, with known first digits and a check digit (Luhn).
func card(d, shape []int) bool {
	if len(shape) > 1 {
		for _, n := range shape[:len(shape)-1] {
			if n != 4 && !(n == 6 && len(shape) == 2) {
				return false
			}
		}
	}
	var written strings.Builder
	for _, digit := range d {
		written.WriteByte('0' + byte(digit))
	}
	issued := false
	for _, issuer := range issuers {
		issued = issued || len(d) >= issuer.least && len(d) <= issuer.most &&
			strings.HasPrefix(written.String(), issuer.first)
	}
	sum := 0
	for i, digit := range d {
		if (len(d)-i)%2 == 0 {
			digit *= 2
			if digit > 9 {
				digit -= 9
			}
		}
		sum += digit
	}
	return issued && sum%10 == 0
}

// mobileShapes are the groups in which mobile numbers are written.
var mobileShapes = [][]int{{11}, {3, 4, 4}, {3, 8}, {7, 4}, {4, 3, 4}, {3, 3, 5}}

func mobile(d, shape []int) bool {
	return len(d) == 11 && d[0] == 1 && d[1] >= 3 &&
		slices.ContainsFunc(mobileShapes, func(s []int) bool { return slices.Equal(s, shape) })
}
