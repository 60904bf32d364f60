package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"handbook/generator/address"
	"handbook/generator/book"
	"handbook/generator/book/manuscript"
	"handbook/generator/cache"
	"handbook/generator/faces"
	"handbook/generator/hypertext"
	"handbook/generator/list"
	"handbook/generator/page"
	"handbook/generator/proof"
)

// A drafting is what the books of a county's towns are made of, before any is printed.
type drafting struct {
	data, theme string
	folders     faces.Folders
	fonts       *faces.Fonts // in these folders
	county      *list.County
	pages       page.Maker
	written     []*page.Written // by hand
	terms       []string        // for the index by pinyin
	address     string          // of the site
	program     string          // its checksum
	progress    io.Writer
}

// draft composes a town's book, for the folders of a config.
func (d drafting) draft(town *list.Town, c book.Config) (*book.Draft, error) {
	text, err := book.Read(d.data, manuscript.Source{
		County: d.county, Town: town, Pages: d.pages.Town(town), Written: d.written, Terms: d.terms,
		Address: d.address, Proved: proof.Of(d.data, town).Proved(),
	})
	if err != nil {
		return nil, err
	}
	c.Theme, c.Fonts, c.Program, c.Progress = filepath.Join(d.theme, "book"), d.fonts, d.program, d.progress
	return book.Compose(c, text)
}

// shownBooks are the books in a folder, as themes/book.toml has them for the site.
func shownBooks(printed string) book.Shown {
	return book.Shown{Book: printed, To: booksOfSite, Records: madeBooks}
}

// show has the site show the books that are true: those printed from what manuscript says of their towns. It returns
// the towns whose are not. A book is composed only to see whether what its sources have changed is in it.
func (d drafting) show(shown book.Shown, manuscript func(*list.Town) string) (left []*list.Town, err error) {
	if d.program == "" { // another one may make other books of the same
		shown.Records = ""
	}
	towns := map[string]bool{}
	for _, t := range d.county.Towns {
		towns[t.ID] = true
	}
	common, err := d.common()
	if err == nil {
		err = shown.Open(func(town string) bool { return towns[town] })
	}
	if err != nil {
		return nil, err
	}
	for _, t := range d.county.Towns {
		sources, err := d.sources(t, common)
		if err != nil {
			return nil, err
		}
		is, err := shown.Put(t.ID, sources, func() string { return manuscript(t) })
		if err != nil {
			return nil, fmt.Errorf("the book of %s: %w", t.Name, err)
		}
		if !is {
			left = append(left, t)
		}
	}
	return left, nil
}

// manuscript is the checksum of what would be printed of a town, or "" where nothing could be: why, the printing says.
func (d drafting) manuscript(t *list.Town) string {
	draft, err := d.draft(t, book.Config{})
	if err != nil {
		return ""
	}
	sum, err := draft.Manuscript()
	if err != nil {
		return ""
	}
	return sum
}

// common is the key of what all books are made of.
func (d drafting) common() (cache.Sum, error) {
	all, err := countyKey(d.data, d.county, d.program)
	if err != nil {
		return all, err
	}
	key := cache.NewKey("books 1")
	key.AddSum("county", all)
	text, err := json.Marshal([]any{d.terms, d.address, d.folders})
	if err != nil {
		return all, err
	}
	key.Add("book", text)
	if err := key.AddFolder(filepath.Join(d.theme, "book"), nil); err != nil {
		return all, err
	}
	// Which fonts there are: npm says of which versions its packages are.
	versions, _ := os.ReadFile(filepath.Join(d.folders.Packages, ".package-lock.json"))
	key.Add("fonts", versions)
	for _, pattern := range []string{d.folders.Kai, filepath.Join(d.folders.Debian, "*", "*.ttf")} {
		files, _ := filepath.Glob(pattern)
		for _, file := range files {
			if info, err := os.Stat(file); err == nil {
				key.Add(file, fmt.Append(nil, info.Size()))
			}
		}
	}
	return key.Sum(), nil
}

// sources is the key of what a town's book is made of.
func (d drafting) sources(t *list.Town, common cache.Sum) (cache.Sum, error) {
	key := cache.NewKey(t.ID)
	key.AddSum("common", common)
	key.Add("beside", []byte(d.pages.Beside(t)))
	for _, p := range page.WrittenFor(t, d.written) {
		key.Add(p.Address.Path+" "+p.Title, p.Markdown)
		html := hypertext.Writer{Link: func(address.Address) string { return "" }}
		withPictures, err := html.Written(p)
		if err != nil {
			return cache.Sum{}, err
		}
		key.Add("pictures", []byte(withPictures))
	}
	err := key.AddFolder(filepath.Join(d.data, t.ID), nil)
	return key.Sum(), err
}

// showBooks has the site show the books that are true, where the options ask for it. It returns which it shows, in a
// line.
func showBooks(s streams, o siteOptions, d drafting) (said string, err error) {
	if o.books == "" {
		if len(o.hugo.MoreSettings) == 0 {
			return "without the book: make prints it", nil
		}
		return withBooks(d.county, nil), nil
	}
	shown := shownBooks(o.books)
	unlock, err := shown.Lock(func() {
		fmt.Fprintf(s.stderr, "handbook: waiting for another run that makes the books in %s\n", o.books)
	})
	if err != nil {
		return "", err
	}
	defer unlock()
	d.folders.Kai, d.folders.Packages = faces.DebianKai, cmp.Or(d.folders.Packages, bookFonts)
	d.fonts, d.progress = faces.Open(d.folders), io.Discard
	left, err := d.show(shown, d.manuscript)
	return withBooks(d.county, left), err
}

// mostNamed is how many towns without a book are named.
const mostNamed = 3

// withBooks says which books the site shows: all but those of some towns.
func withBooks(county *list.County, left []*list.Town) string {
	all, n := len(county.Towns), len(left)
	switch n {
	case 0:
		return "with the book; the books for print are in dist/"
	case all:
		return "without the book: it is older than what it is made from; make prints it anew"
	}
	var names []string
	for _, t := range left[:min(n, mostNamed)] {
		names = append(names, t.Name)
	}
	if n > mostNamed {
		names = append(names, fmt.Sprintf("%d more", n-mostNamed))
	}
	old := "that of %s is older than what it is made from: make prints it anew"
	if n > 1 {
		old = "those of %s are older than what they are made from: make prints them anew"
	}
	return fmt.Sprintf("with the books of %d of %d towns; "+old, all-n, all, strings.Join(names, ", "))
}
