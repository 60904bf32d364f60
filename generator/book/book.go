// Package book makes the bound book of a town: one PDF for readers and print shops, from the same pages as the website.
//
//	list + pages ──manuscript──▶ ──compose──▶ HTML ──press──▶ PDF ──measure──▶ page numbers
//	                                 ▲                                            │
//	                                 └────────────────────────────────────────────┘ until nothing moves
//	                                                          ──pdf──▶ finished files
//
// Chromium lays the pages out and cannot say on which page something stands before it has printed it. So the book is
// composed without page numbers, printed, its named destinations are read back, composed with the numbers that they
// tell, and printed again; when composing a further time would change nothing, the book is done. Two prints are the
// rule.
//
// The book's HTML and styles belong to the theme (themes/handbook/book): they are layout, and change with it.
package book

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"handbook/generator/book/manuscript"
	"handbook/generator/book/pdf"
	"handbook/generator/book/press"
	"handbook/generator/diag"
)

// Config says where things are.
type Config struct {
	Theme    string    // the folder of book.html, book.css and web.html
	Fonts    string    // the node_modules folder with the fonts of 宋 and 黑
	Kai      string    // the file of 楷
	Work     string    // intermediate files; on the same disk as the next four
	Site     string    // what goes on the site as it is: <town>/handbook.pdf
	Content  string    // the book as a page, for Hugo to set in the site's frame: <town>/book.html
	Pages    string    // <town>.json: the printed page number of each item, for the pages of the site to name
	Dist     string    // what goes to the print shop and the office printer
	Progress io.Writer // told what is being done
}

// Make makes a town's book in all its editions, on a press that the caller closes. Files are put in place when all of
// them are whole: a browser that dies leaves the last good ones as they were.
func Make(ctx context.Context, c Config, p *press.Press, b *manuscript.Book) error {
	for _, dir := range []string{c.Work, filepath.Join(c.Site, b.Town.ID), filepath.Join(c.Content, b.Town.ID), c.Pages, c.Dist} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return storage(err)
		}
	}
	c.Progress = &oneAtATime{w: c.Progress}
	composer, err := compose(c, b)
	if err != nil {
		return err
	}
	// The editions are made side by side, each in a tab of its own. When one fails, the other is of no use.
	group, ctx := errgroup.WithContext(ctx)
	defer context.AfterFunc(ctx, p.Close)()
	editions := [...]edition{standardEdition, largeEdition}
	var shelves [len(editions)]shelf
	for i, e := range editions {
		group.Go(func() error {
			r, err := composer.print(c, p, e)
			if err != nil {
				return err
			}
			shelves[i].c = c
			return storage(shelves[i].fill(e, r, b))
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	for _, s := range shelves {
		if err := s.putInPlace(); err != nil {
			return storage(err)
		}
	}
	return nil
}

// oneAtATime takes the lines of whoever writes.
type oneAtATime struct {
	mu sync.Mutex
	w  io.Writer
}

func (o *oneAtATime) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.w.Write(p)
}

// A shelf holds finished files until all are there.
type shelf struct {
	c     Config
	moves [][2]string // from, to
}

func (s *shelf) place(dir, name string) string {
	from := filepath.Join(s.c.Work, filepath.Base(name))
	s.moves = append(s.moves, [2]string{from, filepath.Join(dir, filepath.FromSlash(name))})
	return from
}

func (s *shelf) putInPlace() error {
	for _, m := range s.moves {
		if err := os.Rename(m[0], m[1]); err != nil {
			return err
		}
	}
	return nil
}

// fill makes the files of an edition.
func (s *shelf) fill(e edition, r *print, b *manuscript.Book) error {
	if e == largeEdition {
		return s.large(r, b)
	}
	return errors.Join(s.standard(r, b), s.web(b))
}

// standard makes the files that come of the book in its usual size, side by side. Those for paper are made of the same
// print: what was finished for readers is taken away again where paper has no use for it.
func (s *shelf) standard(r *print, b *manuscript.Book) error {
	if err := r.pageNumbers(b, s.place(s.c.Pages, b.Town.ID+".json")); err != nil {
		return err
	}
	if err := r.finish(b); err != nil {
		return err
	}
	site, shop, office := s.place(s.c.Site, b.Town.ID+"/handbook.pdf"), s.place(s.c.Dist, b.Town.ID+"-print.pdf"), s.place(s.c.Dist, b.Town.ID+"-a3.pdf")
	cropped, booklet := r.file.Copy(), r.file.Copy()
	var files errgroup.Group
	files.Go(func() error {
		if err := linearize(r.file, site); err != nil {
			return err
		}
		return s.say(site, "for the site")
	})
	files.Go(func() error {
		if err := forShop(cropped, r.trim); err != nil {
			return err
		}
		if err := os.WriteFile(shop, cropped.Write(), 0o644); err != nil {
			return err
		}
		return s.say(shop, "for the print shop: 3 mm bleed, crop marks, one ink but for the cover")
	})
	files.Go(func() error {
		signatures := pdf.Signatures(len(booklet.Pages()), mostSheets)
		creep := booklet.Impose(r.trim, signatures, paper)
		if err := os.WriteFile(office, booklet.WritePacked(), 0o644); err != nil {
			return err
		}
		return s.say(office, fmt.Sprintf("for the office printer: A3, both sides, turned over the short edge; %d signatures of up to %d sheets, creep %.1f mm", len(signatures), signatures[0], creep/mm))
	})
	return files.Wait()
}

// large makes the edition in large type.
func (s *shelf) large(r *print, b *manuscript.Book) error {
	if err := r.finish(b); err != nil {
		return err
	}
	file := s.place(s.c.Dist, b.Town.ID+"-large.pdf")
	if err := os.WriteFile(file, r.file.WritePacked(), 0o644); err != nil {
		return err
	}
	return s.say(file, "in large type")
}

// web makes the book as a page of the site, which any browser prints.
func (s *shelf) web(b *manuscript.Book) error {
	page, err := webPage(s.c.Theme, b)
	if err != nil {
		return err
	}
	return os.WriteFile(s.place(s.c.Content, b.Town.ID+"/book.html"), page, 0o644)
}

// say tells of a file that is done.
func (s *shelf) say(file, what string) error {
	info, err := os.Stat(file)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.c.Progress, "book: %s, %d kB, %s\n", filepath.Base(file), info.Size()/1000, what)
	return err
}

