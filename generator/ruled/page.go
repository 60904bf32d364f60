package ruled

import (
	"fmt"
	"math"
	"unicode"
	"unicode/utf16"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"

	"handbook/generator/diag"
)

// A page is what stands on a page of paper, turned so that most of its text is upright: points from its upper left
// corner, to the right and downwards.
type page struct {
	number     int // from 1
	wide, high float64
	chars      []char
	rules      []rule
	images     int
	count      int // of its characters, white space aside
	unmapped   int // characters that the file does not say
	unread     []box
	turned     int // by how many quarters the page has to be turned clockwise from as it is shown
}

// A char is a character where it is printed.
type char struct {
	r        rune
	box      box
	base     float64 // the line that it stands on
	turned   int     // quarters, clockwise, beside most of the page's text
	slanted  bool    // at another angle
	clipped  bool    // it cannot be seen
	overlaid bool    // it is printed twice, to look bold
	struck   bool    // it is struck out
}

// middle is the point that tells where a character belongs.
func (c char) middle() (x, y float64) {
	return (c.box.left + c.box.right) / 2, (c.box.top + c.box.bottom) / 2
}

// A box is a rectangle; its top is the smaller number.
type box struct{ left, top, right, bottom float64 }

func (b box) wide() float64 { return b.right - b.left }
func (b box) high() float64 { return b.bottom - b.top }

func (b box) has(x, y float64) bool {
	return b.left <= x && x <= b.right && b.top <= y && y <= b.bottom
}

func (b box) and(o box) box {
	return box{max(b.left, o.left), max(b.top, o.top), min(b.right, o.right), min(b.bottom, o.bottom)}
}

func (b box) with(o box) box {
	return box{min(b.left, o.left), min(b.top, o.top), max(b.right, o.right), max(b.bottom, o.bottom)}
}

// everywhere is a box that has every point.
var everywhere = box{math.Inf(-1), math.Inf(-1), math.Inf(1), math.Inf(1)}

// mostOnPage is how many characters, and how many pieces of lines, a page may have: one of a list has two thousand.
const mostOnPage = 200_000

// page reads a page.
func (e *engine) page(number int) (*page, error) {
	damaged := func(err error) error {
		if e.Pdfium == nil {
			return err
		}
		return diag.WithHint(fmt.Errorf("%s: page %d cannot be read", e.file, number), exportAgain)
	}
	loaded, err := e.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: e.document, Index: number - 1})
	if err != nil {
		return nil, damaged(err)
	}
	at := requests.Page{ByReference: &loaded.Page}
	defer e.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: loaded.Page})
	paper, err := e.FPDF_GetPageBoundingBox(&requests.FPDF_GetPageBoundingBox{Page: at})
	if err != nil {
		return nil, damaged(err)
	}
	shown, err := e.FPDFPage_GetRotation(&requests.FPDFPage_GetRotation{Page: at})
	if err != nil {
		return nil, damaged(err)
	}
	raw, err := e.characters(at)
	if err != nil {
		return nil, damaged(err)
	}
	r := paper.Rect
	d := drawing{engine: e, left: mostOnPage}
	if err := d.page(at); err != nil {
		return nil, damaged(err)
	}
	if d.left <= 0 || len(raw) >= mostOnPage {
		return nil, diag.WithHint(fmt.Errorf("%s: page %d has more characters or lines than any list", e.file, number),
			"is it the right file? remove drawings from it, or export it from Word again")
	}
	turn := mostTurned(raw)
	t := turning{turn, box{float64(r.Left), float64(r.Bottom), float64(r.Right), float64(r.Top)}}
	p := &page{number: number, images: d.images, turned: (turn - int(shown.PageRotation) + 4) % 4}
	p.wide, p.high = t.paper.wide(), t.paper.high()
	if turn%2 == 1 {
		p.wide, p.high = p.high, p.wide
	}
	for _, c := range raw {
		if c.unmapped {
			p.unmapped++
		}
		if !unicode.IsSpace(c.r) {
			p.count++
		}
		p.chars = append(p.chars, t.char(c))
	}
	for _, b := range d.unread {
		p.unread = append(p.unread, t.box(b))
	}
	for _, s := range d.strokes {
		p.rules = append(p.rules, ruleOf(t.box(s.box), s.thick)...)
	}
	if len(d.hidden) > 0 {
		if err := d.clip(at, p, t, raw); err != nil {
			return nil, damaged(err)
		}
	}
	return p, nil
}

