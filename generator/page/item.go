package page

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"handbook/generator/address"
	"handbook/generator/list"
)

// Headings of an item's parts, as in the official table, and of the editor's note.
const (
	townHead     = "乡镇配合职责"
	countyHead   = "上级部门职责"
	takeoverHead = "承接部门及工作方式"
	noteHead     = "编者注"
)

func (m *maker) item(t *list.Town, item *list.Item) {
	p := &Page{Address: address.Item(t, item), Source: source(t, item.Kind), Type: "item", Title: item.Title}
	p.Facts = []Fact{{"id", item.ID}, {"list", item.Kind.ID()}, {"mark", item.Kind.Mark()}, {"weight", item.No},
		{"category", []Fact{{"id", item.Category.ID}, {"name", item.Category.Name}}}}
	p.Intro = append(p.Intro, Paragraph{Text{
		{Text: item.Kind.Mark(), Style: Mark}, {Text: " " + strconv.Itoa(item.No) + " · "},
		link(item.Kind.Name(), address.List(t, item.Kind)), {Text: " · "},
		link(item.Category.Name, address.Category(t, item.Category)),
	}})
	if len(item.Departments) > 0 {
		departments := make([][]Fact, len(item.Departments))
		for i, d := range item.Departments {
			departments[i] = []Fact{{"id", d.ID}, {"name", d.Name}}
		}
		p.Facts = append(p.Facts, Fact{"departments", departments}, Fact{"whose", citedDepartments(item)})
		p.Intro = append(p.Intro, Paragraph{departmentLinks(item)})
	}
	if item.Statement != "" {
		p.Facts = append(p.Facts, Fact{"statement", item.Statement})
		p.Intro = append(p.Intro, Paragraph{Words(item.Statement)})
	}
	p.Facts = append(p.Facts, Fact{"near", near(t.Lists[item.Kind], item)})
	p.Sections = m.parts(item)
	m.add(p)
}

// mostCited is how many departments a citation names.
const mostCited = 3

// citedDepartments is what a citation says of who shares an item: the first departments by name, and how many there are
// where it does not name all. The list names no lead among them.
func citedDepartments(item *list.Item) string {
	names := departmentNames(item.Departments)
	if len(names) <= mostCited {
		return strings.Join(names, "、")
	}
	return fmt.Sprintf("%s等 %d 个部门", strings.Join(names[:mostCited], "、"), len(names))
}

// near are the numbers of an item and of those beside it in its list that have its category: up to two on each side.
func near(items []*list.Item, item *list.Item) []int {
	var numbers []int
	for _, other := range items {
		if apart := other.No - item.No; apart >= -2 && apart <= 2 && other.Category == item.Category {
			numbers = append(numbers, other.No)
		}
	}
	return numbers
}

// parts are the sections of an item's page: who does what.
func (m *maker) parts(item *list.Item) []Section {
	var sections []Section
	add := func(id, head string, blocks []list.Block) {
		if len(blocks) == 0 {
			return
		}
		section := Section{ID: id, Head: Words(head)}
		for _, block := range blocks {
			section.Body = append(section.Body, m.duties(3, block, nil))
		}
		sections = append(sections, section)
	}
	add("town", townHead, item.Town)
	add("county", countyHead, item.County)
	add("takeover", takeoverHead, item.Takeovers)
	if item.Note != "" {
		sections = append(sections, Section{"note", Words(noteHead), []Block{Note{Words(item.Note)}}})
	}
	return sections
}

// departmentLinks is the line that names an item's departments.
func departmentLinks(item *list.Item) Text {
	text := Text{{Text: item.Kind.Departments() + "："}}
	for i, d := range item.Departments {
		if i > 0 {
			text = append(text, Inline{Text: "、"})
		}
		text = append(text, link(d.Name, address.Department(d)))
	}
	return text
}

// duties is a block with its heading, where it has one. Duties link to the departments that they mention, except to the
// block's own and to self, whose page it is on.
func (m *maker) duties(level int, block list.Block, self *list.Department) Duties {
	d := Duties{Level: level}
	if block.Department != nil {
		d.Head = Text{link(block.Department.Name, address.Department(block.Department))}
	}
	switch {
	case block.Department != nil && block.Heading != "":
		d.Head = append(d.Head, Inline{Text: "（" + block.Heading + "）"})
	case block.Heading != "":
		d.Head = Words(block.Heading)
	}
	for _, duty := range block.Duties {
		d.List = append(d.List, m.mention(duty, block.Department, self))
	}
	return d
}

// An officialName is a name by which a text may mention a department: its full name, or the county's with one of the
// short names (泽普县市场监管局). Bare short names are too short to be sure of.
type officialName struct {
	name       string
	department *list.Department
}

// officialNames returns the names to look for, the longest first, so that none is taken for the beginning of another.
func officialNames(county *list.County) []officialName {
	var names []officialName
	prefixes := map[string]bool{}
	for _, t := range county.Towns {
		prefixes[t.County] = true
	}
	for _, d := range county.Departments {
		names = append(names, officialName{d.Name, d})
		for _, short := range append([]string{d.Short}, d.Aliases...) {
			for prefix := range prefixes {
				if prefix+short != d.Name && !strings.HasPrefix(short, "县") && strings.HasPrefix(d.Name, prefix) {
					names = append(names, officialName{prefix + short, d})
				}
			}
		}
	}
	slices.SortFunc(names, func(a, b officialName) int {
		return cmp.Or(cmp.Compare(len(b.name), len(a.name)), cmp.Compare(a.name, b.name))
	})
	return names
}

// mention links the departments that a text mentions, but for those given.
func (m *maker) mention(text string, except ...*list.Department) Text {
	var out Text
	written := 0 // how much of the text is in out
	for at := 0; ; {
		from, found := m.firstName(text[at:])
		if found.department == nil {
			break
		}
		from, at = at+from, at+from+len(found.name)
		if slices.Contains(except, found.department) {
			continue
		}
		if from > written {
			out = append(out, Inline{Text: text[written:from]})
		}
		out = append(out, link(found.name, address.Department(found.department)))
		written = at
	}
	if written < len(text) {
		out = append(out, Inline{Text: text[written:]})
	}
	return out
}

// firstName finds the first name of a department in a text; where several begin there, the longest.
func (m *maker) firstName(text string) (at int, found officialName) {
	at = len(text)
	for _, n := range m.names {
		if i := strings.Index(text[:min(len(text), at+len(n.name))], n.name); i >= 0 && i < at {
			at, found = i, n
		}
	}
	return at, found
}

func departmentNames(departments []*list.Department) []string {
	names := make([]string, len(departments))
	for i, d := range departments {
		names[i] = d.Name
	}
	return names
}
