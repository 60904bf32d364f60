package list

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"handbook/generator/office"
	"handbook/generator/record"
)

// derived are the departments that stand in no registry, but are of a kind that counties have. What is published must
// not change with what else a list names, so only aliases depend on that: they are no part of an address.
type derived struct {
	county      string        // of the town that is being read
	place       *office.Place // likewise
	nowhere     bool          // its file does not say where it is
	departments []derivedDepartment
}

type derivedDepartment struct {
	entry *Department
	known office.Department
}

// department finds a department by its full official name, in the registry or among those that can be derived.
func (l *loader) department(t record.Table, path, name string) (*Department, bool) {
	if d, ok := l.departments.byName[name]; ok {
		l.named[d] = true
		return d, true
	}
	if name == "" {
		return nil, false
	}
	known, ok := l.derived.place.Recognise(name)
	if _, other := l.names[name]; other || !ok { // what the registry has for an alias is no full name
		if other || !l.derived.nowhere {
			known := slices.Concat(l.departments.names, l.derived.like(name))
			l.departments.unknown(t, path, name, l.derived.near(name, known))
		}
		return nil, false
	}
	checkDebris(t, path, name, "", "")
	d := &Department{ID: known.ID, Name: name, Short: known.Short, Kind: known.Group, Derived: true}
	l.named[d] = true
	owner, taken := l.departments.owners[d.ID]
	if taken {
		l.departments.taken(t, path, name, d.ID, owner, !l.departments.byName[owner].Derived)
		l.departments.byName[name] = d // is not told again
		return d, true
	}
	l.departments.add(d.ID, name, d)
	l.derived.departments = append(l.derived.departments, derivedDepartment{d, known})
	return d, true
}

// like are names that departments of the county may have and that are all but the one given.
func (d *derived) like(name string) []string {
	var all []string
	for _, before := range []string{"中共" + d.county + "委", d.county + "委", d.county} {
		rest, ok := strings.CutPrefix(name, before)
		if !ok {
			continue
		}
		most := max(1, utf8.RuneCountInString(rest)/4)
		for _, known := range office.Names() {
			if record.Distance(rest, known) > most {
				continue
			}
			if _, ok := d.place.Recognise(before + known); ok {
				all = append(all, before+known)
			}
		}
		break
	}
	return all
}

// near leaves out names that share no more than the county's with the one given: it is a long one in some counties,
// and would make any two departments alike.
func (d *derived) near(name string, names []string) []string {
	rest, ok := strings.CutPrefix(name, d.county)
	if !ok {
		return names
	}
	return slices.DeleteFunc(names, func(other string) bool {
		its, ok := strings.CutPrefix(other, d.county)
		if !ok {
			return false
		}
		_, alike := record.Nearest(rest, []string{its})
		return !alike
	})
}

// category finds a category likewise, or returns nil.
func (l *loader) category(t record.Table, path, name string) *Category {
	if c, ok := l.categories.byName[name]; ok {
		l.named[c] = true
		return c
	}
	if name == "" {
		return nil
	}
	id, ok := office.CategoryID(name)
	if !ok {
		l.categories.unknown(t, path, name, l.categories.names)
		return nil
	}
	checkDebris(t, path, name, "", "")
	c := &Category{ID: id, Name: name, Derived: true}
	l.named[c] = true
	if owner, taken := l.categories.owners[id]; taken {
		l.categories.taken(t, path, name, id, owner, true)
		l.categories.byName[name] = c
		return c
	}
	l.categories.add(id, name, c)
	return c
}

// taken reports a derived id that another entry has: in the registry, or derived too.
func (r *registry[T]) taken(t record.Table, path, name, id, owner string, registered bool) {
	hint := fmt.Sprintf("where both are one %s, the lists must call it by one name; "+
		"otherwise write one of them into %s, with an id of its own", r.what, r.file)
	if registered {
		hint = fmt.Sprintf("did you mean %q? otherwise write it into %s, with an id of its own", owner, r.file)
	}
	t.Errorf(path, hint, "the %s %q would have the id %q, which %s has", r.what, name, id, owner)
}

// settleCategories puts the derived categories behind the registry's, in the order in which the towns' lists name them.
func (l *loader) settleCategories() {
	for _, t := range l.county.Towns {
		for _, item := range t.Items() {
			if c := item.Category; c != nil && c.Derived && !slices.Contains(l.county.Categories, c) {
				l.county.Categories = append(l.county.Categories, c)
			}
		}
	}
}

// settleDerived gives the derived departments their place behind the registry's, and the names that are left to them: a
// name stands for one department, and what the registry says comes first.
func (l *loader) settleDerived() {
	all := l.derived.departments
	slices.SortFunc(all, func(a, b derivedDepartment) int { return office.Compare(a.known, b.known) })
	for _, d := range all {
		l.names[d.entry.Name] = d.entry.Name
	}
	for _, d := range all {
		if owner, ok := l.names[d.entry.Short]; ok && owner != d.entry.Name {
			d.entry.Short = d.entry.Name
		}
		l.names[d.entry.Short] = d.entry.Name
	}
	l.inherit()
	for _, d := range all {
		for _, alias := range d.known.Aliases {
			if _, ok := l.names[alias]; !ok {
				l.names[alias] = d.entry.Name
				d.entry.Aliases = append(d.entry.Aliases, alias)
			}
		}
		l.county.Departments = append(l.county.Departments, d.entry)
	}
}

// inherit gives the derived departments the names of those that this county has none of.
func (l *loader) inherit() {
	var all []*office.Department
	for i := range l.derived.departments {
		all = append(all, &l.derived.departments[i].known)
	}
	if len(all) == 0 {
		return
	}
	for _, d := range l.county.Departments {
		if known, ok := l.derived.place.Recognise(d.Name); ok {
			all = append(all, &known)
		}
	}
	l.derived.place.Inherit(all)
}
