package page

import (
	"fmt"
	"slices"
	"strings"

	"handbook/generator/address"
	"handbook/generator/list"
)

// A role is what an item asks of a department.
type role struct {
	town   *list.Town
	item   *list.Item
	blocks []list.Block // the department's own, or all where they name no department
	shared bool         // the blocks are those of several departments
	places []string     // of the blocks, on the item's page
	headed bool         // the department heads them there
}

// rolesOf collects for every department the joint items that name it and the items that it took over, in the order of
// the towns and lists. The list names no lead department, so none is said to lead.
func rolesOf(county *list.County) map[*list.Department][]role {
	roles := map[*list.Department][]role{}
	for _, t := range county.Towns {
		for _, item := range t.Items() {
			blocks, part := item.County, list.CountyPart
			if item.Kind.Shape() == list.ReclaimedShape {
				blocks, part = item.Takeovers, list.TakeoverPart
			}
			headed := slices.ContainsFunc(blocks, func(b list.Block) bool { return b.Department != nil })
			for _, d := range item.Departments {
				r := role{town: t, item: item, headed: headed, shared: !headed && len(item.Departments) > 1}
				for i, block := range blocks {
					if block.Department == d || !headed {
						r.blocks, r.places = append(r.blocks, block), append(r.places, blockID(part, i))
					}
				}
				roles[d] = append(roles[d], r)
			}
		}
	}
	return roles
}

// rolesIn are a department's roles in one of a town's lists.
func (m *maker) rolesIn(d *list.Department, t *list.Town, kind *list.Kind) []role {
	var roles []role
	for _, r := range m.roles[d] {
		if r.town == t && r.item.Kind == kind {
			roles = append(roles, r)
		}
	}
	return roles
}

// countOf is how many items of a town's lists of a shape name a department.
func (m *maker) countOf(d *list.Department, t *list.Town, shape list.Shape) int {
	n := 0
	for _, r := range m.roles[d] {
		if r.town == t && r.item.Kind.Shape() == shape {
			n++
		}
	}
	return n
}

// A count is how many items of a list name a department.
type count struct {
	kind *list.Kind
	n    int
}

// counts are how many items name a department, or took over by it, list by list: in one town, or where none is given,
// in all; what several towns have alike is one. Lists with none are left out.
func (m *maker) counts(d *list.Department, in *list.Town) []count {
	of := map[*list.Kind]int{}
	for _, r := range m.roles[d] {
		if in == nil && m.matters == nil || r.town == in {
			of[r.item.Kind]++
		}
	}
	if in == nil {
		for _, s := range m.shared[d] {
			of[s.Kind]++
		}
	}
	var counts []count
	for _, kind := range m.kinds {
		if of[kind] > 0 {
			counts = append(counts, count{kind, of[kind]})
		}
	}
	return counts
}

// departments makes the index of the departments and the page of each.
func (m *maker) departments() {
	p := &Page{Address: address.Departments, Source: "departments.toml", Type: "departments",
		Title: m.county.Words.Departments}
	var columns []string
	for _, kind := range m.kinds {
		switch kind.Shape() {
		case list.JointShape:
			columns = append(columns, fmt.Sprintf("%s（%s）", kind.Short(), kind.Mark()))
		case list.ReclaimedShape:
			columns = append(columns, fmt.Sprintf("承接%s（%s）", kind.Word(), kind.Mark()))
		}
	}
	switch n := len(m.county.Departments); {
	case n == 0:
		p.Brief = "清单没有列出部门（单位）。"
	case len(columns) > 0:
		p.Brief = fmt.Sprintf("清单所列的 %d 个部门（单位），及其%s事项数。", n, inWords(columns, "与"))
	}
	if p.Brief != "" {
		p.Intro = []Block{Paragraph{Words(p.Brief)}}
	}
	for _, kind := range list.DepartmentKinds {
		if lines := m.departmentLines(kind.ID, nil, false); len(lines) > 0 {
			p.Sections = append(p.Sections, Section{kind.ID, Words(kind.Name), []Block{lines}})
		}
	}
	m.add(p)
	for i, d := range m.county.Departments {
		m.department(i, d)
	}
}

// departmentsSection is the same index as a part of a front page: of a town's departments, or where no town is given,
// of all.
func (m *maker) departmentsSection(of *list.Town) Section {
	section := Section{ID: "departments", Head: Text{link(m.county.Words.Departments, address.Departments)}}
	for _, kind := range list.DepartmentKinds {
		if lines := m.departmentLines(kind.ID, of, true); len(lines) > 0 {
			section.Body = append(section.Body, Heading{3, Words(kind.Name)}, lines)
		}
	}
	return section
}

// departmentFacts is the same of one of several towns, for the theme: the departments' own pages say more of them, but
// of all towns, and Hugo makes a town's pages without them.
func (m *maker) departmentFacts(t *list.Town) Fact {
	var facts [][]Fact
	for _, d := range m.county.Departments {
		var counts [][]Fact
		for _, c := range m.counts(d, t) {
			counts = append(counts, []Fact{{"list", c.kind.ID()}, {"count", c.n}})
		}
		if len(counts) > 0 {
			facts = append(facts, []Fact{{"id", d.ID}, {"kind", d.Kind}, {"short", d.Short}, {"counts", counts}})
		}
	}
	return Fact{"departments", facts}
}

