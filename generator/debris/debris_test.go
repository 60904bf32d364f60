package debris_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"handbook/generator/debris"
)

// Each text as it should be, with what is said of the first find; the same text where nothing is found.
func TestFinds(t *testing.T) {
	for _, c := range []struct{ text, mended, says string }{
		// What looks like another character.
		{"⺠政局", "民政局", `0–1: '⺠' is U+2EA0 CJK RADICAL CIVILIAN and only looks like '民', U+6C11`},
		{"任⻓、⽣产", "任长、生产", `1–2: '⻓' is U+2ED3 CJK RADICAL C-SIMPLIFIED LONG and only looks like '长', U+957F`},
		{"⽣产", "生产", `0–1: '⽣' is U+2F63 KANGXI RADICAL LIFE and only looks like '生', U+751F`},
		{"⻢⺟", "马母", "0–1"},
		{"每⼾⾭⿈", "每户青黄", `1–2: '⼾' is U+2F3E KANGXI RADICAL DOOR and only looks like '户', U+6237`},
		{"\uf9b5子", "例子", "0–1: '\uf9b5' is U+F9B5 CJK COMPATIBILITY IDEOGRAPH-F9B5 and only looks like '例', U+4F8B"},
		{"\U0002f800", "丽", "0–1"},
		{"㇐般", "一般", `0–1: '㇐' is U+31D0 CJK STROKE H`},
		{"⺀", "□", `0–1: '⺀' is U+2E80 CJK RADICAL REPEAT, a part of characters and none itself`},
		{"\ufa0e㵲𣲘𬭚鿍〇々㇀", "\ufa0e㵲𣲘𬭚鿍〇々㇀", ""}, // characters of their own

		// What nobody sees, or no font has.
		{"民\u200b政局", "民政局", "1–2: U+200B ZERO WIDTH SPACE, which nobody sees"},
		{"民\u202e政\u202c局", "民政局", "1–2: U+202E RIGHT-TO-LEFT OVERRIDE"},
		{"信息公\u00ad开", "信息公开", "3–4: U+00AD SOFT HYPHEN"},
		{"\ufeff民政局", "民政局", "0–1: U+FEFF ZERO WIDTH NO-BREAK SPACE"},
		{"民\u2060\u200b政", "民政", "1–3: U+2060 WORD JOINER"},
		{"民\ufe00政", "民政", "1–2: U+FE00 VARIATION SELECTOR-1"},
		{"民\U000e0100", "民", "1–2"},
		{"民\x1b政", "民政", "1–2: U+001B ESCAPE"},
		{"民\u3164政", "民政", "1–2: U+3164 HANGUL FILLER"},
		{"民\ue000局", "民□局", "1–2: U+E000 of private use, which is another character in each font"},
		{"民\ufffd局", "民□局", "1–2: U+FFFD REPLACEMENT CHARACTER, where a character was lost"},
		{"民\uffff局", "民□局", "1–2: U+FFFF no character"},

		// Scripts that need what nobody sees between letters; Chinese does not.
		{"ئۇيغۇر\u200cچە (قۇمۇل\u200f)", "ئۇيغۇر\u200cچە (قۇمۇل\u200f)", ""},
		{"奎依巴格镇 ھۆكۈمىتى\u200f。", "奎依巴格镇 ھۆكۈمىتى\u200f。", ""},
		{"\u200fئۇيغۇر", "\u200fئۇيغۇر", ""},
		{"ᠮᠣᠩᠭ\u180eᠠ", "ᠮᠣᠩᠭ\u180eᠠ", ""},
		{"བོད་\u200dཡིག", "བོད་\u200dཡིག", ""},
		{"👨\u200d👩\u200d👧、⚠\ufe0f", "👨\u200d👩\u200d👧、⚠\ufe0f", ""},
		{"民\u200d政\u200f局", "民政局", "1–2: U+200D ZERO WIDTH JOINER"},
		{"ABC\u200eDEF", "ABCDEF", "3–4: U+200E LEFT-TO-RIGHT MARK"},

		// Spaces.
		{"民\u00a0政局", "民政局", "1–2: U+00A0 NO-BREAK SPACE, which is no plain space"},
		{"2025\u00a0年", "2025 年", "4–5: U+00A0"},
		{"a\u2003b", "a b", "1–2: U+2003 EM SPACE"},
		{"民\t政", "民政", "1–2: U+0009 CHARACTER TABULATION"},
		{"民 \n 政", "民政", "1–4: U+000A LINE FEED"},
		{"民 \u200b 政", "民政", "1–4: U+200B"},
		{"a \u200b b", "a b", "1–4: U+200B"},
		{"民　政　局", "民政局", "1–2: U+3000 IDEOGRAPHIC SPACE, within a text"},
		{"民 政 局", "民政局", "1–2: U+0020 SPACE, between Chinese characters"},
		{"工作， 组织", "工作，组织", "3–4: U+0020"},
		{"落实“三会一课” 制度", "落实“三会一课”制度", "8–9: U+0020"},
		{"下辖 6 个村", "下辖 6 个村", ""},
		{"GB 2312 标准", "GB 2312 标准", ""},
		{" 民政局 ", " 民政局 ", ""}, // the ends are for who reads the text

		// Half-width punctuation.
		{"宣传,组织", "宣传，组织", "2–3: ',' is U+002C COMMA, half-width, between Chinese characters"},
		{"宣传, 组织", "宣传，组织", "2–4: ','"},
		{"宣传 (组织)", "宣传（组织）", "2–4: '('"},
		{"做好工作;", "做好工作；", "4–5: ';' is U+003B SEMICOLON"},
		{"做好工作.", "做好工作。", "4–5: '.' is U+002E FULL STOP"},
		{"各村(社区)推荐", "各村（社区）推荐", "2–3: '(' is U+0028 LEFT PARENTHESIS"},
		{"各村(社区),推荐", "各村（社区），推荐", "2–3"},
		{"(一)加强", "（一）加强", "0–1"},
		{"公司(GB级)", "公司（GB级）", "2–3"},
		{"“三会一课”,制度", "“三会一课”，制度", "6–7"},
		{"吗?好!", "吗？好！", "1–2: '?' is U+003F QUESTION MARK"},
		{"时间:周一", "时间：周一", "2–3"},
		{"1.5公里、2025.6.30、8:00", "1.5公里、2025.6.30、8:00", ""},
		{"时间:8:00", "时间:8:00", ""},
		{"第1,000户", "第1,000户", ""},
		{"《办法》(2024)", "《办法》(2024)", ""},
		{"见 https://www.example.gov.cn/a.b?c=1。", "见 https://www.example.gov.cn/a.b?c=1。", ""},
		{"Hello, world. (yes)", "Hello, world. (yes)", ""},
		{"等...待", "等...待", ""},
		{"a@b.cn,c", "a@b.cn,c", ""},
		{"", "", ""}, {"民政局", "民政局", ""}, {".", ".", ""}, {"“ABC”.", "“ABC”.", ""},

		// Together.
		{"⺠ 政\u200b局,⽔利局", "民政局，水利局", "0–1"},
	} {
		finds := debris.Finds(c.text)
		if mended := debris.Mend(c.text, finds); mended != c.mended {
			t.Errorf("%q is mended as %q, want %q", c.text, mended, c.mended)
		}
		says := ""
		if len(finds) > 0 {
			says = fmt.Sprintf("%d–%d: %s", finds[0].From, finds[0].To, finds[0])
		}
		if (says == "") != (c.says == "") || !strings.HasPrefix(says, c.says) {
			t.Errorf("%q: %s; want %s", c.text, says, c.says)
		}
	}
}

