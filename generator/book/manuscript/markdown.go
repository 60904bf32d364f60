package manuscript

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html/template"
	"path"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"handbook/generator/page"
)

// reader reads pages as the package page describes them.
type reader struct {
	pages    map[string]string
	markdown goldmark.Markdown
}

func newReader(pages []page.Page) *reader {
	r := &reader{pages: make(map[string]string, len(pages)), markdown: goldmark.New()}
	for _, p := range pages {
		r.pages[p.Path] = p.Text
	}
	return r
}

// document is a page being read: its body and what its front matter calls its sections.
type document struct {
	reader *reader
	source []byte
	root   ast.Node
	parts  []string
}

func (r *reader) open(name string) (*document, error) {
	content, ok := r.pages[name]
	if !ok {
		return nil, fmt.Errorf("the website has no page %s, which the book needs", name)
	}
	_, front, _ := strings.Cut(content, "---\n")
	front, body, ok := strings.Cut(front, "\n---\n")
	if !ok {
		return nil, fmt.Errorf("%s: no front matter", name)
	}
	d := &document{reader: r, source: []byte(body)}
	for line := range strings.Lines(front) {
		if value, ok := strings.CutPrefix(line, "parts: "); ok {
			if err := json.Unmarshal([]byte(value), &d.parts); err != nil {
				return nil, fmt.Errorf("%s: parts: %w", name, err)
			}
		}
	}
	d.root = r.markdown.Parser().Parse(text.NewReader(d.source))
	d.links()
	d.keepWhole()
	return d, nil
}

// links turns links to the pages of departments into links to their place in the index, and takes the others away: a book has no
// addresses to follow.
func (d *document) links() {
	var links []*ast.Link
	ast.Walk(d.root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if l, ok := n.(*ast.Link); ok && entering {
			links = append(links, l)
		}
		return ast.WalkContinue, nil
	})
	for _, l := range links {
		if target := string(l.Destination); path.Base(path.Dir(target)) == "departments" && path.Base(target) != "_index.md" {
			l.Destination = []byte("#" + departmentAnchor(strings.TrimSuffix(path.Base(target), ".md")))
			continue
		}
		parent := l.Parent()
		for c := l.FirstChild(); c != nil; c = l.FirstChild() {
			parent.InsertBefore(parent, l, c)
		}
		parent.RemoveChild(parent, l)
	}
}

// A duty of up to three lines is kept on one page: three cannot be parted so that two stand on either. These are the characters of three
// lines of a column, in the usual size and in large type.
const (
	wholeLength      = 50
	wholeLengthLarge = 36
)

// keepWhole marks short duties for the styles. Chromium would break them against its own rules for widows at the end of a table
// cell.
func (d *document) keepWhole() {
	ast.Walk(d.root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if _, ok := n.(*ast.ListItem); ok && entering {
			switch length := utf8.RuneCountInString(d.plain(n)); {
			case length <= wholeLengthLarge:
				n.SetAttributeString("class", []byte("whole"))
			case length <= wholeLength:
				n.SetAttributeString("class", []byte("whole usual"))
			}
		}
		return ast.WalkContinue, nil
	})
}

// html renders a node; inner leaves out the element itself.
func (d *document) html(n ast.Node) (template.HTML, error) {
	var b bytes.Buffer
	err := d.reader.markdown.Renderer().Render(&b, d.source, n)
	return template.HTML(strings.TrimSpace(b.String())), err
}

func (d *document) inner(n ast.Node) (template.HTML, error) {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		html, err := d.html(c)
		if err != nil {
			return "", err
		}
		b.WriteString(string(html))
	}
	return template.HTML(b.String()), nil
}

