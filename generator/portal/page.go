package portal

import (
	"compress/gzip"
	"html"
	"path"
	"slices"
	"strings"

	"handbook/generator/markup"
)

// A role is what a page is to an inspection.
type role int

const (
	content role = iota // says something itself
	column              // lists other pages
	service             // neither: search, and what stands for a page that is not there
)

// kinds holds the roles of the theme's kinds of page; any other is content.
var kinds = map[string]role{
	"town": column, "county": column, "list": column, "categories": column, "category": column, "departments": column,
	"comparisons": column,
	"search":      service, "404": service,
}

// A page is what is to be known of one published page.
type page struct {
	path      string
	kind      string // of the theme: "item"
	title     string
	metas     map[string][]string // values by name, http-equiv or property
	loads     []string            // addresses fetched at once: styles, scripts, pictures
	links     []string            // all others
	forbidden []string            // what a strict policy forbids: inline scripts and styles
	skeleton  []string            // what stands in the head and directly in the body, for comparison with its like
	entries   int                 // links in the main part
	text      string              // visible, white space taken out
	below     string              // of it, what follows the main part
	weight    int                 // bytes, compressed as a server does
}

func (p *page) role() role { return kinds[p.kind] }

// scan reads a page.
func scan(name string, src []byte) *page {
	p := &page{path: name, metas: map[string][]string{}, weight: compressed(src)}
	var text strings.Builder
	var open []string
	main := -1
	for t := range markup.HTML(src) {
		switch t.Kind {
		case markup.Start:
			if !t.CutOff {
				p.tag(t, open)
				if tag := string(t.Name); !among(voidTags, tag) {
					open = append(open, tag)
				}
			}
		case markup.End:
			ended := string(t.Name)
			if ended == "main" {
				main = text.Len()
			}
			for n := len(open); n > 0; n-- {
				if open[n-1] == ended {
					open = open[:n-1]
					break
				}
			}
		case markup.Text:
			switch inside(open) {
			case "title":
				p.title += html.UnescapeString(string(t.Data))
			case "script", "style":
			default:
				text.WriteString(squeeze(html.UnescapeString(string(t.Data))))
			}
		case markup.Drawing:
			for inner := range markup.XML(t.Data, t.At) {
				if inner.Kind == markup.Start {
					p.findForbidden(inner, "svg: ")
				}
			}
		}
	}
	p.text = text.String()
	if main >= 0 {
		p.below = p.text[main:]
	}
	if name == "404.html" {
		p.kind = "404"
	}
	return p
}

func inside(open []string) string {
	if len(open) == 0 {
		return ""
	}
	return open[len(open)-1]
}

// findForbidden notes what of a tag a strict policy forbids.
func (p *page) findForbidden(t *markup.Token, where string) {
	for _, a := range t.Attributes {
		switch name := strings.ToLower(string(a.Name)); {
		case name == "style", strings.HasPrefix(name, "on"):
			p.forbidden = append(p.forbidden, where+name+"=")
		case strings.HasPrefix(strings.ToLower(a.Text()), "javascript:"):
			p.forbidden = append(p.forbidden, where+"javascript:")
		}
	}
	switch tag := strings.ToLower(string(t.Name)); tag {
	case "style":
		p.forbidden = append(p.forbidden, where+"<style>")
	case "script":
		if _, given := t.Attribute("src"); !given || where != "" { // in a drawing it would be href
			p.forbidden = append(p.forbidden, where+"<script>")
		}
	}
}

func (p *page) tag(t *markup.Token, open []string) {
	p.findForbidden(t, "")
	tag := string(t.Name)
	switch in := inside(open); {
	case in == "head" && t.Get("rel") == "canonical":
		p.skeleton = append(p.skeleton, "canonical")
	case in == "head" && tag != "meta":
		p.skeleton = append(p.skeleton, tag+" "+path.Base(t.Get("href")+t.Get("src")))
	case in == "body":
		p.skeleton = append(p.skeleton, tag)
	}
	switch tag {
	case "body":
		for class := range strings.FieldsSeq(t.Get("class")) {
			if kind, ok := strings.CutPrefix(class, "hb-body--"); ok {
				p.kind = kind
			}
		}
	case "meta":
		key := t.Get("name") + t.Get("property") + strings.ToLower(t.Get("http-equiv"))
		if key != "" { // else it names the encoding
			p.metas[key] = append(p.metas[key], t.Get("content"))
		}
	case "link":
		switch rel := t.Get("rel"); rel {
		case "canonical":
			p.metas[rel] = append(p.metas[rel], t.Get("href"))
		case "alternate", "prev", "next", "license", "author", "help":
		default:
			p.loads = append(p.loads, t.Get("href"))
		}
	case "script", "img", "iframe", "embed", "audio", "video", "source", "track":
		if src, given := t.Attribute("src"); given && (src != "" || tag == "script") {
			p.loads = append(p.loads, src)
		}
	case "form":
		if action := t.Get("action"); action != "" {
			p.links = append(p.links, action)
		}
	case "a", "area":
		if href, given := t.Attribute("href"); given {
			p.links = append(p.links, href)
			if slices.Contains(open, "main") && !strings.HasPrefix(href, "#") {
				p.entries++
			}
		}
	}
}

// compressed is the size of a text as a server sends it.
func compressed(text []byte) int {
	var n counter
	w := gzip.NewWriter(&n)
	w.Write(text)
	w.Close()
	return int(n)
}

type counter int

func (c *counter) Write(b []byte) (int, error) { *c += counter(len(b)); return len(b), nil }
