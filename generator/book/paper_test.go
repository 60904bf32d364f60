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
	"strings"
	"testing"

	"handbook/generator/book/pdf"
	"handbook/generator/list"
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
func (s strip) near(o strip) bool { return s.within(.1, o) }

// aPixel is what Chromium may move the edge of a coloured box by, in mm: it draws them on whole pixels of the screen.
const aPixel = 25.4 / 96

// within says whether no edge is farther off.
func (s strip) within(most float64, o strip) bool {
	for _, d := range []float64{s.left - o.left, s.top - o.top, s.right - o.right, s.bottom - o.bottom} {
		if !(math.Abs(d) <= most) { // not >: what is no number is off
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
	{"type area", strip{15, 36, 195, 263}},
	{"folio", strip{5, 263, 205, 292}},
}

// looked are the printed numbers of the pages that are drawn: left and right ones of the front matter, the lists and
// the indexes.
var looked = []string{"iii", "iv", "3", "4", "7", "8", "60", "61", "125"}

// numbered finds a page by its printed number.
func numbered(t *testing.T, pages []sheet, number string) int {
	t.Helper()
	n := slices.IndexFunc(pages, func(s sheet) bool { return slices.Contains(s.foot, "— "+number+" —") })
	if n < 0 {
		t.Fatalf("no page is numbered %s", number)
	}
	return n
}

// Each page of the lists, the figures and the indexes has a tab at its outer edge, all of one sign at one height.
func TestTabs(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bound) {
		signs := map[string]string{"清单统计": "图", "部门索引": "索", "音序索引": "索"} // by what the head begins with
		for _, p := range b.book.Parts {
			signs[p.Ordinal] = p.Kind.Mark()
		}
		heights, seen := map[string]float64{}, map[float64]bool{}
		for n, s := range b.pages {
			want := ""
			for _, h := range s.head {
				for title, sign := range signs {
					if strings.HasPrefix(h, title) {
						want = sign
					}
				}
			}
			if s.tab == nil || want == "" {
				if (s.tab != nil) != (want != "") {
					t.Errorf("page %d has the head %q and the tab %v", n+1, s.head, s.tab)
				}
				continue
			}
			sign := letters(s.tab.text)
			if sign != want || (s.tab.x > 105*mm) != (n%2 == 0) {
				t.Errorf("page %d of %q has the tab %v", n+1, want, *s.tab)
			}
			y, known := heights[sign]
			if !known && seen[s.tab.y] || known && math.Abs(y-s.tab.y) > .01 {
				t.Errorf("page %d has the tab %v, where others of it stand at %.1f", n+1, *s.tab, y)
			}
			heights[sign], seen[s.tab.y] = s.tab.y, true
		}
		if len(heights) != len(b.book.Parts)+2 {
			t.Errorf("the tabs stand at %v", heights)
		}
	})
}

