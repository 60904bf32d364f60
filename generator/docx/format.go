package docx

import (
	"fmt"
	"strconv"
	"strings"
)

// format writes a number as a list of this format does (ECMA-376, 17.18.59).
func format(n int, as string) string {
	switch as {
	case "none", "bullet":
		return ""
	case "decimalZero":
		return fmt.Sprintf("%02d", n)
	case "upperLetter":
		return letters(n, 'A')
	case "lowerLetter":
		return letters(n, 'a')
	case "upperRoman":
		return roman(n)
	case "lowerRoman":
		return strings.ToLower(roman(n))
	case "decimalFullWidth", "decimalFullWidth2":
		return strings.Map(func(r rune) rune { return r - '0' + '０' }, strconv.Itoa(n))
	case "decimalEnclosedCircle", "decimalEnclosedCircleChinese":
		return row(n, "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
	case "decimalEnclosedParen":
		return row(n, "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇")
	case "decimalEnclosedFullstop":
		return row(n, "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛")
	case "ideographEnclosedCircle":
		return row(n, "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉")
	case "ideographTraditional":
		return row(n, "甲乙丙丁戊己庚辛壬癸")
	case "ideographZodiac":
		return row(n, "子丑寅卯辰巳午未申酉戌亥")
	case "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
		"taiwaneseCountingThousand":
		return chinese(n, "零一二三四五六七八九", "十百千")
	case "ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand", "koreanDigital2":
		return digits(n, "〇一二三四五六七八九")
	case "chineseLegalSimplified":
		return chinese(n, "零壹贰叁肆伍陆柒捌玖", "拾佰仟")
	case "ideographLegalTraditional":
		return chinese(n, "零壹貳參肆伍陸柒捌玖", "拾佰仟")
	}
	return strconv.Itoa(n)
}

// letters counts A … Z, AA, BB, as Word does.
func letters(n int, first rune) string {
	if n < 1 {
		return strconv.Itoa(n)
	}
	return strings.Repeat(string(first+rune((n-1)%26)), min((n-1)/26+1, 100))
}

func roman(n int) string {
	if n < 1 || n > 3999 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for _, r := range []struct {
		value int
		text  string
	}{
		{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"},
		{9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"},
	} {
		for ; n >= r.value; n -= r.value {
			b.WriteString(r.text)
		}
	}
	return b.String()
}

// row is the n-th of some characters; beyond them, the number itself.
func row(n int, of string) string {
	if runes := []rune(of); n >= 1 && n <= len(runes) {
		return string(runes[n-1])
	}
	return strconv.Itoa(n)
}

// digits writes a number digit by digit.
func digits(n int, with string) string {
	runes := []rune(with)
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return r
		}
		return runes[r-'0']
	}, strconv.Itoa(n))
}

// chinese writes a number below ten thousand as it is spoken: 二十三, 一百零五; from 10 to 19 without the first 一, but 壹拾.
func chinese(n int, with, units string) string {
	if n < 1 || n > 9999 {
		return digits(n, with)
	}
	digit, unit := []rune(with), []rune(units)
	var b strings.Builder
	printed := strconv.Itoa(n)
	gap := false
	for i, r := range printed {
		place := len(printed) - 1 - i
		if r == '0' {
			gap = true
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteRune(digit[0])
		}
		gap = false
		if !(r == '1' && place == 1 && i == 0 && unit[0] == '十') {
			b.WriteRune(digit[r-'0'])
		}
		if place > 0 {
			b.WriteRune(unit[place-1])
		}
	}
	return b.String()
}
