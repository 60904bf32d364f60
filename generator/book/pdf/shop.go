package pdf

import (
	"fmt"
	"strings"

	"handbook/generator/diag"
)

// A Colour is cyan, magenta, yellow and black, each from 0 to 1.
type Colour [4]float64

// Inks tells how a colour of the screen is printed.
type Inks map[[3]float64]Colour

// Separate writes colours as inks: greys in black alone, so that text is sharp, and others as inks says. It reports
// which pages need more than black. A colour that inks does not have is an error: the print shop would have to guess.
func (f *File) Separate(inks Inks) (coloured map[int]bool, err error) {
	coloured = map[int]bool{}
	n := -1
	err = f.rewrite(func(page Dict, content []byte) ([]byte, error) {
		n++
		var out strings.Builder
		copied := 0
		var wrong error
		err := Operations(content, func(o Operation) {
			name := map[string]string{"rg": "k", "RG": "K", "g": "k", "G": "K"}[o.Name]
			if name == "" {
				return
			}
			c := [3]float64{o.number(0), o.number(1), o.number(2)}
			if len(o.Args) == 1 {
				c[1], c[2] = c[0], c[0]
			}
			ink, ok := inks.of(c)
			if !ok {
				wrong = diag.Errorf("the book's styles may use greys and the main colour",
					"a colour that is neither grey nor the main colour: %v", c)
			}
			if ink[0]+ink[1]+ink[2] > 0 {
				coloured[n] = true
			}
			out.Write(content[copied:o.From])
			fmt.Fprintf(&out, "%s %s %s %s %s", Real(ink[0]), Real(ink[1]), Real(ink[2]), Real(ink[3]), name)
			copied = o.To
		})
		if err == nil {
			err = wrong
		}
		out.Write(content[copied:])
		return []byte(out.String()), err
	})
	return coloured, err
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
// nothing is trapped.
func (f *File) IntendFor(condition string) {
	f.Catalog()["OutputIntents"] = Array{Dict{
		"Type": Name("OutputIntent"), "S": Name("GTS_PDFX"), "OutputConditionIdentifier": Text(condition),
		"RegistryName": Text("http://www.color.org"), "Info": Text(condition),
	}}
	f.Dict(f.Info)["Trapped"] = Name("False")
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
