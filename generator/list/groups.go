package list

// A Group is a run of items of one category in a list. Time counts the runs of the category, from 1: should a category
// come up again further down, that is another group.
type Group struct {
	Category *Category
	Time     int
	Items    []*Item
}

// Groups cuts a list where the category changes.
func Groups(items []*Item) []Group {
	var groups []Group
	times := map[*Category]int{}
	for _, item := range items {
		if n := len(groups); n == 0 || groups[n-1].Category != item.Category {
			times[item.Category]++
			groups = append(groups, Group{Category: item.Category, Time: times[item.Category]})
		}
		g := &groups[len(groups)-1]
		g.Items = append(g.Items, item)
	}
	return groups
}
