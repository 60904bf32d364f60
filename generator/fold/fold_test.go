package fold_test

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"os/exec"
	"strings"
	"testing"
	"unicode/utf8"

	"handbook/generator/fold"
	"handbook/generator/list"
	"handbook/generator/needs"
)

// cases are texts and their form, for both languages.
var cases = map[string]string{
	"":                   "",
	"宅基地":                "宅基地",
	"“一卡通”":              "一卡通",
	"河（湖）长制":             "河湖长制",
	"《条例》第63条":           "条例第63条",
	"牛、羊·马—驴":            "牛羊马驴",
	"[a]'b'\"c\"<d>(e)":  "abcde",
	"ＡＰＰ　ａｐｐ１２":          "app app12",
	"［甲］＂乙＂（丙）":          " 甲  乙 丙", // only narrow once the brackets have been left out
	"DI BAO":             "di bao",
	"lüÜÉЖΣ":             "lvvéжσ",
	"İı\u212a":           "İı ", // a capital whose small letter is two characters, and the sign for kelvin
	"甲，乙；丙。\n丁！":         "甲 乙 丙 \n丁 ",
	"a-b_c.d":            "a b c d",
	"㐀䶿一鿿":               "㐀䶿一鿿",
	"\u33ff\ua000\u4dc0": " \ua000\u4dc0",
	"é\t\r\u00a0\u200bﷺ": "é     ",
	"𬭚a㵲𣲘鿍":              "𬭚a㵲𣲘鿍",
	"😀a":                 "😀a",
	"ئۇيغۇرچە، تىل؟":     "ئۇيغۇرچە، تىل؟",
	"བོད་ཡིག ᠮᠣᠩᠭᠣᠯ":           "བོད་ཡིག ᠮᠣᠩᠭᠣᠯ",
	"\uff00\uff01\uff5e\uff5f": "    ",
}

func TestText(t *testing.T) {
	for text, want := range cases {
		if got := fold.Text(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}

func TestUnbracketed(t *testing.T) {
	for title, want := range map[string]string{"河（湖）长制": "河长制", "做好（甲）乙（丙）": "做好乙", "没有": "没有", "（不完": "（不完"} {
		if got := fold.Unbracketed(title); got != want {
			t.Errorf("%s becomes %s, want %s", title, got, want)
		}
	}
}

// TestBrowser folds texts in packing.js, too: the cases, all that the list says, every character of some blocks by
// itself and between others, and what chance puts together.
func TestBrowser(t *testing.T) {
	texts := []string{}
	for text := range cases {
		texts = append(texts, text)
	}
	texts = append(texts, listed(t)...)
	for _, block := range [][2]rune{
		{0, 0x24f}, {0x370, 0x3ff}, {0x590, 0x6ff}, {0xf00, 0xfff}, {0x1800, 0x18af}, {0x2000, 0x206f},
		{0x2100, 0x214f}, {0x2e80, 0x33ff}, {0x3400, 0x3410}, {0x4db0, 0x4e10}, {0x9ff0, 0xa010},
		{0xd7f0, 0xd7ff}, {0xe000, 0xe010}, {0xf900, 0xf910}, {0xfe10, 0xffff}, {0x1f600, 0x1f610}, {0x20000, 0x20010},
	} {
		for r := block[0]; r <= block[1]; r++ {
			texts = append(texts, string(r), "民"+string(r)+"Ａ")
		}
	}
	chance := rand.New(rand.NewPCG(1, 2)) // the same texts in every run
	from := [...][2]int{
		{0, 0x80}, {0xff00, 0x100}, {0x600, 0x100}, {0x3400, 0x6c00}, {0, 0xd800}, {0xe000, 0x102000},
		{0x10000, 0x20000},
	}
	for range 2000 {
		var b strings.Builder
		for range chance.IntN(40) {
			block := from[chance.IntN(len(from))]
			b.WriteRune(rune(block[0] + chance.IntN(block[1])))
		}
		texts = append(texts, b.String())
	}
	for i, got := range inBrowser(t, texts) {
		if want := fold.Text(texts[i]); got != want {
			t.Errorf("%q becomes %q in packing.js, %q here", texts[i], got, want)
		}
	}
}

// listed is what the list says: titles, headings and duties, each once.
func listed(t *testing.T) []string {
	t.Helper()
	county, _ := list.Load("../../data")
	var all []string
	for _, town := range county.Towns {
		for _, item := range town.Items() {
			all = append(all, item.Title, item.Statement)
			for _, blocks := range [][]list.Block{item.County, item.Town, item.Takeovers} {
				for _, b := range blocks {
					all = append(append(all, b.Heading), b.Duties...)
				}
			}
		}
	}
	if len(all) == 0 {
		t.Fatal("there is no list in ../../data")
	}
	return all
}

// inBrowser returns what packing.js makes of texts.
func inBrowser(t *testing.T, texts []string) (folded []string) {
	t.Helper()
	in, err := json.Marshal(texts)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), needs.Program(t, "node"), "-e", `
		const fs = require('fs'), vm = require('vm');
		vm.runInThisContext(fs.readFileSync('../../themes/handbook/assets/search/packing.js', 'utf8'));
		console.log(JSON.stringify(JSON.parse(fs.readFileSync(0, 'utf8')).map(handbook.packing.fold)));`)
	cmd.Stdin = bytes.NewReader(in)
	var complaints bytes.Buffer
	cmd.Stderr = &complaints
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("node: %v\n%s", err, &complaints)
	}
	if err := json.Unmarshal(out, &folded); err != nil || len(folded) != len(texts) {
		t.Fatalf("node returned %d of %d texts: %v", len(folded), len(texts), err)
	}
	return folded
}

func FuzzFold(f *testing.F) {
	for text := range cases {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		folded := fold.Text(text)
		if fold.Text(folded) != folded || !utf8.ValidString(folded) {
			t.Errorf("%q becomes %q, and that %q", text, folded, fold.Text(folded))
		}
	})
}
