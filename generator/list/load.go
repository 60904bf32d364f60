package list

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"handbook/generator/diag"
	"handbook/generator/record"
)

// DepartmentKind is a group in which departments are shown.
type DepartmentKind struct{ ID, Name string }

// DepartmentKinds holds the groups in the order in which official documents name them.
var DepartmentKinds = [...]DepartmentKind{
	{"party", "党委部门"},
	{"congress", "人大"},
	{"government", "政府部门"},
	{"cppcc", "政协"},
	{"mass", "群团组织"},
	{"branch", "上级派出机构"},
}

// loader carries what the files of one run share.
type loader struct {
	county      *County
	found       []diag.Finding
	departments registry[*Department]
	categories  registry[*Category]
	named       map[any]bool // the departments and categories that some list names
}

// A registry finds its entries by full official name.
type registry[T any] struct {
	what   string // "department", "category"
	file   string
	byName map[string]T
	names  []string
}

func (r *registry[T]) add(name string, entry T) {
	r.byName[name] = entry
	r.names = append(r.names, name)
}

// Load reads the list below dir. The findings are sorted; where one of them is an error the county is incomplete and only
// good for being reported on. A finding names files as dir does.
func Load(dir string) (*County, []diag.Finding) {
	l := &loader{
		county: &County{},
		named:  map[any]bool{},
		departments: registry[*Department]{what: "department", file: filepath.Join(dir, "departments.toml"),
			byName: map[string]*Department{}},
		categories: registry[*Category]{what: "category", file: filepath.Join(dir, "categories.toml"),
			byName: map[string]*Category{}},
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return l.county, []diag.Finding{{File: dir, Message: "cannot be read: " + record.Reason(err), Hint: "name the folder that holds the list"}}
	}
	l.loadDepartments()
	l.loadCategories()
	l.loadTowns(dir, entries)
	return l.county, diag.Sort(l.found)
}

func (l *loader) loadDepartments() {
	root, ok := record.Open(l.departments.file, &l.found)
	if !ok {
		return
	}
	ids, names := map[string]bool{}, map[string]string{}
	claim := func(t record.Table, path, name, owner string) {
		if first, ok := names[name]; ok && name != "" {
			root.Report(path, diag.Error, fmt.Sprintf("the name %q already belongs to %s", name, first), "a name stands for one department")
			return
		}
		if strings.Contains(name, "、") {
			root.Report(path, diag.Error, fmt.Sprintf("%q looks like two names", name), "names that stand in a row have 、 between them: write each department by itself")
		}
		names[name] = owner
	}
	for _, t := range root.Tables("department") {
		d := &Department{ID: l.id(t, DepartmentID, ids), Name: t.Text("name"), Short: t.Text("short"), Aliases: t.Texts("aliases", false), Kind: t.Text("kind")}
		claim(t, t.At("name"), d.Name, d.Name)
		if d.Short != d.Name {
			claim(t, t.At("short"), d.Short, d.Name)
		}
		for i, a := range d.Aliases {
			claim(t, fmt.Sprintf("%s[%d]", t.At("aliases"), i), a, d.Name)
		}
		if d.Kind != "" && !knownKind(d.Kind) {
			root.Report(t.At("kind"), diag.Error, fmt.Sprintf("unknown kind %q", d.Kind), "kinds: "+kindIDs())
		}
		t.Done()
		l.departments.add(d.Name, d)
		l.county.Departments = append(l.county.Departments, d)
	}
	root.Done()
	if len(l.county.Departments) == 0 {
		root.Report("", diag.Error, "no department", "write each as [[department]] with id, name, short, kind")
	}
}

func knownKind(id string) bool {
	for _, k := range DepartmentKinds {
		if k.ID == id {
			return true
		}
	}
	return false
}

func kindIDs() string {
	var ids []string
	for _, k := range DepartmentKinds {
		ids = append(ids, k.ID)
	}
	return strings.Join(ids, ", ")
}

