package pdf

// JoinLinks joins links to one destination that touch on a line, and removes those that cover nothing. For a link with
// other elements in it, Chromium writes one rectangle or several, which differs from run to run. Links and pages then
// get new keys in the parent tree, so that these have no gaps.
func (f *File) JoinLinks() {
	gone := map[Ref]bool{}
	for _, r := range f.Pages() {
		page := f.Dict(r)
		var kept Array
		var last Dict
		for _, o := range f.Array(page["Annots"]) {
			annot := f.Dict(o)
			ref, ok := o.(Ref)
			if !ok || len(f.Array(annot["Rect"])) != 4 {
				kept = append(kept, o)
				continue
			}
			rect := corners(annot)
			switch {
			case rect[2]-rect[0] < .01:
				gone[ref] = true
			case last != nil && last["Dest"] == annot["Dest"] && touch(corners(last), rect):
				before := corners(last)
				last["Rect"] = Rect(min(before[0], rect[0]), min(before[1], rect[1]),
					max(before[2], rect[2]), max(before[3], rect[3]))
				gone[ref] = true
			default:
				annot["Rect"] = Rect(rect[0], rect[1], rect[2], rect[3]) // the same digits as in a joined one
				kept, last = append(kept, o), annot
			}
		}
		if page["Annots"] != nil {
			page["Annots"] = kept
		}
	}
	root := f.Dict(f.Catalog()["StructTreeRoot"])
	f.walk(root["K"], func(d Dict) {
		kids, ok := d["K"].(Array)
		if !ok {
			return
		}
		var kept Array
		for _, kid := range kids {
			if object, ok := f.Dict(kid)["Obj"].(Ref); ok && gone[object] {
				continue
			}
			kept = append(kept, kid)
		}
		d["K"] = kept
	})
	f.renumber(root)
}

func corners(annot Dict) (at [4]float64) {
	rect, _ := annot["Rect"].(Array)
	for i := range at {
		n, _ := rect[i].(Number)
		at[i] = n.Float()
	}
	return at
}

// touch says whether two rectangles are side by side on one line or overlap there: more than half of the smaller height
// is common to both, and less than a point lies between them.
func touch(a, b [4]float64) bool {
	half := min(a[3]-a[1], b[3]-b[1]) / 2
	return min(a[3], b[3])-max(a[1], b[1]) > half && max(a[0], b[0])-min(a[2], b[2]) < 1
}

// renumber numbers the keys of the parent tree without gaps, in their order.
func (f *File) renumber(root Dict) {
	users := map[Number]Dict{} // by key: the page or link that has it
	for _, r := range f.Pages() {
		page := f.Dict(r)
		if key, ok := page["StructParents"].(Number); ok {
			users[key] = page
		}
		for _, o := range f.Array(page["Annots"]) {
			annot := f.Dict(o)
			if key, ok := annot["StructParent"].(Number); ok {
				users[key] = annot
			}
		}
	}
	tree := f.Dict(root["ParentTree"])
	old := f.Array(tree["Nums"])
	var nums Array
	for i := 0; i+1 < len(old); i += 2 {
		key, _ := old[i].(Number)
		user := users[key]
		if user == nil {
			continue
		}
		next := Int(len(nums) / 2)
		if user["StructParents"] != nil {
			user["StructParents"] = next
		} else {
			user["StructParent"] = next
		}
		nums = append(nums, next, old[i+1])
	}
	tree["Nums"] = nums
	root["ParentTreeNextKey"] = Int(len(nums) / 2)
}
