package page

import (
	"fmt"
	"strings"

	"handbook/generator/address"
)

// A Text is what a line or a paragraph says, in pieces.
type Text []Inline

// An Inline is a piece of a text. Its characters stand for themselves: each writer escapes them for its form.
type Inline struct {
	Text  string
	Style Style
	To    *address.Address // where it leads, or nil
	URL   string           // where it leads outside the handbook: tel:0998-8240000, https://…
}

// Style is how a piece differs from the text around it.
type Style int

// A Mark is the character that stands for a list (配); an Aside is a remark beside the text; what is Strong is looked
// for. Of two wordings, what only the other has is Removed, and what only this one has is Inserted.
const (
	Plain Style = iota
	Mark
	Aside
	Strong
	Removed
	Inserted
)

// Words is a text of one plain piece.
func Words(text string) Text { return Text{{Text: text}} }

func link(text string, to address.Address) Inline { return Inline{Text: text, To: &to} }

func strong(text string) Inline { return Inline{Text: text, Style: Strong} }

// String is the text alone.
func (t Text) String() string {
	var b strings.Builder
	for _, piece := range t {
		b.WriteString(piece.Text)
	}
	return b.String()
}

// A Block is a paragraph, list or heading of a page: one of the types below.
type Block interface{ block() }

// A Paragraph is a text by itself.
type Paragraph struct{ Text Text }

// A Heading is within a section; the section's own is of level 2.
type Heading struct {
	Level int
	Text  Text
}

// Duties are one block of duties. They are numbered when there are several, and plain text when there is one, as in the
// official document.
type Duties struct {
	Level  int  // of the heading
	Head   Text // nil where the block has no heading
	Marked bool // the duties carry marks of their own, and are not numbered
	List   []Text
	Others [][]Text // of each duty, the wordings that other towns have; nil where there is nothing to compare
}

// Others are other wordings of what stands above.
type Others []Text

// An Index is a list of items, which leads to their pages.
type Index []Entry

// An Entry is an item's line in an index.
type Entry struct {
	Mark        string
	No          int
	Title       string
	To          address.Address
	Departments []string // short names
	Remark      string   // beside them, or ""
}

// Lines are a bulleted list.
type Lines []Text

// A Note is written by the editor; it is no official text.
type Note struct{ Text Text }

// A Chart is a table of counts, to be drawn as bars. The first column is that of the names.
type Chart struct {
	Columns []string
	Rows    []Row
}

// A Row is a line of a chart.
type Row struct {
	Name   Text
	Counts []Count
}

// A Count is how many things there are, and where they stand.
type Count struct {
	N  int
	To address.Address
}

// Text is the number with its link, or a dash where there is nothing.
func (c Count) Text() Text {
	if c.N == 0 {
		return Words("–")
	}
	return Text{link(fmt.Sprint(c.N), c.To)}
}

// A Table is a table of texts, with the names in its first column.
type Table struct {
	Columns []string
	Rows    [][]Text
}

func (Paragraph) block() {}
func (Heading) block()   {}
func (Duties) block()    {}
func (Others) block()    {}
func (Index) block()     {}
func (Lines) block()     {}
func (Note) block()      {}
func (Chart) block()     {}
func (Table) block()     {}