func (l *loader) loadCategories() {
	root, ok := record.Open(l.categories.file, &l.found)
	if !ok {
		return
	}
	ids := map[string]bool{}
	for _, t := range root.Tables("category") {
		c := &Category{ID: l.id(t, CategoryID, ids), Name: t.Text("name")}
		if _, ok := l.categories.byName[c.Name]; ok && c.Name != "" {
			root.Report(t.At("name"), diag.Error, fmt.Sprintf("category %q stands twice", c.Name), "remove one")
		}
		t.Done()
		l.categories.add(c.Name, c)
		l.county.Categories = append(l.county.Categories, c)
	}
	root.Done()
	if len(l.county.Categories) == 0 {
		root.Report("", diag.Error, "no category", "write each as [[category]] with id and name, in the official order")
	}
}

func (l *loader) loadTowns(dir string, entries []os.DirEntry) {
	ids, folders := map[string]bool{}, l.townFolders(dir, entries)
	for _, folder := range folders {
		if t := l.loadTown(filepath.Join(dir, folder), folder, ids); t != nil {
			l.county.Towns = append(l.county.Towns, t)
		}
	}
	if len(folders) == 0 {
		l.found = append(l.found, diag.Finding{File: dir, Message: "no town", Hint: "a town is a folder with town.toml, basic.toml, joint.toml and reclaimed.toml"})
	}
	if errs, _ := diag.Count(l.found); errs == 0 {
		l.checkUse()
	}
}

// checkUse warns of registry entries that no list names: their pages would be empty.
func (l *loader) checkUse() {
	warn := func(file, what, name string) {
		l.found = append(l.found, diag.Finding{Severity: diag.Warning, File: file, Message: fmt.Sprintf("no list names the %s %q", what, name),
			Hint: "remove it, or mend its name if it is misspelt"})
	}
	for _, d := range l.county.Departments {
		if !l.named[d] {
			warn(l.departments.file, l.departments.what, d.Name)
		}
	}
	for _, c := range l.county.Categories {
		if !l.named[c] {
			warn(l.categories.file, l.categories.what, c.Name)
		}
	}
}

func (l *loader) loadTown(dir, folder string, ids map[string]bool) *Town {
	file := filepath.Join(dir, "town.toml")
	if _, err := os.Stat(file); errors.Is(err, fs.ErrNotExist) {
		l.found = append(l.found, diag.Finding{File: dir, Message: "a town's folder without town.toml",
			Hint: "write it, or keep this folder elsewhere: each folder beside the registries is a town's"})
		return nil
	}
	l.checkTownFolder(dir)
	root, ok := record.Open(file, &l.found)
	if !ok {
		return nil
	}
	town := &Town{ID: l.id(root, TownID, ids), Name: root.Text("name"), County: root.Text("county"), Prefecture: root.Text("prefecture"), Region: root.Text("region")}
	if town.ID != "" && town.ID != folder {
		root.Report("id", diag.Error, fmt.Sprintf("the town's id %q differs from its folder %q", town.ID, folder), "rename the folder, or mend the id")
	}
	if towns := l.county.Towns; len(towns) > 0 && town.County != towns[0].County && town.County != "" {
		root.Report("county", diag.Error, fmt.Sprintf("the county differs from that of %s, %q", towns[0].Name, towns[0].County),
			"a handbook is of one county: mend the name, or keep the town's folder elsewhere")
	}
	for _, other := range l.county.Towns {
		if other.Name == town.Name && other.County == town.County && town.Name != "" {
			root.Report("name", diag.Error, fmt.Sprintf("the name %q already belongs to the town in the folder %q", town.Name, other.ID), "mend the name; if the folder is a copy, keep it elsewhere")
		}
	}
	for _, t := range root.Tables("preface") {
		town.Preface = append(town.Preface, Section{Heading: t.Text("heading"), Paragraphs: t.Texts("paragraphs", true)})
		t.Done()
	}
	for _, kind := range Kinds {
		town.Lists[kind] = l.loadList(listFile(dir, kind), kind)
	}
	l.checkDeclared(root, dir, town)
	root.Done()
	return town
}

