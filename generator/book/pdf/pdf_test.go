package pdf_test

import (
	"bytes"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"handbook/generator/book/pdf"
	"handbook/generator/diag"
)

// small is a file of one page as Skia writes it.
func small(content string) []byte {
	objects := []string{
		"<</Type /Catalog\n/Pages 2 0 R\n/Dests 5 0 R>>",
		"<</Type /Pages\n/Count 1\n/Kids [3 0 R]>>",
		"<</Type /Page\n/Parent 2 0 R\n/MediaBox [0 0 612 858.95996]\n/Contents 4 0 R>>",
		fmt.Sprintf("<</Length %d>> stream\n%s\nendstream", len(content), content),
		"<</a [3 0 R /XYZ 0 846.21 0]>>",
		"<</Title (a\\(b\\)\\\\\\101\\n) /Name /A#20B /Hex <48 49 5> /None null /Yes true /Real -.5>>",
	}
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	var at []int
	for i, o := range objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d\n/Root 1 0 R\n/Info 6 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, start)
	return b.Bytes()
}

func parse(t *testing.T, data []byte) *pdf.File {
	t.Helper()
	f, err := pdf.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestParse(t *testing.T) {
	f := parse(t, small("q Q"))
	want := pdf.Dict{"Title": pdf.String("a(b)\\A\n"), "Name": pdf.Name("A B"), "Hex": pdf.String("HIP"), "None": nil,
		"Yes": true, "Real": pdf.Number("-.5")}
	if got := f.Dict(f.Info); !reflect.DeepEqual(got, want) {
		t.Errorf("%#v, want %#v", got, want)
	}
	if pages := f.Pages(); len(pages) != 1 || pages[0] != 3 {
		t.Errorf("pages %v", pages)
	}
}

// What is written reads back as it was, and the second time gives the same bytes.
func TestWriteReadsBack(t *testing.T) {
	f := parse(t, small("q Q"))
	one := f.Write()
	g := parse(t, one)
	if !reflect.DeepEqual(f.Objects, g.Objects) {
		t.Errorf("%#v\nwant %#v", g.Objects, f.Objects)
	}
	if two := g.Write(); !bytes.Equal(one, two) {
		t.Error("the second writing differs")
	}
}

func TestRuns(t *testing.T) {
	content := `.24 0 0 -.24 0 858.96 cm
q 3.125 0 0 3.125 0 0 cm 0 0 1 RG 1 1 1 rg
BT /F1 14 Tf 1 0 0 -1 100 130 Tm <1A86> Tj 14 0 Td <0001> Tj ET
/P <</MCID 7>> BDC
BT /F2 16 Tf 1 0 0 -1 100 200 Tm <1A86> Tj ET
BT /F2 16 Tf 1 0 0 -1 100 230 Tm <1A86> Tj ET
EMC Q`
	runs, err := pdf.Runs([]byte(content))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range runs {
		got = append(got, fmt.Sprintf("%d %s %.1f at %.1f %.2f", r.MCID, r.Font, r.Size, r.X, r.Y))
	}
	want := []string{"-1 F1 10.5 at 75.0 761.46", "7 F2 12.0 at 75.0 708.96", "7 F2 12.0 at 75.0 686.46"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%q\nwant %q", got, want)
	}
}

// What stands in no marked content becomes an artifact, and so does marked content without text.
func TestArtifacts(t *testing.T) {
	f := parse(t, small("q 0 0 1 rg BT (head) Tj ET 0 0 9 9 re f "+
		"/P <</MCID 0>> BDC BT (text) Tj ET 1 1 2 2 re f EMC /TD <</MCID 1>> BDC 0 0 1 9 re f EMC Q"))
	if err := f.MarkArtifacts(); err != nil {
		t.Fatal(err)
	}
	content, err := f.Content(f.Pages()[0])
	if err != nil {
		t.Fatal(err)
	}
	got := strings.Join(strings.Fields(string(content)), " ")
	want := "q 0 0 1 rg /Artifact BMC BT (head) Tj ET EMC /Artifact BMC 0 0 9 9 re f EMC " +
		"/P <</MCID 0>> BDC BT (text) Tj ET 1 1 2 2 re f EMC /Artifact BMC 0 0 1 9 re f EMC Q"
	if got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}

// The heads of a table that goes on are read once; what only has a border is in no tag; the text of a list's entry is
// its body; a figure with text in it is a section.
func TestMendTags(t *testing.T) {
	f := parse(t, small("/TH <</MCID 0>> BDC BT (head) Tj ET EMC /TD <</MCID 1>> BDC 0 0 9 9 re f EMC "+
		"/LI <</MCID 2>> BDC BT (duty) Tj ET EMC"))
	one := f.Pages()[0]
	other := f.Add(f.Copy().Dict(one))
	tree := f.Dict(f.Dict(one)["Parent"])
	tree["Kids"] = pdf.Array{one, other}
	f.Dict(other)["Contents"] = f.Add(pdf.Deflate(pdf.Dict{}, []byte("/TH <</MCID 0>> BDC BT (head) Tj ET EMC")))
	f.Dict(one)["StructParents"], f.Dict(other)["StructParents"] = pdf.Int(0), pdf.Int(1)
	element := func(kind pdf.Name, kids ...pdf.Object) pdf.Ref {
		return f.Add(pdf.Dict{"S": kind, "Pg": one, "K": pdf.Array(kids)})
	}
	again := pdf.Dict{"Type": pdf.Name("MCR"), "Pg": other, "MCID": pdf.Int(0)}
	head := element("TH", pdf.Int(0), again)
	f.Dict(head)["A"] = pdf.Dict{"O": pdf.Name("Table"), "Scope": pdf.Name("Column")}
	border, entry, label := element("NonStruct", pdf.Int(1)), element("LI", pdf.Int(2)), element("Lbl")
	f.Dict(entry)["K"] = pdf.Array{label, pdf.Int(2)}
	figure := element("Figure", head, border, entry)
	f.Catalog()["StructTreeRoot"] = pdf.Dict{"K": figure, "ParentTree": pdf.Dict{"Nums": pdf.Array{
		pdf.Int(0), pdf.Array{head, border, entry}, pdf.Int(1), pdf.Array{head}}}}
	if err := f.MarkArtifacts(); err != nil {
		t.Fatal(err)
	}
	f.MendTags()
	var got []string
	err := f.Elements(func(kind pdf.Name, marks []pdf.Mark) { got = append(got, fmt.Sprint(kind, marks)) })
	want := "Sect[{0 0} {0 2}] TH[{0 0}] LI[{0 2}] Lbl[] LBody[{0 2}]"
	if strings.Join(got, " ") != want || err != nil {
		t.Errorf("%v %v\nwant %s", got, err, want)
	}
	body := f.Dict(entry)["K"].(pdf.Array)[1]
	nums := f.Dict(f.Dict(f.Catalog()["StructTreeRoot"])["ParentTree"])["Nums"]
	owners := pdf.Array{pdf.Int(0), pdf.Array{head, nil, body}, pdf.Int(1), pdf.Array{nil}}
	if !reflect.DeepEqual(nums, owners) {
		t.Errorf("the pieces belong to %v, want %v", nums, owners)
	}
	if content, _ := f.Content(other); !strings.HasPrefix(string(content), "/Artifact BMC") {
		t.Errorf("the repeated head is %s", content)
	}
}

func TestSeparate(t *testing.T) {
	inks := pdf.Inks{{.6, .2, .1}: {.25, .9, 1, .2}}
	f := parse(t, small("0 0 0 rg .5 .5 .5 RG 1 g .6 .2 .1 rg 0 0 9 9 re f"))
	coloured, err := f.Separate(inks, .3)
	if err != nil || !coloured[0] {
		t.Fatal(coloured, err)
	}
	content, _ := f.Content(f.Pages()[0])
	if got, want := string(content), "0 0 0 1 k 0 0 0 0.5 K 0 0 0 0 k 0.25 0.9 1 0.2 k 0 0 9 9 re f"; got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	if _, err := parse(t, small("1 0 0 rg")).Separate(inks, .3); diag.Hint(err) == "" {
		t.Errorf("red that no palette has: error %v, want one with a hint", err)
	}
}

// A grey line as thin as the browser draws one is black and thinner; a bar, a black line and a shape stay.
func TestThinLines(t *testing.T) {
	for _, of := range [][2]string{
		{".5 g 10 20 100 1 re f", "0 0 0 0.5 k q 0 0 0 1 k 10 20.3 100 0.4 re f Q"},
		{".5 g 10 20 1 100 re f", "0 0 0 0.5 k q 0 0 0 1 k 10.3 20 0.4 100 re f Q"},
		{".5 g q .25 0 0 .25 0 0 cm 0 0 100 4 re f Q",
			"0 0 0 0.5 k q .25 0 0 .25 0 0 cm q 0 0 0 1 k 0 1.2 100 1.6 re f Q Q"},
		{".5 g 10 20 100 8 re f", "0 0 0 0.5 k 10 20 100 8 re f"},
		{"0 g 10 20 100 1 re f", "0 0 0 1 k 10 20 100 1 re f"},
		{".5 g 0 0 9 1 re 0 0 1 9 re f", "0 0 0 0.5 k 0 0 9 1 re 0 0 1 9 re f"},
		{".5 g 0 0 9 1 re W n 0 0 9 9 re f", "0 0 0 0.5 k 0 0 9 1 re W n 0 0 9 9 re f"},
	} {
		f := parse(t, small(".75 0 0 .75 0 0 cm "+of[0]))
		if _, err := f.Separate(nil, .3); err != nil {
			t.Fatal(err)
		}
		content, _ := f.Content(f.Pages()[0])
		if got := strings.TrimPrefix(string(content), ".75 0 0 .75 0 0 cm "); got != of[1] {
			t.Errorf("%s\nis %s\nwant %s", of[0], got, of[1])
		}
	}
}

// What is put together of two files has the pages of both, each with what it draws.
func TestAssemble(t *testing.T) {
	f, other := parse(t, small("0 0 9 9 re f")), parse(t, small("1 1 5 5 re f"))
	pages := append(f.Pages(), f.Import(other)...)
	f.SetPages([]pdf.Ref{pages[1], pages[0]})
	f.Dict(pages[1])["Resources"] = pdf.Dict{"XObject": pdf.Dict{}}
	form := f.Form(pages[0], pdf.Rect(0, 0, 9, 9))
	if err := f.Stamp(pages[1], form, pdf.Rect(10, 20, 13, 24), 10, 20); err != nil {
		t.Fatal(err)
	}
	f.RemoveUnused()
	f = parse(t, f.Write())
	var got []string
	for _, r := range f.Pages() {
		content, err := f.Content(r)
		got = append(got, fmt.Sprint(string(content), err))
	}
	want := []string{"1 1 5 5 re f\nq 10 20 3 4 re W n 1 0 0 1 10 20 cm /Stamp0 Do Q\n<nil>", "0 0 9 9 re f<nil>"}
	if !slices.Equal(got, want) {
		t.Errorf("%q\nwant %q", got, want)
	}
}

// Folded and gathered, the sheets of signatures give the pages in their order, each once.
func TestSignatures(t *testing.T) {
	for pages := 1; pages < 300; pages++ {
		all := pdf.Signatures(pages, 5)
		sheets := 0
		for _, n := range all {
			sheets += n
			if n < 1 || n > 5 || all[0]-n > 1 {
				t.Errorf("%d pages: signatures %v", pages, all)
			}
		}
		if sheets*4 < pages || sheets*4-pages > 3 {
			t.Errorf("%d pages on %d sheets", pages, sheets)
		}
	}
}

func FuzzParse(f *testing.F) {
	whole := small("q Q")
	f.Add(whole)
	f.Add(whole[:len(whole)/2])
	f.Add([]byte("xref\n0 1\n0000000000 65535 f \ntrailer\n<<>>\nstartxref\n0\n%%EOF"))
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := pdf.Parse(data)
		if err != nil {
			return
		}
		file.Pages()
		file.Write()
	})
}

