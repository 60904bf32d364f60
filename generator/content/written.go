package content

import (
	"encoding/base64"
	"fmt"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"handbook/generator/address"
	"handbook/generator/diag"
	"handbook/generator/page"
	"handbook/generator/record"
)

// frontKeys are what the front matter of a hand-written page may say. Other keys of Hugo's would move the page, hide
// it, or put another one in a page's place.
var frontKeys = []string{"title", "type", "weight"}

// listTypes are the types of generated pages: their layouts want what only the list has.
var listTypes = []string{"town", "county", "list", "item", "category", "categories", "department", "departments", "figures", "book"}

// pictureIn returns a picture, named from a folder, as an address that holds it.
func pictureIn(folder string) func(name string) (string, error) {
	return func(name string) (string, error) {
		data, err := os.ReadFile(filepath.Join(folder, filepath.FromSlash(name)))
		if err != nil {
			return "", err
		}
		kind := kinds[path.Ext(name)]
		if path.Ext(name) == ".svg" {
			kind = "image/svg+xml"
		}
		return "data:" + kind + ";base64," + base64.StdEncoding.EncodeToString(data), nil
	}
}

// A written page is one that is being checked.
type written struct {
	*folder
	name string
	text string
	body int // where the text after the front matter starts
	keys map[string]string
}

// page checks a hand-written page.
func (f *folder) page(name string) {
	source, unread := record.Read(f.path(name))
	if unread != nil {
		f.found = append(f.found, *unread)
		return
	}
	w := &written{folder: f, name: name, text: source, keys: map[string]string{}}
	if !w.front() || !w.signs() {
		return
	}
	markdown := goldmark.New(goldmark.WithParserOptions(parser.WithAttribute()))
	root := markdown.Parser().Parse(text.NewReader([]byte(w.text[w.body:])))
	w.pages = append(w.pages, &page.Written{
		Address: address.Address{Path: strings.TrimSuffix(name, ".md")}, Title: w.keys["title"], Type: w.keys["type"],
		Markdown: []byte(w.text[w.body:]), Picture: pictureIn(filepath.Dir(f.path(name))),
	})
	w.headings(root)
	ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			w.node(n)
		}
		return ast.WalkContinue, nil
	})
}

// at reports what stands at an offset of the text.
func (w *written) at(offset, length int, message, hint string) {
	offset = min(max(offset, 0), len(w.text))
	start := strings.LastIndexByte(w.text[:offset], '\n') + 1
	line, _, _ := strings.Cut(w.text[start:], "\n")
	w.found = append(w.found, diag.Finding{File: w.path(w.name), Line: 1 + strings.Count(w.text[:offset], "\n"),
		Col: 1 + utf8.RuneCountInString(w.text[start:offset]), Len: utf8.RuneCountInString(w.text[offset:min(offset+length, len(w.text))]),
		Text: strings.TrimSuffix(line, "\r"), Message: message, Hint: hint})
}

// frontValue is a text in quotation marks, or one that needs none.
var frontValue = regexp.MustCompile("^(\"[^\"\\\\]*\"|[^\\s\"'\\[\\]{}&*!|>%@`#,?-][^:#\"]*)$")

var frontLine = regexp.MustCompile(`^([A-Za-z_][A-Za-z0-9_]*)\s*:(\s|$)`)

// front reads the front matter.
func (w *written) front() bool {
	const hint = "a page starts with a line ---, a line title: \"…\", and a line ---"
	at, title, closed := 0, false, false
	for line := range strings.Lines(w.text) {
		bare := strings.TrimRight(line, " \t\r\n")
		switch {
		case at == 0 && bare != "---":
			w.at(0, len(bare), "the page has no front matter", hint)
			return false
		case at > 0 && bare == "---":
			closed = true
		case at > 0:
			w.frontLine(at, bare, &title)
		}
		at += len(line)
		if closed {
			break
		}
	}
	switch {
	case at == 0:
		w.at(0, 0, "the page is empty", "write it, or remove the file; "+hint)
	case !closed:
		w.at(0, len("---"), "the front matter has no end", hint)
	case !title:
		w.at(0, len("---"), "the page has no title", hint)
	}
	w.body = at
	return closed && title
}

