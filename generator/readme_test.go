package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/rogpeppe/go-internal/txtar"

	"handbook/generator/list"
	"handbook/generator/markdown"
	"handbook/generator/page"
	"handbook/generator/twin"
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

// TestNamedFiles looks for the files that documents, comments and settings name with their folder:
// generator/search/pack.go.
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

// TestFrontMatter compares what themes/README.md says of the generated pages' front matter with the pages: those of the
// real list, and those of invented counties of several towns.
func TestFrontMatter(t *testing.T) {
	text, err := os.ReadFile("../themes/README.md")
	if err != nil {
		t.Fatal(err)
	}
	said := map[string][]string{}
	_, table, _ := strings.Cut(string(text), "\n| type | says |\n")
	table, _, _ = strings.Cut(table, "\n\n")
	quoted := regexp.MustCompile("`([a-z]+)`")
	for row := range strings.SplitSeq(table, "\n") {
		cells := strings.Split(row, "|")
		if len(cells) < 4 {
			continue
		}
		var keys []string
		for _, key := range quoted.FindAllStringSubmatch(cells[2], -1) {
			keys = append(keys, key[1])
		}
		for _, kind := range quoted.FindAllStringSubmatch(cells[1], -1) {
			said[kind[1]] = keys
		}
	}
	for kind, keys := range frontMatter(t) {
		want, ok := said[kind]
		if !ok {
			t.Errorf("themes/README.md does not name the type %s", kind)
		}
		for _, key := range want {
			if !keys[key] {
				t.Errorf("themes/README.md: no page of type %s says %s", kind, key)
			}
		}
		for key := range keys {
			if !slices.Contains(want, key) {
				t.Errorf("themes/README.md lacks %s, which a page of type %s says", key, kind)
			}
		}
		delete(said, kind)
	}
	for kind := range said {
		t.Errorf("themes/README.md names the type %s, which no page has", kind)
	}
}

// frontMatter is what the generated pages of each type say, beside what every page may say.
func frontMatter(t *testing.T) map[string]map[string]bool {
	t.Helper()
	found := map[string]map[string]bool{}
	note := func(page string) {
		head, generated := strings.CutPrefix(page, "---\n# generated")
		head, _, _ = strings.Cut(head, "\n---\n")
		if !generated {
			return
		}
		var says map[string]any
		if err := yaml.Unmarshal([]byte("#"+head), &says); err != nil {
			t.Fatal(err)
		}
		kind := fmt.Sprint(says["type"])
		if found[kind] == nil {
			found[kind] = map[string]bool{}
		}
		for key := range says {
			if !slices.Contains([]string{"title", "type", "description", "weight"}, key) {
				found[kind][key] = true
			}
		}
	}
	// The county of the examples in data/README.md has every key, what a document states of its edition among them.
	dir := t.TempDir()
	readReference(t, references[0]).write(t, dir)
	for _, data := range []string{dir, "testdata/district"} {
		county, _ := list.Load(data)
		for _, p := range page.All(county) {
			note(markdown.Page(p))
		}
	}
	for _, name := range []string{"towns", "many", "unlike"} {
		towns, err := txtar.ParseFile("testdata/" + name + ".golden.txtar")
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range towns.Files {
			note(string(file.Data))
		}
	}
	county, findings := list.Load("../data")
	if len(findings) > 0 {
		t.Fatal(findings)
	}
	for _, p := range page.All(twin.Add(county)) {
		if p.Type == "comparisons" {
			note(markdown.Page(p))
		}
	}
	err := fs.WalkDir(os.DirFS("../content"), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || path.Ext(name) != ".md" {
			return err
		}
		text, err := os.ReadFile(filepath.Join("../content", name))
		note(string(text))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
