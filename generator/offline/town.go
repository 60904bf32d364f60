package offline

import (
	"fmt"
	"html/template"
	"slices"
	"strings"

	"handbook/generator/address"
	"handbook/generator/hypertext"
	"handbook/generator/list"
	"handbook/generator/page"
)

// A town is what its file shows.
type town struct {
	ID, Name    string
	Title       string // of its handbook
	Intro       template.HTML
	Lists       []*listing
	Categories  []category
	Departments []department
	Preface     section
	Written     []section // pages that people wrote
}

// Pictures says whether pages show any: the file's policy then allows those that it holds.
func (t *town) Pictures() bool {
	return slices.ContainsFunc(t.Written, func(s section) bool { return strings.Contains(string(s.Body), "<img ") })
}

// Pieces are those of the title between which a line may end: whose handbook, and what it is.
func (t *town) Pieces() []string {
	if what, ok := strings.CutPrefix(t.Title, t.Name); ok && t.Name != "" {
		return []string{t.Name, what}
	}
	return []string{t.Title}
}

// A listing is one of the lists: its entries by category, and the items that are more than their title.
type listing struct {
	ID, Mark, Title string
	Intro           template.HTML
	Groups          []section
	Items           []*item // those that have a leaf of their own
	Count           int     // of all items
}

// A section is a head and what stands below it.
type section struct {
	ID    string
	Head  template.HTML
	Body  template.HTML
	Count int // of its entries
}

// A category leads to its share of each list.
type category struct {
	ID     string // of the category's line
	Name   string
	Shares []share
}

type share struct {
	List    *listing
	Section section
}

type item struct {
	ID, Kind, Mark string
	No             int
	Title          string
	Place          template.HTML // its category
	Intro          template.HTML // departments; a statement
	Parts          []section
}

// bare says that an item is its title and nothing more: its entry in the list is all there is to show.
func (i *item) bare() bool { return i.Intro == "" && len(i.Parts) == 0 }

// A department lists the items that name it; their duties stand with the items.
type department struct {
	ID, Name string
	Anchor   string // the id of its leaf
	Items    []*item
}

// A reader takes from a town's pages what its file shows of them.
type reader struct {
	county  *list.County
	pages   map[address.Address]*page.Page
	written []*page.Written
	html    hypertext.Writer
	items   map[*list.Item]*item
}

func newReader(c Config) *reader {
	// An item is a section of the file: the heads of its blocks are a level lower.
	html := hypertext.Writer{Link: func(a address.Address) string { return "#" + a.OneFile() }, HeadLevel: 4}
	return &reader{c.County, page.ByAddress(c.Pages), c.Written, html, map[*list.Item]*item{}}
}

func (r *reader) town(t *list.Town) (*town, error) {
	shown := &town{ID: t.ID, Name: t.Name, Title: page.Title(t), Intro: r.html.Blocks(r.pages[address.Town(t)].Intro...)}
	for _, i := range t.Items() {
		r.items[i] = r.item(t, i)
	}
	shares := map[*list.Category][]share{}
	for _, kind := range list.Kinds {
		l := r.listing(t, kind)
		for i, g := range list.Groups(t.Lists[kind]) {
			if g.Time == 1 {
				shares[g.Category] = append(shares[g.Category], share{l, l.Groups[i]})
			}
		}
		shown.Lists = append(shown.Lists, l)
	}
	for _, c := range r.county.Categories {
		if len(shares[c]) > 0 {
			shown.Categories = append(shown.Categories, category{address.Category(t, c).OneFile(), c.Name, shares[c]})
		}
	}
	for _, d := range r.county.Departments {
		of := department{ID: d.ID, Name: d.Name, Anchor: address.Department(d).OneFile()}
		for _, i := range t.Items() {
			if slices.Contains(i.Departments, d) {
				of.Items = append(of.Items, r.items[i])
			}
		}
		if len(of.Items) > 0 {
			shown.Departments = append(shown.Departments, of)
		}
	}
	shown.Preface = r.preface(t)
	var err error
	shown.Written, err = r.handWritten(t)
	return shown, err
}

