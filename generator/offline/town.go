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
	ID, Name       string
	Title          string // of its handbook
	Intro          template.HTML
	Lists          []*listing
	Categories     []category
	Departments    []department
	AllDepartments string // what they are called together
	Preface        section
	Written        []section // pages that people wrote
}

// Pictures says whether there are any: only then the file's policy allows them.
func (t *town) Pictures() bool {
	return slices.ContainsFunc(t.Written, func(s section) bool { return strings.Contains(string(s.Body), "<img ") })
}

// Pieces are the title in two parts between which a line may end: the town, and what the handbook is.
func (t *town) Pieces() []string {
	if what, ok := strings.CutPrefix(t.Title, t.Name); ok && t.Name != "" {
		return []string{t.Name, what}
	}
	return []string{t.Title}
}

// A listing is one of the lists.
type listing struct {
	ID, Look, Mark, Title string
	Intro                 template.HTML
	Groups                []section // its index, by category
	Items                 []*item   // those that have more to show than their line in the index
	Count                 int       // of all items
}

// A section is a heading and what is below it.
type section struct {
	ID    string
	Head  template.HTML
	Body  template.HTML
	Count int // of its items
}

// A category is a row of the front page's table: it leads to its items in each list.
type category struct {
	ID     string
	Name   string
	Shares []share
}

type share struct {
	List    *listing
	Section section
}

type item struct {
	ID, Look, Mark string
	No             int
	Title          string
	Place          template.HTML // its category
	Answer         template.HTML // who does it
	Intro          template.HTML // departments; a statement
	Parts          []section
}

// bare says that there is nothing to show but the item's line in the index.
func (i *item) bare() bool { return i.Intro == "" && len(i.Parts) == 0 }

// A department leads to the items that name it.
type department struct {
	ID, Name string
	Anchor   string // its id in the file
	Contact  template.HTML
	Items    []*item
}

// A reader makes a town from its pages.
type reader struct {
	county  *list.County
	pages   map[address.Address]*page.Page // the town's
	written []*page.Written
	html    hypertext.Writer
	items   map[*list.Item]*item
}

func (m *maker) reader(t *list.Town) *reader {
	// Items are sections of the file: headings within them are of level 4.
	link := func(a address.Address) string { return "#" + a.OneFile() }
	html := hypertext.Writer{Link: link, HeadLevel: 4, Outside: true}
	own := page.ByAddress(m.Pages.Town(t))
	return &reader{m.County, own, m.Written, html, map[*list.Item]*item{}}
}

