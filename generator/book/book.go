// Package book makes the bound book of a town: PDF files for readers and for print, from the same pages as the website.
//
//	list + pages ──manuscript──▶ compose ──HTML──▶ press ──PDF──▶ measure ──▶ pdf ──▶ finished files
//	                                ▲                                │
//	                                └── page numbers, until no more changes
//
// Chromium lays the pages out and cannot say on which page a heading stands before it has printed it. So the book is
// composed without page numbers and printed, the headings are looked up in the print, and the book is composed with
// their page numbers and printed again. It is done when composing it once more would change nothing: as a rule, after
// two prints.
//
// The book's HTML and styles belong to the theme: themes/handbook/book.
package book

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"handbook/generator/address"
	"handbook/generator/book/manuscript"
	"handbook/generator/book/pdf"
	"handbook/generator/book/press"
	"handbook/generator/diag"
	"handbook/generator/faces"
)

// Config says where things are.
type Config struct {
	Theme       string       // the folder of book.html, book.css and web.html
	Fonts       *faces.Fonts // what it is printed with
	Work        string       // intermediate files; on the same disk as the next four
	Site        string       // for what the site publishes as it is: <town>/handbook.pdf, handbook-large.pdf
	Content     string       // for the book as a page of the site: <town>/book.html
	PageNumbers string       // for what the site says of the book, the page of each item above all: <town>.json
	Dist        string       // for the files that go to the print shop and the office printer
	Stamps      string       // for the stamp of each book: <town>.json; "": none
	Program     string       // which program makes the book; part of its stamp
	Progress    io.Writer    // told what is being done
}

// A Draft is a town's book as it is before its first print.
type Draft struct {
	config   Config
	book     *manuscript.Book
	composer *composer
}

// Compose composes a town's book.
func Compose(c Config, b *manuscript.Book) (*Draft, error) {
	c.Progress = &lockedWriter{w: c.Progress}
	composer, err := newComposer(c, b)
	if err != nil {
		return nil, err
	}
	return &Draft{c, b, composer}, nil
}

