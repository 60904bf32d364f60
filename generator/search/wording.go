package search

import (
	"slices"
	"strings"

	"handbook/generator/address"
	"handbook/generator/list"
	"handbook/generator/page"
)

// A wording is what some towns say alike of a matter. The files name it by its number: first the wording that most
// towns have of each matter, so that this is the matter's number, too; behind them the others, matter by matter, each
// matter's in the order of the first towns that have them.
type wording struct {
	*list.Item // of the first town that has it
	text       itemText
	common     *wording // what most towns say of the matter; nil if it is this
	matter     int
}

// wordings are the wordings of a county.
type wordings struct {
	all      []*wording
	matters  [][]*wording // of each matter, what each town has, or nil
	compared []string     // of each matter that towns put otherwise, the id of the page that compares what they write
	orders   [][]int      // of each town the matters of its items, in their order
}

// wordingsOf finds what the towns have alike. Two items are alike if the search would tell the same of them.
func (w *writer) wordingsOf() wordings {
	texts := make([]map[*list.Item]itemText, len(w.county.Towns))
	for i, town := range w.county.Towns {
		texts[i] = map[*list.Item]itemText{}
		for k, item := range town.Items() {
			texts[i][item] = w.towns[i].items[k]
		}
	}
	var found wordings
	var others []*wording
	matterOf := make([]map[*list.Item]int, len(w.county.Towns))
	for i := range matterOf {
		matterOf[i] = map[*list.Item]int{}
	}
	compared := page.ComparisonsOf(w.county, w.matters)
	for n, matter := range w.matters {
		met := map[string]*wording{}
		towns := map[*wording]int{} // how many have it
		own := make([]*wording, len(w.county.Towns))
		var order []*wording
		for i, town := range w.county.Towns {
			item := matter.Item(town)
			if item == nil {
				continue
			}
			matterOf[i][item] = n
			said := w.told(item, texts[i][item])
			if met[said] == nil {
				met[said] = &wording{Item: item, text: texts[i][item], matter: n}
				order = append(order, met[said])
			}
			own[i] = met[said]
			towns[own[i]]++
		}
		common := slices.MaxFunc(order, func(a, b *wording) int { return towns[a] - towns[b] }) // the first of as many
		for _, one := range order {
			if one != common {
				one.common = common
				others = append(others, one)
			}
		}
		found.all = append(found.all, common)
		found.matters = append(found.matters, own)
		id := ""
		if len(order) > 1 {
			id = address.ComparisonID(matter.Kind, compared[n])
		}
		found.compared = append(found.compared, id)
	}
	found.all = append(found.all, others...)
	for i, town := range w.county.Towns {
		var order []int
		for _, item := range town.Items() {
			order = append(order, matterOf[i][item])
		}
		found.orders = append(found.orders, order)
	}
	return found
}

// told is all that the search tells of an item, in one text.
func (w *writer) told(item *list.Item, text itemText) string {
	head := []string{w.cell(item), text.title, text.shape, page.AnswerInAny(w.county, item)}
	return strings.Join(append(head, text.lines...), "\n")
}

// unlike says in which wordings the towns have the matters. Others has for each matter the places of the towns that
// have not the common wording; which says what each of these has instead: 0 a wording that no town before it has, 1
// nothing, and from 2 on the first, second … of the other wordings. Zeros at the end are left out.
func (w wordings) unlike() (others, which string) {
	var allOthers, allWhich []string
	for n, own := range w.matters {
		var places, codes []int
		seen := map[*wording]int{}
		for i, one := range own {
			if one == w.all[n] {
				continue
			}
			places = append(places, i)
			switch code, met := seen[one]; {
			case one == nil:
				codes = append(codes, 1)
			case met:
				codes = append(codes, 2+code)
			default:
				seen[one] = len(seen)
				codes = append(codes, 0)
			}
		}
		for len(codes) > 0 && codes[len(codes)-1] == 0 {
			codes = codes[:len(codes)-1]
		}
		var packed []byte
		for _, code := range codes {
			packed = appendNumber(packed, code)
		}
		allOthers = append(allOthers, string(appendRising(nil, places)))
		allWhich = append(allWhich, string(packed))
	}
	return strings.Join(allOthers, " "), strings.TrimRight(strings.Join(allWhich, " "), " ")
}

// order is in which order a town has its matters, or "" if it is that of their numbers: of each item the place of its
// matter among the town's.
func (w wordings) order(town int) string {
	own := w.orders[town]
	if slices.IsSorted(own) {
		return ""
	}
	sorted := slices.Sorted(slices.Values(own))
	places := make([]int, len(own))
	for i, n := range own {
		places[i], _ = slices.BinarySearch(sorted, n)
	}
	return string(appendAny(nil, places))
}

// changes leads from the lines of the common wording to those of another: again and again how many lines stay, how many
// of the common wording's fall away, and how many of the other's come in their place. What is behind the last change
// stays. own are the lines that come, each with the line that falls away for it, or the title.
func (w *wording) changes() (numbers []byte, own [][2]string) {
	common := w.common.text.lines
	at, kept, from := 0, 0, 0 // before from, all is told; at is where the common wording goes on
	var added []string
	tell := func(dropped int) {
		if dropped == 0 && len(added) == 0 {
			return
		}
		for _, n := range []int{kept, dropped, len(added)} {
			numbers = appendNumber(numbers, n)
		}
		for i, line := range added {
			like := w.common.text.title
			if i < dropped {
				like = common[from+i]
			}
			own = append(own, [2]string{line, like})
		}
		kept, added = 0, nil
	}
	for _, line := range w.text.lines {
		next := slices.Index(common[at:], line)
		if next < 0 {
			added = append(added, line)
			continue
		}
		from = at
		tell(next)
		at += next + 1
		kept++
	}
	from = at
	tell(len(common) - at)
	return numbers, own
}
