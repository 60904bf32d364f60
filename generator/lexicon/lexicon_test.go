package lexicon

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"handbook/generator/diag"
	"handbook/generator/list"
)

var update = flag.Bool("update", false, "write what the tests get into testdata")

// The project's own lexicon: what it leads to exists, nothing is said twice, no entry is dead. All of these are
// findings.
func TestOwn(t *testing.T) {
	county, found := list.Load("../../data")
	if errors, _ := diag.Count(found); errors > 0 {
		t.Fatal("the list has errors of its own")
	}
	l, found := Load("../../data/synonyms.toml", county)
	for _, f := range found {
		t.Error(f.String())
	}
	if n := len(l.Entries); n < 230 {
		t.Errorf("%d entries, expected several hundred", n)
	}
}

// small is a county for examples.
func small() *list.County {
	bureau := &list.Department{ID: "minzheng", Name: "甲县民政局", Short: "民政局", Aliases: []string{"救济办"}}
	basic := []*list.Item{
		{Kind: list.Basic, ID: "basic-001", No: 1, Title: "做好（农村）墓地建设管理"},
		{Kind: list.Basic, ID: "basic-002", No: 2, Title: "执行惠民政策"},
	}
	joint := []*list.Item{{
		Kind: list.Joint, ID: "joint-001", No: 1, Title: "老年人高龄津贴", Departments: []*list.Department{bureau},
		Town: []list.Block{{Duties: []string{"核对社会保障卡。"}}},
	}}
	town := &list.Town{ID: "jia", Lists: map[*list.Kind][]*list.Item{list.Basic: basic, list.Joint: joint}}
	return &list.County{Departments: []*list.Department{bureau}, Towns: []*list.Town{town}}
}

// Each archive in testdata holds a synonyms.toml for the small county and what is found in it.
func TestFindings(t *testing.T) {
	for _, file := range examples(t) {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		_, text := load(t, archive.Files[0].Data)
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

func examples(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no examples", err)
	}
	return files
}

// load reads a lexicon for the small county, and prints what is found.
func load(t testing.TB, doc []byte) (*Lexicon, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "synonyms.toml")
	if err := os.WriteFile(path, doc, 0o644); err != nil {
		t.Fatal(err)
	}
	l, found := Load(path, small())
	var text strings.Builder
	diag.Print(&text, found)
	return l, strings.ReplaceAll(text.String(), path, "synonyms.toml")
}

// A county may have no lexicon of its own: it has the common layer.
func TestMissing(t *testing.T) {
	l, found := Load(filepath.Join(t.TempDir(), "synonyms.toml"), small())
	if len(found) > 0 || len(l.Noise) == 0 || len(l.Terms) > 0 {
		t.Errorf("%d of noise, %d terms, %v", len(l.Noise), len(l.Terms), found)
	}
}

// The lexicon of one county, used for another, gives a warning, and what is left of it leads to the list's own words.
func TestOthersLexicon(t *testing.T) {
	county := small()
	l, found := Load("../../data/synonyms.toml", county)
	if len(found) != 1 || found[0].Severity != diag.Warning || !strings.Contains(found[0].Message, " have no use") {
		t.Fatal(found)
	}
	text := TextOf(county)
	for _, e := range l.Entries {
		for _, words := range e.Meant {
			if !strings.HasPrefix(words, "@") && !text.Has(words) || len(e.Said) == 0 {
				t.Errorf("%q is left, and leads nowhere", e)
			}
		}
	}
}

func TestText(t *testing.T) {
	text := TextOf(small())
	for words, want := range map[string]bool{
		"做好农村墓地": true, "做好墓地": true, "“墓地”": true, "社会保障卡": true, "卡": true,
		"卡老": false, "公墓": false, "": false, "、": false,
	} {
		if got := text.Has(words); got != want {
			t.Errorf("the list has %q: %v", words, got)
		}
	}
}

// Whatever a file says, reading it ends, and without findings no word has a sign that parts words.
func FuzzLexicon(f *testing.F) {
	for _, file := range examples(f) {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(archive.Files[0].Data)
	}
	f.Add([]byte("[words]\n\"a/b/c/d a/b/c/d a/b/c/d a/b/c/d\" = \"墓地\"\n\"\" = \"\"\n\"、\" = \"、@\"\n"))
	f.Add([]byte("[traps]\n\"墓\\u0022地\" = \"\"\"墓\n地\"\"\"\n'墓.地' = '墓地、建设'\n"))
	f.Fuzz(func(t *testing.T, doc []byte) {
		l, found := load(t, doc)
		if l == nil {
			t.Fatal("no lexicon")
		}
		for _, e := range l.Entries {
			words := strings.Join(append(e.Said, e.Meant...), "")
			if found == "" && strings.ContainsAny(words, "、=\n") {
				t.Errorf("%q gives %q", doc, e)
			}
		}
	})
}
