package book

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"

	"handbook/generator/book/manuscript"
	"handbook/generator/book/pdf"
	"handbook/generator/diag"
)

// Measures in points. The sheet that Chromium prints on is the page and its bleed.
const (
	mm         = 72 / 25.4
	pageWidth  = 210 * mm
	pageHeight = 297 * mm
	bleed      = 3 * mm
	markLength = 7 * mm
	paper      = .1 * mm // of 80 g office paper
)

// mostSheets is how many sheets go into one another: more do not fold well, fewer are more to sew.
const mostSheets = 5

// inks is the palette: the main colour of the theme as four inks. Everything else in the book is black or a tint of it.
var mainInk = pdf.Inks{{0x9a / 255., 0x2e / 255., 0x1c / 255.}: {.25, .90, 1, .18}}

// trimmed is what is left of a sheet as it comes from Chromium, which rounds its size and lays out from its upper left
// corner. It is asked once, of the sheet that nothing was done to: a finished file shows the trimmed page alone, and no
// longer where the sheet was.
func trimmed(f *pdf.File) pdf.Array {
	top := f.Dict(f.Pages()[0])["MediaBox"].(pdf.Array)[3].(pdf.Number).Float() - bleed
	return pdf.Rect(bleed, top-pageHeight, bleed+pageWidth, top)
}

// grown is a box with a margin all round.
func grown(box pdf.Array, by float64) pdf.Array {
	at := func(i int) float64 { return box[i].(pdf.Number).Float() }
	return pdf.Rect(at(0)-by, at(1)-by, at(2)+by, at(3)+by)
}

// finish makes of a print what a reader's file needs: outline, page labels, places that links lead to, description,
// artifacts.
func (p *print) finish(b *manuscript.Book) error {
	f := p.file
	f.TidyLinks()
	f.NameElements()
	if err := f.Artifacts(); err != nil {
		return err
	}
	places := map[string]pdf.Point{}
	for anchor, h := range p.layout.places {
		places[anchor] = pdf.Point{Page: h.Page, Y: h.Y + 2*h.Size}
	}
	f.Aim(places)
	var marks []pdf.Bookmark
	for _, m := range titles(b) {
		at := places[m.anchor]
		marks = append(marks, pdf.Bookmark{Title: m.title, Level: m.level, Page: at.Page, Y: at.Y})
	}
	f.Outline(marks)
	f.Label(p.layout.bodyStart(p.sections))
	f.Describe(b.Title, fmt.Sprintf("%s%s%s履职事项清单，共 %d 项", b.Town.Prefecture, b.Town.County, b.Town.Name, b.ItemCount), "handbook")
	f.Boxes(p.trim, p.trim, p.trim)
	f.Sweep() // what the browser said of itself and of the hour would else be part of the identifier
	return nil
}

// A title is a heading as the outline has it.
type title struct {
	anchor, title string
	level         int
}

// titles are the headings that the outline names, in their order.
func titles(b *manuscript.Book) []title {
	all := []title{{"cover", "封面", 1}, {"contents", "目录", 1}, {"preface", "说明", 1}, {"usage", "怎样使用本书", 1}}
	if len(b.Figures) > 0 {
		all = append(all, title{"figure-list", "图目录", 1})
	}
	for _, p := range b.Parts {
		all = append(all, title{p.Anchor, p.Ordinal + "　" + p.Kind.Name(), 1})
		for _, c := range p.Chapters {
			all = append(all, title{c.Anchor, c.Category.Name, 2})
			for _, i := range c.Items {
				all = append(all, title{i.Anchor, fmt.Sprintf("%s %d　%s", i.Kind.Mark(), i.No, i.Title), 3})
			}
		}
	}
	if len(b.Figures) > 0 {
		all = append(all, title{"figures", "图表", 1})
		for _, f := range b.Figures {
			all = append(all, title{f.Anchor, f.Title, 2})
		}
	}
	for _, a := range b.Appendices {
		all = append(all, title{a.Anchor, a.Title, 1})
	}
	if len(b.Departments) > 0 {
		all = append(all, title{"departments", "部门索引", 1})
		for _, g := range b.Departments {
			for _, d := range g.Entries {
				all = append(all, title{d.Anchor, d.Name, 2})
			}
		}
	}
	all = append(all, title{"letters", "音序索引", 1})
	for _, l := range b.Letters {
		all = append(all, title{l.Anchor, l.Name, 2})
	}
	return all
}

// forShop makes of a copy of a finished print what a print shop needs: inks instead of colours, bleed, crop marks,
// boxes.
func forShop(f *pdf.File, trim pdf.Array) error {
	coloured, err := f.Separate(mainInk)
	if err != nil {
		return err
	}
	if err := f.Crop(trim, bleed, markLength, coloured); err != nil {
		return err
	}
	f.Boxes(grown(trim, bleed+markLength), grown(trim, bleed), trim)
	f.Flatten()
	return nil
}

// linearize writes a file so that a reader on the web sees its first page before the rest has come. qpdf does it; equal
// books stay equal bytes.
func linearize(f *pdf.File, to string) error {
	raw := to + ".raw"
	if err := os.WriteFile(raw, f.Write(), 0o644); err != nil {
		return err
	}
	defer os.Remove(raw)
	out, err := exec.Command("qpdf", "--linearize", "--object-streams=generate", "--deterministic-id", raw, to).CombinedOutput()
	if errors.Is(err, exec.ErrNotFound) {
		return diag.Errorf("on Debian `make book` sets it up", "qpdf is missing, which packs the book for the web")
	}
	if err != nil {
		return diag.Errorf("is there room on the disk?", "qpdf could not pack %s: %w: %s", to, err, bytes.TrimSpace(out))
	}
	return nil
}

// pageNumbers writes the printed page number of each item as JSON: {"joint-034": "42", …}, and under "sha256" the
// checksum that the imprint gives, for the site to show.
func (p *print) pageNumbers(b *manuscript.Book, to string) error {
	numbers := map[string]string{"sha256": b.Digest}
	for _, i := range b.Items() {
		numbers[i.ID] = p.layout.number(p.layout.places[i.Anchor].Page, p.sections)
	}
	text, err := json.MarshalIndent(numbers, "", " ")
	if err != nil {
		return err
	}
	return os.WriteFile(to, append(text, '\n'), 0o644)
}
