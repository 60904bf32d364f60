package book

import (
	"fmt"
	"image"
	"image/png"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"handbook/generator/book/pdf"
)

// What is cut, folded and bound is held against the screen's file by its ink: boxes that are wrong together would
// agree.

// A leaf is a drawn page. Its measures are in millimetres from the upper left corner of what is left of it when it is
// trimmed.
type leaf struct {
	ink       *image.Gray
	left, top float64 // of the drawing: less than nothing where it shows what will be cut off
}

// dots is how many of them a drawing has in a millimetre.
const dots = 400 / 25.4

// draw draws a page of a file; trim is what is left of it.
func draw(t *testing.T, path string, f *pdf.File, page int, trim [4]float64) leaf {
	t.Helper()
	picture := filepath.Join(t.TempDir(), "page.png")
	mutool := exec.Command("mutool", "draw", "-q", "-r", "400", "-c", "gray", "-o", picture, path, fmt.Sprint(page+1))
	if out, err := mutool.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	opened, err := os.Open(picture)
	if err != nil {
		t.Fatal(err)
	}
	defer opened.Close()
	img, err := png.Decode(opened)
	if err != nil {
		t.Fatal(err)
	}
	media := box(f, page, "MediaBox")
	return leaf{img.(*image.Gray), (media[0] - trim[0]) / mm, (trim[3] - media[3]) / mm}
}

// box is a box of a page, in points.
func box(f *pdf.File, page int, name pdf.Name) (at [4]float64) {
	for i, n := range f.Array(f.Dict(f.Pages()[page])[name]) {
		at[i] = n.(pdf.Number).Float()
	}
	return at
}

// A strip is a part of a page.
type strip struct{ left, top, right, bottom float64 }

// inked is the least strip with all ink of another one. Without ink there is none: its edges are not numbers.
func (l leaf) inked(s strip) strip {
	dot := func(mm, from float64) int { return int(math.Round((mm - from) * dots)) }
	area := image.Rect(dot(s.left, l.left), dot(s.top, l.top), dot(s.right, l.left), dot(s.bottom, l.top))
	area = area.Intersect(l.ink.Rect)
	var found image.Rectangle
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			if l.ink.GrayAt(x, y).Y < 160 {
				found = found.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	if found.Empty() {
		return strip{math.NaN(), math.NaN(), math.NaN(), math.NaN()}
	}
	place := func(n int, from float64) float64 { return from + float64(n)/dots }
	return strip{
		place(found.Min.X, l.left), place(found.Min.Y, l.top), place(found.Max.X, l.left), place(found.Max.Y, l.top),
	}
}

// near says whether no edge is more than a tenth of a millimetre off.
func (s strip) near(o strip) bool {
	for _, d := range []float64{s.left - o.left, s.top - o.top, s.right - o.right, s.bottom - o.bottom} {
		if !(math.Abs(d) <= .1) { // not >: what is no number is off
			return false
		}
	}
	return true
}

func (s strip) String() string {
	return fmt.Sprintf("%.2f to %.2f mm from the left, %.2f to %.2f from the head", s.left, s.right, s.top, s.bottom)
}

var strips = []struct {
	name string
	at   strip
}{
	{"running head", strip{5, 5, 205, 36}},
	{"type area", strip{5, 36, 205, 263}},
	{"folio", strip{5, 263, 205, 292}},
}

// looked are the printed numbers of the pages that are drawn: left and right ones of the front matter, the lists and
// the indexes.
var looked = []string{"iii", "iv", "3", "4", "60", "61", "125"}

// numbered finds a page by its printed number.
func numbered(t *testing.T, pages []sheet, number string) int {
	t.Helper()
	n := slices.IndexFunc(pages, func(s sheet) bool { return slices.Contains(s.foot, "— "+number+" —") })
	if n < 0 {
		t.Fatalf("no page is numbered %s", number)
	}
	return n
}

// The screen's file shows the page as GB/T 9704 has it; the others are held against it.
func TestTypeAreaHasItsPlace(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bound) {
		for _, number := range []string{"3", "4"} {
			n := numbered(t, b.pages, number)
			got := draw(t, b.path, b.file, n, box(b.file, n, "TrimBox")).inked(strips[1].at)
			inner := 28.
			if n%2 == 1 {
				inner = 26
			}
			if got.left < inner-.1 || got.left > inner+2 || got.right > inner+156.1 ||
				got.top < 36.9 || got.top > 41 || got.bottom > 262 {
				t.Errorf("page %s has ink %v", number, got)
			}
		}
	})
}

