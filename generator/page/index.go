package page

import (
	"fmt"
	"strings"

	"handbook/generator/list"
)

// list writes the page of one of a town's lists: its items by category, in the order of their numbers.
func (b *book) list(t *list.Town, kind list.Kind) {
	items := t.Lists[kind]
	groups := byCategory(items)
	parts := make([]string, len(groups))
	for i, g := range groups {
		parts[i] = g.anchor
	}
	title := kind.Name() + "清单"
	w := begin(listPath(t, kind), source(t, kind), "list", title, meta{"list", kind.ID()}, meta{"mark", kind.Mark()},
		meta{"weight", 1 + int(kind)}, meta{"count", len(items)}, meta{"parts", parts})
	fmt.Fprintf(w, "\n%s\n", paragraphs(meaning(t, kind), fmt.Sprintf("共 %d 项，分 %d 类。", len(items), countCategories(items))))
	for _, g := range groups {
		fmt.Fprintf(w, "\n## %s\n\n", w.link(g.category.Name, categoryPath(t, g.category)))
		for _, item := range g.items {
			w.entry(t, item, true)
		}
	}
	b.add(w)
}

// A group is a run of items of one category.
type group struct {
	category *list.Category
	anchor   string
	items    []*list.Item
}

// byCategory cuts a list where the category changes. Should a category come up again further down, its anchor gets a number.
func byCategory(items []*list.Item) []group {
	var groups []group
	runs := map[*list.Category]int{}
	for _, item := range items {
		if n := len(groups); n == 0 || groups[n-1].category != item.Category {
			runs[item.Category]++
			anchor := item.Category.ID
			if n := runs[item.Category]; n > 1 {
				anchor = fmt.Sprintf("%s-%d", anchor, n)
			}
			groups = append(groups, group{category: item.Category, anchor: anchor})
		}
		g := &groups[len(groups)-1]
		g.items = append(g.items, item)
	}
	return groups
}

func countCategories(items []*list.Item) int {
	seen := map[*list.Category]bool{}
	for _, item := range items {
		seen[item.Category] = true
	}
	return len(seen)
}

// entry is an item's line in an index.
func (w *writer) entry(t *list.Town, item *list.Item, departments bool) {
	fmt.Fprintf(w, "- **%s** %d %s", item.Kind.Mark(), item.No, w.link(item.Title, itemPath(t, item)))
	if departments && len(item.Departments) > 0 {
		shorts := make([]string, len(item.Departments))
		for i, d := range item.Departments {
			shorts[i] = escape(d.Short)
		}
		fmt.Fprintf(w, " *%s*", strings.Join(shorts, "、"))
	}
	w.WriteByte('\n')
}

// categories writes the index of a town's categories and the page of each: what the three lists have of it.
func (b *book) categories(t *list.Town) {
	shares := map[*list.Category]*[3][]*list.Item{}
	for _, item := range t.Items() {
		if shares[item.Category] == nil {
			shares[item.Category] = new([3][]*list.Item)
		}
		s := shares[item.Category]
		s[item.Kind] = append(s[item.Kind], item)
	}
	w := begin(t.ID+"/categories/_index.md", "categories.toml", "categories", "事项类别", meta{"weight", 4})
	w.WriteByte('\n')
	b.matrix(w, t)
	b.add(w)

	for i, c := range b.county.Categories {
		share := shares[c]
		if share == nil {
			continue
		}
		var parts []string
		for _, kind := range list.Kinds {
			if len(share[kind]) > 0 {
				parts = append(parts, kind.ID())
			}
		}
		w := begin(categoryPath(t, c), "categories.toml", "category", c.Name, meta{"id", c.ID}, meta{"weight", i + 1}, meta{"parts", parts})
		total := len(share[list.Basic]) + len(share[list.Joint]) + len(share[list.Reclaimed])
		fmt.Fprintf(w, "\n%s\n", escape(fmt.Sprintf("%s的“%s”类事项，共 %d 项。", t.Name, c.Name, total)))
		for _, kind := range list.Kinds {
			if len(share[kind]) == 0 {
				continue
			}
			fmt.Fprintf(w, "\n## %s %d 项\n\n", w.link(kind.Name(), fmt.Sprintf("%s#%s", listPath(t, kind), c.ID)), len(share[kind]))
			for _, item := range share[kind] {
				w.entry(t, item, true)
			}
		}
		b.add(w)
	}
}

// matrix is the table of categories and lists, a line a category: how many items each list has of it. The lines hold the name
// and one link or dash a list, so that they can be set as columns.
func (b *book) matrix(w *writer, t *list.Town) {
	var counts [3]map[*list.Category]int
	for _, kind := range list.Kinds {
		counts[kind] = map[*list.Category]int{}
		for _, item := range t.Lists[kind] {
			counts[kind][item.Category]++
		}
	}
	for _, c := range b.county.Categories {
		line := ""
		total := 0
		for _, kind := range list.Kinds {
			n := counts[kind][c]
			total += n
			if n == 0 {
				line += " –"
				continue
			}
			line += " " + w.link(fmt.Sprintf("%s %d", kind.Mark(), n), fmt.Sprintf("%s#%s", listPath(t, kind), c.ID))
		}
		if total > 0 {
			fmt.Fprintf(w, "- %s%s\n", w.link(c.Name, categoryPath(t, c)), line)
		}
	}
}

// meaning is what the preface says a list is: "…清单是…。", or "" where it says nothing of the kind.
func meaning(t *list.Town, kind list.Kind) string {
	opening := kind.Name() + "清单是"
	for _, s := range t.Preface {
		for _, p := range s.Paragraphs {
			if rest, ok := strings.CutPrefix(p, opening); ok {
				sentence, _, _ := strings.Cut(rest, "。")
				return strings.TrimSpace(sentence) + "。"
			}
		}
	}
	return ""
}

// paragraphs joins the texts that say something into one escaped paragraph.
func paragraphs(texts ...string) string {
	var b strings.Builder
	for _, s := range texts {
		b.WriteString(escape(s))
	}
	return b.String()
}
