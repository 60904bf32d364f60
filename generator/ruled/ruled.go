// Package ruled reads the tables of a PDF file from the rules that are drawn on its pages: a PDF has no tables, only
// characters and lines, each with its place.
//
//	page     the characters and the strokes of a page, turned upright
//	rules    strokes joined to rules, and rules to meshes; what underlines a word is none
//	cells    the spaces between the rules
//	text     a character belongs to the cell that has its middle; lines by what they stand on
//	outside  titles, page numbers, and what has run out of its cell
//
// Geometry says for certain in which cell a character is. It does not say where a paragraph begins: that is for whoever
// knows what is written, with [grid.Line.Full]. A row that a page cuts stays two rows.
//
// Of a file that carries others, it gives those, and nothing is made of its pages: attached.go.
package ruled

import (
	"errors"
	"fmt"

	"handbook/generator/diag"
	"handbook/generator/grid"
)

const exportAgain = "export it again as PDF from Word or WPS, or import the .docx itself"

// Options are what a reader may be told.
type Options struct {
	Cache    string                // the folder that keeps what was compiled; "" keeps nothing
	Progress func(page, pages int) // is told of each page before it is read
}

// Open reads a PDF file. Until close is called, the document's Picture can be used.
func Open(file string, data []byte, o Options) (doc *grid.Document, close func(), err error) {
	type opened struct {
		doc   *grid.Document
		close func()
	}
	made, err := within(longestRead, func() (opened, error) {
		doc, close, err := read(file, data, o)
		return opened{doc, close}, err
	})
	if errors.Is(err, errSlow) {
		err = diag.Errorf(exportAgain, "%s takes too long to read", file)
	}
	return made.doc, made.close, err
}

func read(file string, data []byte, o Options) (doc *grid.Document, close func(), err error) {
	defer func() {
		if p := recover(); p != nil { // of pdfium, or of geometry that nobody has seen yet
			doc, close = nil, nil
			err = diag.Errorf(exportAgain, "%s cannot be read: %v", file, p)
		}
	}()
	e, err := open(file, data, o.Cache)
	if err != nil {
		return nil, nil, err
	}
	defer func() {
		if doc == nil {
			e.close()
		}
	}()
	r := reader{engine: e, doc: &grid.Document{File: file}, columns: columns{}}
	for n := 1; n <= e.pages; n++ {
		if o.Progress != nil {
			o.Progress(n, e.pages)
		}
		p, err := e.page(n)
		if err != nil {
			return nil, nil, err
		}
		r.page(p)
	}
	if err := r.refuse(); err != nil {
		return nil, nil, err
	}
	r.finish()
	r.doc.Picture = r.picture
	return r.doc, e.close, nil
}

// A reader puts a document together from pages.
type reader struct {
	*engine
	doc     *grid.Document
	sheets  []*sheet
	columns columns
}

// A sheet is what was made of a page.
type sheet struct {
	*page
	tables  []*table
	outside []*printed
}

// page makes cells of a page's rules, and puts its characters into them.
func (r *reader) page(p *page) {
	s := &sheet{page: p}
	r.sheets = append(r.sheets, s)
	joined := join(p.rules)
	if len(joined) > mostRules {
		r.doubt(placeOf(p.number, box{}), "这一页画的线条太多，没有当作表格")
		joined = nil
	}
	found := meshes(joined)
	for _, m := range found {
		if t, ok := tableOf(m); ok {
			s.tables = append(s.tables, t)
		}
	}
	if len(s.tables) == 0 && tabular(joined, p.wide) {
		r.doubt(placeOf(p.number, box{}), "这一页画了表格线，但是没有围成格子，没有当作表格")
	}
	overlay(p.chars)
	struck(p.chars, p.rules, found)
	var outside []char
	var left leavings
	for _, c := range p.chars {
		x, y := c.middle()
		var in *cell
		for _, t := range s.tables {
			if in = t.at(x, y); in != nil {
				break
			}
		}
		switch {
		case c.clipped:
			left.add(grid.Clipped, in, c)
		case c.slanted:
			left.add(grid.TextBox, nil, c)
		case c.struck && in == nil:
			left.add(grid.Struck, nil, c)
		case in != nil:
			if c.struck {
				left.add(grid.Struck, in, c)
			}
			in.chars = append(in.chars, c)
		default:
			outside = append(outside, c)
		}
	}
	r.doc.Left = append(r.doc.Left, left.lines(p.number)...)
	for _, t := range s.tables {
		for _, c := range t.cells {
			c.lines = printedLines(c.chars, p.number)
			for _, l := range c.lines {
				if l.leftwards {
					r.doubt(l.line.Place, "这一行有从右向左书写的文字，它和旁边标点的次序可能读错：“%s”", l.line.Text)
				}
			}
			if len(c.lines) > 0 {
				r.columns.learn(c)
			}
		}
	}
	s.outside = printedLines(outside, p.number)
	p.chars, p.rules = nil, nil
}

// mostRules is how many rules a page may have: one of a list has a hundred.
const mostRules = 4000

func (r *reader) doubt(place grid.Place, format string, a ...any) {
	r.doc.Doubts = append(r.doc.Doubts, grid.Doubt{Text: fmt.Sprintf(format, a...), Place: place})
}

// finish says which lines are full, and puts the parts of the document in order.
func (r *reader) finish() {
	r.full()
	marks, seen := r.marks(), map[string]bool{}
	for _, s := range r.sheets {
		r.outside(s, marks, seen)
	}
}
