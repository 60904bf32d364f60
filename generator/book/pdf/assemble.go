package pdf

import "fmt"

// Import adds the objects of another file, and returns its pages. What is not used of them stays until RemoveUnused.
func (f *File) Import(other *File) []Ref {
	offset := Ref(len(f.Objects) - 1)
	var moved func(o Object) Object
	moved = func(o Object) Object {
		switch v := o.(type) {
		case Ref:
			return v + offset
		case Array:
			a := make(Array, len(v))
			for i, e := range v {
				a[i] = moved(e)
			}
			return a
		case Dict:
			d := make(Dict, len(v))
			for key, e := range v {
				d[key] = moved(e)
			}
			return d
		case *Stream:
			return &Stream{moved(v.Dict).(Dict), v.Data}
		}
		return o
	}
	for _, o := range other.Objects[1:] {
		f.Objects = append(f.Objects, moved(o))
	}
	pages := other.Pages()
	for i := range pages {
		pages[i] += offset
	}
	return pages
}

// SetPages makes these the file's pages.
func (f *File) SetPages(pages []Ref) {
	kids := make(Array, len(pages))
	tree := f.Add(nil)
	for i, r := range pages {
		kids[i] = r
		f.Dict(r)["Parent"] = tree
	}
	f.Objects[tree] = Dict{"Type": Name("Pages"), "Kids": kids, "Count": Int(len(pages))}
	f.Catalog()["Pages"] = tree
}

// Form makes a drawing of what a box shows of a page, which can be placed on another one.
func (f *File) Form(page Ref, box Array) Ref {
	d := f.Dict(page)
	s := f.Get(d["Contents"]).(*Stream)
	form := &Stream{Data: s.Data, Dict: Dict{
		"Type": Name("XObject"), "Subtype": Name("Form"), "BBox": box, "Resources": d["Resources"],
	}}
	if filter := s.Dict["Filter"]; filter != nil {
		form.Dict["Filter"] = filter
	}
	return f.Add(form)
}

// Stamp draws on a page the part of a form that the clip shows once it is moved by x and y.
func (f *File) Stamp(page, form Ref, clip Array, x, y float64) error {
	d := f.Dict(page)
	resources := f.Dict(d["Resources"])
	forms := f.Dict(resources["XObject"])
	name := Name(fmt.Sprintf("Stamp%d", len(forms)))
	forms[name] = form
	at := func(i int) float64 { return clip[i].(Number).Float() }
	content, err := f.Content(page)
	if err != nil {
		return err
	}
	content = fmt.Appendf(content, "\nq %s %s %s %s re W n 1 0 0 1 %s %s cm /%s Do Q\n",
		clip[0], clip[1], Real(at(2)-at(0)), Real(at(3)-at(1)), Real(x), Real(y), name)
	d["Contents"] = f.Add(Deflate(Dict{}, content))
	return nil
}
