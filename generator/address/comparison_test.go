package address_test

import (
	"strings"
	"testing"

	"handbook/generator/address"
	"handbook/generator/list"
)

// The address of a comparison is permanent: these never change.
func TestComparison(t *testing.T) {
	for _, c := range []struct {
		title address.Title
		want  string
	}{
		{address.Title{Kind: list.Joint, Text: "地质灾害防治"}, "compare/joint-e4bc655c.html"},
		{address.Title{Kind: list.Reclaimed, Text: "地质灾害防治"}, "compare/reclaimed-e4bc655c.html"},
		{address.Title{Kind: list.Joint, Text: "推荐优秀基层妇女干部（含宣传）"}, "compare/joint-181865f7.html"},
		{address.Title{Kind: list.Joint, Text: " 推荐优秀基层妇女干部(含宣传)。"}, "compare/joint-181865f7.html"}, // signs
	} {
		at := address.Comparison(c.title)
		if at.Site() != c.want || at.OneFile() != "" || at.Book() != "" {
			t.Errorf("%s: %s, %q, %q; want %s", c.title.Text, at.Site(), at.OneFile(), at.Book(), c.want)
		}
		made := strings.NewReplacer("{list}", c.title.Kind.ID(), "{id}", address.ComparisonID(c.title.Kind, at))
		if got := made.Replace(address.ComparisonPattern); got != c.want {
			t.Errorf("%s: the scripts lead to %s, want %s", c.title.Text, got, c.want)
		}
	}
}

// Titles that come to one address are told apart by their texts, whichever stands first.
func TestComparisonsOf(t *testing.T) {
	of := func(texts ...string) map[string][]string {
		var titles []address.Title
		for _, text := range texts {
			titles = append(titles, address.Title{Kind: list.Joint, Text: text})
		}
		all := map[string][]string{}
		for n, at := range address.ComparisonsOf(titles) {
			all[texts[n]] = append(all[texts[n]], at.Path)
		}
		return all
	}
	for _, got := range []map[string][]string{
		of("防汛、抗旱", "防汛抗旱", "消防", "防汛抗旱"), of("消防", "防汛抗旱", "防汛、抗旱", "防汛抗旱"),
	} {
		first := address.Comparison(address.Title{Kind: list.Joint, Text: "防汛抗旱"}).Path
		if got["防汛、抗旱"][0] != first || got["防汛抗旱"][0] != first+"-2" || got["防汛抗旱"][1] != first+"-3" ||
			got["消防"][0] == first {
			t.Errorf("%v", got)
		}
	}
}

// The folders of a county are no towns: no id of a town may be one of theirs.
func TestOfCounty(t *testing.T) {
	for _, at := range []address.Address{address.Departments, address.Matters, address.Comparisons} {
		folder := at.Path[:len(at.Path)-len("/index")]
		if !address.OfCounty(folder) || list.Reserved(list.TownID, folder) == "" || at.Site() != folder+"/index.html" {
			t.Errorf("%s: of the county: %v, reserved: %q", folder, address.OfCounty(folder),
				list.Reserved(list.TownID, folder))
		}
	}
	if address.OfCounty("songxi") || address.OfCounty("") {
		t.Error("a town's folder, or the root, is one of the county's")
	}
}
