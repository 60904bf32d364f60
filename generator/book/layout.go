package book

import (
	"errors"
	"fmt"
	"html/template"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"handbook/generator/book/manuscript"
	"handbook/generator/book/pdf"
	"handbook/generator/diag"
)

// A layout is what one print told of the book: on which page everything stands. The next print is composed with it. Its
// zero value is what is known before the first.
type layout struct {
	pages  int
	places map[string]pdf.Heading // by anchor
	line   float64                // the height of a line, in points
	blanks map[string]bool        // by the anchor of the section before which a page was left blank
	shown  bool                   // the browser printed nothing of what the styles hide from its first layout
}

// A section is a stretch of the book whose pages have heads of one kind.
type section struct {
	anchor, title string
	recto         bool // it opens on a right-hand page
	bare          bool // its pages have neither head nor number
	front         bool // its pages are numbered in roman
}

// sections lists the sections of a book in their order.
func sections(b *manuscript.Book) []section {
	all := []section{
		{anchor: "cover", bare: true, front: true},
		{anchor: "imprint", bare: true, front: true},
		{anchor: "contents", title: "目录", recto: true, front: true},
		{anchor: "preface", title: "说明", front: true},
		{anchor: "usage", title: "怎样使用本书", front: true},
	}
	for _, p := range b.Parts {
		all = append(all,
			section{anchor: p.Anchor, recto: true, bare: true},
			section{anchor: p.Chapters[0].Anchor, title: p.Ordinal + "　" + p.Kind.Name(), recto: true})
	}
	if len(b.Figures) > 0 {
		all = append(all, section{anchor: "figures", title: "图表"})
	}
	for _, a := range b.Appendices {
		all = append(all, section{anchor: a.Anchor, title: a.Title})
	}
	return append(all, section{anchor: "departments", title: "部门索引"}, section{anchor: "letters", title: "音序索引"})
}

// measure reads the places of a print back. before is the layout that it was composed with. Where a section must open
// on a right-hand page and does not, a blank page will go before it in the next print, and one that is no longer wanted
// will go: the places are told as they will be then, so that the next print is composed with numbers that hold.
func measure(file *pdf.File, html []byte, sections []section, before layout) (layout, error) {
	places, err := anchored(file, html)
	if errors.Is(err, pdf.ErrUntagged) && !before.shown {
		return layout{line: before.line, shown: true}, nil
	}
	if err != nil {
		return layout{}, err
	}
	l := layout{pages: len(file.Pages()), line: before.line, places: places, blanks: map[string]bool{}, shown: before.shown}
	moved := 0
	shift := make([]int, l.pages+1) // by page: how far what stands on it will move
	for _, s := range sections {
		at, ok := places[s.anchor]
		if !ok {
			return l, diag.Errorf("the book's template must have an element of this id",
				"the print has lost the section %q", s.anchor)
		}
		if before.blanks[s.anchor] {
			moved--
		}
		if s.recto && (at.Page+moved)%2 == 1 {
			l.blanks[s.anchor] = true
			moved++
		}
		for p := at.Page; p < len(shift); p++ {
			shift[p] = moved
		}
	}
	for name, at := range places {
		at.Page += shift[at.Page]
		places[name] = at
	}
	l.pages += moved
	return l, nil
}

// heading finds the headings of the composed HTML and their anchors.
var heading = regexp.MustCompile(`<h([1-6])(?: id="([^"]*)")?>`)

// anchored tells where the anchors of headings stand: the headings of the HTML and those of the print come in the same
// order.
func anchored(file *pdf.File, html []byte) (map[string]pdf.Heading, error) {
	found, err := file.Headings()
	if err != nil {
		return nil, err
	}
	written := heading.FindAllSubmatch(html, -1)
	if len(found) != len(written) {
		return nil, fmt.Errorf("the print has %d headings, the book %d", len(found), len(written))
	}
	places := map[string]pdf.Heading{}
	for i, h := range found {
		if level := string(written[i][1]); level != strconv.Itoa(h.Level) {
			return nil, fmt.Errorf("heading %d of the print is of level %d, the book's of level %s", i+1, h.Level, level)
		}
		if id := string(written[i][2]); id != "" {
			places[id] = h
		}
	}
	return places, nil
}

// bodyStart is the page that is numbered 1.
func (l layout) bodyStart(sections []section) int {
	for _, s := range sections {
		if !s.front {
			return l.places[s.anchor].Page
		}
	}
	return 0
}

// number is the printed number of a page.
func (l layout) number(page int, sections []section) string {
	if start := l.bodyStart(sections); page >= start {
		return fmt.Sprint(page - start + 1)
	}
	return roman(page + 1)
}

