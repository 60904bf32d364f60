package offline

import (
	"bytes"
	"fmt"
	"html/template"
	"path"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// A renderer turns the Markdown of a town's pages into the parts of its file.
type renderer struct {
	town     string
	markdown goldmark.Markdown
	err      error // the first one
}

func newRenderer(town string) *renderer { return &renderer{town: town, markdown: goldmark.New()} }

// parse reads a page. Its links then lead to places of the file.
func (r *renderer) parse(p *page) []ast.Node {
	doc := r.markdown.Parser().Parse(text.NewReader(p.text))
	ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if link, ok := n.(*ast.Link); ok && entering {
			link.Destination = []byte(r.place(path.Dir(p.path), string(link.Destination)))
		}
		return ast.WalkContinue, nil
	})
	var nodes []ast.Node
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		if h, ok := n.(*ast.Heading); !ok || h.Level != 1 { // the title: the front matter has it
			nodes = append(nodes, n)
		}
	}
	return nodes
}

// place is where a link leads: to the item, list, category or department in the same file, or out of it unchanged.
func (r *renderer) place(dir, link string) string {
	address, fragment, _ := strings.Cut(link, "#")
	if !strings.HasSuffix(address, ".md") || strings.Contains(address, ":") {
		return link
	}
	full := strings.TrimSuffix(path.Join(dir, address), ".md")
	full = strings.TrimSuffix(strings.TrimPrefix(full, r.town+"/"), "/_index")
	parts := strings.Split(full, "/")
	switch parts[0] {
	case "categories":
		return "#category-" + parts[len(parts)-1]
	case "departments":
		return "#d-" + parts[len(parts)-1]
	}
	return strings.TrimSuffix("#"+strings.Join(parts, "-")+"-"+fragment, "-")
}

// fail notes that the sections of a page are not those that its front matter names.
func (r *renderer) fail(p *page) {
	if r.err == nil {
		r.err = fmt.Errorf("%s has more sections than parts\n  hint: run `handbook pages`", p.path)
	}
}

func (r *renderer) html(p *page, nodes ...ast.Node) template.HTML {
	var out bytes.Buffer
	for _, n := range nodes {
		if err := r.markdown.Renderer().Render(&out, p.text, n); err != nil && r.err == nil {
			r.err = fmt.Errorf("%s: %w", p.path, err)
		}
	}
	return template.HTML(out.String())
}

// inside renders what is in a node, without the node's own tags.
func (r *renderer) inside(p *page, n ast.Node) template.HTML {
	var nodes []ast.Node
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		nodes = append(nodes, c)
	}
	return r.html(p, nodes...)
}

// cut divides a page into what stands before its first section, and its sections.
func cut(nodes []ast.Node) (intro []ast.Node, sections [][]ast.Node) {
	for _, n := range nodes {
		h, ok := n.(*ast.Heading)
		switch {
		case ok && h.Level == 2:
			sections = append(sections, []ast.Node{n})
		case len(sections) == 0:
			intro = append(intro, n)
		default:
			sections[len(sections)-1] = append(sections[len(sections)-1], n)
		}
	}
	return intro, sections
}

// intro is a page's text before its first section.
func (r *renderer) intro(p *page) template.HTML {
	intro, _ := cut(r.parse(p))
	return r.html(p, intro...)
}

func (r *renderer) body(p *page) template.HTML { return r.html(p, r.parse(p)...) }

// sections renders the sections of a list; its entries get their marks.
func (r *renderer) sections(p *page, bare map[string]bool) []*section {
	_, cuts := cut(r.parse(p))
	var sections []*section
	for i, nodes := range cuts {
		if i >= len(p.Parts) {
			r.fail(p)
			return sections
		}
		var head template.HTML
		for c := nodes[0].FirstChild(); c != nil; c = c.NextSibling() { // a link to the category, which here is this very section
			if link, ok := c.(*ast.Link); ok {
				head += r.inside(p, link)
			} else {
				head += r.html(p, c)
			}
		}
		body := r.html(p, nodes[1:]...)
		sections = append(sections, &section{ID: p.List + "-" + p.Parts[i], Head: head, Body: entries(body, p.Mark, bare), Count: strings.Count(string(body), "<li>")})
	}
	return sections
}

// entries gives the entries of a list the form that the style sheet knows: "<strong>配</strong> 34 " becomes mark and number. A bare
// item's entry gets the item's id, and its title leads nowhere.
func entries(text template.HTML, mark string, bare map[string]bool) template.HTML {
	var out strings.Builder
	out.WriteString(`<ul class="hb-index">`)
	for _, entry := range strings.SplitAfter(strings.TrimPrefix(string(text), "<ul>"), "</li>") {
		_, rest, found := strings.Cut(entry, "</strong> ")
		no, title, _ := strings.Cut(rest, " ")
		_, anchor, linked := strings.Cut(title, `href="#`)
		id, words, _ := strings.Cut(anchor, `">`)
		switch {
		case !found || !linked:
			out.WriteString(entry)
		case bare[id]:
			fmt.Fprintf(&out, "\n<li id=%q><b>%s %s</b> <span>%s", id, mark, no, strings.Replace(words, "</a>", "</span>", 1))
		default:
			fmt.Fprintf(&out, "\n<li><b>%s %s</b> %s", mark, no, title)
		}
	}
	return template.HTML(out.String())
}

// item renders an item. Its duties have no ids: one thing in five of the file would be an id. offline.js finds the place that an
// address names.
func (r *renderer) item(p *page) *item {
	i := &item{ID: p.ID, Kind: p.List, Mark: p.Mark, No: p.Weight, Title: p.Title}
	intro, cuts := cut(r.parse(p))
	for n, node := range intro {
		switch {
		case n == 0:
			place := string(r.inside(p, node))
			i.Place = template.HTML(place[strings.LastIndex(place, " · ")+len(" · "):])
		case n == 1 && len(p.Departments) > 0:
			i.Intro += r.html(p, node)
		default:
			i.Intro += r.html(p, node)
		}
	}
	for n, nodes := range cuts {
		if n >= len(p.Parts) {
			r.fail(p)
			return i
		}
		part := p.Parts[n]
		lower(nodes[1:])
		i.Parts = append(i.Parts, &section{ID: part, Head: r.inside(p, nodes[0]), Body: r.html(p, nodes[1:]...)})
	}
	return i
}

// lower makes the heads of blocks a level lower: an item is a section of the file.
func lower(nodes []ast.Node) {
	for _, n := range nodes {
		if h, ok := n.(*ast.Heading); ok {
			h.Level = 4
		}
	}
}
