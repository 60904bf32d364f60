package markdown_test

import (
	"fmt"
	"html"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"

	"handbook/generator/list"
	"handbook/generator/markdown"
	"handbook/generator/page"
	"handbook/generator/twin"
)

// TestContract compares every page, as Hugo will have it in HTML, with the forms that themes/README.md promises to the
// layouts: they cut the text there, and where a form was another, ids would be missing and nothing would say so.
func TestContract(t *testing.T) {
	counties := map[string]*list.County{
		"sample": load(t, sample), "two towns": loadTwoTowns(t), "real": load(t, real),
		"with all cells": withAllCells(t), "unlike towns": loadUnlikeTowns(t),
		"many towns":       loadManyTowns(t),
		"real with a twin": twin.Add(load(t, real)), "with all cells and a twin": twin.Add(withAllCells(t)),
	}
	for _, text := range append(hostileTexts, "<h2>", "</h3>", "<p>", "<b>配</b> 1 ", "**配** 1 ", " | 1 | 2") {
		county := load(t, sample)
		spoil(county, text)
		counties[fmt.Sprintf("sample with %q", text)] = county
		unlike := loadUnlikeTowns(t)
		spoil(unlike, text)
		counties[fmt.Sprintf("unlike towns with %q", text)] = unlike
	}
	c := contract{
		// As hugo.toml has it.
		goldmark: goldmark.New(goldmark.WithParserOptions(parser.WithAttribute()), goldmark.WithExtensions(
			extension.NewCJK(extension.WithEastAsianLineBreaks(extension.EastAsianLineBreaksCSS3Draft)))),
		entry: patternOf(t, "_partials/index.html"),
		role:  patternOf(t, "department/page.html"),
		of:    patternOf(t, "_partials/roles-of-towns.html"),
	}
	for name, county := range counties {
		for _, p := range page.All(county) {
			if err := c.check(p); err != nil {
				t.Errorf("%s: %s: %v", name, p.Address.File(), err)
			}
		}
	}
}

// withAllCells is the sample county with what its own document does not have: further columns, cells that are empty,
// and duties with marks of their own.
func withAllCells(t *testing.T) *list.County {
	t.Helper()
	county := load(t, sample)
	town := county.Towns[0]
	for _, kind := range town.Kinds() {
		town.Columns[kind] = []string{"责任岗位", "备注"}
		for i, item := range town.Lists[kind] {
			item.Fields = []list.Field{{Name: "责任岗位", Text: "综治中心"}}
			item.Empty = map[string]string{"备注": "/"}
			item.See = town.Lists[kind][:1]
			switch {
			case kind.Shape() == list.ReclaimedShape:
			case i == 0:
				item.Town, item.Empty[string(list.TownPart)] = nil, list.Blank
			default:
				item.Town = []list.Block{{Duties: []string{"（一）组织宣传；", "（二）上报线索。"}}}
			}
		}
	}
	return county
}

// patternOf is the pattern that a layout replaces.
func patternOf(t *testing.T, layout string) *regexp.Regexp {
	t.Helper()
	text, err := os.ReadFile("../../themes/handbook/layouts/" + layout)
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile("replaceRE `([^`]+)`").FindAllSubmatch(text, -1)
	if len(found) != 1 {
		t.Fatalf("%s replaces %d patterns, want 1", layout, len(found))
	}
	return regexp.MustCompile(string(found[0][1]))
}

// A contract is what pages are checked with; entry, role and of are the patterns of the layouts for an entry of an
// index and an item's heading on a department's page, of one town or of several.
type contract struct {
	goldmark        goldmark.Markdown
	entry, role, of *regexp.Regexp
}

func (c contract) check(p *page.Page) error {
	_, body, _ := strings.Cut(strings.TrimPrefix(markdown.Page(p), "---\n"), "\n---\n")
	var b strings.Builder
	if err := c.goldmark.Convert([]byte(body), &b); err != nil {
		return err
	}
	sections := strings.Split(b.String(), "<h2>")
	if heads := strings.Count(b.String(), "<h2"); heads != len(sections)-1 || heads != len(p.Sections) {
		return fmt.Errorf("%d sections, %d of them without attributes, want %d",
			heads, len(sections)-1, len(p.Sections))
	}
	title, intro, ok := cutOnce(sections[0], "</h1>\n")
	if !ok || !strings.HasPrefix(title, "<h1>") {
		return fmt.Errorf("the title: %q", sections[0])
	}
	// The index of categories is set from the front matter.
	if p.Type != "categories" && !regexp.MustCompile(`^(<p>.*</p>\n)*$`).MatchString(intro) {
		return fmt.Errorf("not only paragraphs before the first section: %q", intro)
	}
	if p.Type == "category" && fact(p, "folded") != nil && !choiceForm.MatchString(intro) {
		return fmt.Errorf("the links to the towns' own pages: %q", intro)
	}
	named := 0
	for i, s := range p.Sections {
		if s.ID != "" {
			named++
		}
		_, text, ok := cutOnce(sections[i+1], "</h2>\n")
		if !ok {
			return fmt.Errorf("the head of a section: %q", sections[i+1])
		}
		if err := c.section(p, s, text); err != nil {
			return fmt.Errorf("section %d: %w", i+1, err)
		}
	}
	if named != 0 && named != len(p.Sections) {
		return fmt.Errorf("%d sections of %d are in parts", named, len(p.Sections))
	}
	return nil
}

