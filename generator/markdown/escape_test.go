package markdown

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/util"
)

// readers are who reads the pages: any viewer of CommonMark, and Hugo with every extension that it may have switched on
// but the two that exist to change text (linkify, typographer).
var readers = map[string]goldmark.Markdown{
	"CommonMark": goldmark.New(),
	"Hugo": goldmark.New(
		goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.TaskList,
			extension.DefinitionList, extension.Footnote,
			extension.NewCJK(extension.WithEastAsianLineBreaks(extension.EastAsianLineBreaksCSS3Draft))),
		goldmark.WithParserOptions(parser.WithAttribute()),
	),
}

// contexts are the places where pages have a text of the list.
var contexts = []struct{ name, before, after string }{
	{"paragraph", "\n", "\n"},
	{"paragraph after another", "\n上文\n\n", "\n"},
	{"paragraph of two texts", "\n上文。", "共 3 项。\n"},
	{"line after another", "\nabove\n", "\n"},
	{"numbered duty", "\n1. 上条；\n2. ", "\n3. 下条。\n"},
	{"first numbered duty", "\n1. ", "\n"},
	{"heading", "\n### ", "\n\n正文\n"},
	{"heading after a department", "\n### [泽普县公安局](x.md)（", "）\n"},
	{"link", "\n- **配** 1 [", "](002.md) *部门*\n"},
	{"link in a heading", "\n## [", "](_index.md) 3 项\n"},
	{"link at the start of a duty", "\n1. [", "](x.md)配合\n"},
	{"text before a link", "\n1. ", "[泽普县公安局](x.md)\n"},
	{"text after a link", "\n1. [泽普县公安局](x.md)", "\n"},
	{"emphasis", "\n- [事项](x.md) *", "*\n"},
	{"note", "\n> ", "\n"},
}

// Any text comes back from Markdown exactly as it was, whatever it stands in, and is nothing but text: what surrounds
// it is read as it would be around a plain word. Left out are
//   - what is not UTF-8, and NUL, which Markdown replaces: the loader takes neither;
//   - in emphasis, white space at the ends, which the loader does not let pass either;
//   - where two lines meet, Hugo's way with Chinese, which has no space between them;
//   - a department's name of one character, which alone in brackets may look like the box of a task.
func FuzzEscape(f *testing.F) {
	for _, text := range []string{
		"1.", "1. 第一", "12) 甲", "1234567890.", "2024年", "+ 甲", "- 甲", "* 甲", "# 甲", "甲 #", "甲 ##", "###",
		"> 甲", ": 甲", "= ", "===", "---", "***", "___",
		"甲！", "甲!", "![甲](x)", "[甲](x)", "[甲]: x", "[^1]", "[x] 甲", "[ ]",
		"{{< toc >}}", "{{% toc %}}", "{{</* toc */>}}", "{", "{{", "甲{#id}", "甲 {.a b=c}", "<!--more-->", "<!-- 甲 -->",
		"甲\\", "\\甲", "\\\\", "\\*", " 甲", "甲 ", "  ", "甲  乙", "　甲　", "&amp;", "&#35;", "&", "<b>",
		"<http://x.cn>", "<a@b.cn>", "http://x.cn", "www.x.cn", "a@b.cn", "`甲`", "```", "``` chart", "~~甲~~", "~~~",
		"|甲|乙|", "a_b_c", "*甲*", "**甲**", "مەزكۇر", "א\u200fב", "\u202e甲", "甲\u00a0乙", "\u2028", "\ufeff",
		"😀", ":smile:", "\"甲\"", "'甲'", "--", "...", "\t甲", "甲\n乙", "甲\r\n乙", "\x01\x7f", "$x$", "^甲^", "==甲==",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if text == "" || !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
			t.Skip()
		}
		escaped := escape(text)
		if strings.ContainsAny(escaped, "\n\r\t") {
			t.Errorf("%q became more than a line: %q", text, escaped)
		}
		for _, call := range []string{"{{<", "{{%", "<!--more-->"} {
			if strings.Contains(escaped, call) {
				t.Errorf("%q: Hugo sees %q in %q", text, call, escaped)
			}
		}
		for _, c := range contexts {
			switch {
			case c.name == "emphasis" && text != strings.TrimSpace(text),
				c.name == "link at the start of a duty" && utf8.RuneCountInString(text) == 1:
				continue
			}
			for reader, markdown := range readers {
				if c.name == "line after another" && reader == "Hugo" {
					continue
				}
				around := render(t, markdown, c.before+"WORD"+c.after)
				want := strings.Replace(around, "WORD", string(util.EscapeHTML([]byte(text))), 1)
				if got := render(t, markdown, c.before+escaped+c.after); got != want {
					t.Errorf("%s, %s: %q, written %q\n got %q\nwant %q", reader, c.name, text, escaped, got, want)
				}
			}
		}
	})
}

func render(t testing.TB, markdown goldmark.Markdown, text string) string {
	t.Helper()
	var b strings.Builder
	if err := markdown.Convert([]byte(text), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// A text in the front matter comes back from the reader that Hugo uses, and from any reader of JSON.
func FuzzQuote(f *testing.F) {
	for _, text := range []string{
		"", "甲", "a: b", "- a", "---", "#", "\"", "\\", "\\n", "'", "{}", "[]", "null", "true", "1.0", "2024-01-01",
		"\x00\x01\x1f\x7f\u0085\u009f", "\u2028\u2029\ufeff", "甲\n乙", "😀", "\ue000", "\uffff", "\U0010ffff",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			t.Skip()
		}
		quoted := quote(text)
		var fromJSON string
		if err := json.Unmarshal([]byte(quoted), &fromJSON); err != nil || fromJSON != text {
			t.Errorf("JSON: %q, written %s, came back as %q (%v)", text, quoted, fromJSON, err)
		}
		var fromYAML struct {
			Title string
			Parts []string
		}
		front := "# generated\ntitle: " + quoted + "\nparts: [" + quoted + ", " + quoted + "]\n"
		err := yaml.Unmarshal([]byte(front), &fromYAML)
		if err != nil || fromYAML.Title != text || len(fromYAML.Parts) != 2 || fromYAML.Parts[1] != text {
			t.Errorf("YAML: %q, written %s, came back as %q (%v)", text, quoted, fromYAML, err)
		}
	})
}