func FuzzOperations(f *testing.F) {
	f.Add([]byte("q 1 0 0 RG BT /F1 1 Tf (a\\)b) Tj [<00> 1] TJ ET Q"))
	f.Add([]byte("<< ( [ 1 1 R"))
	f.Fuzz(func(t *testing.T, data []byte) {
		last := 0
		err := pdf.Operations(data, func(o pdf.Operation) {
			if o.From < last || o.To < o.From || o.To > len(data) {
				t.Errorf("operation %q from %d to %d after %d", o.Name, o.From, o.To, last)
			}
			last = o.To
		})
		if err == nil {
			pdf.Runs(data)
		}
	})
}

// Links to one place that touch on one line become one, whether the browser wrote one or three; the others stay.
func TestTidyLinks(t *testing.T) {
	tidy := func(rects ...pdf.Array) (pdf.Array, pdf.Object) {
		f := parse(t, small("q Q"))
		link := pdf.Dict{"S": pdf.Name("Link")}
		page := f.Dict(f.Pages()[0])
		page["StructParents"] = pdf.Int(0)
		var annots, kids, nums pdf.Array
		nums = pdf.Array{pdf.Int(0), pdf.Array{}}
		for i, r := range rects {
			a := f.Add(pdf.Dict{
				"Subtype": pdf.Name("Link"), "Dest": pdf.Name("a"), "Rect": r, "StructParent": pdf.Int(i + 1),
			})
			annots = append(annots, a)
			kids = append(kids, pdf.Dict{"Obj": a, "Type": pdf.Name("OBJR")})
			nums = append(nums, pdf.Int(i+1), pdf.Name("Link"))
		}
		page["Annots"], link["K"] = annots, kids
		f.Catalog()["StructTreeRoot"] = pdf.Dict{"K": link, "ParentTree": pdf.Dict{"Nums": nums}}
		f.JoinLinks()
		var left pdf.Array
		for _, a := range f.Array(page["Annots"]) {
			left = append(left, f.Dict(a)["Rect"])
		}
		if len(link["K"].(pdf.Array)) != len(left) {
			t.Errorf("%d links, %v in the structure", len(left), link["K"])
		}
		return left, f.Dict(f.Catalog()["StructTreeRoot"])["ParentTreeNextKey"]
	}
	one, next := tidy(pdf.Rect(10, 100, 90, 114))
	three, nextOfThree := tidy(pdf.Rect(10, 100, 60, 114), pdf.Rect(60, 100, 60, 114), pdf.Rect(60, 101.5, 90, 111))
	if !reflect.DeepEqual(one, three) || next != nextOfThree || next != pdf.Object(pdf.Int(2)) {
		t.Errorf("%v (next key %v) and %v (%v)", one, next, three, nextOfThree)
	}
	if two, _ := tidy(pdf.Rect(10, 100, 60, 114), pdf.Rect(10, 86, 30, 100)); len(two) != 2 {
		t.Errorf("links on two lines became %v", two)
	}
}

