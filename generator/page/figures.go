package page

import (
	"fmt"
	"slices"
	"strings"

	"handbook/generator/address"
	"handbook/generator/list"
)

// How many rows the charts of departments and the table of pairs have at most: as many as a reader takes in at a
// glance.
const (
	mostDepartments = 15
	mostPairs       = 12
)

// figures makes a town's page of figures: sentences that tell something, each with what it was counted from. Names lead
// to their pages, numbers to the items that they count.
func (m *maker) figures(t *list.Town) {
	p := &Page{Address: address.Figures(t), Source: t.ID + "/town.toml", Type: "figures", Title: "清单统计",
		Facts: []Fact{{"weight", 3 + len(t.Kinds())}}}
	p.Brief = fmt.Sprintf("由%s的 %d 项履职事项统计而成。", t.Name, len(t.Items()))
	p.Intro = []Block{Paragraph{Words(p.Brief + "点数字，看是哪些事项。")}}
	m.categoryFigure(p, t)
	m.departmentFigure(p, t, list.JointShape)
	m.departmentFigure(p, t, list.ReclaimedShape)
	m.pairFigure(p, t)
	m.add(p)
}

func (p *Page) addFigure(title string, said Text, shown Block) {
	p.Sections = append(p.Sections, Section{Head: Words(title), Body: []Block{Paragraph{said}, shown}})
}

// categoryFigure shows how many items each category has in each list.
func (m *maker) categoryFigure(p *Page, t *list.Town) {
	rows := m.matrix(t)
	if len(rows) == 0 {
		return
	}
	chart := Chart{Columns: []string{"类别"}}
	var all []load
	for _, row := range rows {
		at := address.Category(t, row.category)
		shown, sum := Row{Name: Text{link(row.category.Name, at)}}, 0
		for i, kind := range t.Kinds() {
			shown.Counts = append(shown.Counts, Count{row.counts[i], at.At(kind.ID())})
			sum += row.counts[i]
		}
		chart.Rows = append(chart.Rows, shown)
		all = append(all, load{name: Words(row.category.Name), count: sum})
	}
	sentences := []string{"事项最多的是" + ranked(all, leading(all), "个类别", "项")}
	for i, kind := range t.Kinds() {
		chart.Columns = append(chart.Columns, kind.Short())
		var of []load
		for _, row := range rows {
			of = append(of, load{name: Words(row.category.Name), count: row.counts[i]})
		}
		n := leading(of)
		if of[0].count < 2 || len(t.Kinds()) < 2 {
			continue // nothing to tell
		}
		said := kind.Short() + "最多的是" + ranked(of, n, "个类别", "项")
		if n == 1 {
			said += "，" + share(of[0].count, len(t.Lists[kind]))
		}
		sentences = append(sentences, said)
	}
	p.addFigure("各类别事项数", Words(strings.Join(sentences, "；")+"。"), chart)
}

// departmentFigure shows how many items of the lists of a shape name each department, or were taken over by it.
func (m *maker) departmentFigure(p *Page, t *list.Town, shape list.Shape) {
	kinds, items := kindsOf(t, shape), t.Of(shape)
	var loads []load
	for _, d := range m.county.Departments {
		l := load{name: Text{link(d.Short, address.Department(d))}, count: m.countOf(d, t, shape)}
		for _, kind := range slices.Backward(kinds) { // to the first that has it
			if len(m.rolesIn(d, t, kind)) > 0 {
				id := kind.ID()
				l.to = address.Department(d).At(id)
			}
		}
		if l.count > 0 {
			loads = append(loads, l)
		}
	}
	if len(loads) == 0 {
		return
	}
	title, column, does := "各部门"+namesOf(kinds)+"数", namesOf(kinds), "列入"
	if shape == list.ReclaimedShape {
		title, column, does = "各部门承接收回事项数", "承接收回事项", "承接"
	}
	first := leaders(loads)
	said := Words(fmt.Sprintf("%d 个部门（单位）中，%s最多的是%s%s。", len(loads), does,
		ranked(loads, first, "个部门", "项"), together(loads[:first], items)))
	chart, shown := Chart{Columns: []string{"部门", column}}, enough(loads, mostDepartments)
	for _, l := range loads[:shown] {
		chart.Rows = append(chart.Rows, Row{l.name, []Count{{l.count, l.to}}})
	}
	said = append(said, rest(loads, shown, "个部门", &address.Departments)...)
	if shape == list.ReclaimedShape {
		said = append(said, untaken(t, items)...)
	}
	p.addFigure(title, said, chart)
}

