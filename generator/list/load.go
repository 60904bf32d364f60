package list

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"handbook/generator/ahead"
	"handbook/generator/debris"
	"handbook/generator/diag"
	"handbook/generator/office"
	"handbook/generator/record"
)

// DepartmentKinds holds the groups in which departments are shown, in the order in which official documents name them.
var DepartmentKinds = office.Groups

// loader carries what the files of one run share.
type loader struct {
	county      *County
	kinds       []*Kind // the three of every town, and the county's further ones
	unsure      bool    // of some of these it could not be read which they are
	found       []diag.Finding
	parsed      map[string]*record.File // the files of the town that is being loaded, by name
	departments registry[*Department]
	categories  registry[*Category]
	named       map[any]bool      // the departments and categories that some list names
	names       map[string]string // of departments, short ones and aliases too → the full name of the one called so
	derived     derived
}

// A registry finds its entries, and those that are derived, by full official name and by id.
type registry[T any] struct {
	what   string // "department", "category"
	file   string
	broken bool // it is there, but cannot be read
	byName map[string]T
	names  []string
	owners map[string]string // id → name
}

func newRegistry[T any](what, file string) registry[T] {
	return registry[T]{what: what, file: file, byName: map[string]T{}, owners: map[string]string{}}
}

func (r *registry[T]) add(id, name string, entry T) {
	r.byName[name] = entry
	r.names = append(r.names, name)
	r.owners[id] = name
}

// Load reads the list below dir. The findings are sorted; where one of them is an error, the county is incomplete and
// must not be used. A finding names files as dir does.
func Load(dir string) (*County, []diag.Finding) {
	l := &loader{
		county: &County{},
		named:  map[any]bool{}, names: map[string]string{},
		departments: newRegistry[*Department]("department", filepath.Join(dir, "departments.toml")),
		categories:  newRegistry[*Category]("category", filepath.Join(dir, "categories.toml")),
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		l.report(diag.Error, dir, "cannot be read: "+record.Reason(err), "name the folder that holds the list")
		return l.county, l.found
	}
	l.loadKinds(dir)
	l.county.Possible = l.kinds
	l.loadDepartments()
	l.loadCategories()
	l.loadTowns(dir, entries)
	return l.county, diag.Sort(l.found)
}

// open reads the file of a registry, which may be absent: then all its entries are derived.
func (r *registry[T]) open(l *loader) (root record.Table, ok bool) {
	if _, err := os.Lstat(r.file); os.IsNotExist(err) {
		return root, false
	}
	root, ok = record.Open(r.file, &l.found)
	r.broken = !ok
	return root, ok
}

func (l *loader) loadDepartments() {
	root, ok := l.departments.open(l)
	if !ok {
		return
	}
	ids := map[string]bool{}
	claim := func(path, name, owner string) {
		if first, ok := l.names[name]; ok && name != "" {
			root.Errorf(path, "a name stands for one department", "the name %q already belongs to %s", name, first)
			return
		}
		if strings.Contains(name, "、") {
			root.Errorf(path, "names that stand in a row have 、 between them: write each department by itself",
				"%q looks like two names", name)
		}
		l.names[name] = owner
	}
	for _, t := range root.Tables("department") {
		d := &Department{
			ID: l.id(t, DepartmentID, ids), Name: t.Text("name"), Short: t.Text("short"),
			Aliases: t.Texts("aliases", false), Kind: t.Text("kind"), Contact: loadContact(t),
		}
		checkNames(t, map[string]string{"name": d.Name, "short": d.Short})
		claim(t.At("name"), d.Name, d.Name)
		if d.Short != d.Name {
			claim(t.At("short"), d.Short, d.Name)
		}
		for i, a := range d.Aliases {
			checkDebris(t, fmt.Sprintf("%s[%d]", t.At("aliases"), i), a, "", "")
			claim(fmt.Sprintf("%s[%d]", t.At("aliases"), i), a, d.Name)
		}
		if kinds := kindIDs(); d.Kind != "" && !slices.Contains(kinds, d.Kind) {
			t.Errorf(t.At("kind"), "kinds: "+strings.Join(kinds, ", "), "unknown kind %q", d.Kind)
		}
		t.Done()
		l.departments.add(d.ID, d.Name, d)
		l.county.Departments = append(l.county.Departments, d)
	}
	root.Done()
	if len(l.county.Departments) == 0 {
		root.Errorf("", "write each as [[department]] with id, name, short, kind, or remove the file", "no department")
	}
}