// A glyph is a character as pdfium has it: in the space of the page, upwards.
type glyph struct {
	r        rune
	index    int
	box      box // top is the smaller number, which is the lower edge
	x, y     float64
	turn     int // quarters that it is turned counter-clockwise
	slanted  bool
	unmapped bool
}

// characters reads a page's characters. What pdfium adds between them, spaces and ends of lines, is no part of the
// file.
func (e *engine) characters(at requests.Page) ([]glyph, error) {
	text, err := e.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: at})
	if err != nil {
		return nil, err
	}
	defer e.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: text.TextPage})
	count, err := e.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: text.TextPage})
	if err != nil {
		return nil, err
	}
	glyphs := make([]glyph, 0, count.Count)
	var high rune // the first half of a character of two
	for i := range min(count.Count, mostOnPage) {
		code, err := e.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: text.TextPage, Index: i})
		if err != nil {
			return nil, err
		}
		r := rune(code.Unicode)
		if r == '\r' || r == '\n' {
			continue
		}
		made, err := e.FPDFText_IsGenerated(&requests.FPDFText_IsGenerated{TextPage: text.TextPage, Index: i})
		if err != nil {
			return nil, err
		}
		if made.IsGenerated {
			continue
		}
		if utf16.IsSurrogate(r) {
			if high == 0 {
				high = r
				continue
			}
			r, high = utf16.DecodeRune(high, r), 0
		}
		g, err := e.glyph(text.TextPage, i, r)
		if err != nil {
			return nil, err
		}
		if g.r != 0 || g.unmapped {
			glyphs = append(glyphs, g)
		}
	}
	return glyphs, nil
}

func (e *engine) glyph(text references.FPDF_TEXTPAGE, i int, r rune) (glyph, error) {
	g := glyph{r: r, index: i}
	loose, err := e.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: text, Index: i})
	if err != nil {
		return g, err
	}
	l := loose.Rect
	g.box = box{float64(l.Left), float64(l.Bottom), float64(l.Right), float64(l.Top)}
	origin, err := e.FPDFText_GetCharOrigin(&requests.FPDFText_GetCharOrigin{TextPage: text, Index: i})
	if err != nil {
		return g, err
	}
	g.x, g.y = origin.X, origin.Y
	angle, err := e.FPDFText_GetCharAngle(&requests.FPDFText_GetCharAngle{TextPage: text, Index: i})
	if err != nil {
		return g, err
	}
	quarters := float64(angle.CharAngle) / (math.Pi / 2)
	near := math.Round(quarters) // clockwise
	g.turn, g.slanted = (4-int(near)%4)%4, math.Abs(quarters-near) > slightlySlanted
	if unicode.IsSpace(r) {
		return g, nil
	}
	mapped, err := e.FPDFText_HasUnicodeMapError(&requests.FPDFText_HasUnicodeMapError{TextPage: text, Index: i})
	if err != nil {
		return g, err
	}
	g.unmapped = mapped.HasUnicodeMapError || r == 0 || r == unicode.ReplacementChar
	return g, nil
}

// slightlySlanted is an angle that still counts as upright, in quarters: 3°.
const slightlySlanted = 0.033

// mostTurned is how most of the text is turned.
func mostTurned(glyphs []glyph) int {
	var count [4]int
	for _, g := range glyphs {
		if !g.slanted && !unicode.IsSpace(g.r) {
			count[g.turn]++
		}
	}
	most := 0
	for turn, n := range count {
		if n > count[most] {
			most = turn
		}
	}
	return most
}

// A turning brings the space of the page, upwards, to that of a page whose text is upright, downwards.
type turning struct {
	turn  int
	paper box
}

func (t turning) point(x, y float64) (float64, float64) {
	switch t.turn {
	case 1:
		return y - t.paper.top, x - t.paper.left
	case 2:
		return t.paper.right - x, y - t.paper.top
	case 3:
		return t.paper.bottom - y, t.paper.right - x
	}
	return x - t.paper.left, t.paper.bottom - y
}

func (t turning) box(b box) box {
	x0, y0 := t.point(b.left, b.top)
	x1, y1 := t.point(b.right, b.bottom)
	return box{min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)}
}

func (t turning) char(g glyph) char {
	_, base := t.point(g.x, g.y)
	return char{r: g.r, box: t.box(g.box), base: base, turned: (t.turn - g.turn + 4) % 4, slanted: g.slanted}
}

func (e *engine) objectType(o references.FPDF_PAGEOBJECT) enums.FPDF_PAGEOBJ {
	t, err := e.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: o})
	if err != nil {
		return enums.FPDF_PAGEOBJ_UNKNOWN
	}
	return t.Type
}
