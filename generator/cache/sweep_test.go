package cache_test

import (
	"os"
	"path/filepath"
	"testing"

	"handbook/generator/cache"
)

// Of a part that is made no more, the files go, and the folders that had nothing else.
func TestSweep(t *testing.T) {
	dir := t.TempDir()
	store := cache.Store{Dir: filepath.Join(dir, "parts")}
	for part, files := range map[string][]string{
		"stays": {"both/stays.txt"}, "goes": {"both/goes.txt", "alone/a/goes.txt", "absent.txt"},
	} {
		var kept []cache.File
		for _, name := range files {
			kept = append(kept, cache.File{Path: name})
			file := filepath.Join(dir, name)
			if name == "absent.txt" {
				continue
			}
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, nil, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if err := store.Keep(part, cache.Sum{}, kept); err != nil {
			t.Fatal(err)
		}
	}
	if err := store.Sweep(dir, func(part string) bool { return part == "stays" }); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]bool{"both/stays.txt": true, "both/goes.txt": false, "alone": false} {
		if _, err := os.Stat(filepath.Join(dir, name)); (err == nil) != want {
			t.Errorf("%s: %v, want it there: %v", name, err, want)
		}
	}
	if parts := store.Parts(); len(parts) != 1 || parts[0] != "stays" {
		t.Errorf("%v are remembered", parts)
	}
}
