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

// Headings returns the headings H1 to H6 in the order of the document. Where they are is read from the pages' content:
// Chromium's named destinations are wrong on pages on which the head of a table is repeated.
func (f *File) Headings() ([]Heading, error) {
	first, err := f.FirstRuns()
	if err != nil {
		return nil, err
	}
	var all []Heading
	err = f.Elements(func(kind Name, marks []Mark) {
		if len(kind) != 2 || kind[0] != 'H' || kind[1] < '1' || kind[1] > '6' {
			return
		}
		h := Heading{Level: int(kind[1] - '0'), Page: -1, Marks: marks}
		for _, m := range marks {
			if run, ok := first[m]; ok {
				h.Page, h.Y, h.Size = m.Page, run.Y, run.Size
				break
			}
		}
		all = append(all, h)
	})
	if err != nil {
		return nil, err
	}
	for i, h := range all {
		if h.Page < 0 {
			return nil, fmt.Errorf("heading %d of the print has no text", i+1)
		}
	}
	return all, nil
}

// FirstRuns is the first text of each piece of marked content.
func (f *File) FirstRuns() (map[Mark]Run, error) {
	first := map[Mark]Run{}
	for i, r := range f.Pages() {
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
	return first, nil
}

// Elements visits the elements of the tagged structure in the order of the document: their kinds, and the marked
// content in them and below them.
func (f *File) Elements(visit func(kind Name, marks []Mark)) error {
	if f.Dict(f.Catalog()["StructTreeRoot"]) == nil {
		return ErrUntagged
	}
	f.eachMarked(func(d Dict, marks func() []Mark) {
		kind, _ := d["S"].(Name)
		visit(kind, marks())
	})
	return nil
}

// eachMarked visits the elements of the tagged structure, and says how to find the marked content of one.
func (f *File) eachMarked(visit func(d Dict, marks func() []Mark)) {
	pages := f.pageNumbers()
	f.walk(f.Dict(f.Catalog()["StructTreeRoot"])["K"], func(d Dict) {
		visit(d, func() []Mark { return f.marks(d, pages) })
	})
}

// pageNumbers numbers the pages from 0.
func (f *File) pageNumbers() map[Ref]int {
	pages := map[Ref]int{}
	for i, r := range f.Pages() {
		pages[r] = i
	}
	return pages
}

// RenameElements gives new ids to the elements that others refer to, the heads of tables, in the order of the document.
// Chromium numbers them by all that it has drawn before, so that a book that was printed once more would be another
// file.
func (f *File) RenameElements() {
	root := f.Dict(f.Catalog()["StructTreeRoot"])
	elements := map[String]Object{} // by their old ids
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

// named collects the leaves of a name tree.
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

// ErrUntagged is the error of a file without tags. Chromium tags all that it prints: it printed nothing.
var ErrUntagged = errors.New("the print is not tagged")

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

// marks is the marked content of an element and of those below it.
func (f *File) marks(d Dict, pages map[Ref]int) []Mark {
	var all []Mark
	var visit func(o Object, page Ref)
	visit = func(o Object, page Ref) {
		switch v := f.Get(o).(type) {
		case Number:
			if n, ok := pages[page]; ok {
				all = append(all, Mark{n, int(v.Float())})
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
	return all
}
