package book

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html/template"
	"os"
	"path/filepath"

	"handbook/generator/book/manuscript"
	"handbook/generator/list"
)

// A composer makes the book's HTML from the manuscript and what the last print told.
type composer struct {
	template *template.Template
	source   string // the template's text
	style    template.CSS
	fonts    template.CSS
	book     *manuscript.Book
	sections []section
}

// newComposer reads the book's template and styles from the theme.
func newComposer(theme string, b *manuscript.Book) (*composer, error) {
	c := &composer{book: b, sections: sections(b)}
	text, err := os.ReadFile(filepath.Join(theme, "book.html"))
	if err != nil {
		return nil, err
	}
	css, err := os.ReadFile(filepath.Join(theme, "book.css"))
	if err != nil {
		return nil, err
	}
	c.source, c.style = string(text), template.CSS(css)
	c.template, err = template.New("book.html").Parse(c.source)
	return c, err
}

// webPage composes the book as a page of the site, with front matter as Hugo reads it. What stands around it is the
// site's.
func webPage(theme string, b *manuscript.Book) ([]byte, error) {
	t, err := template.ParseFiles(filepath.Join(theme, "web.html"))
	if err != nil {
		return nil, err
	}
	title, err := json.Marshal(b.Title + "（全书）") // a JSON string is a YAML string too
	if err != nil {
		return nil, err
	}
	var page bytes.Buffer
	fmt.Fprintf(&page, "---\ntitle: %s\ntype: \"book\"\n---\n", title)
	err = t.Execute(&page, view{Book: b})
	return page.Bytes(), err
}

// html composes an edition. Equal layouts give equal bytes: when a print leaves the next HTML as it was, nothing moves
// any more.
func (c *composer) html(e edition, l layout) ([]byte, error) {
	var b bytes.Buffer
	err := c.template.Execute(&b, view{
		Book: c.book, Edition: e.class, Large: e == largeEdition,
		Fonts: c.fonts, Style: c.style, Heads: style(l.heads(c.book, c.sections)),
		layout: l, sections: c.sections,
	})
	return b.Bytes(), err
}

// A view is what the template sees.
type view struct {
	Book                *manuscript.Book
	Edition             string // "" or "large"
	Large               bool
	Fonts, Style, Heads template.CSS

	layout   layout
	sections []section
}

// Folio is the printed number of the page on which an anchor stands; before the first print it is a number of the usual
// width.
func (v view) Folio(anchor string) string {
	if v.layout.pages == 0 {
		return "000"
	}
	at, ok := v.layout.places[anchor]
	if !ok {
		return "?"
	}
	return v.layout.number(at.Page, v.sections)
}

// Unmeasured says that the print is for measuring alone.
func (v view) Unmeasured() bool { return v.layout.pages == 0 }

// Shown says that nothing is hidden from any layout, for a browser that printed nothing.
func (v view) Shown() bool { return v.layout.shown }

// Blank says whether a blank page goes before a section.
func (v view) Blank(anchor string) bool { return v.layout.blanks[anchor] }

// A line leads to a page.
type line struct {
	Anchor, Range, Folio string
	Text                 any
}

// Line is a line of a table of contents.
func (v view) Line(anchor, text, rng string) line {
	return line{Anchor: anchor, Text: text, Range: rng, Folio: v.Folio(anchor)}
}

// Entry is a line of an index. Its number never stands alone on a line: the title's last two characters go with it.
func (v view) Entry(i *manuscript.Item) entry {
	title := []rune(i.Title)
	cut := max(len(title)-2, 0)
	return entry{i, i.Kind, string(title[:cut]), string(title[cut:]), v.Folio(i.Anchor)}
}

type entry struct {
	*manuscript.Item
	Kind                   list.Kind
	Opening, Ending, Folio string
}
