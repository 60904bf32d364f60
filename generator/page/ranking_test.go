package page

import (
	"fmt"
	"strings"
	"testing"

	"handbook/generator/address"
)

// loadsOf are loads of these counts, called 甲, 乙, …
func loadsOf(counts ...int) []load {
	names := strings.Split("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳", "")
	loads := make([]load, len(counts))
	for i, n := range counts {
		loads[i] = load{name: Words(names[i%len(names)]), count: n}
	}
	return loads
}

// A sentence names those that go before the largest step down, and all of those that are equal.
func TestLeaders(t *testing.T) {
	for _, c := range []struct {
		counts []int
		want   string
	}{
		{[]int{18, 15, 15, 13, 10, 10, 9}, "甲 18 项，乙、丙各 15 项，丁 13 项"},
		{[]int{12, 7, 6, 5}, "甲 12 项"},
		{[]int{1, 1, 1}, "甲、乙、丙各 1 项"},
		{[]int{2, 4, 2}, "乙 4 项"},
		{[]int{3, 3, 3, 3, 3, 3, 1}, "并列的 6 个部门，各 3 项"},
		{[]int{7}, "甲 7 项"},
	} {
		loads := loadsOf(c.counts...)
		if got := ranked(loads, leaders(loads), "个部门", "项"); got != c.want {
			t.Errorf("%v: %s, want %s", c.counts, got, c.want)
		}
	}
}

func TestShare(t *testing.T) {
	for _, c := range []struct {
		n, of int
		want  string
	}{
		{1, 2, "占 2 项的一半"}, {12, 47, "约占 47 项的四分之一"}, {5, 20, "占 20 项的四分之一"}, {32, 138, "占 138 项的 23%"},
		{3, 3, "占 3 项的全部"}, {67, 100, "约占 100 项的三分之二"},
	} {
		if got := share(c.n, c.of); got != c.want {
			t.Errorf("%d of %d: %s, want %s", c.n, c.of, got, c.want)
		}
	}
}

// A chart that leaves something out says what; it never shows one of two equals.
func TestEnoughAndRest(t *testing.T) {
	for _, c := range []struct {
		counts []int
		most   int
		want   string
	}{
		{[]int{5, 4, 3}, 3, "3 "},
		{[]int{5, 4, 3, 3, 2, 1, 1}, 3, "4 只列 3 项以上的，其余 3 个部门各 1–2 项。"},
		{[]int{5, 4, 1, 1, 1, 1, 1, 1, 1, 1, 1}, 3, "2 只列 4 项以上的，其余 9 个部门各 1 项。"},
		{[]int{1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, 3, "10 "}, // none can be left out
	} {
		loads := loadsOf(c.counts...)
		n := enough(loads, c.most)
		if got := fmt.Sprintf("%d %s", n, rest(loads, n, "个部门", &address.Departments)); got != c.want {
			t.Errorf("%v, at most %d: %s, want %s", c.counts, c.most, got, c.want)
		}
	}
}
