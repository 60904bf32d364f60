package pdf

import "fmt"

// Signatures divides pages into signatures, which are sheets folded together: four pages a sheet, at most most sheets a
// signature, all as equal as possible. It returns the sheets of each.
func Signatures(pages, most int) []int {
	sheets := (pages + 3) / 4
	count := (sheets + most - 1) / most
	all := make([]int, count)
	for i := range all {
		all[i] = sheets / count
		if i < sheets%count {
			all[i]++
		}
	}
	return all
}

// Impose lays the pages out on sheets of two, to be printed on both sides (turned over the short edge), folded and
// sewn. Each sheet sticks out by the paper's thickness beyond the sheet around it: its pages are moved as much towards
// the fold. trim is the page's box, thickness in points. It returns how far the innermost page is moved.
func (f *File) Impose(trim Array, signatures []int, thickness float64) (creep float64) {
	left, bottom := trim[0].(Number).Float(), trim[1].(Number).Float()
	width, height := trim[2].(Number).Float()-left, trim[3].(Number).Float()-bottom
	forms := f.forms(trim)
	var sheets []Ref
	side := func(l, r int, shift float64) {
		resources := Dict{}
		content := ""
		place := func(name Name, page int, x, clip float64) {
			if page >= len(forms) {
				return
			}
			resources[name] = forms[page]
			content += fmt.Sprintf("q %s 0 %s %s re W n 1 0 0 1 %s %s cm /%s Do Q\n",
				Real(clip), Real(width), Real(height), Real(x-left), Real(-bottom), name)
		}
		place("L", l, shift, 0)
		place("R", r, width-shift, width)
		sheets = append(sheets, f.Add(Dict{
			"Type": Name("Page"), "MediaBox": Rect(0, 0, 2*width, height), "TrimBox": Rect(0, 0, 2*width, height),
			"Resources": Dict{"XObject": resources}, "Contents": f.Add(Deflate(Dict{}, []byte(content))),
		}))
	}
	first := 0
	for _, n := range signatures {
		for k := range n {
			shift := float64(k) * thickness
			creep = max(creep, shift)
			side(first+4*n-1-2*k, first+2*k, shift)
			side(first+2*k+1, first+4*n-2-2*k, shift)
		}
		first += 4 * n
	}
	f.SetPages(sheets)
	c := f.Catalog()
	c["PageLayout"] = Name("SinglePage")
	c["ViewerPreferences"] = Dict{
		"DisplayDocTitle": true, "Duplex": Name("DuplexFlipShortEdge"), "PrintScaling": Name("None"),
	}
	delete(c, "PageLabels")
	f.RemoveLinksAndTags()
	return creep
}

// forms makes drawings of the pages.
func (f *File) forms(trim Array) []Ref {
	var forms []Ref
	for _, r := range f.Pages() {
		forms = append(forms, f.Form(r, trim))
	}
	return forms
}
