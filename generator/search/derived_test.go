package search

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"handbook/generator/diag"
	"handbook/generator/lexicon"
	"handbook/generator/list"
)

// readable are lists of all makes.
var readable = []string{"../../data", "testdata/lists/north", "testdata/lists/street", "testdata/lists/east",
	"testdata/lists/south", "testdata/lists/steppe", "testdata/lists/delta", "testdata/lists/lake",
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
		made := derive(town, 20)
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
		if all[m.kind] < 90 || s1 < m.least {
			t.Errorf("%s: S@1 %.3f of %.0f, want at least %.2f of 90", m.kind, s1, all[m.kind], m.least)
		}
	}
}

// mostFalse is the share of queries for matters that no list has which may get an answer: a word that the list has for
// something else is in some.
const mostFalse = .02

// TestAbsent asks each list for what no list has.
func TestAbsent(t *testing.T) {
	text, err := os.ReadFile("testdata/absent.txt")
	if err != nil {
		t.Fatal(err)
	}
	var queries []string
	for line := range strings.Lines(string(text)) {
		if !strings.HasPrefix(line, "#") {
			queries = append(queries, strings.TrimSpace(line))
		}
	}
	asked, falsely := 0, 0
	for _, folder := range readable {
		county, words, _ := listOf(t, folder)
		answers := answersOf(t, siteOf(t, county, words), queries)
		for _, q := range queries {
			asked++
			if ids := answers[q]; len(ids) > 0 {
				falsely++
				t.Logf("%s: %s is answered by %s", folder, q, ids[0])
			}
		}
	}
	if share := float64(falsely) / float64(asked); share > mostFalse || len(queries) < 100 {
		t.Errorf("%d of %d get an answer, %.3f; want at most %.3f", falsely, asked, share, mostFalse)
	}
}

// TestStories asks what people tell at some length: of two needs the answer to either counts. Half of each story is
// beside the point.
func TestStories(t *testing.T) {
	all, first, third, empty := 0., 0., 0., 0.
	for _, name := range []string{"street", "north", "east"} {
		text, err := os.ReadFile("testdata/stories/" + name + ".jsonl")
		if err != nil {
			t.Fatal(err)
		}
		relevant := map[string]map[string]int{}
		for line := range strings.Lines(string(text)) {
			var story struct {
				Query    string         `json:"q"`
				Relevant map[string]int `json:"relevant"`
			}
			if err := json.Unmarshal([]byte(line), &story); err != nil {
				t.Fatal(name, err)
			}
			relevant[story.Query] = story.Relevant
		}
		county, words, _ := listOf(t, "testdata/lists/"+name)
		for q, ids := range answersOf(t, siteOf(t, county, words), slices.Sorted(maps.Keys(relevant))) {
			all++
			place := slices.IndexFunc(ids, func(id string) bool { return relevant[q][id] > 0 })
			switch {
			case len(ids) == 0:
				empty++
			case place == 0:
				first++
				third++
			case place > 0 && place < 3:
				third++
			}
			if place != 0 {
				t.Logf("%s: %s is answered by %v", name, q, ids[:min(3, len(ids))])
			}
		}
	}
	t.Logf("n %.0f  S@1 %.3f  S@3 %.3f  empty %.3f", all, first/all, third/all, empty/all)
	if first/all < .62 || third/all < .80 || empty/all > .05 {
		t.Errorf("S@1, S@3, empty: %.3f, %.3f, %.3f; want .62, .80, .05", first/all, third/all, empty/all)
	}
}
