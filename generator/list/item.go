package list

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"handbook/generator/debris"
	"handbook/generator/diag"
	"handbook/generator/record"
)

func listFile(dir string, kind *Kind) string { return filepath.Join(dir, kind.id+".toml") }

// loadList reads one of a town's lists. It may be empty, or not there at all, where the document declares no items.
func (l *loader) loadList(root record.Table, town *Town, file string, kind *Kind) []*Item {
	none := declaresNone(root, kind)
	if _, err := os.Lstat(file); none && os.IsNotExist(err) {
		return nil
	}
	list, ok := record.Open(file, &l.found)
	if !ok {
		return nil
	}
	var items []*Item
	seq, titles := sequence{kind: kind, ids: map[string]bool{}, numbers: map[int]bool{}}, titles{}
	for _, t := range list.Tables("item") {
		item := l.loadItem(t, kind, town.Columns[kind])
		seq.next(t, item)
		checkSlips(t, item)
		checkTexts(t, item)
		titles.check(t, item)
		t.Done()
		items = append(items, item)
	}
	list.Done()
	if len(items) == 0 && !none {
		list.Errorf("", "write each item as [[item]] with id, no, category, title; where the document has none, "+
			fmt.Sprintf("declare it in town.toml: %s = { items = 0 }", kind.id), "the list is empty")
	}
	return items
}

func (l *loader) loadItem(t record.Table, kind *Kind, columns []string) *Item {
	before := len(l.found)
	item := &Item{Kind: kind, ID: t.Text("id"), No: t.Number("no"), Title: t.Text("title"), Note: t.Optional("note")}
	item.Category = l.category(t, t.At("category"), t.Text("category"))
	item.Empty = loadEmpty(t, kind, columns)
	switch kind.shape {
	case BasicShape:
		item.Town = l.loadBlocks(t, TownPart)
	case JointShape:
		l.loadDepartmentsOf(t, item)
		item.County = l.loadBlocks(t, CountyPart)
		item.Town = l.loadBlocks(t, TownPart)
		checkHeads(t, item)
		if errs, _ := diag.Count(l.found[before:]); errs == 0 { // otherwise a misspelt name may be what is left out
			checkShares(t, item)
		}
	case ReclaimedShape:
		item.Takeovers = l.loadBlocks(t, TakeoverPart)
		item.Statement = t.Optional("statement")
		checkTakeover(t, item)
	}
	loadFields(t, item, columns)
	checkEmpty(t, item)
	return item
}

// mostInRole is how many characters a role beside a department's name may have.
const mostInRole = 10

// loadDepartmentsOf reads the departments of a joint item, and what its cell prints beside them.
func (l *loader) loadDepartmentsOf(t record.Table, item *Item) {
	_, none := item.Empty["departments"]
	for i, name := range t.Texts("departments", !none) {
		path := fmt.Sprintf("%s[%d]", t.At("departments"), i)
		if d, ok := l.department(t, path, name); ok {
			if item.names(d) {
				t.Errorf(path, "remove one", "%q stands twice in departments", name)
			}
			item.Departments = append(item.Departments, d)
		}
	}
	roles, ok := t.Table("roles")
	if !ok {
		return
	}
	roles.CheckKeys()
	item.Roles = map[*Department]string{}
	for _, name := range roles.Keys() {
		role := roles.Text(name)
		if utf8.RuneCountInString(role) > mostInRole {
			roles.Errorf(roles.At(name), "it is what stands beside the name: 牵头, 配合",
				"a role of more than %d characters", mostInRole)
		}
		i := slices.IndexFunc(item.Departments, func(d *Department) bool { return d.Name == debris.Plain(name) })
		if i < 0 {
			roles.Errorf(roles.At(name), "name one of the item's departments, by its full official name",
				"%q is not in departments", name)
			continue
		}
		item.Roles[item.Departments[i]] = role
	}
}

// names reports whether the item's cell names the department.
func (i *Item) names(d *Department) bool { return slices.Contains(i.Departments, d) }