func has(keys map[string]string, key string) bool {
	_, ok := keys[key]
	return ok
}

func (w *written) frontLine(at int, line string, title *bool) {
	m := frontLine.FindStringSubmatch(line)
	switch {
	case m == nil && (line == "" || line[0] == '#'):
	case m == nil:
		w.at(at, len(line), "no line of front matter", "each is key: \"…\"; keys: "+strings.Join(frontKeys, ", "))
	case !slices.Contains(frontKeys, m[1]):
		w.at(at, len(m[1]), fmt.Sprintf("the key %q is not for pages of the handbook", m[1]), "keys: "+strings.Join(frontKeys, ", "))
	case has(w.keys, m[1]):
		w.at(at, len(m[1]), fmt.Sprintf("the key %q stands twice", m[1]), "remove one")
	case !frontValue.MatchString(strings.TrimSpace(line[len(m[0]):])):
		w.at(at, len(line), "the value is no text", "write it in quotation marks: "+m[1]+": \"…\"")
	default:
		value := strings.Trim(line[len(m[0]):], " \t\"'")
		w.keys[m[1]] = value
		*title = *title || m[1] == "title" && value != ""
		if m[1] == "type" && slices.Contains(listTypes, value) {
			w.at(at, len(line), fmt.Sprintf("pages of the type %q are made of the list", value), "remove the line, or name a type of its own")
		}
	}
}

// signs reports what a page may not hold wherever it stands.
func (w *written) signs() bool {
	for i, r := range w.text {
		if unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t' || r == '\ufffd' || r == '\ufeff' {
			w.at(i, utf8.RuneLen(r), fmt.Sprintf("stray character U+%04X in the text", r), "remove it")
			return false
		}
	}
	for _, call := range append([]string{"{{<", "{{%"}, record.HugoWords()...) {
		if i := strings.Index(w.text, call); i >= 0 {
			w.at(i, len(call), fmt.Sprintf("the text has %q, which Hugo takes for a mark of its own", call), "leave it out: the handbook has no shortcodes")
			return false
		}
	}
	return true
}

// headings holds a page against what the layouts cut it by: one # first of all, and sections ## of their own.
func (w *written) headings(root ast.Node) {
	first, ok := root.FirstChild().(*ast.Heading)
	if !ok || first.Level != 1 {
		w.at(w.body, 1, "the page does not start with its heading", "write it above all else: # …")
	}
	ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		h, ok := n.(*ast.Heading)
		if !ok || !entering {
			return ast.WalkContinue, nil
		}
		at := w.body + h.Pos()
		switch {
		case len(h.Attributes()) > 0:
			w.at(at, 1, "a heading with attributes {…}", "leave them out: sections have their ids by themselves")
		case h.Level == 1 && h != root.FirstChild():
			w.at(at, 1, "a second heading of the page", "write sections with ##")
		case h.Parent() != root:
			w.at(at, 1, "a heading within a list or a quotation", "put it outside, or write it in bold")
		}
		return ast.WalkContinue, nil
	})
}

func (w *written) node(n ast.Node) {
	at := w.body + max(n.Pos(), 0)
	switch n := n.(type) {
	case *ast.RawHTML, *ast.HTMLBlock:
		w.at(at, 1, "HTML is not published", "write it in Markdown; a < of the text is written \\<")
	case *ast.FencedCodeBlock:
		if string(n.Language([]byte(w.text[w.body:]))) == "chart" {
			w.at(at, 1, "a chart outside of the figures", "charts are made of the list: leave it out")
		}
	case *ast.Link:
		w.link(at, string(n.Destination), false)
	case *ast.Image:
		w.link(at, string(n.Destination), true)
	case *ast.AutoLink:
		if n.AutoLinkType == ast.AutoLinkURL {
			w.link(at, string(n.URL([]byte(w.text[w.body:]))), false)
		}
	}
}