// plain is the text of a node.
func (d *document) plain(n ast.Node) string {
	var b strings.Builder
	ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if t, ok := n.(*ast.Text); ok && entering {
			b.Write(t.Segment.Value(d.source))
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}

// section is a second-level head and what follows it.
type section struct {
	head  ast.Node
	nodes []ast.Node
}

// sections cuts a page at its second-level heads; what stands before the first is left out but for its paragraphs.
func (d *document) sections() (before []ast.Node, all []section) {
	for n := d.root.FirstChild(); n != nil; n = n.NextSibling() {
		h, ok := n.(*ast.Heading)
		switch {
		case ok && h.Level == 1:
		case ok && h.Level == 2:
			all = append(all, section{head: n})
		case len(all) == 0:
			before = append(before, n)
		default:
			all[len(all)-1].nodes = append(all[len(all)-1].nodes, n)
		}
	}
	return before, all
}

// item reads an item's page.
func (r *reader) item(name string, item *Item) error {
	d, err := r.open(name)
	if err != nil {
		return err
	}
	before, sections := d.sections()
	if len(sections) != len(d.parts) {
		return fmt.Errorf("%s: %d sections, but the front matter names %d", name, len(sections), len(d.parts))
	}
	if item.Item.Statement != "" && len(before) > 0 {
		if item.Statement, err = d.inner(before[len(before)-1]); err != nil {
			return err
		}
	}
	for i, s := range sections {
		switch d.parts[i] {
		case "town":
			item.Ours, err = d.blocks(s.nodes)
		case "county":
			item.Theirs, err = d.blocks(s.nodes)
		case "takeover":
			item.Takeovers, err = d.blocks(s.nodes)
		case "note":
			if len(s.nodes) == 1 && s.nodes[0].FirstChild() != nil {
				item.Note, err = d.inner(s.nodes[0].FirstChild())
			}
		default:
			err = fmt.Errorf("the book does not know sections of the kind %q", d.parts[i])
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

// blocks reads the duties of a section, cut at third-level heads.
func (d *document) blocks(nodes []ast.Node) ([]Block, error) {
	var blocks []Block
	for _, n := range nodes {
		if h, ok := n.(*ast.Heading); ok && h.Level == 3 {
			head, err := d.inner(n)
			if err != nil {
				return nil, err
			}
			blocks = append(blocks, Block{Head: head})
			continue
		}
		html, err := d.html(n)
		if err != nil {
			return nil, err
		}
		if len(blocks) == 0 {
			blocks = append(blocks, Block{})
		}
		blocks[len(blocks)-1].Body += html
	}
	return blocks, nil
}

// opening is the first paragraph of a page.
func (r *reader) opening(name string) (template.HTML, error) {
	d, err := r.open(name)
	if err != nil {
		return "", err
	}
	before, _ := d.sections()
	if len(before) == 0 {
		return "", nil
	}
	return d.inner(before[0])
}

func (r *reader) preface(name string) ([]Section, error) {
	d, err := r.open(name)
	if err != nil {
		return nil, err
	}
	_, all := d.sections()
	var sections []Section
	for _, s := range all {
		section := Section{Head: d.plain(s.head)}
		for _, n := range s.nodes {
			html, err := d.inner(n)
			if err != nil {
				return nil, err
			}
			section.Paragraphs = append(section.Paragraphs, html)
		}
		sections = append(sections, section)
	}
	return sections, nil
}

// figures reads the charts: a sentence and a fenced block each.
func (r *reader) figures(name string) ([]Figure, error) {
	d, err := r.open(name)
	if err != nil {
		return nil, err
	}
	_, all := d.sections()
	var figures []Figure
	for i, s := range all {
		f := Figure{Anchor: fmt.Sprintf("figure-%d", i+1), Title: d.plain(s.head)}
		for _, n := range s.nodes {
			switch n := n.(type) {
			case *ast.FencedCodeBlock:
				f.Columns, f.Rows, err = chart(string(n.Lines().Value(d.source)))
			case *ast.Paragraph:
				f.Sentence, err = d.inner(n)
			}
			if err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
		}
		figures = append(figures, f)
	}
	return figures, nil
}

// chart reads a fenced block of the kind "chart": names of columns, then rows.
func chart(source string) (columns []string, rows []Row, err error) {
	lines := strings.Split(strings.TrimSpace(source), "\n")
	columns = strings.Split(lines[0], " | ")
	most := 1
	for _, line := range lines[1:] {
		cells := strings.Split(line, " | ")
		row := Row{Name: strings.NewReplacer(`\|`, "|", `\{`, "{", `\!`, "!").Replace(cells[0])}
		for _, cell := range cells[1:] {
			n, err := strconv.Atoi(cell)
			if err != nil {
				return nil, nil, fmt.Errorf("a chart with %q where a number belongs", cell)
			}
			row.Bars = append(row.Bars, Bar{Count: n})
			most = max(most, n)
		}
		rows = append(rows, row)
	}
	for _, row := range rows {
		for i := range row.Bars {
			row.Bars[i].Percent = fmt.Sprintf("%.1f%%", 100*float64(row.Bars[i].Count)/float64(most))
		}
	}
	return columns, rows, nil
}
