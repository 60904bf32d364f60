package listfile

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"handbook/generator/likeness"
)

// A Change is what became of an item between two editions of a list.
type Change struct {
	ID       string
	Old, New *Item // nil where there is none
}

// Renumbered reports whether only the item's number is another.
func (c Change) Renumbered() bool {
	if c.Old == nil || c.New == nil {
		return false
	}
	was := *c.Old
	was.No = c.New.No
	return sameItems([]Item{was}, []Item{*c.New})
}

// OfText reports whether the text of the document is another: more than the number, and what the editor says of it.
func (c Change) OfText() bool {
	if c.Old == nil || c.New == nil {
		return true
	}
	was := *c.Old
	was.No, was.Note, was.See = c.New.No, c.New.Note, c.New.See
	return !sameItems([]Item{was}, []Item{*c.New})
}

// Match finds out which items of a new edition are those of the old one, and gives them their ids, and the editor's
// notes and references. An item of the same title is the same; then one of the same number, where it is alike; then
// what is alike most. Others are new: they get ids that no item has or, as file says, ever had. The provisional ids of
// the new items do not count.
func Match(file []byte, old, new []Item) (items []Item, changes []Change) {
	items = slices.Clone(new)
	which := matches(old, new) // of each new item, the old one or -1
	ids := retired(file)
	for _, item := range old {
		ids[item.ID] = true
	}
	for n, at := range which {
		item := &items[n]
		if at < 0 {
			continue
		}
		was := old[at]
		item.ID = was.ID
		if item.Note == "" {
			item.Note = was.Note
		}
		if len(item.See) == 0 {
			item.See = was.See
		}
		if !sameItems([]Item{was}, []Item{*item}) {
			changes = append(changes, Change{item.ID, &old[at], item})
		}
	}
	for n, at := range which {
		if at < 0 {
			items[n].ID = freshID(items[n], ids)
			ids[items[n].ID] = true
			changes = append(changes, Change{items[n].ID, nil, &items[n]})
		}
	}
	for n := range old {
		if !slices.Contains(which, n) {
			changes = append(changes, Change{old[n].ID, &old[n], nil})
		}
	}
	return items, changes
}

var goneLine = regexp.MustCompile(`(?m)^# ([a-z]+-[0-9]{3,6}) is gone: `)

// retired are the ids of items that are gone.
func retired(file []byte) map[string]bool {
	ids := map[string]bool{}
	for _, found := range goneLine.FindAllSubmatch(file, -1) {
		ids[string(found[1])] = true
	}
	return ids
}

// freshID is an id that no item has: the one by its number, or the one behind the last.
func freshID(item Item, taken map[string]bool) string {
	if !taken[item.ID] {
		return item.ID
	}
	list, _, _ := strings.Cut(item.ID, "-")
	return nextID(list, taken)
}

// nextID is the id behind the last of a list.
func nextID(list string, taken map[string]bool) string {
	last := 0
	for id := range taken {
		if of, number, _ := strings.Cut(id, "-"); of == list {
			n, _ := strconv.Atoi(number)
			last = max(last, n)
		}
	}
	return fmt.Sprintf("%s-%03d", list, last+1)
}

// How alike two items are at least that are the same: of one number, and of any.
const (
	alikeOfNumber = 0.4
	alikeOfAny    = 0.6
	alikeAtLeast  = 0.2 // their titles
)

func matches(old, new []Item) []int {
	which := make([]int, len(new))
	for n := range which {
		which[n] = -1
	}
	taken := make([]bool, len(old))
	take := func(n, at int) { which[n], taken[at] = at, true }
	find := func(fits func(a, b Item) bool) {
		for n := range new {
			for at := range old {
				if which[n] < 0 && !taken[at] && fits(old[at], new[n]) {
					take(n, at)
				}
			}
		}
	}
	find(func(a, b Item) bool { return a.Title == b.Title && a.No == b.No && a.Category == b.Category })
	find(func(a, b Item) bool { return a.Title == b.Title && a.Category == b.Category })
	find(func(a, b Item) bool { return a.Title == b.Title })
	find(func(a, b Item) bool { return a.No == b.No && similar(a, b) >= alikeOfNumber })
	type candidate struct {
		n, at int
		like  float64
	}
	var all []candidate
	for n := range new {
		for at := range old {
			if which[n] >= 0 || taken[at] {
				continue
			}
			if like := similar(old[at], new[n]); like >= alikeOfAny {
				all = append(all, candidate{n, at, like})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b candidate) int { return cmp.Compare(b.like, a.like) })
	for _, c := range all {
		if which[c.n] < 0 && !taken[c.at] {
			take(c.n, c.at)
		}
	}
	return which
}

// similar is how alike two items are: by their titles, or by all that they say, where the titles are not wholly
// unlike.
func similar(a, b Item) float64 {
	titles := likeness.Of(a.Title).Like(likeness.Of(b.Title))
	x, y := whole(a), whole(b)
	if titles < alikeAtLeast || x == a.Title || y == b.Title {
		return titles
	}
	return max(titles, likeness.Of(x).Like(likeness.Of(y)))
}

// whole is what an item says; not its statement, which many share.
func whole(i Item) string {
	var b strings.Builder
	b.WriteString(i.Title)
	for _, blocks := range [][]Block{i.County, i.Town, i.Takeover} {
		for _, block := range blocks {
			b.WriteString(block.Department + block.Heading + strings.Join(block.Duties, ""))
		}
	}
	return b.String()
}

// GiveIDs gives items that have no id the next of their list: one that no item has or, as file says, ever had.
func GiveIDs(file []byte, list string, old, items []Item) {
	ids := retired(file)
	for _, all := range [][]Item{old, items} {
		for _, item := range all {
			ids[item.ID] = true
		}
	}
	for n := range items {
		if items[n].ID == "" {
			items[n].ID = nextID(list, ids)
			ids[items[n].ID] = true
		}
	}
}

// Changes are what became of items that are matched by their ids.
func Changes(old, new []Item) []Change {
	var changes []Change
	for n := range new {
		at := slices.IndexFunc(old, func(o Item) bool { return o.ID == new[n].ID })
		switch {
		case at < 0:
			changes = append(changes, Change{new[n].ID, nil, &new[n]})
		case !sameItems(old[at:at+1], new[n:n+1]):
			changes = append(changes, Change{new[n].ID, &old[at], &new[n]})
		}
	}
	for n := range old {
		if !slices.ContainsFunc(new, func(i Item) bool { return i.ID == old[n].ID }) {
			changes = append(changes, Change{old[n].ID, &old[n], nil})
		}
	}
	return changes
}
