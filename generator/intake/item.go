package intake

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"handbook/generator/grid"
	"handbook/generator/list"
	"handbook/generator/listfile"
)

// item understands an entry.
func (d *Draft) item(e *entry) listfile.Item {
	item := listfile.Item{ID: e.id(), No: e.no, Empty: map[string]string{}}
	if e.category != nil {
		item.Category = e.category.name
	}
	if item.Category == "" {
		d.find(Error, e.id(), e.place, "没有事项类别：表格里要有“事项类别”一栏，或者在各类事项上面有一行“一、党的建设（18项）”")
	}
	item.Title = d.titleOf(e)
	if item.Title == "" {
		d.find(Error, e.id(), e.place, "没有事项名称：请在文件里把这一格补上，再导入一次")
	}
	cell := func(key string, r role, read func(lines []*grid.Line)) {
		if printed, empty := d.empty(e.cells[r]); empty {
			item.Empty[key] = printed
			return
		}
		read(e.cells[r])
	}
	switch e.list.Shape {
	case Joint:
		if lines := e.cells[both]; e.columns.has(both) {
			cell("departments", departments, func(lines []*grid.Line) {
				item.Departments, item.Roles = d.departmentsOf(e, lines)
			})
			if printed, empty := d.empty(lines); empty {
				item.Empty["county"], item.Empty["town"] = printed, printed
			} else {
				d.divided(e, lines, &item)
			}
			break
		}
		if d.rowwise(e, &item) {
			cell("town", ours, func(lines []*grid.Line) { item.Town = d.duties(e, lines, item.Departments) })
			break
		}
		cell("departments", departments, func(lines []*grid.Line) {
			item.Departments, item.Roles = d.departmentsOf(e, lines)
		})
		cell("county", theirs, func(lines []*grid.Line) { item.County = d.duties(e, lines, item.Departments) })
		cell("town", ours, func(lines []*grid.Line) { item.Town = d.duties(e, lines, item.Departments) })
	case Basic:
		if len(e.cells[ours]) > 0 {
			cell("town", ours, func(lines []*grid.Line) { item.Town = d.duties(e, lines, nil) })
		}
	case Reclaimed:
		r := takeover
		_, nobody := d.empty(e.cells[takeover])
		_, nothing := d.empty(e.cells[methods])
		switch {
		case nobody && nothing && len(e.cells[takeover]) > 0:
		case !e.columns.has(takeover), nobody && nothing:
			r = methods
		case e.columns.has(methods):
			r = none
		}
		if r == none { // two columns
			item.Takeover, item.Statement = d.takenOver(e)
			break
		}
		cell("takeover", r, func(lines []*grid.Line) { item.Takeover, item.Statement = d.takeovers(e, lines) })
	}
	for _, c := range e.columns.columns {
		if c.role != further {
			continue
		}
		if printed, empty := d.empty(e.further[c.name]); empty {
			item.Empty[c.name] = printed
			continue
		}
		t := d.joined(e.further[c.name])
		if l, _ := d.named(t.String()); l != nil && l != e.list && aListName.MatchString(t.String()) {
			d.find(Error, e.id(), e.place, "“%s”一栏写的是“%s”，这张表却读作%s清单：一张表里不能有几张清单，请按清单分成几张表，再导入一次",
				c.name, t.String(), e.list.Name)
		}
		d.strange(e, c.name, t)
		item.Fields = append(item.Fields, listfile.Field{Name: c.name, Text: t.value()})
	}
	d.leftOver(e)
	if len(item.Empty) == 0 {
		item.Empty = nil
	}
	return item
}

// titleOf is the title, without the number that may stand before it.
func (d *Draft) titleOf(e *entry) string {
	t := d.joined(e.cells[title])
	if !e.inTitle || len(t) == 0 {
		return t.value()
	}
	auto := len([]rune(e.cells[title][0].Number))
	if auto > 0 {
		return t[auto:].value()
	}
	_, width, _ := t.typed()
	t[:width].own(grid.Numeral)
	return t[width:].value()
}

// rowwise understands an item that has a row for each department, and reports whether it is one: what stands beside a
// department is what it does.
func (d *Draft) rowwise(e *entry, item *listfile.Item) bool {
	n := 0
	for _, part := range e.parts {
		if _, empty := d.empty(part[departments]); !empty && len(part[theirs]) > 0 {
			n++
		}
	}
	if n < 2 {
		return false
	}
	for _, part := range e.parts {
		names, roles := d.departmentsOf(e, part[departments])
		for _, name := range names {
			if !slices.Contains(item.Departments, name) {
				item.Departments = append(item.Departments, name)
			}
			if role := roles[name]; role != "" {
				if item.Roles == nil {
					item.Roles = map[string]string{}
				}
				item.Roles[name] = role
			}
		}
		blocks := d.duties(e, part[theirs], names)
		if len(names) == 1 {
			for i := range blocks {
				if blocks[i].Department == "" {
					blocks[i].Department = names[0]
				}
			}
		} else if len(names) > 1 && len(blocks) == 1 && blocks[0].Department+blocks[0].Heading == "" {
			blocks[0].Heading = strings.Join(names, "、")
		}
		item.County = append(item.County, blocks...)
	}
	return true
}

// aListName is what a column has that says of each item of which list it is.
var aListName = regexp.MustCompile(`^(乡镇|街道)?(基本|配合|上级部门收回|收回|赋权|委托)(履职|职责)?(事项)?$`)

// aFurther is the head of a column that lists have beside the usual ones.
var aFurther = regexp.MustCompile(`备注|说明|依据|责任|科室|岗位|机构|时限|流程|编码|电话|联系|频次|来源|方式|层级|级别|主体|实施部门|性质|属性`)

// strange names the items of a column that nobody knows, where its cell looks like duties.
func (d *Draft) strange(e *entry, head string, t text) {
	if aFurther.MatchString(head) {
		return
	}
	n, _, _ := t.typed()
	if n == 1 || list.MarkOf(t.String()).Kind > 0 || t.ends("。；") {
		d.find(Doubt, e.id(), e.place, "“%s”这一栏不知道是什么，原样作为附加的一栏收入", head)
	}
}

// leftOver says what stands in cells that a list of the kind does not have.
func (d *Draft) leftOver(e *entry) {
	has := map[Shape][]role{
		Basic: {title, ours}, Joint: {title, departments, theirs, ours, both}, Reclaimed: {title, takeover, methods},
	}
	for _, r := range slices.Sorted(maps.Keys(e.cells)) {
		if slices.Contains(has[e.list.Shape], r) {
			continue
		}
		t := d.joined(e.cells[r])
		d.find(Doubt, e.id(), e.place, "这张清单没有这一栏，没有收入：“%s”", t.String())
		t.own(grid.Outside)
	}
}

// empty reports whether a cell has nothing to say, and what is printed in it instead.
func (d *Draft) empty(lines []*grid.Line) (printed string, empty bool) {
	t := d.joined(lines)
	if len(t) == 0 {
		return list.Blank, true
	}
	if s := t.String(); list.Nothing(s) {
		return t.value(), true
	}
	return "", false
}
