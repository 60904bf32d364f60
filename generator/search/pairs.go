package search

import (
	"slices"
	"strings"

	"handbook/generator/fold"
)

const (
	pairBytes = 2600 // of a file of pairs, before gzip
	pairReach = 7919 // spreads the pairs over their files; across.js has it too
)

// everywhere stands for the items of a pair that most items have: it would choose none. No number is written so.
const everywhere = "~"

// pairsPart says for pairs of characters which items have them. Lists has for each two lists of items, separated by
// spaces: those with the pair in the title, and those with it in the duties alone.
type pairsPart struct {
	Part        string         `json:"part"`
	Number      int            `json:"number"`
	Keys        string         `json:"keys"` // packed: two characters each
	Lists       string         `json:"lists"`
	Departments map[int]string `json:"departments,omitempty"` // by their number in the registry: the items
	Categories  map[int]string `json:"categories,omitempty"`
}

// A pair is two characters side by side, and the items that have them.
type pair struct {
	chars          [2]rune
	titles, duties []int
}

// pairs returns the files of pairs.
func (w *writer) pairs(items []countyItem) []pairsPart {
	all := pairsOf(items)
	lists, size := make([]string, len(all)), 0
	for i, p := range all {
		duties := everywhere
		if len(p.titles)+len(p.duties) < len(items)/4 || len(items) < 4*perTexts {
			duties = string(appendRising(nil, p.duties))
		}
		lists[i] = string(appendRising(nil, p.titles)) + " " + duties
		size += len(lists[i]) + len("低保")
	}
	files := make([]pairsPart, 1+size/pairBytes)
	keys, parts := make([]strings.Builder, len(files)), make([][]string, len(files))
	for i, p := range all {
		n := (int(p.chars[0])*pairReach + int(p.chars[1])) % len(files)
		keys[n].WriteString(string(p.chars[:]))
		parts[n] = append(parts[n], lists[i])
	}
	departments, categories := w.having(items)
	for n := range files {
		files[n] = pairsPart{
			Part: "pairs", Number: n, Keys: w.codebook.pack(keys[n].String()), Lists: strings.Join(parts[n], " "),
			Departments: share(departments, n, len(files)), Categories: share(categories, n, len(files)),
		}
	}
	return files
}

// pairsOf finds all pairs, in the order of their characters. Items count by their place in the slice.
func pairsOf(items []countyItem) []*pair {
	found := map[[2]rune]*pair{}
	note := func(line string, add func(*pair)) {
		last := ' '
		for _, c := range fold.Text(line) {
			if last != ' ' && c != ' ' {
				key := [2]rune{last, c}
				if found[key] == nil {
					found[key] = &pair{chars: key}
				}
				add(found[key])
			}
			last = c
		}
	}
	for n, item := range items {
		inTitle := func(p *pair) { p.titles = once(p.titles, n) }
		note(item.text.title, inTitle)
		note(fold.Unbracketed(item.text.title), inTitle)
		for _, line := range item.text.lines {
			note(line, func(p *pair) {
				if !endsWith(p.titles, n) {
					p.duties = once(p.duties, n)
				}
			})
		}
	}
	all := make([]*pair, 0, len(found))
	for _, p := range found {
		all = append(all, p)
	}
	slices.SortFunc(all, func(a, b *pair) int { return slices.Compare(a.chars[:], b.chars[:]) })
	return all
}

func endsWith(list []int, n int) bool { return len(list) > 0 && list[len(list)-1] == n }

// once appends a number that the list does not end with.
func once(list []int, n int) []int {
	if endsWith(list, n) {
		return list
	}
	return append(list, n)
}

// having says for each department and each category which items have it.
func (w *writer) having(items []countyItem) (departments, categories [][]int) {
	departments = make([][]int, len(w.county.Departments))
	categories = make([][]int, len(w.county.Categories))
	for n, item := range items {
		for _, d := range item.Departments {
			i := slices.Index(w.county.Departments, d)
			departments[i] = append(departments[i], n)
		}
		i := slices.Index(w.county.Categories, item.Category)
		categories[i] = append(categories[i], n)
	}
	return departments, categories
}

// share returns those lists that the n-th of so many files has, by their number.
func share(lists [][]int, n, files int) map[int]string {
	some := map[int]string{}
	for i := n; i < len(lists); i += files {
		some[i] = string(appendRising(nil, lists[i]))
	}
	return some
}
