package report

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"handbook/generator/grid"
	"handbook/generator/intake"
)

var update = flag.Bool("update", false, "write what is expected anew")

// read is the draft of one of the cases of package intake.
func read(t *testing.T, name string) *intake.Draft {
	archive, err := txtar.ParseFile(filepath.Join("../testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	f := archive.Files[0]
	doc, err := grid.Parse(f.Name, string(f.Data))
	if err != nil {
		t.Fatal(err)
	}
	return intake.Read([]*grid.Document{doc}, intake.Known{})
}

// TestPages compares the reports of three imports with testdata: one that is written and has to be looked at, one of a
// PDF with pictures, one that failed.
func TestPages(t *testing.T) {
	for _, c := range []struct {
		name string
		Report
	}{
		{"street", Report{Written: []string{"data/liuyin/basic.toml"}, Added: []string{"区公安分局 = gonganju"}}},
		{"pages", Report{Picture: func(string, grid.Place) ([]byte, error) { return []byte("PNG"), nil }}},
		{"broken", Report{Wrong: []string{"data/songxi/town.toml: <script> is no name"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.Town, c.Files, c.Draft, c.Lists = "松溪镇", []string{"in/松溪镇.docx"}, read(t, c.name+".txtar"), intake.Three()
			var b bytes.Buffer
			if err := Write(&b, c.Report); err != nil {
				t.Fatal(err)
			}
			if strings.Contains(b.String(), "<script") || strings.Contains(b.String(), "ZgotmplZ") {
				t.Error("a text became markup, or was not let through")
			}
			_, body, _ := strings.Cut(b.String(), "</style>")
			golden := filepath.Join("testdata", c.name+".html")
			if *update {
				if err := os.WriteFile(golden, []byte(body), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil || string(want) != body {
				t.Errorf("%v; got\n%s", err, body)
			}
		})
	}
}
