package search

import (
	"encoding/json"
	"testing"

	"handbook/generator/lexicon"
	"handbook/generator/list"
	"handbook/generator/page"
)

// TestAnswers asks the search for every item of every town, from each town's page, and wants of each what its own page
// says.
func TestAnswers(t *testing.T) {
	for _, data := range []string{"../../data", "../testdata/county", "../testdata/district"} {
		county, findings := list.Load(data)
		for _, f := range findings {
			t.Log(f)
		}
		dir := siteOf(t, county, &lexicon.Lexicon{})
		for _, town := range county.Towns {
			var got map[string]string
			if err := json.Unmarshal([]byte(rank(t, dir, "--answers", town.ID)), &got); err != nil {
				t.Fatal(err)
			}
			n := 0
			for _, other := range county.Towns {
				for _, item := range other.Items() {
					n++
					at, want := other.ID+" "+item.ID, page.Answer(county, other, item)
					if got[at] != want {
						t.Errorf("%s, %s: the search says %q, the page %q", data, at, got[at], want)
					}
				}
			}
			if len(got) != n {
				t.Errorf("%s: %d answers, want %d", data, len(got), n)
			}
		}
	}
}
