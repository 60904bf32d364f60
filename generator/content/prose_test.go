package content

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"handbook/generator/diag"
)

// found reads a page of this text and says what was found, each as "line:column length: message".
func found(t *testing.T, dir, text string) []string {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, "page.md"), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	var said []string
	_, findings := Read(dir, nil)
	for _, f := range findings {
		said = append(said, fmt.Sprintf("%d:%d %d: %s", f.Line, f.Col, f.Len, f.Message))
	}
	return said
}

// Each paragraph with where something is found, and the character; "" where nothing is.
func TestProse(t *testing.T) {
	dir := t.TempDir()
	for _, c := range []struct{ text, want string }{
		{"第一段，第二句。", ""},
		{"第一段 第二句", "7:4 1: U+0020 SPACE"},
		{"第一段,第二句", "7:4 1: ',' is U+002C COMMA"},
		{"第一段\\,第二句", ""}, // escaped: it is meant
		{"第一段\n第二句", ""},
		{"第一段 \n 第二句", ""},
		{"第一段  \n第二 句", "8:3 1: U+0020 SPACE"},
		{"\u3000\u3000第一段", "7:1 2: U+3000 IDEOGRAPHIC SPACE"},
		{"- 甲\n- 乙\n  1. 丙\n", ""},
		{"> 甲\n> 乙", ""},
		{"## 甲 乙", "7:5 1: U+0020 SPACE"},
		{"## 甲 ##", ""},
		{"    代码 里,的", ""},
		{"```\n代码 里,的\n```", ""},
		{"甲 `代码 里` 乙", ""},
		{"甲 **乙** 丙", ""},
		{"甲 **乙,丙**", "7:6 1: ',' is U+002C COMMA"},
		{"甲**乙**,丙", "7:7 1: ',' is U+002C COMMA"},
		{"[甲](page.md) [乙](page.md \"题 目\")", ""},
		{"<https://www.example.gov.cn/a,b>，甲", ""},
		{"甲\t乙", ""}, // a tab is Markdown's
		{"⺠政", "7:1 1: '⺠' is U+2EA0 CJK RADICAL CIVILIAN"},
		{"`⺠政`", "7:2 1: '⺠' is U+2EA0 CJK RADICAL CIVILIAN"},
		{"甲\u200b乙", "7:2 1: U+200B ZERO WIDTH SPACE"},
		{"👨\u200d👩", ""},
		{"电话13812345678", "7:3 11: a mobile number"},
	} {
		said := found(t, dir, "---\ntitle: \"页\"\n---\n\n# 页\n\n"+c.text+"\n")
		switch {
		case c.want == "" && len(said) == 0:
		case c.want == "" || len(said) != 1 || !strings.HasPrefix(said[0], c.want):
			t.Errorf("%q: %q, want %q", c.text, said, c.want)
		}
	}
}

// Whatever a page says, a finding stands in one of its lines.
func FuzzPage(f *testing.F) {
	for _, text := range []string{
		"甲 **乙,丙** `x`  \n丁 戊", "\u3000甲<https://a.cn>,乙", "![甲 乙](x.png) 丙", "⺠\u00a0\x00",
		"> - 1. 甲 乙\n\t丙", "甲&nbsp;乙 \\",
		"[甲][乙] 丙\n\n[乙]: x", "13812345678",
	} {
		f.Add(text)
	}
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, text string) {
		text = "---\ntitle: \"页\"\n---\n\n# 页\n\n" + text
		if err := os.WriteFile(filepath.Join(dir, "page.md"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		_, findings := Read(dir, nil)
		for _, f := range findings {
			lines := 1 + strings.Count(text, "\n")
			if f.Message == "" || f.Line < 0 || f.Line > lines || f.Line > 0 && f.Col < 1 || f.Len < 0 {
				t.Errorf("%+v", f)
			}
			_ = diag.Finding.String(f)
		}
	})
}