// Print makes the book in all its editions, with a press that the caller closes. No file is replaced before all are
// finished: when a browser crashes, the last good ones stay.
func (d *Draft) Print(ctx context.Context, p *press.Press) error {
	c, b, composer := d.config, d.book, d.composer
	town := b.Town.ID
	for _, dir := range []string{
		c.Work, filepath.Join(c.Site, town), filepath.Join(c.Content, town), c.PageNumbers, c.Dist,
	} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return writeError(err)
		}
	}
	// The editions are made side by side, each in a tab of its own. When one fails, the other is of no use.
	group, ctx := errgroup.WithContext(ctx)
	defer context.AfterFunc(ctx, p.Close)()
	editions := [...]edition{standardEdition, largeEdition}
	var files [len(editions)]editionFiles
	var prints [len(editions)]*printed
	for i, e := range editions {
		group.Go(func() error {
			printed, err := composer.print(c, p, e)
			if err != nil {
				return err
			}
			files[i].config, prints[i] = c, printed
			return writeError(files[i].make(e, printed, b))
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	if err := errors.Join(files[0].numbers(b, prints[0], prints[1]), files[0].paper(b, prints[0]),
		files[0].ticket(b, prints[0], prints[1])); err != nil {
		return writeError(err)
	}
	for _, f := range files {
		if err := f.move(); err != nil {
			return writeError(err)
		}
	}
	if c.Stamps == "" {
		return nil
	}
	manuscript, err := d.Manuscript()
	if err != nil {
		return err
	}
	return writeError(c.stamp(town, manuscript, slices.Concat(files[0].moves, files[1].moves)))
}

// A lockedWriter may be written to by several at a time.
type lockedWriter struct {
	mu sync.Mutex
	w  io.Writer
}

func (l *lockedWriter) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.w.Write(p)
}

// editionFiles are the files of an edition. They are made in the work folder and moved to where they belong when the
// other edition is finished, too.
type editionFiles struct {
	config Config
	moves  [][2]string // from, to
}

// file is where to make a file that will be moved to the folder dir as name.
func (f *editionFiles) file(dir, name string) string {
	from := filepath.Join(f.config.Work, filepath.Base(name))
	f.moves = append(f.moves, [2]string{from, filepath.Join(dir, filepath.FromSlash(name))})
	return from
}

func (f *editionFiles) move() error {
	for _, m := range f.moves {
		if err := os.Rename(m[0], m[1]); err != nil {
			return err
		}
	}
	return nil
}

func (f *editionFiles) make(e edition, p *printed, b *manuscript.Book) error {
	if e == largeEdition {
		return f.large(p, b)
	}
	return errors.Join(f.standard(p, b), f.web(b))
}

// standard makes the files of the book in its usual size, side by side. Those for print are made from the file for
// readers: what only a screen has use for is removed again.
func (f *editionFiles) standard(p *printed, b *manuscript.Book) error {
	town := b.Town.ID
	if err := p.finish(b); err != nil {
		return err
	}
	site := f.file(f.config.Site, town+"/"+address.BookName)
	office := f.file(f.config.Dist, town+"-a3.pdf")
	var group errgroup.Group
	f.forShop(&group, p, b, town, func(folded *pdf.File) error {
		signatures := pdf.Signatures(len(folded.Pages()), mostSheets)
		creep := folded.Impose(p.trim, signatures, p.binding.leaf*mm)
		if err := p.markSignatures(folded, signatures); err != nil {
			return err
		}
		if err := os.WriteFile(office, folded.WritePacked(), 0o644); err != nil {
			return err
		}
		return f.report(office, fmt.Sprintf("to be folded and sewn: A3, both sides, turned over the short edge; "+
			"%d signatures of up to %d sheets, creep %.1f mm", len(signatures), signatures[0], creep/mm))
	})
	group.Go(func() error {
		if err := p.publish(b, site); err != nil {
			return err
		}
		return f.report(site, "for the site; A4 on both sides, it can be bound with glue as it is")
	})
	return group.Wait()
}

// forShop has the files for the print shop made: what is bound, and the cover; also is given a copy of what is bound.
// The print is copied before it returns.
func (f *editionFiles) forShop(group *errgroup.Group, p *printed, b *manuscript.Book, name string,
	also func(bound *pdf.File) error) {
	block := f.file(f.config.Dist, name+"-print.pdf")
	cover := f.file(f.config.Dist, name+"-cover.pdf")
	bound := p.block()
	group.Go(func() error {
		coloured, err := bound.Separate(mainInk, hair)
		if err != nil {
			return err
		}
		copied := bound.Copy()
		group.Go(func() error { return also(copied) })
		if err := preparePrintShop(bound, p.trim, coloured, uncoated); err != nil {
			return err
		}
		if err := os.WriteFile(block, bound.Write(), 0o644); err != nil {
			return err
		}
		return f.report(block, fmt.Sprintf("for the print shop, what is bound: %d pages in black, 3 mm bleed, "+
			"crop marks", p.binding.bound()))
	})
	group.Go(func() error {
		sheet, trim := p.cover()
		describe(sheet, b, "封面")
		coloured, err := sheet.Separate(mainInk, hair)
		if err != nil {
			return err
		}
		spine := p.binding.spine()
		if err := preparePrintShop(sheet, trim, coloured, coated, pageWidth, pageWidth+spine*mm); err != nil {
			return err
		}
		if err := os.WriteFile(cover, sheet.Write(), 0o644); err != nil {
			return err
		}
		return f.report(cover, fmt.Sprintf("for the print shop, the cover: back, spine of %g mm, front; four inks",
			spine))
	})
}

// large makes the files of the edition in large type: for the site, once more among those for print, and for the print
// shop.
func (f *editionFiles) large(p *printed, b *manuscript.Book) error {
	if err := p.finish(b); err != nil {
		return err
	}
	site := f.file(f.config.Site, b.Town.ID+"/"+address.LargeBookName)
	file := f.file(f.config.Dist, b.Town.ID+"-large.pdf")
	var group errgroup.Group
	f.forShop(&group, p, b, b.Town.ID+"-large", func(*pdf.File) error { return nil })
	group.Go(func() error {
		if err := p.publish(b, site); err != nil {
			return err
		}
		text, err := os.ReadFile(site)
		if err == nil {
			err = os.WriteFile(file, text, 0o644)
		}
		if err != nil {
			return err
		}
		return f.report(file, "in large type, also for the site")
	})
	return group.Wait()
}

// web makes the book as a page of the site, which any browser prints.
func (f *editionFiles) web(b *manuscript.Book) error {
	page, err := webPage(f.config.Theme, b)
	if err != nil {
		return err
	}
	return os.WriteFile(f.file(f.config.Content, b.Town.ID+"/book.html"), page, 0o644)
}

// report tells of a file that is made.
func (f *editionFiles) report(file, what string) error {
	info, err := os.Stat(file)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(f.config.Progress, "book: %s, %d kB, %s\n", filepath.Base(file), info.Size()/1000, what)
	return err
}

// An edition is the book in one size of type.
type edition struct {
	class string  // of the HTML's root
	name  string  // in messages
	size  float64 // of the type, in points
	lines int     // on a page; the theme's styles say the same

	opening, characters int // about how many pages open a part, and how many characters a page has then
}

var (
	standardEdition = edition{class: "", name: "", size: 12, lines: 32, opening: 5, characters: 400}
	largeEdition    = edition{class: "large", name: "large type, ", size: 16, lines: 24, opening: 8, characters: 245}
)

// unmeasured is what is known of the edition before its first print.
func (e edition) unmeasured() layout { return layout{line: typeHeight / float64(e.lines)} }

// mostPrints is how often a book is printed before it is given up because its page numbers still change.
const mostPrints = 5

// printed is a book as Chromium printed it, and what was measured on it.
type printed struct {
	file      *pdf.File
	shop      *pdf.File // what is bound with it, and around it: see shopHTML
	binding   binding
	trim      pdf.Array // the trimmed page, in all files that are made from it
	layout    layout
	divisions []division
}

// print prints an edition until its page numbers change no more.
func (c *composer) print(config Config, p *press.Press, e edition) (*printed, error) {
	known := e.unmeasured()
	html, err := c.html(e, known)
	if err != nil {
		return nil, err
	}
	tab, err := p.Open()
	if err != nil {
		return nil, err
	}
	defer tab.Close()
	file := filepath.Join(config.Work, "print"+e.class+".html")
	for n := 1; n <= mostPrints; n++ {
		started := time.Now()
		if err := os.WriteFile(file, html, 0o644); err != nil {
			return nil, writeError(err)
		}
		data, err := tab.Print(file)
		if err != nil {
			return nil, err
		}
		parsed, err := pdf.Parse(data)
		if err != nil {
			return nil, diag.Errorf("run it again; is there room on the disk, in "+os.TempDir()+" above all?",
				"cannot read what the browser printed: %w", err)
		}
		if known, err = measure(parsed, html, c.divisions, known); err != nil {
			return nil, err
		}
		fmt.Fprintf(config.Progress, "book: %sprint %d: %d pages, %d kB, %.1f s\n",
			e.name, n, known.pages, len(data)/1000, time.Since(started).Seconds())
		next, err := c.html(e, known)
		if err != nil {
			return nil, err
		}
		if bytes.Equal(next, html) {
			binding := bindingOf(c.book.Town.Book, known.pages)
			shop, err := c.printShop(config, tab, e, binding)
			return &printed{parsed, shop, binding, trimBox(parsed), known, c.divisions}, err
		}
		html = next
	}
	return nil, diag.Errorf("shorten the text above a page break where the page numbers change",
		"the book's page numbers still changed in print %d", mostPrints)
}