// A table's heads are named by their order, whatever the browser had counted to before.
func TestNameElements(t *testing.T) {
	named := func(first int) []byte {
		f := parse(t, small("q Q"))
		id := func(n int) pdf.String { return pdf.String(fmt.Sprintf("node%08d", first+n)) }
		one := f.Add(pdf.Dict{"S": pdf.Name("TH"), "ID": id(0)})
		two := f.Add(pdf.Dict{"S": pdf.Name("TH"), "ID": id(7)})
		cell := pdf.Dict{"S": pdf.Name("TD"), "A": pdf.Array{
			pdf.Dict{"O": pdf.Name("Table"), "Headers": pdf.Array{id(7), id(0)}},
		}}
		tree := pdf.Dict{"Kids": pdf.Array{
			pdf.Dict{"Names": pdf.Array{id(0), one}}, pdf.Dict{"Names": pdf.Array{id(7), two}},
		}}
		f.Catalog()["StructTreeRoot"] = pdf.Dict{"K": pdf.Array{one, two, cell}, "IDTree": tree}
		f.RenameElements()
		headers := f.Array(f.Dict(cell["A"].(pdf.Array)[0])["Headers"])
		if want := (pdf.Array{f.Dict(two)["ID"], f.Dict(one)["ID"]}); !reflect.DeepEqual(headers, want) {
			t.Errorf("the cell is headed by %v, want %v", headers, want)
		}
		names := f.Array(f.Dict(f.Dict(f.Catalog()["StructTreeRoot"])["IDTree"])["Names"])
		if want := (pdf.Array{headers[1], one, headers[0], two}); !reflect.DeepEqual(names, want) {
			t.Errorf("the tree of names has %v, want %v", names, want)
		}
		return f.Write()
	}
	if !bytes.Equal(named(203), named(1356)) {
		t.Error("the browser's count is in the file")
	}
}
