package book

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"handbook/generator/diag"
)

// putBook writes files such as those of a town's book, all with the same words.
func putBook(t *testing.T, c Config, town, edition string) {
	t.Helper()
	for _, file := range []string{
		filepath.Join(c.Site, town, "handbook.pdf"), filepath.Join(c.Site, town, "handbook-large.pdf"),
		filepath.Join(c.Content, town, "book.html"),
		filepath.Join(c.PageNumbers, town+".json"), filepath.Join(c.Dist, town+"-print.pdf"),
		filepath.Join(c.Dist, town+"-a3.pdf"), filepath.Join(c.Dist, town+"-large.pdf"),
		filepath.Join(c.Dist, town+"-cover.pdf"), filepath.Join(c.Dist, town+"-large-cover.pdf"),
		filepath.Join(c.Dist, town+"-large-print.pdf"), filepath.Join(c.Dist, town+ticketName),
	} {
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755),
			os.WriteFile(file, []byte(edition), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
}

func openOutput(t *testing.T, dir string) *Output {
	t.Helper()
	s, err := OpenOutput(filepath.Join(dir, "book"), filepath.Join(dir, "dist"), nil)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// published publishes the books of towns, each with the edition that it has.
func published(t *testing.T, dir string, towns map[string]string) {
	t.Helper()
	s := openOutput(t, dir)
	defer s.Close()
	for town, edition := range towns {
		putBook(t, s.Folders(Config{}), town, edition)
	}
	if err := s.Publish(true); err != nil {
		t.Fatal(err)
	}
}

// stored are all files of the book folder and that for print, and what they hold.
func stored(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, folder := range []string{"book", "dist"} {
		err := filepath.WalkDir(filepath.Join(dir, folder), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			text, err := os.ReadFile(path)
			name, _ := filepath.Rel(dir, path)
			all[filepath.ToSlash(name)] = string(text)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// A run may be killed after any step: what is there is never of two editions, nothing says that it is good, and the
// next run first makes one edition whole.
func TestKilledBetweenAnyTwoSteps(t *testing.T) {
	t.Parallel()
	steps := 99
	for n := 0; n < steps; n++ {
		dir := t.TempDir()
		published(t, dir, map[string]string{"a": "old", "b": "old"})
		if err := os.WriteFile(filepath.Join(dir, "dist", "handbook.zip"), []byte("of others"), 0o644); err != nil {
			t.Fatal(err)
		}
		s := openOutput(t, dir)
		for _, town := range []string{"a", "b"} {
			putBook(t, s.Folders(Config{}), town, "new")
		}
		all := s.steps(true)
		steps = len(all)
		for _, step := range all[:n] {
			if err := step(); err != nil {
				t.Fatal(err)
			}
		}
		s.unlock() // as the system does

		check := func(when string, whole bool) {
			got := stored(t, dir)
			if got["dist/handbook.zip"] != "of others" {
				t.Errorf("killed after step %d, %s: the file of others holds %q", n, when, got["dist/handbook.zip"])
			}
			_, good := got["book/done"]
			for _, name := range []string{"dist/handbook.zip", "book/done", "book/started"} {
				delete(got, name)
			}
			editions := slices.Compact(slices.Sorted(maps.Values(got)))
			if len(editions) != 1 || whole && len(got) != 22 || good && (editions[0] != "old" || len(got) != 22) {
				t.Errorf("killed after step %d, %s: %v", n, when, got)
			}
		}
		check("at once", false)
		openOutput(t, dir).Close()
		check("at the next run", true)
	}
	if steps < 10 {
		t.Errorf("%d steps", steps)
	}
}

// A town whose book fails keeps its last one, and no stamp says that all is good; a town that is no more has no book.
func TestOutputOfTowns(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	published(t, dir, map[string]string{"a": "old", "b": "old", "gone": "old"})
	before := time.Now()
	s := openOutput(t, dir)
	putBook(t, s.Folders(Config{}), "a", "new")
	if err := errors.Join(s.Keep("b"), s.Keep("fresh"), s.Publish(false)); err != nil {
		t.Fatal(err)
	}
	s.Close()
	got := stored(t, dir)
	for name, want := range map[string]string{
		"book/site/a/handbook.pdf": "new", "book/content/a/book.html": "new", "book/data/book/a.json": "new",
		"book/site/b/handbook.pdf": "old", "book/content/b/book.html": "old", "book/data/book/b.json": "old",
		"book/site/gone/handbook.pdf": "", "book/content/gone/book.html": "", "book/data/book/gone.json": "",
		"dist/a-a3.pdf": "new", "dist/b-a3.pdf": "old",
	} {
		if got[name] != want {
			t.Errorf("%s holds %q, want %q", name, got[name], want)
		}
	}
	if _, good := got["book/done"]; good {
		t.Error("the stamp says that all books are good")
	}
	s = openOutput(t, dir)
	read := time.Now()
	time.Sleep(20 * time.Millisecond)
	putBook(t, s.Folders(Config{}), "a", "newest")
	if err := s.Publish(true); err != nil {
		t.Fatal(err)
	}
	s.Close()
	info, err := os.Stat(filepath.Join(dir, "book", "done"))
	if err != nil || info.ModTime().Before(before) || info.ModTime().After(read) {
		t.Errorf("the stamp is not of the time when the list was read: %v, %v", info, err)
	}
	if left := namesIn(s.work); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// Two runs into one place take turns, and the second is told.
func TestTwoOutputs(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	first := openOutput(t, dir)
	told, opened := make(chan bool, 2), make(chan bool)
	go func() {
		second, err := OpenOutput(filepath.Join(dir, "book"), filepath.Join(dir, "dist"), func() { told <- true })
		if err == nil {
			second.Close()
		}
		close(opened)
	}()
	select {
	case <-told:
	case <-opened:
		t.Skip("this system has no locks")
	}
	putBook(t, first.Folders(Config{}), "a", "first")
	if err := first.Publish(true); err != nil {
		t.Error(err)
	}
	first.Close()
	<-opened
	if got := stored(t, dir); got["book/site/a/handbook.pdf"] != "first" || got["dist/a-print.pdf"] != "first" {
		t.Errorf("after both: %v", got)
	}
}

// What stands in a folder's place is said, and how to go on.
func TestOutputWithoutAPlace(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"book.work", "dist"} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o644); err != nil {
			t.Fatal(err)
		}
		_, err := OpenOutput(filepath.Join(dir, "book"), filepath.Join(dir, "dist"), nil)
		if err == nil || !strings.Contains(err.Error(), filepath.Join(dir, name)) || diag.Hint(err) == "" {
			t.Errorf("error %v, want one that names %s and a hint", err, name)
		}
	}
}
