package search

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"handbook/generator/list"
	"handbook/generator/page"
)

// Of a county with several towns a reader's phone gets one town's text whole, and of the others only what may answer:
//
//	search/across/towns.js        which items each town has; what towns have alike is one item
//	search/across/pairs/<n>.js    which items have two characters side by side, or a department, or a category
//	search/across/texts/<n>.js    the text of some items that follow each other
//
// What the reader types is understood from the one town's text and the lexicon. The pairs of the words that it comes to
// lead to the items that have them, the same numbered item of several towns side by side in one file; once their text
// is there, the engine ranks it with the rest. So a query costs some files of two kilobytes, however many towns there
// are.

const perTexts = 20 // items in a file of texts

// A countyItem is an item that one town has or several have alike. The files name it by its number among them all.
type countyItem struct {
	*list.Item // of the first town that has it
	text       itemText
}

// across writes the files of all towns together.
func (w *writer) across() []File {
	items, has := w.countyItems()
	pairs := w.pairs(items)
	files := []File{w.file("search/across/towns.js", w.townsPart(items, has, len(pairs)))}
	for n, part := range pairs {
		files = append(files, w.file(fmt.Sprintf("search/across/pairs/%d.js", n), part))
	}
	for n, some := range slices.Collect(slices.Chunk(items, perTexts)) {
		files = append(files, w.file(fmt.Sprintf("search/across/texts/%d.js", n), w.textsPart(n, some)))
	}
	return files
}

// countyItems returns the items that differ from each other, those of one list together and in it those with one
// number; and for each town which of them are its own, in the order of its items.
func (w *writer) countyItems() (items []countyItem, has [][]int) {
	number := map[string]int{} // in the order in which they are met
	has = make([][]int, len(w.county.Towns))
	for i, town := range w.county.Towns {
		for k, item := range town.Items() {
			text := w.towns[i].items[k]
			head := []string{item.Kind.ID(), w.cell(item), text.title, text.shape, page.AnswerInAny(w.county, item)}
			key := strings.Join(append(head, text.lines...), "\n")
			n, met := number[key]
			if !met {
				n = len(items)
				number[key] = n
				items = append(items, countyItem{item, text})
			}
			has[i] = append(has[i], n)
		}
	}
	order := make([]int, len(items))
	for n := range order {
		order[n] = n
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(items[a].Kind.Compare(items[b].Kind), cmp.Compare(items[a].No, items[b].No))
	})
	sorted, to := make([]countyItem, len(items)), make([]int, len(items))
	for n, m := range order {
		sorted[n], to[m] = items[m], n
	}
	for _, own := range has {
		for k, n := range own {
			own[k] = to[n]
		}
	}
	return sorted, has
}

type townsPart struct {
	Part   string     `json:"part"`
	Kinds  []int      `json:"kinds"`  // items of each list
	Texts  int        `json:"texts"`  // items in a file of texts
	Shards int        `json:"shards"` // files of pairs
	Towns  []townPart `json:"towns"`
}

type townPart struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	numbering
	Has string `json:"has"` // the numbers of its items
}

func (w *writer) townsPart(items []countyItem, has [][]int, pairs int) townsPart {
	kinds := w.county.Kinds()
	part := townsPart{Part: "towns", Kinds: make([]int, len(kinds)), Texts: perTexts, Shards: pairs}
	for _, item := range items {
		part.Kinds[slices.Index(kinds, item.Kind)]++
	}
	for i, town := range w.county.Towns {
		part.Towns = append(part.Towns,
			townPart{town.ID, town.Name, w.numberingOf(town), string(appendAny(nil, has[i]))})
	}
	return part
}

type textsPart struct {
	Part   string         `json:"part"`
	Number int            `json:"number"`
	Cells  string         `json:"cells"`
	Titles string         `json:"titles"`
	Own    map[int]string `json:"own,omitempty"`
	packedDuties
}

func (w *writer) textsPart(number int, items []countyItem) textsPart {
	var cells, titles []string
	var texts []itemText
	var all []*list.Item
	for _, item := range items {
		all = append(all, item.Item)
		cells = append(cells, w.cell(item.Item))
		titles = append(titles, item.text.title)
		texts = append(texts, item.text)
	}
	return textsPart{
		"texts", number, strings.Join(cells, " "), w.codebook.pack(strings.Join(titles, "\n")), w.ownAnswers(all),
		w.packDuties(texts),
	}
}
