package manuscript

import (
	"fmt"
	"html/template"
	"unicode/utf8"

	"handbook/generator/address"
	"handbook/generator/hypertext"
	"handbook/generator/list"
	"handbook/generator/page"
)

// A reader makes parts of the book from the pages.
type reader struct {
	pages map[address.Address]*page.Page
	html  hypertext.Writer
	names hypertext.Writer // of heads and names: a line ends at the border of a word
}

// anchorOf is the href of an address within the book, or "" for what only the website has.
func anchorOf(a address.Address) string {
	if anchor := a.Book(); anchor != "" {
		return "#" + anchor
	}
	return ""
}

// A duty of up to three lines must stay on one page, as three lines cannot be divided into two and two. dutyClass marks
// such duties for the styles, for at the end of a table cell Chromium does not obey "orphans" and "widows": whole in
// both sizes, or in one of them.
func dutyClass(line lineLength) func(string) string {
	return func(duty string) string {
		length := utf8.RuneCountInString(duty)
		short := func(line int) bool { return length <= 3*line+2 } // of two signs side by side, one takes half its room
		switch {
		case short(line.usual) && short(line.large):
			return "whole"
		case short(line.usual):
			return "whole-usual"
		case short(line.large):
			return "whole-large"
		}
		return ""
	}
}

func (r *reader) part(t *list.Town, kind *list.Kind, ordinal string) *Part {
	part := &Part{Kind: kind, Ordinal: ordinal, Anchor: kind.ID(), Meaning: r.opening(address.List(t, kind)),
		Theirs: t.Theirs(kind), Ours: t.Ours(kind)}
	for _, g := range list.Groups(t.Lists[kind]) {
		c := &Chapter{Anchor: kind.ID() + "." + address.Group(g), Part: part, Category: g.Category}
		for _, item := range g.Items {
			c.Items = append(c.Items, r.item(t, item, c))
		}
		part.Chapters = append(part.Chapters, c)
	}
	return part
}

func (r *reader) item(t *list.Town, item *list.Item, c *Chapter) *Item {
	at := address.Item(t, item)
	set := &Item{Item: item, Anchor: at.Book(), Chapter: c, Statement: r.html.Text(page.Words(item.Statement)),
		Note: r.html.Text(page.Words(item.Note))}
	p := r.pages[at]
	line := jointLine
	if item.Kind.Shape() == list.BasicShape {
		line = wholeLine
	}
	set.Ours = r.blocks(p.Section("town"), line)
	set.Theirs = r.blocks(p.Section("county"), line)
	set.Takeovers = r.blocks(p.Section("takeover"), takeoverLine)
	for _, fact := range p.Facts {
		switch said := fact.Value.(type) {
		case string:
			if fact.Name == "unnamed" {
				set.Unnamed = r.html.Text(page.Words(said))
			}
		case []string:
			if fact.Name == "pieces" {
				set.Pieces = said
			}
		}
	}
	for _, s := range p.Fields() {
		set.Fields = append(set.Fields, Field{s.Head.String(), r.blocks(s, wholeLine)[0].Body})
	}
	return set
}

// blocks are the duties of a section of an item's page, which may not be there.
func (r *reader) blocks(s *page.Section, line lineLength) []Block {
	if s == nil {
		return nil
	}
	html := r.html
	html.DutyClass = dutyClass(line)
	var blocks []Block
	for _, b := range s.Body {
		duties := b.(page.Duties)
		blocks = append(blocks, Block{Head: r.names.Text(duties.Head), Body: html.Duties(duties)})
	}
	return blocks
}

// opening is the first paragraph of a page.
func (r *reader) opening(at address.Address) template.HTML {
	return r.html.Text(r.pages[at].Intro[0].(page.Paragraph).Text)
}

func (r *reader) preface(t *list.Town) []Section {
	p := r.pages[address.Preface(t)]
	if p == nil {
		return nil
	}
	var sections []Section
	for _, s := range p.Sections {
		section := Section{Head: s.Head.String()}
		for _, b := range s.Body {
			switch b := b.(type) {
			case page.Paragraph:
				section.Paragraphs = append(section.Paragraphs, r.html.Text(b.Text))
			case page.Note:
				section.Paragraphs = append(section.Paragraphs, r.html.Text(b.Text))
			}
		}
		sections = append(sections, section)
	}
	return sections
}

func (r *reader) figures(t *list.Town) []Figure {
	var figures []Figure
	for i, s := range r.pages[address.Figures(t)].Sections {
		f := Figure{Anchor: fmt.Sprintf("figure-%d", i+1), Title: s.Head.String()}
		for _, b := range s.Body {
			switch b := b.(type) {
			case page.Paragraph:
				f.Sentence = r.html.Text(b.Text)
			case page.Chart:
				f.Columns, f.Rows = b.Columns, r.bars(b)
			case page.Table:
				f.Columns = b.Columns
				for _, row := range b.Rows {
					f.Rows = append(f.Rows, Row{Name: r.name(row[0].String()), Items: r.html.Text(row[1])})
				}
			}
		}
		figures = append(figures, f)
	}
	return figures
}

// name writes a name without links.
func (r *reader) name(name string) template.HTML { return r.names.Text(page.Words(name)) }

// bars are the rows of a chart, each bar as long as its part of the longest.
func (r *reader) bars(c page.Chart) []Row {
	most := 1
	for _, row := range c.Rows {
		for _, n := range row.Counts {
			most = max(most, n.N)
		}
	}
	rows := make([]Row, len(c.Rows))
	for i, row := range c.Rows {
		rows[i].Name = r.name(row.Name.String())
		for _, n := range row.Counts {
			percent := fmt.Sprintf("%.1f%%", 100*float64(n.N)/float64(most))
			rows[i].Bars = append(rows[i].Bars, Bar{n.Text().String(), percent})
		}
	}
	return rows
}
