package page

import (
	"strings"

	"handbook/generator/address"
)

// A Text is what a line or a paragraph says, in pieces.
type Text []Inline

// An Inline is a piece of a text. What it says is meant as it is: each writer escapes it in its own way.
type Inline struct {
	Text  string
	Style Style
	To    *address.Address // where it leads, or nil
}

// Style is how a piece is told from the text around it.
type Style int

// A mark is the one character that stands for a list; an aside is said beside the text, not by it.
const (
	Plain Style = iota
	Mark
	Aside
)

// Words is a text of one plain piece.
func Words(text string) Text { return Text{{Text: text}} }

func link(text string, to address.Address) Inline { return Inline{Text: text, To: &to} }

// String is the text alone.
func (t Text) String() string {
	var b strings.Builder
	for _, piece := range t {
		b.WriteString(piece.Text)
	}
	return b.String()
}

// A Block is a part of a page from one line end to the next: one of the types below.
type Block interface{ block() }

// A Paragraph is a text by itself.
type Paragraph struct{ Text Text }

// A Heading is a head within a section; the section's own is of level 2.
type Heading struct {
	Level int
	Text  Text
}

// Duties are one block of duties. They are numbered when there are several, and plain text when there is one, as in the
// official document.
type Duties struct {
	Level int  // of the head
	Head  Text // nil where the block has none
	List  []Text
}

// An Index is a list of items.
type Index []Entry

// An Entry is an item's line in an index.
type Entry struct {
	Mark        string
	No          int
	Title       string
	To          address.Address
	Departments []string // short names
}

// Lines are a list of texts.
type Lines []Text

// A Note is the editor's, never official text.
type Note struct{ Text Text }

// A Chart is a table of numbers, to be drawn as bars. The first column is that of the names.
type Chart struct {
	Columns []string
	Rows    []Row
}

// A Row is a line of a chart.
type Row struct {
	Name   string
	Counts []int
}

func (Paragraph) block() {}
func (Heading) block()   {}
func (Duties) block()    {}
func (Index) block()     {}
func (Lines) block()     {}
func (Note) block()      {}
func (Chart) block()     {}
