// Package manuscript is what the book says, in the order in which it says it, before there are page numbers.
//
// Which items there are, their order and whom they concern comes from the list. What is said of them comes from the
// pages of package page, from which the website is made, too: book and website say the same. That nothing is lost on
// the way is tested by comparing the printed book with the list, not with the pages.
package manuscript

import (
	"fmt"
	"html/template"
	"slices"
	"unicode/utf8"

	"handbook/generator/address"
	"handbook/generator/diag"
	"handbook/generator/hypertext"
	"handbook/generator/list"
	"handbook/generator/listfile"
	"handbook/generator/page"
	"handbook/generator/qrcode"
)

// A Book is the manuscript of one town's book. Anchors are ASCII, so that they can be names of destinations in a PDF.
type Book struct {
	Town                       *list.Town
	Title                      string
	Digest                     string // SHA-256 of the list's files, in hexadecimal
	Files                      []listfile.File
	Address                    string // the site's, "" where none is configured; it ends in "/"
	Edition                    string // what the document states of itself, in a sentence, or ""
	Proved                     bool   // the list was compared with the official text, and accounts for it
	Preface                    []Section
	Parts                      []*Part
	Figures                    []Figure
	Appendices                 []Appendix
	Departments                []Group
	Letters                    []Letter
	DepartmentMarks            string // what the marks in the index of departments say
	DepartmentCount, ItemCount int

	name   func(string) template.HTML
	pieces func(string) []string
}

// Name writes the name of a department. A line that it does not fit on ends at the border of a word: 泽普县 人力资源和社会保障局.
func (b *Book) Name(name string) template.HTML { return b.name(name) }

// Pieces are those of a title between which a line may end.
func (b *Book) Pieces(title string) []string { return b.pieces(title) }

// A Section of the preface is a heading and its paragraphs.
type Section struct {
	Head       string
	Paragraphs []template.HTML
}

// A Part is one of the three lists.
type Part struct {
	Kind     *list.Kind
	Ordinal  string // 第一部分
	Anchor   string
	Meaning  template.HTML // what the list is, and its totals, in the words of its page
	Theirs   string        // the head of the column of the departments' duties
	Ours     string        // the head of the town's
	Chapters []*Chapter
}

// Overview is the anchor of the part's list of items.
func (p *Part) Overview() string { return p.Anchor + "-items" }

// Count is the number of items of the part.
func (p *Part) Count() int {
	n := 0
	for _, c := range p.Chapters {
		n += len(c.Items)
	}
	return n
}

// A Chapter is a run of items of one category.
type Chapter struct {
	Anchor   string
	Part     *Part
	Category *list.Category
	Items    []*Item
	Also     []*Chapter    // chapters of the same category in other parts
	QR       template.HTML // of the category's page; "" where the site has no address
}

// Range is the numbers of the chapter's items: "1–32".
func (c *Chapter) Range() string { return Range(c.Items[0].No, c.Items[len(c.Items)-1].No) }

// Range writes a run of numbers.
func Range(from, to int) string {
	if from == to {
		return fmt.Sprint(from)
	}
	return fmt.Sprintf("%d–%d", from, to)
}

// An Item is an item of the list with its texts in HTML.
type Item struct {
	*list.Item
	Anchor    string
	Chapter   *Chapter
	Pieces    []string      // of the title, between which it may be cut; none where it has one word
	Ours      []Block       // joint: the town's part; basic: its duties
	Theirs    []Block       // joint: the departments'
	Unnamed   template.HTML // joint: what is said where the document names no department
	Takeovers []Block       // reclaimed: who took it over
	Statement template.HTML // reclaimed: what is said instead where nobody did
	Fields    []Field       // further columns of the document
	See       []*Item       // about the same matter, as the editor says
	Note      template.HTML // the editor's
}

// Tabular says whether the item's duties stand in columns.
func (i *Item) Tabular() bool {
	return i.Kind.Shape() != list.BasicShape && len(i.Ours)+len(i.Theirs)+len(i.Takeovers) > 0
}

// How many characters a line of what the editor says has, and how many of them another item and its page take; in the
// usual size and in large type.
const (
	asideLine, asideLineLarge = 36, 26
	seeLength                 = 13
)

