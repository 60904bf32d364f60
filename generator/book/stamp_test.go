package book

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"handbook/generator/book/manuscript"
	"handbook/generator/lexicon"
	"handbook/generator/list"
	"handbook/generator/page"
)

// A book stands as long as it is of the same manuscript and each of its files is as it was made, whatever else is in
// the folders; a stamp that cannot be read, or is of another program, says nothing.
func TestStamp(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := openOutput(t, dir)
	c := s.Folders(Config{})
	for _, town := range []string{"a", "b"} {
		putBook(t, c, town, "first")
		var moves [][2]string
		for _, file := range []string{
			filepath.Join(c.Site, town, "handbook.pdf"), filepath.Join(c.Content, town, "book.html"),
			filepath.Join(c.PageNumbers, town+".json"), filepath.Join(c.Dist, town+"-a3.pdf"),
		} {
			moves = append(moves, [2]string{"", file})
		}
		if err := c.stamp(town, "of "+town, moves); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Publish(true); err != nil {
		t.Fatal(err)
	}
	s.Close()

	s = openOutput(t, dir)
	if !s.Has("a", "of a") || !s.Has("b", "of b") || s.Has("a", "of b") || s.Has("c", "of c") {
		t.Error("the stamps of what was published are not known")
	}
	if err := s.Keep("a"); err != nil {
		t.Fatal(err)
	}
	if err := s.Publish(true); err != nil {
		t.Fatal(err)
	}
	s.Close()

	s = openOutput(t, dir)
	defer s.Close()
	if !s.Has("a", "of a") || s.Has("b", "of b") {
		t.Error("what is kept has lost its stamp, or what is gone kept it")
	}
	for _, name := range []string{
		"book/site/a/handbook.pdf", "book/content/a/book.html", "book/data/book/a.json", "dist/a-a3.pdf",
		"book/stamps/a.json",
	} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		good, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range []string{
			"", string(good[:len(good)-1]), "{}", strings.Replace(string(good), "f", "F", 1),
		} {
			write(t, file, text)
			if s.Has("a", "of a") {
				t.Errorf("%s holds %q, and the book stands", name, text)
			}
		}
		if os.Remove(file); s.Has("a", "of a") {
			t.Errorf("without %s, the book stands", name)
		}
		if write(t, file, string(good)); !s.Has("a", "of a") {
			t.Errorf("with %s as it was, the book does not stand", name)
		}
	}
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// What a book is printed from changes with its own town's list and with what every town's book says, and with nothing
// else: not with another town's list, nor with what only the site shows.
func TestManuscript(t *testing.T) {
	t.Parallel()
	data := filepath.Join(t.TempDir(), "data")
	for _, town := range []string{"songxi", "baishi"} {
		to := filepath.Join(data, town)
		if err := os.CopyFS(to, os.DirFS("../testdata/county/songxi")); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"departments.toml", "categories.toml", "synonyms.toml"} {
		text, err := os.ReadFile(filepath.Join("../testdata/county", name))
		if err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(data, name), string(text))
	}
	change := func(name, from, to string) {
		t.Helper()
		file := filepath.Join(data, filepath.FromSlash(name))
		text, err := os.ReadFile(file)
		if err != nil || !strings.Contains(string(text), from) {
			t.Fatalf("%s has no %q (%v)", name, from, err)
		}
		write(t, file, strings.Replace(string(text), from, to, 1))
	}
	change("baishi/town.toml", `id = "songxi"`, `id = "baishi"`)
	change("baishi/town.toml", `name = "松溪镇"`, `name = "白石镇"`)
	c := config(t, "")
	sums := func() (of [2]string) {
		t.Helper()
		county, _ := list.Load(data)
		words, _ := lexicon.Load(filepath.Join(data, "synonyms.toml"), county)
		if len(county.Towns) != 2 {
			t.Fatalf("%d towns", len(county.Towns))
		}
		for i, town := range county.Towns {
			b, err := Read(data, manuscript.Source{
				County: county, Town: town, Pages: page.All(county), Terms: words.Terms, Address: online,
			})
			if err != nil {
				t.Fatal(err)
			}
			draft, err := Compose(c, b)
			if err != nil {
				t.Fatal(err)
			}
			if of[i], err = draft.Manuscript(); err != nil {
				t.Fatal(err)
			}
		}
		return of
	}
	before := sums()
	if before != sums() || before[0] == before[1] {
		t.Fatal("the same list has two manuscripts, or two lists one")
	}
	for _, step := range []struct {
		file, from, to string
		changes        [2]bool // 白石镇, 松溪镇
	}{
		{"baishi/town.toml", "白石镇", "白石镇", [2]bool{}},
		{"songxi/joint.toml", "；", "，立即；", [2]bool{false, true}},
		{"baishi/basic.toml", "title = \"", "title = \"认真", [2]bool{true, false}},
		{"departments.toml", "[[", "# What the book carries within it.\n[[", [2]bool{true, true}},
	} {
		change(step.file, step.from, step.to)
		now := sums()
		if got := [2]bool{now[0] != before[0], now[1] != before[1]}; got != step.changes {
			t.Errorf("%s: %q becomes %q, and the manuscripts change: %v, want %v", step.file, step.from, step.to, got,
				step.changes)
		}
		before = now
	}
	c.Program = "another"
	if now := sums(); now[0] == before[0] {
		t.Error("another program has the same manuscript")
	}
}