// roman is a number of 1 to 89 in small roman figures.
func roman(n int) string {
	var b strings.Builder
	for _, r := range []struct {
		value int
		sign  string
	}{{50, "l"}, {40, "xl"}, {10, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"}} {
		for ; n >= r.value; n -= r.value {
			b.WriteString(r.sign)
		}
	}
	return b.String()
}

// A pageHead is what stands outside a page's type area.
type pageHead struct{ inner, outer, folio string }

// heads composes the heads and feet of all pages.
func (l layout) heads(b *manuscript.Book, sections []section) []pageHead {
	if l.pages == 0 {
		return nil
	}
	heads := make([]pageHead, l.pages)
	for i, s := range sections {
		from, to := l.places[s.anchor].Page, l.pages
		if i+1 < len(sections) {
			to = l.places[sections[i+1].anchor].Page
			if l.blanks[sections[i+1].anchor] {
				to--
			}
		}
		if s.bare {
			continue
		}
		for p := from; p < to; p++ {
			heads[p] = pageHead{inner: s.title, folio: "— " + l.number(p, sections) + " —"}
		}
	}
	l.itemHeads(b, heads)
	l.letterHeads(b, heads)
	return heads
}

// The type area's upper edge, from the sheet's lower edge, and its height; in points.
const (
	typeTop    = (303 - 40) * 72 / 25.4
	typeHeight = 225 * 72 / 25.4
)

// itemHeads names the items and categories of each page as a dictionary does: from the first that has a line on it to
// the last. A page opens with its first heading where that stands higher than it could below two lines that are carried
// over, the least there may be.
func (l layout) itemHeads(b *manuscript.Book, heads []pageHead) {
	items := b.Items()
	first, last := make([]*manuscript.Item, l.pages), make([]*manuscript.Item, l.pages)
	for i, item := range items {
		at := l.places[item.Anchor]
		if first[at.Page] == nil {
			first[at.Page] = item
			head := l.places[item.Chapter.Anchor]
			opens := at.Y > typeTop-1.5*l.line || item == item.Chapter.Items[0] && head.Page == at.Page && head.Y > typeTop-2.5*l.line
			if i > 0 && !opens && items[i-1].Kind == item.Kind {
				first[at.Page] = items[i-1]
			}
		}
		last[at.Page] = item
	}
	for p := 1; p < l.pages; p++ {
		if first[p] == nil && last[p-1] != nil && heads[p].inner == heads[p-1].inner {
			first[p], last[p] = last[p-1], last[p-1] // one item fills the page
		}
	}
	titles := slices.Clone(heads)
	for p := range heads {
		if first[p] == nil {
			continue
		}
		category := first[p].Category.Name
		if other := last[p].Category.Name; other != category {
			category += "—" + other
		}
		heads[p].inner = titles[p].inner + " · " + category
		heads[p].outer = first[p].Kind.Mark() + " " + manuscript.Range(first[p].No, last[p].No)
	}
}

// letterHeads names the letters of each page of the index by pinyin.
func (l layout) letterHeads(b *manuscript.Book, heads []pageHead) {
	current := ""
	for p := l.places["letters"].Page; p < l.pages; p++ {
		from, to := current, current
		for _, letter := range b.Letters {
			if l.places[letter.Anchor].Page != p {
				continue
			}
			if from == "" {
				from = letter.Name
			}
			to = letter.Name
		}
		current = to
		if heads[p].outer = from; to != from {
			heads[p].outer += "–" + to
		}
	}
}

// style writes the heads as counter styles: to Chromium, the style's n-th symbol is how the number of the n-th page is
// written. So heads that differ from page to page need neither a named page each, which would break the page, nor a
// second document to lay over the first.
func style(heads []pageHead) template.CSS {
	var b strings.Builder
	for _, c := range []struct {
		name string
		of   func(pageHead) string
	}{
		{"inner", func(h pageHead) string { return h.inner }},
		{"outer", func(h pageHead) string { return h.outer }},
		{"folio", func(h pageHead) string { return h.folio }},
	} {
		fmt.Fprintf(&b, "@counter-style %s{system:fixed;symbols:", c.name)
		for _, h := range heads {
			fmt.Fprintf(&b, " %s", quote(c.of(h)))
		}
		if len(heads) == 0 {
			b.WriteString(` ""`)
		}
		b.WriteString("}\n")
	}
	return template.CSS(b.String())
}

// quote is a text as a CSS string.
func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		if r == '"' || r == '\\' || r < ' ' || r == '<' {
			fmt.Fprintf(&b, `\%x `, r)
			continue
		}
		b.WriteRune(r)
	}
	b.WriteByte('"')
	return b.String()
}
