package address

import (
	"encoding/json"
	"fmt"
	"strings"

	"handbook/generator/list"
)

// Data is what the theme's layouts are told: which lists there are, and how the departments are grouped.
type Data struct {
	Lists  []ListData  `json:"lists"`
	Groups []GroupData `json:"groups"`
	Words  WordData    `json:"words"`
}

// WordData is what places are called in the county.
type WordData struct {
	Departments string `json:"departments"` // 县级部门
	Towns       string `json:"towns"`       // 乡镇
}

// ListData is one of the lists of a town.
type ListData struct {
	ID          string `json:"id"`
	Look        string `json:"look"` // as which of the three lists of every town it is shown
	Mark        string `json:"mark"`
	Name        string `json:"name"`
	Short       string `json:"short"`
	Word        string `json:"word"`
	Departments string `json:"departments"`
	Bar         int    `json:"bar"` // which form its bars have, from 1: those of the three lists first
}

// GroupData is a group of departments.
type GroupData struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Patterns are addresses in which {town}, {list}, {no} and {id} are to be replaced. Place is what goes before a
// fragment.
type Patterns struct {
	Item       string
	Category   string
	Department string
	Place      string
}

// SitePatterns say how addresses of the site are made, from its root.
func SitePatterns() Patterns { return patterns(Address.Site, "", "#") }

// OneFilePatterns say how addresses in the one-file edition are made.
func OneFilePatterns() Patterns { return patterns(Address.OneFile, "#", "-") }

// patterns are the addresses of an item, a category and a department with words in braces for their ids.
func patterns(of func(Address) string, before, place string) Patterns {
	town := &list.Town{ID: "{town}"}
	item := of(Item(town, &list.Item{Kind: list.Joint, ID: list.Joint.ID() + "-{no}"}))
	return Patterns{
		Item:       before + strings.Replace(item, list.Joint.ID(), "{list}", 1),
		Category:   before + of(Category(town, &list.Category{ID: "{id}"})),
		Department: before + of(Department(&list.Department{ID: "{id}"})),
		Place:      place,
	}
}

// A Rule says which id of the one-file edition addresses of the site have. Page is a regular expression for the end of
// a path without .html; Place is the id, with $1 and $2 for what the groups of Page match. Fragments says that the
// address's fragment follows after a "-".
type Rule struct {
	Page, Place string
	Fragments   bool
}

// Rules are for the service worker: it is asked for a page and has only the one-file edition. The first rule that
// matches is valid; the last one matches every page.
func Rules(kinds []*list.Kind) []Rule {
	ids := make([]string, len(kinds))
	for i, k := range kinds {
		ids[i] = k.ID()
	}
	lists := "/(" + strings.Join(ids, "|") + ")/"
	return []Rule{
		{lists + "index$", "$1", true},
		{lists + "([^/]+)$", "$1-$2", true},
		{"/" + departmentsFolder + "/index$", oneFileFront, false},
		{"/" + departmentsFolder + "/([^/]+)$", departmentPrefix + "$1", false},
		{"/" + categoriesFolder + "/index$", oneFileFront, false},
		{"/" + categoriesFolder + "/([^/]+)$", categoryPrefix + "$1", false},
		{"/preface$", "preface", false},
		{".*", oneFileFront, false},
	}
}

// mostBars is how many forms of bars the theme has.
const mostBars = 5

// Files are the data for Hugo: for the layouts handbook.json, and for the search in the browser a script that says
// of each list its mark, its word and as which list it is shown, what places are called, and how addresses are made.
func Files(county *list.County) (map[string][]byte, error) {
	var data Data
	lists := map[string]string{}
	bars := map[list.Shape]bool{} // the looks whose bar some list has
	further := len(list.Kinds)
	for _, k := range county.Kinds() {
		bar := 1 + int(k.Look())
		if bars[k.Look()] {
			further = min(further+1, mostBars)
			bar = further
		}
		bars[k.Look()] = true
		data.Lists = append(data.Lists, ListData{
			k.ID(), k.Look().String(), k.Mark(), k.Name(), k.Short(), k.Word(), k.Departments(), bar,
		})
		lists[k.ID()] = k.Mark() + " " + k.Word() + " " + k.Look().String()
	}
	data.Words = WordData{county.Words.Departments, county.Words.Towns}
	for _, g := range list.DepartmentKinds {
		data.Groups = append(data.Groups, GroupData{g.ID, g.Name})
	}
	layouts, err := json.Marshal(data)
	if err != nil {
		return nil, err
	}
	ofLists, err := json.Marshal(lists)
	if err != nil {
		return nil, err
	}
	script := fmt.Sprintf("handbook.lists = %s;\nhandbook.words = { county: %q, towns: %q };\n%s",
		ofLists, county.Words.Word, county.Words.Towns, Script(SitePatterns()))
	if len(county.Towns) > 1 {
		script += fmt.Sprintf("Object.assign(handbook.addresses, { comparison: %q, town: %q });\n", ComparisonPattern,
			TownPattern)
	}
	return map[string][]byte{"handbook.json": layouts, "search/addresses.js": []byte(script)}, nil
}

// Script tells the search in the browser how addresses are made.
func Script(p Patterns) string {
	return fmt.Sprintf("handbook.addresses = { item: %q, category: %q, department: %q, place: %q };\n",
		p.Item, p.Category, p.Department, p.Place)
}