func TestSum(t *testing.T) {
	text := strings.Repeat("甲", 30) + "⺠政" + strings.Repeat("乙", 60) + "⻓"
	got := debris.Sum(text, debris.Finds(text), debris.Finds(text))
	want := debris.Summary{
		From: 30, To: 31,
		Message: "'⺠' is U+2EA0 CJK RADICAL CIVILIAN and only looks like '民', U+6C11; and 1 more in this text",
		Mended:  "…" + strings.Repeat("甲", 16) + "民政" + strings.Repeat("乙", 30) + "…",
	}
	if got != want {
		t.Errorf("%+v\nwant %+v", got, want)
	}
}

func TestSure(t *testing.T) {
	sure, doubtful := debris.Sure(debris.Finds("⺠ 政,局\u00a0"))
	if len(sure) != 2 || len(doubtful) != 2 {
		t.Errorf("%v, %v", sure, doubtful)
	}
}

func TestDiffer(t *testing.T) {
	for _, c := range []struct{ a, b, want string }{
		{"买买提·江", "买买提・江", "'·' is U+00B7 MIDDLE DOT, '・' is U+30FB KATAKANA MIDDLE DOT"},
		{"民政局", "民政局", ""},
		{"民政局", "民政所", ""},
		{"（一）", "(一)", ""},
		{"甲", "甲乙", ""},
	} {
		if got := debris.Differ(c.a, c.b); got != c.want {
			t.Errorf("%q, %q: %q, want %q", c.a, c.b, got, c.want)
		}
	}
}

// What is mended has no debris, whether all of it is mended or what is sure alone; finds stand one after the other.
func FuzzMend(f *testing.F) {
	for _, text := range []string{
		"⺠ 政\u200b局,⽔利局", "(a民)政,民", "民,(a民)政", "ئ\u200c民\ufe00\u200d", "民.\u200b.民", "👨\u200d👩",
		"\U000e0100民\U000e0100",
		"a \u200b b", "民\u3000", "..民.", "\xff民", "⺀,民", "㇐\u200dئ",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		finds, at := debris.Finds(text), 0
		for _, f := range finds {
			if f.From < at || f.To <= f.From || f.To > len([]rune(text)) || f.String() == "" {
				t.Fatalf("%q: %+v", text, finds)
			}
			at = f.To
		}
		mended := debris.Mend(text, finds)
		if left := debris.Finds(mended); len(left) > 0 {
			t.Errorf("%q is mended as %q, which has %v", text, mended, left)
		}
		sure, _ := debris.Sure(finds)
		mended = debris.Mend(text, sure)
		if left, _ := debris.Sure(debris.Finds(mended)); len(left) > 0 {
			t.Errorf("%q is mended for sure as %q, which has %v", text, mended, left)
		}
	})
}

// The time grows with the text and no faster, whatever it is made of.
func TestLong(t *testing.T) {
	for _, piece := range []string{
		"\u200c", "\ufe00", "民\ufe00\u200d", "(", "(民", ",", "民.", ".", " ", "⺠ ", "(a民)", "(民a)", "ئ\u200c",
	} {
		text := strings.Repeat(piece, 50_000/len([]rune(piece)))
		start := time.Now()
		debris.Mend(text, debris.Finds(text))
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%q, many times over: %v", piece, took)
		}
	}
}
