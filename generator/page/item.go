package page

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"handbook/generator/address"
	"handbook/generator/list"
)

// Headings of a reclaimed item's part, as in the official table, and of what the editor says.
const (
	takeoverHead = "承接部门及工作方式"
	noteHead     = "编者注"
	seeHead      = "编者注：同一件事，另见"
)

func (m *maker) item(t *list.Town, item *list.Item) {
	p := &Page{Address: address.Item(t, item), Source: source(t, item.Kind), Type: "item", Title: item.Title}
	p.Facts = []Fact{{"id", item.ID}, {"list", item.Kind.ID()}, {"mark", item.Kind.Mark()}, {"weight", item.No},
		{"category", []Fact{{"id", item.Category.ID}, {"name", item.Category.Name}}}}
	answer := Answer(m.county, t, item)
	p.Facts = append(p.Facts, Fact{"answer", answer})
	p.Intro = append(p.Intro, Paragraph{Text{
		{Text: item.Kind.Mark(), Style: Mark}, {Text: " " + strconv.Itoa(item.No) + " · "},
		link(item.Kind.Name(), address.List(t, item.Kind)), {Text: " · "},
		link(item.Category.Name, address.Category(t, item.Category)),
	}}, Paragraph{Text{strong(answer)}})
	if len(item.Departments) > 0 {
		departments := make([][]Fact, len(item.Departments))
		for i, d := range item.Departments {
			departments[i] = []Fact{{"id", d.ID}, {"name", d.Name}}
			if block := blockOf(item, d); block != "" && len(item.Departments) > 1 {
				departments[i] = append(departments[i], Fact{"short", d.Short}, Fact{"block", block})
			}
			if role := item.Roles[d]; role != "" {
				departments[i] = append(departments[i], Fact{"role", role})
			}
			if phones := d.Contact.Phones; len(phones) > 0 {
				departments[i] = append(departments[i], Fact{"phone", phones[0]}, Fact{"call", Telephone(phones[0])})
			}
		}
		p.Facts = append(p.Facts, Fact{"departments", departments}, Fact{"whose", citedDepartments(item)})
		p.Intro = append(p.Intro, Paragraph{departmentLinks(item)})
	} else if said := empty(item, "departments"); said != "" {
		p.Facts = append(p.Facts, Fact{"unnamed", said})
		p.Intro = append(p.Intro, Paragraph{Text{{Text: item.Kind.Departments() + "："}, {Text: said, Style: Aside}}})
	}
	if item.Statement != "" {
		p.Facts = append(p.Facts, Fact{"statement", item.Statement})
		p.Intro = append(p.Intro, Paragraph{Words(item.Statement)})
	}
	p.Facts = append(p.Facts, Fact{"near", near(t.Lists[item.Kind], item)})
	p.Facts = append(p.Facts, m.elsewhere(item)...)
	p.Facts = append(p.Facts, m.pieces(p.Title)...)
	p.Sections = m.parts(t, item)
	p.Brief = briefOf(answer, item, p.Sections)
	m.add(p)
}

// citedDepartments is what a citation says of who shares an item: the first departments by name, and how many there are
// where it does not name all. The list names no lead among them.
func citedDepartments(item *list.Item) string {
	names := departmentNames(item.Departments)
	if len(names) <= MostNamed {
		return strings.Join(names, "、")
	}
	return fmt.Sprintf("%s等 %d 个部门", strings.Join(names[:MostNamed], "、"), len(names))
}

// blockOf is the id of the first of an item's blocks that a department heads, on the item's page, or "".
func blockOf(item *list.Item, d *list.Department) string {
	for part, blocks := range item.Parts() {
		for n, block := range blocks {
			if block.Department == d {
				return blockID(part, n)
			}
		}
	}
	return ""
}

// blockID is the id of the block at this place in a part of an item, on the item's page.
func blockID(part list.Part, n int) string { return fmt.Sprintf("%s-%d", part, n+1) }

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

// parts are the sections of an item's page: who does what, what the document's further columns say, and what the editor
// says: where else the same matter stands, and the note.
func (m *maker) parts(t *list.Town, item *list.Item) []Section {
	var sections []Section
	add := func(part list.Part, head string, blocks []list.Block) {
		section := Section{ID: string(part), Head: Words(head)}
		for _, block := range blocks {
			section.Body = append(section.Body, m.duties(3, block, nil))
		}
		if said := empty(item, part); said != "" {
			section.Body = append(section.Body, Duties{Level: 3, List: []Text{{{Text: said, Style: Aside}}}})
		}
		if len(section.Body) > 0 {
			sections = append(sections, section)
		}
	}
	add(list.TownPart, t.Ours(item.Kind), item.Town)
	add(list.CountyPart, t.Theirs(item.Kind), item.County)
	add(list.TakeoverPart, takeoverHead, item.Takeovers)
	for i, name := range t.Columns[item.Kind] {
		text := Text{{Text: empty(item, list.Part(name)), Style: Aside}}
		if f := slices.IndexFunc(item.Fields, func(f list.Field) bool { return f.Name == name }); f >= 0 {
			text = m.mention(item.Fields[f].Text)
		}
		id := fmt.Sprintf("%s%d", fieldID, i+1)
		sections = append(sections, Section{id, Words(name), []Block{Duties{Level: 3, List: []Text{text}}}})
	}
	if len(item.See) > 0 {
		sections = append(sections, Section{"see", Words(seeHead), []Block{seeAlso(t, item)}})
	}
	if item.Note != "" {
		sections = append(sections, Section{"note", Words(noteHead), []Block{Note{Words(item.Note)}}})
	}
	return sections
}

