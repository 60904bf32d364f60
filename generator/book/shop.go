package book

import (
	"fmt"
	"html/template"
	"math"
	"os"
	"path/filepath"
	"unicode/utf8"

	"handbook/generator/book/pdf"
	"handbook/generator/book/press"
	"handbook/generator/diag"
	"handbook/generator/list"
)

// What is bound begins with a title leaf where the screen's file has its cover, and ends on a multiple of four pages:
// those for notes fill it up. So a page has one number, on the screen, on paper and on the site; and the cover is a
// sheet of its own, which goes around.

// A binding is the book as a thing: its leaves and their thickness.
type binding struct {
	pages int     // that the book itself has
	leaf  float64 // in mm
	paper int     // in grams a square metre
}

// Of common offset paper a gram a square metre is 1.25 thousandths of a millimetre: 80 g are a tenth of one.
const (
	usualPaper = 80
	bulk       = 1.25 / 1000
)

func bindingOf(b list.Book, pages int) binding {
	made := binding{pages: pages, leaf: float64(b.Thickness) / 1000, paper: b.Paper}
	if made.paper == 0 {
		made.paper = usualPaper
	}
	if made.leaf == 0 {
		made.leaf = float64(made.paper) * bulk
	}
	return made
}

// notes are the pages that fill the last sheet.
func (b binding) notes() int { return (4 - b.pages%4) % 4 }

// bound is how many pages are bound.
func (b binding) bound() int { return b.pages + b.notes() }

// spine is the width of the back between the covers, in mm: to the half one, no shop works closer.
func (b binding) spine() float64 { return max(.5, math.Round(float64(b.bound())/2*b.leaf*2)/2) }

// leastSpine bears a title, as GB/T 11668 has it.
const leastSpine = 5.

// The pages of the shop's print, counted from 0, in an order that gives each the margins of its side: a right-hand page
// is an even one. The last of those for notes is always a left-hand page.
const (
	sheetPage = 0
	lastNote  = 3
	titlePage = 4
	marksPage = 5
)

// A shopView is what the template of the shop's pages sees.
type shopView struct {
	view
	ShopStyle, Measures template.CSS
	Spine               []string   // what stands on it, from top to bottom
	Notes, Rules        []struct{} // pages, and lines on each
	Signatures          []int
}

// shopHTML composes what the files for print have beside the pages of the book.
func (c *composer) shopHTML(e edition, b binding) ([]byte, error) {
	v := shopView{
		view: view{Book: c.book, Edition: e.class, Large: e == largeEdition, Fonts: c.fonts, Style: c.style,
			Heads: headStyles(make([]pageHead, marksPage+1))},
		ShopStyle: c.shopStyle,
		Notes:     make([]struct{}, lastNote), Rules: make([]struct{}, (e.lines-3)*2/3),
	}
	title := c.book.Title
	if e == largeEdition {
		title += "（大字版）"
	}
	texts, size := spineTexts(b.spine(), title, c.book.Town.Book.Issuer)
	v.Spine = texts
	v.Measures = template.CSS(fmt.Sprintf("@page :first { size: %gmm 303mm; margin: 0; }\n"+
		".sheet { --spine: %gmm; --spine-size: %.2fmm; }\n", 2*(210+3)+b.spine(), b.spine(), size))
	if e == standardEdition {
		for n := range min(len(pdf.Signatures(b.bound(), mostSheets)), mostMarks) {
			v.Signatures = append(v.Signatures, n+1)
		}
	}
	return c.execute("shop.html", v)
}

// spineTexts are title and issuer, as far as a spine has room for them, and the size of their type in mm: a long title
// is set smaller.
func spineTexts(width float64, title, issuer string) (texts []string, size float64) {
	if width < leastSpine {
		return nil, 0
	}
	const length, advance, between = 231, 1.12, 4 // in mm, in ems, in characters; as shop.css has them
	room := func(characters int) float64 { return length / (advance * float64(characters)) }
	count := utf8.RuneCountInString(title)
	size = min(width*.6, 6, room(count))
	if n := count + between + utf8.RuneCountInString(issuer); issuer != "" && size <= room(n) {
		return []string{title, issuer}, size
	}
	return []string{title}, size
}

