package search

import (
	"fmt"
	"slices"
	"strings"

	"handbook/generator/list"
)

// A townText is the text of a town's items.
type townText struct {
	items  []itemText
	titles string // a line each
	folded titles
}

// An itemText is an item's text: its title, and a line for each heading and duty. The shape says what the lines are:
// the item's blocks, each c (county), t (town), k (takeover), s (statement) or f (a further column), the number of its
// duties, and h for a heading.
type itemText struct {
	title, shape string
	lines        []string
}

func textOf(town *list.Town) townText {
	var text townText
	var titles []string
	for _, item := range town.Items() {
		text.items = append(text.items, textOfItem(town, item))
		titles = append(titles, item.Title)
	}
	text.titles = strings.Join(titles, "\n")
	text.folded = foldTitles(text.titles)
	return text
}

func textOfItem(town *list.Town, item *list.Item) itemText {
	text := itemText{title: item.Title}
	add := func(letter byte, blocks []list.Block) {
		for _, b := range blocks {
			text.shape += fmt.Sprintf("%c%d", letter, len(b.Duties))
			if b.Heading != "" {
				text.shape += "h"
				text.lines = append(text.lines, b.Heading)
			}
			for n, duty := range b.Duties {
				text.lines = append(text.lines, withoutEnd(duty, n == len(b.Duties)-1))
			}
		}
	}
	add('c', item.County)
	add('t', item.Town)
	add('k', item.Takeovers)
	if item.Statement != "" {
		add('s', []list.Block{{Duties: []string{item.Statement}}})
	}
	for _, name := range town.Columns[item.Kind] {
		i := slices.IndexFunc(item.Fields, func(f list.Field) bool { return f.Name == name })
		if i < 0 {
			add('f', []list.Block{{}}) // so that the next has its place
		} else {
			add('f', []list.Block{{Duties: []string{item.Fields[i].Text}}})
		}
	}
	return text
}

// duties are the lines of each item that has some.
func (t townText) duties() []string {
	var all []string
	for _, item := range t.items {
		if item.lines != nil {
			all = append(all, strings.Join(item.lines, "\n"))
		}
	}
	return all
}

// withoutEnd leaves out the sign that a duty ends with, for nearly all end alike: the last of a block with 。 and the
// others with ；. One that does not gets a 、 instead.
func withoutEnd(duty string, last bool) string {
	end := "；"
	if last {
		end = "。"
	}
	if bare, ok := strings.CutSuffix(duty, end); ok && !strings.HasSuffix(bare, "、") {
		return bare
	}
	return duty + "、"
}