// handWritten are the pages that people wrote for the town or for the county. Their links lead to what the file has of
// the site, and to other sites.
func (r *reader) handWritten(t *list.Town) ([]section, error) {
	known := map[string]bool{address.Town(t).Path: true, address.Front.Path: true}
	for at := range r.pages {
		known[at.Path] = at.OneFile() != "" && (strings.HasPrefix(at.Path, t.ID+"/") || !strings.Contains(at.Path, "/"))
	}
	for _, d := range r.county.Departments {
		known[address.Department(d).Path] = true
	}
	own := page.WrittenFor(t, r.written)
	for _, p := range own {
		known[p.Address.Path] = true
	}
	html := hypertext.Writer{Link: func(a address.Address) string {
		if !known[a.Path] || a.OneFile() == "" {
			return ""
		}
		return "#" + a.OneFile()
	}}
	var sections []section
	for _, p := range own {
		body, err := html.Written(hypertext.Source{Markdown: p.Markdown, Address: p.Address, Picture: p.Picture, Outside: true})
		if err != nil {
			return nil, err
		}
		sections = append(sections, section{ID: p.Address.OneFile(), Head: html.Text(page.Words(p.Title)), Body: body})
	}
	return sections, nil
}

func (r *reader) preface(t *list.Town) section {
	p := r.pages[address.Preface(t)]
	var body template.HTML
	for _, s := range p.Sections {
		body += "<h2>" + r.html.Text(s.Head) + "</h2>\n" + r.html.Blocks(s.Body...)
	}
	return section{ID: p.Address.OneFile(), Head: r.html.Text(page.Words(p.Title)), Body: body}
}

func (r *reader) listing(t *list.Town, kind list.Kind) *listing {
	p := r.pages[address.List(t, kind)]
	l := &listing{ID: p.Address.OneFile(), Mark: kind.Mark(), Title: p.Title, Intro: r.html.Blocks(p.Intro...), Count: len(t.Lists[kind])}
	for i, g := range list.Groups(t.Lists[kind]) {
		l.Groups = append(l.Groups, section{
			ID:    p.Address.At(p.Sections[i].ID).OneFile(),
			Head:  r.html.Text(page.Words(g.Category.Name)), // not linked: the category's line leads here
			Body:  r.index(g.Items, p.Sections[i].Body[0].(page.Index)),
			Count: len(g.Items),
		})
	}
	for _, i := range t.Lists[kind] {
		if shown := r.items[i]; !shown.bare() {
			l.Items = append(l.Items, shown)
		}
	}
	return l
}

// index writes the entries of a list. The entry of a bare item has the item's id, and its title leads nowhere.
func (r *reader) index(items []*list.Item, entries page.Index) template.HTML {
	var b strings.Builder
	b.WriteString("<ul class=\"hb-index\">\n")
	for i, e := range entries {
		title, shown := r.html.Text(page.Words(e.Title)), r.items[items[i]]
		if shown.bare() {
			fmt.Fprintf(&b, "<li id=%q><b>%s %d</b> <span>%s</span>", shown.ID, e.Mark, e.No, title)
		} else {
			fmt.Fprintf(&b, `<li><b>%s %d</b> <a href="%s">%s</a>`, e.Mark, e.No, r.html.Link(e.To), title)
		}
		if len(e.Departments) > 0 {
			fmt.Fprintf(&b, " <em>%s</em>", r.html.Text(page.Words(strings.Join(e.Departments, "、"))))
		}
		b.WriteString("</li>\n")
	}
	b.WriteString("</ul>\n")
	return template.HTML(b.String())
}

// item reads an item. Its duties have no ids: one thing in five of the file would be an id. offline.js finds the place
// that an address names.
func (r *reader) item(t *list.Town, i *list.Item) *item {
	p := r.pages[address.Item(t, i)]
	shown := &item{ID: p.Address.OneFile(), Kind: i.Kind.ID(), Mark: i.Kind.Mark(), No: i.No, Title: i.Title}
	category := address.Category(t, i.Category)
	shown.Place = r.html.Text(page.Text{{Text: i.Category.Name, To: &category}})
	shown.Intro = r.html.Blocks(p.Intro[1:]...) // the first paragraph says where the item belongs
	for _, s := range p.Sections {
		shown.Parts = append(shown.Parts, section{ID: s.ID, Head: r.html.Text(s.Head), Body: r.html.Blocks(s.Body...)})
	}
	return shown
}
