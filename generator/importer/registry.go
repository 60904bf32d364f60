package importer

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"handbook/generator/diag"
	"handbook/generator/intake"
	"handbook/generator/list"
	"handbook/generator/listfile"
	"handbook/generator/office"
	"handbook/generator/pinyin"
)

// names are the departments and the categories that the town's list names, in its order.
func (i *importing) names() (departments, categories []string) {
	add := func(to *[]string, name string) {
		if name != "" && !slices.Contains(*to, name) {
			*to = append(*to, name)
		}
	}
	for _, id := range i.lists() {
		for _, item := range i.town.Lists[id] {
			add(&categories, item.Category)
			for _, name := range namedBy(item) {
				add(&departments, name)
			}
			for _, b := range item.County {
				add(&departments, b.Department)
			}
		}
	}
	return departments, categories
}

// firstOf is the first item that names a department or a category.
func (i *importing) firstOf(name string) string {
	for _, id := range i.lists() {
		for _, item := range i.town.Lists[id] {
			heads := slices.ContainsFunc(item.County, func(b listfile.Block) bool { return b.Department == name })
			if item.Category == name || heads || slices.Contains(namedBy(item), name) {
				return item.ID
			}
		}
	}
	return ""
}

// unknown are entries for what the town names, the registries lack, and nothing is known of by its name.
func (i *importing) unknown() ([]listfile.Registry, error) {
	departments, categories := listfile.DepartmentRegistry(), listfile.CategoryRegistry()
	named, kinds := i.names()
	taken := i.taken()
	place := office.NewPlace(i.town.County, i.town.Prefecture, i.town.Region)
	for _, name := range named {
		if taken.registered[name] {
			continue
		}
		known, ok := place.Recognise(name)
		if ok && !taken.ids[known.ID] {
			taken.ids[known.ID] = true
			continue // its entry follows from the name
		}
		if owner, ok := taken.names[name]; ok {
			return nil, diag.Errorf("write its full name in the document, as departments.toml has it; where it is "+
				"another department, take the name out of that entry there",
				"the documents name a department %q, which stands for %s; nothing was written", name, owner)
		}
		d := list.Department{Name: name, Short: i.short(name, taken.names), Kind: "other"}
		what := "不是各地常见的部门"
		if ok {
			d.Kind, what = known.Group, "与另一个部门像是同一类"
			d.Short = name
		}
		d.ID = newID(list.DepartmentID, d.Short, taken.ids)
		taken.names[name], taken.names[d.Short] = name, name
		departments.AddDepartment(&d)
		i.note(intake.Doubt, i.firstOf(name), "部门“%s”%s：已在 departments.toml 里登记为 id = \"%s\"，简称“%s”；"+
			"发布之前请核对它的 id、简称和 kind", name, what, d.ID, d.Short)
	}
	for _, name := range kinds {
		if taken.categories[name] {
			continue
		}
		if id, ok := office.CategoryID(name); ok && !taken.categoryIDs[id] {
			taken.categoryIDs[id] = true
			continue
		}
		id := newID(list.CategoryID, name, taken.categoryIDs)
		categories.AddCategory(id, name)
		i.note(intake.Doubt, i.firstOf(name), "类别“%s”是新的：已在 categories.toml 里登记为 id = \"%s\"；发布之前请核对", name, id)
	}
	return slices.DeleteFunc([]listfile.Registry{departments, categories}, listfile.Registry.Empty), nil
}

// taken is what the registries have.
type taken struct {
	registered, ids         map[string]bool   // departments, by name and id
	names                   map[string]string // names, short ones and aliases → whose it is
	categories, categoryIDs map[string]bool
}

func (i *importing) taken() taken {
	t := taken{map[string]bool{}, map[string]bool{}, map[string]string{}, map[string]bool{}, map[string]bool{}}
	for _, id := range i.lists() {
		t.ids[id], t.categoryIDs[id] = true, true
	}
	if i.county == nil {
		return t
	}
	for _, d := range i.county.Departments {
		t.registered[d.Name], t.ids[d.ID] = true, true
		for _, name := range append([]string{d.Name, d.Short}, d.Aliases...) {
			t.names[name] = d.Name
		}
	}
	for _, c := range i.county.Categories {
		t.categories[c.Name], t.categoryIDs[c.ID] = true, true
	}
	return t
}

// short is a department's name without the county's, where that is still a name of its own.
func (i *importing) short(name string, taken map[string]string) string {
	rest, ok := strings.CutPrefix(name, i.town.County)
	if _, another := taken[rest]; !ok || utf8.RuneCountInString(rest) < 3 || another {
		return name
	}
	return rest
}

var reader = pinyin.NewReader()

// newID makes an id of how a name is read; where that is long, of the initials.
func newID(kind list.IDKind, name string, taken map[string]bool) string {
	var whole, initials strings.Builder
	for _, syllable := range reader.Read(name) {
		for n, r := range strings.ToLower(syllable) {
			if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
				whole.WriteRune(r)
				if n == 0 {
					initials.WriteRune(r)
				}
			}
		}
	}
	base := whole.String()
	if len(base) > longestNewID {
		base = initials.String()
	}
	base = base[:min(len(base), longestNewID)]
	fits := func(id string) bool { return id != "" && !taken[id] && list.Unfit(kind, id) == "" }
	id := base
	for n := 2; !fits(id); n++ {
		id = fmt.Sprintf("%sx%d", base, n)
	}
	taken[id] = true
	return id
}

// longestNewID is how long an id is that is still read in an address.
const longestNewID = 32

// entries are what the registries get in the end: of what the town names, the categories in the order of its lists, and
// the departments as official documents order them, those last that nothing is known of.
func (i *importing) entries(county *list.County, unknown []listfile.Registry) []listfile.Registry {
	departments, categories := listfile.DepartmentRegistry(), listfile.CategoryRegistry()
	named, kinds := i.names()
	for _, d := range county.Departments {
		if d.Derived && slices.Contains(named, d.Name) {
			departments.AddDepartment(d)
		}
	}
	before := i.taken().categories
	for _, name := range kinds {
		at := slices.IndexFunc(county.Categories, func(c *list.Category) bool { return c.Name == name })
		if at >= 0 && !before[name] {
			categories.AddCategory(county.Categories[at].ID, name)
		}
	}
	for _, r := range unknown {
		if r.Name == departments.Name {
			departments.Entries = append(departments.Entries, r.Entries...)
		}
	}
	return slices.DeleteFunc([]listfile.Registry{departments, categories}, listfile.Registry.Empty)
}