// printShop prints the pages for the shop in a tab that has the book's fonts already.
func (c *composer) printShop(config Config, tab *press.Tab, e edition, b binding) (*pdf.File, error) {
	html, err := c.shopHTML(e, b)
	if err != nil {
		return nil, err
	}
	file := filepath.Join(config.Work, "shop"+e.class+".html")
	if err := os.WriteFile(file, html, 0o644); err != nil {
		return nil, writeError(err)
	}
	data, err := tab.Print(file)
	if err != nil {
		return nil, err
	}
	shop, err := pdf.Parse(data)
	if err != nil {
		return nil, diag.Errorf("run it again; is there room on the disk, in "+os.TempDir()+" above all?",
			"cannot read what the browser printed for the print shop: %w", err)
	}
	want := titlePage + 1
	if e == standardEdition {
		want = marksPage + 1
	}
	if n := len(shop.Pages()); n != want {
		return nil, diag.Errorf("the names of the place or of the issuer are too long for the title page",
			"the pages for the print shop are %d, not %d", n, want)
	}
	return shop, nil
}

// block is what is bound: the book with the title leaf in place of the cover, and pages for notes at its end.
func (p *printed) block() *pdf.File {
	f := p.file.Copy()
	pages := f.Pages()
	extra := f.Import(p.shop)
	pages[0] = extra[titlePage]
	notes := p.binding.notes()
	f.SetPages(append(pages, extra[lastNote+1-notes:lastNote+1]...))
	return f
}

// cover is the sheet that goes around.
func (p *printed) cover() (f *pdf.File, trim pdf.Array) {
	f = p.shop.Copy()
	sheet := f.Pages()[sheetPage]
	f.SetPages([]pdf.Ref{sheet})
	top := f.Dict(sheet)["MediaBox"].(pdf.Array)[3].(pdf.Number).Float() - bleed
	return f, pdf.Rect(bleed, top-pageHeight, bleed+2*pageWidth+p.binding.spine()*mm, top)
}

// The printing conditions that the files are meant for, by their names in the registry of the ICC: a shop that has
// others is told what was thought of.
const (
	coated   = "FOGRA39" // offset on coated paper, as covers are
	uncoated = "FOGRA47" // offset on uncoated white paper
)

// hair is how thin the thinnest lines are in print, in points: thin, and no press loses them.
const hair = .3

// preparePrintShop gives a file that is in inks what a print shop needs: bleed, crop marks, and marks where it is
// folded, so far from the trim's left edge.
func preparePrintShop(f *pdf.File, trim pdf.Array, coloured map[int]bool, condition string, folds ...float64) error {
	if err := f.Crop(trim, bleed, markLength, coloured, folds...); err != nil {
		return err
	}
	f.Boxes(withMargin(trim, bleed+markLength), withMargin(trim, bleed), trim)
	f.IntendFor(condition)
	f.RemoveLinksAndTags()
	return nil
}

// Where the marks of the signatures stand, in points from the sheet's upper left corner, as shop.css has them: the fold
// and the first one's upper edge; each has the same height.
const (
	marksFold  = (29 + 6) * mm
	marksTop   = 40 * mm
	markHeight = 12 * mm
	marksReach = 6 * mm // from the fold to either side
	mostMarks  = 18     // on the fold; then they begin again at its head
)

// markSignatures draws on the outer fold of each signature which one it is. pages are the sides of the sheets.
func (p *printed) markSignatures(f *pdf.File, signatures []int) error {
	sides := f.Pages()
	marks := f.Import(p.shop)[marksPage]
	form := f.Form(marks, f.Array(f.Dict(marks)["MediaBox"]))
	sheet := f.Dict(sides[0])["MediaBox"].(pdf.Array)
	top := p.trim[3].(pdf.Number).Float()
	height := sheet[3].(pdf.Number).Float()
	side := 0
	for n, sheets := range signatures {
		y := height - (marksTop - bleed) - float64(n%mostMarks+1)*markHeight
		clip := pdf.Rect(pageWidth-marksReach, y, pageWidth+marksReach, y+markHeight)
		if err := f.Stamp(sides[side], form, clip, pageWidth-marksFold, height-top); err != nil {
			return err
		}
		side += 2 * sheets
	}
	f.RemoveUnused()
	return nil
}
