package page

import (
	"fmt"
	"strings"

	"handbook/generator/list"
)

// A role is what an item asks of a department.
type role struct {
	town   *list.Town
	item   *list.Item
	blocks []list.Block // the department's own; or, where the cell names none, all
	shared bool         // the cell names no department: the blocks are those of all its departments
}

// rolesOf collects for every department the joint items whose cell names it and the items it took over, in the order of the
// towns and lists. It says no more than the list does: the list names no lead department, so none is told.
func rolesOf(county *list.County) map[*list.Department][]role {
	roles := map[*list.Department][]role{}
	for _, t := range county.Towns {
		for _, item := range t.Items() {
			blocks := item.County
			if item.Kind == list.Reclaimed {
				blocks = item.Takeovers
			}
			for _, d := range item.Departments {
				r := role{town: t, item: item}
				for _, block := range blocks {
					if block.Department == d {
						r.blocks = append(r.blocks, block)
					}
				}
				if !headed(blocks) {
					r.blocks, r.shared = blocks, len(item.Departments) > 1
				}
				roles[d] = append(roles[d], r)
			}
		}
	}
	return roles
}

func headed(blocks []list.Block) bool {
	for _, b := range blocks {
		if b.Department != nil {
			return true
		}
	}
	return false
}

// departments writes the index of the departments and the page of each.
func (b *book) departments() {
	var parts []string
	for _, kind := range list.DepartmentKinds {
		if len(b.ofKind(kind.ID)) > 0 {
			parts = append(parts, kind.ID)
		}
	}
	w := begin("departments/_index.md", "departments.toml", "departments", "县级部门", meta{"parts", parts})
	fmt.Fprintf(w, "\n清单所列的 %d 个部门（单位），及其配合履职（配）与承接收回（收）事项数。\n", len(b.county.Departments))
	for _, kind := range list.DepartmentKinds {
		if departments := b.ofKind(kind.ID); len(departments) > 0 {
			fmt.Fprintf(w, "\n## %s\n\n", kind.Name)
			b.departmentEntries(w, departments, false)
		}
	}
	b.add(w)
	for i, d := range b.county.Departments {
		b.department(i, d)
	}
}

func (b *book) ofKind(kind string) []*list.Department {
	var departments []*list.Department
	for _, d := range b.county.Departments {
		if d.Kind == kind {
			departments = append(departments, d)
		}
	}
	return departments
}

// departmentEntries lists departments with how many joint items name them and how many items they took over.
func (b *book) departmentEntries(w *writer, departments []*list.Department, short bool) {
	for _, d := range departments {
		name := d.Name
		if short {
			name = d.Short
		}
		joint, reclaimed := b.countRoles(d)
		line := "- " + w.link(name, departmentPath(d))
		if joint > 0 {
			line += fmt.Sprintf(" 配 %d", joint)
		}
		if reclaimed > 0 {
			line += fmt.Sprintf(" 收 %d", reclaimed)
		}
		w.WriteString(line + "\n")
	}
}

func (b *book) countRoles(d *list.Department) (joint, reclaimed int) {
	for _, r := range b.roles[d] {
		if r.item.Kind == list.Joint {
			joint++
		} else {
			reclaimed++
		}
	}
	return joint, reclaimed
}

// department writes all that the lists ask of a department: its own duties out of every joint item that names it, and what it
// took over.
func (b *book) department(i int, d *list.Department) {
	joint, reclaimed := b.countRoles(d)
	duties := 0
	var parts []string
	for _, t := range b.county.Towns {
		for _, kind := range []list.Kind{list.Joint, list.Reclaimed} {
			roles := b.rolesIn(d, t, kind)
			if len(roles) > 0 {
				parts = append(parts, b.partOf(t, kind))
			}
			for _, r := range roles {
				for _, block := range r.blocks {
					duties += len(block.Duties)
				}
			}
		}
	}
	w := begin(departmentPath(d), "departments.toml", "department", d.Name, meta{"id", d.ID}, meta{"short", d.Short}, meta{"weight", i + 1},
		meta{"joint", joint}, meta{"duties", duties}, meta{"reclaimed", reclaimed}, meta{"parts", parts})
	w.self = d
	fmt.Fprintf(w, "\n%s\n", escape(fmt.Sprintf("履职事项清单中与%s有关的全部内容：配合履职事项 %d 项，上级部门收回事项 %d 项。", d.Name, joint, reclaimed)))
	for _, t := range b.county.Towns {
		for _, kind := range []list.Kind{list.Joint, list.Reclaimed} {
			if roles := b.rolesIn(d, t, kind); len(roles) > 0 {
				fmt.Fprintf(w, "\n## %s %d 项\n", b.headOf(w, t, kind), len(roles))
				for _, r := range roles {
					b.role(w, d, r)
				}
			}
		}
	}
	b.add(w)
}

func (b *book) rolesIn(d *list.Department, t *list.Town, kind list.Kind) []role {
	var roles []role
	for _, r := range b.roles[d] {
		if r.town == t && r.item.Kind == kind {
			roles = append(roles, r)
		}
	}
	return roles
}

// partOf and headOf name the town only where there are several.
func (b *book) partOf(t *list.Town, kind list.Kind) string {
	if len(b.county.Towns) == 1 {
		return kind.ID()
	}
	return t.ID + "-" + kind.ID()
}

func (b *book) headOf(w *writer, t *list.Town, kind list.Kind) string {
	name := kind.Name()
	if len(b.county.Towns) > 1 {
		name = t.Name + name
	}
	return w.link(name, listPath(t, kind))
}

func (b *book) role(w *writer, d *list.Department, r role) {
	fmt.Fprintf(w, "\n### **%s** %d %s\n", r.item.Kind.Mark(), r.item.No, w.link(r.item.Title, itemPath(r.town, r.item)))
	if r.shared {
		fmt.Fprintf(w, "\n*原文未分部门，以下为%s共同的职责。*\n", escape(strings.Join(departmentNames(r.item.Departments), "、")))
	}
	for _, block := range r.blocks {
		if !r.shared {
			block.Department = nil // the page is the department's: only a sub-heading needs saying
		}
		b.block(w, "####", block)
	}
}
