package search

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"handbook/generator/fold"
	"handbook/generator/list"
)

// numbersOf reads numbers as across.js does.
func numbersOf(packed string) []int {
	const base = (len(signs) - 1) / 2
	var out []int
	n, worth := 0, 1
	for i := range packed {
		digit := strings.IndexByte(signs, packed[i]) - 1
		n += digit % base * worth
		worth *= base
		if digit < base {
			out, n, worth = append(out, n), 0, 1
		}
	}
	return out
}

func TestNumbers(t *testing.T) {
	want := []int{0, 1, 45, 46, 47, 2115, 2116, 35160, 1 << 20}
	var packed []byte
	for _, n := range want {
		packed = appendNumber(packed, n)
	}
	if got := numbersOf(string(packed)); !slices.Equal(got, want) {
		t.Errorf("%v became %v", want, got)
	}
	if got := numbersOf(string(packed) + unnamed); !slices.Equal(got, want) {
		t.Errorf("with the sign for what is not named, %v became %v", want, got)
	}
}

// wordingsIn are the wordings that each town's items have.
func wordingsIn(part townsPart) [][]int {
	all := make([][]int, len(part.Towns))
	others, which := strings.Split(part.Others, " "), strings.Split(part.Which, " ")
	first := len(others) // of the wordings that are not common
	for matter := range others {
		var codes []int
		if matter < len(which) {
			codes = numbersOf(which[matter])
		}
		has := map[int]int{}
		met, next := 0, 0
		for i, step := range numbersOf(others[matter]) {
			town := next + step
			next = town + 1
			switch {
			case i >= len(codes) || codes[i] == 0:
				has[town] = first + met
				met++
			case codes[i] == 1:
				has[town] = -1
			default:
				has[town] = first + codes[i] - 2
			}
		}
		first += met
		for i := range all {
			switch number, other := has[i]; {
			case !other:
				all[i] = append(all[i], matter)
			case number >= 0:
				all[i] = append(all[i], number)
			}
		}
	}
	return all
}

// TestAcross has two towns, the second with one item that it has its own way and one less at the end, and reads back
// which items the towns have, and which have every pair of a title.
func TestAcross(t *testing.T) {
	county, words := handbook(t)
	second := *county.Towns[0]
	second.ID, second.Name = "second", "第二镇"
	second.Lists = maps.Clone(second.Lists)
	second.Lists[list.Joint] = slices.Clone(second.Lists[list.Joint])
	camels := *second.Lists[list.Joint][38]
	camels.Title = "骆驼养殖协助管理APP"
	second.Lists[list.Joint][38] = &camels
	second.Lists[list.Reclaimed] = second.Lists[list.Reclaimed][:46]
	county.Towns = append(slices.Clone(county.Towns), &second)

	files, err := Files(county, words)
	if err != nil {
		t.Fatal(err)
	}
	read := map[string]File{}
	for _, f := range files {
		read[f.Path] = f
	}
	var towns townsPart
	part(t, read["search/across/towns.js"], &towns)
	if !slices.Equal(towns.Kinds, []int{138, 109, 47}) {
		t.Errorf("%v matters", towns.Kinds)
	}
	numbers := wordingsIn(towns)
	own, theirs := numbers[0][138+38], numbers[1][138+38]
	if len(numbers[0]) != 293 || len(numbers[1]) != 292 || own == theirs ||
		numbers[0][0] != numbers[1][0] || numbers[0][292] != 293 {
		t.Fatalf("the towns' items have the numbers %v", numbers)
	}

	var p countyPart
	part(t, read["search/data/county.js"], &p)
	u := reader(t, p)
	where := map[string][]int{}
	for path, f := range read {
		if !strings.HasPrefix(path, "search/across/pairs/") {
			continue
		}
		var shard pairsPart
		part(t, f, &shard)
		keys, lists := []rune(u.text(shard.Keys, nil)), strings.Split(shard.Lists, " ")
		for i := 0; i < len(keys); i += 2 {
			next := 0
			for _, step := range numbersOf(lists[i]) {
				where[string(keys[i:i+2])] = append(where[string(keys[i:i+2])], next+step)
				next += step + 1
			}
		}
	}
	for i, town := range county.Towns {
		for n, item := range town.Items() {
			title := []rune(fold.Text(item.Title))
			for k := 1; k < len(title); k++ {
				pair := string(title[k-1 : k+1])
				if !strings.Contains(pair, " ") && !slices.Contains(where[pair], numbers[i][n]) {
					t.Errorf("%s is not among the items of %s", item.ID, pair)
				}
			}
		}
	}
	if got := where["骆驼"]; !slices.Equal(got, []int{theirs}) {
		t.Errorf("骆驼 is in %v, want %d", got, theirs)
	}
}
