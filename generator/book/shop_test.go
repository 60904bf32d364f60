package book

import (
	"crypto/sha256"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
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
			page := inkReader{at: fmt.Sprintf("%s, page %d", name, i+1), t: t}
			if err := pdf.Operations(content, page.visit); err != nil {
				t.Fatal(err)
			}
			colours += page.colours
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
		for _, o := range f.Objects {
			if d := f.Dict(o); d["SMask"] != nil && d["SMask"] != pdf.Name("None") || d["Group"] != nil ||
				d["Type"] == pdf.Name("ExtGState") && (opacity(d["ca"]) < 1 || opacity(d["CA"]) < 1) {
				t.Errorf("%s has something transparent: %v", name, d)
			}
		}
		if len(f.Array(f.Catalog()["OutputIntents"])) != 1 || f.Dict(f.Info)["Trapped"] != pdf.Name("False") {
			t.Errorf("%s does not say which press it is for", name)
		}
	}
}

// opacity is 1 where nothing is said of it.
func opacity(o pdf.Object) float64 {
	if n, ok := o.(pdf.Number); ok {
		return n.Float()
	}
	return 1
}

// An inkReader reads with which inks a page is drawn.
type inkReader struct {
	t       *testing.T
	at      string
	colours int

	fill, stroke [4]float64
	box          []float64 // the last rectangle's width and height, in units of the page
	saved        [][2][4]float64
}

func (r *inkReader) visit(o pdf.Operation) {
	number := func(i int) float64 { return o.Args[i].(pdf.Number).Float() }
	switch o.Name {
	case "rg", "RG", "g", "G", "cs", "CS", "sc", "SC", "scn", "SCN", "sh":
		r.t.Errorf("%s: a colour that is not of inks: %v %s", r.at, o.Args, o.Name)
	case "q":
		r.saved = append(r.saved, [2][4]float64{r.fill, r.stroke})
	case "Q":
		r.fill, r.stroke = r.saved[len(r.saved)-1][0], r.saved[len(r.saved)-1][1]
		r.saved = r.saved[:len(r.saved)-1]
	case "k", "K":
		ink := [4]float64{number(0), number(1), number(2), number(3)}
		colour := ink[0] + ink[1] + ink[2]
		if colour > 0 {
			r.colours++
		}
		if registration := ink == [4]float64{1, 1, 1, 1}; colour+ink[3] > 3 && !registration {
			r.t.Errorf("%s: too much ink: %v", r.at, ink)
		}
		if o.Name == "k" {
			r.fill = ink
		} else {
			r.stroke = ink
		}
	case "re":
		r.box = []float64{math.Abs(number(2)), math.Abs(number(3))}
	case "f", "f*":
		const pixel = .75                                                // points: the unit of a page's boxes
		bar := r.box != nil && r.box[1]*pixel > 7 && r.box[1]*pixel < 11 // of a chart: nothing else may be grey
		if tint(r.fill) && !bar {
			r.t.Errorf("%s: a line or sign in grey: %v, %v", r.at, r.fill, r.box)
		}
		if r.box != nil && min(r.box[0], r.box[1])*pixel < .25 && r.fill[3] > 0 {
			r.t.Errorf("%s: a line thinner than a press can print: %v", r.at, r.box)
		}
		r.box = nil
	case "S", "s":
		if tint(r.stroke) {
			r.t.Errorf("%s: a line in grey: %v", r.at, r.stroke)
		}
	case "Tj", "TJ":
		if tint(r.fill) {
			r.t.Errorf("%s: text in grey: %v", r.at, r.fill)
		}
	}
}

// tint says whether black is printed as dots.
func tint(ink [4]float64) bool { return ink[0]+ink[1]+ink[2] == 0 && ink[3] > 0 && ink[3] < 1 }

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
		if texts, _ := spineTexts(b.spine(), "松溪镇履职事项清单手册", "松溪镇人民政府"); (len(texts) == 2) != (of.spine >= 5) {
			t.Errorf("%+v: on the spine stand %q", of, texts)
		}
		if b.notes() != of.notes || b.spine() != of.spine {
			t.Errorf("%+v: %d pages for notes, a spine of %g mm", of, b.notes(), b.spine())
		}
	}
}

// The ticket says of each file for the shop what it is, and its checksum; in lines that old programs break.
func TestTicket(t *testing.T) {
	t.Parallel()
	b := made(t)
	data, err := os.ReadFile(filepath.Join(b.dir, "dist/kuiyibage-交印说明.txt"))
	if err != nil {
		t.Fatal(err)
	}
	text, marked := strings.CutPrefix(string(data), "\ufeff")
	if !marked || strings.Count(text, "\n") != strings.Count(text, "\r\n") {
		t.Error("it is no text for Windows")
	}
	for _, e := range editions(t) {
		made := bindingOf(list.Book{}, len(e.pages))
		for _, want := range []string{
			fmt.Sprintf("kuiyibage%s-print.pdf\r\n　　　　%d 页，%d 张，每平方米 80 克", e.suffix(), made.bound(), made.bound()/2),
			fmt.Sprintf("展开 %g × 297 毫米：封底 210，书脊 %g，封面 210", 420+made.spine(), made.spine()),
		} {
			if !strings.Contains(text, want) {
				t.Errorf("it does not say %q", want)
			}
		}
		for _, name := range []string{"-print.pdf", "-cover.pdf"} {
			file, err := os.ReadFile(filepath.Join(b.dir, "dist/kuiyibage"+e.suffix()+name))
			if err != nil || !strings.Contains(text, fmt.Sprintf("%d 字节，SHA-256 %x", len(file), sha256.Sum256(file))) {
				t.Errorf("the checksum of the file %s%s is another (%v)", e.suffix(), name, err)
			}
		}
	}
	if !strings.Contains(text, "编印单位：未填写") || !strings.Contains(text, "问当地新闻出版部门") {
		t.Errorf("it does not say what the shop may ask:\n%s", text)
	}
}
