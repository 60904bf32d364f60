package search

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"handbook/generator/diag"
	"handbook/generator/lexicon"
	"handbook/generator/list"
)

// readable are the lists that whoever works on the search may look at: see TestOtherLists.
var readable = []string{"../../data", "testdata/lists/north", "testdata/lists/street", "testdata/lists/east",
	"../testdata/county", "../testdata/district"}

// listOf is a county, its words, and that of its towns whose page asks.
func listOf(t *testing.T, folder string) (*list.County, *lexicon.Lexicon, *list.Town) {
	t.Helper()
	county, found := list.Load(folder)
	if errors, _ := diag.Count(found); errors > 0 {
		t.Fatal(found)
	}
	words, _ := lexicon.Load(filepath.Join(folder, "synonyms.toml"), county)
	town := slices.MinFunc(county.Towns, func(a, b *list.Town) int { return strings.Compare(a.ID, b.ID) })
	return county, words, town
}

// answersOf asks a site some queries: the items of each answer, the best first.
func answersOf(t *testing.T, site string, queries []string) map[string][]string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "queries.jsonl")
	var lines []byte
	for _, q := range queries {
		line, err := json.Marshal(map[string]string{"q": q})
		if err != nil {
			t.Fatal(err)
		}
		lines = append(append(lines, line...), '\n')
	}
	if err := os.WriteFile(file, lines, 0o644); err != nil {
		t.Fatal(err)
	}
	var answers map[string][]string
	if err := json.Unmarshal([]byte(rank(t, site, file)), &answers); err != nil {
		t.Fatal(err)
	}
	return answers
}

// TestDerived asks for words of titles, typed as letters or with a slip: S@1 of each kind, over all lists.
func TestDerived(t *testing.T) {
	all, first := map[string]float64{}, map[string]float64{}
	for _, folder := range readable {
		county, words, town := listOf(t, folder)
		made := derive(town, 40)
		var queries []string
		for _, q := range made {
			queries = append(queries, q.query)
		}
		answers := answersOf(t, siteOf(t, county, words), queries)
		for _, q := range made {
			all[q.kind]++
			if ids := answers[q.query]; len(ids) > 0 && slices.Contains(q.ids, ids[0]) {
				first[q.kind]++
			}
		}
	}
	for _, m := range makers {
		s1 := first[m.kind] / all[m.kind]
		t.Logf("%-10s n %3.0f  S@1 %.3f", m.kind, all[m.kind], s1)
		if all[m.kind] < 150 || s1 < m.least {
			t.Errorf("%s: S@1 %.3f of %.0f, want at least %.2f of 150", m.kind, s1, all[m.kind], m.least)
		}
	}
}
