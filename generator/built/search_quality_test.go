package built

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A judged query: the items that answer it, with grades, 3 the answer; none where the list has no answer.
type judged struct {
	Query    string         `json:"q"`
	Relevant map[string]int `json:"relevant"`
	Kind     string         `json:"kind"`
}

func readQueries(t testing.TB, name string) []judged {
	t.Helper()
	raw, err := os.ReadFile(root + "/generator/search/testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var all []judged
	for n, line := range strings.Split(strings.TrimSpace(string(raw)), "\n") {
		var q judged
		if err := json.Unmarshal([]byte(line), &q); err != nil {
			t.Fatalf("%s:%d: %v", name, n+1, err)
		}
		all = append(all, q)
	}
	return all
}

// A score adds up over queries, those with an answer and those without. S@1 and S@3 count an item of the query's best
// grade among the first 1 and 3, MRR is of the first such item within 10, nDCG that of the first 10 with gain
// 2^grade-1, empty counts answers of nothing where there is one, FH answers of something where there is none.
type score struct{ answered, s1, s3, mrr, ndcg, empty, without, fh float64 }

func (s *score) add(relevant map[string]int, ids []string) {
	if len(relevant) == 0 {
		s.without++
		if len(ids) > 0 {
			s.fh++
		}
		return
	}
	s.answered++
	var grades []int
	for _, grade := range relevant {
		grades = append(grades, grade)
	}
	slices.SortFunc(grades, func(a, b int) int { return b - a })
	gain := func(grade, place int) float64 { return (math.Exp2(float64(grade)) - 1) / math.Log2(float64(place)+2) }
	var got, ideal float64
	for i, grade := range grades[:min(len(grades), 10)] {
		ideal += gain(grade, i)
	}
	for i, id := range ids[:min(len(ids), 10)] {
		got += gain(relevant[id], i)
	}
	s.ndcg += got / ideal
	if len(ids) == 0 {
		s.empty++
	}
	place := slices.IndexFunc(ids, func(id string) bool { return relevant[id] == grades[0] })
	if place < 0 || place >= 10 {
		return
	}
	s.mrr += 1 / float64(place+1)
	if place < 3 {
		s.s3++
	}
	if place < 1 {
		s.s1++
	}
}

func (s *score) String() string {
	n, m := max(s.answered, 1), max(s.without, 1)
	return fmt.Sprintf("n %3.0f  S@1 %.3f  S@3 %.3f  MRR %.3f  nDCG %.3f  empty %.3f  FH %.3f", s.answered+s.without,
		s.s1/n, s.s3/n, s.mrr/n, s.ndcg/n, s.empty/n, s.fh/m)
}

// ask puts each query into the box of the search page and reads the items off the links that are there then, best
// first.
const ask = `async (queries) => {
	const input = document.querySelector('main .hb-search input'), answers = {};
	for (const q of queries) {
		input.value = q;
		input.dispatchEvent(new Event('input', { bubbles: true }));
		// a slow phone draws them bit by bit
		const n = ` + listed + `.exec(document.querySelector('.hb-results__count').textContent) || [0, 0];
		while (document.querySelectorAll('#results .hb-index > li')
			.length < n[1]) await new Promise(done => setTimeout(done));
		answers[q] = [...document.querySelectorAll('#results .hb-index li > a')]
			.map(a => a.href.replace(/^.*\/(\w+)\/(\d+)\.html$/, '$1-$2'));
	}
	return answers;
}`

// TestSearchQuality judges the search as readers get it: what the search page shows, from disk.
func TestSearchQuality(t *testing.T) {
	t.Parallel()
	r := newReader(t, start(t), onDisk(t, public))
	r.open("search.html")
	r.touch()
	r.slips()
	r.write("卫星锅") // what is asked last comes, too
	r.until("the last words are read", `!handbook.search.wants('卫星锅').length`)
	r.write("")
	sets, err := filepath.Glob(root + "/generator/search/testdata/queries_*.jsonl")
	if err != nil || len(sets) < 2 {
		t.Fatal("query sets are missing", sets, err)
	}
	for _, file := range sets {
		t.Run(filepath.Base(file), func(t *testing.T) {
			queries := readQueries(t, filepath.Base(file))
			texts := make([]string, len(queries))
			for i, q := range queries {
				texts[i] = q.Query
			}
			raw, _ := json.Marshal(texts)
			answers := js[map[string][]string](r.with(t), "("+ask+")("+string(raw)+")")
			all, kinds := &score{}, map[string]*score{}
			for _, q := range queries {
				if kinds[q.Kind] == nil {
					kinds[q.Kind] = &score{}
				}
				all.add(q.Relevant, answers[q.Query])
				kinds[q.Kind].add(q.Relevant, answers[q.Query])
			}
			for _, kind := range slices.Sorted(maps.Keys(kinds)) {
				t.Logf("%-12s %s", kind, kinds[kind])
			}
			t.Logf("%-12s %s", "all", all)
			judge(t, all, kinds)
		})
	}
	r.fine()
}

// judge wants of a set what is promised of any: answers first, or nearly so, and none where the list has none.
func judge(t *testing.T, all *score, kinds map[string]*score) {
	t.Helper()
	if all.answered == 0 || all.without == 0 {
		t.Fatal("a set needs queries that the list answers and queries that it does not")
	}
	n := all.answered
	for _, c := range []struct {
		what       string
		got, least float64
	}{{"S@1", all.s1 / n, .90}, {"S@3", all.s3 / n, .96}, {"MRR", all.mrr / n, .93}, {"nDCG", all.ndcg / n, .90}} {
		if c.got < c.least {
			t.Errorf("%s %.3f, want at least %.2f", c.what, c.got, c.least)
		}
	}
	if all.empty/n > .02 {
		t.Errorf("empty %.3f, want at most .02", all.empty/n)
	}
	if all.fh > 0 {
		t.Errorf("%.0f of %.0f queries that the list does not answer get an answer", all.fh, all.without)
	}
	for kind, least := range map[string]float64{"pinyin": .84, "colloquial": .80, "question": .78} {
		if s := kinds[kind]; s == nil || s.s1/s.answered < least {
			t.Errorf("%s: %v, want S@1 of at least %.2f", kind, s, least)
		}
	}
}
