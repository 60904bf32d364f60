package ruled

import (
	"math"
	"regexp"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// A drawing is what a page has beside its text: its strokes, in the space of the page, and which texts are clipped.
type drawing struct {
	*engine
	left    int // of the objects and segments that a page may have
	strokes []stroke
	hidden  map[box][]box // by the bounds of a text, where a clip lets it be seen, all on the page
	images  int
	unread  []box // single characters of a font that is not in the file, which pdfium takes for nothing
}

// A stroke is a straight line, or a filled rectangle, which may be as thin as a line.
type stroke struct {
	box   box
	thick float64 // of a line; 0 of a rectangle
}

// A matrix is a transformation: of the page's objects and the forms that they stand in.
type matrix struct{ a, b, c, d, e, f float64 }

var identity = matrix{a: 1, d: 1}

func (m matrix) point(x, y float64) (float64, float64) {
	return m.a*x + m.c*y + m.e, m.b*x + m.d*y + m.f
}

// then is m, and n after it.
func (m matrix) then(n matrix) matrix {
	return matrix{
		m.a*n.a + m.b*n.c, m.a*n.b + m.b*n.d, m.c*n.a + m.d*n.c, m.c*n.b + m.d*n.d,
		m.e*n.a + m.f*n.c + n.e, m.e*n.b + m.f*n.d + n.f,
	}
}

func (m matrix) box(b box) box {
	out := box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	for _, p := range [][2]float64{{b.left, b.top}, {b.right, b.top}, {b.left, b.bottom}, {b.right, b.bottom}} {
		x, y := m.point(p[0], p[1])
		out = out.with(box{x, y, x, y})
	}
	return out
}

// scale is how much larger a length becomes.
func (m matrix) scale() float64 { return math.Sqrt(math.Abs(m.a*m.d - m.b*m.c)) }

// deepest is how deep forms may stand in forms.
const deepest = 12

func (d *drawing) page(at requests.Page) error {
	d.hidden = map[box][]box{}
	count, err := d.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: at})
	if err != nil {
		return err
	}
	for i := 0; i < count.Count && d.left > 0; i++ {
		o, err := d.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: at, Index: i})
		if err != nil {
			return err
		}
		if err := d.object(o.PageObject, identity, everywhere, 0); err != nil {
			return err
		}
	}
	return nil
}

// object takes an object that stands in forms, by whose matrix and clip it is seen.
func (d *drawing) object(o references.FPDF_PAGEOBJECT, m matrix, seen box, deep int) error {
	d.left--
	switch d.objectType(o) {
	case enums.FPDF_PAGEOBJ_PATH:
		return d.path(o, m, seen)
	case enums.FPDF_PAGEOBJ_IMAGE:
		d.images++
	case enums.FPDF_PAGEOBJ_TEXT:
		return d.text(o, m, seen)
	case enums.FPDF_PAGEOBJ_FORM:
		return d.form(o, m, seen, deep)
	}
	return nil
}

func (d *drawing) form(o references.FPDF_PAGEOBJECT, m matrix, seen box, deep int) error {
	own, err := d.matrix(o)
	if err != nil || deep >= deepest {
		return err
	}
	if seen, err = d.seen(o, m, seen); err != nil {
		return err
	}
	count, err := d.FPDFFormObj_CountObjects(&requests.FPDFFormObj_CountObjects{PageObject: o})
	if err != nil {
		return err
	}
	for i := 0; i < count.Count && d.left > 0; i++ {
		inner, err := d.FPDFFormObj_GetObject(&requests.FPDFFormObj_GetObject{PageObject: o, Index: uint64(i)})
		if err != nil {
			return err
		}
		if err := d.object(inner.PageObject, own.then(m), seen, deep+1); err != nil {
			return err
		}
	}
	return nil
}

func (d *drawing) matrix(o references.FPDF_PAGEOBJECT) (matrix, error) {
	got, err := d.FPDFPageObj_GetMatrix(&requests.FPDFPageObj_GetMatrix{PageObject: o})
	if err != nil {
		return identity, err
	}
	m := got.Matrix
	return matrix{float64(m.A), float64(m.B), float64(m.C), float64(m.D), float64(m.E), float64(m.F)}, nil
}

