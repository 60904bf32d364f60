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

// frontKeys are the keys of front matter that a hand-written page may have. With others of Hugo's, the page would have
// another address, be hidden, or replace another page.
var frontKeys = []string{"title", "type", "weight"}

// listTypes are the types of generated pages: their layouts need facts that only these have.
var listTypes = []string{
	"town", "county", "list", "item", "category", "categories", "department", "departments", "figures", "book",
	"downloads", "columns", "comparison", "comparisons",
}

// pictureIn returns a picture in a folder as a data: address.
func pictureIn(folder string) func(name string) (string, error) {
	return func(name string) (string, error) {
		data, err := os.ReadFile(filepath.Join(folder, filepath.FromSlash(name)))
		if err != nil {
			return "", err
		}
		kind := fileTypes[path.Ext(name)]
		if path.Ext(name) == ".svg" {
			kind = "image/svg+xml"
		}
		return "data:" + kind + ";base64," + base64.StdEncoding.EncodeToString(data), nil
	}
}

// A written is a hand-written page that is being checked.
type written struct {
	*folder
	name string
	text string
	body int               // the offset of the text after the front matter
	keys map[string]string // of the front matter, with their values
}

// checkPage reads a hand-written page and reports its mistakes.
func (f *folder) checkPage(name string) {
	source, unread := record.Read(f.path(name))
	if unread != nil {
		f.found = append(f.found, *unread)
		return
	}
	w := &written{folder: f, name: name, text: source, keys: map[string]string{}}
	w.checkLines()
	if !w.readFront() || !w.checkCalls() {
		return
	}
	w.checkType()
	markdown := goldmark.New(goldmark.WithParserOptions(parser.WithAttribute()))
	root := markdown.Parser().Parse(text.NewReader([]byte(w.text[w.body:])))
	w.pages = append(w.pages, &page.Written{
		Address: address.Address{Path: strings.TrimSuffix(name, ".md")}, Title: w.keys["title"], Type: w.keys["type"],
		Markdown: []byte(w.text[w.body:]), Picture: pictureIn(filepath.Dir(f.path(name))),
	})
	w.checkHeadings(root)
	w.checkProse(root)
	ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			w.checkNode(n)
		}
		return ast.WalkContinue, nil
	})
}

// reportAt reports what is at an offset of the text.
func (w *written) reportAt(offset, length int, message, hint string) {
	w.addAt(offset, length, diag.Finding{Message: message, Hint: hint})
}

// addAt adds a finding that says all but its place, likewise.
func (w *written) addAt(offset, length int, f diag.Finding) {
	offset = min(max(offset, 0), len(w.text))
	start := strings.LastIndexByte(w.text[:offset], '\n') + 1
	line, _, _ := strings.Cut(w.text[start:], "\n")
	end := min(offset+length, len(w.text))
	f.File, f.Line = w.path(w.name), 1+strings.Count(w.text[:offset], "\n")
	f.Col, f.Len = 1+utf8.RuneCountInString(w.text[start:offset]), utf8.RuneCountInString(w.text[offset:end])
	f.Text = strings.TrimSuffix(line, "\r")
	w.found = append(w.found, f)
}

// frontValue is a text in quotation marks, or one that YAML reads as a text without them.
var frontValue = regexp.MustCompile("^(\"[^\"\\\\]*\"|[^\\s\"'\\[\\]{}&*!|>%@`#,?-][^:#\"]*)$")

var frontKey = regexp.MustCompile(`^([A-Za-z_][A-Za-z0-9_]*)\s*:(\s|$)`)

// readFront reads the front matter.
func (w *written) readFront() bool {
	const hint = "a page starts with a line ---, a line title: \"…\", and a line ---"
	at, closed := 0, false
	for line := range strings.Lines(w.text) {
		bare := strings.TrimRight(line, " \t\r\n")
		switch {
		case at == 0 && bare != "---":
			w.reportAt(0, len(bare), "the page has no front matter", hint)
			return false
		case at > 0 && bare == "---":
			closed = true
		case at > 0:
			w.readFrontLine(at, bare)
		}
		at += len(line)
		if closed {
			break
		}
	}
	switch {
	case at == 0:
		w.reportAt(0, 0, "the page is empty", "write it, or remove the file; "+hint)
	case !closed:
		w.reportAt(0, len("---"), "the front matter has no end", hint)
	case w.keys["title"] == "":
		w.reportAt(0, len("---"), "the page has no title", hint)
	}
	w.body = at
	return closed && w.keys["title"] != ""
}

