package page

import (
	"slices"
	"sort"
	"strconv"
	"strings"

	"handbook/generator/address"
	"handbook/generator/list"
)

// Heads of an item's parts, as the official table has them, and of the editor's note.
const (
	townHead     = "乡镇配合职责"
	countyHead   = "上级部门职责"
	takeoverHead = "承接部门及工作方式"
	noteHead     = "编者注"
)

func (w *writer) item(t *list.Town, item *list.Item) {
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
		p.Facts = append(p.Facts, Fact{"departments", departments})
		p.Intro = append(p.Intro, Paragraph{departmentLinks(item)})
	}
	if item.Statement != "" {
		p.Facts = append(p.Facts, Fact{"statement", item.Statement})
		p.Intro = append(p.Intro, Paragraph{Words(item.Statement)})
	}
	p.Sections = w.parts(item)
	w.add(p)
}

// parts are the sections of an item's page: who does what.
func (w *writer) parts(item *list.Item) []Section {
	var sections []Section
	add := func(id, head string, blocks []list.Block) {
		if len(blocks) == 0 {
			return
		}
		section := Section{ID: id, Head: Words(head)}
		for _, block := range blocks {
			section.Body = append(section.Body, w.duties(3, block, nil))
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

// duties is a block with its head, where it has one. The duties link to the departments that they mention, but not to
// the one whose block or page it is.
func (w *writer) duties(level int, block list.Block, self *list.Department) Duties {
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
		d.List = append(d.List, w.mention(duty, block.Department, self))
	}
	return d
}

// An officialName is a name by which a text may mention a department: its full name, or the county's with one of the
// short names (泽普县市场监管局). Bare short names are too short to be sure of.
type officialName struct {
	name       string
	department *list.Department
}

// officialNames returns the names to look for, longest first so that a name is never taken for its own beginning.
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
	sort.Slice(names, func(i, j int) bool {
		if a, b := len(names[i].name), len(names[j].name); a != b {
			return a > b
		}
		return names[i].name < names[j].name
	})
	return names
}

// mention links the departments that a text mentions, but for those given.
func (w *writer) mention(text string, except ...*list.Department) Text {
	var out Text
	written := 0 // how much of the text is in out
	for at := 0; ; {
		from, found := w.firstName(text[at:])
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

// firstName finds the first name of a department in a text, and of those that start there the longest.
func (w *writer) firstName(text string) (at int, found officialName) {
	at = len(text)
	for _, n := range w.names {
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
