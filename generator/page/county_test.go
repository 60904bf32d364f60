package page

import (
	"fmt"
	"strings"
	"testing"

	"handbook/generator/list"
	places "handbook/generator/place"
)

// townNamed is a town of the county that has so many basic items.
func townNamed(name string, items int) *list.Town {
	t := &list.Town{ID: fmt.Sprintf("town-%x", name), Name: name, County: "云岭县"}
	t.Words, _ = places.OfTown(name, "")
	t.Lists = map[*list.Kind][]*list.Item{list.Basic: make([]*list.Item, items)}
	return t
}

// Kinds stand in the order of the first town of each; within a kind, towns keep their order.
func TestKindsOfPlace(t *testing.T) {
	var towns []*list.Town
	for _, name := range []string{"白石街道", "松溪镇", "青石乡", "长寿镇", "红旗街道"} {
		towns = append(towns, townNamed(name, 1))
	}
	var said []string
	for _, k := range kindsOfPlace(towns) {
		said = append(said, k.head())
		for _, t := range k.towns {
			said = append(said, t.Name)
		}
	}
	if got := strings.Join(said, " "); got != "街道 2 个 白石街道 红旗街道 镇 2 个 松溪镇 长寿镇 乡 1 个 青石乡" {
		t.Error(got)
	}
}

// Of many towns the letters say which are read with each; of few there are none, but counts.
func TestLettersOfManyTowns(t *testing.T) {
	var towns []*list.Town
	for i := range many - 2 {
		towns = append(towns, townNamed(fmt.Sprintf("松%c镇", '一'+i), 1))
	}
	few := townFacts(kindsOfPlace(append(towns, townNamed("长寿乡", 2))))
	if len(few) != 2 || !strings.Contains(fmt.Sprint(few), "{lists [[{id basic} {count 2}]]}") {
		t.Errorf("of few towns: %v", few)
	}
	facts := townFacts(kindsOfPlace(append(towns, townNamed("长寿乡", 2), townNamed("柴达乡", 1))))
	said := fmt.Sprint(facts[len(facts)-1])
	if !strings.HasPrefix(said, "{letters [[{letter C} {towns [[{id") ||
		strings.Index(said, "长寿乡") < strings.Index(said, "柴达乡") || strings.Count(said, "{letter ") != 2 {
		t.Error(said)
	}
	if of := fmt.Sprint(facts[1]); !strings.Contains(of, "{name 长寿乡} {kind 乡} {sound chang shou xiang}") {
		t.Error(of)
	}
}

func TestInEach(t *testing.T) {
	m := &maker{county: &list.County{Words: places.County{Towns: "乡镇"}}}
	for _, c := range []struct {
		counts []int // of the towns
		want   string
	}{
		{[]int{3, 3}, "每个乡镇 3 项"}, {[]int{3, 5, 4}, "每个乡镇 3 至 5 项"}, {[]int{0, 4}, "只有镇 1有"},
		{[]int{0, 4, 4}, "2 个乡镇有，各 4 项"}, {[]int{2, 0, 4}, "2 个乡镇有，各 2 至 4 项"},
	} {
		m.county.Towns = nil
		var having []*list.Town
		for i, n := range c.counts {
			town := townNamed(fmt.Sprint("镇 ", i), n)
			m.county.Towns = append(m.county.Towns, town)
			if n > 0 {
				having = append(having, town)
			}
		}
		if got := m.inEach(list.Basic, having); got != c.want {
			t.Errorf("%v: %s, want %s", c.counts, got, c.want)
		}
	}
}
