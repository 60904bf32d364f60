package address

import (
	"encoding/json"
	"strings"

	"handbook/generator/list"
)

// Data is what the theme's layouts and scripts are told: which lists there are, how the departments are grouped, and
// how addresses are made.
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

// Patterns are addresses in which {town}, {list}, {no} and {id} are to be replaced. Place is what goes before a
// fragment.
type Patterns struct {
	Item       string `json:"item"`
	Department string `json:"department"`
	Place      string `json:"place"`
}

// SitePatterns say how addresses of the site are made, from its root.
func SitePatterns() Patterns {
	joint := list.Joint.ID()
	item := Item(&list.Town{ID: "{town}"}, &list.Item{Kind: list.Joint, ID: joint + "-{no}"})
	return Patterns{
		Item:       strings.Replace(item.Site(), joint, "{list}", 1),
		Department: Department(&list.Department{ID: "{id}"}).Site(),
		Place:      "#",
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

// Files are the data as a file for Hugo.
func Files() (map[string][]byte, error) {
	data := Data{Site: SitePatterns()}
	for _, k := range list.Kinds {
		data.Lists = append(data.Lists, ListData{k.ID(), k.Mark(), k.Name(), k.Short(), k.Word(), k.Departments()})
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