// readFrontLine reads a line of front matter at an offset of the text.
func (w *written) readFrontLine(at int, line string) {
	m := frontKey.FindStringSubmatch(line)
	if m == nil {
		if line != "" && line[0] != '#' {
			w.reportAt(at, len(line), "no line of front matter",
				"each is key: \"…\"; keys: "+strings.Join(frontKeys, ", "))
		}
		return
	}
	key, rest := m[1], line[len(m[0]):]
	_, twice := w.keys[key]
	switch {
	case !slices.Contains(frontKeys, key):
		w.reportAt(at, len(key), fmt.Sprintf("the key %q is not for pages of the handbook", key),
			"keys: "+strings.Join(frontKeys, ", "))
	case twice:
		w.reportAt(at, len(key), fmt.Sprintf("the key %q stands twice", key), "remove one")
	case !frontValue.MatchString(strings.TrimSpace(rest)):
		w.reportAt(at, len(line), "the value is no text", "write it in quotation marks: "+key+": \"…\"")
	default:
		value := strings.Trim(rest, " \t\"'")
		w.keys[key] = value
		if key == "type" && slices.Contains(listTypes, value) {
			w.reportAt(at, len(line), fmt.Sprintf("pages of the type %q are made of the list", value),
				"remove the line, or name a type of its own")
		}
	}
}

// checkType reports a page in the place of a generated one that would not have its layout: without it, the search
// finds nothing.
func (w *written) checkType() {
	if p, ok := w.generated[w.name]; ok && w.keys["type"] != p.kind {
		w.reportAt(0, len("---"), fmt.Sprintf("a page of this name has the type %q", p.kind),
			fmt.Sprintf("write type: %q into a line of its own, below the title", p.kind))
	}
}

// checkCalls reports calls of Hugo's, which a page may not have anywhere.
func (w *written) checkCalls() bool {
	for _, call := range append([]string{"{{<", "{{%"}, record.HugoWords()...) {
		if i := strings.Index(w.text, call); i >= 0 {
			w.reportAt(i, len(call), fmt.Sprintf("the text has %q, which Hugo takes for a mark of its own", call),
				"leave it out: the handbook has no shortcodes")
			return false
		}
	}
	return true
}

// checkHeadings reports headings that the layouts cannot divide the page at: it must begin with #, and have no other;
// its sections begin with ##.
func (w *written) checkHeadings(root ast.Node) {
	first, ok := root.FirstChild().(*ast.Heading)
	if !ok || first.Level != 1 {
		w.reportAt(w.body, 1, "the page does not start with its heading", "write it above all else: # …")
	}
	ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		h, ok := n.(*ast.Heading)
		if !ok || !entering {
			return ast.WalkContinue, nil
		}
		at := w.body + h.Pos()
		switch {
		case len(h.Attributes()) > 0:
			w.reportAt(at, 1, "a heading with attributes {…}", "leave them out: sections have their ids by themselves")
		case h.Level == 1 && h != root.FirstChild():
			w.reportAt(at, 1, "a second heading of the page", "write sections with ##")
		case h.Parent() != root:
			w.reportAt(at, 1, "a heading within a list or a quotation", "put it outside, or write it in bold")
		}
		return ast.WalkContinue, nil
	})
}

