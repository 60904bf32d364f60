package search

import (
	"fmt"
	"slices"
	"strings"

	"handbook/generator/list"
)

// Of a county with several towns a reader's phone gets one town's text whole, and of the others only what may answer:
//
//	search/across/towns.js        which items each town has; what towns have alike is one item
//	search/across/pairs/<n>.js    in which items two characters stand side by side, and which a department or category has
//	search/across/texts/<n>.js    the text of some items that follow each other
//
// What the reader types is understood from the one town's text and the lexicon. The pairs of the words that it comes to lead to the
// items that have them, the same numbered item of several towns side by side in one file; once their text is there, the
// engine ranks it with the rest. So a query costs some files of two kilobytes, however many towns there are.

const (
	perTexts  = 20   // items in a file of texts
	pairBytes = 2600 // of a file of pairs, before gzip
	pairReach = 7919 // spreads the pairs over their files; across.js has it too
)

// everywhere stands for the items of a pair that most items have: it would choose none. No number is written so.
const everywhere = "~"

// An entry is an item that one town has or several have alike.
type entry struct {
	item *list.Item
	text itemText
}

// across writes the files of all towns together.
func (w *writer) across() []File {
	entries, places := w.entries()
	shards := w.pairs(entries)
	files := []File{w.file("search/across/towns.js", w.townsPart(entries, places, len(shards)))}
	for n, shard := range shards {
		files = append(files, w.file(fmt.Sprintf("search/across/pairs/%d.js", n), shard))
	}
	for n, some := range slices.Collect(slices.Chunk(entries, perTexts)) {
		files = append(files, w.file(fmt.Sprintf("search/across/texts/%d.js", n), w.textsPart(n, some)))
	}
	return files
}

// entries returns the distinct items, those of one list together and in it those with one number; and for each town the places of
// its items among them.
func (w *writer) entries() ([]entry, [][]int) {
	var entries []entry
	number := map[string]int{} // of a distinct item in the order in which it was first met
	met := make([][]int, len(w.county.Towns))
	for i, town := range w.county.Towns {
		for k, item := range town.Items() {
			text := w.towns[i].items[k]
			key := strings.Join(append([]string{item.Kind.ID(), w.cell(item), text.title, text.shape}, text.lines...), "\n")
			n, ok := number[key]
			if !ok {
				n = len(entries)
				number[key] = n
				entries = append(entries, entry{item, text})
			}
			met[i] = append(met[i], n)
		}
	}
	order := make([]int, len(entries))
	for n := range order {
		order[n] = n
	}
	slices.SortStableFunc(order, func(a, b int) int {
		x, y := entries[a].item, entries[b].item
		if x.Kind != y.Kind {
			return int(x.Kind - y.Kind)
		}
		return x.No - y.No
	})
	sorted, at := make([]entry, len(entries)), make([]int, len(entries))
	for n, m := range order {
		sorted[n], at[m] = entries[m], n
	}
	for _, items := range met {
		for k, n := range items {
			items[k] = at[n]
		}
	}
	return sorted, met
}

type townsPart struct {
	Part   string       `json:"part"`
	Kinds  [3]int       `json:"kinds"` // distinct items of each list
	Texts  int          `json:"texts"` // items in a file of texts
	Shards int          `json:"shards"`
	Towns  []townRecord `json:"towns"`
}

type townRecord struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	numbering
	Has string `json:"has"` // its items: for each the steps from the place after the last one's, a number with a sign
}

func (w *writer) townsPart(entries []entry, places [][]int, shards int) townsPart {
	part := townsPart{Part: "towns", Texts: perTexts, Shards: shards}
	for _, e := range entries {
		part.Kinds[e.item.Kind]++
	}
	for i, town := range w.county.Towns {
		record := townRecord{ID: town.ID, Name: town.Name, numbering: numberingOf(town)}
		var has []byte
		next := 0
		for _, place := range places[i] {
			step := place - next
			if step < 0 {
				step = -2*step - 1
			} else {
				step *= 2
			}
			has = appendNumber(has, step)
			next = place + 1
		}
		record.Has = string(has)
		part.Towns = append(part.Towns, record)
	}
	return part
}

// appendNumber writes a number from 0 in base 46, the last digit first; one that is not the last has the second half of the signs.
func appendNumber(b []byte, n int) []byte {
	const base = (len(signs) - 1) / 2
	for ; n >= base; n /= base {
		b = append(b, signs[1+base+n%base])
	}
	return append(b, signs[1+n])
}