func (l *loader) loadBlocks(t record.Table, part Part) []Block {
	var blocks []Block
	for _, bt := range t.Tables(string(part)) {
		b := Block{Duties: bt.Texts(part.dutiesKey(), true)}
		department := ""
		switch part {
		case CountyPart:
			department = bt.Optional("department")
		case TakeoverPart:
			department = bt.Text("department")
		}
		if department != "" {
			b.Department, _ = l.department(bt, bt.At("department"), department)
		}
		if part != TakeoverPart {
			b.Heading = bt.Optional("heading")
			checkHead(bt, blocks, b)
		}
		checkDuties(bt, part.dutiesKey(), b)
		bt.Done()
		blocks = append(blocks, b)
	}
	return blocks
}

// cells are the keys of the cells of a list's items that may be empty, further columns aside.
func cells(kind *Kind) []string {
	switch kind.shape {
	case JointShape:
		return []string{"departments", string(CountyPart), string(TownPart)}
	case ReclaimedShape:
		return []string{string(TakeoverPart)}
	}
	return []string{string(TownPart)}
}

// printedInEmpty is what documents print in a cell that has nothing to say.
var printedInEmpty = []string{"/", "／", "—", "——", "-", "－", "无", Blank}

// loadEmpty reads which cells the document leaves empty: to say so keeps a forgotten one an error.
func loadEmpty(t record.Table, kind *Kind, columns []string) map[string]string {
	table, ok := t.Table("empty")
	if !ok {
		return nil
	}
	empty := map[string]string{}
	for _, cell := range slices.Concat(cells(kind), columns) {
		if !table.Knows(cell) {
			continue
		}
		printed := table.Text(cell)
		if printed != "" && !slices.Contains(printedInEmpty, printed) {
			table.Errorf(table.At(cell), "write what is printed there: "+strings.Join(printedInEmpty[:7], " ")+
				", or "+Blank+" where nothing is", "%q is no empty cell", printed)
		}
		empty[cell] = printed
	}
	table.Done()
	return empty
}

// loadFields reads the cells of the further columns. Each must be there, or be said to be empty.
func loadFields(t record.Table, item *Item, columns []string) {
	last := -1
	for _, ft := range t.Tables("field") {
		f := Field{Name: ft.Text("name"), Text: ft.Text("text")}
		ft.Done()
		at := slices.Index(columns, f.Name)
		switch {
		case f.Name == "":
		case at < 0:
			hint := fmt.Sprintf("add it to town.toml, as the document heads it: [columns] %s = [ … ]", item.Kind.id)
			if near, ok := record.Nearest(f.Name, columns); ok {
				hint = fmt.Sprintf("did you mean %q? the columns stand in town.toml, under [columns]", near)
			}
			ft.Errorf(ft.At("name"), hint, "unknown column %q", f.Name)
		case slices.ContainsFunc(item.Fields, func(other Field) bool { return other.Name == f.Name }):
			ft.Errorf(ft.At("name"), "put it into one text", "the column %q stands twice", f.Name)
		case at < last:
			ft.Errorf(ft.At("name"), "put the fields in the order of [columns], in town.toml",
				"%q stands after %q", f.Name, columns[last])
		}
		last = max(last, at)
		item.Fields = append(item.Fields, f)
	}
	for _, name := range columns {
		_, empty := item.Empty[name]
		if !empty && !slices.ContainsFunc(item.Fields, func(f Field) bool { return f.Name == name }) {
			t.Errorf(t.Path(), fmt.Sprintf("add [[item.field]] with name = %q and text; where the document's cell is "+
				`empty, say so: empty = { %q = "/" }`, name, name), "no text of the column %q", name)
		}
	}
}

// checkEmpty reports cells that are said to be empty, and are not.
func checkEmpty(t record.Table, item *Item) {
	filled := map[string]bool{"departments": len(item.Departments) > 0}
	for part := range item.Parts() {
		filled[string(part)] = true
	}
	for _, f := range item.Fields {
		filled[f.Name] = true
	}
	for cell := range item.Empty {
		if filled[cell] {
			t.Errorf(t.At("empty")+"."+cell, "remove it here, or the cell's text", "the cell %q is not empty", cell)
		}
	}
}
