package page

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"handbook/generator/address"
	"handbook/generator/list"
)

// A load is how often something is counted: the items of a category, or those that name a department, or two of them.
type load struct {
	name  Text
	count int
	to    address.Address // where the items are
	items []*list.Item    // of two departments
}

// mostNamed is how many names a sentence has at most.
const mostNamed = 5

// leading puts the largest first; equal ones stay in their order. It says how many the first ones are that are equal.
func leading(loads []load) int {
	slices.SortStableFunc(loads, func(a, b load) int { return cmp.Compare(b.count, a.count) })
	n := 0
	for n < len(loads) && loads[n].count == loads[0].count {
		n++
	}
	return n
}

// leaders puts the largest first, too, and says how many go before the largest step down: those which a sentence names.
// Where there is no step among the first few, they are those that are equal to the first.
func leaders(loads []load) int {
	n, step := leading(loads), 0
	for i := 1; i < len(loads) && i <= mostNamed; i++ {
		if d := loads[i-1].count - loads[i].count; d > 0 && d >= step {
			n, step = i, d
		}
	}
	return n
}

// ranked names the first n of sorted loads with their counts: 农业农村局 18 项，自然资源局、市场监管局各 15 项. Of more equals than
// a sentence can name, it says how many they are.
func ranked(loads []load, n int, what, unit string) string {
	if n > mostNamed {
		return fmt.Sprintf("并列的 %d %s，各 %d %s", n, what, loads[0].count, unit)
	}
	var said []string
	for i, end := 0, 0; i < n; i = end {
		for end < n && loads[end].count == loads[i].count {
			end++
		}
		each := " "
		if end > i+1 {
			each = "各 "
		}
		said = append(said, fmt.Sprintf("%s%s%d %s", namesIn(loads[i:end]), each, loads[i].count, unit))
	}
	return strings.Join(said, "，")
}

// namesIn are the names of loads in a row.
func namesIn(loads []load) string {
	names := make([]string, len(loads))
	for i, l := range loads {
		names[i] = l.name.String()
	}
	return strings.Join(names, "、")
}

// fractions are shares that a reader knows by name.
var fractions = []struct {
	share float64
	name  string
}{{1, "全部"}, {3. / 4, "四分之三"}, {2. / 3, "三分之二"}, {1. / 2, "一半"}, {1. / 3, "三分之一"}, {1. / 4, "四分之一"},
	{1. / 5, "五分之一"}}

// share says what part of all items some are: 占 20 项的四分之一, 约占 47 项的四分之一, 占 138 项的 23%.
func share(n, of int) string {
	s := float64(n) / float64(of)
	for _, f := range fractions {
		switch d := s - f.share; {
		case d > -1e-9 && d < 1e-9:
			return fmt.Sprintf("占 %d 项的%s", of, f.name)
		case d > -0.01 && d < 0.01 && f.share < 1:
			return fmt.Sprintf("约占 %d 项的%s", of, f.name)
		}
	}
	return fmt.Sprintf("占 %d 项的 %.0f%%", of, 100*s)
}

// mostEquals is how many rows more a chart may have for the sake of equals.
const mostEquals = 5

// enough is how many of sorted loads are shown. Those equal to the last one shown are shown, too: to leave out one of
// two equals would be false. Where they would be too many, none of them is.
func enough(loads []load, most int) int {
	n := min(most, len(loads))
	for n < len(loads) && loads[n].count == loads[n-1].count {
		n++
	}
	last := slices.IndexFunc(loads, func(l load) bool { return l.count == loads[n-1].count })
	if n > most+mostEquals && last > 0 {
		return last
	}
	return n
}

// rest says of sorted loads how many are not shown, and how often these are counted. to is where all are.
func rest(loads []load, shown int, what string, to *address.Address) Text {
	hidden := loads[shown:]
	if len(hidden) == 0 {
		return nil
	}
	count := fmt.Sprint(hidden[0].count)
	if least := hidden[len(hidden)-1].count; least < hidden[0].count {
		count = fmt.Sprintf("%d–%d", least, hidden[0].count)
	}
	return Text{{Text: fmt.Sprintf("只列 %d 项以上的，其余 ", loads[shown-1].count)},
		{Text: fmt.Sprintf("%d %s", len(hidden), what), To: to}, {Text: "各 " + count + " 项。"}}
}
