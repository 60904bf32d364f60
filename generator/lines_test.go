package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestLines looks for source lines of more than 120 columns, a tab being four.
func TestLines(t *testing.T) {
	const widest = 120
	kinds := []string{".go", ".js", ".mjs", ".cjs", ".html", ".css", ".sh"}
	read := 0
	look := func(name string) error {
		text, err := os.ReadFile(name)
		no := 0
		for line := range strings.Lines(string(text)) {
			no++
			line = strings.TrimRight(line, "\r\n")
			if wide := utf8.RuneCountInString(line) + 3*strings.Count(line, "\t"); wide > widest {
				t.Errorf("%s:%d: %d columns, want at most %d", filepath.ToSlash(name[len("../"):]), no, wide, widest)
			}
		}
		read++
		return err
	}
	err := look(filepath.Join("..", "Makefile"))
	for _, folder := range []string{"generator", "themes"} {
		walked := filepath.WalkDir(filepath.Join("..", folder), func(name string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case d.IsDir() && slices.Contains([]string{"testdata", "node_modules", ".build"}, d.Name()):
				return fs.SkipDir
			case !d.Type().IsRegular(), !slices.Contains(kinds, filepath.Ext(name)):
				return nil
			}
			return look(name)
		})
		err = errors.Join(err, walked)
	}
	if err != nil {
		t.Error(err)
	}
	if read < 100 {
		t.Errorf("%d files were looked at, want all of the generator and the theme", read)
	}
}
