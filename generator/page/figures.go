package page

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"handbook/generator/address"
	"handbook/generator/list"
)

// How many rows the charts of departments and of pairs have at most: as many as a reader takes in at a glance.
const (
	mostDepartments = 15
	mostPairs       = 12
)

// figures makes a town's page of figures, each a sentence and a chart.
func (m *maker) figures(t *list.Town) {
	p := &Page{Address: address.Figures(t), Source: t.ID + "/town.toml", Type: "figures", Title: "图表",
		Facts: []Fact{{"weight", 3 + len(t.Kinds())}}}
	p.Brief = fmt.Sprintf("由%s的 %d 项履职事项统计而成。", t.Name, len(t.Items()))
	p.Intro = []Block{Paragraph{Words(p.Brief)}}
	m.categoryFigure(p, t)
	m.departmentFigure(p, t)
	m.pairFigure(p, t)
	m.add(p)
}

func (p *Page) addFigure(title, sentence string, chart Chart) {
	p.Sections = append(p.Sections, Section{Head: Words(title), Body: []Block{Paragraph{Words(sentence)}, chart}})
}

// categoryFigure shows how many items each category has in each list.
func (m *maker) categoryFigure(p *Page, t *list.Town) {
	rows := m.matrix(t)
	if len(rows) == 0 {
		return
	}
	chart := Chart{Columns: []string{"类别"}}
	for _, kind := range t.Kinds() {
		chart.Columns = append(chart.Columns, kind.Short())
	}
	most := rows[:1] // several where they are equal
	for i, row := range rows {
		chart.Rows = append(chart.Rows, Row{row.category.Name, row.counts})
		switch c := cmp.Compare(row.sum(), most[0].sum()); {
		case c > 0:
			most = []matrixRow{row}
		case c == 0 && i > 0:
			most = append(slices.Clip(most), row)
		}
	}
	sentence := ""
	for _, row := range most {
		sentence += fmt.Sprintf("“%s”", row.category.Name)
	}
	if len(most) == 1 {
		shares := make([]string, len(t.Kinds()))
		for i, kind := range t.Kinds() {
			shares[i] = fmt.Sprintf("%s %d 项", kind.Short(), most[0].counts[i])
		}
		sentence += fmt.Sprintf("类最多，共 %d 项：%s。", most[0].sum(), strings.Join(shares, "，"))
	} else {
		sentence += fmt.Sprintf("类最多，各 %d 项。", most[0].sum())
	}
	p.addFigure("各类别事项数", sentence, chart)
}

func (r matrixRow) sum() int {
	sum := 0
	for _, n := range r.counts {
		sum += n
	}
	return sum
}

// A load is how often a department, or two of them together, are named in joint items.
type load struct {
	name  string
	count int
}

// sortLoads puts the largest first; equal ones stay in the order of departments.toml.
func sortLoads(loads []load) {
	slices.SortStableFunc(loads, func(a, b load) int { return cmp.Compare(b.count, a.count) })
}

// mostLeaders is how many equals a sentence names.
const mostLeaders = 5

// leaders names the largest of sorted loads, several where they are equal; of more than a sentence can name, how many
// there are. between stands between their names. each is the word before their count: 共 for one, 各 for several.
func leaders(loads []load, measure, between string) (names, each string) {
	n := 1
	for n < len(loads) && loads[n].count == loads[0].count {
		n++
	}
	if n == 1 {
		return loads[0].name, "共"
	}
	if n > mostLeaders {
		return fmt.Sprintf("并列的 %d %s", n, measure), "各"
	}
	all := make([]string, n)
	for i, l := range loads[:n] {
		all[i] = l.name
	}
	return strings.Join(all, between), "各"
}

func (m *maker) departmentFigure(p *Page, t *list.Town) {
	var loads []load
	for _, d := range m.county.Departments {
		if n := m.countOf(d, t, list.JointShape); n > 0 {
			loads = append(loads, load{d.Short, n})
		}
	}
	if len(loads) == 0 {
		return
	}
	sortLoads(loads)
	names, each := leaders(loads, "个部门", "、")
	listed := namesOf(kindsOf(t, list.JointShape))
	chart := loadChart([]string{"部门", listed}, loads, mostDepartments)
	p.addFigure("各部门"+listed+"数", fmt.Sprintf("%d 个部门（单位）中列入最多的是%s，%s %d 项。%s",
		len(loads), names, each, loads[0].count, cut(chart, loads)), chart)
}

// pairFigure shows which two departments are most often named in one item.
func (m *maker) pairFigure(p *Page, t *list.Town) {
	type pair [2]int
	order := map[*list.Department]int{}
	for i, d := range m.county.Departments {
		order[d] = i
	}
	met := map[pair]int{}
	for _, item := range t.Of(list.JointShape) {
		for i, x := range item.Departments {
			for _, y := range item.Departments[i+1:] {
				met[pair{min(order[x], order[y]), max(order[x], order[y])}]++
			}
		}
	}
	var loads []load
	for i, x := range m.county.Departments {
		for j, y := range m.county.Departments {
			if n := met[pair{i, j}]; n > 1 {
				loads = append(loads, load{x.Short + "、" + y.Short, n})
			}
		}
	}
	if len(loads) == 0 {
		return
	}
	sortLoads(loads)
	names, each := leaders(loads, "对部门", "；")
	chart := loadChart([]string{"部门", "同列事项"}, loads, mostPairs)
	p.addFigure("哪些部门常在同一事项", fmt.Sprintf("最常同列一项的是%s，%s %d 项。%s",
		names, each, loads[0].count, cut(chart, loads)), chart)
}

// mostEquals is how many rows more a chart may have for the sake of equals.
const mostEquals = 5

// firstOf is the place of the first of sorted loads with a count.
func firstOf(loads []load, count int) int {
	return slices.IndexFunc(loads, func(l load) bool { return l.count == count })
}

// loadChart shows the first of sorted loads. Those equal to the last one shown are shown, too: to leave out one of two
// equals would be false. Where they would be too many, none of them is.
func loadChart(columns []string, loads []load, most int) Chart {
	n := min(most, len(loads))
	for n < len(loads) && loads[n].count == loads[n-1].count {
		n++
	}
	if first := firstOf(loads, loads[n-1].count); n > most+mostEquals && first > 0 {
		n = first
	}
	chart := Chart{Columns: columns}
	for _, l := range loads[:n] {
		chart.Rows = append(chart.Rows, Row{l.name, []int{l.count}})
	}
	return chart
}

// cut says in a sentence what a chart of loads leaves out, or nothing where it has them all.
func cut(chart Chart, loads []load) string {
	if n := len(chart.Rows); n < len(loads) {
		return fmt.Sprintf("图中列出 %d 项及以上的。", loads[n-1].count)
	}
	return ""
}
