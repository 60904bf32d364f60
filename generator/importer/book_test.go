package importer

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"handbook/generator/list"
	"handbook/generator/listbook"
	"handbook/generator/listfile"
)

// exported is the workbook of a county's first town, in a copy of its folder.
func exported(t *testing.T, from string) (data, book, town string) {
	t.Helper()
	data = t.TempDir()
	if err := os.CopyFS(data, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	county, _ := list.Load(data)
	town = county.Towns[0].ID
	made, err := listbook.Write(county, read(t, data, town))
	if err != nil {
		t.Fatal(err)
	}
	book = filepath.Join(t.TempDir(), town+".xlsx")
	if err := os.WriteFile(book, made, 0o644); err != nil {
		t.Fatal(err)
	}
	return data, book, town
}

// imported imports a workbook, and returns what was said.
func imported(t *testing.T, data, book, town string, remove ...string) (said string, err error) {
	t.Helper()
	var out bytes.Buffer
	err = Import(Options{
		Data: data, Report: filepath.Join(t.TempDir(), "report.html"), Force: true, Remove: remove,
		Town: listfile.Town{ID: town}, Stdout: &out, Stderr: &out, Working: func(string) {},
	}, []string{book})
	said = strings.NewReplacer(data, "data", book, "town.xlsx").Replace(out.String())
	return said, err
}

// files are the files of a folder, by their names.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			text, err := os.ReadFile(name)
			short, _ := filepath.Rel(dir, name)
			all[short] = string(text)
			return err
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// change changes cells of a workbook.
func change(t *testing.T, book string, edit func(*excelize.File)) {
	t.Helper()
	f, err := excelize.OpenFile(book)
	if err != nil {
		t.Fatal(err)
	}
	edit(f)
	if err := f.Save(); err != nil {
		t.Fatal(err)
	}
}

var counties = []string{"../../data", "../testdata/county", "../testdata/district"}

// A workbook in which nothing was changed changes nothing.
func TestBookUntouched(t *testing.T) {
	for _, from := range counties {
		data, book, town := exported(t, from)
		before := files(t, data)
		said, err := imported(t, data, book, town)
		t.Log(said)
		if err != nil {
			t.Errorf("%s: %v", from, err)
		}
		after := files(t, data)
		for name := range after {
			if after[name] != before[name] {
				t.Errorf("%s: %s was changed", from, name)
			}
		}
	}
}

// From the workbook alone come the list and its registries, byte for byte but for the comments; where the files were
// written by hand in another way, they say the same.
func TestBookIntoEmptyFolder(t *testing.T) {
	for _, from := range counties {
		was, book, town := exported(t, from)
		data := filepath.Join(t.TempDir(), "data")
		if said, err := imported(t, data, book, town); err != nil {
			t.Errorf("%s: %v\n%s", from, err, said)
		}
		old, new := read(t, was, town), read(t, data, town)
		if key := listfile.DifferTown(old, new); key != "" {
			t.Errorf("%s: town.toml: %s differs", from, key)
		}
		for id, items := range old.Lists {
			for _, c := range listfile.Changes(items, new.Lists[id]) {
				t.Errorf("%s: %s differs", from, c.ID)
			}
		}
		if strings.HasSuffix(from, "district") {
			continue
		}
		got := files(t, data)
		for _, name := range []string{
			"departments.toml", "categories.toml", town + "/town.toml", town + "/basic.toml", town + "/joint.toml",
			town + "/reclaimed.toml",
		} {
			want, err := os.ReadFile(filepath.Join(from, name))
			if err != nil {
				continue // a county may do without its registries
			}
			if a, b := withoutComments(string(want)), withoutComments(got[name]); a != b {
				t.Errorf("%s: %s\n%s", from, name, firstDifference(b, a))
			}
		}
	}
}

// read reads a town's files.
func read(t *testing.T, data, town string) listfile.Town {
	t.Helper()
	county, _ := list.Load(data)
	var ids []string
	for _, k := range county.Possible {
		ids = append(ids, k.ID())
	}
	file, err := listfile.Read(filepath.Join(data, town), ids...)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func withoutComments(text string) string {
	var kept []string
	for l := range strings.Lines(text) {
		if !strings.HasPrefix(l, "#") {
			kept = append(kept, l)
		}
	}
	text = strings.Trim(strings.Join(kept, ""), "\n")
	return strings.ReplaceAll(text, "\n\n\n", "\n\n")
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return "got  " + g[i] + "\nwant " + w[i]
		}
	}
	return "one is longer"
}
