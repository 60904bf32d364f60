package search

import (
	"bytes"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"handbook/generator/diag"
	"handbook/generator/lexicon"
	"handbook/generator/list"
)

// handbook loads the county's own list and lexicon.
func handbook(t testing.TB) (*list.County, *lexicon.Lexicon) {
	t.Helper()
	county, found := list.Load("../../data")
	if errors, _ := diag.Count(found); errors > 0 {
		t.Fatal("the list has errors of its own")
	}
	words, found := lexicon.Load("../../data/synonyms.toml", county)
	for _, f := range found {
		t.Error(f.String())
	}
	return county, words
}

// part reads back what a data file hands to the engine.
func part(t testing.TB, f File, into any) {
	t.Helper()
	text, ok := strings.CutPrefix(string(f.Data), "handbook.search.load(")
	text, end := strings.CutSuffix(text, ");\n")
	if !ok || !end {
		t.Fatalf("%s does not call handbook.search.load", f.Path)
	}
	if err := json.Unmarshal([]byte(text), into); err != nil {
		t.Fatal(f.Path, err)
	}
}

func TestFiles(t *testing.T) {
	county, words := handbook(t)
	files, err := Files(county, words)
	if err != nil {
		t.Fatal(err)
	}
	again, _ := Files(county, words)
	for i, f := range files {
		if !bytes.Equal(f.Data, again[i].Data) {
			t.Errorf("%s differs from run to run", f.Path)
		}
		if !utf8.Valid(f.Data) {
			t.Errorf("%s is not UTF-8", f.Path)
		}
	}
	var p countyPart
	part(t, files[0], &p)
	u := reader(t, p)
	if got := u.text(p.Categories, nil); got != (&writer{county: county}).categoryText() {
		t.Errorf("categories: %q", got)
	}
	for i, town := range county.Towns {
		want := textOf(town)
		var titles titlesPart
		part(t, files[2+2*i], &titles)
		if u.text(titles.Titles, nil) != want.titles {
			t.Errorf("%s: titles do not survive packing", town.ID)
		}
		var duties dutiesPart
		part(t, files[3+2*i], &duties)
		var quoted []string
		for _, item := range want.items {
			quoted = append(quoted, slices.Repeat([]string{item.title}, len(item.lines))...)
		}
		if u.text(duties.Duties, quoted) != strings.Join(want.duties(), "\n")+"\n" {
			t.Errorf("%s: duties do not survive packing", town.ID)
		}
	}
}

// What is said of the lexicon behind the first answer stands beside the entries that it belongs to.
func TestLater(t *testing.T) {
	county, _ := handbook(t)
	words := &lexicon.Lexicon{
		Entries: []lexicon.Entry{
			{Said: []string{"甲"}, Meant: []string{"收养登记"}, Later: []string{"乙丙", "丁 戊/己"}},
			{Meant: []string{"义务教育"}, Later: []string{"庚辛"}},
			{Said: []string{"壬"}, Meant: []string{"@" + county.Departments[0].Short}},
		},
		Later: lexicon.Later{Absent: []string{"癸子"}, Known: []string{"丑寅卯"}},
	}
	files, err := Files(county, words)
	if err != nil {
		t.Fatal(err)
	}
	var p countyPart
	part(t, files[0], &p)
	var duties dutiesPart
	part(t, files[3], &duties)
	u := reader(t, p)
	if got, want := u.text(duties.Words, nil), "、丑寅卯\n癸子\n庚辛\n乙丙、丁 戊/己\n"; got != want {
		t.Errorf("later comes %q, want %q", got, want)
	}
	if got, want := u.text(p.Words, nil), "\n、甲\n、壬=@"+county.Departments[0].Short; got != want {
		t.Errorf("at first comes %q, want %q", got, want)
	}
	words.Later, words.Entries = lexicon.Later{}, words.Entries[2:]
	files, _ = Files(county, words)
	if strings.Contains(string(files[3].Data), `"words"`) {
		t.Error("words are sent where there are none")
	}
}

// The queries by which the engine is judged name items that exist.
func TestQueries(t *testing.T) {
	county, _ := handbook(t)
	known := map[string]bool{}
	for _, item := range county.Towns[0].Items() {
		known[item.ID] = true
	}
	doc, err := os.ReadFile("testdata/queries_own.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	asked := map[string]bool{}
	for line := range strings.Lines(string(doc)) {
		var q struct {
			Q        string
			Relevant map[string]int
			Kind     string
		}
		if err := json.Unmarshal([]byte(line), &q); err != nil {
			t.Fatal(err)
		}
		if asked[q.Q] {
			t.Errorf("%s is asked twice", q.Q)
		}
		asked[q.Q] = true
		if (q.Kind == "noanswer") != (len(q.Relevant) == 0) {
			t.Errorf("%s: an answer and the kind %s", q.Q, q.Kind)
		}
		for id, grade := range q.Relevant {
			if !known[id] || grade < 1 || grade > 3 {
				t.Errorf("%s: %s with grade %d", q.Q, id, grade)
			}
		}
	}
}

func BenchmarkFiles(b *testing.B) {
	county, words := handbook(b)
	for b.Loop() {
		if _, err := Files(county, words); err != nil {
			b.Fatal(err)
		}
	}
}
