package pdf

import (
	"bytes"
	"fmt"
	"math"
	"strings"

	"handbook/generator/diag"
)

// A Colour is cyan, magenta, yellow and black, each from 0 to 1.
type Colour [4]float64

// Inks tells how a colour of the screen is printed.
type Inks map[[3]float64]Colour

// Separate writes colours as inks: greys in black alone, so that text is sharp, and others as inks says. It reports
// which pages need more than black. A colour that inks does not have is an error: the print shop would have to guess.
//
// A line that is grey because the browser knows none thinner than a pixel is written in full black, and as thin as hair
// (in points): in a press, grey is dots, and of a thin line they leave a row of them.
func (f *File) Separate(inks Inks, hair float64) (coloured map[int]bool, err error) {
	coloured = map[int]bool{}
	n := -1
	err = f.rewrite(func(page Dict, content []byte) ([]byte, error) {
		n++
		s := separation{inks: inks, hair: hair, content: content, state: inkState{ctm: identity}}
		err := Operations(content, s.visit)
		if err == nil {
			err = s.err
		}
		if s.coloured {
			coloured[n] = true
		}
		s.out.Write(content[s.copied:])
		return []byte(s.out.String()), err
	})
	return coloured, err
}

// A separation is of one page.
type separation struct {
	inks     Inks
	hair     float64
	content  []byte
	out      strings.Builder
	copied   int // up to where the content is written
	state    inkState
	saved    []inkState
	box      *Operation // the rectangle that is all of the path so far
	further  bool       // the path has more than that
	coloured bool
	err      error
}

// An inkState is as much of the graphics state as tells thin grey lines.
type inkState struct {
	ctm  matrix
	fill Colour
}

func (s *separation) replace(from, to int, by string) {
	s.out.Write(s.content[s.copied:from])
	s.out.WriteString(by)
	s.copied = to
}

func (s *separation) visit(o Operation) {
	switch o.Name {
	case "q":
		s.saved = append(s.saved, s.state)
	case "Q":
		if n := len(s.saved); n > 0 {
			s.state, s.saved = s.saved[n-1], s.saved[:n-1]
		}
	case "cm":
		s.state.ctm = o.matrix().times(s.state.ctm)
	case "rg", "RG", "g", "G":
		s.colour(o)
	case "re":
		box := o
		box.Args = append([]Object(nil), o.Args...)
		s.box, s.further = &box, s.further || s.box != nil
	case "m", "l", "c", "v", "y":
		s.further = true
	case "f", "f*":
		if s.box != nil && !s.further {
			s.thin(*s.box, o)
		}
		s.box, s.further = nil, false
	case "S", "s", "n", "F", "B", "B*", "b", "b*":
		s.box, s.further = nil, false
	}
}

// colour writes a colour as inks.
func (s *separation) colour(o Operation) {
	c := [3]float64{o.number(0), o.number(1), o.number(2)}
	if len(o.Args) == 1 {
		c[1], c[2] = c[0], c[0]
	}
	ink, ok := s.inks.of(c)
	if !ok {
		s.err = diag.Errorf("the book's styles may use greys and the main colour",
			"a colour that is neither grey nor the main colour: %v", c)
	}
	s.coloured = s.coloured || ink[0]+ink[1]+ink[2] > 0
	name := "K"
	if o.Name == "rg" || o.Name == "g" {
		name, s.state.fill = "k", ink
	}
	s.replace(o.From, o.To, fmt.Sprintf("%s %s %s %s %s", Real(ink[0]), Real(ink[1]), Real(ink[2]), Real(ink[3]), name))
}

// aPixel is the thinnest line that the browser draws, in points, and a little more.
const aPixel = .75 + .05

// thin draws a grey line, which is a filled box, in black and as thin as hair.
func (s *separation) thin(box, fill Operation) {
	ink := s.state.fill
	if ink[0]+ink[1]+ink[2] > 0 || ink[3] == 0 || ink[3] == 1 {
		return
	}
	x, y, w, h := box.number(0), box.number(1), box.number(2), box.number(3)
	across, up := math.Abs(s.state.ctm[0]), math.Abs(s.state.ctm[3])
	switch {
	case h*up <= aPixel && w > h:
		y, h = y+h/2-s.hair/up/2, s.hair/up
	case w*across <= aPixel && h > w:
		x, w = x+w/2-s.hair/across/2, s.hair/across
	default:
		return
	}
	s.replace(box.From, fill.To, fmt.Sprintf("q 0 0 0 1 k %s %s %s %s re f Q", Real(x), Real(y), Real(w), Real(h)))
}

