package book

import (
	"fmt"
	"strings"
	"testing"

	"handbook/generator/book/manuscript"
)

// itemsOf are the items that the blocks of a book belong to; nil before the first, and behind the last.
func (b bound) itemsOf(all []block) []*manuscript.Item {
	items, next := b.book.Items(), 0
	of := make([]*manuscript.Item, len(all))
	var current *manuscript.Item
	for i, one := range all {
		switch one.kind {
		case "H2", "H3":
			current = nil
		case "H4":
			if current = nil; next < len(items) {
				current = items[next]
				next++
			}
		}
		of[i] = current
	}
	return of
}

// A page that opens within an item says of which, and where it began; no other page does.
func TestContinuedPagesNameTheirItem(t *testing.T) {
	t.Parallel()
	each(t, continuedPagesNameTheirItem)
}

func continuedPagesNameTheirItem(t *testing.T, b bound) {
	all, _ := b.blocks(t)
	of := b.itemsOf(all)
	said := 0
	for n, s := range b.pages {
		if b.part(n) == "" {
			continue
		}
		opens, closes := "", "" // of the line that must be there
		for i, one := range all {
			if len(one.lines[n]) == 0 || one.kind == "TH" { // the heads of columns stand on every page of a table
				continue
			}
			if item := of[i]; item != nil && b.opens(t, item) < n {
				opens = letters(fmt.Sprintf("%s%d", item.Kind.Mark(), item.No)) + letters(item.Title)[:len("标题")]
				closes = fmt.Sprintf("（续，始于第%s页）", b.pages[b.opens(t, item)].printedNumber())
			}
			break
		}
		got := ""
		for _, h := range s.head {
			if strings.Contains(h, "（续") {
				got = letters(h)
				said++
			}
		}
		if (got == "") != (opens == "") || !strings.HasPrefix(got, opens) || !strings.HasSuffix(got, closes) {
			t.Errorf("page %s: the line above says %q, want %q … %q", s.printedNumber(), got, opens, closes)
		}
	}
	if said < 20 {
		t.Errorf("only %d pages open within an item", said)
	}
}
