package privacy_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"handbook/generator/privacy"
)

// Each text as a terminal shows it; the same text where nothing is found. The numbers are made up.
func TestMask(t *testing.T) {
	for _, c := range []struct{ text, masked, kinds string }{
		// Identity numbers: the check digit of GB 11643 is right.
		{"身份证11010519491231002X。", "身份证110*************2X。", "[identity 3–21]"},
		{"身份证11010519491231002x", "身份证110*************2x", "[identity 3–21]"},
		{"440524188001010014", "440524188001010014", ""}, // nobody's: born in 1880
		{"653124199001011230", "653124199001011230", ""}, // wrong check digit
		{"653124199002301239", "653124199002301239", ""}, // 30 February
		{"110105 19491231 002X", "110*** ******** **2X", "[identity 0–20]"},
		{"110105-19491231-002X", "110***-********-**2X", "[identity 0–20]"},
		{"１１０１０５１９４９１２３１００２Ｘ", "１１０＊＊＊＊＊＊＊＊＊＊＊＊＊２Ｘ", "[identity 0–18]"},
		{"a11010519491231002X", "a11010519491231002X", ""},
		{"11010519491231002XY", "11010519491231002XY", ""},
		{"911010519491231002X", "911010519491231002X", ""}, // 19 characters
		{"信用代码11653124010413005Q", "信用代码11653124010413005Q", ""},

		// Bank cards: the check digit of Luhn is right.
		{"卡号6222021234567890128", "卡号622**************28", "[card 2–21]"},
		{"6222 0212 3456 7890 128", "622* **** **** **** *28", "[card 0–23]"},
		{"6222021234567890127", "6222021234567890127", ""}, // wrong check digit
		{"4111111111111111", "411***********11", "[card 0–16]"},
		{"8111111111111111", "8111111111111111", ""},

		// Mobile numbers.
		{"电话13812345678。", "电话138******78。", "[mobile 2–13]"},
		{"138 1234 5678", "138 **** **78", "[mobile 0–13]"},
		{"138-1234-5678", "138-****-**78", "[mobile 0–13]"},
		{"+86 13812345678", "+86 138******78", "[mobile 4–15]"},
		{"+86-138-1234-5678", "+86-138-****-**78", "[mobile 4–17]"},
		{"+8613812345678", "+861********78", "[mobile 1–14]"},
		{"008613812345678", "008**********78", "[mobile 0–15]"},
		{"１３８１２３４５６７８", "１３８＊＊＊＊＊＊７８", "[mobile 0–11]"},
		{"13812345678/13912345678", "138******78/139******78", "[mobile 0–11 mobile 12–23]"},
		{"13812345678 13912345678", "138******78 139******78", "[mobile 0–11 mobile 12–23]"},
		{"1 13812345678", "1 138******78", "[mobile 2–13]"},
		{"13812345678-13912345678", "13812345678-13912345678", ""},
		{"12812345678", "12812345678", ""},
		{"138123456789", "138123456789", ""},         // longer
		{"0138123456789012", "0138123456789012", ""}, // of a document
		{"〔2024〕13812345678号", "〔2024〕13812345678号", ""},
		{"第13812345678", "第13812345678", ""},
		{"15000000000元", "15000000000元", ""},
		{"NO13812345678", "NO13812345678", ""},
		{"0.13812345678", "0.13812345678", ""},
		{"13812345678.5", "13812345678.5", ""},
		{"13812345678.", "138******78.", "[mobile 0–11]"},
		{"2024-13812345678", "2024-13812345678", ""},
		{"0998-7654321、12345、110", "0998-7654321、12345、110", ""},
		{"138****5678", "138****5678", ""},
		{"2025年6月30日", "2025年6月30日", ""},
		{"", "", ""},
	} {
		if got := privacy.Mask(c.text); got != c.masked {
			t.Errorf("%q is masked as %q, want %q", c.text, got, c.masked)
		}
		var kinds []string
		for _, f := range privacy.Finds([]rune(c.text)) {
			kind := [...]string{"identity", "card", "mobile"}[f.Kind]
			kinds = append(kinds, fmt.Sprintf("%s %d–%d", kind, f.From, f.To))
		}
		if got := fmt.Sprint(kinds); got != c.kinds && !(c.kinds == "" && len(kinds) == 0) {
			t.Errorf("%q: %s, want %s", c.text, got, c.kinds)
		}
	}
}

// What is masked shows no number any more, and takes as much room.
func FuzzMask(f *testing.F) {
	for _, text := range []string{
		"11010519491231002X", "6222 0212 3456 7890 128", "+86-138-1234-5678", "１３８１２３４５６７８", "1 1 1 1 1 1 1 1",
		"13812345678\xff",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		at := 0
		for _, find := range privacy.Finds([]rune(text)) {
			if find.From < at || find.To-find.From < 11 || find.To > len([]rune(text)) {
				t.Fatalf("%q: %+v", text, find)
			}
			at = find.To
		}
		masked := privacy.Mask(text)
		if left := privacy.Finds([]rune(masked)); len(left) > 0 {
			t.Errorf("%q is masked as %q, which has %v", text, masked, left)
		}
		if utf8.RuneCountInString(masked) != utf8.RuneCountInString(text) {
			t.Errorf("%q is masked as %q", text, masked)
		}
	})
}

// The time grows with the text and no faster.
func BenchmarkFinds(b *testing.B) {
	text := []rune(strings.Repeat("1 ", 50_000))
	for b.Loop() {
		privacy.Finds(text)
	}
}
