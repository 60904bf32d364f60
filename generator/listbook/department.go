package listbook

import (
	"encoding/json"
	"fmt"
	"slices"

	"handbook/generator/list"
	"handbook/generator/listfile"
)

// Department makes the workbook of a department: of all towns, the items that it leads or took over, with what it has
// to do itself and what the town has to do. It is to be read and printed; nothing is read back from it.
func Department(county *list.County, department *list.Department) ([]byte, error) {
	b, err := newBook(department.Name+"：各"+county.Words.Towns+"履职事项", county.Words.Departments)
	if err != nil {
		return nil, err
	}
	var sheets []*sheet
	items := map[string]bool{}
	for _, k := range county.Kinds() {
		if s := departmentSheetOf(county, department, k, items); len(s.rows) > 0 {
			sheets = append(sheets, s)
		}
	}
	about := &sheet{
		name: "说明", title: department.Name, bare: true, foot: department.Name,
		columns: []column{{"text", "", acrossText, lookGuide}},
	}
	for _, line := range []string{
		fmt.Sprintf("这本工作簿列出%s各%s履职事项清单中与%s有关的事项，共 %d 项：一张清单一张表，按%s排列。", county.Towns[0].County,
			county.Words.Towns, department.Name, len(items), county.Words.Towns),
		"“" + theirs(county, nil) + "”一列只收本部门的职责，以及没有写明是哪个部门的职责；其他部门的职责见手册。",
		"供查阅、打印用，改动不会导入手册。要改清单，请联系各" + county.Words.Towns + "。",
	} {
		about.rows = append(about.rows, about.row(line))
	}
	for _, s := range append(sheets, about) {
		if err := s.fits(); err != nil {
			return nil, err
		}
		if err := b.add(s); err != nil {
			return nil, err
		}
	}
	return b.bytes()
}

// departmentSheetOf is a department's part of a list, over all towns.
func departmentSheetOf(county *list.County, d *list.Department, k *list.Kind, found map[string]bool) *sheet {
	columns := []column{
		{placeKey, county.Words.Towns, 90, lookCenter}, {"no", "序号", 40, lookCenter},
		{"category", "事项类别", 76, lookCenter}, {"title", "事项名称", 150, lookMiddle},
	}
	switch k.Shape() {
	case list.JointShape:
		columns = append(columns, column{"departments", k.Departments(), 120, lookMiddle},
			column{"county", theirs(county, k), 270, lookText}, column{"town", ours(county, k), 270, lookText})
	case list.ReclaimedShape:
		columns = append(columns, column{"takeover", k.Departments() + "及工作方式", 460, lookText})
	}
	columns = append(columns, column{idKey, "编号", 112, lookCode})
	s := &sheet{
		name: sheetName(k.Name()), title: d.Name + "：" + k.Name(), columns: columns, filter: true, frozen: 4,
		foot: d.Name + "：" + k.Name(),
	}
	for _, t := range county.Towns {
		own := kindOf(k, t)
		for _, file := range itemsOf(t, k, d) {
			found[t.ID+"/"+file.ID] = true
			texts := own.texts(file)
			texts[placeKey] = one(t.Name)
			s.rows = append(s.rows, laidOut(file, texts, columns)...)
		}
	}
	return s
}

// itemsOf are the items of a town's list that name a department, with its own part of their cells.
func itemsOf(t *list.Town, k *list.Kind, d *list.Department) []listfile.Item {
	var items []listfile.Item
	for _, item := range t.Lists[k] {
		if !slices.Contains(item.Departments, d) {
			continue
		}
		file := itemOf(item)
		of := func(b listfile.Block) bool { return b.Department != "" && b.Department != d.Name }
		file.County = slices.DeleteFunc(file.County, of)
		file.Takeover = slices.DeleteFunc(file.Takeover, of)
		items = append(items, file)
	}
	return items
}

// DepartmentSources are what [Department] writes of the towns and their items, in some form: as long as it is the same,
// so is the workbook.
func DepartmentSources(county *list.County, department *list.Department) ([]byte, error) {
	type sources struct {
		ID, Name, County string
		Theirs, Ours     []string
		Items            [][]listfile.Item
	}
	var all []sources
	for _, t := range county.Towns {
		of := sources{ID: t.ID, Name: t.Name, County: t.County, Theirs: []string{t.Words.Theirs}}
		for _, k := range county.Kinds() {
			of.Theirs, of.Ours = append(of.Theirs, t.Theirs(k)), append(of.Ours, t.Ours(k))
			of.Items = append(of.Items, itemsOf(t, k, department))
		}
		all = append(all, of)
	}
	return json.Marshal(all)
}

// theirs is how the towns head the column of the departments' duties, where they agree.
func theirs(county *list.County, k *list.Kind) string {
	heads := map[string]bool{}
	head := ""
	for _, t := range county.Towns {
		head = t.Words.Theirs
		if k != nil {
			head = t.Theirs(k)
		}
		heads[head] = true
	}
	if len(heads) == 1 {
		return head
	}
	return "上级部门职责"
}

// ours is how the towns head the column of their own duties; where they differ, it is called after all of them.
func ours(county *list.County, k *list.Kind) string {
	heads := map[string]bool{}
	head := ""
	for _, t := range county.Towns {
		head = t.Ours(k)
		heads[head] = true
	}
	if len(heads) == 1 {
		return head
	}
	return county.Words.Towns + "配合职责"
}

// itemOf is an item as its file has it.
func itemOf(i *list.Item) listfile.Item {
	file := listfile.Item{
		ID: i.ID, No: i.No, Category: i.Category.Name, Title: i.Title, Statement: i.Statement, Note: i.Note,
		County: blocksOf(i.County), Town: blocksOf(i.Town), Takeover: blocksOf(i.Takeovers), Empty: i.Empty,
	}
	for _, d := range i.Departments {
		if i.Kind.Shape() == list.JointShape {
			file.Departments = append(file.Departments, d.Name)
		}
		if role := i.Roles[d]; role != "" {
			if file.Roles == nil {
				file.Roles = map[string]string{}
			}
			file.Roles[d.Name] = role
		}
	}
	for _, f := range i.Fields {
		file.Fields = append(file.Fields, listfile.Field(f))
	}
	for _, other := range i.See {
		file.See = append(file.See, other.ID)
	}
	return file
}

func blocksOf(blocks []list.Block) []listfile.Block {
	var all []listfile.Block
	for _, b := range blocks {
		made := listfile.Block{Heading: b.Heading, Duties: b.Duties}
		if b.Department != nil {
			made.Department = b.Department.Name
		}
		all = append(all, made)
	}
	return all
}
