package main

import (
	"bytes"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"handbook/generator/cache"
	"handbook/generator/dataset"
)

// A workbook or a file of data is made again only where what it says has changed, or somebody has changed it; what the
// list has no more goes. However it came about, each has the bytes of one that was made from nothing.
func TestExportedKept(t *testing.T) {
	dir := t.TempDir()
	data := filepath.Join(dir, "data")
	if err := os.CopyFS(data, os.DirFS("testdata/county")); err != nil {
		t.Fatal(err)
	}
	twin := filepath.Join(data, "liuxi")
	if err := os.CopyFS(twin, os.DirFS("testdata/county/songxi")); err != nil {
		t.Fatal(err)
	}
	said, err := os.ReadFile(filepath.Join(twin, "town.toml"))
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(twin, "town.toml"),
		strings.NewReplacer(`"songxi"`, `"liuxi"`, `"松溪镇"`, `"柳溪镇"`).Replace(string(said)))
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
	// again exports, and tells which are other files than before.
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
			if !os.SameFile(last[name], files[name]) {
				made = append(made, name)
			}
		}
		last = files
		slices.Sort(made)
		return made
	}
	expect := func(what string, want ...string) {
		t.Helper()
		// Of the files of data, one is named for all of its town, or of all towns.
		made := slices.DeleteFunc(again(), func(name string) bool {
			return path.Ext(name) != ".xlsx" && path.Base(name) != dataset.ListCSV
		})
		if !slices.Equal(made, want) {
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
	const police, all = "departments/gonganju.xlsx", "data/list.csv"
	const ofTown, rows = "songxi/data/songxi.xlsx", "songxi/data/list.csv"

	expect("nothing has changed")
	change("songxi/joint.toml", "组织村干部入户", "组织干部入户")
	expect("a duty of the police's item", all, police, rows, ofTown)
	change("songxi/town.toml", "[declared]", "[declared] # all of them")
	expect("a remark of the town's file", all, rows, ofTown)
	for _, name := range []string{police, rows, all} {
		write(t, filepath.Join(o.out, name), "x")
	}
	last = nil
	again() // what is damaged is mended, or it would be told
	expect("nothing has changed since")
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
	again()
	if _, err := os.Stat(filepath.Join(o.out, "oldtown")); err == nil {
		t.Error("the files of a town that is gone are still there")
	}
}