// cutOnce cuts a text at what must be in it once.
func cutOnce(text, at string) (before, after string, ok bool) {
	before, after, ok = strings.Cut(text, at)
	return before, after, ok && !strings.Contains(after, at)
}

// section compares a section with its text in HTML, from its head on.
func (c contract) section(p *page.Page, s page.Section, text string) error {
	switch p.Type {
	case "item":
		if s.ID == "see" {
			return c.index(s.Body[0].(page.Index), text)
		}
		return partForm(s, text)
	case "list", "category":
		return c.index(s.Body[0].(page.Index), text)
	case "department":
		if fact(p, "towns") != nil {
			return c.shared(p, s, text)
		}
		return c.roles(p, s, text)
	case "comparisons":
		return c.comparisons(s.Body, fact(p, "folded") != nil, text)
	case "comparison":
		if quotations := strings.Count(text, "<blockquote"); quotations != len(otherForm.FindAllString(text, -1)) {
			return fmt.Errorf("%d quotations, not all of them other wordings: %q", quotations, text)
		}
	case "figures":
		return c.figure(s.Body[1], text)
	}
	return nil
}

var (
	choiceForm = regexp.MustCompile(`^<p>[^<]*</p>\n<p>[^<：]*：(<a [^<]*</a>、)*<a [^<]*</a></p>\n$`)
	noteForm   = regexp.MustCompile(`^<blockquote>\n<p>.*</p>\n</blockquote>\n$`)
	emptyForm  = regexp.MustCompile(`^<p><em>原文此栏.*。</em></p>\n$`)
	blockForm  = regexp.MustCompile(
		`^(?:(.*)</h3>\n)?(?:<p>.*</p>|<(ol)>\n(?:<li>.*</li>\n)+</ol>|<(ul)>\n(?:<li>.*</li>\n)+</ul>)\n$`)
)

// partForm: a part of an item is a note, or blocks of duties; each but the first has a heading, which opens with a link
// where it names a department. A paragraph is one duty, and an element of a list, without <p>, one of several: of one
// that is not ordered where the duties carry marks of their own. An empty cell says so in one <em>.
func partForm(s page.Section, text string) error {
	if s.ID == "note" {
		if !noteForm.MatchString(text) {
			return fmt.Errorf("a note: %q", text)
		}
		return nil
	}
	blocks := strings.Split(text, "<h3>")
	if blocks[0] == "" {
		blocks = blocks[1:]
	}
	if len(blocks) != len(s.Body) {
		return fmt.Errorf("%d blocks, want %d: %q", len(blocks), len(s.Body), text)
	}
	for i, block := range blocks {
		duties := s.Body[i].(page.Duties)
		form := blockForm.FindStringSubmatch(block)
		headed := duties.Head != nil
		if form == nil || (form[1] != "") != headed {
			return fmt.Errorf("a block: %q", block)
		}
		if headed && strings.HasPrefix(block, "<a ") != (duties.Head[0].To != nil) {
			return fmt.Errorf("the head of a block: %q", block)
		}
		if one := len(duties.List) == 1; (form[2] != "") != (!one && !duties.Marked) ||
			(form[3] != "") != (!one && duties.Marked) {
			return fmt.Errorf("marked: %v: %q", duties.Marked, block)
		}
		if first := duties.List[0]; first[0].Style == page.Aside && !emptyForm.MatchString(block) {
			return fmt.Errorf("an empty cell: %q", block)
		}
		if n := max(1, strings.Count(block, "<li>")); n != len(duties.List) {
			return fmt.Errorf("%d duties, want %d: %q", n, len(duties.List), block)
		}
	}
	return nil
}

