package cache

import (
	"os"
	"path/filepath"
	"testing"
)

// A folder's key changes with the name and bytes of each of its files that is asked for, and with no other's.
func TestAddFolder(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	put := func(name, text string) {
		t.Helper()
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	sum := func(folder string) Sum {
		t.Helper()
		key := NewKey("1")
		err := key.AddFolder(folder, func(name string) bool { return filepath.Ext(name) != ".png" })
		if err != nil {
			t.Fatal(err)
		}
		return key.Sum()
	}
	if sum(dir+"/none") != NewKey("1").Sum() {
		t.Error("a folder that is not there has files")
	}
	last := sum(dir)
	for _, step := range []struct {
		what    string
		do      func()
		changes bool
	}{
		{"a file", func() { put("a.toml", "1") }, true},
		{"its bytes", func() { put("a.toml", "2") }, true},
		{"its name", func() { os.Rename(dir+"/a.toml", dir+"/b.toml") }, true},
		{"a hidden file", func() { put(".a.toml", "1") }, false},
		{"a file in a folder", func() { put("more/a.toml", "1") }, false},
		{"a file that is not asked for", func() { put("a.png", "1") }, false},
	} {
		step.do()
		if now := sum(dir); (now != last) != step.changes {
			t.Errorf("%s: the key changes: %v", step.what, now != last)
		} else {
			last = now
		}
	}
	if err := NewKey("1").AddFile(dir, "none.toml"); !os.IsNotExist(err) {
		t.Errorf("a file that is not there: %v", err)
	}
}
