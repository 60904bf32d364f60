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

// Where the document names who took an item over and does not say how, pages say that, and nothing can be cited.
func TestTakeoverWithoutMethods(t *testing.T) {
	county, _ := list.Load("../testdata/county")
	var item *list.Item
	for _, i := range county.Towns[0].Items() {
		if i.ID == "reclaimed-001" {
			item = i
		}
	}
	item.Takeovers[0].Duties = nil
	pages := page.ByAddress(page.All(county))
	const said = "原文没有写工作方式。"
	section := pages[address.Item(county.Towns[0], item)].Section("takeover")
	if got := section.Body[0].(page.Duties).List; len(got) != 1 || got[0].String() != said {
		t.Errorf("the item's page says %v", got)
	}
	found := false
	for _, s := range pages[address.Department(item.Departments[0])].Sections {
		for _, b := range s.Body {
			if d, ok := b.(page.Duties); ok && len(d.List) == 1 {
				found = found || d.List[0].String() == said
			}
		}
	}
	if !found {
		t.Error("the department's page does not say it")
	}
}