// together says how many of some items name at least one of the departments.
func together(loads []load, items []*list.Item) string {
	n := 0
	for _, item := range items {
		if slices.ContainsFunc(item.Departments, func(d *list.Department) bool {
			return slices.ContainsFunc(loads, func(l load) bool { return l.name.String() == d.Short })
		}) {
			n++
		}
	}
	switch {
	case n < 2 || n == len(items):
		return "" // nothing that the counts do not tell
	case len(loads) == 1:
		return "，" + share(n, len(items))
	}
	return fmt.Sprintf("；%d 项中有 %d 项写到其中至少一个", len(items), n)
}

// mostUntaken is how many items a sentence names.
const mostUntaken = 5

// untaken says which items no department took over.
func untaken(t *list.Town, items []*list.Item) Text {
	items = slices.DeleteFunc(slices.Clone(items), func(i *list.Item) bool { return len(i.Departments) > 0 })
	switch n := len(items); {
	case n == 0:
		return nil
	case n > mostUntaken:
		return Words(fmt.Sprintf("另有 %d 项没有写明承接部门。", n))
	}
	return append(itemLinks(t, items), Inline{Text: "没有写明承接部门。"})
}

// itemLinks lead to items by their marks and numbers: 配 12、配 22.
func itemLinks(t *list.Town, items []*list.Item) Text {
	var links Text
	for i, item := range items {
		if i > 0 {
			links = append(links, Inline{Text: "、"})
		}
		links = append(links, link(fmt.Sprintf("%s %d", item.Kind.Mark(), item.No), address.Item(t, item)))
	}
	return links
}

// pairFigure shows which two departments are most often named in one item, and in which items.
func (m *maker) pairFigure(p *Page, t *list.Town) {
	type pair struct{ x, y *list.Department }
	met := map[pair][]*list.Item{} // both ways
	for _, item := range t.Of(list.JointShape) {
		for _, x := range item.Departments {
			for _, y := range item.Departments {
				met[pair{x, y}] = append(met[pair{x, y}], item)
			}
		}
	}
	var pairs, partners []load
	for i, x := range m.county.Departments {
		with := load{name: Words(x.Short)}
		for j, y := range m.county.Departments {
			items := met[pair{x, y}]
			if i == j || len(items) == 0 {
				continue
			}
			with.count++
			if i < j {
				names := Text{link(x.Short, address.Department(x)), {Text: "、"}, link(y.Short, address.Department(y))}
				pairs = append(pairs, load{name: names, count: len(items), items: items})
			}
		}
		partners = append(partners, with)
	}
	leading(pairs)
	often := slices.IndexFunc(append(pairs, load{}), func(l load) bool { return l.count < 2 })
	if often == 0 {
		return
	}
	table, shown := Table{Columns: []string{"部门", "同列的事项"}}, enough(pairs[:often], mostPairs)
	for _, l := range pairs[:shown] {
		table.Rows = append(table.Rows, []Text{l.name, itemLinks(t, l.items)})
	}
	said := fmt.Sprintf("%d 对部门同列不止一项", often)
	if n := leading(partners); n == 1 {
		said += fmt.Sprintf("；%s同列过的部门最多，有 %d 个", namesIn(partners[:1]), partners[0].count)
	} else if n <= mostNamed {
		said += fmt.Sprintf("；%s同列过的部门最多，各有 %d 个", namesIn(partners[:n]), partners[0].count)
	}
	p.addFigure("哪些部门常在同一事项", append(Words(said+"。"), rest(pairs, shown, "对部门", nil)...), table)
}
