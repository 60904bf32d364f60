package content

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"handbook/generator/debris"
	"handbook/generator/diag"
	"handbook/generator/privacy"
	"handbook/generator/record"
)

// checkLines reports what no page may have anywhere, be it in text, code or an address: characters that no text is
// meant to have, and numbers of persons.
func (w *written) checkLines() {
	at := 0
	for line := range strings.Lines(w.text) {
		bare := strings.TrimRight(line, "\r\n")
		offset := func(runes int) int { return at + len(string([]rune(bare)[:runes])) }
		add := func(from, to int, f diag.Finding) { w.addAt(offset(from), offset(to)-offset(from), f) }
		var sure []debris.Find
		for _, f := range debris.Finds(bare) {
			if f.Sure() && f.Char != '\t' { // Markdown has tabs
				sure = append(sure, f)
			}
		}
		if len(sure) > 0 {
			f, sum := record.Debris(bare, sure, sure)
			add(sum.From, sum.To, f)
		}
		for _, f := range privacy.Finds([]rune(bare)) {
			add(f.From, f.To, record.Private(f, false))
		}
		at += len(line)
	}
}

// checkProse warns of spaces and half-width punctuation between Chinese characters, where the page has text: what marks
// it up is no part of it, and code may be anything.
func (w *written) checkProse(root ast.Node) {
	if at := strings.Index(w.text, w.keys["title"]); at >= 0 {
		var p prose
		p.add(w.keys["title"], at)
		w.checkText(p)
	}
	source := []byte(w.text[w.body:])
	ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering || n.Type() != ast.TypeBlock || n.FirstChild() == nil || n.FirstChild().Type() != ast.TypeInline {
			return ast.WalkContinue, nil
		}
		p := prose{source: source, body: w.body, joints: map[int]bool{}}
		p.read(n)
		for _, text := range append(p.before, p) {
			w.checkText(text)
		}
		return ast.WalkSkipChildren, nil
	})
}

func (w *written) checkText(p prose) {
	text := string(p.text)
	_, doubtful := debris.Sure(debris.Finds(text))
	doubtful = slices.DeleteFunc(doubtful, func(f debris.Find) bool {
		return f.Kind == debris.Gap && (p.joints[f.From] || p.joints[f.To])
	})
	for _, finds := range debris.ByKind(doubtful) {
		f, sum := record.Debris(text, finds, doubtful)
		f.Severity = diag.Warning
		from := p.at[sum.From]
		last := p.at[sum.To-1]
		_, size := utf8.DecodeRuneInString(w.text[last:])
		w.addAt(from, last+size-from, f)
	}
}

// A prose is the text of a paragraph or a heading as a reader sees it.
type prose struct {
	source []byte
	body   int // where the source begins in the page's file
	text   []rune
	at     []int        // the offset of each character in that file
	joints map[int]bool // where a link, a picture or a stressed word begins or ends: a space there may be meant
	before []prose      // the lines before, where the page itself breaks them
}

// read reads the text below a node.
func (p *prose) read(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			p.add(string(c.Segment.Value(p.source)), p.body+c.Segment.Start)
			if c.HardLineBreak() {
				p.before = append(p.before, prose{text: p.text, at: p.at, joints: p.joints})
				p.text, p.at, p.joints = nil, nil, map[int]bool{}
			}
		case *ast.CodeSpan:
			p.add("`…`", p.body+max(c.Pos(), 0)) // something stands here that is no Chinese
		case *ast.AutoLink, *ast.RawHTML:
			p.add("<…>", p.body+max(c.Pos(), 0))
		default:
			p.joints[len(p.text)] = true
			p.read(c)
			p.joints[len(p.text)] = true
		}
	}
}

func (p *prose) add(text string, at int) {
	for i, r := range text {
		p.text, p.at = append(p.text, r), append(p.at, at+i)
	}
}
