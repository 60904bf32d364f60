// Package alike says which items of a county's towns are one matter, and in which words each town has it: most items
// of most towns are word for word those of the others.
//
//	for _, m := range alike.Of(county) {
//		m.Common    // the wording that most towns have, …
//		m.Towns     // … and those that have it
//		m.Variants  // other wordings: their towns, and where they differ
//	}
//
// Items are matched within a list: by equal titles, and where a town has none of that title, by what is most like it,
// in title, text and departments. Each variant says how sure that is.
package alike

import (
	"cmp"
	"slices"
	"strings"

	"handbook/generator/ahead"
	"handbook/generator/list"
)

// A Matter is what items of several towns, one a town, say alike or nearly so; or an item that one town has alone.
type Matter struct {
	Kind     *list.Kind
	Common   *list.Item   // the first one of the wording that most towns have; where two have as many, the first town's
	Towns    []*list.Town // that have the common wording
	Variants []Variant    // the other wordings, those of more towns first
	Lacking  []*list.Town // those that have no such item

	items map[*list.Town]*list.Item
}

// A Variant is another wording than the common one.
type Variant struct {
	Item        *list.Item // the first one of the wording
	Towns       []*list.Town
	Differences []Difference // from the common wording, in its order
	Sure        Sureness
}

// Sureness is how sure it is that two items are one matter.
type Sureness int

// From sure to doubtful.
const (
	Sure     Sureness = iota // the titles are equal
	Likely                   // titles and texts are much alike
	Possibly                 // somebody should look
)

// Item is a town's item about the matter, or nil.
func (m *Matter) Item(t *list.Town) *list.Item { return m.items[t] }

// One says that all who have the matter have it in the same words.
func (m *Matter) One() bool { return len(m.Variants) == 0 }

// All are the towns that have the matter, in the county's order.
func (m *Matter) All(county *list.County) []*list.Town {
	var all []*list.Town
	for _, t := range county.Towns {
		if m.items[t] != nil {
			all = append(all, t)
		}
	}
	return all
}

// Of returns the matters of a county list by list, each list's in the order in which the towns have them: what only a
// later town has stands behind what precedes it there.
func Of(county *list.County) []Matter {
	var all []Matter
	groupedBy := func(kind *list.Kind) []*group { return grouped(county, kind) }
	for kind, groups := range ahead.Each(county.Kinds(), groupedBy) {
		for _, m := range ahead.Each(groups, func(g *group) Matter { return g.matter(county, kind) }) {
			all = append(all, m)
		}
	}
	return all
}

// matter finds the wordings of a group of items.
func (g *group) matter(county *list.County, kind *list.Kind) Matter {
	m := Matter{Kind: kind, items: g.items}
	var wordings []Variant
	places := map[string]int{}
	for _, t := range county.Towns {
		item := g.items[t]
		if item == nil {
			m.Lacking = append(m.Lacking, t)
			continue
		}
		said := wording(item)
		n, known := places[said]
		if !known {
			n = len(wordings)
			places[said] = n
			wordings = append(wordings, Variant{Item: item, Sure: g.sure[t]})
		}
		wordings[n].Towns = append(wordings[n].Towns, t)
	}
	slices.SortStableFunc(wordings, func(a, b Variant) int { return cmp.Compare(len(b.Towns), len(a.Towns)) })
	m.Common, m.Towns, m.Variants = wordings[0].Item, wordings[0].Towns, wordings[1:]
	for n := range m.Variants {
		v := &m.Variants[n]
		v.Differences = Differences(m.Common, v.Item)
		v.Sure = max(v.Sure, wordings[0].Sure)
		if v.Item.Title == m.Common.Title {
			v.Sure = Sure
		}
	}
	return m
}

// wording is all that an item says, in one text: what is equal there is equal in print. Its number and its category
// are the list's, and the note is the editor's.
func wording(i *list.Item) string {
	var said strings.Builder
	say := func(texts ...string) {
		for _, text := range texts {
			said.WriteString(text)
			said.WriteByte(0)
		}
	}
	for _, d := range i.Departments {
		say("department", d.ID, i.Roles[d])
	}
	for part, b := range i.Blocks() {
		say(string(part))
		if b.Department != nil {
			say(b.Department.ID)
		}
	}
	for path, text := range i.Texts() {
		say(path, *text)
	}
	for _, f := range i.Fields {
		say(f.Name)
	}
	return said.String()
}
