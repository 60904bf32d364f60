package listbook

import (
	"fmt"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"handbook/generator/grid"
	"handbook/generator/list"
	"handbook/generator/listfile"
)

// preface reads the sheet of the preface.
func (r *reader) preface() {
	sections, slips := readPreface(r.table(prefaceSheet, prefaceColumns()))
	for _, s := range slips {
		r.say(cellAt(prefaceSheet, prefaceColumns(), s.row, s.key), "%s", s.text)
	}
	r.made.Town.Preface = sections
}

// facts reads the sheet of what the town's file says.
func (r *reader) facts() {
	kinds := threeLists()
	kinds = append(kinds, r.made.Lists...)
	rows := r.table(factSheet, factColumns())
	if rows == nil {
		return
	}
	seen := map[string]bool{}
	facts := factsOf(&r.made.Town, kinds, upper)
	for _, row := range rows {
		key := strings.TrimSpace(row.cells[factKey])
		text := row.cells[factText]
		if key == "" && strings.TrimSpace(text) == "" {
			continue
		}
		where := cellAt(factSheet, factColumns(), row.row, factText)
		r.facted[key] = where
		at := slices.IndexFunc(facts, func(f fact) bool { return f.key == key && key != "" })
		switch {
		case at < 0:
			r.say(where, "这一行不知道是什么（键“%s”）：不要加行，也不要改最后一列的键", key)
		case seen[key]:
			r.say(where, "“%s”写了两行", facts[at].label)
		default:
			for _, s := range facts[at].set(&r.made.Town, asDate(key, text)) {
				r.say(where, "%s", s.text)
			}
		}
		seen[key] = true
	}
	for _, f := range facts {
		if f.key != "" && !seen[f.key] {
			r.say(grid.Place{Sheet: factSheet}, "缺少“%s”一行：没有内容也要留着", f.label)
		}
	}
	if id := r.made.Town.ID; id != "" && id != r.made.ID {
		r.say(grid.Place{Sheet: factSheet}, "编号“%s”与工作簿的“%s”不同：编号不能改", id, r.made.ID)
	}
}

// asDate is a date as the list has it, where a program has made a number of it.
func asDate(key, text string) string {
	var days float64
	if key != "edition.approved" && key != "book.issued" || strings.ContainsAny(text, "-年") {
		return text
	}
	if _, err := fmt.Sscan(text, &days); err != nil || days < 30_000 || days > 80_000 {
		return text
	}
	day, err := excelize.ExcelDateToTime(days, false)
	if err != nil {
		return text
	}
	return day.Format("2006-01-02")
}

// upper is what the county is called where its words are not known yet.
const upper = "上级"

// threeLists are the lists that every town has.
func threeLists() []listfile.Further {
	var all []listfile.Further
	for _, k := range list.Kinds {
		all = append(all, FurtherOf(k))
	}
	return all
}

// lists reads the sheet of further lists, which not every county has.
func (r *reader) lists() {
	if !r.left[listSheet] {
		return
	}
	columns := listColumns()
	for _, row := range r.table(listSheet, columns) {
		var f listfile.Further
		for n, text := range textsOf(&f) {
			*text = strings.TrimSpace(row.cells[columns[n].key])
		}
		r.made.Lists = append(r.made.Lists, f)
	}
}

// departments reads the sheet of the registry of departments.
func (r *reader) departments() {
	columns := departmentColumns()
	ids := map[string]bool{}
	for _, row := range r.table(departmentSheet, columns) {
		value := func(key string) string { return strings.TrimSpace(row.cells[key]) }
		say := func(key, format string, a ...any) {
			r.say(cellAt(departmentSheet, columns, row.row, key), format, a...)
		}
		d := list.Department{
			ID: value("id"), Name: value("name"), Short: value("short"), Derived: value("derived") == derived,
			Contact: list.Contact{Address: value("address"), Hours: value("hours"), Web: value("web")},
		}
		d.Aliases = parted(value("aliases"))
		d.Contact.Phones = parted(value("phone"))
		kind, ok := groupID(value("kind"))
		d.Kind = kind
		switch {
		case d.ID == "":
			say("id", "没有写编号：用小写字母、数字和连字符，如 minzhengju")
		case list.Unfit(list.DepartmentID, d.ID) != "":
			say("id", "“%s”不能作编号：只能用小写字母、数字和连字符，也不能用网站自己的名称", d.ID)
		case ids[d.ID]:
			say("id", "编号“%s”写了两行", d.ID)
		}
		if d.Name == "" {
			say("name", "没有写全称")
		}
		if d.Short == "" {
			say("short", "没有写简称")
		}
		if !ok {
			say("kind", "“%s”不是部门的类型：写%s中的一种", value("kind"), strings.Join(groupNames(), "、"))
		}
		ids[d.ID] = true
		r.made.Departments = append(r.made.Departments, d)
	}
}

// parted are texts that have 、 between them.
func parted(text string) []string {
	return strings.FieldsFunc(text, func(c rune) bool { return c == '、' || c == '\n' })
}

// categories reads the sheet of the registry of categories.
func (r *reader) categories() {
	columns := categoryColumns()
	ids := map[string]bool{}
	for _, row := range r.table(categorySheet, columns) {
		value := func(key string) string { return strings.TrimSpace(row.cells[key]) }
		c := list.Category{ID: value("id"), Name: value("name"), Derived: value("derived") == derived}
		where := cellAt(categorySheet, columns, row.row, "id")
		switch {
		case c.ID == "":
			r.say(where, "没有写编号：用小写字母、数字和连字符，如 pingan")
		case list.Unfit(list.CategoryID, c.ID) != "":
			r.say(where, "“%s”不能作编号：只能用小写字母、数字和连字符，也不能用网站自己的名称", c.ID)
		case ids[c.ID]:
			r.say(where, "编号“%s”写了两行", c.ID)
		case c.Name == "":
			r.say(cellAt(categorySheet, columns, row.row, "name"), "没有写名称")
		}
		ids[c.ID] = true
		r.made.Categories = append(r.made.Categories, c)
	}
}
