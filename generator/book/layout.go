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

// A layout is what was measured on a print: on which page every heading stands. The next HTML is composed with it.
// Before the first print only line is known.
type layout struct {
	pages    int
	headings map[string]pdf.Heading // by anchor
	cells    map[string][]cell      // by the item's anchor
	line     float64                // the height of a line, in points
	blanks   map[string]bool        // by the anchor of the division that a blank page goes before
	shown    bool                   // the styles may not hide the book from wide pages: the browser printed nothing
}

// A division of the book has its own title in the running heads, or none: the contents, a list, the index.
type division struct {
	anchor, title string
	recto         bool   // it opens on a right-hand page
	bare          bool   // its pages have neither running head nor page number
	front         bool   // its pages are numbered in roman
	sign          string // on the tabs at the edge of its pages
}

// overviewTitle is the title of the list of a part's items.
const overviewTitle = "事项一览"

// divisions are those of a book, in their order. The contents and the parts open on right-hand pages; what follows them
// opens on the next page, whichever that is, and the back of a part's own page has the list of its items.
func divisions(b *manuscript.Book) []division {
	all := []division{
		{anchor: "cover", bare: true, front: true},
		{anchor: "imprint", bare: true, front: true},
		{anchor: "contents", title: "目录", recto: true, front: true},
	}
	if len(b.Preface) > 0 {
		all = append(all, division{anchor: "preface", title: "说明", front: true})
	}
	all = append(all, division{anchor: "usage", title: "怎样使用本书", front: true})
	for _, p := range b.Parts {
		title := p.Ordinal + "　" + p.Kind.Name()
		all = append(all,
			division{anchor: p.Anchor, recto: true, bare: true},
			division{anchor: p.Overview(), title: title + " · " + overviewTitle, sign: p.Kind.Mark()},
			division{anchor: p.Chapters[0].Anchor, title: title, sign: p.Kind.Mark()})
	}
	if len(b.Figures) > 0 {
		all = append(all, division{anchor: "figures", title: "清单统计", sign: "图"})
	}
	for _, a := range b.Appendices {
		all = append(all, division{anchor: a.Anchor, title: a.Title, sign: "附"})
	}
	if len(b.Departments) > 0 {
		all = append(all, division{anchor: "departments", title: "部门索引", sign: "索"})
	}
	return append(all, division{anchor: "letters", title: "音序索引", sign: "索"})
}

// measure finds the headings of a print. before is the layout that it was composed with.
//
// Where a division must open on a right-hand page and did not, a blank page will go before it in the next print; one
// that is no longer needed will go. The pages returned are already those of the next print.
func measure(file *pdf.File, html []byte, divisions []division, before layout) (layout, error) {
	headings, err := findHeadings(file, html)
	if errors.Is(err, pdf.ErrUntagged) && !before.shown {
		return layout{line: before.line, shown: true}, nil
	}
	if err != nil {
		return layout{}, err
	}
	l := layout{headings: headings, line: before.line, blanks: map[string]bool{}, shown: before.shown}
	pages, moved := len(file.Pages()), 0
	shift := make([]int, pages+1) // by page: how far it will move
	for _, d := range divisions {
		at, ok := headings[d.anchor]
		if !ok {
			return l, diag.Errorf("the book's template must have a heading of this id",
				"the print has no heading %q", d.anchor)
		}
		if before.blanks[d.anchor] {
			moved--
		}
		if d.recto && (at.Page+moved)%2 == 1 {
			l.blanks[d.anchor] = true
			moved++
		}
		for p := at.Page; p < len(shift); p++ {
			shift[p] = moved
		}
	}
	for anchor, at := range headings {
		at.Page += shift[at.Page]
		headings[anchor] = at
	}
	if l.cells, err = findCells(file, headingIDs(html)); err != nil {
		return l, err
	}
	for _, cells := range l.cells {
		for i, c := range cells {
			cells[i].from, cells[i].to = c.from+shift[c.from], c.to+shift[c.to]
		}
	}
	l.leaveOut(before)
	l.pages = pages + moved
	return l, nil
}

var headingTag = regexp.MustCompile(`<h([1-6])(?: id="([^"]*)")?>`)

// headingIDs are the ids of the headings of HTML, "" for one that has none.
func headingIDs(html []byte) []string {
	var ids []string
	for _, h := range headingTag.FindAllSubmatch(html, -1) {
		ids = append(ids, string(h[2]))
	}
	return ids
}

// findHeadings finds the headings of a print by their anchors: they come in the same order as those of the HTML.
func findHeadings(file *pdf.File, html []byte) (map[string]pdf.Heading, error) {
	found, err := file.Headings()
	if err != nil {
		return nil, err
	}
	written := headingTag.FindAllSubmatch(html, -1)
	if len(found) != len(written) {
		return nil, fmt.Errorf("the print has %d headings, its HTML %d", len(found), len(written))
	}
	headings := map[string]pdf.Heading{}
	for i, h := range found {
		if level := string(written[i][1]); level != strconv.Itoa(h.Level) {
			return nil, fmt.Errorf("heading %d is of level %d in the print, of level %s in its HTML",
				i+1, h.Level, level)
		}
		if id := string(written[i][2]); id != "" {
			headings[id] = h
		}
	}
	return headings, nil
}

