package pdf

import (
	"compress/zlib"
	"fmt"
	"html"
)

// Describe says what the document is. It says no time: equal books must be equal files.
func (f *File) Describe(title, subject, creator string) {
	f.Info = f.Add(Dict{"Title": Text(title), "Subject": Text(subject), "Creator": Text(creator)})
	xmp := fmt.Sprintf(`<?xpacket begin="`+"\ufeff"+`" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">%[1]s</rdf:li>`+
		`<rdf:li xml:lang="zh-CN">%[1]s</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">%[2]s</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>zh-CN</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>%[3]s</xmp:CreatorTool>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>`, html.EscapeString(title), html.EscapeString(subject), html.EscapeString(creator))
	c := f.Catalog()
	// Not packed: programs search files for it.
	c["Metadata"] = f.Add(&Stream{Dict{"Type": Name("Metadata"), "Subtype": Name("XML")}, []byte(xmp)})
	c["Lang"] = String("zh-CN")
	c["ViewerPreferences"] = Dict{"DisplayDocTitle": true}
}

// A Bookmark is an entry of the outline. Those of a higher Level that follow it are its children.
type Bookmark struct {
	Title string
	Level int
	Page  int
	Y     float64 // points from the sheet's lower edge
}

// Outline writes the outline, with its entries closed, and has viewers show it.
func (f *File) Outline(bookmarks []Bookmark) {
	if len(bookmarks) == 0 {
		return
	}
	pages := f.Pages()
	root := f.Add(nil)
	refs := make([]Ref, len(bookmarks))
	for i := range refs {
		refs[i] = f.Add(nil)
	}
	// children writes the bookmarks from i on that are of the level or higher ones, and returns the index of the first
	// that is not.
	var children func(i, level int, parent Ref) (next int, first, last Ref, count int)
	children = func(i, level int, parent Ref) (int, Ref, Ref, int) {
		var first, last Ref
		var before Dict
		count := 0
		for i < len(bookmarks) && bookmarks[i].Level >= level {
			b, own := bookmarks[i], refs[i]
			dest := Array{pages[b.Page], Name("XYZ"), nil, Real(b.Y), nil}
			d := Dict{"Title": Text(b.Title), "Parent": parent, "Dest": dest}
			if before == nil {
				first = own
			} else {
				before["Next"], d["Prev"] = own, last
			}
			next, head, tail, inner := children(i+1, b.Level+1, own)
			if inner > 0 {
				d["First"], d["Last"], d["Count"] = head, tail, Int(-inner)
			}
			f.Objects[own] = d
			before, last = d, own
			count++
			i = next
		}
		return i, first, last, count
	}
	_, first, last, count := children(0, bookmarks[0].Level, root)
	f.Objects[root] = Dict{"Type": Name("Outlines"), "First": first, "Last": last, "Count": Int(count)}
	f.Catalog()["Outlines"] = root
	f.Catalog()["PageMode"] = Name("UseOutlines")
}

// Label numbers the first pages in small roman figures, and those from body on (counted from 0) from 1.
func (f *File) Label(body int) {
	nums := Array{Int(body), Dict{"S": Name("D")}}
	if body > 0 {
		nums = append(Array{Int(0), Dict{"S": Name("r")}}, nums...)
	}
	f.Catalog()["PageLabels"] = Dict{"Nums": nums}
	f.Catalog()["PageLayout"] = Name("TwoPageRight")
}

// A Point is a place on a page.
type Point struct {
	Page int
	Y    float64
}

// SetDestinations makes the named destinations lead to these points, and removes those that have none.
func (f *File) SetDestinations(points map[string]Point) {
	pages := f.Pages()
	d := Dict{}
	for name, at := range points {
		if f.Dict(f.Catalog()["Dests"])[Name(name)] != nil {
			d[Name(name)] = Array{pages[at.Page], Name("XYZ"), nil, Real(at.Y), nil}
		}
	}
	f.Catalog()["Dests"] = f.Add(d)
}

// Boxes sets which part of the sheets is shown, which is printed, and which remains after trimming.
func (f *File) Boxes(media, bleed, trim Array) {
	for _, r := range f.Pages() {
		p := f.Dict(r)
		p["MediaBox"], p["BleedBox"], p["TrimBox"] = media, bleed, trim
		delete(p, "CropBox")
	}
}

// rewrite changes the content of every page.
func (f *File) rewrite(change func(page Dict, content []byte) ([]byte, error)) error {
	w := zlib.NewWriter(nil)
	for i, r := range f.Pages() {
		page := f.Dict(r)
		content, err := f.Content(r)
		if err == nil {
			content, err = change(page, content)
		}
		if err != nil {
			return fmt.Errorf("page %d: %w", i+1, err)
		}
		at := page["Contents"].(Ref)
		f.Objects[at] = deflate(w, f.Dict(at), content)
	}
	return nil
}
