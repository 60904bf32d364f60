package address

import (
	"encoding/json"
	"strings"

	"handbook/generator/list"
)

// Data is what the theme's layouts and scripts are told, so that they need not spell it: which lists there are, how the
// departments are grouped, and how addresses are made.
type Data struct {
	Lists  []ListData  `json:"lists"`
	Groups []GroupData `json:"groups"`
	Site   Patterns    `json:"site"`
}

// ListData is one of the lists of a town.
type ListData struct {
	ID          string `json:"id"`
	Mark        string `json:"mark"`
	Name        string `json:"name"`
	Short       string `json:"short"`
	Word        string `json:"word"`
	Departments string `json:"departments"`
}

// GroupData is a group of departments.
type GroupData struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Patterns are addresses with {town}, {list}, {no} and {id} where these belong. What follows Place is a fragment.
type Patterns struct {
	Item       string `json:"item"`
	Department string `json:"department"`
	Place      string `json:"place"`
}

// SitePatterns say how addresses of the site are made, below its root.
func SitePatterns() Patterns { return patterns(Address.Site, "", "#") }

// OneFilePatterns say how addresses in the one-file edition are made.
func OneFilePatterns() Patterns { return patterns(Address.OneFile, "#", "-") }

// patterns are the addresses of an item and a department whose ids are the words in braces.
func patterns(of func(Address) string, before, place string) Patterns {
	town := &list.Town{ID: "{town}"}
	item := of(Item(town, &list.Item{Kind: list.Joint, ID: list.Joint.ID() + "-{no}"}))
	return Patterns{
		Item:       before + strings.Replace(item, list.Joint.ID(), "{list}", 1),
		Department: before + of(Department(&list.Department{ID: "{id}"})),
		Place:      place,
	}
}

// A Rule says of addresses of the site which place they are in the one-file edition. Page is a regular expression for
// the end of a path without .html; Place has $1 and $2 for what its groups match. Where Fragments is set, the address's
// fragment goes on after a "-".
type Rule struct {
	Page, Place string
	Fragments   bool
}

// Rules are for the service worker: it is asked for a page and has the one-file edition alone. The first that matches
// counts, and the last matches whatever is left.
func Rules() []Rule {
	ids := make([]string, len(list.Kinds))
	for i, k := range list.Kinds {
		ids[i] = k.ID()
	}
	lists := "/(" + strings.Join(ids, "|") + ")/"
	return []Rule{
		{lists + "index$", "$1", true},
		{lists + "([^/]+)$", "$1-$2", true},
		{"/departments/index$", oneFileFront, false},
		{"/departments/([^/]+)$", departmentPrefix + "$1", false},
		{"/categories/index$", oneFileFront, false},
		{"/categories/([^/]+)$", categoryPrefix + "$1", false},
		{"/preface$", "preface", false},
		{".*", oneFileFront, false},
	}
}

// Files are the data as the files that Hugo reads and publishes: for the layouts, and as the first part of the search.
func Files() (map[string][]byte, error) {
	data := Data{Site: SitePatterns()}
	marks := map[string]string{}
	for _, k := range list.Kinds {
		data.Lists = append(data.Lists, ListData{k.ID(), k.Mark(), k.Name(), k.Short(), k.Word(), k.Departments()})
		marks[k.ID()] = k.Mark()
	}
	for _, g := range list.DepartmentKinds {
		data.Groups = append(data.Groups, GroupData{g.ID, g.Name})
	}
	layouts, err := json.Marshal(data)
	if err != nil {
		return nil, err
	}
	return map[string][]byte{"handbook.json": layouts}, nil
}