// seen is the part of what is seen that the clip of an object leaves: the box of each of its paths.
func (d *drawing) seen(o references.FPDF_PAGEOBJECT, m matrix, seen box) (box, error) {
	clip, err := d.FPDFPageObj_GetClipPath(&requests.FPDFPageObj_GetClipPath{PageObject: o})
	if err != nil {
		return seen, nil // it has none
	}
	paths, err := d.FPDFClipPath_CountPaths(&requests.FPDFClipPath_CountPaths{ClipPath: clip.ClipPath})
	if err != nil {
		return seen, nil
	}
	for i := range paths.Count {
		n, err := d.FPDFClipPath_CountPathSegments(
			&requests.FPDFClipPath_CountPathSegments{ClipPath: clip.ClipPath, PathIndex: i})
		if err != nil || n.Count <= 0 {
			continue
		}
		hole := box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
		for j := 0; j < n.Count && d.left > 0; j++ {
			d.left--
			s, err := d.FPDFClipPath_GetPathSegment(
				&requests.FPDFClipPath_GetPathSegment{ClipPath: clip.ClipPath, PathIndex: i, SegmentIndex: j})
			if err != nil {
				return seen, err
			}
			p, err := d.FPDFPathSegment_GetPoint(&requests.FPDFPathSegment_GetPoint{PathSegment: s.PathSegment})
			if err != nil {
				return seen, err
			}
			x, y := m.point(float64(p.X), float64(p.Y))
			hole = hole.with(box{x, y, x, y})
		}
		seen = seen.and(hole)
	}
	return seen, nil
}

// text notes a text whose clip hides some of it.
func (d *drawing) text(o references.FPDF_PAGEOBJECT, m matrix, seen box) error {
	seen, err := d.seen(o, m, seen)
	mode, modeErr := d.FPDFTextObj_GetTextRenderMode(&requests.FPDFTextObj_GetTextRenderMode{PageObject: o})
	if modeErr == nil && mode.TextRenderMode == enums.FPDF_TEXTRENDERMODE_INVISIBLE {
		seen = box{} // as programs lay what they recognised over the picture of a page
	}
	if err != nil {
		return err
	}
	b, err := d.bounds(o)
	if err != nil || b.wide() == 0 {
		if on := m.box(b); d.foreign(o) {
			d.unread = append(d.unread, on)
		}
		return nil
	}
	if seen == everywhere {
		return nil
	}
	if on := m.box(b); on != on.and(seen) {
		d.hidden[b] = append(d.hidden[b], seen)
	}
	return nil
}

// foreign reports whether a text is of a font that is neither in the file nor one that every reader of PDF files has.
func (d *drawing) foreign(o references.FPDF_PAGEOBJECT) bool {
	font, err := d.FPDFTextObj_GetFont(&requests.FPDFTextObj_GetFont{PageObject: o})
	if err != nil {
		return false
	}
	in, err := d.FPDFFont_GetIsEmbedded(&requests.FPDFFont_GetIsEmbedded{Font: font.Font})
	if err != nil || in.IsEmbedded {
		return false
	}
	name, err := d.FPDFFont_GetBaseFontName(&requests.FPDFFont_GetBaseFontName{Font: font.Font})
	return err != nil || !latinFont.MatchString(name.BaseFontName)
}

var latinFont = regexp.MustCompile(`(?i)arial|calibri|cambria|courier|helvetica|symbol|tahoma|times|verdana|dingbats`)

func (d *drawing) bounds(o references.FPDF_PAGEOBJECT) (box, error) {
	b, err := d.FPDFPageObj_GetBounds(&requests.FPDFPageObj_GetBounds{PageObject: o})
	if err != nil {
		return box{}, err
	}
	return box{float64(b.Left), float64(b.Bottom), float64(b.Right), float64(b.Top)}, nil
}

// clip marks the characters of a page that a clip hides.
func (d *drawing) clip(at requests.Page, p *page, t turning, glyphs []glyph) error {
	text, err := d.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: at})
	if err != nil {
		return err
	}
	defer d.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: text.TextPage})
	for i, g := range glyphs {
		o, err := d.FPDFText_GetTextObject(&requests.FPDFText_GetTextObject{TextPage: text.TextPage, Index: g.index})
		if err != nil {
			continue
		}
		b, err := d.bounds(o.TextObject)
		if err != nil {
			continue
		}
		x, y := p.chars[i].middle()
		hidden := false
		for _, seen := range d.hidden[b] {
			if t.box(seen).has(x, y) {
				hidden = false
				break
			}
			hidden = true
		}
		p.chars[i].clipped = hidden
	}
	return nil
}