func listFile(dir string, kind Kind) string { return filepath.Join(dir, kind.ID()+".toml") }

func (l *loader) loadList(file string, kind Kind) []*Item {
	root, ok := record.Open(file, &l.found)
	if !ok {
		return nil
	}
	var items []*Item
	seq := sequence{kind: kind, ids: map[string]bool{}, numbers: map[int]bool{}}
	for _, t := range root.Tables("item") {
		item := l.loadItem(t, kind)
		seq.next(t, item)
		checkSlips(t, item)
		t.Done()
		items = append(items, item)
	}
	root.Done()
	if len(items) == 0 {
		root.Report("", diag.Error, "the list is empty", "write each item as [[item]] with id, no, category, title")
	}
	return items
}

func (l *loader) loadItem(t record.Table, kind Kind) *Item {
	before := len(l.found)
	item := &Item{Kind: kind, ID: t.Text("id"), No: t.Number("no"), Title: t.Text("title"), Note: t.Optional("note")}
	item.Category, _ = lookup(l, &l.categories, t, t.At("category"), t.Text("category"))
	switch kind {
	case Joint:
		for i, name := range t.Texts("departments", true) {
			path := fmt.Sprintf("%s[%d]", t.At("departments"), i)
			if d, ok := lookup(l, &l.departments, t, path, name); ok {
				if item.names(d) {
					t.Report(path, diag.Error, fmt.Sprintf("%q stands twice in departments", name), "remove one")
				}
				item.Departments = append(item.Departments, d)
			}
		}
		item.County = l.loadBlocks(t, "county", "duties", true)
		item.Town = l.loadBlocks(t, "town", "duties", false)
		checkHeads(t, item)
		if errs, _ := diag.Count(l.found[before:]); errs == 0 { // otherwise a misspelt name may be what is left out
			checkShares(t, item)
		}
	case Reclaimed:
		item.Takeovers = l.loadBlocks(t, "takeover", "methods", true)
		item.Statement = t.Optional("statement")
		l.checkTakeover(t, item)
	}
	return item
}

// names tells whether the item's cell names the department.
func (i *Item) names(d *Department) bool {
	for _, named := range i.Departments {
		if named == d {
			return true
		}
	}
	return false
}

func (l *loader) loadBlocks(t record.Table, key, duties string, byDepartment bool) []Block {
	var blocks []Block
	for _, bt := range t.Tables(key) {
		b := Block{Duties: bt.Texts(duties, true)}
		if byDepartment {
			read := bt.Optional
			if key == "takeover" {
				read = bt.Text
			}
			if name := read("department"); name != "" {
				b.Department, _ = lookup(l, &l.departments, bt, bt.At("department"), name)
			}
		}
		if key != "takeover" {
			b.Heading = bt.Optional("heading")
			checkHead(bt, blocks, b)
		}
		checkDuties(bt, duties, b)
		bt.Done()
		blocks = append(blocks, b)
	}
	return blocks
}

// lookup finds a registry entry by its full official name.
func lookup[T comparable](l *loader, r *registry[T], t record.Table, path, name string) (T, bool) {
	entry, ok := r.byName[name]
	if ok {
		l.named[entry] = true
		return entry, true
	}
	if name != "" && len(r.names) > 0 {
		hint := fmt.Sprintf("add it to %s, or mend the name", r.file)
		if near, ok := record.Nearest(name, r.names); ok {
			hint = fmt.Sprintf("did you mean %q? a new %s goes into %s", near, r.what, r.file)
		}
		t.Report(path, diag.Error, fmt.Sprintf("unknown %s %q", r.what, name), hint)
	}
	return entry, false
}