// An edition is a size of the book. lines is how many of its lines the type area holds: the styles say the same.
type edition struct {
	class string // of the HTML's root
	name  string // in what is said of its prints
	size  float64
	lines int
}

var (
	standardEdition = edition{"", "", 12, 32}
	largeEdition    = edition{"large", "large type, ", 16, 24}
)

// mostPrints is how often a book is printed before it is said not to settle.
const mostPrints = 5

// A print is a book as Chromium printed it, and what was measured on it.
type print struct {
	file     *pdf.File
	trim     pdf.Array // what is left of its sheets in all files that are made of it
	layout   layout
	sections []section
}

// compose makes the book ready to be composed in any edition, with the fonts that cover it.
func compose(c Config, b *manuscript.Book) (*composer, error) {
	composer, err := newComposer(c.Theme, b)
	if err != nil {
		return nil, diag.Errorf(c.Theme+" holds book.html and book.css", "cannot read the book's layout: %w", err)
	}
	composer.fonts, err = fonts(c.Fonts, c.Kai, b, composer.source)
	return composer, err
}

// print prints an edition until nothing moves.
func (composer *composer) print(c Config, p *press.Press, e edition) (*print, error) {
	known := layout{line: typeHeight / float64(e.lines)}
	html, err := composer.html(e, known)
	if err != nil {
		return nil, err
	}
	tab, err := p.Open()
	if err != nil {
		return nil, err
	}
	defer tab.Close()
	file := filepath.Join(c.Work, "print"+e.class+".html")
	for n := 1; n <= mostPrints; n++ {
		started := time.Now()
		if err := os.WriteFile(file, html, 0o644); err != nil {
			return nil, storage(err)
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
		if known, err = measure(parsed, html, composer.sections, known); err != nil {
			return nil, err
		}
		fmt.Fprintf(c.Progress, "book: %sprint %d: %d pages, %d kB, %.1f s\n", e.name, n, known.pages, len(data)/1000, time.Since(started).Seconds())
		next, err := composer.html(e, known)
		if err != nil {
			return nil, err
		}
		if bytes.Equal(next, html) {
			return &print{parsed, trimmed(parsed), known, composer.sections}, nil
		}
		html = next
	}
	return nil, diag.Errorf("shorten what stands last on a page before a page number that changes",
		"the book does not settle: its page numbers still moved in print %d", mostPrints)
}