// index: one list, and every element of it opens with a mark and a number.
func (c contract) index(entries page.Index, text string) error {
	lines := strings.Split(text, "\n")
	if len(lines) != len(entries)+3 ||
		lines[0] != "<ul>" || lines[len(lines)-2] != "</ul>" || lines[len(lines)-1] != "" {
		return fmt.Errorf("an index of %d entries: %q", len(entries), text)
	}
	for i, e := range entries {
		if err := matches(c.entry, lines[i+1], e.Mark, e.No); err != nil {
			return err
		}
	}
	return nil
}

// roles: on a department's page every third-level heading opens with a mark and a number, those of the front matter.
func (c contract) roles(p *page.Page, s page.Section, text string) error {
	items := strings.Split(text, "<h3>")[1:]
	var numbers []int
	for i := range p.Sections {
		if p.Sections[i].ID == s.ID {
			for _, f := range fact(p, "lists").([][]page.Fact)[i] {
				if f.Name == "numbers" {
					numbers = f.Value.([]int)
				}
			}
		}
	}
	if len(items) != len(numbers) || strings.Count(text, "<h3") != len(items) {
		return fmt.Errorf("%d items, %d numbers in the front matter", len(items), len(numbers))
	}
	heads := 0
	for _, b := range s.Body {
		if head, ok := b.(page.Heading); ok {
			if err := matches(c.role, "<h3>"+items[heads], head.Text[0].Text, numbers[heads]); err != nil {
				return err
			}
			heads++
		}
	}
	return nil
}

// matches tells whether a text opens with a layout's pattern, with this mark and number in it.
func matches(pattern *regexp.Regexp, text, mark string, no int) error {
	at := pattern.FindStringSubmatch(text)
	if at == nil || !strings.HasPrefix(text, at[0]) || at[1] != mark || at[2] != fmt.Sprint(no) {
		return fmt.Errorf("not %s with %s %d: %q", pattern, mark, no, text)
	}
	return nil
}

// figure: a paragraph, and a fenced block, whose first line names the columns; each other line is a row, and every cell
// of it, rendered by itself, one line of text.
func (c contract) figure(shown page.Block, text string) error {
	name, columns, rows := "table", []string(nil), [][]page.Text(nil)
	switch shown := shown.(type) {
	case page.Chart:
		name, columns = "chart", shown.Columns
		for _, row := range shown.Rows {
			cells := []page.Text{row.Name}
			for _, n := range row.Counts {
				cells = append(cells, n.Text())
			}
			rows = append(rows, cells)
		}
	case page.Table:
		columns, rows = shown.Columns, shown.Rows
	}
	_, block, ok := cutOnce(text, "<pre><code class=\"language-"+name+"\">")
	block, rest, closed := strings.Cut(block, "\n</code></pre>\n")
	lines := strings.Split(html.UnescapeString(block), "\n")
	if !ok || !closed || rest != "" || len(lines) != len(rows)+1 || lines[0] != strings.Join(columns, " | ") {
		return fmt.Errorf("a %s: %q", name, text)
	}
	for i, row := range rows {
		cells := strings.Split(lines[i+1], " | ")
		hugo := strings.Contains(lines[i+1], "{{") || strings.Contains(lines[i+1], "<!--")
		if hugo || len(cells) != len(row) {
			return fmt.Errorf("a row of a %s: %q", name, lines[i+1])
		}
		for j, cell := range cells {
			if err := c.cell(row[j], cell); err != nil {
				return fmt.Errorf("a cell of a %s: %w", name, err)
			}
		}
	}
	return nil
}

// cell: Markdown of one line, of which every piece that leads somewhere is a link.
func (c contract) cell(want page.Text, markdown string) error {
	var b strings.Builder
	if err := c.goldmark.Convert([]byte(markdown), &b); err != nil {
		return err
	}
	line, ok := strings.CutPrefix(b.String(), "<p>")
	line, closed := strings.CutSuffix(line, "</p>\n")
	links := 0
	for _, piece := range want {
		if piece.To != nil {
			links++
		}
	}
	said := html.UnescapeString(regexp.MustCompile(`<a href="[^"]*">|</a>`).ReplaceAllString(line, ""))
	if !ok || !closed || strings.Count(line, "<a ") != links || said != want.String() {
		return fmt.Errorf("%q is read as %q, want %q", markdown, b.String(), want)
	}
	return nil
}

// fact is the value of a page's fact, or nil.
func fact(p *page.Page, name string) any {
	for _, f := range p.Facts {
		if f.Name == name {
			return f.Value
		}
	}
	return nil
}
