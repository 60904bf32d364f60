// Package twin makes of a county of one town, for tests, one of several.
package twin

import "handbook/generator/list"

// Add adds a second town to a county, which has every title of the first in other words: all of it is to be compared.
func Add(county *list.County) *list.County {
	twin := *county.Towns[0]
	twin.ID, twin.Name, twin.Lists = "twin", "另一"+twin.Words.Word, map[*list.Kind][]*list.Item{}
	for kind, items := range county.Towns[0].Lists {
		for _, item := range items {
			own := *item
			own.Title += "工作"
			twin.Lists[kind] = append(twin.Lists[kind], &own)
		}
	}
	county.Towns = append(county.Towns, &twin)
	return county
}
