package book

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"handbook/generator/book/manuscript"
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
