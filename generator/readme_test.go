package main

import (
	"errors"
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

// TestReadmeLinks follows the links of the documents to files of the repository.
func TestReadmeLinks(t *testing.T) {
	link := regexp.MustCompile(`\]\(([^)#:]+)(?:#[^)]*)?\)`)
	for _, name := range []string{
		"README.md", "README.zh-CN.md", "CONTRIBUTING.md", "CHANGELOG.md",
		"data/README.md", "data/README.zh-CN.md", "generator/README.md", "themes/README.md",
	} {
		text, err := os.ReadFile(filepath.Join("..", name))
		if err != nil {
			t.Error(err)
		}
		for _, to := range link.FindAllStringSubmatch(string(text), -1) {
			if _, err := os.Stat(filepath.Join("..", path.Dir(name), to[1])); err != nil {
				t.Errorf("%s links to %s, which is not there", name, to[1])
			}
		}
	}
}

// TestNamedFiles looks for the files that documents, comments and settings name with their folder: generator/search/pack.go.
func TestNamedFiles(t *testing.T) {
	named := regexp.MustCompile(`\b(?:generator|themes)/[a-z0-9_./-]+\.(?:go|sh|js|mjs|css|html|toml|txt|json|md)\b`)
	look := func(name string) error {
		text, err := os.ReadFile(filepath.Join("..", name))
		for _, file := range named.FindAllString(string(text), -1) {
			if _, err := os.Stat(filepath.Join("..", file)); err != nil {
				t.Errorf("%s names %s, which is not there", name, file)
			}
		}
		return err
	}
	err := errors.Join(look("Makefile"), look("README.md"), look("README.zh-CN.md"), look("CONTRIBUTING.md"))
	for _, folder := range []string{"data", "generator", "themes", ".ci"} {
		err = errors.Join(err, fs.WalkDir(os.DirFS(".."), folder, func(name string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case d.IsDir() && d.Name() == "testdata":
				return fs.SkipDir
			case !d.Type().IsRegular(), strings.HasSuffix(name, "_test.go"), path.Ext(name) == ".png":
				return nil
			}
			return look(name)
		}))
	}
	if err != nil {
		t.Error(err)
	}
}
