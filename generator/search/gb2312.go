package search

import (
	"slices"
	"strings"

	"golang.org/x/text/encoding/simplifiedchinese"

	"handbook/generator/pinyin"
)

// The 3,755 common characters of GB 2312 stand in the order of their pinyin, and every browser can decode them. So
// neither the characters nor their syllables need be sent: a count of characters for each syllable is enough.
func commonCharacters() []rune {
	var raw []byte
	for row := byte(0xb0); row <= 0xd7; row++ {
		last := byte(0xfe)
		if row == 0xd7 {
			last = 0xf9
		}
		for cell := byte(0xa1); cell <= last; cell++ {
			raw = append(raw, row, cell)
		}
	}
	text, err := simplifiedchinese.GBK.NewDecoder().Bytes(raw)
	if err != nil {
		panic(err) // the bytes are the table itself
	}
	return []rune(string(text))
}

// finals are what may follow an initial. The browser has the same list.
var finals = strings.Fields("a ai an ang ao e ei en eng er i ia ian iang iao ie in ing iong iu " +
	"o ong ou u ua uai uan uang ue ui un uo v ve")

// syllableRuns is the common characters' syllables, for each initial "zh:" and then for each final a sign that counts
// from 1 and a sign that says how many characters it has, and the syllable that the order gives each character. A
// character that go-pinyin reads otherwise takes the syllable of those around it.
func syllableRuns(chars []rune) (runs string, of map[rune]string) {
	of = make(map[rune]string, len(chars))
	var b strings.Builder
	current, n, group := "", 0, ""
	flush := func() {
		if n == 0 {
			return
		}
		cut := strings.IndexAny(current, "aeiouv")
		if current[:cut] != group || b.Len() == 0 {
			if b.Len() > 0 {
				b.WriteByte(' ')
			}
			group = current[:cut]
			b.WriteString(group + ":")
		}
		b.WriteByte(signs[1+slices.Index(finals, current[cut:])])
		b.WriteByte(signs[n])
	}
	for i, c := range chars {
		s := pinyin.Alone(c)
		if s != current && !(s > current && (i+1 == len(chars) || confirmed(chars[i+1:], s))) {
			s = current
		}
		if s != current || n == len(signs)-1 {
			flush()
			current, n = s, 0
		}
		n++
		of[c] = s
	}
	flush()
	return b.String(), of
}

// confirmed says whether the characters that follow go on from syllable s: one that is out of order does not start a
// run.
func confirmed(next []rune, s string) bool {
	n := 0
	for _, c := range next[:min(4, len(next))] {
		if t := pinyin.Alone(c); t >= s && t[0] == s[0] || t > s && t[0] == s[0]+1 {
			n++
		}
	}
	return n >= 2 || len(next) < 4
}
