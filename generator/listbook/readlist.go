package listbook

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"handbook/generator/grid"
	"handbook/generator/list"
	"handbook/generator/listfile"
)

// kind is the list of a sheet.
func (r *reader) kind(m mark) (k kind, ok bool) {
	all := append(threeLists(), r.made.Lists...)
	at := slices.IndexFunc(all, func(f listfile.Further) bool { return f.ID == m.list })
	if at < 0 {
		r.say(grid.Place{Sheet: m.sheet}, "“%s”表里没有这张清单（%s）", listSheet, m.list)
		return k, false
	}
	k = kind{
		id: m.list, name: all[at].Name, heads: m.heads, fields: r.made.Town.Columns[m.list], sheet: m.sheet,
		ownColumn: m.heads["town"] != "",
	}
	for _, shape := range []list.Shape{list.BasicShape, list.JointShape, list.ReclaimedShape} {
		if shape.String() == all[at].Shape {
			k.shape = shape
		}
	}
	for _, d := range r.made.Departments {
		k.known = append(k.known, d.Name)
	}
	for _, c := range r.made.Categories {
		k.categories = append(k.categories, c.Name)
	}
	return k, true
}

// items reads the sheet of a list.
func (r *reader) items(m mark) {
	r.made.missing[m.list] = !r.left[m.sheet]
	k, ok := r.kind(m)
	if !ok {
		delete(r.left, m.sheet)
		return
	}
	columns := k.columns()
	for n, c := range columns {
		if head := m.heads[c.key]; head != "" {
			columns[n].head = head
		}
	}
	var items []listfile.Item
	var rows []int
	for _, parts := range r.grouped(k, columns, r.table(m.sheet, columns)) {
		reading := itemReader{kind: k, columns: columns, parts: parts}
		item := reading.item()
		for _, s := range reading.slips {
			if r.lacks[m.sheet+"\n"+s.key] {
				continue
			}
			r.say(cellAt(m.sheet, columns, s.row, s.key), "%s", s.text)
		}
		name := item.ID
		if name == "" {
			name = New(k.id, item.No)
		}
		r.made.places[name] = grid.Place{Sheet: m.sheet, Cell: nameOf(0, parts[0].row)}
		r.sees[name] = cellAt(m.sheet, columns, parts[0].row, seeKey)
		items, rows = append(items, item), append(rows, parts[0].row)
	}
	r.numbers(m.sheet, columns, items, rows)
	slices.SortStableFunc(items, func(a, b listfile.Item) int { return cmp.Compare(a.No, b.No) })
	if len(items) > 0 {
		r.made.Town.Lists[k.id] = items
	}
}

// grouped puts together the rows of each item, in the order of the first of them.
func (r *reader) grouped(k kind, columns []column, rows []rowText) [][]rowText {
	var items [][]rowText
	first := map[string]int{} // of each id, its item
	for _, row := range rows {
		where := cellAt(k.sheet, columns, row.row, idKey)
		text := strings.TrimSpace(row.cells[idKey])
		found := idCell.FindStringSubmatch(text)
		row.part, row.of = 1, 1
		switch {
		case text == "" && strings.HasPrefix(strings.TrimSpace(row.cells["title"]), goesOn) && len(items) > 0:
			last := len(items) - 1
			items[last] = append(items[last], row) // a new item of several rows
			continue
		case text == "":
			items = append(items, []rowText{row})
			continue
		case found == nil || !strings.HasPrefix(found[1], k.id+"-"):
			r.say(where, "“%s”不是编号：原有的编号不要改；新的事项空着，导入时自动给", text)
			continue
		}
		row.id = found[1]
		if found[2] != "" {
			row.part, _ = strconv.Atoi(found[2])
			row.of, _ = strconv.Atoi(found[3])
		}
		at, known := first[row.id]
		if !known {
			first[row.id] = len(items)
			items = append(items, []rowText{row})
			continue
		}
		if other := slices.IndexFunc(items[at], func(o rowText) bool { return o.part == row.part }); other >= 0 {
			r.say(where, "编号 %s 写了两次，第 %d 行也是：新的事项空着编号，导入时自动给", text, items[at][other].row)
			continue
		}
		items[at] = append(items[at], row)
	}
	for _, parts := range items {
		if parts[0].id == "" {
			continue
		}
		slices.SortStableFunc(parts, func(a, b rowText) int { return cmp.Compare(a.part, b.part) })
		for n, p := range parts {
			if p.part != n+1 || p.of != parts[0].of || n == len(parts)-1 && p.of != len(parts) {
				r.say(cellAt(k.sheet, columns, p.row, idKey), "%s 分成了 %d 行，这里只有 %d 行或次序不对：少的那行要找回来", p.id,
					parts[0].of, len(parts))
				break
			}
		}
	}
	return items
}

