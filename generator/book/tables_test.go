package book

import (
	"fmt"
	"math"
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

// No head of a column stands over nothing: a column that has ended on a page before says so.
func TestNoHeadOverNothing(t *testing.T) {
	t.Parallel()
	each(t, noHeadOverNothing)
}

func noHeadOverNothing(t *testing.T, b bound) {
	heads := b.columnHeads()
	if len(heads) < 2*len(b.book.Parts[1].Chapters) {
		t.Errorf("only %d heads of columns", len(heads))
	}
	for _, h := range heads {
		if h.lines == 0 {
			t.Errorf("page %s: nothing stands under %q", b.pages[h.page].printedNumber(), h.text)
		}
	}
}

// A columnHead is the head of a table's column, on one of its pages, and how many pieces of text stand below it there.
type columnHead struct {
	row
	page, lines int
}

// columnHeads are those of a book. What stands below one ends with the next item's title, the next heads, or what the
// editor says of the item.
func (b bound) columnHeads() (all []columnHead) {
	for n, s := range b.pages {
		if b.part(n) == "" {
			continue
		}
		var heads, ends []row
		for _, r := range s.body {
			switch text := letters(r.text); {
			case repeated[text] && strings.Contains(r.font, "Sans"):
				heads, ends = append(heads, r), append(ends, r)
			case strings.ContainsAny(text[:min(len(text), len("基"))], "基配收") && r.x < 45*mm && r.size < .9*b.size,
				text == "另见", text == "编者注":
				ends = append(ends, r)
			}
		}
		for _, h := range heads {
			head, right, bottom := columnHead{row: h, page: n}, 1000., 1000.
			for _, o := range heads {
				if o.x > h.x+5 && math.Abs(o.y-h.y) < 2 {
					right = o.x - 8
				}
			}
			for _, o := range ends {
				if o.y > h.y+2 {
					bottom = min(bottom, o.y-2)
				}
			}
			for _, r := range s.body {
				if r.y > h.y+2 && r.y < bottom && r.x > h.x-8 && r.x < right {
					head.lines++
				}
			}
			all = append(all, head)
		}
	}
	return all
}