// AsideLines is how many lines what the editor says of the item has at the most.
func (i *Item) AsideLines(large bool) int {
	width, lines := asideLine, 0
	if large {
		width = asideLineLarge
	}
	if i.Item.Note != "" {
		lines += (utf8.RuneCountInString("编者注　"+i.Item.Note) + width - 1) / width
	}
	if n := len(i.See); n > 0 {
		perLine := (width - utf8.RuneCountInString("另见　同一件事：")) / seeLength // of the first line
		lines++
		for n -= perLine; n > 0; n -= width / seeLength {
			lines++
		}
	}
	return lines
}

// A Field is the cell of a further column of the document.
type Field struct {
	Name string
	Body template.HTML
}

// A Block is the duties under one heading.
type Block struct {
	Head template.HTML // "" where the block has none
	Body template.HTML
}

// A lineLength is how many characters a line has, in the usual size and in large type.
type lineLength struct{ usual, large int }

// In large type, what stands in columns in the usual size stands below each other.
var (
	jointLine    = lineLength{16, 26}
	takeoverLine = lineLength{22, 26}
	wholeLine    = lineLength{33, 24}
)

// mostShort is how many lines a short item has at most in its longest column.
const mostShort = 4

// Short says that the item must not be divided between pages: a table divided for the sake of a few lines is hard to
// read. Longer ones are divided, for they would leave pages half empty.
func (i *Item) Short() bool {
	if i.Item.Note != "" || len(i.Item.See) > 1 {
		return false
	}
	for part, blocks := range i.Parts() {
		width := jointLine.usual
		switch {
		case part == list.TakeoverPart:
			width = takeoverLine.usual
		case i.Kind.Shape() == list.BasicShape:
			width = wholeLine.usual
		}
		if linesOf(blocks, width) > mostShort {
			return false
		}
	}
	lines := 0
	for _, f := range i.Item.Fields {
		lines += (utf8.RuneCountInString(f.Name+f.Text) + wholeLine.usual - 1) / wholeLine.usual
	}
	return lines <= mostShort
}

// linesOf is how many lines blocks of duties take in lines of so many characters.
func linesOf(blocks []list.Block, width int) int {
	lines := 0
	for _, b := range blocks {
		if b.Department != nil || b.Heading != "" {
			lines++
		}
		for _, d := range b.Duties {
			lines += (utf8.RuneCountInString(d) + width - 1) / width
		}
	}
	return lines
}

// leastSaved is how many lines a joint item must save to have its columns below each other.
const leastSaved = 4

// Lopsided says that one side of a joint item is so much longer than the other that both are better set below each
// other, in the full width: side by side, the shorter column would be blank for most of the item's length.
func (i *Item) Lopsided() bool {
	if i.Kind.Shape() != list.JointShape || len(i.Ours) == 0 || len(i.Theirs) == 0 {
		return false
	}
	beside, below := 0, 3 // the second table's head, and the space above it
	for _, blocks := range i.Parts() {
		between := max(len(blocks)-1, 0)
		beside = max(beside, linesOf(blocks, jointLine.usual)+between)
		below += linesOf(blocks, wholeLine.usual)
	}
	return beside-below >= leastSaved
}

// A Figure is a chart or a table of the figures page.
type Figure struct {
	Anchor, Title string
	Sentence      template.HTML
	Columns       []string
	Rows          []Row
}

// An Appendix is a page that people wrote for the handbook.
type Appendix struct {
	Anchor, Title string
	Body          template.HTML
}

// A Row is a row of a chart, a name and a bar a column, or of a table, a name and the items of that name.
type Row struct {
	Name  template.HTML
	Bars  []Bar
	Items template.HTML
}

// A Bar is a count and how long its bar is, in hundredths of the longest.
type Bar struct {
	Count   string
	Percent string
}

// A Source is what a manuscript is made of.
type Source struct {
	County  *list.County
	Town    *list.Town
	Pages   []*page.Page
	Written []*page.Written // by hand
	Terms   []string        // key terms for the index by pinyin
	Address string          // the site's, "" where none is configured
	Files   []listfile.File // those that the list was read from
	Proved  bool            // the list was compared with the official text, and accounts for it
}

