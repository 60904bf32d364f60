// Package page says what stands on each page of the handbook: a page per item, list, category, department and town, and
// the front page. It says it in blocks and pieces of text, and knows nothing of Markdown or HTML: package markdown
// writes the pages for Hugo, the book and the one-file edition write theirs, and what they say is decided here, once.
//
//	list.County ──All──▶ []Page ──┬──markdown──▶ content/*.md
//	                              ├──book──────▶ handbook.pdf
//	                              └──offline───▶ offline.html
//
// Pages are computed from the model alone, so equal lists give equal pages.
package page

import (
	"handbook/generator/address"
	"handbook/generator/list"
)

// A Page is one page of the handbook.
type Page struct {
	Address  address.Address
	Source   string // the file of the list that it is made from, below the data folder
	Type     string // which layout the theme has for it
	Title    string
	Facts    []Fact  // what the theme is told besides
	Intro    []Block // before the first section
	Sections []Section
}

// A Fact is what a page's front matter says under a name: a text, a number, a list of
// them, more facts ([]Fact), or a list of these.
type Fact struct {
	Name  string
	Value any
}

// A Section is a part of a page under a second-level head. Its ID is its fragment in the page's address.
type Section struct {
	ID   string
	Head Text
	Body []Block
}

// Fact is the value of a fact, or nil.
func (p *Page) Fact(name string) any {
	for _, f := range p.Facts {
		if f.Name == name {
			return f.Value
		}
	}
	return nil
}

// Section is the section of this id, or nil.
func (p *Page) Section(id string) *Section {
	for i := range p.Sections {
		if p.Sections[i].ID == id {
			return &p.Sections[i]
		}
	}
	return nil
}

// All returns every generated page of a county, in a fixed order.
func All(county *list.County) []*Page {
	w := &writer{county: county, names: officialNames(county), roles: rolesOf(county)}
	w.front()
	for _, t := range county.Towns {
		w.town(t, address.Town(t))
		w.preface(t)
		w.figures(t)
		for _, kind := range list.Kinds {
			w.list(t, kind)
		}
		for _, item := range t.Items() {
			w.item(t, item)
		}
		w.categories(t)
	}
	w.departments()
	return w.pages
}

// ByAddress finds pages.
func ByAddress(pages []*Page) map[address.Address]*Page {
	index := make(map[address.Address]*Page, len(pages))
	for _, p := range pages {
		index[p.Address] = p
	}
	return index
}

// A writer carries what the pages of a county share, and the pages that are ready.
type writer struct {
	county *list.County
	names  []officialName
	roles  map[*list.Department][]role
	pages  []*Page
}

func (w *writer) add(p *Page) { w.pages = append(w.pages, p) }

// source is the file of one of a town's lists, below the data folder.
func source(t *list.Town, k list.Kind) string { return t.ID + "/" + k.ID() + ".toml" }
