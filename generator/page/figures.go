package page

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"handbook/generator/list"
)

// The figures say no more than what can be read off at a glance: how many departments and pairs they show at the most.
const (
	busiest = 15
	pairs   = 12
)

// figures writes a town's page of figures. A figure is a sentence and a fenced block of the kind "chart": the first line names
// the columns, each further line is a row; cells are parted by " | ", and a name has a backslash before each "|", "{" and "!".
// It reads as a table wherever it is shown as text.
func (b *book) figures(t *list.Town) {
	w := begin(t.ID+"/figures.md", t.ID+"/joint.toml", "figures", "图表", meta{"weight", 6})
	fmt.Fprintf(w, "\n%s\n", escape(fmt.Sprintf("由%s的 %d 项履职事项统计而成。", t.Name, len(t.Items()))))
	b.categoryFigure(w, t)
	b.departmentFigure(w, t)
	b.pairFigure(w, t)
	b.add(w)
}

func (b *book) categoryFigure(w *writer, t *list.Town) {
	type row struct {
		name   string
		counts [3]int
	}
	index := map[*list.Category]*row{}
	for _, item := range t.Items() {
		if index[item.Category] == nil {
			index[item.Category] = &row{name: item.Category.Name}
		}
		index[item.Category].counts[item.Kind]++
	}
	var rows []string
	var most []*row // more than one where they are equal
	for _, c := range b.county.Categories {
		if r := index[c]; r != nil {
			rows = append(rows, fmt.Sprintf("%s | %d | %d | %d", cell(r.name), r.counts[0], r.counts[1], r.counts[2]))
			if len(most) == 0 || sum(r.counts) > sum(most[0].counts) {
				most = nil
			}
			if len(most) == 0 || sum(r.counts) == sum(most[0].counts) {
				most = append(most, r)
			}
		}
	}
	if len(most) == 0 {
		return
	}
	sentence := ""
	for _, r := range most {
		sentence += fmt.Sprintf("“%s”", r.name)
	}
	if c := most[0].counts; len(most) == 1 {
		sentence += fmt.Sprintf("类最多，共 %d 项：基本履职 %d 项，配合履职 %d 项，上级收回 %d 项。", sum(c), c[0], c[1], c[2])
	} else {
		sentence += fmt.Sprintf("类最多，各 %d 项。", sum(c))
	}
	fmt.Fprintf(w, "\n## 各类别事项数\n\n%s\n", escape(sentence))
	chart(w, "类别 | 基本履职 | 配合履职 | 上级收回", rows)
}

func sum(counts [3]int) int { return counts[0] + counts[1] + counts[2] }

// load is how often a department, or two of them together, are named in joint items.
type load struct {
	name  string
	count int
}

func sortLoads(loads []load) {
	slices.SortStableFunc(loads, func(a, b load) int { return cmp.Compare(b.count, a.count) })
}

// most names the first of sorted loads and those equal to it; each is the word that a sentence counts them with.
func most(loads []load) (names, each string) {
	names, each = loads[0].name, "共"
	for _, l := range loads[1:] {
		if l.count != loads[0].count {
			break
		}
		names, each = names+"；"+l.name, "各"
	}
	return names, each
}

func (b *book) departmentFigure(w *writer, t *list.Town) {
	var loads []load
	for _, d := range b.county.Departments {
		if n := len(b.rolesIn(d, t, list.Joint)); n > 0 {
			loads = append(loads, load{d.Short, n})
		}
	}
	if len(loads) == 0 {
		return
	}
	sortLoads(loads)
	names, each := most(loads)
	fmt.Fprintf(w, "\n## 各部门配合履职事项数\n\n%s\n", escape(fmt.Sprintf("%d 个部门（单位）中列入最多的是%s，%s %d 项。", len(loads), names, each, loads[0].count)))
	writeLoads(w, "部门 | 配合履职事项", loads, busiest)
}

// pairFigure shows which departments meet most often in one item.
func (b *book) pairFigure(w *writer, t *list.Town) {
	type pair [2]int
	order := map[*list.Department]int{}
	for i, d := range b.county.Departments {
		order[d] = i
	}
	met := map[pair]int{}
	for _, item := range t.Lists[list.Joint] {
		for i, x := range item.Departments {
			for _, y := range item.Departments[i+1:] {
				met[pair{min(order[x], order[y]), max(order[x], order[y])}]++
			}
		}
	}
	var loads []load
	for i, x := range b.county.Departments {
		for j, y := range b.county.Departments {
			if n := met[pair{i, j}]; n > 1 {
				loads = append(loads, load{x.Short + "、" + y.Short, n})
			}
		}
	}
	if len(loads) == 0 {
		return
	}
	sortLoads(loads)
	names, each := most(loads)
	fmt.Fprintf(w, "\n## 哪些部门常在同一事项\n\n%s\n", escape(fmt.Sprintf("最常同列一项的是%s，%s %d 项。", names, each, loads[0].count)))
	writeLoads(w, "部门 | 同列事项", loads, pairs)
}

func writeLoads(w *writer, head string, loads []load, most int) {
	// Ties with the last one shown are shown too: a chart that cut between equals would say more than is so.
	n := min(most, len(loads))
	for n < len(loads) && loads[n].count == loads[n-1].count {
		n++
	}
	rows := make([]string, n)
	for i, l := range loads[:n] {
		rows[i] = fmt.Sprintf("%s | %d", cell(l.name), l.count)
	}
	chart(w, head, rows)
}

// cell is a name in a chart. A fenced block knows no escapes: what would part its columns, call a shortcode or end Hugo's summary
// has a backslash before it, which who reads the chart takes away again.
func cell(name string) string {
	return strings.NewReplacer("|", `\|`, "{", `\{`, "!", `\!`).Replace(name)
}

func chart(w *writer, head string, rows []string) {
	fmt.Fprintf(w, "\n```chart\n%s\n%s\n```\n", head, strings.Join(rows, "\n"))
}
