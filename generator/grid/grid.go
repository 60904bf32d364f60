// Package grid is a document as a reader of tables sees it, whatever program wrote it: tables of cells, the lines
// between them, and what was left out. A reader for each format fills it; package intake says what it means.
//
// A reader gives every character of the file once, white space aside: in a [Line], or in what it left out, a [Left].
package grid

import (
	"fmt"
	"iter"
	"strings"
	"unicode"
)

// A Document is what a reader took out of one file.
type Document struct {
	File   string  // as it was named
	Parts  []Part  // in the document's order
	Left   []Left  // what is in the file and is no part of its text
	Doubts []Doubt // what the reader could not be sure of

	// Picture draws a place of a page, as a PNG; nil where the format has no pages.
	Picture func(Place) ([]byte, error)
}

// A Part of a document is a table, or a line outside tables.
type Part struct {
	Table *Table
	Line  *Line
}

// A Table is rows over common columns.
type Table struct {
	Sheet string // the name of a workbook's sheet, or ""
	Wide  int    // how many columns
	Rows  []*Row
}

// A Row is cells from left to right. Where a row begins further right, or has a gap, no cell stands there.
type Row struct {
	Cells []*Cell
	Head  bool // the document says that it is repeated on each page
	Place Place
}

// A Cell covers one column or several.
type Cell struct {
	Column int   // its first, from 0
	Wide   int   // how many, at least 1
	Above  *Cell // of a cell that is merged over several rows, in all but the first: the first, which has the lines
	Lines  []*Line
	Place  Place
}

// A Line is a line of a cell, or of text outside tables.
type Line struct {
	Text   string // as it is written; without what the program numbers it with
	Number string // what the program numbers it with, as it shows it: "1.", "（一）"
	Hard   bool   // a paragraph begins here for certain
	Full   bool   // what follows would not have fitted on it: the paragraph may go on in the next line
	Place  Place

	owners []Owner // of each rune of Text
}

// A Place is where something stands; what is not known is 0 or "".
type Place struct {
	Page  int        // from 1
	Box   [4]float64 // left, top, right, bottom on the page, in points from its upper left corner
	Sheet string     // of a workbook
	Cell  string     // of a workbook: D7
	Table int        // of a text document, from 1
	Row   int        // of that table, from 1
}

// String is the place in Chinese, for the clerk: 第 12 页, “配合履职”表 D7, 第 2 个表格第 34 行.
func (p Place) String() string {
	switch {
	case p.Page > 0:
		return fmt.Sprintf("第 %d 页", p.Page)
	case p.Cell != "":
		return fmt.Sprintf("“%s”表 %s", p.Sheet, p.Cell)
	case p.Sheet != "":
		return fmt.Sprintf("“%s”表", p.Sheet)
	case p.Row > 0:
		return fmt.Sprintf("第 %d 个表格第 %d 行", p.Table, p.Row)
	case p.Table > 0:
		return fmt.Sprintf("第 %d 个表格", p.Table)
	}
	return "表格以外"
}

// Holds reports whether the place of a row holds another.
func (p Place) Holds(other Place) bool {
	switch {
	case p.Page > 0 && p.Box != [4]float64{}:
		middle := (other.Box[1] + other.Box[3]) / 2
		return other.Page == p.Page && other.Box != [4]float64{} && p.Box[1] <= middle && middle <= p.Box[3]
	case p.Cell != "":
		return other.Sheet == p.Sheet && row(other.Cell) == row(p.Cell)
	}
	return p.Row > 0 && p.Table == other.Table && p.Row == other.Row
}

// row is the row in the name of a workbook's cell: 7 of D7.
func row(cell string) string { return strings.TrimLeft(cell, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") }

// A Left is text that was left out, and why.
type Left struct {
	Why   Why
	Text  string
	Place Place
}

// A Why is why something was left out.
type Why int

// The reasons.
const (
	Deleted  Why = iota // by a tracked change
	Hidden              // formatted as hidden
	Struck              // struck out
	Footnote            // or an endnote
	TextBox             // floats beside the text
	Comment             // somebody's remark
	Ruby                // a reading above characters
	Code                // of a field, whose result is in the text
	PageMark            // a page's number, header or footer
	Clipped             // printed, and hidden by a clip
	Symbol              // of a symbol font: means nothing by itself
	Drawing             // a picture, a formula
)

// String is the reason in Chinese, for the clerk.
func (w Why) String() string {
	return [...]string{"修订中已删除", "隐藏文字", "删除线", "脚注、尾注", "文本框", "批注", "注音", "域代码", "页码、页眉、页脚",
		"被裁去、看不见", "符号字体", "图形、公式"}[w]
}

// A Doubt is something that a reader could not be sure of.
type Doubt struct {
	Text  string // a sentence in Chinese, for the clerk
	Place Place
}

// An Owner says what a character of a line is.
type Owner uint8

// The owners. Every character of a document's lines, white space aside, has one of them in the end.
const (
	Nobody    Owner = iota
	Value           // it stands in the list
	Numeral         // the number of an item or a duty, which the list does not keep
	Separator       // a head's colon, 、 between departments, 承接部门：
	Heading         // the head of a column, a repeated one, too
	Outside         // a title, a note at the foot: no part of the list
	Repeated        // a merged category's, printed again
	Count           // of a group row: （18项）
)

// Own gives the runes from…to of the line's text an owner. It reports false where one of them has another already.
func (l *Line) Own(from, to int, owner Owner) bool {
	owners, free := l.Owners(), true
	for i := from; i < to; i++ {
		free = free && (owners[i] == Nobody || owners[i] == owner)
		owners[i] = owner
	}
	return free
}

// Owners are the owners of the text's runes.
func (l *Line) Owners() []Owner {
	if n := len([]rune(l.Text)); len(l.owners) != n {
		l.owners = make([]Owner, n)
	}
	return l.owners
}

// Lines are all lines of a document in its order; a merged cell's once.
func (d *Document) Lines() iter.Seq[*Line] {
	return func(yield func(*Line) bool) {
		for _, part := range d.Parts {
			if part.Line != nil && !yield(part.Line) {
				return
			}
			if part.Table == nil {
				continue
			}
			for _, row := range part.Table.Rows {
				for _, cell := range row.Cells {
					for _, line := range cell.Lines {
						if !yield(line) {
							return
						}
					}
				}
			}
		}
	}
}

// Characters is how many characters a text has, white space aside.
func Characters(text string) int {
	n := 0
	for _, r := range text {
		if !unicode.IsSpace(r) {
			n++
		}
	}
	return n
}
