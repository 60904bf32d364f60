package listbook

import (
	"fmt"
	"slices"
	"strings"

	"handbook/generator/list"
	"handbook/generator/listfile"
)

// A registered entry is known by its id; one that follows from its name stands in no registry's file.
const (
	registered = "已登记"
	derived    = "按名称推定"
)

// groups are the groups of departments, as the sheet names them.
var groups = [][2]string{
	{"party", "党委部门"}, {"congress", "人大"}, {"government", "政府部门"}, {"cppcc", "政协"}, {"mass", "群团组织"},
	{"branch", "上级派出机构"}, {"other", "其他单位"},
}

// groupName is what a group is called; one that is not known stays as it is.
func groupName(id string) string {
	if at := slices.IndexFunc(groups, func(g [2]string) bool { return g[0] == id }); at >= 0 {
		return groups[at][1]
	}
	return id
}

func groupID(name string) (id string, ok bool) {
	at := slices.IndexFunc(groups, func(g [2]string) bool { return g[1] == name || g[0] == name })
	if at < 0 {
		return "", false
	}
	return groups[at][0], true
}

func groupNames() []string {
	var all []string
	for _, g := range groups {
		all = append(all, g[1])
	}
	return all
}

func departmentColumns() []column {
	return []column{
		{"id", "编号", 130, lookTyped}, {"name", "全称", 220, lookTyped}, {"short", "简称", 110, lookTyped},
		{"aliases", "其他名称", 180, lookTyped}, {"kind", "类型", 84, lookCenter}, {"phone", "电话", 100, lookTyped},
		{"address", "地址", 80, lookTyped}, {"hours", "办公时间", 70, lookTyped}, {"web", "网址", 50, lookTyped},
		{"derived", "登记", 90, lookCode},
	}
}

// departments makes the sheet of the registry of departments.
func departments(county *list.County) *sheet {
	s := &sheet{
		name: departmentSheet, title: "部门（单位）", columns: departmentColumns(), foot: "部门（单位）", frozen: 2, filter: true,
	}
	for _, d := range county.Departments {
		s.rows = append(s.rows, s.row(d.ID, d.Name, d.Short, strings.Join(d.Aliases, "、"), groupName(d.Kind),
			strings.Join(d.Contact.Phones, "、"), d.Contact.Address, d.Contact.Hours, d.Contact.Web, status(d.Derived)))
	}
	s.choices = []choice{{
		cells: rowsOf(s, "E"), source: `"` + strings.Join(groupNames(), ",") + `"`,
		hint: "写其中一种：" + strings.Join(groupNames(), "、"),
	}}
	return s
}

// rowsOf are the cells of a column, with some below.
func rowsOf(s *sheet, letter string) string {
	return fmt.Sprintf("%s3:%s%d", letter, letter, len(s.rows)+2+20)
}

func status(isDerived bool) string {
	if isDerived {
		return derived
	}
	return registered
}

func categoryColumns() []column {
	return []column{
		{"id", "编号", 200, lookTyped}, {"name", "名称", 300, lookTyped}, {"derived", "登记", 90, lookCode},
	}
}

// categories makes the sheet of the registry of categories.
func categories(county *list.County) *sheet {
	s := &sheet{name: categorySheet, title: "事项类别", columns: categoryColumns(), foot: "事项类别", filter: true}
	for _, c := range county.Categories {
		s.rows = append(s.rows, s.row(c.ID, c.Name, status(c.Derived)))
	}
	return s
}

// FurtherOf is a list as the sheet of lists has it.
func FurtherOf(k *list.Kind) listfile.Further {
	f := listfile.Further{
		ID: k.ID(), Name: k.Name(), Short: k.Short(), Word: k.Word(), Mark: k.Mark(), Shape: k.Shape().String(),
		Look: k.Look().String(), Departments: k.Departments(), Theirs: k.Theirs(), Ours: k.Ours(),
	}
	if f.Look == f.Shape {
		f.Look = ""
	}
	return f
}

// textsOf are the values of a further list, in the order of its columns.
func textsOf(f *listfile.Further) []*string {
	return []*string{&f.ID, &f.Name, &f.Short, &f.Word, &f.Mark, &f.Shape, &f.Look, &f.Departments, &f.Theirs, &f.Ours}
}

func listColumns() []column {
	return []column{
		{"id", "编号", 110, lookTyped}, {"name", "名称", 150, lookTyped}, {"short", "简称", 110, lookTyped},
		{"word", "短名", 70, lookTyped}, {"mark", "印记", 60, lookTyped}, {"shape", "形式", 90, lookTyped},
		{"look", "样式", 90, lookTyped}, {"departments", "部门的叫法", 110, lookTyped},
		{"theirs", "上级职责的表头", 120, lookTyped}, {"ours", "本级职责的表头", 114, lookTyped},
	}
}

// lists makes the sheet of further lists.
func lists(kinds []*list.Kind) *sheet {
	s := &sheet{name: listSheet, title: "其他清单", columns: listColumns(), foot: "其他清单"}
	for _, k := range kinds {
		f := FurtherOf(k)
		var texts []string
		for _, text := range textsOf(&f) {
			texts = append(texts, *text)
		}
		s.rows = append(s.rows, s.row(texts...))
	}
	return s
}
