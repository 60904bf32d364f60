package page_test

import (
	"testing"

	"handbook/generator/address"
	"handbook/generator/list"
	"handbook/generator/page"
)

// The heads of duties are the list's own where it has such, and otherwise the town's.
func TestHeadsOfDuties(t *testing.T) {
	county, findings := list.Load("../testdata/district")
	for _, f := range findings {
		t.Error(f)
	}
	pages := page.ByAddress(page.All(county))
	for kind, want := range map[string][2]string{
		"basic": {"本街道职责", ""}, "joint": {"街道配合职责", "区级部门职责"}, "entrusted": {"街道受托职责", "委托部门职责"},
	} {
		var heads [2]string
		for k, items := range county.Towns[0].Lists {
			for _, item := range items {
				p := pages[address.Item(county.Towns[0], item)]
				for i, id := range []string{"town", "county"} {
					if s := p.Section(id); s != nil && k.ID() == kind {
						heads[i] = s.Head.String()
					}
				}
			}
		}
		if heads != want {
			t.Errorf("%s: %q, want %q", kind, heads, want)
		}
	}
}