// New makes the manuscript of a town's book.
func New(s Source) (*Book, error) {
	t := s.Town
	if len(t.Items()) == 0 {
		return nil, diag.Errorf(fmt.Sprintf("write them to %s/basic.toml, joint.toml or reclaimed.toml", t.ID),
			"%s has no items: there is nothing to print", t.Name)
	}
	b := &Book{Town: t, Title: page.Title(t), Digest: listfile.Digest(s.Files), Files: s.Files, Address: s.Address,
		Edition: page.EditionOf(t), Proved: s.Proved}
	r := &reader{pages: page.ByAddress(s.Pages), html: hypertext.Writer{Link: anchorOf}}
	r.names = r.html
	b.pieces = page.TitleWords(s.County).Pieces
	r.names.Pieces = b.pieces
	b.name = r.name
	b.Preface = r.preface(t)
	b.Figures = r.figures(t)
	for _, kind := range t.Kinds() {
		ordinal := "第" + ordinalOf(1+len(b.Parts)) + "部分"
		b.Parts = append(b.Parts, r.part(t, kind, ordinal))
		b.ItemCount += len(t.Lists[kind])
	}
	b.linkItems()
	if err := b.linkChapters(); err != nil {
		return nil, err
	}
	if err := b.addAppendices(s.Written); err != nil {
		return nil, err
	}
	b.indexDepartments(s.County)
	b.indexTitles(s.Terms)
	return b, nil
}

// ordinalOf writes a small number in Chinese.
func ordinalOf(n int) string {
	digits := []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	switch {
	case n < 10:
		return digits[n]
	case n < 20:
		return "十" + digits[n-10]
	}
	return fmt.Sprint(n)
}

// linkItems notes for each item which others are about the same matter.
func (b *Book) linkItems() {
	set := map[*list.Item]*Item{}
	for _, i := range b.Items() {
		set[i.Item] = i
	}
	for _, i := range b.Items() {
		for _, other := range i.Item.See {
			if to := set[other]; to != nil {
				i.See = append(i.See, to)
			}
		}
	}
}

// linkChapters notes for each chapter which others are of its category, and makes the code of the category's page.
func (b *Book) linkChapters() (err error) {
	chapters := map[*list.Category][]*Chapter{}
	for _, p := range b.Parts {
		for _, c := range p.Chapters {
			chapters[c.Category] = append(chapters[c.Category], c)
		}
	}
	for _, p := range b.Parts {
		for _, c := range p.Chapters {
			for _, other := range chapters[c.Category] {
				if other.Part != p {
					c.Also = append(c.Also, other)
				}
			}
			if b.Address == "" {
				continue
			}
			if c.QR, err = qrcode.SVG(b.Address + address.Category(b.Town, c.Category).Site()); err != nil {
				return err
			}
		}
	}
	return nil
}

// addAppendices adds the pages that people wrote. Their links lead to what the book has of the site.
func (b *Book) addAppendices(written []*page.Written) error {
	known := map[string]bool{}
	for _, item := range b.Town.Items() {
		known[address.Item(b.Town, item).Path] = true
		for _, d := range item.Departments {
			known[address.Department(d).Path] = true
		}
	}
	written = page.WrittenFor(b.Town, written)
	for _, p := range written {
		known[p.Address.Path] = true
	}
	html := hypertext.Writer{Lower: 1, Link: func(a address.Address) string {
		if !known[a.Path] {
			return ""
		}
		return anchorOf(a)
	}}
	for _, p := range written {
		body, err := html.Written(p)
		if err != nil {
			return err
		}
		b.Appendices = append(b.Appendices, Appendix{p.Address.Book(), p.Title, body})
	}
	return nil
}

// Joint says whether a part has the columns of the town and of the departments.
func (b *Book) Joint() bool {
	return slices.ContainsFunc(b.Parts, func(p *Part) bool { return p.Kind.Shape() == list.JointShape })
}

// Items returns the items of all parts.
func (b *Book) Items() []*Item {
	var all []*Item
	for _, p := range b.Parts {
		for _, c := range p.Chapters {
			all = append(all, c.Items...)
		}
	}
	return all
}
