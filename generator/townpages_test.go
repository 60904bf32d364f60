package main

import (
	"bytes"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The pages of a town are made again only where something has changed that they are made from: in the town's files, in
// the county's, or in what other towns are called and have alike. Whatever has changed, the folder is the same, byte
// for byte, as one that is made from nothing.
func TestTownPagesKept(t *testing.T) {
	dir := t.TempDir()
	o := pagesOptions{
		data: filepath.Join(dir, "data"), content: filepath.Join(dir, "content"), records: filepath.Join(dir, "parts"),
		assets: filepath.Join(dir, "assets"), portal: filepath.Join(dir, "portal.json"),
	}
	if err := os.CopyFS(o.data, os.DirFS("testdata/county")); err != nil {
		t.Fatal(err)
	}
	change := func(name, old, text string) {
		t.Helper()
		file := filepath.Join(o.data, name)
		before, err := os.ReadFile(file)
		if err != nil || !bytes.Contains(before, []byte(old)) {
			t.Fatalf("%s has no %s (%v)", name, old, err)
		}
		write(t, file, strings.Replace(string(before), old, text, 1))
	}
	town := func(id, name string) {
		t.Helper()
		if err := os.CopyFS(filepath.Join(o.data, id), os.DirFS("testdata/county/songxi")); err != nil {
			t.Fatal(err)
		}
		change(id+"/town.toml", `id = "songxi"`, `id = "`+id+`"`)
		change(id+"/town.toml", `name = "松溪镇"`, `name = "`+name+`"`)
	}
	town("liuxi", "柳溪镇")
	page := func(name string) string { return filepath.Join(o.content, filepath.FromSlash(name)) }
	pages := func(o pagesOptions) map[string]string {
		t.Helper()
		var said bytes.Buffer
		if err := runPages(streams{io.Discard, &said}, o); err != nil {
			t.Fatal(err, said.String())
		}
		files := map[string]string{}
		_ = filepath.WalkDir(o.content, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			text, err := os.ReadFile(name)
			rel, _ := filepath.Rel(o.content, name)
			files[filepath.ToSlash(rel)] = string(text)
			return err
		})
		return files
	}
	records := map[string]os.FileInfo{}
	both := []string{"liuxi", "songxi"}
	for _, step := range []struct {
		what string
		do   func()
		made []string // the towns whose pages were made again
	}{
		{"from nothing", func() {}, both},
		{"nothing", func() {}, nil},
		{"a duty", func() { change("liuxi/joint.toml", "组织村干部入户", "组织干部入户") }, []string{"liuxi"}},
		{"a title, by which the matter is compared elsewhere",
			func() { change("liuxi/basic.toml", `title = "`, `title = "认真`) }, both},
		{"a department's short name", func() { change("departments.toml", `short = "`, `short = "新`) }, both},
		{"the name of a town", func() { change("liuxi/town.toml", "柳溪镇", "杨溪镇") }, both},
		{"a page that somebody changed", func() {
			text, _ := os.ReadFile(page("liuxi/joint/001.md"))
			write(t, page("liuxi/joint/001.md"), string(text)+"\n更多。\n")
		}, []string{"liuxi"}},
		{"a page that is lost", func() { os.Remove(page("songxi/figures.md")) }, []string{"songxi"}},
		{"a page by hand that leads to a place of an unmade one", func() {
			write(t, page("liuxi/more.md"), "---\ntitle: \"更多\"\n---\n\n# 更多\n\n见[清单](./_index.md#categories)。\n")
		}, nil},
		{"a further town", func() { town("taoxi", "桃溪镇") }, []string{"liuxi", "songxi", "taoxi"}},
		{"a town less", func() { os.RemoveAll(filepath.Join(o.data, "taoxi")) }, both},
		{"one town alone", func() { os.RemoveAll(filepath.Join(o.data, "liuxi")); os.Remove(page("liuxi/more.md")) },
			[]string{"songxi"}},
	} {
		step.do()
		got := pages(o)
		anew := o
		anew.content, anew.records = filepath.Join(t.TempDir(), "content"), ""
		anew.assets, anew.portal = filepath.Join(dir, "anew"), filepath.Join(dir, "anew.json")
		want := pages(anew)
		if hand, ok := got["liuxi/more.md"]; ok {
			want["liuxi/more.md"] = hand
		}
		for _, name := range slices.Sorted(maps.Keys(want)) {
			if got[name] != want[name] {
				t.Errorf("%s: %s is not what it would be if it were made from nothing", step.what, name)
			}
		}
		if len(got) != len(want) {
			t.Errorf("%s: %d pages, want %d", step.what, len(got), len(want))
		}
		now := map[string]os.FileInfo{}
		var made []string
		names, _ := filepath.Glob(filepath.Join(o.records, "*.part"))
		for _, name := range names {
			id := strings.TrimSuffix(filepath.Base(name), ".part")
			now[id], _ = os.Stat(name)
			if records[id] == nil || !os.SameFile(now[id], records[id]) {
				made = append(made, id)
			}
		}
		if !slices.Equal(made, step.made) {
			t.Errorf("%s: the pages of %v were made, want %v", step.what, made, step.made)
		}
		records = now
	}
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