func (r *reader) town(t *list.Town) (*town, error) {
	shown := &town{ID: t.ID, Name: t.Name, Title: page.Title(t), AllDepartments: r.county.Words.Departments}
	shown.Intro = r.html.Blocks(r.pages[address.Town(t)].Intro...)
	for _, i := range t.Items() {
		r.items[i] = r.item(t, i)
	}
	shares := map[*list.Category][]share{}
	for _, kind := range t.Kinds() {
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
		of.Contact = r.html.Blocks(page.Contact(d.Contact)...)
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
	own := page.WrittenFor(t, r.written)
	if len(own) == 0 {
		return nil, nil
	}
	known := map[string]bool{address.Town(t).Path: true, address.Front.Path: true}
	for at := range r.pages {
		known[at.Path] = at.OneFile() != ""
	}
	for _, d := range r.county.Departments {
		known[address.Department(d).Path] = true
	}
	for _, p := range own {
		known[p.Address.Path] = true
	}
	html := hypertext.Writer{Outside: true, Link: func(a address.Address) string {
		if !known[a.Path] {
			return ""
		}
		return "#" + a.OneFile()
	}}
	var sections []section
	for _, p := range own {
		body, err := html.Written(p)
		if err != nil {
			return nil, err
		}
		sections = append(sections, section{ID: p.Address.OneFile(), Head: html.Text(page.Words(p.Title)), Body: body})
	}
	return sections, nil
}

func (r *reader) preface(t *list.Town) section {
	p := r.pages[address.Preface(t)]
	if p == nil {
		return section{}
	}
	var body template.HTML
	for _, s := range p.Sections {
		body += "<h2>" + r.html.Text(s.Head) + "</h2>\n" + r.html.Blocks(s.Body...)
	}
	return section{ID: p.Address.OneFile(), Head: r.html.Text(page.Words(p.Title)), Body: body}
}

func (r *reader) listing(t *list.Town, kind *list.Kind) *listing {
	p := r.pages[address.List(t, kind)]
	l := &listing{
		ID: p.Address.OneFile(), Look: kind.Look().String(), Mark: kind.Mark(), Title: p.Title,
		Count: len(t.Lists[kind]), Intro: r.html.Blocks(p.Intro...),
	}
	for i, g := range list.Groups(t.Lists[kind]) {
		l.Groups = append(l.Groups, section{
			ID:    p.Address.At(p.Sections[i].ID).OneFile(),
			Head:  r.html.Text(page.Words(g.Category.Name)), // without a link: the category's row leads here
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

// index writes the index of a list. The line of a bare item has the item's id, and no link.
func (r *reader) index(items []*list.Item, entries page.Index) template.HTML {
	var b strings.Builder
	b.WriteString("<ul class=\"hb-index\">\n")
	for i, e := range entries {
		title, shown := r.html.Text(page.Words(e.Title)), r.items[items[i]]
		if shown.bare() {
			fmt.Fprintf(&b, "<li id=%q><b>%s %d</b> <span>%s</span>", shown.ID, e.Mark, e.No, title)
		} else {
			b.WriteString(r.open(e))
		}
		b.WriteString(r.close(e))
	}
	b.WriteString("</ul>\n")
	return template.HTML(b.String())
}

// open is the line of an index that leads to an item, and close its end, which names the departments.
func (r *reader) open(e page.Entry) string {
	return fmt.Sprintf(`<li><b>%s %d</b> <a href="%s">%s</a>`, e.Mark, e.No, r.html.Link(e.To),
		r.html.Text(page.Words(e.Title)))
}

func (r *reader) close(e page.Entry) string {
	if len(e.Departments) == 0 {
		return "</li>\n"
	}
	return fmt.Sprintf(" <em>%s</em></li>\n", r.html.Text(page.Words(strings.Join(e.Departments, "、"))))
}

// item makes an item. Its duties have no ids, which would be a fifth of the file: offline.js counts them.
func (r *reader) item(t *list.Town, i *list.Item) *item {
	p := r.pages[address.Item(t, i)]
	shown := &item{ID: p.Address.OneFile(), Look: i.Kind.Look().String(), Mark: i.Kind.Mark(), No: i.No, Title: i.Title}
	category := address.Category(t, i.Category)
	shown.Place = r.html.Text(page.Text{{Text: i.Category.Name, To: &category}})
	// The first paragraph says where the item belongs.
	intro := p.Intro[2:]
	if headed(i) {
		intro = intro[1:] // the heads below name the departments, and lead to them
	}
	shown.Answer, shown.Intro = r.html.Blocks(p.Intro[1]), r.html.Blocks(intro...)
	for _, s := range p.Sections {
		body := r.html.Blocks(s.Body...)
		if entries, ok := s.Body[0].(page.Index); ok {
			body = r.seeAlso(entries)
		}
		shown.Parts = append(shown.Parts, section{ID: s.ID, Head: r.html.Text(s.Head), Body: body})
	}
	return shown
}

// headed says that each of an item's departments heads a block of its own, and that no more is said of any.
func headed(i *list.Item) bool {
	heads := map[*list.Department]bool{}
	for _, block := range i.Blocks() {
		heads[block.Department] = true
	}
	without := func(d *list.Department) bool { return !heads[d] }
	return len(i.Departments) > 0 && len(i.Roles) == 0 && !slices.ContainsFunc(i.Departments, without)
}

// seeAlso writes the items about the same matter.
func (r *reader) seeAlso(entries page.Index) template.HTML {
	var b strings.Builder
	b.WriteString("<ul class=\"hb-index\">\n")
	for _, e := range entries {
		b.WriteString(r.open(e) + r.close(e))
	}
	b.WriteString("</ul>\n")
	return template.HTML(b.String())
}
