package search

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"handbook/generator/list"
)

// What of its name is enough to name a town, and where it is a word of the lists, too, nothing is.
func TestStems(t *testing.T) {
	t.Parallel()
	county, words := handbook(t)
	first := county.Towns[0]
	first.Name = "阿克墩镇"
	for i, name := range []string{
		"骆场镇", // another town writes of 骆场 what is no town's name
		"西河镇", // another writes of the town 西河镇 alone
		"东关乡", // it alone writes of 东关
		"中心镇", // a word of every list
		"泽普镇", // the county's own name
		"白石镇", "白石乡", "石镇", "河西园",
		"双庙街道", "双庙沟镇",
	} {
		town := *first
		town.ID, town.Name = fmt.Sprintf("town%d", i), name
		town.Lists = maps.Clone(town.Lists)
		own := slices.Clone(town.Lists[list.Joint])
		changed := *own[38]
		switch name {
		case "东关乡":
			changed.Title = "东关片区与西河镇交界处的管理"
		case "双庙街道":
			changed.Title = "骆场周边管理"
		}
		own[38] = &changed
		town.Lists[list.Joint] = own
		county.Towns = append(county.Towns, &town)
	}
	files, err := Files(county, words)
	if err != nil {
		t.Fatal(err)
	}
	var towns townsPart
	for _, f := range files {
		if f.Path == "search/across/towns.js" {
			part(t, f, &towns)
		}
	}
	var got []string
	for _, town := range towns.Towns {
		got = append(got, string([]rune(town.Name)[:town.Stem]))
	}
	if got, want := strings.Join(got, " "), "阿克墩  西河 东关       双庙 双庙沟"; got != want {
		t.Errorf("the towns are named by\n%q, want\n%q", got, want)
	}
}
