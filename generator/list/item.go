package list

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"unicode/utf8"

	"handbook/generator/diag"
	"handbook/generator/record"
)

func listFile(dir string, kind *Kind) string { return filepath.Join(dir, kind.id+".toml") }

// loadList reads one of a town's lists. It may be empty, or not there at all, where the document declares no items.
func (l *loader) loadList(root record.Table, file string, kind *Kind, columns columns) (items []*Item, sights []sight) {
	none := declaresNone(root, kind)
	if _, err := os.Lstat(file); none && os.IsNotExist(err) {
		return nil, nil
	}
	if _, err := os.Stat(file); os.IsNotExist(err) {
		l.report(diag.Error, file, "the file is missing", "make it; where the document has no such list, say so in "+
			"town.toml, under [declared]: "+kind.id+" = { items = 0 }")
		return nil, nil
	}
	list, ok := l.open(file)
	if !ok {
		return nil, nil
	}
	seq, titles := sequence{kind: kind, ids: map[string]bool{}, numbers: map[int]bool{}}, titles{}
	for _, t := range list.Tables("item") {
		item := l.loadItem(t, kind, columns)
		sights = append(sights, sight{t, item, t.Texts("see", false)})
		seq.next(t, item)
		checkSlips(t, item)
		checkMarks(t, item)
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
	return items, sights
}

func (l *loader) loadItem(t record.Table, kind *Kind, columns columns) *Item {
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
	checkSigns(t, item)
	return item
}

// mostInRole is how many characters a role beside a department's name may have.
const mostInRole = 10

// loadDepartmentsOf reads the departments of a joint item, and what its cell prints beside them.
func (l *loader) loadDepartmentsOf(t record.Table, item *Item) {
	for i, name := range departmentNames(t, item) {
		path := fmt.Sprintf("%s[%d]", t.At("departments"), i)
		if d, ok := l.department(t, path, name); ok {
			if item.names(d) {
				t.Errorf(path, "remove one", "%q stands twice in departments", name)
			}
			item.Departments = append(item.Departments, d)
		}
	}
	loadRoles(t, item)
}

// departmentNames reads the names of a joint item's departments.
func departmentNames(t record.Table, item *Item) []string {
	_, none := item.Empty["departments"]
	hint := "name them by their full official names; " + emptyHint("departments")
	switch {
	case none && !t.Has("departments"):
		t.Knows("departments")
		return nil
	case t.Void("departments"):
		t.Errorf(t.At("departments"), hint, "the list %q is empty", "departments")
		return nil
	case !t.Knows("departments"):
		t.Errorf(t.Path(), hint, "missing key %q", "departments")
		return nil
	}
	return t.Texts("departments", true)
}

// loadRoles reads what a joint item's cell prints beside its departments.
func loadRoles(t record.Table, item *Item) {
	roles, ok := t.Table("roles")
	if !ok {
		return
	}
	item.Roles = map[*Department]string{}
	for _, name := range roles.Keys() {
		role := roles.Text(name)
		if utf8.RuneCountInString(role) > mostInRole {
			roles.Errorf(roles.At(name), "it is what stands beside the name: 牵头, 配合",
				"a role of more than %d characters", mostInRole)
		}
		i := slices.IndexFunc(item.Departments, func(d *Department) bool { return d.Name == name })
		switch {
		case i >= 0:
			item.Roles[item.Departments[i]] = role
		case !t.Lists("departments", name): // otherwise it is unknown, and that is said already
			roles.ErrorOfKey(name, "name one of the item's departments, by its full official name",
				"%q is not in departments", name)
		}
	}
}

// names reports whether the item's cell names the department.
func (i *Item) names(d *Department) bool { return slices.Contains(i.Departments, d) }

func (l *loader) loadBlocks(t record.Table, part Part) []Block {
	var blocks []Block
	for _, bt := range t.Tables(string(part)) {
		none := part == TakeoverPart && bt.Void(part.dutiesKey()) // a cell may name a department and nothing else
		b := Block{Duties: bt.Texts(part.dutiesKey(), !none)}
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
