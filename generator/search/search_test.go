package search

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/txtar"

	"handbook/generator/diag"
	"handbook/generator/list"
)

var update = flag.Bool("update", false, "write what the tests get into testdata")

// handbook loads the county's own list and lexicon.
func handbook(t testing.TB) (*list.County, *Lexicon) {
	t.Helper()
	county, found := list.Load("../../data")
	if errors, _ := diag.Count(found); errors > 0 {
		t.Skip("the list has errors of its own")
	}
	lexicon, found := LoadLexicon("../../data/synonyms.toml", county)
	for _, f := range found {
		t.Error(f.String())
	}
	return county, lexicon
}

// The lexicon's targets exist, nothing is said twice, no entry is dead: all of these are findings.
func TestLexicon(t *testing.T) {
	_, lexicon := handbook(t)
	if n := len(lexicon.Words); n < 250 {
		t.Errorf("%d entries, expected several hundred", n)
	}
}

// Each archive in testdata/lexicon holds a synonyms.toml for the small county below and what is found in it.
func TestLexiconFindings(t *testing.T) {
	bureau := &list.Department{ID: "minzheng", Name: "甲县民政局", Short: "民政局", Aliases: []string{"救济办"}}
	county := &list.County{Departments: []*list.Department{bureau}, Towns: []*list.Town{{ID: "jia", Lists: [3][]*list.Item{
		{{Kind: list.Basic, ID: "basic-001", No: 1, Title: "做好（农村）墓地建设管理"}, {Kind: list.Basic, ID: "basic-002", No: 2, Title: "执行惠民政策"}},
		{{Kind: list.Joint, ID: "joint-001", No: 1, Title: "老年人高龄津贴", Departments: []*list.Department{bureau}, Town: []list.Block{{Duties: []string{"核对社会保障卡。"}}}}},
	}}}}
	files, err := filepath.Glob("testdata/lexicon/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no examples", err)
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "synonyms.toml")
		if err := os.WriteFile(path, archive.Files[0].Data, 0o644); err != nil {
			t.Fatal(err)
		}
		_, found := LoadLexicon(path, county)
		var got strings.Builder
		diag.Print(&got, found)
		text := strings.ReplaceAll(got.String(), path, "synonyms.toml")
		if *update {
			archive.Files = append(archive.Files[:1], txtar.File{Name: "found", Data: []byte(text)})
			if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
				t.Fatal(err)
			}
		} else if len(archive.Files) < 2 || string(archive.Files[1].Data) != text {
			t.Errorf("%s: found\n%s", file, text)
		}
	}
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
	county, lexicon := handbook(t)
	files, err := Files(county, lexicon)
	if err != nil {
		t.Fatal(err)
	}
	again, _ := Files(county, lexicon)
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
		part(t, files[1+2*i], &titles)
		if u.text(titles.Titles, nil) != want.titles {
			t.Errorf("%s: titles do not survive packing", town.ID)
		}
		var duties dutiesPart
		part(t, files[2+2*i], &duties)
		var quoted []string
		for _, item := range want.items {
			quoted = append(quoted, slices.Repeat([]string{item.title}, len(item.lines))...)
		}
		if u.text(duties.Duties, quoted) != strings.Join(want.duties(), "\n")+"\n" {
			t.Errorf("%s: duties do not survive packing", town.ID)
		}
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
	county, lexicon := handbook(b)
	for b.Loop() {
		if _, err := Files(county, lexicon); err != nil {
			b.Fatal(err)
		}
	}
}
