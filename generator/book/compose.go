package book

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"html/template"
	"os"
	"path/filepath"
	"strings"

	"handbook/generator/book/manuscript"
	"handbook/generator/diag"
	"handbook/generator/faces"
)

// A composer makes the book's HTML from the manuscript and what was measured on the last print.
type composer struct {
	template         *template.Template // book.html, and shop.html beside it
	style, shopStyle template.CSS
	fonts            template.CSS
	faces            []faces.Face
	substitutes      *strings.Replacer // for what no font has; nil before the fonts are known
	drafts           [sha256.Size]byte // of all editions as they are before the fonts and the first print are known
	book             *manuscript.Book
	divisions        []division
}

// newComposer reads the book's template and styles from the theme, and finds the fonts that have all its characters.
func newComposer(c Config, b *manuscript.Book) (*composer, error) {
	layout, err1 := template.ParseFiles(filepath.Join(c.Theme, "book.html"), filepath.Join(c.Theme, "shop.html"))
	style, err2 := os.ReadFile(filepath.Join(c.Theme, "book.css"))
	shopStyle, err3 := os.ReadFile(filepath.Join(c.Theme, "shop.css"))
	if err := cmp.Or(err1, err2, err3); err != nil {
		return nil, diag.Errorf(c.Theme+" holds book.html, book.css, shop.html and shop.css",
			"cannot read the book's layout: %w", err)
	}
	composer := &composer{template: layout, style: template.CSS(style), shopStyle: template.CSS(shopStyle), book: b,
		divisions: divisions(b)}
	var composed []byte
	for _, e := range []edition{standardEdition, largeEdition} {
		html, err1 := composer.html(e, e.unmeasured())
		shop, err2 := composer.shopHTML(e, binding{pages: 4 * 500, leaf: 1})
		if err := cmp.Or(err1, err2); err != nil {
			return nil, err
		}
		composed = append(append(composed, html...), shop...)
	}
	composer.drafts = sha256.Sum256(composed)
	all, lacking, err := c.Fonts.Find(characters(string(composed)))
	if err != nil {
		return nil, fontError(err)
	}
	composer.fonts, composer.faces = fontRules(all), all
	composer.substitutes = substitutes(lacking)
	for _, r := range lacking {
		if s := Substitute(r); strings.Contains(s, geta) {
			fmt.Fprintf(c.Progress, "book: %s is printed for %q: no font has it\n", s, r)
		}
	}
	return composer, nil
}

// webPage composes the book as a page of the site, with front matter for Hugo.
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

// html composes an edition. Equal layouts give equal bytes: where a print does not change the next HTML, the book is
// done.
func (c *composer) html(e edition, l layout) ([]byte, error) {
	v := view{
		Book: c.book, Edition: e.class, Large: e == largeEdition,
		Fonts: c.fonts, Style: c.style, Heads: headStyles(l.heads(c.book, c.divisions)),
		layout: l, divisions: c.divisions,
	}
	if v.Unmeasured() {
		v.guessed = guess(c.book, e)
	}
	return c.execute("book.html", v)
}

func (c *composer) execute(name string, v any) ([]byte, error) {
	var b bytes.Buffer
	err := c.template.ExecuteTemplate(&b, name, v)
	if c.substitutes == nil {
		return b.Bytes(), err
	}
	return []byte(c.substitutes.Replace(b.String())), err
}

// A view is what the template sees.
type view struct {
	Book                *manuscript.Book
	Edition             string // "" or "large"
	Large               bool
	Fonts, Style, Heads template.CSS

	layout    layout
	guessed   map[string]string // before the first print
	divisions []division
}

// Folio is the printed number of the page that has an anchor. Before the first print it is guessed.
func (v view) Folio(anchor string) string {
	if v.Unmeasured() {
		return cmp.Or(v.guessed[anchor], v.guessed[""])
	}
	at, ok := v.layout.headings[anchor]
	if !ok {
		return "?"
	}
	return v.layout.number(at.Page, v.divisions)
}

// Unmeasured says that the HTML is for the first print, which is only measured.
func (v view) Unmeasured() bool { return v.layout.pages == 0 }

// Shown says that the book may not be hidden from wide pages: this browser printed nothing (see package press).
func (v view) Shown() bool { return v.layout.shown }

// Blank says whether a blank page goes before a division.
func (v view) Blank(anchor string) bool { return v.layout.blanks[anchor] }

type contentsLine struct{ Anchor, Text, Range, Folio string }

// Line is a line of a table of contents; numbers are those of the items below it, as "1–32".
func (v view) Line(anchor, text, numbers string) contentsLine {
	return contentsLine{anchor, text, numbers, v.Folio(anchor)}
}

// An aside is what the editor says of an item: a note, and the other items about the same matter, each with its page.
type aside struct {
	Note  template.HTML
	See   []contentsLine
	Lines int // at the most

	Columns int // of the table that it ends
}

// Aside is nil where the editor says nothing of an item.
func (v view) Aside(i *manuscript.Item) *aside {
	if i.Note == "" && len(i.See) == 0 {
		return nil
	}
	a := &aside{Note: i.Note, Lines: i.AsideLines(v.Large), Columns: 2}
	if v.Large || i.Lopsided() {
		a.Columns = 1
	}
	for _, other := range i.See {
		a.See = append(a.See, v.Line(other.Anchor, other.Title, fmt.Sprintf("%s %d", other.Kind.Mark(), other.No)))
	}
	return a
}