func (i Inks) of(c [3]float64) (Colour, bool) {
	if c[0] == c[1] && c[1] == c[2] {
		return Colour{0, 0, 0, 1 - c[0]}, true
	}
	for screen, ink := range i {
		near := true
		for k := range c {
			d := c[k] - screen[k]
			near = near && d < .004 && d > -.004
		}
		if near {
			return ink, true
		}
	}
	return Colour{}, false
}

// Crop draws crop marks of the given length outside the bleed: in black, and on coloured pages in all inks. Dashed ones
// show the folds, which are so far from the trim's left edge.
func (f *File) Crop(trim Array, bleed, length float64, coloured map[int]bool, folds ...float64) error {
	var at [4]float64
	for i := range at {
		at[i] = trim[i].(Number).Float()
	}
	var marks strings.Builder
	line := func(x1, y1, x2, y2 float64) {
		fmt.Fprintf(&marks, "%s %s m %s %s l S\n", Real(x1), Real(y1), Real(x2), Real(y2))
	}
	for _, x := range []float64{at[0], at[2]} {
		line(x, at[1]-bleed-length, x, at[1]-bleed)
		line(x, at[3]+bleed, x, at[3]+bleed+length)
	}
	for _, y := range []float64{at[1], at[3]} {
		line(at[0]-bleed-length, y, at[0]-bleed, y)
		line(at[2]+bleed, y, at[2]+bleed+length, y)
	}
	if len(folds) > 0 {
		marks.WriteString("[2 1] 0 d\n")
	}
	for _, x := range folds {
		line(at[0]+x, at[1]-bleed-length, at[0]+x, at[1]-bleed)
		line(at[0]+x, at[3]+bleed, at[0]+x, at[3]+bleed+length)
	}
	n := -1
	return f.rewrite(func(page Dict, content []byte) ([]byte, error) {
		n++
		ink := "0 0 0 1 K"
		if coloured[n] {
			ink = "1 1 1 1 K"
		}
		return fmt.Appendf(nil, "q\n%s\nQ\nq %s .25 w\n%sQ\n", content, ink, marks.String()), nil
	})
}

// IntendFor names the printing condition that the inks are meant for, as the registry of the ICC has it, and says that
// nothing is trapped: as PDF/X-4 asks, which it does not claim to be.
func (f *File) IntendFor(condition string) {
	f.Catalog()["OutputIntents"] = Array{Dict{
		"Type": Name("OutputIntent"), "S": Name("GTS_PDFX"), "OutputConditionIdentifier": Text(condition),
		"RegistryName": Text("http://www.color.org"), "Info": Text(condition),
	}}
	f.Dict(f.Info)["Trapped"] = Name("False")
	if xmp, ok := f.Get(f.Catalog()["Metadata"]).(*Stream); ok {
		const end = "</rdf:Description></rdf:RDF>"
		trapped := `<pdf:Trapped xmlns:pdf="http://ns.adobe.com/pdf/1.3/">False</pdf:Trapped>` + "\n"
		xmp.Data = bytes.Replace(xmp.Data, []byte(end), []byte(trapped+end), 1)
	}
	f.Version = "1.6"
}

// RemoveLinksAndTags removes what paper has no use for: links, tags, outline.
func (f *File) RemoveLinksAndTags() {
	for _, r := range f.Pages() {
		p := f.Dict(r)
		for _, key := range []Name{"Annots", "StructParents", "Tabs"} {
			delete(p, key)
		}
	}
	for _, key := range []Name{"StructTreeRoot", "MarkInfo", "Dests", "Outlines", "PageMode"} {
		delete(f.Catalog(), key)
	}
	f.RemoveUnused()
}

// Copy returns a copy that can be changed without changing the file.
func (f *File) Copy() *File {
	c := *f
	c.RemoveUnused()
	return &c
}

// RemoveUnused removes the objects that nothing refers to, and numbers the others anew in the order of the references.
func (f *File) RemoveUnused() {
	number := map[Ref]Ref{}
	objects := []Object{nil}
	var copyOf func(o Object) Object
	copyOf = func(o Object) Object {
		switch v := o.(type) {
		case Ref:
			if n, ok := number[v]; ok {
				return n
			}
			n := Ref(len(objects))
			number[v] = n
			objects = append(objects, nil)
			objects[n] = copyOf(f.Objects[v])
			return n
		case Array:
			a := make(Array, len(v))
			for i, e := range v {
				a[i] = copyOf(e)
			}
			return a
		case Dict:
			d := Dict{}
			for _, key := range sortedKeys(v) {
				d[key] = copyOf(v[key])
			}
			return d
		case *Stream:
			return &Stream{copyOf(v.Dict).(Dict), v.Data}
		}
		return o
	}
	f.Root = copyOf(f.Root).(Ref)
	if f.Info != 0 {
		f.Info = copyOf(f.Info).(Ref)
	}
	f.Objects = objects
}