// numbers reports numbers that stand twice, or are left out.
func (r *reader) numbers(sheet string, columns []column, items []listfile.Item, rows []int) {
	of := map[int]int{} // number → row
	most := 0
	for n, item := range items {
		if item.No < 1 {
			continue
		}
		if other, ok := of[item.No]; ok {
			r.say(cellAt(sheet, columns, rows[n], "no"), "序号 %d 写了两次，第 %d 行也是", item.No, other)
		}
		of[item.No] = rows[n]
		most = max(most, item.No)
	}
	var lacking []string
	for n := 1; n <= most; n++ {
		if of[n] == 0 {
			lacking = append(lacking, strconv.Itoa(n))
		}
	}
	if len(lacking) > 0 {
		const shown = 10
		more := ""
		if len(lacking) > shown {
			more = fmt.Sprintf("……共 %d 个", len(lacking))
			lacking = lacking[:shown]
		}
		r.say(grid.Place{Sheet: sheet}, "序号要从 1 连续排到 %d，缺 %s%s", most, strings.Join(lacking, "、"), more)
	}
}

// references reports items that name others which are not there, or which do not name them in turn.
func (r *reader) references() {
	named := map[[2]string]bool{}
	for _, items := range r.made.Town.Lists {
		for _, item := range items {
			for _, other := range item.See {
				named[[2]string{item.ID, other}] = true
			}
		}
	}
	for id, items := range r.made.Town.Lists {
		for n, item := range items {
			name := item.ID
			if name == "" {
				name = New(id, item.No)
			}
			for _, other := range slices.Clone(item.See) {
				list, _, _ := strings.Cut(other, "-")
				switch _, there := r.made.places[other]; {
				case !there && slices.Contains(r.gone, other):
					items[n].See = slices.DeleteFunc(items[n].See, func(id string) bool { return id == other })
					r.made.Dropped = append(r.made.Dropped, Slip{
						r.sees[name], fmt.Sprintf("另见的 %s 删去了，这里的“另见”也一并删去", other),
					})
				case !there && r.made.missing[list]: // that is said already
				case !there && idCell.MatchString(other):
					r.say(r.sees[name], "另见的“%s”不在这本工作簿里：要删去那一项的，导入时加上 -remove %s，这里的“另见”就一并删去；写错了的，改正编号",
						other, other)
				case !there:
					r.say(r.sees[name], "“%s”不是这本工作簿里的编号", other)
				case !named[[2]string{other, item.ID}]:
					r.say(r.sees[name], "写了另见 %s，%s 那一行却没有写回来（%s）：两项要互相写上", other, other, item.ID)
				}
			}
		}
	}
}

// counts reports totals that are not those of the lists.
func (r *reader) counts() {
	all := 0
	counted := map[string]int{}
	for id, items := range r.made.Town.Lists {
		all += len(items)
		counted[id+".items"] = len(items)
		categories, departments := map[string]bool{}, map[string]bool{}
		for _, item := range items {
			categories[item.Category] = true
			for _, d := range item.Departments {
				departments[d] = true
			}
			for _, b := range item.Takeover {
				departments[b.Department] = true
			}
		}
		counted[id+".categories"], counted[id+".departments"] = len(categories), len(departments)
	}
	counted["items"] = all
	if len(r.slips) > 0 {
		return // the lists may have lost what is named already
	}
	for _, f := range factsOf(&r.made.Town, append(threeLists(), r.made.Lists...), upper) {
		stated, ok := r.made.Town.Declared[f.total]
		if f.total != "" && ok && stated != counted[f.total] {
			r.say(r.facted[f.key], "“%s”写的是 %d，清单里数出 %d：改成一致", f.label, stated, counted[f.total])
		}
	}
}