func (w *written) checkNode(n ast.Node) {
	at := w.body + max(n.Pos(), 0)
	switch n := n.(type) {
	case *ast.RawHTML, *ast.HTMLBlock:
		w.reportAt(at, 1, "HTML is not published", "write it in Markdown; a < of the text is written \\<")
	case *ast.FencedCodeBlock:
		if name := string(n.Language([]byte(w.text[w.body:]))); name == "chart" || name == "table" {
			w.reportAt(at, 1, "a "+name+" outside of the figures", "it is made of the list: leave it out")
		}
	case *ast.Link:
		w.checkLink(at, string(n.Destination), false)
	case *ast.Image:
		w.checkLink(at, string(n.Destination), true)
	case *ast.AutoLink:
		if n.AutoLinkType == ast.AutoLinkURL {
			w.checkLink(at, string(n.URL([]byte(w.text[w.body:]))), false)
		}
	}
}

// checkLink checks where a link leads, or whether a picture is there.
func (w *written) checkLink(at int, target string, image bool) {
	length := 1
	if i := strings.Index(w.text[min(at, len(w.text)):], target); target != "" && i >= 0 {
		at, length = at+i, len(target)
	}
	u, err := url.Parse(target)
	switch {
	case err != nil || target == "":
		w.reportAt(at, length, fmt.Sprintf("%q is no address", target),
			"link to a page by its file, about.md, or to another site with https://…")
		return
	case image && (u.Scheme != "" || u.Host != ""):
		w.reportAt(at, length, "a picture from another site, which no reader will see: the pages allow only their own",
			"put the picture beside the page")
		return
	case u.Scheme != "" && !slices.Contains([]string{"http", "https", "mailto", "tel"}, u.Scheme):
		w.reportAt(at, length, fmt.Sprintf("a link to %s:, which leads nowhere on a reader's device", u.Scheme),
			"link to a page by its file, about.md, or to another site with https://…")
		return
	case u.Scheme != "":
		return
	case u.Host != "" || strings.HasPrefix(u.Path, "/") || strings.Contains(target, `\`):
		w.reportAt(at, length, fmt.Sprintf("%q works at only one address of the site", target),
			"write it relative to this page: about.md, or ../about.md")
		return
	}
	w.checkTarget(at, length, target, u)
}

// madeLater are files of the site that are made after the pages.
var madeLater = regexp.MustCompile(`^(sitemap\.xml|manifest\.json|[^/]+/(offline\.html|book\.html|handbook\.pdf))$`)

// checkTarget looks for what a link within the site leads to.
func (w *written) checkTarget(at, length int, target string, u *url.URL) {
	if u.RawQuery != "" && path.Ext(u.Path) == ".md" {
		w.reportAt(at, length, fmt.Sprintf("%q has a query, which pages do not read", target),
			"leave out the ? and what follows")
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
		w.reportAt(at, length, fmt.Sprintf("%q leads nowhere", target), hint)
		return
	}
	if u.Fragment != "" && !w.hasAnchor(name, u.Fragment) {
		w.reportAt(at, length, fmt.Sprintf("%s has no place %q", w.relative(name), u.Fragment),
			"open the page in a browser and copy the address of the place, or link to the page without #…")
	}
}

// relative is the path of a file from the page.
func (w *written) relative(name string) string {
	if dir := path.Dir(w.name); dir != "." {
		if rest, ok := strings.CutPrefix(name, dir+"/"); ok {
			return rest
		}
		return strings.Repeat("../", 1+strings.Count(dir, "/")) + name
	}
	return name
}

// counted are anchors with numbers, as the third duty of a block: the finish looks them up in the site.
var counted = regexp.MustCompile(
	`^(no-[0-9]+|(statement|town|county|takeover|field)-[0-9]+-[0-9]+|(.*-)?[a-z]+-[0-9]+)$`)

// hasAnchor tells whether a page has an anchor, as far as is known before the site is made.
func (w *written) hasAnchor(name, anchor string) bool {
	anchor = strings.TrimSuffix(anchor, "-head")
	if anchor == "main" || anchor == "contents" || counted.MatchString(anchor) {
		return true
	}
	if !w.generated.has(name) {
		return strings.HasPrefix(anchor, "part-")
	}
	parts := w.generated.partsOf(name)
	return slices.Contains(parts, anchor) || strings.HasPrefix(anchor, "part-") && slices.Contains(parts, "")
}