// appendRising writes numbers that rise, each as the steps from the place after the last one.
func appendRising(b []byte, numbers []int) []byte {
	next := 0
	for _, n := range numbers {
		b = appendNumber(b, n-next)
		next = n + 1
	}
	return b
}

// pairsPart says for pairs of characters where they stand. Lists has for each two lists of items, separated by spaces: those with
// the pair in the title, and those with it in the duties alone.
type pairsPart struct {
	Part        string         `json:"part"`
	Number      int            `json:"number"`
	Keys        string         `json:"keys"` // packed: two characters each
	Lists       string         `json:"lists"`
	Departments map[int]string `json:"departments,omitempty"` // by place in the registry: the items
	Categories  map[int]string `json:"categories,omitempty"`
}

// A pair is two characters side by side, and what they stand in.
type pair struct {
	chars          [2]rune
	titles, duties []int
}

func (w *writer) pairs(entries []entry) []pairsPart {
	found := map[[2]rune]*pair{}
	note := func(line string, add func(*pair)) {
		var last rune
		for _, c := range fold(line) {
			if searched(last) && searched(c) {
				key := [2]rune{last, c}
				if found[key] == nil {
					found[key] = &pair{chars: key}
				}
				add(found[key])
			}
			last = c
		}
	}
	once := func(list *[]int, n int) {
		if len(*list) == 0 || (*list)[len(*list)-1] != n {
			*list = append(*list, n)
		}
	}
	departments, categories := make([][]int, len(w.county.Departments)), make([][]int, len(w.county.Categories))
	for n, e := range entries {
		inTitle := func(p *pair) { once(&p.titles, n) }
		note(e.text.title, inTitle)
		note(inBrackets.ReplaceAllString(e.text.title, ""), inTitle)
		for _, line := range e.text.lines {
			note(line, func(p *pair) {
				if len(p.titles) == 0 || p.titles[len(p.titles)-1] != n {
					once(&p.duties, n)
				}
			})
		}
		for _, d := range e.item.Departments {
			i := slices.Index(w.county.Departments, d)
			departments[i] = append(departments[i], n)
		}
		i := slices.Index(w.county.Categories, e.item.Category)
		categories[i] = append(categories[i], n)
	}

	all := make([]*pair, 0, len(found))
	for _, p := range found {
		all = append(all, p)
	}
	slices.SortFunc(all, func(a, b *pair) int { return slices.Compare(a.chars[:], b.chars[:]) })
	lists, size := make([]string, len(all)), 0
	for i, p := range all {
		duties := everywhere
		if len(p.titles)+len(p.duties) < len(entries)/4 || len(entries) < 4*perTexts {
			duties = string(appendRising(nil, p.duties))
		}
		lists[i] = string(appendRising(nil, p.titles)) + " " + duties
		size += len(lists[i]) + len("低保")
	}
	shards := make([]pairsPart, 1+size/pairBytes)
	keys, parts := make([]strings.Builder, len(shards)), make([][]string, len(shards))
	for i, p := range all {
		n := (int(p.chars[0])*pairReach + int(p.chars[1])) % len(shards)
		keys[n].WriteString(string(p.chars[:]))
		parts[n] = append(parts[n], lists[i])
	}
	for n := range shards {
		shards[n] = pairsPart{
			Part: "pairs", Number: n, Keys: w.book.pack(keys[n].String()), Lists: strings.Join(parts[n], " "),
			Departments: shared(departments, n, len(shards)), Categories: shared(categories, n, len(shards)),
		}
	}
	return shards
}

// shared returns those lists that the n-th of so many files has, by their places.
func shared(lists [][]int, n, of int) map[int]string {
	some := map[int]string{}
	for i := n; i < len(lists); i += of {
		some[i] = string(appendRising(nil, lists[i]))
	}
	return some
}

// searched says whether a folded character is one that a query can have: packing.js makes spaces of all others.
func searched(c rune) bool {
	return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 0x3400 && c <= 0x9fff
}

type textsPart struct {
	Part   string `json:"part"`
	Number int    `json:"number"`
	Cells  string `json:"cells"`
	Titles string `json:"titles"`
	packedDuties
}

func (w *writer) textsPart(number int, entries []entry) textsPart {
	var cells, titles []string
	var items []itemText
	for _, e := range entries {
		cells, titles, items = append(cells, w.cell(e.item)), append(titles, e.text.title), append(items, e.text)
	}
	return textsPart{"texts", number, strings.Join(cells, " "), w.book.pack(strings.Join(titles, "\n")), w.packDuties(items)}
}
