package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"handbook/generator/cache"
)

// A workbook is made again only where what it says has changed, or somebody has changed it; what the list has no more
// goes. However it came about, each has the bytes of one that was made from nothing.
func TestWorkbooksKept(t *testing.T) {
	dir := t.TempDir()
	data := filepath.Join(dir, "data")
	if err := os.CopyFS(data, os.DirFS("testdata/county")); err != nil {
		t.Fatal(err)
	}
	o := exportOptions{data: data, out: filepath.Join(dir, "out"), records: filepath.Join(dir, "parts")}
	export := func(o exportOptions) map[string]os.FileInfo {
		t.Helper()
		if err := runExport(streams{io.Discard, io.Discard}, o); err != nil {
			t.Fatal(err)
		}
		files := map[string]os.FileInfo{}
		for _, pattern := range []string{"*/*.*", "*/*/*.*"} {
			names, _ := filepath.Glob(filepath.Join(o.out, pattern))
			for _, name := range names {
				info, err := os.Stat(name)
				if err != nil {
					t.Fatal(err)
				}
				rel, _ := filepath.Rel(o.out, name)
				files[filepath.ToSlash(rel)] = info
			}
		}
		return files
	}
	// again exports, and tells which workbooks are other files than before.
	last := export(o)
	again := func() []string {
		t.Helper()
		files := export(o)
		anew := exportOptions{data: data, out: filepath.Join(t.TempDir(), "out")}
		all := export(anew)
		if len(all) != len(files) {
			t.Errorf("%d files, want %d", len(files), len(all))
		}
		var made []string
		for name := range all {
			kept, _ := os.ReadFile(filepath.Join(o.out, name))
			want, _ := os.ReadFile(filepath.Join(anew.out, name))
			if !bytes.Equal(kept, want) {
				t.Errorf("%s is not what it would be if it were made from nothing", name)
			}
			if strings.HasSuffix(name, ".xlsx") && !os.SameFile(last[name], files[name]) {
				made = append(made, name)
			}
		}
		last = files
		slices.Sort(made)
		return made
	}
	expect := func(what string, want ...string) {
		t.Helper()
		if made := again(); !slices.Equal(made, want) {
			t.Errorf("%s: %v were made, want %v", what, made, want)
		}
	}
	change := func(name, old, text string) {
		t.Helper()
		file := filepath.Join(data, name)
		before, err := os.ReadFile(file)
		if err != nil || !bytes.Contains(before, []byte(old)) {
			t.Fatalf("%s has no %s (%v)", name, old, err)
		}
		if err := os.WriteFile(file, bytes.Replace(before, []byte(old), []byte(text), 1), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	const town, police = "songxi/data/songxi.xlsx", "departments/gonganju.xlsx"

	expect("nothing has changed")
	change("songxi/joint.toml", "组织村干部入户", "组织干部入户")
	expect("a duty of the police's item", police, town)
	change("songxi/town.toml", "[declared]", "[declared] # all of them")
	expect("a remark of the town's file", town)
	if err := os.WriteFile(filepath.Join(o.out, police), []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	last = nil
	again() // a damaged one is mended, or it would be told
	gone := filepath.Join(o.out, "oldtown", "data", "oldtown.xlsx")
	if err := os.MkdirAll(filepath.Dir(gone), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(gone, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	store := cache.Store{Dir: o.records}
	if err := store.Keep("oldtown", cache.Sum{}, []cache.File{{Path: "oldtown/data/oldtown.xlsx"}}); err != nil {
		t.Fatal(err)
	}
	expect("a town is gone")
	if _, err := os.Stat(filepath.Join(o.out, "oldtown")); err == nil {
		t.Error("the files of a town that is gone are still there")
	}
}