// seeAlso lists the items about the same matter. As they stand beside what the page is about, many departments are only
// counted.
func seeAlso(t *list.Town, item *list.Item) Index {
	entries := index(t, item.See)
	for i, e := range entries {
		if n := len(e.Departments); n > MostNamed {
			entries[i].Departments = []string{fmt.Sprintf("%s等 %d 个部门", strings.Join(e.Departments[:2], "、"), n)}
		}
	}
	return entries
}

// fieldID opens the ids of the sections of further columns: field-1, field-2 in the order of the columns.
const fieldID = "field-"

// Fields are the sections of a page's further columns.
func (p *Page) Fields() []*Section {
	var fields []*Section
	for i := range p.Sections {
		if strings.HasPrefix(p.Sections[i].ID, fieldID) {
			fields = append(fields, &p.Sections[i])
		}
	}
	return fields
}

// empty is what is said of a cell that the document leaves empty, or "".
func empty(item *list.Item, cell list.Part) string {
	switch printed := item.Empty[string(cell)]; printed {
	case "":
		return ""
	case list.Blank:
		return "原文此栏空白。"
	default:
		return "原文此栏为“" + printed + "”。"
	}
}

// departmentLinks is the line that names an item's departments.
func departmentLinks(item *list.Item) Text {
	text := Text{{Text: item.Kind.Departments() + "："}}
	for i, d := range item.Departments {
		if i > 0 {
			text = append(text, Inline{Text: "、"})
		}
		text = append(text, link(d.Name, address.Department(d)))
		if role := item.Roles[d]; role != "" {
			text = append(text, Inline{Text: "（" + role + "）"})
		}
		if phones := d.Contact.Phones; len(phones) > 0 {
			text = append(text, Inline{Text: " "}, Inline{Text: phones[0], URL: Telephone(phones[0])})
		}
	}
	return text
}

// duties is a block with its heading, where it has one. Duties link to the departments that they mention, except to the
// block's own and to self, whose page it is on.
func (m *maker) duties(level int, block list.Block, self *list.Department) Duties {
	d := Duties{Level: level, Marked: list.Marked(block.Duties)}
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
	if len(block.Duties) == 0 {
		d.List = []Text{{{Text: "原文没有写工作方式。", Style: Aside}}}
	}
	return d
}

// An officialName is a name by which a text may mention a department: its full name, or the county's with one of the
// short names (泽普县市场监管局). Bare short names are too short to be sure of.
type officialName struct {
	name       string
	department *list.Department
}

// officialNames returns the names to look for by their first characters, the longest first, so that none is taken for
// the beginning of another.
func officialNames(county *list.County) map[rune][]officialName {
	var names []officialName
	prefixes := map[string]bool{}
	for _, t := range county.Towns {
		prefixes[t.County] = true
	}
	for _, d := range county.Departments {
		names = append(names, officialName{d.Name, d})
		for _, short := range append([]string{d.Short}, d.Aliases...) {
			for prefix := range prefixes {
				if prefix+short != d.Name && !strings.HasPrefix(short, county.Words.Word) &&
					strings.HasPrefix(d.Name, prefix) {
					names = append(names, officialName{prefix + short, d})
				}
			}
		}
	}
	slices.SortFunc(names, func(a, b officialName) int {
		return cmp.Or(cmp.Compare(len(b.name), len(a.name)), cmp.Compare(a.name, b.name))
	})
	byFirst := map[rune][]officialName{}
	for _, n := range names {
		first, _ := utf8.DecodeRuneInString(n.name)
		byFirst[first] = append(byFirst[first], n)
	}
	return byFirst
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
	for at, r := range text {
		for _, n := range m.names[r] {
			if strings.HasPrefix(text[at:], n.name) {
				return at, n
			}
		}
	}
	return len(text), found
}

func departmentNames(departments []*list.Department) []string {
	names := make([]string, len(departments))
	for i, d := range departments {
		names[i] = d.Name
	}
	return names
}
