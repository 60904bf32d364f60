package main

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestMap compares the rooms that README.md names with the folders that hold a package.
func TestMap(t *testing.T) {
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rooms, _ := strings.Cut(string(text), "\n## Rooms\n")
	rooms, _, _ = strings.Cut(rooms, "\n## ")
	var named, there []string
	for _, row := range regexp.MustCompile("(?m)^\\| `([a-z/]+)` \\|").FindAllStringSubmatch(rooms, -1) {
		named = append(named, row[1])
	}
	err = fs.WalkDir(os.DirFS("."), ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && d.Name() == "testdata":
			return fs.SkipDir
		case path.Ext(name) == ".go" && path.Dir(name) != ".":
			there = append(there, path.Dir(name))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(there)
	there = slices.Compact(there)
	for _, room := range there {
		if !slices.Contains(named, room) {
			t.Errorf("README.md does not name %s", room)
		}
	}
	for _, room := range named {
		if !slices.Contains(there, room) {
			t.Errorf("README.md names %s, and there is no such package", room)
		}
	}
	for i, room := range named {
		if slices.Contains(named[:i], room) {
			t.Errorf("README.md names %s twice", room)
		}
	}
}

// TestReadmeLinks follows the links of the READMEs to files, and looks for the files that they name in code.
func TestReadmeLinks(t *testing.T) {
	for _, name := range []string{"../README.md", "../README.zh-CN.md", "../CONTRIBUTING.md", "../CHANGELOG.md", "README.md", "../data/README.md",
		"../data/README.zh-CN.md", "../themes/README.md"} {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Error(err)
			continue
		}
		for _, link := range regexp.MustCompile(`\]\(([^)#:]+)(?:#[^)]*)?\)`).FindAllStringSubmatch(string(text), -1) {
			if _, err := os.Stat(filepath.Join(filepath.Dir(name), filepath.FromSlash(link[1]))); err != nil {
				t.Errorf("%s links to %s, which is not there", name, link[1])
			}
		}
	}
}
