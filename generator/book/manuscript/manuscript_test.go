package manuscript_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"handbook/generator/book/manuscript"
	"handbook/generator/diag"
	"handbook/generator/list"
	"handbook/generator/page"
)

func sample(t *testing.T) (*list.County, *list.Town) {
	t.Helper()
	county, findings := list.Load("../../testdata/county")
	for _, f := range findings {
		t.Fatal(f)
	}
	return county, county.Towns[0]
}

func read(t *testing.T, county *list.County, town *list.Town, terms ...string) *manuscript.Book {
	t.Helper()
	b, err := manuscript.New(manuscript.Source{County: county, Town: town, Pages: page.All(county), Terms: terms})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// The parts are the lists, their chapters the runs of a category, their items those of the list in its order.
func TestParts(t *testing.T) {
	county, town := sample(t)
	b := read(t, county, town)
	var got []string
	for _, p := range b.Parts {
		got = append(got, fmt.Sprintf("%s %s %d", p.Ordinal, p.Anchor, p.Count()))
		for _, c := range p.Chapters {
			got = append(got, fmt.Sprintf("  %s %s %s also %d", c.Anchor, c.Category.Name, c.Range(), len(c.Also)))
		}
	}
	want := `第一部分 basic 3
  basic.dangjian 党的建设 1 also 1
  basic.minsheng 民生服务 2 also 2
  basic.yingji 应急管理 3 also 2
第二部分 joint 3
  joint.dangjian 党的建设 1 also 1
  joint.minsheng 民生服务 2 also 2
  joint.yingji 应急管理 3 also 2
第三部分 reclaimed 3
  reclaimed.minsheng 民生服务 1–2 also 2
  reclaimed.yingji 应急管理 3 also 2`
	if text := strings.Join(got, "\n"); text != want {
		t.Errorf("got\n%s\nwant\n%s", text, want)
	}
	if items := b.Items(); len(items) != len(town.Items()) || items[0].Item != town.Items()[0] {
		t.Errorf("%d items of %d", len(items), len(town.Items()))
	}
}

// A long title is cut after a clause, and never within the first one.
func TestShortTitle(t *testing.T) {
	first := strings.Repeat("一", 20)
	for _, c := range []struct{ title, want string }{
		{"档案管理", "档案管理"},
		{first + "，二二", first + "，二二"},
		{first + "，" + first, first + "……"},
		{"一一，二二；" + first + first, "一一，二二……"},
		{first + first, first + first},
		{"一（" + first + "，" + first + "）", "一（" + first + "，" + first + "）"},
	} {
		item := manuscript.Item{Item: &list.Item{Title: c.title}}
		if got := item.ShortTitle(); got != c.want {
			t.Errorf("%s: got %s, want %s", c.title, got, c.want)
		}
	}
}

// Where the document names no department, the book says what stands there.
func TestUnnamed(t *testing.T) {
	county, findings := list.Load("../../testdata/district")
	for _, f := range findings {
		t.Fatal(f)
	}
	unnamed := 0
	for _, town := range county.Towns {
		for _, item := range read(t, county, town).Items() {
			if (item.Unnamed != "") != (item.Empty["departments"] != "") {
				t.Errorf("%s: %q", item.ID, item.Unnamed)
			}
			if item.Unnamed == "原文此栏为“/”。" {
				unnamed++
			}
		}
	}
	if unnamed != 1 {
		t.Errorf("%d items without a department", unnamed)
	}
}

// A category that comes up again further down is a chapter of its own, with an anchor of its own.
func TestCategoryTwice(t *testing.T) {
	county, town := sample(t)
	basic := town.Lists[list.Basic]
	basic[2].Category = basic[0].Category
	b := read(t, county, town)
	if c := b.Parts[0].Chapters[2]; c.Anchor != "basic.dangjian-2" || c.Category != basic[0].Category {
		t.Errorf("third chapter %s", c.Anchor)
	}
}

// Links lead to departments, which the index has, and nowhere else.
func TestLinks(t *testing.T) {
	county, town := sample(t)
	b := read(t, county, town)
	anchors := map[string]bool{}
	for _, g := range b.Departments {
		for _, d := range g.Entries {
			anchors[d.Anchor] = true
		}
	}
	links := 0
	for _, item := range b.Items() {
		for _, block := range slices.Concat(item.Ours, item.Theirs, item.Takeovers) {
			for _, piece := range strings.Split(string(block.Head+block.Body), `<a href="#`)[1:] {
				links++
				if anchor, _, _ := strings.Cut(piece, `"`); !anchors[anchor] {
					t.Errorf("%s links to %s", item.Item.ID, anchor)
				}
			}
		}
	}
	if links == 0 {
		t.Error("no links")
	}
}

// A term leads to the items whose title has it, or where none does, to those whose duties do.
func TestTerms(t *testing.T) {
	county, town := sample(t)
	title := []rune(town.Lists[list.Joint][0].Title)
	duty := []rune(town.Lists[list.Joint][0].Town[0].Duties[0])
	titled, said := string(title[:4]), string(duty[:6])
	found := map[string][]*manuscript.Item{}
	for _, letter := range read(t, county, town, titled, said, "没有这个词").Letters {
		for _, e := range letter.Entries {
			if e.Term {
				found[e.Text] = e.Items
			}
		}
	}
	for _, term := range []string{titled, said} {
		if !slices.ContainsFunc(found[term], func(i *manuscript.Item) bool {
			return i.Item == town.Lists[list.Joint][0]
		}) {
			t.Errorf("%s does not lead to its item", term)
		}
	}
	if len(found) != 2 {
		t.Errorf("%d terms", len(found))
	}
}

// Bars are as long as their part of the longest of their chart.
func TestFigures(t *testing.T) {
	county, town := sample(t)
	for _, f := range read(t, county, town).Figures {
		full := f.Rows[0].Items != "" // a table has no bars
		for _, row := range f.Rows {
			if row.Items == "" && len(row.Bars) != len(f.Columns)-1 {
				t.Errorf("%s: %d bars for %d columns", f.Title, len(row.Bars), len(f.Columns))
			}
			for _, bar := range row.Bars {
				full = full || bar.Percent == "100.0%"
			}
		}
		if !full {
			t.Errorf("%s: no bar is whole", f.Title)
		}
	}
}

// A list without items makes no book.
func TestNoItems(t *testing.T) {
	county, town := sample(t)
	town.Lists = map[*list.Kind][]*list.Item{}
	source := manuscript.Source{County: county, Town: town, Pages: page.All(county)}
	if _, err := manuscript.New(source); diag.Hint(err) == "" {
		t.Errorf("error %v", err)
	}
}
