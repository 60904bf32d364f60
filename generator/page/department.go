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
}

// rolesOf collects for every department the joint items that name it and the items that it took over, in the order of
// the towns and lists. The list names no lead department, so none is said to lead.
func rolesOf(county *list.County) map[*list.Department][]role {
	roles := map[*list.Department][]role{}
	for _, t := range county.Towns {
		for _, item := range t.Items() {
			blocks := item.County
			if item.Kind == list.Reclaimed {
				blocks = item.Takeovers
			}
			headed := slices.ContainsFunc(blocks, func(b list.Block) bool { return b.Department != nil })
			for _, d := range item.Departments {
				r := role{town: t, item: item}
				for _, block := range blocks {
					if block.Department == d {
						r.blocks = append(r.blocks, block)
					}
				}
				if !headed {
					r.blocks, r.shared = blocks, len(item.Departments) > 1
				}
				roles[d] = append(roles[d], r)
			}
		}
	}
	return roles
}

// rolesIn are a department's roles in one of a town's lists.
func (m *maker) rolesIn(d *list.Department, t *list.Town, kind list.Kind) []role {
	var roles []role
	for _, r := range m.roles[d] {
		if r.town == t && r.item.Kind == kind {
			roles = append(roles, r)
		}
	}
	return roles
}

// countRoles says how many joint items name a department, and how many items it took over.
func (m *maker) countRoles(d *list.Department) (joint, reclaimed int) {
	for _, r := range m.roles[d] {
		if r.item.Kind == list.Joint {
			joint++
		} else {
			reclaimed++
		}
	}
	return joint, reclaimed
}

// departments makes the index of the departments and the page of each.
func (m *maker) departments() {
	p := &Page{Address: address.Departments, Source: "departments.toml", Type: "departments", Title: "县级部门"}
	p.Intro = []Block{Paragraph{Words(fmt.Sprintf("清单所列的 %d 个部门（单位），及其配合履职（配）与承接收回（收）事项数。",
		len(m.county.Departments)))}}
	for _, kind := range list.DepartmentKinds {
		if lines := m.departmentLines(kind.ID, false); len(lines) > 0 {
			p.Sections = append(p.Sections, Section{kind.ID, Words(kind.Name), []Block{lines}})
		}
	}
	m.add(p)
	for i, d := range m.county.Departments {
		m.department(i, d)
	}
}

// departmentsSection is the same index as a part of a front page.
func (m *maker) departmentsSection() Section {
	section := Section{ID: "departments", Head: Text{link("县级部门", address.Departments)}}
	for _, kind := range list.DepartmentKinds {
		if lines := m.departmentLines(kind.ID, true); len(lines) > 0 {
			section.Body = append(section.Body, Heading{3, Words(kind.Name)}, lines)
		}
	}
	return section
}

// departmentLines lists the departments of a kind with how many joint items name them and how many items they took
// over.
func (m *maker) departmentLines(kind string, short bool) Lines {
	var lines Lines
	for _, d := range m.county.Departments {
		if d.Kind != kind {
			continue
		}
		name := d.Name
		if short {
			name = d.Short
		}
		line := Text{link(name, address.Department(d))}
		joint, reclaimed := m.countRoles(d)
		if joint > 0 {
			line = append(line, Inline{Text: fmt.Sprintf(" %s %d", list.Joint.Mark(), joint)})
		}
		if reclaimed > 0 {
			line = append(line, Inline{Text: fmt.Sprintf(" %s %d", list.Reclaimed.Mark(), reclaimed)})
		}
		lines = append(lines, line)
	}
	return lines
}

// department makes a department's page: its duties in every joint item that names it, and the items that it took over.
func (m *maker) department(i int, d *list.Department) {
	joint, reclaimed := m.countRoles(d)
	duties := 0
	var lists [][]Fact // one for each section
	p := &Page{Address: address.Department(d), Source: "departments.toml", Type: "department", Title: d.Name}
	for _, t := range m.county.Towns {
		for _, kind := range []list.Kind{list.Joint, list.Reclaimed} {
			roles := m.rolesIn(d, t, kind)
			if len(roles) == 0 {
				continue
			}
			id, name := m.partOf(t, kind)
			count := Inline{Text: fmt.Sprintf(" %d 项", len(roles))}
			section := Section{ID: id, Head: Text{link(name, address.List(t, kind)), count}}
			var numbers []int
			for _, r := range roles {
				numbers = append(numbers, r.item.No)
				section.Body = append(section.Body, m.role(d, r)...)
				for _, block := range r.blocks {
					duties += len(block.Duties)
				}
			}
			p.Sections = append(p.Sections, section)
			lists = append(lists, []Fact{{"list", kind.ID()}, {"name", name}, {"numbers", numbers}})
		}
	}
	p.Facts = []Fact{{"id", d.ID}, {"short", d.Short}, {"kind", d.Kind}, {"weight", i + 1},
		{"joint", joint}, {"duties", duties}, {"reclaimed", reclaimed}, {"lists", lists}}
	p.Intro = []Block{Paragraph{Words(fmt.Sprintf("履职事项清单中与%s有关的全部内容：配合履职事项 %d 项，上级部门收回事项 %d 项。",
		d.Name, joint, reclaimed))}}
	m.add(p)
}

// partOf is the id and the name of a town's list on a department's page; where there are several towns, with the
// town's.
func (m *maker) partOf(t *list.Town, kind list.Kind) (id, name string) {
	if len(m.county.Towns) == 1 {
		return kind.ID(), kind.Name()
	}
	return t.ID + "-" + kind.ID(), t.Name + kind.Name()
}

// role is an item on a department's page: its heading, and what it asks of the department.
func (m *maker) role(d *list.Department, r role) []Block {
	blocks := []Block{Heading{3, Text{{Text: r.item.Kind.Mark(), Style: Mark}, {Text: fmt.Sprintf(" %d ", r.item.No)},
		link(r.item.Title, address.Item(r.town, r.item))}}}
	if r.shared {
		all := strings.Join(departmentNames(r.item.Departments), "、")
		blocks = append(blocks, Paragraph{Text{{Text: "原文未分部门，以下为" + all + "共同的职责。", Style: Aside}}})
	}
	for _, block := range r.blocks {
		if !r.shared {
			block.Department = nil // its name is the page's title: only a sub-heading is left to say
		}
		blocks = append(blocks, m.duties(4, block, d))
	}
	return blocks
}
