package page

import (
	"fmt"
	"slices"
	"strings"

	"handbook/generator/address"
	"handbook/generator/list"
)

// list makes the page of one of a town's lists: its items by category, in the order of their numbers.
func (m *maker) list(t *list.Town, kind *list.Kind) {
	items := t.Lists[kind]
	meant := meaning(t, kind)
	p := &Page{Address: address.List(t, kind), Source: source(t, kind), Type: "list", Title: kind.Name() + "清单"}
	p.Facts = []Fact{
		{"list", kind.ID()}, {"mark", kind.Mark()}, {"weight", 1 + slices.Index(t.Kinds(), kind)},
		{"count", len(items)},
	}
	if meant != "" {
		p.Facts = append(p.Facts, Fact{"meaning", meant})
	}
	p.Facts = append(p.Facts, m.pieces(p.Title)...)
	counted := fmt.Sprintf("共 %d 项，分 %d 类。", len(items), countCategories(items))
	p.Intro = []Block{Paragraph{Words(meant + counted)}}
	p.Brief = t.Name + p.Title + "，" + counted + meant
	for _, g := range list.Groups(items) {
		head := Text{link(g.Category.Name, address.Category(t, g.Category))}
		if g.Time > 1 { // the category comes up again: two parts of a page must not have one name
			head = append(head, Inline{Text: again(g.Time)})
		}
		p.Sections = append(p.Sections, Section{address.Group(g), head, []Block{index(t, g.Items)}})
	}
	m.add(p)
}

// again is what is said behind a category's name that comes up another time in a list.
func again(time int) string {
	if time == 2 {
		return "（续）"
	}
	return fmt.Sprintf("（续 %d）", time-1)
}

// ids are the ids of lists.
func ids(kinds []*list.Kind) []string {
	all := make([]string, len(kinds))
	for i, k := range kinds {
		all[i] = k.ID()
	}
	return all
}

func countCategories(items []*list.Item) int {
	seen := map[*list.Category]bool{}
	for _, item := range items {
		seen[item.Category] = true
	}
	return len(seen)
}

// index lists items, each with the short names of its departments.
func index(t *list.Town, items []*list.Item) Index {
	entries := make(Index, len(items))
	for i, item := range items {
		entries[i] = Entry{Mark: item.Kind.Mark(), No: item.No, Title: item.Title, To: address.Item(t, item)}
		for _, d := range item.Departments {
			entries[i].Departments = append(entries[i].Departments, d.Short)
		}
	}
	return entries
}

// categories makes the index of a town's categories and the page of each: what the three lists have of it.
func (m *maker) categories(t *list.Town) {
	rows := m.matrix(t)
	m.add(&Page{Address: address.Categories(t), Source: "categories.toml", Type: "categories", Title: "事项类别",
		Brief: fmt.Sprintf("%s的履职事项分 %d 类，每类在各张清单里有几项。", t.Name, len(rows)),
		Facts: []Fact{{"weight", 1 + len(t.Kinds())}, {"lists", ids(t.Kinds())}, matrixFact(rows)},
		Intro: []Block{matrixLines(t, rows)}})
	for i, c := range m.county.Categories {
		total, shares := 0, []string(nil)
		p := &Page{Address: address.Category(t, c), Source: "categories.toml", Type: "category", Title: c.Name,
			Facts: []Fact{{"id", c.ID}, {"weight", i + 1}}}
		for _, kind := range t.Kinds() {
			share := ofCategory(t.Lists[kind], c)
			total += len(share)
			if len(share) > 0 {
				count := Inline{Text: fmt.Sprintf(" %d 项", len(share))}
				shares = append(shares, fmt.Sprintf("%s %d 项", kind.Word(), len(share)))
				head := Text{link(kind.Name(), address.List(t, kind).At(c.ID)), count}
				p.Sections = append(p.Sections, Section{kind.ID(), head, []Block{index(t, share)}})
			}
		}
		if total > 0 {
			said := fmt.Sprintf("%s的“%s”类事项，共 %d 项", t.Name, c.Name, total)
			p.Intro = []Block{Paragraph{Words(said + "。")}}
			p.Brief = said + "：" + strings.Join(shares, "、") + "。"
			m.add(p)
		}
	}
}

func ofCategory(items []*list.Item, c *list.Category) []*list.Item {
	var share []*list.Item
	for _, item := range items {
		if item.Category == c {
			share = append(share, item)
		}
	}
	return share
}

// A matrixRow is a category and how many items each list has of it.
type matrixRow struct {
	category *list.Category
	counts   []int // of each list
}

// matrix is the table of categories and lists, with a row for each category of which the town has items.
func (m *maker) matrix(t *list.Town) []matrixRow {
	kinds := t.Kinds()
	counts := map[*list.Category][]int{}
	for _, item := range t.Items() {
		if counts[item.Category] == nil {
			counts[item.Category] = make([]int, len(kinds))
		}
		counts[item.Category][slices.Index(kinds, item.Kind)]++
	}
	var rows []matrixRow
	for _, c := range m.county.Categories {
		if n := counts[c]; n != nil {
			rows = append(rows, matrixRow{c, n})
		}
	}
	return rows
}

// matrixLines is the table as text: the category's name, and for each list a link, or a dash where it has no items.
func matrixLines(t *list.Town, rows []matrixRow) Lines {
	var lines Lines
	for _, row := range rows {
		line := Text{link(row.category.Name, address.Category(t, row.category))}
		for i, kind := range t.Kinds() {
			if n := row.counts[i]; n > 0 {
				count := link(fmt.Sprintf("%s %d", kind.Mark(), n), address.List(t, kind).At(row.category.ID))
				line = append(line, Inline{Text: " "}, count)
			} else {
				line = append(line, Inline{Text: " –"})
			}
		}
		lines = append(lines, line)
	}
	return lines
}

// matrixFact is the table for the theme: the id, name and counts of each category.
func matrixFact(rows []matrixRow) Fact {
	table := make([][]Fact, len(rows))
	for i, row := range rows {
		table[i] = []Fact{{"id", row.category.ID}, {"name", row.category.Name}, {"counts", row.counts}}
	}
	return Fact{"matrix", table}
}
