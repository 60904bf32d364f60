// Package page says what stands on each page of the handbook: a page for each item, list, category, department and
// town, and the front page. It says it in blocks and pieces of text. How these are written is not decided here: package
// markdown writes them for Hugo, the book and the one-file edition as HTML.
//
//	list.County ──All──▶ []Page ──┬──markdown──▶ content/*.md
//	                              ├──book──────▶ handbook.pdf
//	                              └──offline───▶ offline.html
//
// Pages are made from the model alone: equal lists give equal pages.
package page

import (
	"fmt"
	"path"
	"strings"

	"handbook/generator/address"
	"handbook/generator/ahead"
	"handbook/generator/alike"
	"handbook/generator/list"
	"handbook/generator/wordbreak"
)

// A Page is one page of the handbook.
type Page struct {
	Address  address.Address
	Source   string // the file of the list that it is made from, in the data folder
	Type     string // "item", "list", …: which layout of the theme shows it
	Title    string
	Brief    string  // what it says, in a sentence or two: on the card of a link that is sent to somebody
	Facts    []Fact  // for the front matter
	OrOwn    bool    // people may write a page of their own in its place
	Intro    []Block // before the first section
	Sections []Section
}

// A Fact is what a page's front matter says under a name: a text, a number, a list of them, more facts ([]Fact), or a
// list of these.
type Fact struct {
	Name  string
	Value any
}

// A Section is a part of a page under a second-level heading. Its ID is its fragment in the page's address.
type Section struct {
	ID   string
	Head Text
	Body []Block
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
	m := For(county)
	of := m.County()
	all := of[:1:1] // the front page
	for _, own := range ahead.Each(county.Towns, m.Town) {
		all = append(all, own...)
	}
	return append(all, of[1:]...)
}

// A Maker makes the pages of a county: of one town after the other, for who has no use for all at once, or of several
// side by side.
type Maker struct{ facts *maker }

// For is the maker of a county's pages.
func For(county *list.County) Maker {
	m := &maker{county: county, kinds: county.Kinds(), names: officialNames(county), roles: rolesOf(county),
		words: TitleWords(county)}
	if len(county.Towns) > 1 {
		m.matters = alike.Of(county)
		m.compared()
		m.shared = map[*list.Department][]*sharedRole{}
		for d, roles := range ahead.Each(county.Departments, m.sharedRoles) {
			m.shared[d] = roles
		}
	}
	return Maker{m}
}

// Matters are those of a county of several towns, for who has use for them, too.
func (m Maker) Matters() []alike.Matter { return m.facts.matters }

// Town makes the pages of a town.
func (m Maker) Town(t *list.Town) []*Page {
	own := *m.facts
	own.town(t, address.Town(t))
	if len(t.Preface) > 0 {
		own.preface(t)
	}
	own.figures(t)
	own.downloads(t)
	for _, kind := range t.Kinds() {
		own.list(t, kind)
	}
	for _, item := range t.Items() {
		own.item(t, item)
	}
	own.categories(t)
	return own.pages
}

// Beside is what a town's pages are made of beside its own files and those of the county, as a text that changes where
// they do: the other towns' names, which titles are broken at and departments called by, the lists that some town has,
// and where the items are compared with those of others.
func (m Maker) Beside(t *list.Town) string {
	var b strings.Builder
	for _, other := range m.facts.county.Towns {
		fmt.Fprintln(&b, other.ID, other.Name, other.County)
	}
	for _, k := range m.facts.kinds {
		fmt.Fprintln(&b, k.ID(), k.Name())
	}
	for _, item := range t.Items() {
		fmt.Fprintln(&b, m.facts.comparisonOf[item].Path)
	}
	return b.String()
}

// County makes the pages that are no town's, the front page first.
func (m Maker) County() []*Page {
	own := *m.facts
	own.front()
	own.matterPages()
	own.departments()
	if len(own.county.Towns) > 1 {
		own.comparisons()
		own.allDownloads()
	}
	own.dataGuide()
	own.about()
	own.search()
	return own.pages
}

// ByAddress is a map of pages by their addresses.
func ByAddress(pages []*Page) map[address.Address]*Page {
	index := make(map[address.Address]*Page, len(pages))
	for _, p := range pages {
		index[p.Address] = p
	}
	return index
}

// A maker makes pages, and knows what those of a county have in common. None of it changes once it is there.
type maker struct {
	county *list.County
	kinds  []*list.Kind            // that some town has
	names  map[rune][]officialName // that texts may mention departments by
	roles  map[*list.Department][]role
	words  *wordbreak.Words // of titles
	pages  []*Page          // those that are made

	// Of several towns:
	matters      []alike.Matter                     // which of their items are one
	shared       map[*list.Department][]*sharedRole // what these ask of departments
	comparisonAt map[*alike.Matter]address.Address  // the page on which it is compared, where several have it
	comparisonOf map[*list.Item]address.Address     // of each item of these, its matter's
}

func (m *maker) add(p *Page) { m.pages = append(m.pages, p) }

// source is the file of one of a town's lists, in the data folder.
func source(t *list.Town, k *list.Kind) string { return t.ID + "/" + k.ID() + ".toml" }

// A Written page is written by people, in Markdown.
type Written struct {
	Address  address.Address
	Title    string
	Type     string // "about" and "search" have layouts of their own, and are about the website
	Markdown []byte // without front matter, its heading # first

	// Picture returns a picture of the page as a data: address, for a page in a single file.
	Picture func(name string) (string, error)
}

// ForWebsite says that the page is about the website: the book and the one-file edition leave it out.
func (p *Written) ForWebsite() bool { return p.Type == "about" || p.Type == "search" }

// WrittenFor are the pages of a town's book and one-file edition: the town's own, and the county's.
func WrittenFor(t *list.Town, written []*Written) []*Written {
	var own []*Written
	for _, p := range written {
		if folder := path.Dir(p.Address.Path); !p.ForWebsite() && (folder == "." || folder == t.ID) {
			own = append(own, p)
		}
	}
	return own
}
