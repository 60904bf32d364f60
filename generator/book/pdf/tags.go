package pdf

import "strings"

// MendTags completes what Chromium tags by halves, as PDF/UA asks for it: the text of an entry of a list is its LBody;
// a figure that no words stand for holds text itself, so it is a section; elements that hold nothing are gone. It
// comes after MarkArtifacts, which empties some.
func (f *File) MendTags() {
	root := f.Dict(f.Catalog()["StructTreeRoot"])
	if root == nil {
		return
	}
	f.prune(root)
	numbers := f.parents(root)
	f.walk(root["K"], func(d Dict) {
		switch {
		case d["S"] == Name("LI"):
			f.body(d, numbers)
		case d["S"] == Name("Figure") && d["Alt"] == nil:
			d["S"] = Name("Sect")
		}
	})
}

// kids are what an element holds: elements, marked content, links.
func (f *File) kids(d Dict) Array {
	kids, ok := f.Get(d["K"]).(Array)
	if !ok && d["K"] != nil {
		kids = Array{d["K"]}
	}
	return kids
}

// prune takes elements without text out of the structure, but for those that are a place in a table.
func (f *File) prune(d Dict) {
	var kept Array
	for _, kid := range f.kids(d) {
		if element := f.Dict(kid); element["S"] != nil {
			f.prune(element)
			if element["K"] == nil && element["S"] == Name("NonStruct") {
				continue
			}
		}
		kept = append(kept, kid)
	}
	switch len(kept) {
	case 0:
		delete(d, "K")
	case 1:
		d["K"] = kept[0]
	default:
		d["K"] = kept
	}
}

// body makes what follows the label of a list's entry its body.
func (f *File) body(entry Dict, numbers map[Ref]Array) {
	var labels, rest Array
	for _, kid := range f.kids(entry) {
		if f.Dict(kid)["S"] == Name("Lbl") {
			labels = append(labels, kid)
		} else {
			rest = append(rest, kid)
		}
	}
	if len(rest) == 0 {
		return
	}
	if only := f.Dict(rest[0]); len(rest) == 1 && only["S"] == Name("NonStruct") {
		only["S"] = Name("LBody")
		return
	}
	body := Dict{"Type": Name("StructElem"), "S": Name("LBody"), "K": rest}
	ref := f.Add(body)
	page, _ := entry["Pg"].(Ref)
	if page != 0 {
		body["Pg"] = page
	}
	for _, kid := range rest {
		element := f.Dict(kid)
		if element["S"] != nil {
			body["P"], element["P"] = element["P"], ref
			continue
		}
		id, on := kid, page // marked content of the entry itself
		if element != nil {
			id = element["MCID"]
			if other, ok := element["Pg"].(Ref); ok {
				on = other
			}
		}
		if n, ok := f.Get(id).(Number); ok && int(n.Float()) < len(numbers[on]) {
			body["P"] = numbers[on][int(n.Float())]
			numbers[on][int(n.Float())] = ref
		}
	}
	entry["K"] = append(labels, ref)
}

// parents is, of each page, the elements that its pieces of marked content belong to, by their numbers.
func (f *File) parents(root Dict) map[Ref]Array {
	nums := f.Array(f.Dict(root["ParentTree"])["Nums"])
	byKey := map[Object]Array{}
	for i := 0; i+1 < len(nums); i += 2 {
		byKey[nums[i]] = f.Array(nums[i+1])
	}
	all := map[Ref]Array{}
	for _, r := range f.Pages() {
		all[r] = byKey[f.Dict(r)["StructParents"]]
	}
	return all
}

// TellLinks gives each link the words in which it is told where it leads: those of its destination, or its address.
func (f *File) TellLinks(words func(destination Name) string) {
	for _, r := range f.Pages() {
		for _, o := range f.Array(f.Dict(r)["Annots"]) {
			annot := f.Dict(o)
			if name, ok := annot["Dest"].(Name); ok {
				annot["Contents"] = Text(words(name))
			} else if address, ok := f.Dict(annot["A"])["URI"].(String); ok {
				annot["Contents"] = address
			}
		}
	}
}

