package proof

import (
	"fmt"
	"sort"
	"strings"

	"handbook/generator/list"
)

// text is the list as the document printed it, without white space.
type text struct {
	all      string
	passages []passage
	labels   bool // in front of who took an item over, and how
	heads    int  // how many blocks have one
}

// What stands in the cell of an item that was taken back, before the department and before what it does.
const (
	whoLabel = "承接部门："
	howLabel = "工作方式："
)

// A passage is what the document printed of one item, or of the preface.
type passage struct {
	name string // "joint-034"
	at   int    // where it starts in text.all
	text string
}

// cellEnd parts the cells of a table row: a line of the source never goes on from one cell to the next.
const cellEnd = "\x00"

func render(t *list.Town, labels bool) *text {
	x := &text{labels: labels}
	var preface strings.Builder
	if len(t.Preface) > 0 {
		preface.WriteString("说明" + cellEnd)
	}
	for _, s := range t.Preface {
		preface.WriteString(s.Heading + cellEnd)
		for _, p := range s.Paragraphs {
			preface.WriteString(p + cellEnd)
		}
	}
	x.add("the preface", preface.String())
	for _, item := range t.Items() {
		x.add(item.ID, x.row(t, item))
	}
	return x
}

func (x *text) add(name, s string) {
	s = squeeze(s)
	x.passages = append(x.passages, passage{name: name, at: len(x.all), text: s})
	x.all += s
}

// row is an item as its table prints it. Number, category and title stand in one line in the lists of three columns.
func (x *text) row(t *list.Town, item *list.Item) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d%s", item.No, item.Category.Name)
	if item.Kind.Shape() == list.JointShape {
		b.WriteString(cellEnd)
	}
	b.WriteString(item.Title)
	cell := func(key string) { // begins the cell; what is printed in an empty one stands for it
		b.WriteString(cellEnd)
		if printed := item.Empty[key]; printed != list.Blank {
			b.WriteString(printed)
		}
	}
	switch item.Kind.Shape() {
	case list.BasicShape:
		cell(string(list.TownPart))
		x.blocks(&b, item.Town)
	case list.JointShape:
		cell("departments")
		for i, d := range item.Departments {
			if i > 0 {
				b.WriteString("、")
			}
			b.WriteString(d.Name)
			if role := item.Roles[d]; role != "" {
				b.WriteString("（" + role + "）")
			}
		}
		cell(string(list.CountyPart))
		x.blocks(&b, item.County)
		cell(string(list.TownPart))
		x.blocks(&b, item.Town)
	case list.ReclaimedShape:
		b.WriteString(item.Statement)
		cell(string(list.TakeoverPart))
		for _, block := range item.Takeovers {
			switch {
			case x.labels && len(block.Duties) == 0:
				b.WriteString(whoLabel + block.Department.Name + cellEnd)
			case x.labels:
				fmt.Fprintf(&b, "%s%s%s", whoLabel, block.Department.Name, howLabel)
			default:
				b.WriteString(block.Department.Name + cellEnd)
			}
			duties(&b, block.Duties)
		}
	}
	for _, name := range t.Columns[item.Kind] {
		cell(name)
		for _, f := range item.Fields {
			if f.Name == name {
				b.WriteString(f.Text)
			}
		}
	}
	b.WriteString(cellEnd)
	return b.String()
}

// blocks prints the heads as the official table does: 部门：, 小标题：, 部门（小标题）：
func (x *text) blocks(b *strings.Builder, all []list.Block) {
	for _, block := range all {
		head := block.Heading
		if block.Department != nil {
			head = block.Department.Name
			if block.Heading != "" {
				head += "（" + block.Heading + "）"
			}
		}
		if head != "" {
			b.WriteString(head + "：")
			x.heads++
		}
		duties(b, block.Duties)
	}
}

// duties prints them with their numbers, unless they carry marks of their own.
func duties(b *strings.Builder, all []string) {
	for i, d := range all {
		if len(all) > 1 && !list.Marked(all) {
			fmt.Fprintf(b, "%d.", i+1)
		}
		b.WriteString(d)
	}
}

func (x *text) has(s string) bool { return strings.Contains(x.all, s) }

// find returns where s stands, or -1. It looks near an offset first: most lines of the source are in the order of the
// list.
func (x *text) find(s string, around int) int {
	const near = 4096
	from, to := max(0, around-near), min(len(x.all), around+near)
	if at := strings.Index(x.all[from:to], s); at >= 0 {
		return from + at
	}
	return strings.Index(x.all, s)
}

// passageOf returns the first passage that holds s.
func (x *text) passageOf(s string) passage { return x.passages[x.passageAt(strings.Index(x.all, s))] }

func (x *text) passageAt(at int) int {
	return sort.Search(len(x.passages), func(i int) bool { return x.passages[i].at > at }) - 1
}

// nearestPassage returns the passage holding s that is closest to the given one, rather after it than before: the
// source repeats whole sentences, but is in order.
func (x *text) nearestPassage(s string, from int) (int, bool) {
	start := x.passages[from].at
	after := strings.Index(x.all[start:], s)
	if after >= 0 {
		if n := x.passageAt(start + after); n <= from+1 {
			return n, true
		}
	}
	switch before := strings.LastIndex(x.all[:start], s); {
	case before < 0 && after < 0:
		return 0, false
	case after < 0, before >= 0 && from-x.passageAt(before) < x.passageAt(start+after)-from:
		return x.passageAt(before), true
	}
	return x.passageAt(start + after), true
}