// path takes the straight lines and the rectangles of a path.
func (d *drawing) path(o references.FPDF_PAGEOBJECT, m matrix, seen box) error {
	mode, err := d.FPDFPath_GetDrawMode(&requests.FPDFPath_GetDrawMode{PageObject: o})
	if err != nil {
		return err
	}
	filled := mode.FillMode != enums.FPDF_FILLMODE_NONE
	if !filled && !mode.Stroke {
		return nil
	}
	own, err := d.matrix(o)
	if err != nil {
		return err
	}
	m, outer := own.then(m), m
	if seen, err = d.seen(o, outer, seen); err != nil {
		return err
	}
	thick := 0.0
	if mode.Stroke {
		if w, err := d.FPDFPageObj_GetStrokeWidth(&requests.FPDFPageObj_GetStrokeWidth{PageObject: o}); err == nil {
			thick = float64(w.StrokeWidth) * m.scale()
		}
	}
	lines, err := d.lines(o, m)
	if err != nil {
		return err
	}
	add := func(b box, thick float64) {
		if cut := b.and(seen); cut.left <= cut.right && cut.top <= cut.bottom {
			d.strokes = append(d.strokes, stroke{cut, thick})
		}
	}
	for _, line := range lines {
		if mode.Stroke {
			for i := 1; i < len(line.points); i++ {
				a, b := line.points[i-1], line.points[i]
				if line.straight[i] {
					add(box{min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])}, max(thick, thinnest))
				}
			}
		}
		if b, ok := line.rectangle(); filled && ok {
			add(b, 0)
		}
	}
	return nil
}

// thinnest is how thick a line of no thickness is drawn.
const thinnest = 0.1

// An outline is points of a path between two of its moves, on the page.
type outline struct {
	points   [][2]float64
	straight []bool // a straight line leads to the point
}

// rectangle is the box of an outline that goes along the axes.
func (l outline) rectangle() (box, bool) {
	b := box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	for i, p := range l.points {
		if i > 0 {
			before := l.points[i-1]
			if !l.straight[i] || math.Abs(p[0]-before[0]) > askew && math.Abs(p[1]-before[1]) > askew {
				return b, false
			}
		}
		b = b.with(box{p[0], p[1], p[0], p[1]})
	}
	return b, len(l.points) >= 4 && len(l.points) <= 6
}

// askew is how far from straight a line may be, in points.
const askew = 0.6

func (d *drawing) lines(o references.FPDF_PAGEOBJECT, m matrix) ([]outline, error) {
	count, err := d.FPDFPath_CountSegments(&requests.FPDFPath_CountSegments{PageObject: o})
	if err != nil {
		return nil, err
	}
	var all []outline
	for i := 0; i < count.Count && d.left > 0; i++ {
		d.left--
		s, err := d.FPDFPath_GetPathSegment(&requests.FPDFPath_GetPathSegment{PageObject: o, Index: i})
		if err != nil {
			return nil, err
		}
		kind, err := d.FPDFPathSegment_GetType(&requests.FPDFPathSegment_GetType{PathSegment: s.PathSegment})
		if err != nil {
			return nil, err
		}
		at, err := d.FPDFPathSegment_GetPoint(&requests.FPDFPathSegment_GetPoint{PathSegment: s.PathSegment})
		if err != nil {
			return nil, err
		}
		closes, err := d.FPDFPathSegment_GetClose(&requests.FPDFPathSegment_GetClose{PathSegment: s.PathSegment})
		if err != nil {
			return nil, err
		}
		x, y := m.point(float64(at.X), float64(at.Y))
		if kind.Type == enums.FPDF_SEGMENT_MOVETO || len(all) == 0 {
			all = append(all, outline{})
		}
		l := &all[len(all)-1]
		l.points = append(l.points, [2]float64{x, y})
		l.straight = append(l.straight, kind.Type == enums.FPDF_SEGMENT_LINETO)
		if closes.IsClose {
			l.points, l.straight = append(l.points, l.points[0]), append(l.straight, true)
		}
	}
	return all, nil
}