// MarkArtifacts marks what is no part of the text: else it would be read aloud in the middle of a sentence. That is
// what is drawn outside marked content, like running heads and page numbers; marked content without text, like the
// rules of a table; and the heads of a table where they stand again because it goes on.
func (f *File) MarkArtifacts() error {
	pictures, again := f.pictures(), f.headsAgain()
	gone := map[Mark]bool{}
	n := -1
	err := f.rewrite(func(page Dict, content []byte) ([]byte, error) {
		n++
		var out strings.Builder
		depth, copied, open := 0, 0, false
		var mark Mark // the outermost marked content that is open: its number, where it begins, whether it has text
		var begin Operation
		text := false
		start := func(o Operation) {
			if depth == 0 && !open {
				out.Write(content[copied:o.From])
				out.WriteString("/Artifact BMC\n")
				copied, open = o.From, true
			}
		}
		end := func(o Operation) {
			if open {
				out.Write(content[copied:o.To])
				out.WriteString("\nEMC")
				copied, open = o.To, false
			}
		}
		err := Operations(content, func(o Operation) {
			switch o.Name {
			case "BDC", "BMC":
				if depth++; depth == 1 {
					mark, begin, text = Mark{n, o.mcid()}, o, false
				}
			case "EMC":
				if depth--; depth == 0 && mark.ID >= 0 && (again[mark] || !text && !pictures[mark]) {
					gone[mark] = true
					out.Write(content[copied:begin.From])
					out.WriteString("/Artifact BMC")
					copied = begin.To
				}
			case "Tj", "TJ":
				text = true
			case "BT", "re", "m":
				start(o)
			case "Do", "sh":
				start(o)
				end(o)
			}
			switch o.Name {
			case "ET", "f", "f*", "F", "S", "s", "B", "B*", "b", "b*", "n":
				end(o)
			}
		})
		if err != nil {
			return nil, err
		}
		out.Write(content[copied:])
		return []byte(out.String()), nil
	})
	if err == nil {
		f.forget(gone)
	}
	return err
}

// mcid is the number of the marked content that an operation begins, or -1.
func (o Operation) mcid() int {
	if len(o.Args) == 2 {
		if d, ok := o.Args[1].(Dict); ok {
			if n, ok := d["MCID"].(Number); ok {
				return int(n.Float())
			}
		}
	}
	return -1
}

// pictures is the marked content of figures that words stand for.
func (f *File) pictures() map[Mark]bool {
	all := map[Mark]bool{}
	f.eachMarked(func(d Dict, marks func() []Mark) {
		if d["S"] == Name("Figure") && d["Alt"] != nil {
			for _, m := range marks() {
				all[m] = true
			}
		}
	})
	return all
}

// headsAgain is the marked content of the heads of columns on all pages of a table but the first.
func (f *File) headsAgain() map[Mark]bool {
	all := map[Mark]bool{}
	f.eachMarked(func(d Dict, marks func() []Mark) {
		if d["S"] != Name("TH") || !f.headsColumn(d) {
			return
		}
		its := marks()
		for _, m := range its {
			if m.Page != its[0].Page {
				all[m] = true
			}
		}
	})
	return all
}

func (f *File) headsColumn(d Dict) bool {
	attributes, ok := f.Get(d["A"]).(Array)
	if !ok {
		attributes = Array{d["A"]}
	}
	for _, a := range attributes {
		if f.Dict(a)["Scope"] == Name("Column") {
			return true
		}
	}
	return false
}

// forget takes marked content out of the structure.
func (f *File) forget(gone map[Mark]bool) {
	root := f.Dict(f.Catalog()["StructTreeRoot"])
	if root == nil || len(gone) == 0 {
		return
	}
	pages := f.pageNumbers()
	f.walk(root["K"], func(d Dict) {
		var kept Array
		for _, kid := range f.kids(d) {
			page, id := d["Pg"], kid
			if c := f.Dict(kid); c != nil {
				id = c["MCID"]
				if c["Pg"] != nil {
					page = c["Pg"]
				}
			}
			ref, _ := page.(Ref)
			number, ok := f.Get(id).(Number)
			if at, known := pages[ref]; !ok || !known || !gone[Mark{at, int(number.Float())}] {
				kept = append(kept, kid)
			}
		}
		if d["K"] = kept; len(kept) == 0 {
			delete(d, "K")
		}
	})
	for page, parents := range f.parents(root) {
		for id := range parents {
			if gone[Mark{pages[page], id}] {
				parents[id] = nil
			}
		}
	}
}
