package assets

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// filesIn are the texts of the files in a folder, by path.
func filesIn(t *testing.T, dir string) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(filepath.Join(dir, name))
		found[name] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// put writes files below a folder as something else than the generator would.
func put(t *testing.T, dir string, names ...string) {
	t.Helper()
	for _, name := range names {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func TestWrite(t *testing.T) {
	dir := t.TempDir()
	files := map[string][]byte{"data/a": []byte("1"), "data/b/c": []byte("2"), "other/d": []byte("3")}
	if err := Write(dir, files, "data"); err != nil {
		t.Fatal(err)
	}
	long := time.Unix(1_000_000_000, 0)
	if err := os.Chtimes(filepath.Join(dir, "data/a"), long, long); err != nil {
		t.Fatal(err)
	}
	files = map[string][]byte{"data/a": []byte("1"), "data/e": []byte("4")}
	if err := Write(dir, files, "data", "absent"); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"data/a": "1", "data/e": "4", "other/d": "3"}
	if got := filesIn(t, dir); !maps.Equal(got, want) {
		t.Errorf("%q; want %q", got, want)
	}
	if info, err := os.Stat(filepath.Join(dir, "data/a")); err != nil || !info.ModTime().Equal(long) {
		t.Errorf("what had not changed was written again: %v", err)
	}
}

// What is removed: in the folders named all that is not among the files, elsewhere only what was being written.
func TestRemoval(t *testing.T) {
	for _, test := range []struct {
		folders []string
		left    []string
	}{
		{nil, []string{"data/b/x", "data/x", "datax", "x"}},
		{[]string{"data"}, []string{"datax", "x"}},
		{[]string{"data/b"}, []string{"data/x", "datax", "x"}},
		{[]string{"."}, nil},
	} {
		dir := t.TempDir()
		put(t, dir, "x", "datax", "data/x", "data/b/x", ".a.js.123.new", "data/.a.new")
		if err := Write(dir, map[string][]byte{"data/new": []byte("1")}, test.folders...); err != nil {
			t.Fatal(err)
		}
		want := map[string]string{"data/new": "1"}
		for _, name := range test.left {
			want[name] = ""
		}
		if got := filesIn(t, dir); !maps.Equal(got, want) {
			t.Errorf("%q: %q; want %q", test.folders, got, want)
		}
	}
	if err := Write(filepath.Join(t.TempDir(), "absent"), nil, "."); err != nil {
		t.Errorf("nothing to write to a folder that is not there: %v", err)
	}
}
