package workbook

import (
	"maps"
	"slices"

	"handbook/generator/grid"
)

// A result is what a formula came to when the workbook was saved.
type result struct {
	place grid.Place
	text  string
}

// mostResults is how many formulas of a column are said one by one: a column of numbers that count themselves is said
// once.
const mostResults = 3

// sayResults says which cells of a sheet were formulas.
func (r *reader) sayResults() {
	for _, column := range slices.Sorted(maps.Keys(r.results)) {
		all := r.results[column]
		if len(all) > mostResults {
			r.doubt(all[0].place, "%s 到 %s 有 %d 格是公式，收入了它们存的结果，从“%s”到“%s”", all[0].place.Cell,
				all[len(all)-1].place.Cell, len(all), all[0].text, all[len(all)-1].text)
			continue
		}
		for _, one := range all {
			r.doubt(one.place, "这一格是公式，收入了它存的结果“%s”", one.text)
		}
	}
	clear(r.results)
}
