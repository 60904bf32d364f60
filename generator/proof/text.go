package proof

import (
	"fmt"
	"sort"
	"strings"

	"handbook/generator/list"
)

// text is the list as the document printed it, without white space.
type text struct {
	all     string
	entries []entry
}

// An entry is what the document printed of one item, or of the preface.
type entry struct {
	name string // "joint-034"
	at   int    // where it starts in text.all
	text string
}

// cellEnd parts the cells of a table row: a line of the source never goes on from one cell to the next.
const cellEnd = "\x00"

func render(t *list.Town) *text {
	x := &text{}
	var preface strings.Builder
	preface.WriteString("说明" + cellEnd)
	for _, s := range t.Preface {
		preface.WriteString(s.Heading + cellEnd)
		for _, p := range s.Paragraphs {
			preface.WriteString(p + cellEnd)
		}
	}
	x.add("the preface", preface.String())
	for _, item := range t.Items() {
		x.add(item.ID, row(item))
	}
	return x
}

func (x *text) add(name, s string) {
	s = squeeze(s)
	x.entries = append(x.entries, entry{name: name, at: len(x.all), text: s})
	x.all += s
}

// row is an item as its table prints it. Number, category and title stand in one line in the lists of three columns.
func row(item *list.Item) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d%s", item.No, item.Category.Name)
	if item.Kind == list.Joint {
		b.WriteString(cellEnd)
	}
	b.WriteString(item.Title)
	switch item.Kind {
	case list.Joint:
		b.WriteString(cellEnd)
		for i, d := range item.Departments {
			if i > 0 {
				b.WriteString("、")
			}
			b.WriteString(d.Name)
		}
		b.WriteString(cellEnd)
		blocks(&b, item.County)
		b.WriteString(cellEnd)
		blocks(&b, item.Town)
	case list.Reclaimed:
		b.WriteString(item.Statement)
		b.WriteString(cellEnd)
		for _, t := range item.Takeovers {
			fmt.Fprintf(&b, "承接部门：%s工作方式：", t.Department.Name)
			duties(&b, t.Duties)
		}
	}
	b.WriteString(cellEnd)
	return b.String()
}

// blocks prints the heads as the official table does: 部门：, 小标题：, 部门（小标题）：
func blocks(b *strings.Builder, all []list.Block) {
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
		}
		duties(b, block.Duties)
	}
}

func duties(b *strings.Builder, all []string) {
	for i, d := range all {
		if len(all) > 1 {
			fmt.Fprintf(b, "%d.", i+1)
		}
		b.WriteString(d)
	}
}

func (x *text) has(s string) bool { return strings.Contains(x.all, s) }

// find returns a place of s, or -1. It looks around a place first, for most lines of the source stand in the order of the list.
func (x *text) find(s string, around int) int {
	const near = 4096
	from, to := max(0, around-near), min(len(x.all), around+near)
	if at := strings.Index(x.all[from:to], s); at >= 0 {
		return from + at
	}
	return strings.Index(x.all, s)
}

// entryOf returns the entry that holds the first place of s.
func (x *text) entryOf(s string) entry { return x.entries[x.entryAt(strings.Index(x.all, s))] }

func (x *text) entryAt(at int) int {
	return sort.Search(len(x.entries), func(i int) bool { return x.entries[i].at > at }) - 1
}

// nearestEntry returns the entry holding s that stands closest to the given one, rather after it: the source repeats whole
// sentences, but keeps to its order.
func (x *text) nearestEntry(s string, from int) (int, bool) {
	start := x.entries[from].at
	after := strings.Index(x.all[start:], s)
	if after >= 0 {
		if n := x.entryAt(start + after); n <= from+1 {
			return n, true
		}
	}
	switch before := strings.LastIndex(x.all[:start], s); {
	case before < 0 && after < 0:
		return 0, false
	case after < 0, before >= 0 && from-x.entryAt(before) < x.entryAt(start+after)-from:
		return x.entryAt(before), true
	}
	return x.entryAt(start + after), true
}
