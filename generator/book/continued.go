package book

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"handbook/generator/book/manuscript"
	"handbook/generator/book/pdf"
)

// sayContinued names above each page that opens within an item that item, and the page on which it began. heads have
// the titles; what is said stands above the type area and moves nothing.
func (l layout) sayContinued(b *manuscript.Book, divisions []division, heads []pageHead) {
	first, _ := l.itemsOn(b, heads)
	for p, item := range first {
		if item == nil {
			continue
		}
		if began := l.headings[item.Anchor].Page; began < p {
			heads[p].continued = continuedLine(item, l.number(began, divisions))
		}
	}
}

// continuedTitle is how many characters of a title fit beside what else the line says, in either size of type.
const continuedTitle = 24

// continuedLine is what stands above the rest of an item: "配 88　自然灾害救助（续，始于第 79 页）".
func continuedLine(item *manuscript.Item, began string) string {
	return fmt.Sprintf("%s %d　%s（续，始于第 %s 页）", item.Kind.Mark(), item.No, shortened(item), began)
}

// shortened is an item's title, cut between two words where it is too long for the line.
func shortened(item *manuscript.Item) string {
	if utf8.RuneCountInString(item.Title) <= continuedTitle {
		return item.Title
	}
	title := ""
	for _, piece := range item.Pieces {
		if utf8.RuneCountInString(title+piece) >= continuedTitle {
			break
		}
		title += piece
	}
	if title == "" { // the first word alone is too long
		title = string([]rune(item.Title)[:continuedTitle-1])
	}
	return strings.TrimRight(title, "、，；：·（(“‘《") + "…"
}

// A cell is from which page its row goes on to which page with what stands in it; named says that the row has a name.
type cell struct {
	from, to int
	named    bool
}

// findCells finds the cells of the items' tables in a print, by the item's anchor. ids are those of its headings.
func findCells(file *pdf.File, ids []string) (map[string][]cell, error) {
	texts, err := file.FirstRuns()
	if err != nil {
		return nil, err
	}
	cells := map[string][]cell{}
	item, from, named := "", 0, false
	err = file.Elements(func(kind pdf.Name, marks []pdf.Mark) {
		switch {
		case len(kind) == 2 && kind[0] == 'H' && len(ids) > 0:
			if ids[0] != "" { // else it is one within a cell
				item = ids[0]
			}
			ids = ids[1:]
		case kind == "TR":
			named = false
		case kind == "TH" || kind == "TD":
			var pages []int // of its text: the line between the columns is drawn on all
			for _, m := range marks {
				if _, ok := texts[m]; ok {
					pages = append(pages, m.Page)
				}
			}
			if len(pages) == 0 {
				return
			}
			if kind == "TH" {
				from, named = slices.Min(pages), true
			} else {
				cells[item] = append(cells[item], cell{from, slices.Max(pages), named})
			}
		}
	})
	return cells, err
}

// done is on how many pages the other column of a joint item goes on and this one, the first or the second, does not.
func (l layout) done(anchor string, column int) int {
	cells := l.cells[anchor]
	if len(cells) < 2 || cells[0].named {
		return 0
	}
	return max(cells[1-column].to-cells[column].to, 0)
}

// leaveOut takes from the cells of a print what says on each such page that the column is done.
func (l layout) leaveOut(before layout) {
	for anchor, cells := range l.cells {
		for column := range min(len(cells), 2) {
			cells[column].to -= before.done(anchor, column)
		}
	}
}

// Done is, for each page on which a column is done, the number of the page on which it ended.
func (v view) Done(i *manuscript.Item, column int) []string {
	n := v.layout.done(i.Anchor, column)
	if n == 0 {
		return nil
	}
	return slices.Repeat([]string{v.layout.number(v.layout.cells[i.Anchor][column].to, v.divisions)}, n)
}

// Again is an element for each page on which what a department does goes on: the n-th that took an item over.
func (v view) Again(i *manuscript.Item, n int) []struct{} {
	cells := v.layout.cells[i.Anchor]
	if n >= len(cells) {
		return nil
	}
	return make([]struct{}, cells[n].to-cells[n].from)
}
