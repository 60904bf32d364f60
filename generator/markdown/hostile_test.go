package markdown_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"

	"handbook/generator/list"
)

// hostileTexts would mean something in Markdown, in HTML or to Hugo.
var hostileTexts = []string{
	"1. ", "# ", "- ", "> ", ": ", "===", "* * *", "``` ", "| a | b |", "!", "\\", "*a* __b__ ~~c~~",
	"<b>&amp;<!--more-->", "[a](b) ![c](d) [^1]",
	"{{< toc >}} {{% toc %}}", "{#id .class}", "`a` ``b", "</li></ol>", " ", "http://example.org <http://example.org>",
}

// Texts that would mean something in Markdown change no page but for themselves: each has the elements that it has with
// plain texts.
func TestHostileTextsMakeNoElements(t *testing.T) {
	markdown := goldmark.New(goldmark.WithParserOptions(parser.WithAttribute()), goldmark.WithExtensions(
		extension.Table, extension.Strikethrough, extension.TaskList, extension.DefinitionList, extension.Footnote))
	elements := func(county *list.County) map[string]string {
		of := map[string]string{}
		for _, p := range files(county) {
			_, body, _ := strings.Cut(strings.TrimPrefix(p.Text, "---\n"), "\n---\n")
			var html strings.Builder
			if err := markdown.Convert([]byte(body), &html); err != nil {
				t.Fatal(err)
			}
			of[p.Path] = strings.Join(regexp.MustCompile(`<[^>]*>`).FindAllString(html.String(), -1), "")
		}
		return of
	}
	want := elements(load(t, sample))
	for _, hostile := range hostileTexts {
		county := load(t, sample)
		spoil(county, hostile)
		for file, got := range elements(county) {
			if got != want[file] {
				t.Errorf("%q changes %s\n got %s\nwant %s", hostile, file, got, want[file])
			}
		}
	}
}

// spoil puts a text before and after each text of a county. Names stay the same wherever they are mentioned.
func spoil(county *list.County, hostile string) {
	around := func(s string) string { return hostile + s + hostile }
	var names []string
	for _, d := range county.Departments {
		for _, name := range []string{d.Name, county.Towns[0].County + d.Short} {
			names = append(names, name, strings.Replace(name, d.Short, around(d.Short), 1))
		}
	}
	mentioned := strings.NewReplacer(names...)
	for _, d := range county.Departments {
		d.Name, d.Short = mentioned.Replace(d.Name), around(d.Short)
	}
	for _, c := range county.Categories {
		c.Name = around(c.Name)
	}
	for _, t := range county.Towns {
		for i, s := range t.Preface {
			t.Preface[i].Heading = around(s.Heading)
			for j, p := range s.Paragraphs {
				// What a list is, is said after these words, and shown on other pages.
				if before, after, ok := strings.Cut(p, "清单是"); ok {
					s.Paragraphs[j] = before + "清单是" + around(strings.TrimSuffix(after, "。")) + "。"
				} else {
					s.Paragraphs[j] = around(p)
				}
			}
		}
		for _, item := range t.Items() {
			item.Title = around(item.Title)
			if item.Note != "" {
				item.Note = around(item.Note)
			}
			if item.Statement != "" {
				item.Statement = around(item.Statement)
			}
			for _, b := range item.Blocks() {
				if b.Heading != "" {
					b.Heading = around(b.Heading)
				}
				for i, d := range b.Duties {
					b.Duties[i] = around(mentioned.Replace(d))
				}
			}
		}
	}
}