// legend is the fact that says what the marks beside departments mean, on the front page of a town, or of all.
func (m *maker) legend(of *list.Town) Fact {
	kinds := m.kinds
	if of != nil {
		kinds = of.Kinds()
	}
	var meanings []string
	for _, kind := range kinds {
		switch kind.Shape() {
		case list.JointShape:
			meanings = append(meanings, kind.Mark()+"＝"+kind.Short())
		case list.ReclaimedShape:
			meanings = append(meanings, kind.Mark()+"＝承接"+kind.Word())
		}
	}
	return Fact{"legend", strings.Join(meanings, "，")}
}

// departmentLines lists the departments of a kind with how many items of each list name them, or were taken over by
// them. On a town's page these are the town's; a department that none of its items names is left out.
func (m *maker) departmentLines(kind string, of *list.Town, short bool) Lines {
	var lines Lines
	for _, d := range m.county.Departments {
		counts := m.counts(d, of)
		if d.Kind != kind || of != nil && len(counts) == 0 {
			continue
		}
		name := d.Name
		if short {
			name = d.Short
		}
		line := Text{link(name, address.Department(d))}
		for _, c := range counts {
			line = append(line, Inline{Text: fmt.Sprintf(" %s %d", c.kind.Mark(), c.n)})
		}
		lines = append(lines, line)
	}
	return lines
}

// department makes a department's page: its duties in every item that names it, and the items that it took over.
func (m *maker) department(i int, d *list.Department) {
	if len(m.county.Towns) > 1 {
		m.departmentOfTowns(i, d)
		return
	}
	duties, of := 0, map[*list.Kind]int{} // items of each list
	var lists [][]Fact                    // one for each section
	p := &Page{Address: address.Department(d), Source: "departments.toml", Type: "department", Title: d.Name}
	t := m.county.Towns[0]
	for _, kind := range t.Kinds() {
		roles := m.rolesIn(d, t, kind)
		if len(roles) == 0 {
			continue
		}
		of[kind] += len(roles)
		count := Inline{Text: fmt.Sprintf(" %d 项", len(roles))}
		section := Section{ID: kind.ID(), Head: Text{link(kind.Name(), address.List(t, kind)), count}}
		var numbers []int
		for _, r := range roles {
			numbers = append(numbers, r.item.No)
			section.Body = append(section.Body, m.role(d, r)...)
			for _, block := range r.blocks {
				duties += len(block.Duties)
			}
		}
		p.Sections = append(p.Sections, section)
		lists = append(lists, []Fact{{"list", kind.ID()}, {"name", kind.Name()}, {"count", len(roles)},
			{"numbers", numbers}})
	}
	var counts [][]Fact
	var brief []string
	for _, kind := range m.kinds {
		what, word, n := kind.Name(), kind.Word(), of[kind]
		switch kind.Shape() {
		case list.BasicShape:
			continue
		case list.ReclaimedShape:
			what, word = "承接"+kind.Word()+"事项", "承接"+kind.Word()
		}
		counts = append(counts, []Fact{{"list", kind.ID()}, {"name", what}, {"count", n}})
		if n > 0 {
			brief = append(brief, fmt.Sprintf("%s %d 项", word, n))
		}
	}
	p.Brief = strings.Join(brief, "、") + "，逐项列出职责。"
	p.Facts = []Fact{{"id", d.ID}, {"short", d.Short}, {"kind", d.Kind}, {"weight", i + 1},
		{"counts", counts}, {"duties", duties}, {"lists", lists}}
	intro := fmt.Sprintf("履职事项清单中与%s有关的全部内容。", d.Name) // how many there are, the counts say
	p.Facts = append(p.Facts, m.pieces(p.Title)...)
	p.Intro = append([]Block{Paragraph{Words(intro)}}, Contact(d.Contact)...)
	m.add(p)
}

// citeWord stands behind each duty of a department's page, and leads to where the duty is cited: on the item's page.
const citeWord = "引用"

// role is an item on a department's page: its heading, and what it asks of the department.
func (m *maker) role(d *list.Department, r role) []Block {
	at := address.Item(r.town, r.item)
	to := at
	if r.headed && len(r.places) > 0 {
		to = at.At(r.places[0])
	}
	blocks := []Block{Heading{3, Text{{Text: r.item.Kind.Mark(), Style: Mark}, {Text: fmt.Sprintf(" %d ", r.item.No)},
		link(r.item.Title, to)}}}
	blocks = append(blocks, m.remarks(r)...)
	for i, block := range r.blocks {
		if !r.shared {
			block.Department = nil // its name is the page's title: only a sub-heading is left to say
		}
		duties := m.duties(4, block, d)
		for n := range block.Duties {
			cite := link(citeWord, at.At(fmt.Sprintf("%s-%d", r.places[i], n+1)))
			duties.List[n] = append(duties.List[n], Inline{Text: " "}, cite)
		}
		blocks = append(blocks, duties)
	}
	return blocks
}

// remarks are what is said before a role's duties: that they are those of several departments, or that the document has
// none.
func (m *maker) remarks(r role) []Block {
	var blocks []Block
	if r.shared {
		all := strings.Join(departmentNames(r.item.Departments), "、")
		blocks = append(blocks, Paragraph{Text{{Text: "原文未分部门，以下为" + all + "共同的职责。", Style: Aside}}})
	}
	if said := empty(r.item, list.CountyPart); r.item.Kind.Shape() == list.JointShape && said != "" {
		blocks = append(blocks, Paragraph{Text{{Text: said, Style: Aside}}})
	}
	return blocks
}