func kindIDs() []string {
	var ids []string
	for _, k := range DepartmentKinds {
		ids = append(ids, k.ID)
	}
	return ids
}

func (l *loader) loadCategories() {
	root, ok := l.categories.open(l)
	if !ok {
		return
	}
	ids := map[string]bool{}
	for _, t := range root.Tables("category") {
		c := &Category{ID: l.id(t, CategoryID, ids), Name: t.Text("name")}
		checkNames(t, map[string]string{"name": c.Name})
		if _, ok := l.categories.byName[c.Name]; ok && c.Name != "" {
			t.Errorf(t.At("name"), "remove one", "category %q stands twice", c.Name)
		}
		t.Done()
		l.categories.add(c.ID, c.Name, c)
		l.county.Categories = append(l.county.Categories, c)
	}
	root.Done()
	if len(l.county.Categories) == 0 {
		root.Errorf("", "write each as [[category]] with id and name, in the official order, or remove the file",
			"no category")
	}
}

func (l *loader) loadTowns(dir string, entries []os.DirEntry) {
	folders := l.townFolders(dir, entries)
	places := places{orders: map[int]string{}}
	parse := func(folder string) map[string]*record.File { return l.parseTown(filepath.Join(dir, folder)) }
	for folder, files := range ahead.Each(folders, parse) {
		l.parsed = files
		if t := l.loadTown(filepath.Join(dir, folder), folder, &places); t != nil {
			l.county.Towns = append(l.county.Towns, t)
		}
	}
	if len(folders) == 0 {
		l.report(diag.Error, dir, "no town",
			"a town is a folder with town.toml, basic.toml, joint.toml and reclaimed.toml")
	}
	places.settle(l.county)
	l.settleCategories()
	l.settleDerived()
	if errs, _ := diag.Count(l.found); errs == 0 {
		l.checkUse()
	}
}

// parseTown parses the files of a town, as far as they are there, while others before it are loaded.
func (l *loader) parseTown(dir string) map[string]*record.File {
	names := []string{filepath.Join(dir, townFile)}
	for _, kind := range l.kinds {
		names = append(names, listFile(dir, kind))
	}
	files := map[string]*record.File{}
	for _, name := range names {
		if _, err := os.Stat(name); err == nil {
			files[name] = record.Parse(name)
		}
	}
	return files
}

// open opens a file of the town that is being loaded.
func (l *loader) open(name string) (record.Table, bool) {
	if f := l.parsed[name]; f != nil {
		return f.Open(&l.found)
	}
	return record.Open(name, &l.found)
}

// checkUse warns of departments and categories that no list names: their pages would be empty.
func (l *loader) checkUse() {
	warn := func(file, what, name string) {
		l.report(diag.Warning, file, fmt.Sprintf("no list names the %s %q", what, name),
			"remove it, or correct its name if it is misspelt")
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

// unknown reports a name that no registry has, and that cannot be derived. It may be meant for one of those known.
func (r *registry[T]) unknown(t record.Table, path, name string, known []string) {
	if r.broken {
		return // it may have the name
	}
	hint := fmt.Sprintf("add it to %s, or correct the name", r.file)
	if near, ok := record.Nearest(name, known); ok {
		hint = fmt.Sprintf("did you mean %q? ", near)
		if how := debris.Differ(name, near); how != "" {
			hint += "here " + how + "; "
		}
		hint += fmt.Sprintf("a new %s goes into %s", r.what, r.file)
	}
	if r.what == "department" && strings.Contains(name, "、") {
		hint = "names that stand in a row have 、 between them: write each by itself, [\"…\", \"…\"]"
	}
	if finds := debris.Finds(name); len(finds) > 0 {
		sum := debris.Sum(name, finds, finds)
		hint = fmt.Sprintf("write \"%s\": here %s", sum.Mended, sum.Message)
	}
	t.Errorf(path, hint, "unknown %s %q", r.what, name)
}
