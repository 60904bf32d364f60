package book

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"handbook/generator/book/manuscript"
	"handbook/generator/list"
	"handbook/generator/page"
)

// A book names the files that its digest is of: those that are there.
func TestFilesOfTheDigest(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("../testdata/county")); err != nil {
		t.Fatal(err)
	}
	town := []string{"songxi/town.toml", "songxi/basic.toml", "songxi/joint.toml", "songxi/reclaimed.toml"}
	for _, registries := range [][]string{{"categories.toml", "departments.toml"}, {"departments.toml"}, {}} {
		for _, name := range []string{"categories.toml", "departments.toml"} {
			if !slices.Contains(registries, name) {
				os.Remove(filepath.Join(dir, name))
			}
		}
		county, _ := list.Load(dir)
		b, err := Read(dir, manuscript.Source{County: county, Town: county.Towns[0], Pages: page.All(county)})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range b.Files {
			got = append(got, f.Name)
		}
		if want := append(registries, town...); !slices.Equal(got, want) {
			t.Errorf("%v, want %v", got, want)
		}
	}
}
