package list_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"handbook/generator/diag"
	"handbook/generator/list"
	"handbook/generator/page"
)

const (
	sample = "../testdata/county"
	real   = "../../data"
)

// files are the roles that a file of the list can have.
var files = []string{
	"departments.toml", "categories.toml",
	"songxi/town.toml", "songxi/basic.toml", "songxi/joint.toml", "songxi/reclaimed.toml",
}

func TestRealListIsSound(t *testing.T) {
	county, findings := list.Load(real)
	for _, f := range findings {
		t.Error(f)
	}
	if len(county.Towns) == 0 {
		t.Fatal("no town")
	}
}

// What the check promises in the package's comment, looked at in the model itself.
func TestPromises(t *testing.T) {
	for _, dir := range []string{sample, real} {
		county, _ := list.Load(dir)
		for _, town := range county.Towns {
			ids := map[string]bool{}
			for _, kind := range list.Kinds {
				for i, item := range town.Lists[kind] {
					if item.No != i+1 || item.Kind != kind || item.Category == nil || item.Title == "" || ids[item.ID] {
						t.Errorf("%s: %+v", dir, item)
					}
					ids[item.ID] = true
					if !strings.HasSuffix(item.ID, "-"+item.Number()) {
						t.Errorf("number %q of %q", item.Number(), item.ID)
					}
				}
			}
			if len(town.Items()) != len(ids) {
				t.Errorf("%d items, %d ids", len(town.Items()), len(ids))
			}
		}
	}
}

// A spreadsheet or Notepad may save a byte order mark and the line ends of Windows: the list is the same, and so are
// the places of findings.
func TestSavedOnWindows(t *testing.T) {
	dir := copySample(t)
	want := page.All(load(t, dir))
	for _, name := range files {
		text := read(t, dir, name)
		write(t, dir, name, append([]byte("\ufeff"), bytes.ReplaceAll(text, []byte("\n"), []byte("\r\n"))...))
	}
	if got := page.All(load(t, dir)); !reflect.DeepEqual(got, want) {
		t.Error("other pages than with plain line ends")
	}
	categories := read(t, dir, "categories.toml")
	categories = bytes.Replace(categories, []byte("[[category]]"), []byte("名 = 1\r\n[[category]]"), 1)
	write(t, dir, "categories.toml", categories)
	_, findings := list.Load(dir)
	if len(findings) != 1 || findings[0].Line != 1 || findings[0].Col != 1 {
		t.Errorf("findings %v", findings)
	}
	if want := "  1 | 名\n"; !strings.Contains(strings.ReplaceAll(findings[0].String(), " = 1", ""), want) {
		t.Errorf("quoted as %q", findings[0].String())
	}
}

// Whatever stands in a file, the loader says where it is wrong and does not panic; what it accepts can be written as
// pages.
func FuzzLoad(f *testing.F) {
	dir := copySample(f)
	original := map[string][]byte{}
	for i, name := range files {
		original[name] = read(f, dir, name)
		f.Add(byte(i), original[name])
	}
	for _, seed := range []string{
		"", "\ufeff", "\x16", "\xff", "a", "[declared]\n", "a.b.c = \"\"\"\n\"\"\"", "x = 1979-05-27",
		"\"\" = 1\n[\"[\"]\n", "[[item]]\nid = \"joint-\"\n", "[[item]]\nid = \"basic-001\"\nno = 99999999999\n",
		"item = [{}]\n", "item = []", "[[item]]\n[[item.county]]\nduties = [1, [], {}]\n",
		"[[item]]\ntitle = \"“（”）\"\nnote = \"“““\"\n", "[[department]]\nname = \"\u202e\"\n",
	} {
		for i := range files {
			f.Add(byte(i), []byte(seed))
		}
	}
	f.Fuzz(func(t *testing.T, role byte, text []byte) {
		name := files[int(role)%len(files)]
		write(t, dir, name, text)
		defer write(t, dir, name, original[name])
		county, findings := list.Load(dir)
		for _, f := range findings {
			lines := 0
			if inside, err := filepath.Rel(dir, f.File); err != nil || strings.HasPrefix(inside, "..") {
				t.Errorf("finding in %q, which is not of the list", f.File)
			} else if inside == name {
				lines = 1 + bytes.Count(text, []byte("\n"))
			} else {
				lines = 1 + bytes.Count(original[inside], []byte("\n"))
			}
			if f.Message == "" || f.Line < 0 || f.Line > lines || f.Line > 0 && (f.Col < 1 || f.Len < 0) {
				t.Errorf("finding %+v in a file of %d lines", f, lines)
			}
			_ = f.String()
		}
		if errs, _ := diag.Count(findings); errs == 0 {
			page.All(county)
		}
	})
}

// Loading is linear in the items: twice the towns take twice the time.
func BenchmarkLoad(b *testing.B) {
	for _, towns := range []int{1, 4, 8} {
		dir := b.TempDir()
		for n := range towns {
			id := fmt.Sprintf("kuiyibage%d", n)
			if err := os.CopyFS(filepath.Join(dir, id), os.DirFS(filepath.Join(real, "kuiyibage"))); err != nil {
				b.Fatal(err)
			}
			town := read(b, dir, id+"/town.toml")
			town = bytes.Replace(town, []byte(`"kuiyibage"`), []byte(`"`+id+`"`), 1)
			name := fmt.Appendf(nil, `"%c镇"`, '甲'+n)
			write(b, dir, id+"/town.toml", bytes.Replace(town, []byte(`"奎依巴格镇"`), name, 1))
		}
		write(b, dir, "departments.toml", read(b, real, "departments.toml"))
		write(b, dir, "categories.toml", read(b, real, "categories.toml"))
		items := 0
		for _, t := range load(b, dir).Towns {
			items += len(t.Items())
		}
		b.Run(fmt.Sprintf("items=%d", items), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				list.Load(dir)
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*items), "µs/item")
		})
	}
}

func copySample(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(sample)); err != nil {
		t.Fatal(err)
	}
	return dir
}

func load(t testing.TB, dir string) *list.County {
	t.Helper()
	county, findings := list.Load(dir)
	for _, f := range findings {
		t.Fatal(f)
	}
	return county
}

func read(t testing.TB, dir, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func write(t testing.TB, dir, name string, text []byte) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), text, 0o644); err != nil {
		t.Fatal(err)
	}
}