// The screen's file shows the page as GB/T 9704 has it; the others are held against it.
func TestTypeAreaHasItsPlace(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bound) {
		for _, number := range []string{"7", "8"} {
			n := numbered(t, b.pages, number)
			got := draw(t, b.path, b.file, n, box(b.file, n, "TrimBox")).inked(strips[1].at)
			inner := 28.
			if n%2 == 1 {
				inner = 26
			}
			if got.left < inner-.1 || got.left > inner+2 || got.right > inner+156+2.5/dots ||
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

// Where the knife slips, there is still ink on the cover, whose band goes on to the end of the bleed, and none on a
// page. Crop marks stand outside the bleed and point at the trim; those at the cover's spine point at its folds.
func TestBleedAndCropMarks(t *testing.T) {
	t.Parallel()
	b := made(t)
	path := filepath.Join(b.dir, "dist/kuiyibage-print.pdf")
	f := classic(t, path)
	for _, n := range []int{0, numbered(t, b.pages, "3"), numbered(t, b.pages, "4")} {
		page := draw(t, path, f, n, box(f, n, "TrimBox"))
		for _, bleed := range []strip{{-edge, -edge, 0, 300}, {210, -edge, 213, 300}, {-edge, -edge, 213, 0},
			{-edge, 297, 213, 300}} {
			got := page.inked(bleed)
			tab := b.pages[n].tab != nil && (bleed.right == 0) == (n%2 == 1) && bleed.bottom-bleed.top > 200
			if !tab && !math.IsNaN(got.left) {
				t.Errorf("page %d has ink between trim and bleed: %v", n+1, got)
			}
			if tab && (math.Abs(got.left-bleed.left) > aPixel || math.Abs(got.right-bleed.right) > aPixel ||
				got.bottom-got.top < 22 || got.bottom-got.top > 25) {
				t.Errorf("page %d: the tab's bleed is %v", n+1, got)
			}
		}
		if tab := page.inked(strip{-edge, 36, 20, 263}); n%2 == 1 && (tab.right < 8 || tab.right > 13) {
			t.Errorf("page %d has the tab %v", n+1, tab)
		}
		page.marked(t, fmt.Sprintf("page %d", n+1), 210, 0, 210)
	}
	for _, e := range editions(t) {
		path := filepath.Join(b.dir, "dist", "kuiyibage"+e.suffix()+"-cover.pdf")
		f := classic(t, path)
		spine := bindingOf(b.book.Town.Book, len(e.pages)).spine()
		width := 2*210 + spine
		trim := box(f, 0, "TrimBox")
		if got := (trim[2] - trim[0]) / mm; math.Abs(got-width) > .01 || len(f.Pages()) != 1 {
			t.Errorf("%s is %.2f mm wide, want %.2f; it has %d pages", filepath.Base(path), got, width, len(f.Pages()))
		}
		cover := draw(t, path, f, 0, trim)
		want := strip{210 - 28, -edge, 210 + spine + 28, 297 + edge}
		if got := cover.inked(strip{-edge, -edge, 210 + spine + 35, 297 + edge}); !got.within(aPixel, want) {
			t.Errorf("the band of %s is %v,\nwant %v", filepath.Base(path), got, want)
		}
		cover.marked(t, filepath.Base(path), width, 0, width, 210, 210+spine)
	}
}

const edge = 3. // of the bleed, in mm, and how far from the trim the marks begin

// suffix is what the names of an edition's files have behind the town's.
func (e edition) suffix() string {
	if e == largeEdition {
		return "-large"
	}
	return ""
}

// marked holds the crop marks of a sheet against where they must be: those that stand upright, and those at its sides.
func (l leaf) marked(t *testing.T, name string, width float64, upright ...float64) {
	t.Helper()
	const length = 7.
	for _, x := range upright {
		for _, y := range []float64{-edge - length, 297 + edge} {
			line := strip{x, y, x, y + length}
			got := l.inked(strip{x - 2, y, x + 2, y + length})
			if x > 0 && x < width { // a dashed one begins and ends with a gap or a dash
				line.top, line.bottom = got.top, got.bottom
			}
			if !got.near(line) {
				t.Errorf("%s: a crop mark is %v, want %v", name, got, line)
			}
		}
	}
	for _, y := range []float64{0, 297} {
		for _, x := range []float64{-edge - length, width + edge} {
			line := strip{x, y, x + length, y}
			if got := l.inked(strip{x, y - 2, x + length, y + 2}); !got.near(line) {
				t.Errorf("%s: a crop mark is %v, want %v", name, got, line)
			}
		}
	}
}

// In a pile of signatures, the bars on their outer folds are a stair; no other sheet has one.
func TestSignaturesAreMarked(t *testing.T) {
	t.Parallel()
	b := made(t)
	path := filepath.Join(b.dir, "dist/kuiyibage-a3.pdf")
	f := classic(t, path)
	texts := sheets(t, path)
	side := 0
	for n, count := range pdf.Signatures(bindingOf(list.Book{}, len(b.pages)).bound(), mostSheets) {
		for k := range 2 * count {
			name := fmt.Sprintf("第%d帖", n+1)
			said := strings.Contains(texts[side].between(210*mm, 217*mm), name)
			bar := draw(t, path, f, side, [4]float64{0, 0, 420 * mm, 297 * mm}).inked(strip{208, 0, 212, 297})
			want := strip{208.5, 38 + 12*float64(n), 211.5, 46 + 12*float64(n)}
			if k == 0 && (!bar.within(aPixel, want) || !said) {
				t.Errorf("signature %d has the bar %v, want %v; it says which it is: %t", n+1, bar, want, said)
			}
			if k > 0 && (!math.IsNaN(bar.left) || said) {
				t.Errorf("side %d of signature %d is marked: %v", k+1, n+1, bar)
			}
			side++
			if k == 1 { // the sheets within are as empty as the first one's back
				side += 2*count - 2
				break
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
		signatures := pdf.Signatures(bindingOf(list.Book{}, len(b.pages)).bound(), mostSheets)
		creep := float64(inner(signatures, side/2)) * .1
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
