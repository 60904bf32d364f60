package pdf

import (
	"errors"
	"fmt"
)

// A Heading is a heading of the tagged structure, and where its first text stands.
type Heading struct {
	Level int
	Page  int     // from 0
	Y     float64 // of its first base line, in points from the sheet's lower edge
	Size  float64 // of its type, in points
	Marks []Mark
}

// A Mark is a piece of marked content.
type Mark struct{ Page, ID int }

// Headings returns the headings H1 to H6 in the order of the document. What it says of places is read from the pages
// themselves: Chromium's named destinations are wrong on pages on which the head of a table is repeated.
func (f *File) Headings() ([]Heading, error) {
	pages, refs := f.pageNumbers(), f.Pages()
	first := map[Mark]Run{}
	for i, r := range refs {
		content, err := f.Content(r)
		if err != nil {
			return nil, err
		}
		runs, err := Runs(content)
		if err != nil {
			return nil, fmt.Errorf("page %d: %w", i+1, err)
		}
		for _, run := range runs {
			if _, seen := first[Mark{i, run.MCID}]; !seen {
				first[Mark{i, run.MCID}] = run
			}
		}
	}
	root := f.Dict(f.Catalog()["StructTreeRoot"])
	if root == nil {
		return nil, ErrUntagged
	}
	var all []Heading
	f.walk(root["K"], func(d Dict) {
		s, _ := d["S"].(Name)
		if len(s) != 2 || s[0] != 'H' || s[1] < '1' || s[1] > '6' {
			return
		}
		h := Heading{Level: int(s[1] - '0'), Page: -1}
		f.marks(d, pages, &h.Marks)
		for _, m := range h.Marks {
			if run, ok := first[m]; ok {
				h.Page, h.Y, h.Size = m.Page, run.Y, run.Size
				break
			}
		}
		all = append(all, h)
	})
	for i, h := range all {
		if h.Page < 0 {
			return nil, fmt.Errorf("heading %d of the print has no text", i+1)
		}
	}
	return all, nil
}

// Elements goes through the elements of the tagged structure in the order of the document: their kinds, and the marked
// content in them and below them.
func (f *File) Elements(visit func(kind Name, marks []Mark)) error {
	root := f.Dict(f.Catalog()["StructTreeRoot"])
	if root == nil {
		return ErrUntagged
	}
	pages := f.pageNumbers()
	f.walk(root["K"], func(d Dict) {
		kind, _ := d["S"].(Name)
		var marks []Mark
		f.marks(d, pages, &marks)
		visit(kind, marks)
	})
	return nil
}

// NameElements names the elements that others refer to, the heads of tables, anew in the order of the document.
// Chromium numbers them by all that its process has drawn before: a book that took one print more would be another
// file.
func (f *File) NameElements() {
	root := f.Dict(f.Catalog()["StructTreeRoot"])
	elements := map[String]Object{} // by their old names
	f.named(root["IDTree"], elements)
	renamed := map[String]String{}
	var names Array
	f.walk(root["K"], func(d Dict) {
		old, _ := d["ID"].(String)
		if element, ok := elements[old]; ok {
			name := String(fmt.Sprintf("element%05d", len(renamed)+1)) // as long as the others: the tree is sorted
			names = append(names, name, element)
			renamed[old], d["ID"] = name, name
		}
	})
	f.walk(root["K"], func(d Dict) {
		attributes, ok := f.Get(d["A"]).(Array)
		if !ok {
			attributes = Array{d["A"]}
		}
		for _, a := range attributes {
			headers := f.Array(f.Dict(a)["Headers"])
			for i, h := range headers {
				old, _ := h.(String)
				if name, ok := renamed[old]; ok {
					headers[i] = name
				}
			}
		}
	})
	if len(names) > 0 {
		root["IDTree"] = Dict{"Names": names}
	}
}

// named collects the leaves of a tree of names.
func (f *File) named(tree Object, all map[String]Object) {
	node := f.Dict(tree)
	for _, kid := range f.Array(node["Kids"]) {
		f.named(kid, all)
	}
	names := f.Array(node["Names"])
	for i := 0; i+1 < len(names); i += 2 {
		if name, ok := names[i].(String); ok {
			all[name] = names[i+1]
		}
	}
}

// ErrUntagged is returned where nothing tells what is what: a browser tags whatever it prints, if it prints anything.
var ErrUntagged = errors.New("the print is not tagged")

func (f *File) pageNumbers() map[Ref]int {
	numbers := map[Ref]int{}
	for i, r := range f.Pages() {
		numbers[r] = i
	}
	return numbers
}

// walk visits the structure elements below o in document order.
func (f *File) walk(o Object, visit func(Dict)) {
	switch v := f.Get(o).(type) {
	case Array:
		for _, kid := range v {
			f.walk(kid, visit)
		}
	case Dict:
		if v["S"] != nil {
			visit(v)
			f.walk(v["K"], visit)
		}
	}
}

// marks collects the marked content of an element and of those below it.
func (f *File) marks(d Dict, pages map[Ref]int, all *[]Mark) {
	var visit func(o Object, page Ref)
	visit = func(o Object, page Ref) {
		switch v := f.Get(o).(type) {
		case Number:
			if n, ok := pages[page]; ok {
				*all = append(*all, Mark{n, int(v.Float())})
			}
		case Array:
			for _, kid := range v {
				visit(kid, page)
			}
		case Dict:
			if r, ok := v["Pg"].(Ref); ok {
				page = r
			}
			switch {
			case v["MCID"] != nil:
				visit(v["MCID"], page)
			case v["S"] != nil:
				visit(v["K"], page)
			}
		}
	}
	page, _ := d["Pg"].(Ref)
	visit(d["K"], page)
}
