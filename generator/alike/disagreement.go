package alike

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"handbook/generator/list"
)

// A Disagreement is one thing that lists of a county's towns say otherwise: A is what most say, B what others do.
type Disagreement struct {
	About      About
	Department *list.Department // whose duty it is, where About is Duties or Names
	Matter     *Matter
	Heading    bool // of duties: a sub-heading among them
	A, B       string
	InA, InB   []*list.Town
	Sure       Sureness // that the items compared are one matter
}

// About is what a disagreement is about.
type About int

// What towns disagree about. For the county's staff, what its departments do comes first: it is the same department
// for all towns.
const (
	Duties   About = iota // what a department does
	Names                 // whether an item names a department at all, or in which role
	Titles                // what an item is called
	Category              // in which category it stands
	Number                // under which number
	Lists                 // in which list
	Absent                // whether a town has the item: A says nothing, InB have it not
)

// Disagreements are those about departments, department by department and then item by item, and behind them the
// others, kind by kind. What towns say of their own duties is theirs, and is not among them.
func Disagreements(county *list.County, matters []Matter) []Disagreement {
	var all []Disagreement
	for _, d := range county.Departments {
		for n := range matters {
			all = append(all, matters[n].aboutDepartment(county, d)...)
		}
	}
	for _, about := range []About{Titles, Category, Number, Absent} {
		for n := range matters {
			all = append(all, matters[n].about(county, about)...)
		}
	}
	return append(all, inOtherLists(county, matters)...)
}

// aboutDepartment is what the towns say otherwise of a department's part in a matter: each thing once, with all towns
// that say it, whatever else they say otherwise.
func (m *Matter) aboutDepartment(county *list.County, d *list.Department) []Disagreement {
	type place struct {
		about About
		at    string // in the common wording
	}
	type saying struct {
		place
		a, b string
	}
	var order []saying
	told := map[saying]*Disagreement{}
	otherwise := map[place][]*list.Town{}
	for _, v := range m.Variants {
		tell := func(p place, heading bool, a, b string) {
			s := saying{p, a, b}
			if told[s] == nil {
				order = append(order, s)
				told[s] = &Disagreement{About: p.about, Department: d, Matter: m, Heading: heading, A: a, B: b}
			}
			t := told[s]
			t.InB, t.Sure = append(t.InB, v.Towns...), max(t.Sure, v.Sure)
			otherwise[p] = append(otherwise[p], v.Towns...)
		}
		if !slices.Contains(m.Common.Departments, d) && !slices.Contains(v.Item.Departments, d) {
			continue
		}
		if a, b := named(m.Common, d), named(v.Item, d); a != b {
			tell(place{Names, ""}, false, a, b)
		}
		for _, diff := range v.Differences {
			if (diff.Cell == County || diff.Cell == Takeover) && (diff.Department == d || diff.Department == nil) {
				tell(place{Duties, diff.InA}, diff.Heading, diff.A, diff.B)
			}
		}
	}
	all := make([]Disagreement, len(order))
	for n, s := range order {
		t := told[s]
		others := t.InB
		if s.at != "" || s.about == Names {
			others = otherwise[s.place]
		}
		for _, town := range m.All(county) {
			if !slices.Contains(others, town) {
				t.InA = append(t.InA, town)
			}
		}
		t.InB = sorted(county, t.InB)
		if len(t.InB) > len(t.InA) { // most of those that have the item, though not of its commonest wording
			t.A, t.B, t.InA, t.InB = t.B, t.A, t.InB, t.InA
		}
		all[n] = *t
	}
	return all
}

// sorted are towns in the county's order.
func sorted(county *list.County, towns []*list.Town) []*list.Town {
	return slices.DeleteFunc(slices.Clone(county.Towns), func(t *list.Town) bool { return !slices.Contains(towns, t) })
}

// named is what an item's cell of departments has of one.
func named(i *list.Item, d *list.Department) string {
	if !slices.Contains(i.Departments, d) {
		return ""
	}
	if role := i.Roles[d]; role != "" {
		return fmt.Sprintf("%s（%s）", d.Name, role)
	}
	return d.Name
}

// about is what the towns say otherwise of a matter as a whole.
func (m *Matter) about(county *list.County, about About) []Disagreement {
	if about == Absent {
		if len(m.Lacking) == 0 {
			return nil
		}
		return []Disagreement{{About: about, Matter: m, A: m.Common.Title, InA: m.All(county), InB: m.Lacking,
			Sure: Likely}}
	}
	said := map[string][]*list.Town{} // each text by those that have it
	sure := map[string]Sureness{}
	for _, t := range m.All(county) {
		text := m.said(t, about)
		said[text] = append(said[text], t)
	}
	for _, v := range m.Variants {
		for _, t := range v.Towns {
			sure[m.said(t, about)] = v.Sure
		}
	}
	sayings := slices.SortedFunc(maps.Keys(said), func(a, b string) int {
		if most := len(said[b]) - len(said[a]); most != 0 {
			return most
		}
		return slices.Index(county.Towns, said[a][0]) - slices.Index(county.Towns, said[b][0])
	})
	var all []Disagreement
	for _, other := range sayings[1:] {
		all = append(all, Disagreement{About: about, Matter: m, A: sayings[0], B: other, InA: said[sayings[0]],
			InB: said[other], Sure: max(sure[sayings[0]], sure[other])})
	}
	return all
}

// said is what a town's list says of the matter as a whole.
func (m *Matter) said(t *list.Town, about About) string {
	item := m.Item(t)
	switch about {
	case Category:
		return item.Category.Name
	case Number:
		return strconv.Itoa(item.No)
	}
	return item.Title
}

// inOtherLists are matters that some towns have in another list than others, under the same title.
func inOtherLists(county *list.County, matters []Matter) []Disagreement {
	var all []Disagreement
	first := map[string]*Matter{}
	for n := range matters {
		m := &matters[n]
		title := strings.TrimSpace(m.Common.Title)
		other := first[title]
		switch {
		case other == nil:
			first[title] = m
		case other.Kind != m.Kind && len(m.Lacking) > 0 && len(other.Lacking) > 0:
			all = append(all, Disagreement{About: Lists, Matter: other, A: other.Kind.Name(), B: m.Kind.Name(),
				InA: other.All(county), InB: m.All(county)})
		}
	}
	return all
}
