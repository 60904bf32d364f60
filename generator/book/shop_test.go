package book

import (
	"path/filepath"
	"slices"
	"testing"

	"handbook/generator/book/pdf"
	"handbook/generator/list"
)

// What is bound has text in black alone, and all its pages have 3 mm of bleed; colour is on the cover alone, of no more
// ink than paper takes.
func TestPrintShopFiles(t *testing.T) {
	t.Parallel()
	b := made(t)
	for _, name := range []string{"print", "cover", "large-print", "large-cover"} {
		f := classic(t, filepath.Join(b.dir, "dist/kuiyibage-"+name+".pdf"))
		colours := 0
		for i, r := range f.Pages() {
			content, err := f.Content(r)
			if err != nil {
				t.Fatal(err)
			}
			err = pdf.Operations(content, func(o pdf.Operation) {
				switch o.Name {
				case "rg", "RG", "g", "G", "cs", "CS", "sc", "SC", "scn", "SCN", "sh":
					t.Errorf("%s, page %d: a colour that is not of inks: %v %s", name, i+1, o.Args, o.Name)
				case "k", "K":
					ink := [4]float64{}
					for n := range ink {
						ink[n] = o.Args[n].(pdf.Number).Float()
					}
					colour := ink[0] + ink[1] + ink[2]
					if colour > 0 {
						colours++
					}
					if marks := o.Name == "K"; colour+ink[3] > 3 && !marks {
						t.Errorf("%s, page %d: too much ink: %v", name, i+1, ink)
					}
				}
			})
			if err != nil {
				t.Fatal(err)
			}
			p := f.Dict(r)
			trim, bleedBox := f.Array(p["TrimBox"]), f.Array(p["BleedBox"])
			for k, sign := range []float64{1, 1, -1, -1} {
				d := sign * (trim[k].(pdf.Number).Float() - bleedBox[k].(pdf.Number).Float())
				if d < 8.503 || d > 8.505 {
					t.Errorf("%s, page %d: %.4f points of bleed", name, i+1, d)
				}
			}
			if p["Annots"] != nil {
				t.Errorf("%s, page %d has links", name, i+1)
			}
		}
		if cover := len(f.Pages()) == 1; cover != (colours > 0) {
			t.Errorf("%s has colours in %d places", name, colours)
		}
		if len(f.Array(f.Catalog()["OutputIntents"])) != 1 || f.Dict(f.Info)["Trapped"] != pdf.Name("False") {
			t.Errorf("%s does not say which press it is for", name)
		}
	}
}

// What is bound has the pages of the screen's file under the same numbers, but for the first, which is the title leaf,
// and fills its last sheet with pages for notes.
func TestBoundPages(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bound) {
		pages := sheets(t, filepath.Join(b.dir, "dist", "kuiyibage"+b.suffix()+"-print.pdf"))
		if len(pages)%4 != 0 || len(pages)-len(b.pages) > 3 || len(pages) < len(b.pages) {
			t.Fatalf("%d pages are bound of %d", len(pages), len(b.pages))
		}
		for n, s := range b.pages[1:] {
			folio := "— " + s.printedNumber() + " —"
			if got := pages[n+1].foot; s.printedNumber() != "" && !slices.Contains(got, folio) {
				t.Errorf("page %d has the foot %q, on the screen %s", n+2, got, folio)
			}
		}
		for _, s := range pages[len(b.pages):] {
			if len(s.body) != 1 || letters(s.body[0].text) != "记事" {
				t.Errorf("a page for notes says %v", s.body)
			}
		}
		want := "新疆维吾尔自治区喀什地区泽普县奎依巴格镇履职事项清单手册"
		if b.edition == largeEdition {
			want += "大字版"
		}
		if got := pages[0].between(0, 1000); got != want {
			t.Errorf("the title leaf says %q", got)
		}
	})
}

// The spine is as wide as the leaves are thick, by what is known of the paper.
func TestSpine(t *testing.T) {
	t.Parallel()
	for _, of := range []struct {
		pages            int
		paper, thickness int
		notes            int
		spine            float64
	}{
		{140, 0, 0, 0, 7},      // 70 leaves of 80 g
		{139, 80, 0, 1, 7},     // the last page is for notes
		{137, 70, 0, 3, 6},     // 70 × 0.0875 = 6.1
		{140, 80, 120, 0, 8.5}, // 70 × 0.12 = 8.4
		{9, 0, 0, 3, .5},
	} {
		b := bindingOf(list.Book{Paper: of.paper, Thickness: of.thickness}, of.pages)
		if b.notes() != of.notes || b.spine() != of.spine {
			t.Errorf("%+v: %d pages for notes, a spine of %g mm", of, b.notes(), b.spine())
		}
	}
}
