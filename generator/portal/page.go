package portal

import (
	"bytes"
	"compress/gzip"
	"html"
	"path"
	"strings"

	"github.com/tdewolff/parse/v2"
	lexer "github.com/tdewolff/parse/v2/html"
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
	"search": service, "404": service,
}

// A page is what is to be known of one published page.
type page struct {
	path     string
	kind     string // of the theme: "item"
	title    string
	metas    map[string][]string // values by name, http-equiv or property
	loads    []string            // addresses fetched at once: styles, scripts, pictures
	links    []string            // all others
	offences []string            // what a strict policy forbids: inline scripts and styles
	skeleton []string            // what stands in the head and directly in the body, for comparison with its like
	entries  int                 // links in the main part
	text     string              // visible, white space taken out
	below    string              // of it, what follows the main part
	weight   int                 // bytes, compressed as a server does
}

func (p *page) role() role { return kinds[p.kind] }

// tagOf is one start tag with its attributes, the names in small letters.
type tagOf struct {
	name  string
	attrs map[string]string
}

// scan reads a page.
func scan(name string, src []byte) *page {
	p := &page{path: name, metas: map[string][]string{}, weight: compressed(src)}
	in := parse.NewInputBytes(src)
	defer in.Restore()
	lex := lexer.NewLexer(in)
	var text strings.Builder
	var open []string
	var tag tagOf
	main := -1
	for {
		token, data := lex.Next()
		switch token {
		case lexer.ErrorToken:
			p.text = text.String()
			if main >= 0 {
				p.below = p.text[main:]
			}
			if name == "404.html" {
				p.kind = "404"
			}
			return p
		case lexer.StartTagToken:
			tag = tagOf{strings.ToLower(string(lex.Text())), map[string]string{}}
		case lexer.AttributeToken:
			tag.attrs[strings.ToLower(string(lex.AttrKey()))] = html.UnescapeString(unquote(string(lex.AttrVal())))
		case lexer.StartTagCloseToken, lexer.StartTagVoidToken:
			p.tag(tag, open)
			if token == lexer.StartTagCloseToken && !among(voidTags, tag.name) {
				open = append(open, tag.name)
			}
		case lexer.EndTagToken:
			ended := strings.ToLower(string(lex.Text()))
			if ended == "main" {
				main = text.Len()
			}
			for n := len(open); n > 0; n-- {
				if open[n-1] == ended {
					open = open[:n-1]
					break
				}
			}
		case lexer.TextToken:
			switch inside(open) {
			case "title":
				p.title += html.UnescapeString(string(data))
			case "script", "style":
			default:
				text.WriteString(strings.Join(strings.Fields(html.UnescapeString(string(data))), ""))
			}
		case lexer.SVGToken:
			p.drawing(data)
		}
	}
}

func unquote(value string) string {
	if n := len(value); n > 1 && (value[0] == '"' || value[0] == '\'') && value[n-1] == value[0] {
		return value[1 : n-1]
	}
	return value
}

func inside(open []string) string {
	if len(open) == 0 {
		return ""
	}
	return open[len(open)-1]
}

func (p *page) tag(t tagOf, open []string) {
	for name, value := range t.attrs {
		switch {
		case name == "style":
			p.offences = append(p.offences, "style=")
		case strings.HasPrefix(name, "on"):
			p.offences = append(p.offences, name+"=")
		case strings.HasPrefix(strings.ToLower(value), "javascript:"):
			p.offences = append(p.offences, "javascript:")
		}
	}
	switch in := inside(open); {
	case in == "head" && t.attrs["rel"] == "canonical":
		p.skeleton = append(p.skeleton, "canonical")
	case in == "head" && t.name != "meta":
		p.skeleton = append(p.skeleton, t.name+" "+path.Base(t.attrs["href"]+t.attrs["src"]))
	case in == "body":
		p.skeleton = append(p.skeleton, t.name)
	}
	switch t.name {
	case "body":
		for class := range strings.FieldsSeq(t.attrs["class"]) {
			if kind, ok := strings.CutPrefix(class, "hb-body--"); ok {
				p.kind = kind
			}
		}
	case "meta":
		key := t.attrs["name"] + t.attrs["property"] + strings.ToLower(t.attrs["http-equiv"])
		if key != "" { // else it names the encoding
			p.metas[key] = append(p.metas[key], t.attrs["content"])
		}
	case "style":
		p.offences = append(p.offences, "<style>")
	case "script":
		if src, ok := t.attrs["src"]; ok {
			p.loads = append(p.loads, src)
		} else {
			p.offences = append(p.offences, "<script>")
		}
	case "link":
		switch rel := t.attrs["rel"]; rel {
		case "canonical", "alternate", "prev", "next", "license", "author", "help":
			if rel == "canonical" {
				p.metas["canonical"] = append(p.metas["canonical"], t.attrs["href"])
			}
		default:
			p.loads = append(p.loads, t.attrs["href"])
		}
	case "img", "iframe", "embed", "audio", "video", "source", "track":
		if src := t.attrs["src"]; src != "" {
			p.loads = append(p.loads, src)
		}
	case "form":
		if action := t.attrs["action"]; action != "" {
			p.links = append(p.links, action)
		}
	case "a", "area":
		if href, ok := t.attrs["href"]; ok {
			p.links = append(p.links, href)
			for _, tag := range open {
				if tag == "main" && !strings.HasPrefix(href, "#") {
					p.entries++
				}
			}
		}
	}
}

// drawing looks for what a policy forbids in a drawing within the page.
func (p *page) drawing(svg []byte) {
	for _, forbidden := range []string{"<script", "<style", " style=", " onload=", " onclick="} {
		if bytes.Contains(svg, []byte(forbidden)) {
			p.offences = append(p.offences, "svg: "+strings.TrimSpace(forbidden))
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
