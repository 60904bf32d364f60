package page

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"handbook/generator/address"
	"handbook/generator/list"
)

// townsOf is the sample county with a town of each id, which all have the sample's list, each an own copy.
func townsOf(t testing.TB, ids ...string) *list.County {
	t.Helper()
	county, findings := list.Load("../testdata/county")
	if len(findings) > 0 {
		t.Fatal(findings)
	}
	model := county.Towns[0]
	county.Towns = nil
	for _, id := range ids {
		town := *model
		town.ID, town.Name, town.Lists = id, "镇"+id, map[*list.Kind][]*list.Item{}
		for kind, items := range model.Lists {
			for _, item := range items {
				own := *item
				own.County, own.Town = copied(item.County), copied(item.Town)
				own.Takeovers = copied(item.Takeovers)
				town.Lists[kind] = append(town.Lists[kind], &own)
			}
		}
		county.Towns = append(county.Towns, &town)
	}
	return county
}

func copied(blocks []list.Block) []list.Block {
	blocks = slices.Clone(blocks)
	for n := range blocks {
		blocks[n].Duties = slices.Clone(blocks[n].Duties)
	}
	return blocks
}

// comparisonsOf are the titles of a county's comparisons, by their addresses; what only leads to one, with where.
func comparisonsOf(county *list.County) map[string]string {
	titles := map[string]string{}
	for _, p := range All(county) {
		if p.Type != "comparison" {
			continue
		}
		titles[p.Address.Path] = p.Title
		if len(p.Sections) == 0 {
			titles[p.Address.Path] = p.Title + " → " + p.Intro[0].(Paragraph).Text[1].Text
		}
	}
	return titles
}

// A comparison keeps its address whatever town is added, removed or stands elsewhere, whatever numbers its items have.
func TestComparisonStays(t *testing.T) {
	before := comparisonsOf(townsOf(t, "b", "c"))
	if len(before) != 9 {
		t.Fatalf("%d comparisons: %v", len(before), before)
	}
	other := townsOf(t, "d", "c", "a", "b")
	for n, town := range other.Towns {
		for _, items := range town.Lists {
			for _, item := range items {
				item.ID, item.No = fmt.Sprintf("%s-%03d", item.Kind.ID(), item.No+n+7), item.No+n+7
			}
		}
	}
	if after := comparisonsOf(other); fmt.Sprint(after) != fmt.Sprint(before) {
		t.Errorf("%v\nbefore: %v", after, before)
	}
}

// Where towns call a matter unlike, the title of most is the address. When another becomes that, the one before leads
// there.
func TestComparisonOfUnlikeTitles(t *testing.T) {
	const one, two = "推荐优秀基层妇女干部", "推荐优秀基层妇女干部工作"
	at := func(title string) string {
		return address.Comparison(address.Title{Kind: list.Joint, Text: title}).Path
	}
	for _, c := range []struct {
		towns, own     []string // own: those that have title two
		ofOne, ofOther string
	}{
		{[]string{"b", "c", "d"}, nil, one, ""},
		{[]string{"b", "c", "d"}, []string{"d"}, one, two + " → " + one},
		{[]string{"b", "c", "d"}, []string{"b", "c"}, one + " → " + two, two},
		{[]string{"b", "c", "d", "e", "f", "g"}, []string{"e"}, one, ""}, // what one of many has, never was most towns'
	} {
		county := townsOf(t, c.towns...)
		for _, town := range county.Towns {
			if slices.Contains(c.own, town.ID) {
				town.Lists[list.Joint][0].Title = two
			}
		}
		titles := comparisonsOf(county)
		if titles[at(one)] != c.ofOne || titles[at(two)] != c.ofOther {
			t.Errorf("%v, of them otherwise %v: %q, %q", c.towns, c.own, titles[at(one)], titles[at(two)])
		}
	}
}

// With one town nothing is compared.
func TestNoComparison(t *testing.T) {
	for _, p := range All(townsOf(t, "b")) {
		if strings.HasPrefix(p.Address.Path, "compare/") {
			t.Errorf("%s", p.Address.Path)
		}
		for _, f := range p.Facts {
			if f.Name == "elsewhere" {
				t.Errorf("%s: %v", p.Address.Path, f)
			}
		}
	}
}

// A town that lacks a duty has those behind it at other places: links lead to where they are.
func TestPlacesOfDuties(t *testing.T) {
	county := townsOf(t, "b", "c", "d", "e")
	for n, item := range county.Towns[0].Lists[list.Joint] {
		if duties := item.County[0].Duties; len(duties) > 1 {
			item.County[0].Duties = duties[1:]
			last := len(county.Towns[3].Lists[list.Joint][n].County[0].Duties) - 1
			county.Towns[3].Lists[list.Joint][n].County[0].Duties[last] += "另有要求。"
		}
	}
	pages := ByAddress(All(county))
	links := 0
	for _, p := range pages {
		if p.Type != "department" && p.Type != "comparison" {
			continue
		}
		for _, s := range p.Sections {
			for _, b := range s.Body {
				duties, ok := b.(Duties)
				if !ok {
					continue
				}
				for n, text := range duties.List {
					lines := []Text{text}
					if duties.Others != nil {
						lines = append(lines, duties.Others[n]...)
					}
					for _, piece := range slices.Concat(lines...) {
						if piece.To != nil && strings.HasPrefix(piece.To.Fragment, "county-") {
							links++
							checkPlace(t, county, p, *piece.To, text[0].Text)
						}
					}
				}
			}
		}
	}
	if links < 10 {
		t.Errorf("only %d links to duties", links)
	}
}

// checkPlace looks up a duty that a page leads to: it begins as it does there.
func checkPlace(t *testing.T, county *list.County, from *Page, to address.Address, text string) {
	t.Helper()
	for _, town := range county.Towns {
		for _, item := range town.Items() {
			if address.Item(town, item).Path != to.Path {
				continue
			}
			var block, duty int
			if _, err := fmt.Sscanf(to.Fragment, "county-%d-%d", &block, &duty); err != nil ||
				block > len(item.County) || duty > len(item.County[block-1].Duties) {
				t.Errorf("%s: %s leads nowhere", from.Address.Path, to.Site())
			} else if !strings.HasPrefix(item.County[block-1].Duties[duty-1], text) {
				t.Errorf("%s: %s leads to %q, want %q", from.Address.Path, to.Site(),
					item.County[block-1].Duties[duty-1], text)
			}
			return
		}
	}
	t.Errorf("%s: %s is of no town", from.Address.Path, to.Site())
}
