package list_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"handbook/generator/list"
	"handbook/generator/office"
)

// Without registries, the real list has the same departments and categories, under the same addresses.
func TestDerivedAsRegistered(t *testing.T) {
	registered := load(t, real)
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "kuiyibage"), os.DirFS(filepath.Join(real, "kuiyibage"))); err != nil {
		t.Fatal(err)
	}
	county := load(t, dir)
	if len(county.Departments) != len(registered.Departments) || len(county.Categories) != len(registered.Categories) {
		t.Errorf("%d departments, %d categories", len(county.Departments), len(county.Categories))
	}
	taken := map[string]string{}
	for _, d := range county.Departments {
		i := slices.IndexFunc(registered.Departments, func(r *list.Department) bool { return r.ID == d.ID })
		if i < 0 {
			t.Errorf("%+v is not registered", d)
			continue
		}
		r := registered.Departments[i]
		if !d.Derived || r.Derived || d.Name != r.Name || d.Short != r.Short || d.Kind != r.Kind {
			t.Errorf("derived %+v, registered %+v", d, r)
		}
		for _, name := range append([]string{d.Name, d.Short}, d.Aliases...) {
			if owner, ok := taken[name]; ok && owner != d.Name {
				t.Errorf("%s is called as %s is: %s", d.Name, owner, name)
			}
			taken[name] = d.Name
		}
	}
	for _, c := range county.Categories {
		same := func(r *list.Category) bool { return r.ID == c.ID && r.Name == c.Name }
		if !slices.ContainsFunc(registered.Categories, same) {
			t.Errorf("%+v is not registered", c)
		}
	}
}

// Derived categories stand behind the registry's in the order in which the lists first name them, departments in that
// of official documents.
func TestDerivedOrder(t *testing.T) {
	dir := copySample(t)
	write(t, dir, "departments.toml", []byte("[[department]]\nid = \"shui\"\nname = \"国家税务总局云岭县税务局\"\n"+
		"short = \"税务局\"\nkind = \"branch\"\n"))
	write(t, dir, "categories.toml", []byte("[[category]]\nid = \"yingji\"\nname = \"应急管理\"\n"))
	county := load(t, dir)
	var names []string
	for _, d := range county.Departments {
		names = append(names, d.Short)
	}
	for _, c := range county.Categories {
		names = append(names, c.Name)
	}
	if want := []string{"税务局", "组织部", "公安局", "妇联", "应急管理", "党的建设", "民生服务"}; !slices.Equal(names, want) {
		t.Errorf("%q, want %q", names, want)
	}
}

// They do so in the order in which the towns are shown, not in that of their folders.
func TestDerivedOrderOfTowns(t *testing.T) {
	dir := copySample(t)
	if err := os.Remove(filepath.Join(dir, "categories.toml")); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(filepath.Join(dir, "baixi"), os.DirFS(filepath.Join(dir, "songxi"))); err != nil {
		t.Fatal(err)
	}
	change := func(file string, pairs ...string) {
		t.Helper()
		text, err := os.ReadFile(filepath.Join(dir, file))
		if err != nil {
			t.Fatal(err)
		}
		write(t, dir, file, []byte(strings.NewReplacer(pairs...).Replace(string(text))))
	}
	change("baixi/town.toml", `id = "songxi"`, `id = "baixi"`, "松溪镇\"", "柏溪乡\"\norder = 2")
	change("baixi/basic.toml", "党的建设", "平安法治")
	change("songxi/town.toml", "松溪镇\"", "松溪镇\"\norder = 1")
	var names []string
	for _, c := range load(t, dir).Categories {
		names = append(names, c.Name)
	}
	if want := []string{"党的建设", "民生服务", "应急管理", "平安法治"}; !slices.Equal(names, want) {
		t.Errorf("%q, want %q", names, want)
	}
}

// No id that can be derived is one that the site has taken.
func TestDerivedIDs(t *testing.T) {
	for _, id := range office.IDs() {
		if reason := list.Reserved(list.DepartmentID, id); reason != "" {
			t.Errorf("department %s: %s", id, reason)
		}
	}
	for _, id := range office.CategoryIDs() {
		if reason := list.Reserved(list.CategoryID, id); reason != "" {
			t.Errorf("category %s: %s", id, reason)
		}
	}
}
