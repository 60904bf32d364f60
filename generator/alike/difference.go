package alike

import (
	"fmt"
	"slices"
	"strings"

	"handbook/generator/likeness"
	"handbook/generator/list"
)

// A Cell is what of an item differs.
type Cell string

// The cells. Those of duties are called as the list's files call them.
const (
	Title       Cell = "title"
	Departments Cell = "departments"
	County           = Cell(list.CountyPart)
	Town             = Cell(list.TownPart)
	Takeover         = Cell(list.TakeoverPart)
	Statement   Cell = "statement"
	Field       Cell = "field"
)

// A Difference is a text that one of two items has in other words, or has alone.
type Difference struct {
	Cell       Cell
	Department *list.Department // of duties: under whose name they stand, or nil
	Name       string           // of a field: the column's
	Heading    bool             // it is a sub-heading in the cell
	A, B       string           // what the one and the other say, or "" where it has nothing
	InA, InB   string           // where, as list.Item.Texts calls it: "county[0].duties[2]"; "" for departments
}

// Differences are those of two items, in the order of the document.
func Differences(a, b *list.Item) []Difference {
	var all []Difference
	add := func(cell Cell, name, a, b string) {
		if a != b {
			d := Difference{Cell: cell, Name: name, A: a, B: b}
			if cell != Departments {
				d.InA, d.InB = string(cell), string(cell)
			}
			all = append(all, d)
		}
	}
	add(Title, "", a.Title, b.Title)
	add(Departments, "", NamedDepartments(a), NamedDepartments(b))
	add(Statement, "", a.Statement, b.Statement)
	for _, part := range []list.Part{list.CountyPart, list.TownPart, list.TakeoverPart} {
		all = append(all, differencesIn(linesOf(a, part), linesOf(b, part))...)
	}
	for _, name := range columns(a, b) {
		add(Field, name, field(a, name), field(b, name))
	}
	return all
}

// NamedDepartments is the text of an item's cell of departments: their names, with what is printed beside their names.
func NamedDepartments(i *list.Item) string {
	names := make([]string, len(i.Departments))
	for n, d := range i.Departments {
		names[n] = d.Name
		if role := i.Roles[d]; role != "" {
			names[n] += "（" + role + "）"
		}
	}
	return strings.Join(names, "、")
}

// columns are the further columns that one of two items has.
func columns(a, b *list.Item) []string {
	var names []string
	for _, f := range slices.Concat(a.Fields, b.Fields) {
		if !slices.Contains(names, f.Name) {
			names = append(names, f.Name)
		}
	}
	return names
}

func field(i *list.Item, name string) string {
	for _, f := range i.Fields {
		if f.Name == name {
			return f.Text
		}
	}
	return ""
}

// A line is a duty, or the heading above some.
type line struct {
	text       string
	at         string
	department *list.Department
	heading    bool
	part       list.Part
}

// same says that two lines are equal: the same words, to be done by the same.
func (l *line) same(other *line) bool {
	return l.text == other.text && l.department == other.department && l.heading == other.heading
}

func linesOf(item *list.Item, part list.Part) []line {
	var lines []line
	for p, blocks := range item.Parts() {
		if p != part {
			continue
		}
		for n, b := range blocks {
			at := fmt.Sprintf("%s[%d]", part, n)
			add := func(text, at string, heading bool) {
				lines = append(lines, line{text: text, at: at, department: b.Department, heading: heading})
			}
			if b.Heading != "" {
				add(b.Heading, at+".heading", true)
			}
			if len(b.Duties) == 0 { // it took over, and nothing is said of how
				add("", at, false)
			}
			for d, duty := range b.Duties {
				add(duty, fmt.Sprintf("%s.%s[%d]", at, dutiesKey(part), d), false)
			}
		}
	}
	for i := range lines {
		lines[i].part = part
	}
	return lines
}

// dutiesKey is what the list's files call the duties of a block.
func dutiesKey(part list.Part) string {
	if part == list.TakeoverPart {
		return "methods"
	}
	return "duties"
}

// differencesIn finds what two cells do not have in common. What one has in other words is told from what it has alone
// by likeness, and a department's duties are compared with its own: in which order a cell has the departments says
// nothing.
func differencesIn(a, b []line) []Difference {
	var all []Difference
	for _, d := range departmentsOf(a, b) {
		theirs := func(lines []line) []line {
			var own []line
			for _, l := range lines {
				if l.department == d {
					own = append(own, l)
				}
			}
			return own
		}
		for _, p := range aligned(theirs(a), theirs(b)) {
			diff := Difference{Department: d}
			for _, l := range []*line{p.a, p.b} {
				if l != nil {
					diff.Cell, diff.Heading = Cell(l.part), l.heading
				}
			}
			if p.a != nil {
				diff.A, diff.InA = p.a.text, p.a.at
			}
			if p.b != nil {
				diff.B, diff.InB = p.b.text, p.b.at
			}
			all = append(all, diff)
		}
	}
	return all
}

// departmentsOf are whose duties lines are, in their order; nil among them, where a cell has duties of nobody's.
func departmentsOf(a, b []line) []*list.Department {
	var all []*list.Department
	for _, l := range slices.Concat(a, b) {
		if !slices.Contains(all, l.department) {
			all = append(all, l.department)
		}
	}
	return all
}

// A pair is two lines that differ, or one that the other cell has not.
type pair struct{ a, b *line }

// reworded is how much alike two duties are at least that are one in other words.
const reworded = 0.4

// aligned pairs the lines that differ: between those that are equal, each with the one that is most like it.
func aligned(a, b []line) []pair {
	var all []pair
	var gapA, gapB []*line
	close := func() {
		all = append(all, paired(gapA, gapB)...)
		gapA, gapB = nil, nil
	}
	for _, s := range shortest(len(a), len(b), func(i, j int) bool { return a[i].same(&b[j]) }) {
		switch {
		case s.a >= 0 && s.b >= 0:
			close()
		case s.a >= 0:
			gapA = append(gapA, &a[s.a])
		default:
			gapB = append(gapB, &b[s.b])
		}
	}
	close()
	return all
}

// paired pairs lines of two gaps, without crossing: what of the other is most like the next one.
func paired(a, b []*line) []pair {
	var all []pair
	prints := map[*line]likeness.Print{}
	if len(a) > 0 && len(b) > 0 {
		for _, l := range slices.Concat(a, b) {
			prints[l] = likeness.Of(l.text)
		}
	}
	for _, l := range a {
		best, most := -1, reworded
		for j, other := range b {
			if like := prints[l].Like(prints[other]); l.heading == other.heading && like >= most {
				best, most = j, like
			}
		}
		if best < 0 {
			all = append(all, pair{l, nil})
			continue
		}
		for _, other := range b[:best] {
			all = append(all, pair{nil, other})
		}
		all = append(all, pair{l, b[best]})
		b = b[best+1:]
	}
	for _, other := range b {
		all = append(all, pair{nil, other})
	}
	return all
}
