// Package columns says what the list as data has in its columns: the files have them, their description beside them,
// and the page that explains them to readers.
//
// Names, their order and what they mean are permanent: other people's programs read them. A further column is added
// behind the others.
package columns

import (
	"handbook/generator/list"
	"handbook/generator/place"
)

// A Column is one of a table. Its name is the head of the column in the file; the title and what it means are Chinese.
type Column struct {
	Name, Title, Means string
	Number             bool     // its cells are whole numbers
	Always             bool     // no cell is empty
	Values             []string // all that it can say, or nil
}

// A Table is a file of data; its name is that of the file without .csv.
type Table struct {
	Name, Title, Means string
	Columns            []Column
	Key                []string            // the columns by which a row is found, or nil
	Leads              map[string][]string // columns whose cells are rows of another table: its name and column
}

// The parts of an item that a row of the list can be of.
const (
	Statement = "statement"
	Field     = "field"
	Named     = "departments" // the cell of the departments
)

// List is the table of all duties.
func List(words place.County) Table {
	town := words.Towns
	return Table{
		Name: "list", Title: "履职事项清单", Means: "一条职责一行；没有列出职责的事项也有一行。事项的内容在它的各行里重复。",
		Leads: map[string][]string{
			"town": {"towns", "id"}, "list": {"lists", "id"}, "category": {"categories", "id"},
			"department": {"departments", "id"},
		},
		Columns: []Column{
			{Name: "town", Title: town + "编号", Means: "与网址里的一样；永久不变", Always: true},
			{Name: "town_name", Title: town, Means: "全称", Always: true},
			{Name: "id", Title: "事项编号", Means: "在一个" + town + "里不重复；永久不变，序号变了它也不变", Always: true},
			{Name: "list", Title: "清单编号", Means: "basic 基本、joint 配合、reclaimed 收回，或者另有的清单", Always: true},
			{Name: "list_name", Title: "清单", Means: "清单名称", Always: true},
			{Name: "no", Title: "序号", Means: "本版清单里的序号", Number: true, Always: true},
			{Name: "category", Title: "类别编号", Always: true, Means: "永久不变"},
			{Name: "category_name", Title: "事项类别", Means: "照录原文", Always: true},
			{Name: "title", Title: "事项名称", Means: "照录原文", Always: true},
			{Name: "departments", Title: "部门", Means: "部门一栏所列、或者承接的部门，全称；几个部门以“；”分开"},
			{Name: "roles", Title: "部门的分工", Means: "部门一栏里名称旁边印的字，如“某局：牵头”；几个以“；”分开"},
			{
				Name: "part", Title: "哪一栏", Means: "town " + town + "职责、county 部门职责、takeover 承接部门及工作方式、" +
					"statement 说明、field 清单另有的栏目、departments 部门一栏（没有写部门时）；空的，是没有列出职责",
				Values: []string{
					string(list.TownPart), string(list.CountyPart), string(list.TakeoverPart), Statement, Field, Named,
				},
			},
			{Name: "department", Title: "职责部门编号", Means: "这一条写明是哪个部门的职责，就是它的编号；永久不变"},
			{Name: "department_name", Title: "职责部门", Means: "全称"},
			{Name: "heading", Title: "小标题", Means: "这一条上面的小标题；另有的栏目，是栏目名称"},
			{Name: "block", Title: "第几段", Means: "同一栏里，一个部门或者一个小标题是一段；从 1 数起", Number: true},
			{Name: "number", Title: "第几条", Means: "同一段里第几条职责；从 1 数起", Number: true},
			{Name: "text", Title: "职责", Means: "照录原文，不带序号"},
			{Name: "printed", Title: "空格里印的", Means: "原文此栏没有内容时，印着什么（如“/”）；什么也没有印的是“" + list.Blank + "”"},
			{Name: "note", Title: "编者注", Means: "编者的话，不是清单原文"},
			{Name: "see", Title: "另见", Means: "同一件事的其他事项，是它们的编号；几个以“；”分开"},
			address("这一条职责在事项页上的位置"),
		},
	}
}

// Towns is the table of the towns.
func Towns(words place.County) Table {
	return Table{
		Name: "towns", Title: words.Towns, Means: "一个" + words.Towns + "一行。", Key: []string{"id"},
		Columns: []Column{
			{Name: "id", Title: "编号", Means: "与网址里的一样；永久不变", Always: true},
			{Name: "name", Title: "名称", Means: "全称", Always: true},
			{Name: "county", Title: "所在" + words.Word, Always: true},
			{Name: "prefecture", Title: "所在地区（州、市）", Means: "由自治区、直辖市或者省直管的没有"},
			{Name: "region", Title: "所在省（自治区、直辖市）", Always: true},
			{Name: "edition", Title: "清单版本", Means: "文件自己写明的，下同"},
			{Name: "status", Title: "试行或正式"},
			{Name: "approved", Title: "批准日期", Means: "年-月-日"},
			{Name: "approver", Title: "批准机关"},
			{Name: "document", Title: "文号"},
			{Name: "items", Title: "事项数", Number: true, Always: true},
			address("首页"),
		},
	}
}

// Lists is the table of the lists.
func Lists(words place.County) Table {
	return Table{
		Name: "lists", Title: "清单", Means: "各" + words.Towns + "有的清单。", Key: []string{"id"},
		Columns: []Column{
			{Name: "id", Title: "编号", Means: "永久不变", Always: true},
			{Name: "mark", Title: "简写", Means: "事项序号前面的字，如“配 34”", Always: true},
			{Name: "name", Title: "名称", Always: true},
			{Name: "departments", Title: "部门一栏的名称", Means: "没有这一栏的是空的"},
		},
	}
}

// Categories is the table of the categories.
func Categories() Table {
	return Table{
		Name: "categories", Title: "事项类别", Means: "各张清单共用的类别，依清单的顺序。", Key: []string{"id"},
		Columns: []Column{
			{Name: "id", Title: "编号", Means: "永久不变", Always: true},
			{Name: "name", Title: "名称", Means: "照录原文", Always: true},
		},
	}
}

// Departments is the table of the departments.
func Departments(words place.County) Table {
	var groups []string
	for _, g := range list.DepartmentKinds {
		groups = append(groups, g.ID)
	}
	return Table{
		Name: "departments", Title: words.Departments, Means: "清单所列的部门（单位）。", Key: []string{"id"},
		Columns: []Column{
			{Name: "id", Title: "编号", Means: "永久不变", Always: true},
			{Name: "name", Title: "名称", Means: "全称，照录原文", Always: true},
			{Name: "short", Title: "简称", Always: true},
			{Name: "aliases", Title: "别的叫法", Means: "原来的名称也在内；几个以“；”分开"},
			{Name: "group", Title: "哪一类", Values: groups, Always: true},
			{Name: "group_name", Title: "哪一类的名称", Always: true},
			{Name: "phones", Title: "电话", Means: "几个以“；”分开"},
			{Name: "office", Title: "地址"},
			{Name: "hours", Title: "办公时间"},
			{Name: "web", Title: "网页"},
			{Name: "items", Title: "事项数", Means: "各" + words.Towns + "的清单里写到它的事项", Number: true, Always: true},
			address("部门的页"),
		},
	}
}

// All are the tables of a county.
func All(words place.County) []Table {
	return []Table{List(words), Towns(words), Lists(words), Categories(), Departments(words)}
}

// address is the last column of a table whose rows have a page.
func address(of string) Column {
	return Column{Name: "address", Title: "网址", Means: of + "；没有填网站地址时，从手册的文件夹算起", Always: true}
}
