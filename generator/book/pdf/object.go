// Package pdf reads, changes and writes the PDF files that Chromium prints.
//
// It knows as much of PDF as Skia uses, which writes Chromium's files: one classic cross-reference table, no object
// streams, no encryption, one content stream for each page. [Parse] reads a file into Go values, which are changed, and
// [File.Write] writes them: with sorted keys and an identifier made from the content, so that equal files have equal
// bytes.
package pdf

import "strconv"

// An Object is one of nil, bool, Number, Name, String, Array, Dict, Ref, *Stream.
type Object any

// A Number is what the file writes: it is written again with the same digits.
type Number string

// Name, String, Array, Dict are PDF's own kinds of value. A String is the bytes without escapes.
type (
	Name   string
	String string
	Array  []Object
	Dict   map[Name]Object
)

// A Ref is the number of an indirect object; Skia knows no generations.
type Ref int

// A Stream is a dictionary and its data, packed as the dictionary's Filter says.
type Stream struct {
	Dict Dict
	Data []byte
}

// Int is a whole number.
func Int(n int) Number { return Number(strconv.Itoa(n)) }

// Real is a number with up to four decimals: a twentieth of a micron in PDF's points.
func Real(f float64) Number {
	s := strconv.FormatFloat(f, 'f', 4, 64)
	for s[len(s)-1] == '0' {
		s = s[:len(s)-1]
	}
	if s[len(s)-1] == '.' {
		s = s[:len(s)-1]
	}
	if s == "-0" {
		s = "0"
	}
	return Number(s)
}

// Float is the number's value, or 0 for what is no number.
func (n Number) Float() float64 {
	f, _ := strconv.ParseFloat(string(n), 64)
	return f
}

// Rect is an array of four numbers: left, bottom, right, top, in points.
func Rect(left, bottom, right, top float64) Array {
	return Array{Real(left), Real(bottom), Real(right), Real(top)}
}

// Text is a text string: plain where it is ASCII, UTF-16 elsewhere.
func Text(s string) String {
	ascii := true
	for _, r := range s {
		ascii = ascii && r >= ' ' && r < 0x7f
	}
	if ascii {
		return String(s)
	}
	out := []byte{0xfe, 0xff}
	for _, r := range s {
		if r > 0xffff {
			r -= 0x10000
			hi, lo := 0xd800+r>>10, 0xdc00+r&0x3ff
			out = append(out, byte(hi>>8), byte(hi), byte(lo>>8), byte(lo))
			continue
		}
		out = append(out, byte(r>>8), byte(r))
	}
	return String(out)
}

// A File is a PDF file in memory. Objects[n] is object n; 0 is never used.
type File struct {
	Objects    []Object
	Root, Info Ref
	Version    string // of PDF; 1.7 where it is ""
}

// Add makes an object indirect.
func (f *File) Add(o Object) Ref {
	f.Objects = append(f.Objects, o)
	return Ref(len(f.Objects) - 1)
}

// Get follows a reference; anything else it returns.
func (f *File) Get(o Object) Object {
	for range f.Objects { // references that lead in a circle end here
		r, ok := o.(Ref)
		if !ok {
			return o
		}
		if int(r) >= len(f.Objects) {
			return nil
		}
		o = f.Objects[r]
	}
	return nil
}

// Dict follows a reference to a dictionary or a stream's dictionary; it is nil where there is none.
func (f *File) Dict(o Object) Dict {
	switch v := f.Get(o).(type) {
	case Dict:
		return v
	case *Stream:
		return v.Dict
	}
	return nil
}

// Array follows a reference to an array.
func (f *File) Array(o Object) Array {
	a, _ := f.Get(o).(Array)
	return a
}

// Catalog is the root of the file.
func (f *File) Catalog() Dict { return f.Dict(f.Root) }

// Pages returns the pages in their order.
func (f *File) Pages() []Ref {
	var pages []Ref
	seen := map[Ref]bool{}
	var walk func(o Object)
	walk = func(o Object) {
		if r, ok := o.(Ref); ok {
			if seen[r] {
				return
			}
			seen[r] = true
		}
		d := f.Dict(o)
		if d["Type"] == Name("Pages") {
			for _, kid := range f.Array(d["Kids"]) {
				walk(kid)
			}
			return
		}
		if r, ok := o.(Ref); ok && d != nil {
			pages = append(pages, r)
		}
	}
	walk(f.Catalog()["Pages"])
	return pages
}