// bodyStart is the page that is numbered 1; pages are counted from 0.
func (l layout) bodyStart(divisions []division) int {
	for _, d := range divisions {
		if !d.front {
			return l.headings[d.anchor].Page
		}
	}
	return 0
}

// number is the printed number of a page.
func (l layout) number(page int, divisions []division) string {
	if start := l.bodyStart(divisions); page >= start {
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

// A pageHead is what a page says around its text: the division's title, the items, the page number; above what goes on
// from the page before, of which item it is; at the edge the tab's sign in its place.
type pageHead struct{ inner, outer, folio, continued, tab string }

// heads composes what all pages say above and below their text.
func (l layout) heads(b *manuscript.Book, divisions []division) []pageHead {
	if l.pages == 0 {
		return nil
	}
	heads := l.titles(divisions)
	l.sayContinued(b, divisions, heads)
	l.itemHeads(b, heads)
	l.letterHeads(b, heads)
	return heads
}

// titles are the heads without what stands on the pages: the divisions' titles, and the page numbers.
func (l layout) titles(divisions []division) []pageHead {
	heads := make([]pageHead, l.pages)
	signs := signs(divisions)
	for i, d := range divisions {
		from, to := l.headings[d.anchor].Page, l.pages
		if i+1 < len(divisions) {
			next := divisions[i+1].anchor
			to = l.headings[next].Page
			if l.blanks[next] {
				to--
			}
		}
		if d.bare {
			continue
		}
		for p := from; p < to; p++ {
			heads[p].inner, heads[p].folio = d.title, "— "+l.number(p, divisions)+" —"
			if d.sign != "" {
				heads[p].tab = tab(slices.Index(signs, d.sign)%mostTabs, d.sign, p%2 == 0)
			}
		}
	}
	return heads
}

// mostTabs is how many tabs stand one below the other; the theme's styles give each a ninth of the type area's height.
const mostTabs = 9

// signs are those of the tabs, from the head of the page down.
func signs(divisions []division) (all []string) {
	for _, d := range divisions {
		if d.sign != "" && !slices.Contains(all, d.sign) {
			all = append(all, d.sign)
		}
	}
	return all
}

// tab is the text of a tab: in the line of its place, the sign with the room beside it that is black, too, and more of
// it towards the edge, which is cut. The styles draw the black as a thick line through the text.
func tab(place int, sign string, right bool) string {
	const inside, outside = "\u00a0\u00a0", "　\u00a0\u00a0"
	if right {
		return strings.Repeat("\n", place) + inside + sign + outside
	}
	return strings.Repeat("\n", place) + outside + sign + inside
}

// The type area's upper edge, from the sheet's lower edge, and its height; in points.
const (
	typeTop    = (303 - 40) * 72 / 25.4
	typeHeight = 225 * 72 / 25.4
)

// itemsOn are the first item that has a line on each page, and the last; nil where there is none. Whether a page begins
// with its first heading or with the end of the item before is told by how high that heading stands: an item is never
// continued with fewer than two lines. heads are the titles.
func (l layout) itemsOn(b *manuscript.Book, heads []pageHead) (first, last []*manuscript.Item) {
	items := b.Items()
	first, last = make([]*manuscript.Item, l.pages), make([]*manuscript.Item, l.pages)
	for i, item := range items {
		at := l.headings[item.Anchor]
		if first[at.Page] == nil {
			first[at.Page] = item
			chapter := l.headings[item.Chapter.Anchor]
			opens := at.Y > typeTop-1.5*l.line ||
				item == item.Chapter.Items[0] && chapter.Page == at.Page && chapter.Y > typeTop-2.5*l.line
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
	return first, last
}

// itemHeads names the items and categories of each page as a dictionary does: the first and the last, as "配 12–15".
func (l layout) itemHeads(b *manuscript.Book, heads []pageHead) {
	first, last := l.itemsOn(b, heads)
	for p := range heads {
		if first[p] == nil {
			continue
		}
		category := first[p].Category.Name
		if other := last[p].Category.Name; other != category {
			category += "—" + other
		}
		heads[p].inner += " · " + category
		heads[p].outer = first[p].Kind.Mark() + " " + manuscript.Range(first[p].No, last[p].No)
	}
}

// letterHeads names the letters of each page of the index by pinyin.
func (l layout) letterHeads(b *manuscript.Book, heads []pageHead) {
	current := ""
	for p := l.headings["letters"].Page; p < l.pages; p++ {
		from, to := current, current
		for _, letter := range b.Letters {
			if l.headings[letter.Anchor].Page != p {
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

// headStyles writes the heads as counter styles: the style's n-th symbol is how Chromium writes the number of the n-th
// page. With a named page for each head, every page would end where its name ends.
func headStyles(heads []pageHead) template.CSS {
	var b strings.Builder
	for _, c := range []struct {
		name string
		of   func(pageHead) string
	}{
		{"inner", func(h pageHead) string { return h.inner }},
		{"outer", func(h pageHead) string { return h.outer }},
		{"folio", func(h pageHead) string { return h.folio }},
		{"continued", func(h pageHead) string { return h.continued }},
		{"tab", func(h pageHead) string { return h.tab }},
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
