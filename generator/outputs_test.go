package main

import (
	"fmt"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/yuin/goldmark"

	"handbook/generator/address"
	"handbook/generator/book/manuscript"
	"handbook/generator/list"
	"handbook/generator/markdown"
	"handbook/generator/offline"
	"handbook/generator/page"
)

// The website, the book and the one-file edition have the same words for every item: those of the list.
func TestOutputsSayTheSame(t *testing.T) {
	for _, data := range []string{"../data", "testdata/county", "testdata/district"} {
		county, findings := list.Load(data)
		for _, f := range findings {
			t.Fatal(f)
		}
		pages := page.All(county)
		for _, town := range county.Towns {
			outputs := map[string]map[string]words{
				"the website":          ofWebsite(t, town, pages),
				"the book":             ofBook(t, county, town, pages),
				"the one-file edition": ofOneFile(t, county, town),
			}
			for _, item := range town.Items() {
				want := ofList(town, item)
				for name, output := range outputs {
					if got := output[item.ID]; fmt.Sprint(got) != fmt.Sprint(want) {
						t.Errorf("%s: %s says\n%v\nthe list\n%v", item.ID, name, got, want)
					}
				}
			}
		}
	}
}

// words are what an item says, by part: "title", "statement", "town", "county", "takeover", "field-1" …, "see" and
// "note"; without spaces.
type words map[string]string

func (w words) add(part, text string) {
	if text = strings.Join(strings.Fields(text), ""); text != "" {
		w[part] += text
	}
}

// addItem adds an item about the same matter: its mark, number and title, and the departments' short names.
func (w words) addItem(item *list.Item) {
	var names []string
	for _, d := range item.Departments {
		names = append(names, d.Short)
	}
	if n := len(names); n > 3 {
		names = []string{fmt.Sprintf("%s、%s等%d个部门", names[0], names[1], n)}
	}
	w.add("see", fmt.Sprint(item.Kind.Mark(), item.No, item.Title, strings.Join(names, "、")))
}

func ofList(town *list.Town, item *list.Item) words {
	w := words{}
	w.add("title", item.Title)
	w.add("statement", item.Statement)
	w.add("note", item.Note)
	for _, other := range item.See {
		w.addItem(other)
	}
	for part, b := range item.Blocks() {
		head := b.Heading
		if b.Department != nil {
			if head != "" {
				head = "（" + head + "）"
			}
			head = b.Department.Name + head
		}
		w.add(string(part), head+strings.Join(b.Duties, ""))
	}
	for _, part := range []string{"town", "county", "takeover"} {
		w.add(part, emptyCell(item, part))
	}
	for i, name := range town.Columns[item.Kind] {
		part := fmt.Sprintf("field-%d", i+1)
		w.add(part, emptyCell(item, name))
		for _, f := range item.Fields {
			if f.Name == name {
				w.add(part, f.Text)
			}
		}
	}
	return w
}

// emptyCell is what is said of an empty cell.
func emptyCell(item *list.Item, cell string) string {
	switch printed := item.Empty[cell]; printed {
	case "":
		return ""
	case "空白":
		return "原文此栏空白。"
	default:
		return "原文此栏为“" + printed + "”。"
	}
}

var tag = regexp.MustCompile(`<[^>]*>`)

// text is what a reader sees of HTML.
func text[T ~string](markup T) string {
	return html.UnescapeString(tag.ReplaceAllString(string(markup), ""))
}

// between is what stands between two marks, and what follows.
func between(text, from, to string) (inside, rest string) {
	_, rest, _ = strings.Cut(text, from)
	inside, rest, _ = strings.Cut(rest, to)
	return inside, rest
}

