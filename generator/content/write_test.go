package content_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"handbook/generator/content"
	"handbook/generator/diag"
)

const mark = "---\n# generated: edit the list, not this page; from a.toml\n---\n"

var long = time.Date(2020, 1, 2, 3, 4, 5, 0, time.UTC)

// put writes files with a time long ago, so that what is written later can be told.
func put(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(file, long, long); err != nil {
			t.Fatal(err)
		}
	}
}

// state is every file and folder with its text, and "new " before what was written.
func state(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	err := filepath.WalkDir(dir, func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, _ := filepath.Rel(dir, file)
		if d.IsDir() {
			b.WriteString(name + "/\n")
			return nil
		}
		text, err := os.ReadFile(file)
		if info, _ := d.Info(); !info.ModTime().Equal(long) {
			b.WriteString("new ")
		}
		b.WriteString(name + " " + strings.TrimSpace(strings.TrimPrefix(string(text), mark)) + "\n")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestWrite(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string]string{
		"same.md":        mark + "same",
		"changed.md":     mark + "old",
		"gone/a/gone.md": mark + "gone",
		"kept/gone.md":   mark + "gone",
		"kept/mine.md":   "# by hand",
		"empty.md":       "",
		"image.svg":      "<svg/>",
	})
	changes, err := content.Write(dir, []content.File{
		{Path: "same.md", Text: mark + "same"},
		{Path: "changed.md", Text: mark + "new"},
		{Path: "x/y/added.md", Text: mark + "added"},
	})
	if err != nil {
		t.Fatal(err)
	}
	if want := (content.Changes{Written: 2, Removed: 2, Unchanged: 1}); !reflect.DeepEqual(changes, want) {
		t.Errorf("%+v, want %+v", changes, want)
	}
	want := "./\nnew changed.md new\nempty.md \nimage.svg <svg/>\nkept/\nkept/mine.md # by hand\nsame.md same\n" +
		"x/\nx/y/\nnew x/y/added.md added\n"
	if got := state(t, dir); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

func TestWriteMakesTheFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "content")
	changes, err := content.Write(dir, []content.File{{Path: "a.md", Text: mark}})
	if err != nil || changes.Written != 1 {
		t.Error(changes, err)
	}
}

// Where a page cannot be written, it says so before anything is changed.
func TestWriteChangesNothing(t *testing.T) {
	pages := []content.File{{Path: "a.md", Text: mark + "new"}, {Path: "town/b.md", Text: mark + "new"}}
	for name, c := range map[string]struct{ file, text, message string }{
		"a hand-written page":        {"town/b.md", "# by hand", "town/b.md is hand-written"},
		"an empty page":              {"town/b.md", "", "town/b.md is hand-written"},
		"a file in a folder's place": {"town", "a file", "cannot write the pages"},
		"a folder in a page's place": {"town/b.md/c.svg", "<svg/>", "cannot write the pages"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			put(t, dir, map[string]string{"a.md": mark + "old", "gone.md": mark + "gone", c.file: c.text})
			before := state(t, dir)
			changes, err := content.Write(dir, pages)
			if err == nil || !strings.Contains(filepath.ToSlash(err.Error()), c.message) || diag.Hint(err) == "" {
				t.Errorf("%+v, error %v, want %q and a hint", changes, err, c.message)
			}
			if after := state(t, dir); after != before {
				t.Errorf("changed to\n%s", after)
			}
		})
	}
}
