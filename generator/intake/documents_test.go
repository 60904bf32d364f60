package intake_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"handbook/generator/diag"
	"handbook/generator/docfile"
	"handbook/generator/grid"
	"handbook/generator/intake"
	"handbook/generator/listfile"
	"handbook/generator/needs"
	"handbook/generator/ruled"
)

// TestDocuments imports each and compares it with the list, item by item: none may differ without a finding that names
// it.
func TestDocuments(t *testing.T) {
	folder, want, cache := needs.Documents(t), firstTown(t), t.TempDir()
	for _, name := range []string{
		"official.docx", "autonum.docx", "hostile.docx", "official.xlsx", "onesheet.xlsx",
		"official.pdf", "chromium.pdf", "hostile.pdf", "official-kangxi.pdf",
	} {
		t.Run(name, func(t *testing.T) {
			doc, err := docfile.Open(context.Background(), filepath.Join(folder, name), docfile.Options{
				PDF: func(file string, data []byte) (*grid.Document, error) {
					doc, done, err := ruled.Open(file, data, ruled.Options{Cache: cache})
					if err == nil {
						done()
					}
					return doc, err
				},
			})
			if err != nil {
				t.Fatal(err)
			}
			d := intake.Read([]*grid.Document{doc}, intake.Known{})
			named := map[string]bool{}
			for _, f := range d.Findings {
				if f.Level >= intake.Doubt {
					named[f.Item] = true
					t.Log(f)
				}
			}
			exact, all := 0, 0
			for list, items := range want {
				got := map[string]listfile.Item{}
				for _, i := range d.Town.Lists[list] {
					got[i.ID] = i
				}
				for _, w := range items {
					all++
					if g := got[w.ID]; reflect.DeepEqual(g, w) {
						exact++
					} else if t.Errorf("%s: %s", w.ID, difference(g, w)); !named[w.ID] {
						t.Errorf("%s: and no finding names it", w.ID)
					}
				}
			}
			if lost := d.Ledger.All - d.Ledger.Accounted(); lost != 0 {
				t.Errorf("%d characters of %d are not accounted for: %v", lost, d.Ledger.All, d.Ledger.Lost)
			}
			t.Logf("%d of %d items exact, %d characters", exact, all, d.Ledger.All)
		})
	}
}

// TestTraps reads a document in which each item has a trap of Word's, and compares the duties with what its text file
// says; numbers aside, which duties have by their place.
func TestTraps(t *testing.T) {
	folder := needs.Documents(t)
	doc, err := docfile.Open(context.Background(), filepath.Join(folder, "traps.docx"), docfile.Options{})
	if err != nil {
		t.Fatal(err)
	}
	said, err := os.ReadFile(filepath.Join(folder, "traps.expected.txt"))
	if err != nil {
		t.Fatal(err)
	}
	want, remarks := map[string][2]string{}, regexp.MustCompile(`\(report:[^)]*\)|\d+\.| |/`)
	for line := range strings.Lines(string(said)) {
		no, cells, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		no, _, _ = strings.Cut(no, " ")
		county, town, _ := strings.Cut(cells, "\t")
		before := want[no]
		want[no] = [2]string{
			before[0] + remarks.ReplaceAllString(county, ""), before[1] + remarks.ReplaceAllString(town, ""),
		}
	}
	d := intake.Read([]*grid.Document{doc}, intake.Known{})
	items := d.Town.Lists["joint"]
	if len(items) != 13 || len(want) != 13 {
		t.Fatalf("%d items, want %d", len(items), len(want))
	}
	numbers := regexp.MustCompile(`\d+\.`)
	for _, i := range items {
		var got [2]string
		for side, blocks := range [][]listfile.Block{i.County, i.Town} {
			for _, b := range blocks {
				got[side] += numbers.ReplaceAllString(strings.Join(b.Duties, ""), "")
			}
		}
		if w := want[fmt.Sprint(i.No)]; got != w {
			t.Errorf("%s: %q, want %q", i.ID, got, w)
		}
	}
	if lost := d.Ledger.All - d.Ledger.Accounted(); lost != 0 {
		t.Errorf("%d characters are not accounted for: %v", lost, d.Ledger.Lost)
	}
}

// TestRealFiles reads files of Word, WPS, Excel and Acrobat that are no lists: whatever they have, each character has
// an owner, and what cannot be read is refused with a hint.
func TestRealFiles(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(needs.Documents(t), "real", "*.*"))
	if err != nil || len(files) < 20 {
		t.Fatal(len(files), "files", err)
	}
	cache := t.TempDir()
	for _, name := range files {
		if filepath.Ext(name) == ".md" {
			continue
		}
		t.Run(filepath.Base(name), func(t *testing.T) {
			doc, err := docfile.Open(context.Background(), name, docfile.Options{
				PDF: func(file string, data []byte) (*grid.Document, error) {
					doc, done, err := ruled.Open(file, data, ruled.Options{Cache: cache})
					if err == nil {
						done()
					}
					return doc, err
				},
			})
			if err != nil {
				if diag.Hint(err) == "" {
					t.Errorf("%v, without a hint", err)
				}
				t.Log(err)
				return
			}
			d := intake.Read([]*grid.Document{doc}, intake.Known{})
			if lost := d.Ledger.All - d.Ledger.Accounted(); lost != 0 {
				t.Errorf("%d of %d characters are not accounted for: %v", lost, d.Ledger.All, d.Ledger.Lost)
			}
		})
	}
}

// difference shows where two items part.
func difference(got, want listfile.Item) string {
	a, b := []rune(fmt.Sprintf("%+v", got)), []rune(fmt.Sprintf("%+v", want))
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	from := max(0, i-20)
	return fmt.Sprintf("got …%s, want …%s", string(a[from:min(len(a), i+40)]), string(b[from:min(len(b), i+40)]))
}

// firstTown is the list of the first town as its files have it, without notes and what else editors add.
func firstTown(t *testing.T) map[string][]listfile.Item {
	type block struct {
		Department, Heading string
		Duties, Methods     []string
	}
	all := map[string][]listfile.Item{}
	for _, list := range []string{"basic", "joint", "reclaimed"} {
		var file struct {
			Item []struct {
				ID, Category, Title, Statement string
				No                             int
				Departments                    []string
				County, Town, Takeover         []block
			}
		}
		if _, err := toml.DecodeFile("../../data/kuiyibage/"+list+".toml", &file); err != nil {
			t.Fatal(err)
		}
		blocks := func(all []block) []listfile.Block {
			var out []listfile.Block
			for _, b := range all {
				out = append(out, listfile.Block{
					Department: b.Department, Heading: b.Heading, Duties: append(b.Duties, b.Methods...),
				})
			}
			return out
		}
		for _, i := range file.Item {
			all[list] = append(all[list], listfile.Item{
				ID: i.ID, No: i.No, Category: i.Category, Title: i.Title, Statement: i.Statement,
				Departments: i.Departments,
				County:      blocks(i.County), Town: blocks(i.Town), Takeover: blocks(i.Takeover),
			})
		}
	}
	return all
}
