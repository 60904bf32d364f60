package search

import (
	"slices"
	"strings"

	"handbook/generator/fold"
)

const (
	pairBytes = 700  // of a file of pairs, before gzip
	pairReach = 7919 // spreads the pairs over their files; across.js has it too
)

// few matters may all be named: they cost little.
const few = 80

// mostOthers is how many wordings beside the common ones a list names: of more, one of each matter.
const mostOthers = 300

// unnamed stands at the end of a list that does not name all: alone it is for a pair that most matters have, which
// would choose none; else the list has all common wordings, but not all others. No number ends so.
const unnamed = "~"

// pairsPart says for pairs of characters which wordings have them. Lists has for each two lists of these, separated by
// spaces: those with the pair in the title, and those with it in the duties alone. Of a matter other wordings than the
// common one are named only where they have what that has not.
type pairsPart struct {
	Part        string         `json:"part"`
	Number      int            `json:"number"`
	Keys        string         `json:"keys"` // packed: two characters each
	Lists       string         `json:"lists"`
	Departments map[int]string `json:"departments,omitempty"` // by their number in the registry: the wordings
	Categories  map[int]string `json:"categories,omitempty"`
}

// A pair is two characters side by side, and the wordings that have them.
type pair struct {
	chars          [2]rune
	titles, duties []int
}

// pairs returns the files of pairs.
func (w *writer) pairs(all []*pair, some []*wording, matters int) []pairsPart {
	lists, size := make([]string, len(all)), 0
	for i, p := range all {
		duties := unnamed
		common := countBelow(p.titles, matters) + countBelow(p.duties, matters)
		if common < matters/4 || matters < few {
			duties = listed(p.duties, some, matters)
		}
		lists[i] = listed(p.titles, some, matters) + " " + duties
		size += len(lists[i]) + len("低保")
	}
	files := make([]pairsPart, 1+size/pairBytes)
	keys, parts := make([]strings.Builder, len(files)), make([][]string, len(files))
	for i, p := range all {
		n := (int(p.chars[0])*pairReach + int(p.chars[1])) % len(files)
		keys[n].WriteString(string(p.chars[:]))
		parts[n] = append(parts[n], lists[i])
	}
	departments, categories := w.having(some)
	for n := range files {
		files[n] = pairsPart{
			Part: "pairs", Number: n, Keys: w.codebook.pack(keys[n].String()), Lists: strings.Join(parts[n], " "),
			Departments: share(departments, n, len(files)), Categories: share(categories, n, len(files)),
		}
	}
	return files
}

// listed writes a list of wordings.
func listed(rising []int, some []*wording, matters int) string {
	common := countBelow(rising, matters)
	if len(rising)-common <= mostOthers {
		return string(appendRising(nil, rising))
	}
	short := slices.Clone(rising[:common])
	for _, n := range rising[common:] {
		if k := len(short); k == common || some[n].matter != some[short[k-1]].matter {
			short = append(short, n)
		}
	}
	return string(appendRising(nil, short)) + unnamed
}

// countBelow counts the numbers of a rising list that are below one.
func countBelow(rising []int, n int) int {
	count, _ := slices.BinarySearch(rising, n)
	return count
}

// pairsOf finds all pairs, in the order of their characters. Wordings count by their place in the slice; the common one
// of a matter stands before the others.
func pairsOf(some []*wording) []*pair {
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
	for n, one := range some {
		known := map[string]bool{} // lines of the common wording
		had := func([]int) bool { return false }
		if one.common != nil {
			for _, line := range one.common.text.lines {
				known[line] = true
			}
			had = func(list []int) bool {
				_, has := slices.BinarySearch(list, one.matter)
				return has
			}
		}
		inTitle := func(p *pair) {
			if !had(p.titles) {
				p.titles = once(p.titles, n)
			}
		}
		if one.common == nil || one.text.title != one.common.text.title {
			note(one.text.title, inTitle)
			note(fold.Unbracketed(one.text.title), inTitle)
		}
		for _, line := range one.text.lines {
			if known[line] {
				continue
			}
			note(line, func(p *pair) {
				if !endsWith(p.titles, n) && !had(p.titles) && !had(p.duties) {
					p.duties = once(p.duties, n)
				}
			})
		}
	}
	all := make([]*pair, 0, len(found))
	for _, p := range found {
		if len(p.titles)+len(p.duties) > 0 {
			all = append(all, p)
		}
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

// having says for each department and each category which wordings have it, of the others those alone that have it
// beside the common one.
func (w *writer) having(some []*wording) (departments, categories [][]int) {
	departments = make([][]int, len(w.county.Departments))
	categories = make([][]int, len(w.county.Categories))
	for n, one := range some {
		for _, d := range one.Departments {
			if one.common != nil && slices.Contains(one.common.Departments, d) {
				continue
			}
			i := slices.Index(w.county.Departments, d)
			departments[i] = append(departments[i], n)
		}
		if one.common == nil || one.Category != one.common.Category {
			i := slices.Index(w.county.Categories, one.Category)
			categories[i] = append(categories[i], n)
		}
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
