package intake

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"handbook/generator/grid"
	"handbook/generator/listfile"
)

var update = flag.Bool("update", false, "write what is expected anew")

// TestCases reads documents in the text form of package grid and compares what they are understood to say. Each file of
// testdata has documents, then "draft", what is expected, and where it matters, "source", the text for source.txt; its
// comment says what it shows.
func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) < 5 {
		t.Fatal("no cases", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var docs []*grid.Document
			want, source := -1, -1
			for i, f := range archive.Files {
				if f.Name == "draft" {
					want = i
					continue
				}
				if f.Name == "source" {
					source = i
					continue
				}
				doc, err := grid.Parse(f.Name, string(f.Data))
				if err != nil {
					t.Fatalf("%s: %v", f.Name, err)
				}
				docs = append(docs, doc)
			}
			draft := Read(docs, Known{})
			got := describe(draft)
			if *update {
				if want < 0 {
					archive.Files = append(archive.Files, txtar.File{Name: "draft"})
					want = len(archive.Files) - 1
				}
				archive.Files[want].Data = []byte(got)
				if source >= 0 {
					archive.Files[source].Data = []byte(draft.Town.Source)
				}
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if want < 0 || string(archive.Files[want].Data) != got {
				t.Errorf("got\n%s", got)
			}
			if source >= 0 && string(archive.Files[source].Data) != draft.Town.Source {
				t.Errorf("got the source\n%s", draft.Town.Source)
			}
		})
	}
}

// describe is a draft in words.
func describe(d *Draft) string {
	var b strings.Builder
	line := func(depth int, name string, values ...string) {
		if text := strings.Join(values, " | "); text != "" {
			fmt.Fprintf(&b, "%s%s: %s\n", strings.Repeat("  ", depth), name, text)
		}
	}
	t := d.Town
	line(0, "town", strings.Join([]string{t.Region, t.Prefecture, t.County, t.Name}, "/"))
	for _, s := range t.Preface {
		line(0, "preface "+s.Heading, s.Paragraphs...)
	}
	for _, key := range sortedKeys(t.Declared) {
		line(0, "declared "+key, fmt.Sprint(t.Declared[key]))
	}
	for _, key := range sortedKeys(t.Words) {
		line(0, "words "+key, t.Words[key])
	}
	for _, key := range sortedKeys(t.Columns) {
		line(0, "columns "+key, t.Columns[key]...)
	}
	if e := t.Edition; e != (listfile.Edition{}) {
		line(0, "edition", e.Name, e.Status, e.Approved, e.Approver, e.Document)
	}
	for _, list := range d.lists {
		for _, i := range t.Lists[list.ID] {
			line(0, i.ID, i.Category, i.Title)
			line(1, "departments", i.Departments...)
			for _, name := range sortedKeys(i.Roles) {
				line(1, "role", name, i.Roles[name])
			}
			for _, part := range []struct {
				name   string
				blocks []listfile.Block
			}{{"county", i.County}, {"town", i.Town}, {"takeover", i.Takeover}} {
				for _, block := range part.blocks {
					head := block.Department
					if block.Heading != "" {
						head += "（" + block.Heading + "）"
					}
					if len(block.Duties) == 0 {
						line(1, part.name+" "+head, "(no duties)")
					}
					line(1, strings.TrimSpace(part.name+" "+head), block.Duties...)
				}
			}
			line(1, "statement", i.Statement)
			for _, f := range i.Fields {
				line(1, "field "+f.Name, f.Text)
			}
			for _, key := range sortedKeys(i.Empty) {
				line(1, "empty "+key, i.Empty[key])
			}
		}
	}
	for _, f := range d.Findings {
		line(0, [...]string{"note", "doubt", "error"}[f.Level]+" "+f.Item, f.Place.String(), f.Text)
	}
	fmt.Fprintf(&b, "%d of %d characters\n", d.Ledger.Accounted(), d.Ledger.All)
	return b.String()
}

func sortedKeys[V any](m map[string]V) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