// A page of the print shop's copy has the same ink in the same place as on the screen, once it is trimmed.
func TestPrintShopTrimsWhereTheScreenEnds(t *testing.T) {
	t.Parallel()
	b := made(t)
	path := filepath.Join(b.dir, "dist/kuiyibage-print.pdf")
	f := classic(t, path)
	for _, number := range looked {
		n := numbered(t, b.pages, number)
		screen := draw(t, b.path, b.file, n, box(b.file, n, "TrimBox"))
		print := draw(t, path, f, n, box(f, n, "TrimBox"))
		for _, s := range strips {
			if want, got := screen.inked(s.at), print.inked(s.at); !got.near(want) {
				t.Errorf("page %s: the %s is %v;\non the screen %v", number, s.name, got, want)
			}
		}
	}
}

// Where the knife slips, there is still ink: the cover's band goes on to the end of the bleed at the head, the foot
// and the back. Crop marks stand outside the bleed and point at the trim.
func TestBleedAndCropMarks(t *testing.T) {
	t.Parallel()
	b := made(t)
	path := filepath.Join(b.dir, "dist/kuiyibage-print.pdf")
	f := classic(t, path)
	const edge = 3. // of the bleed, and how far from the trim the marks begin
	const length = 7.
	for _, n := range []int{0, numbered(t, b.pages, "3"), numbered(t, b.pages, "4")} {
		page := draw(t, path, f, n, box(f, n, "TrimBox"))
		if n == 0 {
			want := strip{-edge, -edge, 28, 297 + edge}
			if got := page.inked(strip{-edge, -edge, 40, 297 + edge}); !got.near(want) {
				t.Errorf("the cover's band is %v,\nwant %v", got, want)
			}
			for _, corner := range []strip{{-edge, -edge, 0, 0}, {-edge, 297, 0, 297 + edge}} {
				if got := page.inked(corner); !got.near(corner) {
					t.Errorf("the band leaves a corner white: %v, want %v", got, corner)
				}
			}
		} else {
			for _, bleed := range []strip{{-edge, -edge, 0, 300}, {210, -edge, 213, 300}, {-edge, -edge, 213, 0},
				{-edge, 297, 213, 300}} {
				if got := page.inked(bleed); !math.IsNaN(got.left) {
					t.Errorf("page %d has ink between trim and bleed: %v", n+1, got)
				}
			}
		}
		for _, x := range []float64{0, 210} {
			for _, y := range []float64{-10, 300} { // where marks that stand upright begin
				line := strip{x, y, x, y + length}
				if got := page.inked(strip{x - 2, y, x + 2, y + length}); !got.near(line) {
					t.Errorf("page %d: a crop mark is %v, want %v", n+1, got, line)
				}
			}
		}
		for _, y := range []float64{0, 297} {
			for _, x := range []float64{-10, 213} {
				line := strip{x, y, x + length, y}
				if got := page.inked(strip{x, y - 2, x + length, y + 2}); !got.near(line) {
					t.Errorf("page %d: a crop mark is %v, want %v", n+1, got, line)
				}
			}
		}
	}
}

// Either half of an A3 sheet has the ink of its page, moved to the fold by the paper that lies around it.
func TestHalfSheetsAreThePages(t *testing.T) {
	t.Parallel()
	b := made(t)
	path := filepath.Join(b.dir, "dist/kuiyibage-a3.pdf")
	f := classic(t, path)
	sides := sheets(t, path)
	for _, number := range looked {
		n, side := numbered(t, b.pages, number), numbered(t, sides, number)
		creep := float64(inner(pdf.Signatures(len(b.pages), mostSheets), side/2)) * .1
		half := [4]float64{0, 0, 210 * mm, 297 * mm}
		if n%2 == 0 { // a right-hand page
			half[0], half[2] = half[2], 2*half[2]
			creep = -creep
		}
		screen := draw(t, b.path, b.file, n, box(b.file, n, "TrimBox"))
		folded := draw(t, path, f, side, half)
		for _, s := range strips {
			want := screen.inked(s.at)
			want.left, want.right = want.left+creep, want.right+creep
			if got := folded.inked(s.at); !got.near(want) {
				t.Errorf("page %s: the %s is %v;\non the screen, and %.1f mm for the paper around it, %v",
					number, s.name, got, creep, want)
			}
		}
	}
}

// inner is how many sheets of its signature lie around a sheet.
func inner(signatures []int, sheet int) int {
	for _, n := range signatures {
		if sheet < n {
			return sheet
		}
		sheet -= n
	}
	return 0
}