// link follows a link or, as image, a picture.
func (w *written) link(at int, target string, image bool) {
	length := 1
	if i := strings.Index(w.text[min(at, len(w.text)):], target); target != "" && i >= 0 {
		at, length = at+i, len(target)
	}
	u, err := url.Parse(target)
	switch {
	case err != nil || target == "":
		w.at(at, length, fmt.Sprintf("%q is no address", target), "link to a page by its file, about.md, or to another site with https://…")
		return
	case image && (u.Scheme != "" || u.Host != ""):
		w.at(at, length, "a picture from another site, which no reader will see: the pages allow only their own", "put the picture beside the page")
		return
	case u.Scheme != "" && !slices.Contains([]string{"http", "https", "mailto", "tel"}, u.Scheme):
		w.at(at, length, fmt.Sprintf("a link to %s:, which leads nowhere on a reader's device", u.Scheme), "link to a page by its file, about.md, or to another site with https://…")
		return
	case u.Scheme != "":
		return
	case u.Host != "" || strings.HasPrefix(u.Path, "/") || strings.Contains(target, `\`):
		w.at(at, length, fmt.Sprintf("%q holds only at one address", target), "write the way from this page: about.md, or ../about.md")
		return
	}
	w.follow(at, length, target, u)
}

// madeLater are files that are made of the pages, after them.
var madeLater = regexp.MustCompile(`^(sitemap\.xml|manifest\.json|[^/]+/(offline\.html|book\.html|handbook\.pdf))$`)

// follow looks for what a link within the site leads to.
func (w *written) follow(at, length int, target string, u *url.URL) {
	if u.RawQuery != "" && path.Ext(u.Path) == ".md" {
		w.at(at, length, fmt.Sprintf("%q asks a page something", target), "leave out what follows the ?")
		return
	}
	name := w.name
	if u.Path != "" {
		name = path.Join(path.Dir(w.name), u.Path)
	}
	w.shown[name] = true
	if madeLater.MatchString(name) {
		return
	}
	if html, ok := strings.CutSuffix(name, ".html"); ok { // as published
		name = html + ".md"
		if path.Base(name) == "index.md" {
			name = path.Join(path.Dir(name), "_index.md")
		}
	}
	if !w.exists(name) {
		hint := "link to a page by its file, like about.md"
		if near, ok := record.Nearest(name, w.names()); ok {
			hint = fmt.Sprintf("did you mean %s?", w.relative(near))
		}
		w.at(at, length, fmt.Sprintf("%q leads nowhere", target), hint)
		return
	}
	if u.Fragment != "" && !w.hasAnchor(name, u.Fragment) {
		w.at(at, length, fmt.Sprintf("%s has no place %q", w.relative(name), u.Fragment), "open the page in a browser and copy the address of the place, or link to the page without #…")
	}
}

// relative is a file as seen from the page.
func (w *written) relative(name string) string {
	if dir := path.Dir(w.name); dir != "." {
		if rest, ok := strings.CutPrefix(name, dir+"/"); ok {
			return rest
		}
		return strings.Repeat("../", 1+strings.Count(dir, "/")) + name
	}
	return name
}

var counted = regexp.MustCompile(`^(no-[0-9]+|(statement|town|county|takeover)-[0-9]+-[0-9]+|(.*-)?(joint|reclaimed)-[0-9]+)$`)

// hasAnchor tells whether a page has a place of this name, as far as the page itself says: places that are counted, as
// the third duty of a block, are looked up in the finished site.
func (w *written) hasAnchor(name, anchor string) bool {
	anchor = strings.TrimSuffix(anchor, "-head")
	if anchor == "main" || anchor == "contents" || counted.MatchString(anchor) {
		return true
	}
	p, ok := w.generated[name]
	if !ok {
		return strings.HasPrefix(anchor, "part-")
	}
	return p.Section(anchor) != nil || strings.HasPrefix(anchor, "part-") && p.Section("") != nil
}
