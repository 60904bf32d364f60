package list

import (
	"fmt"
	"slices"
	"strings"

	"handbook/generator/diag"
	"handbook/generator/record"
)

// A sight is what an item's key "see" says: the ids of items about the same matter. They are looked up when all lists
// of the town are read.
type sight struct {
	t    record.Table
	item *Item
	ids  []string
}

// path is where the n-th id stands.
func (s sight) path(n int) string { return fmt.Sprintf("%s[%d]", s.t.At("see"), n) }

// checkSee finds the items that those of a town name as being about the same matter. Readers go both ways: where one
// names another, that one must name it, too, so that whoever edits a list finds there what other lists say of it.
func (l *loader) checkSee(town *Town, sights []sight) {
	items, read := map[string]*Item{}, map[string]bool{} // by id; the lists that have some
	for _, item := range town.Items() {
		items[item.ID], read[item.Kind.id] = item, true
	}
	errs, _ := diag.Count(l.found)
	named := map[*Item]*sight{}
	for i, s := range sights {
		named[s.item] = &sights[i]
		for n, id := range s.ids {
			kind, _, _ := strings.Cut(id, "-")
			other := items[id]
			switch {
			case id == "":
			case other == s.item:
				s.t.Errorf(s.path(n), "remove it", "the item names itself")
			case slices.Index(s.ids, id) < n:
				s.t.Errorf(s.path(n), "remove one", "%q stands twice in see", id)
			case other != nil:
				s.item.See = append(s.item.See, other)
			case read[kind] || errs == 0: // otherwise it may be of a list that could not be read
				s.t.Errorf(s.path(n), "name an item of this town's lists by its id: basic-001, joint-034",
					"no item of %s has the id %q", town.Name, id)
			}
		}
	}
	for _, s := range sights {
		for n, id := range s.ids {
			other := items[id]
			if other == nil || other == s.item || slices.Contains(other.See, s.item) {
				continue
			}
			add := fmt.Sprintf("add see = [%q] to it", s.item.ID)
			if named[other] != nil && len(named[other].ids) > 0 {
				add = fmt.Sprintf("add %q to its see", s.item.ID)
			}
			hint := fmt.Sprintf("%s, in %s/%s.toml, or remove %q here", add, town.ID, other.Kind.id, id)
			s.t.Errorf(s.path(n), hint, "%s does not name %s in turn", id, s.item.ID)
		}
	}
}
