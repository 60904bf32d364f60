package page

import (
	"fmt"
	"slices"
	"strings"

	"handbook/generator/address"
	"handbook/generator/alike"
	"handbook/generator/list"
)

// matterPages makes, in a county of several towns, the index of the categories and the page of each: what several towns
// have alike is in it once.
func (m *maker) matterPages() {
	if m.matters == nil {
		return
	}
	of := map[*list.Category][]*alike.Matter{}
	for i := range m.matters {
		c := m.matters[i].Common.Category
		of[c] = append(of[c], &m.matters[i])
	}
	said := fmt.Sprintf("%d 个%s", len(m.county.Towns), m.county.Words.Towns)
	var rows []matrixRow
	var pages []*Page
	for i, c := range m.county.Categories {
		matters := of[c]
		if len(matters) == 0 {
			continue
		}
		counts, shares := make([]int, len(m.kinds)), []string(nil)
		p := &Page{Address: address.MattersOf(c), Source: "categories.toml", Type: "category", Title: c.Name,
			Facts: []Fact{{"id", c.ID}, {"weight", i + 1}}}
		for n, kind := range m.kinds {
			var index Index
			for _, one := range matters {
				if one.Kind == kind {
					index = append(index, m.matterEntry(one))
				}
			}
			if counts[n] = len(index); len(index) > 0 {
				shares = append(shares, fmt.Sprintf("%s %d 项", kind.Word(), len(index)))
				head := Text{{Text: fmt.Sprintf("%s %d 项", kind.Name(), len(index))}}
				p.Sections = append(p.Sections, Section{kind.ID(), head, []Block{index}})
			}
		}
		if len(m.county.Towns) >= many {
			p.Facts = append(p.Facts, Fact{"folded", true})
		}
		opening := fmt.Sprintf("%s的“%s”类事项，相同的只列一次，共 %d 项", said, c.Name, len(matters))
		p.Brief = opening + "：" + strings.Join(shares, "、") + "。"
		p.Intro = []Block{Paragraph{Words(opening + "。")}, Paragraph{m.categoryOfTowns(c)}}
		rows, pages = append(rows, matrixRow{c, counts}), append(pages, p)
	}
	index := &Page{Address: address.Matters, Source: "categories.toml", Type: "categories", Title: "事项类别",
		Brief: fmt.Sprintf("%s的履职事项分 %d 类，每类在各张清单里有几项，相同的只算一次。", said, len(rows)),
		Facts: []Fact{{"lists", ids(m.kinds)}, {"shared", true}, matrixFact(rows)}}
	var lines Lines
	for _, row := range rows {
		line := Text{link(row.category.Name, address.MattersOf(row.category))}
		for n, kind := range m.kinds {
			if count := row.counts[n]; count > 0 {
				line = append(line, Inline{Text: fmt.Sprintf(" %s %d", kind.Mark(), count)})
			}
		}
		lines = append(lines, line)
	}
	index.Intro = []Block{lines}
	m.add(index)
	for _, p := range pages {
		m.add(p)
	}
}

// matterEntry is a matter's line in an index: the wording of most towns, whom it names, and which towns have it, or in
// other words: then it leads to where these are compared.
func (m *maker) matterEntry(one *alike.Matter) Entry {
	e := index(one.Towns[0], []*list.Item{one.Common})[0]
	if at, several := m.comparisonAt[one]; several && !one.One() {
		e.To = at
	}
	if n := len(e.Departments); n > MostNamed {
		e.Departments = []string{fmt.Sprintf("%s等 %d 个部门", strings.Join(e.Departments[:2], "、"), n)}
	}
	all := one.All(m.county)
	var remarks []string
	switch {
	case len(one.Lacking) == 0:
	case len(all) <= 2:
		remarks = append(remarks, "只有"+townNames(all))
	case len(one.Lacking) <= 2:
		remarks = append(remarks, townNames(one.Lacking)+"没有")
	default:
		remarks = append(remarks, fmt.Sprintf("%d 个%s", len(all), m.county.Words.Towns))
	}
	var others []*list.Town
	for _, v := range one.Variants {
		others = append(others, v.Towns...)
	}
	switch n := len(others); {
	case n == 0:
	case n <= 2:
		remarks = append(remarks, townNames(others)+"写法不同")
	default:
		remarks = append(remarks, fmt.Sprintf("%d 个%s写法不同", n, m.county.Words.Towns))
	}
	e.Remark = strings.Join(remarks, "，")
	return e
}

// categoryOfTowns leads to the towns' own pages of a category.
func (m *maker) categoryOfTowns(c *list.Category) Text {
	text := Words("只看一个" + m.county.Words.Towns + "：")
	for _, t := range m.county.Towns {
		if !slices.ContainsFunc(t.Items(), func(i *list.Item) bool { return i.Category == c }) {
			continue
		}
		if len(text) > 1 {
			text = append(text, Inline{Text: "、"})
		}
		text = append(text, link(t.Name, address.Category(t, c)))
	}
	return text
}
