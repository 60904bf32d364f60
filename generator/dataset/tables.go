package dataset

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"handbook/generator/address"
	"handbook/generator/columns"
	"handbook/generator/list"
)

// listTable has a row for each duty of the towns.
func (m *maker) listTable(towns []*list.Town) table {
	made := table{Table: columns.List(m.county.Words)}
	for _, t := range towns {
		for _, item := range t.Items() {
			own := m.itemCells(t, item)
			for _, row := range m.duties(t, item) {
				maps.Copy(row, own)
				row["address"] = m.page(address.Item(t, item)) + row["address"]
				made.add(row)
			}
		}
	}
	return made
}

// itemCells are what each row of an item says.
func (m *maker) itemCells(t *list.Town, item *list.Item) map[string]string {
	var departments, roles, see []string
	for _, d := range item.Departments {
		departments = append(departments, d.Name)
		if role := item.Roles[d]; role != "" {
			roles = append(roles, d.Name+"："+role)
		}
	}
	for _, other := range item.See {
		see = append(see, other.ID)
	}
	return map[string]string{
		"town": t.ID, "town_name": t.Name, "id": item.ID, "list": item.Kind.ID(), "list_name": item.Kind.Name(),
		"no": strconv.Itoa(item.No), "category": item.Category.ID, "category_name": item.Category.Name,
		"title": item.Title, "departments": several(departments), "roles": several(roles), "note": item.Note,
		"see": several(see),
	}
}

// duties are the rows of an item, with what is theirs alone. An address there is what follows that of the item's page.
func (m *maker) duties(t *list.Town, item *list.Item) []map[string]string {
	var rows []map[string]string
	add := func(part string, block, number int, row map[string]string) {
		row["part"] = part
		if block > 0 {
			row["block"] = strconv.Itoa(block)
		}
		if number > 0 {
			row["number"] = strconv.Itoa(number)
			row["address"] = fmt.Sprintf("#%s-%d-%d", part, block, number)
		}
		rows = append(rows, row)
	}
	for part, blocks := range item.Parts() {
		for b, block := range blocks {
			head := map[string]string{"heading": block.Heading}
			if d := block.Department; d != nil {
				head["department"], head["department_name"] = d.ID, d.Name
			}
			for n, duty := range block.Duties {
				row := maps.Clone(head)
				row["text"] = duty
				add(string(part), b+1, n+1, row)
			}
			if len(block.Duties) == 0 {
				head["address"] = fmt.Sprintf("#%s-%d", part, b+1)
				add(string(part), b+1, 0, head)
			}
		}
	}
	if item.Statement != "" {
		add(columns.Statement, 0, 0, map[string]string{"text": item.Statement})
	}
	for _, part := range []string{
		columns.Named, string(list.CountyPart), string(list.TownPart), string(list.TakeoverPart),
	} {
		if printed := item.Empty[part]; printed != "" {
			add(part, 0, 0, map[string]string{"printed": printed})
		}
	}
	for n, name := range t.Columns[item.Kind] {
		row := map[string]string{"heading": name, "printed": item.Empty[name]}
		if at := slices.IndexFunc(item.Fields, func(f list.Field) bool { return f.Name == name }); at >= 0 {
			row["text"] = item.Fields[at].Text
		}
		add(columns.Field, n+1, 1, row)
	}
	if len(rows) == 0 {
		add("", 0, 0, map[string]string{})
	}
	return rows
}

func (m *maker) townTable() table {
	made := table{Table: columns.Towns(m.county.Words)}
	for _, t := range m.county.Towns {
		e := t.Edition
		made.add(map[string]string{
			"id": t.ID, "name": t.Name, "county": t.County, "prefecture": t.Prefecture, "region": t.Region,
			"edition": e.Name, "status": e.Status, "approved": e.Approved, "approver": e.Approver,
			"document": e.Document, "items": strconv.Itoa(len(t.Items())), "address": m.page(address.Town(t)),
		})
	}
	return made
}

func (m *maker) kindTable() table {
	made := table{Table: columns.Lists(m.county.Words)}
	for _, k := range m.county.Kinds() {
		made.add(map[string]string{
			"id": k.ID(), "mark": k.Mark(), "name": k.Name(), "departments": k.Departments(),
		})
	}
	return made
}

func (m *maker) categoryTable() table {
	made := table{Table: columns.Categories()}
	for _, c := range m.county.Categories {
		made.add(map[string]string{"id": c.ID, "name": c.Name})
	}
	return made
}

func (m *maker) departmentTable() table {
	items := map[*list.Department]int{}
	for _, t := range m.county.Towns {
		for _, item := range t.Items() {
			for _, d := range item.Departments {
				items[d]++
			}
		}
	}
	groups := map[string]string{}
	for _, g := range list.DepartmentKinds {
		groups[g.ID] = g.Name
	}
	made := table{Table: columns.Departments(m.county.Words)}
	for _, d := range m.county.Departments {
		made.add(map[string]string{
			"id": d.ID, "name": d.Name, "short": d.Short, "aliases": several(d.Aliases), "group": d.Kind,
			"group_name": groups[d.Kind], "phones": several(d.Contact.Phones), "office": d.Contact.Address,
			"hours": d.Contact.Hours, "web": d.Contact.Web, "items": strconv.Itoa(items[d]),
			"address": m.page(address.Department(d)),
		})
	}
	return made
}