func ofWebsite(t *testing.T, town *list.Town, pages []*page.Page) map[string]words {
	all := map[string]words{}
	at := page.ByAddress(pages)
	for _, item := range town.Items() {
		_, body, _ := strings.Cut(markdown.Page(at[address.Item(town, item)]), "\n---\n")
		var out strings.Builder
		if err := goldmark.Convert([]byte(body), &out); err != nil {
			t.Fatal(err)
		}
		w := words{}
		head, rest := between(out.String(), "<h1>", "</h1>")
		w.add("title", text(head))
		sections := strings.Split(rest, "<h2>")
		intro := strings.SplitAfter(strings.TrimSpace(sections[0]), "</p>")[2:] // after the place and the answer
		if len(item.Departments) > 0 || item.Empty["departments"] != "" {
			intro = intro[1:]
		}
		w.add("statement", text(strings.Join(intro, "")))
		for i, section := range sections[1:] {
			_, body, _ := strings.Cut(section, "</h2>")
			w.add(at[address.Item(town, item)].Sections[i].ID, text(body))
		}
		all[item.ID] = w
	}
	return all
}

func ofBook(t *testing.T, county *list.County, town *list.Town, pages []*page.Page) map[string]words {
	all := map[string]words{}
	book, err := manuscript.New(manuscript.Source{County: county, Town: town, Pages: pages})
	if err != nil {
		t.Fatal(err)
	}
	for _, item := range book.Items() {
		w := words{}
		w.add("title", item.Title)
		w.add("statement", text(item.Statement))
		w.add("note", text(item.Note))
		for _, other := range item.See {
			w.addItem(other.Item)
		}
		parts := map[string][]manuscript.Block{"town": item.Ours, "county": item.Theirs, "takeover": item.Takeovers}
		for part, blocks := range parts {
			for _, b := range blocks {
				w.add(part, text(b.Head)+text(b.Body))
			}
		}
		for i, f := range item.Fields {
			w.add(fmt.Sprintf("field-%d", i+1), text(f.Body))
		}
		all[item.Item.ID] = w
	}
	return all
}

func ofOneFile(t *testing.T, county *list.County, town *list.Town) map[string]words {
	site := t.TempDir()
	for _, name := range []string{
		"search/search.js", "search/slips.js", "search/data/county.js", "search/data/slips.js",
	} {
		put(t, filepath.Join(site, name))
	}
	for _, each := range county.Towns {
		put(t, filepath.Join(site, each.ID, "index.html"))
		for _, name := range []string{"titles.js", "duties.js"} {
			put(t, filepath.Join(site, "search/data", each.ID, name))
		}
	}
	config := offline.Config{County: county, Pages: page.For(county), Theme: "../themes/handbook",
		Site: site, Out: site}
	if _, err := offline.Make(config); err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(filepath.Join(site, town.ID, address.OneFileName))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]words{}
	for _, item := range town.Items() {
		w := words{}
		article, _ := between(string(file), fmt.Sprintf(`id="%s">`, item.ID), "</article>")
		if strings.HasPrefix(article, "<b>") { // no more than its title: an entry of the list
			title, _ := between(article, "<span>", "</span>")
			w.add("title", text(title))
			all[item.ID] = w
			continue
		}
		title, rest := between(article, "<h2>", "</h2>")
		w.add("title", text(title))
		answer, rest := between(rest, "<p>", "</p>")
		if want := page.Answer(county, town, item); text(answer) != want {
			t.Errorf("%s: the one-file edition answers %s, want %s", item.ID, text(answer), want)
		}
		parts := strings.Split(rest, `<div class="hb-leaf__`)
		for _, p := range strings.SplitAfter(parts[0], "</p>") {
			if !strings.Contains(p, item.Kind.Departments()+"：") || item.Kind.Shape() == list.BasicShape {
				w.add("statement", text(p))
			}
		}
		for _, part := range parts[1:] {
			id, body, _ := strings.Cut(part, `">`)
			_, body, _ = strings.Cut(body, "</h3>")
			w.add(id, text(body))
		}
		all[item.ID] = w
	}
	return all
}

func put(t *testing.T, file string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
}
