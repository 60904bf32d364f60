package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"handbook/generator/address"
	"handbook/generator/list"
	"handbook/generator/page"
)

// Whether a town's book is still true is asked again where something has changed that may be in it, and not where only
// another town's list has.
func TestSourcesOfBooks(t *testing.T) {
	t.Parallel()
	data, theme := t.TempDir(), t.TempDir()
	if err := os.CopyFS(data, os.DirFS("testdata/county")); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(filepath.Join(data, "baishi"), os.DirFS("testdata/county/songxi")); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(theme, os.DirFS("../themes/handbook")); err != nil {
		t.Fatal(err)
	}
	change := func(file, from, to string) {
		t.Helper()
		text, err := os.ReadFile(file)
		if err != nil || !strings.Contains(string(text), from) {
			t.Fatalf("%s has no %q (%v)", file, from, err)
		}
		if err := os.WriteFile(file, []byte(strings.Replace(string(text), from, to, 1)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	town := filepath.Join(data, "baishi", "town.toml")
	change(town, `id = "songxi"`, `id = "baishi"`)
	change(town, `name = "松溪镇"`, `name = "白石镇"`)
	online, program, written := "https://example.cn/", "one", []*page.Written(nil)
	keys := func() (of [2]string) {
		t.Helper()
		county, found := list.Load(data)
		if len(found) > 0 || len(county.Towns) != 2 {
			t.Fatalf("%d towns, %v", len(county.Towns), found)
		}
		d := drafting{data: data, theme: theme, county: county, pages: page.For(county), address: online,
			program: program, written: written}
		common, err := d.common()
		if err != nil {
			t.Fatal(err)
		}
		for i, town := range county.Towns {
			key, err := d.sources(town, common)
			if err != nil {
				t.Fatal(err)
			}
			of[i] = string(key[:])
		}
		return of
	}
	before := keys()
	for _, step := range []struct {
		name    string
		change  func()
		changes [2]bool // 白石镇, 松溪镇
	}{
		{"nothing", func() {}, [2]bool{}},
		{"one's list", func() { change(filepath.Join(data, "songxi", "joint.toml"), "；", "，立即；") },
			[2]bool{false, true}},
		{"one's name", func() { change(town, "白石镇", "白石头镇") }, [2]bool{true, true}},
		{"a registry", func() { change(filepath.Join(data, "departments.toml"), "[[", "\n[[") }, [2]bool{true, true}},
		{"the book's styles", func() { change(filepath.Join(theme, "book", "book.css"), "{", "{ ") },
			[2]bool{true, true}},
		{"the site's", func() { change(filepath.Join(theme, "assets", "css", "base.css"), "{", "{ ") }, [2]bool{}},
		{"the address", func() { online += "town/" }, [2]bool{true, true}},
		{"the program", func() { program = "another" }, [2]bool{true, true}},
		{"a page of one town", func() { written = append(written, byHand("songxi/yearly", "# 一年的事\n")) },
			[2]bool{false, true}},
		{"its words", func() { written[0] = byHand("songxi/yearly", "# 一年里的事\n") }, [2]bool{false, true}},
		{"a page of the county", func() { written = append(written, byHand("years", "# 年表\n")) },
			[2]bool{true, true}},
	} {
		step.change()
		now := keys()
		if got := [2]bool{now[0] != before[0], now[1] != before[1]}; got != step.changes {
			t.Errorf("%s: the keys change: %v, want %v", step.name, got, step.changes)
		}
		before = now
	}
}

func byHand(path, text string) *page.Written {
	return &page.Written{Address: address.Address{Path: path}, Title: "一年", Markdown: []byte(text)}
}
