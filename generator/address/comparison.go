package address

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
	"unicode"

	"handbook/generator/list"
)

// A Title is what towns call a matter in one of their lists.
type Title struct {
	Kind *list.Kind
	Text string
}

// Comparison is the page that compares what several towns write on a matter: compare/joint-7bd1c4e9. It is called after
// the list and the title, of which letters and digits count: so no town that is added, removed or given another place
// changes it, nor does another number of the item, and signs that are mended in its title do not.
func Comparison(t Title) Address {
	hash := fnv.New32a()
	hash.Write([]byte(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return r
		}
		return -1
	}, t.Text)))
	return Address{Path: fmt.Sprintf("%s/%s-%08x", compareFolder, t.Kind.ID(), hash.Sum32())}
}

// ComparisonID is what tells the address of a comparison from those of others in the list: "7bd1c4e9".
func ComparisonID(k *list.Kind, at Address) string {
	return strings.TrimPrefix(at.Path, compareFolder+"/"+k.ID()+"-")
}

// ComparisonPattern is the address of a comparison on the site, in which {list} and {id} are to be replaced.
const ComparisonPattern = compareFolder + "/{list}-{id}.html"

// TownPattern is the address of a town's front page on the site, in which {town} is to be replaced.
const TownPattern = "{town}/index.html"

// ComparisonsOf are the addresses of matters, each by the title that most towns have. A list may have a title twice,
// and two titles may come to one address: then the first has it, in the order of the texts, and of equal ones in the
// order that they are given in, and the next ones have -2, -3 … at its end.
func ComparisonsOf(titles []Title) []Address {
	order := make([]int, len(titles))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return strings.Compare(titles[a].Text, titles[b].Text) })
	times := map[Address]int{}
	all := make([]Address, len(titles))
	for _, i := range order {
		at := Comparison(titles[i])
		times[at]++
		if n := times[at]; n > 1 {
			at.Path = fmt.Sprintf("%s-%d", at.Path, n)
		}
		all[i] = at
	}
	return all
}
