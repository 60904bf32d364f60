package book

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"

	"handbook/generator/book/manuscript"
	"handbook/generator/book/pdf"
	"handbook/generator/diag"
	"handbook/generator/listfile"
)

// Measures in points. The sheet that Chromium prints on is the page and its bleed.
const (
	mm         = 72 / 25.4
	pageWidth  = 210 * mm
	pageHeight = 297 * mm
	bleed      = 3 * mm
	markLength = 7 * mm
)

// mostSheets is how many sheets are folded together at most: more do not fold well, fewer are more to sew.
const mostSheets = 5

// mainInk is the main colour of the theme in printing inks. Everything else in the book is black or grey.
var mainInk = pdf.Inks{{0x9a / 255., 0x2e / 255., 0x1c / 255.}: {.25, .90, 1, .18}}

// trimBox is the trimmed page on a sheet as Chromium prints it: it rounds the sheet's size and lays out from its upper
// left corner.
func trimBox(f *pdf.File) pdf.Array {
	top := f.Dict(f.Pages()[0])["MediaBox"].(pdf.Array)[3].(pdf.Number).Float() - bleed
	return pdf.Rect(bleed, top-pageHeight, bleed+pageWidth, top)
}

// withMargin is a box with a margin all round.
func withMargin(box pdf.Array, by float64) pdf.Array {
	at := func(i int) float64 { return box[i].(pdf.Number).Float() }
	return pdf.Rect(at(0)-by, at(1)-by, at(2)+by, at(3)+by)
}

// finish adds to a print what the file for readers needs: outline, page labels, link targets, description, artifacts.
func (p *printed) finish(b *manuscript.Book) error {
	f := p.file
	if err := f.TellLetters(); err != nil {
		return err
	}
	f.JoinLinks()
	f.RenameElements()
	if err := f.MarkArtifacts(); err != nil {
		return err
	}
	f.MendTags()
	targets := map[string]pdf.Point{}
	for anchor, h := range p.layout.headings {
		targets[anchor] = pdf.Point{Page: h.Page, Y: h.Y + 2*h.Size}
	}
	f.SetDestinations(targets)
	var bookmarks []pdf.Bookmark
	leadsTo := map[pdf.Name]string{}
	for _, t := range titles(b) {
		at := targets[t.anchor]
		leadsTo[pdf.Name(t.anchor)] = fmt.Sprintf("第 %s 页，%s", p.layout.number(at.Page, p.divisions), t.title)
		bookmarks = append(bookmarks, pdf.Bookmark{Title: t.title, Level: t.level, Page: at.Page, Y: at.Y})
	}
	f.Outline(bookmarks)
	f.TellLinks(func(anchor pdf.Name) string { return leadsTo[anchor] })
	f.Label(p.layout.bodyStart(p.divisions))
	describe(f, b, "")
	f.Boxes(p.trim, p.trim, p.trim)
	f.RemoveUnused() // else the browser's name and the time would be part of the identifier
	return nil
}

// describe says of which book a file is, and which part of it.
func describe(f *pdf.File, b *manuscript.Book, part string) {
	t := b.Town
	f.Describe(b.Title+part, fmt.Sprintf("%s%s%s履职事项清单，共 %d 项", t.Prefecture, t.County, t.Name, b.ItemCount),
		"handbook")
}

// A title is a heading that the outline names.
type title struct {
	anchor, title string
	level         int
}

// titles are those of a book, in their order.
func titles(b *manuscript.Book) []title {
	all := []title{{"cover", "封面", 1}, {"imprint", "版本说明", 1}, {"contents", "目录", 1}}
	if len(b.Preface) > 0 {
		all = append(all, title{"preface", "说明", 1})
	}
	all = append(all, title{"usage", "怎样使用本书", 1})
	for _, p := range b.Parts {
		all = append(all, title{p.Anchor, p.Ordinal + "　" + p.Kind.Name(), 1}, title{p.Overview(), overviewTitle, 2})
		for _, c := range p.Chapters {
			all = append(all, title{c.Anchor, c.Category.Name, 2})
			for _, i := range c.Items {
				all = append(all, title{i.Anchor, fmt.Sprintf("%s %d　%s", i.Kind.Mark(), i.No, i.Title), 3})
			}
		}
	}
	if len(b.Figures) > 0 {
		all = append(all, title{"figures", "清单统计", 1})
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

// publish writes the file for readers, with the list that it was printed from within it: who has the book has its data.
// The print shop's files have none, for they are made from the print before.
func (p *printed) publish(b *manuscript.Book, to string) error {
	var files []pdf.Attachment
	for _, f := range b.Files {
		files = append(files, pdf.Attachment{
			Name: listfile.Attached(f.Name), Type: "application/toml", Description: "本书所据的清单数据",
			Date: b.Town.Book.Issued, Data: f.Text,
		})
	}
	p.file.Attach(files)
	return linearize(p.file, to)
}

// linearize writes a file so that a browser shows its first page before the rest has come. qpdf does it; equal books
// give equal bytes.
func linearize(f *pdf.File, to string) error {
	raw := to + ".raw"
	if err := os.WriteFile(raw, f.Write(), 0o644); err != nil {
		return err
	}
	defer os.Remove(raw)
	qpdf := exec.Command("qpdf", "--linearize", "--object-streams=generate", "--deterministic-id", raw, to)
	out, err := qpdf.CombinedOutput()
	if errors.Is(err, exec.ErrNotFound) {
		return diag.Errorf("on Debian `make book` sets it up", "qpdf is missing, which packs the book for the web")
	}
	if err != nil {
		return diag.Errorf("is there room on the disk?",
			"qpdf could not pack %s: %w: %s", to, err, bytes.TrimSpace(out))
	}
	return nil
}

// numbers writes what the site says of the book as JSON: the page number of each item, {"joint-034": "42", …}, and of
// each list and department that the book has, by its anchor, {"joint": "15", "d.gonganju": "118"}; under
// "front" how many pages of the file stand before page 1; under "pages" and "large" how many the book has, as it is and
// in large type; under "sha256" the checksum that the imprint gives.
func (f *editionFiles) numbers(b *manuscript.Book, p, large *printed) error {
	numbers := map[string]string{
		"sha256": b.Digest, "pages": strconv.Itoa(p.layout.pages), "large": strconv.Itoa(large.layout.pages),
		"front": strconv.Itoa(p.layout.bodyStart(p.divisions)),
	}
	number := func(anchor string) string { return p.layout.number(p.layout.headings[anchor].Page, p.divisions) }
	for _, i := range b.Items() {
		numbers[i.ID] = number(i.Anchor)
	}
	for _, part := range b.Parts {
		numbers[part.Anchor] = number(part.Anchor)
	}
	for _, g := range b.Departments {
		for _, d := range g.Entries {
			numbers[d.Anchor] = number(d.Anchor)
		}
	}
	text, err := json.MarshalIndent(numbers, "", " ")
	if err != nil {
		return err
	}
	return os.WriteFile(f.file(f.config.PageNumbers, b.Town.ID+".json"), append(text, '\n'), 0o644)
}
