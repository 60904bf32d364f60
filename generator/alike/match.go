package alike

import (
	"slices"

	"handbook/generator/likeness"
	"handbook/generator/list"
)

// A group is items that are one matter, one a town.
type group struct {
	items map[*list.Town]*list.Item
	sure  map[*list.Town]Sureness
	first print // of the item that the others are compared with
}

// From these likenesses on, 0 to 1, two items of unlike titles are one matter.
const (
	likely   = 0.75
	possibly = 0.55
)

// grouped finds the matters of a list. What has an equal title is matched first, so that no likeness can take it away.
func grouped(county *list.County, kind *list.Kind) []*group {
	type key struct {
		title string
		time  int // a list may have a title twice
	}
	byTitle := map[key]*group{}
	var groups []*group
	for _, t := range county.Towns {
		times := map[string]int{}
		at := 0 // behind which of the groups the next new one stands
		for _, item := range t.Lists[kind] {
			times[item.Title]++
			k := key{item.Title, times[item.Title]}
			g := byTitle[k]
			if g == nil {
				g = &group{map[*list.Town]*list.Item{}, map[*list.Town]Sureness{}, printOf(item)}
				byTitle[k] = g
				groups = slices.Insert(groups, at, g)
				at++
			} else {
				at = slices.Index(groups, g) + 1
			}
			g.items[t], g.sure[t] = item, Sure
		}
	}
	return joined(groups, len(county.Towns))
}

// joined joins groups that are alike and have no town in common: each smaller one to the one that it is most like.
func joined(groups []*group, towns int) []*group {
	bySize := slices.Clone(groups)
	slices.SortStableFunc(bySize, func(a, b *group) int { return len(a.items) - len(b.items) })
	ofMost := slices.IndexFunc(bySize, func(g *group) bool { return 2*len(g.items) > towns })
	if ofMost < 0 {
		ofMost = len(bySize)
	}
	gone := map[*group]bool{}
	for n, small := range bySize {
		// What most towns have goes first: short titles with a clause of a town's own are like others with that clause.
		from := max(n+1, ofMost)
		best, most := closest(small, bySize[from:])
		if best == nil {
			best, most = closest(small, bySize[n+1:from])
		}
		if best == nil {
			continue
		}
		sure := Possibly
		if most >= likely {
			sure = Likely
		}
		for t, item := range small.items {
			best.items[t], best.sure[t] = item, max(sure, small.sure[t])
		}
		gone[small] = true
	}
	return slices.DeleteFunc(groups, func(g *group) bool { return gone[g] })
}

// closest finds to which of some groups one is most like, if it is possibly one matter with any.
func closest(one *group, among []*group) (best *group, most float64) {
	most = possibly
	for _, other := range among {
		if meet(one, other) {
			continue
		}
		if l := similar(&one.first, &other.first, most); l > most {
			best, most = other, l
		}
	}
	return best, most
}

// meet says whether a town has an item in both groups: then they are two matters.
func meet(a, b *group) bool {
	for t := range a.items {
		if b.items[t] != nil {
			return true
		}
	}
	return false
}

// A print is what tells how much alike two items are: the pairs of characters of the title and of the texts.
type print struct {
	title, text likeness.Print
	departments []*list.Department
}

func printOf(item *list.Item) print {
	var texts []string
	for path, t := range item.Texts() {
		if path != "title" {
			texts = append(texts, *t)
		}
	}
	return print{likeness.Of(item.Title), likeness.Of(texts...), item.Departments}
}

// similar is how much alike two items are: by title and text in equal parts, or by title alone where one has no text;
// for items of departments, by these for a tenth. What cannot be more than least is not computed.
func similar(a, b *print, least float64) float64 {
	title := a.title.Like(b.title)
	if title < 0.3 {
		return 0 // much of the text of any two items is alike
	}
	most := title
	if len(a.text) > 0 && len(b.text) > 0 {
		if (title+1)/2 <= least {
			return 0
		}
		most = (title + a.text.Like(b.text)) / 2
	}
	if len(a.departments) == 0 && len(b.departments) == 0 {
		return most
	}
	both := 0
	for _, d := range a.departments {
		if slices.Contains(b.departments, d) {
			both++
		}
	}
	return 0.9*most + 0.1*2*float64(both)/float64(len(a.departments)+len(b.departments))
}
