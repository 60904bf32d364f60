package book

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"handbook/generator/cache"
)

// The site shows the books of which each was printed from what its town's would be now. Of equal sources nobody asks
// again, and a book that was left out returns as it was.
func TestShown(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	print := func(from map[string]string) {
		t.Helper()
		o := openOutput(t, dir)
		defer o.Close()
		c := o.Folders(Config{})
		for town, manuscript := range from {
			putBook(t, c, town, manuscript)
			var moves [][2]string
			for _, file := range []string{
				filepath.Join(c.Site, town, "handbook.pdf"), filepath.Join(c.Content, town, "book.html"),
				filepath.Join(c.PageNumbers, town+".json"), filepath.Join(c.Dist, town+"-a3.pdf"),
			} {
				moves = append(moves, [2]string{"", file})
			}
			if err := c.stamp(town, manuscript, moves); err != nil {
				t.Fatal(err)
			}
		}
		if err := o.Publish(true); err != nil {
			t.Fatal(err)
		}
	}
	s := Shown{Book: dir + "/book", To: dir + "/shown", Records: dir + "/records"}
	asked := ""
	// put shows the books of towns of which the manuscripts are given, each word of it a source, too.
	put := func(now map[string]string) (shown string) {
		t.Helper()
		asked = ""
		if err := s.Open(func(town string) bool { _, has := now[town]; return has }); err != nil {
			t.Fatal(err)
		}
		for _, town := range slices.Sorted(maps.Keys(now)) {
			key := cache.NewKey(now[town])
			is, err := s.Put(town, key.Sum(), func() string {
				asked += town
				manuscript, _, _ := strings.Cut(now[town], " ")
				return strings.TrimPrefix(manuscript, "?")
			})
			if err != nil {
				t.Fatal(err)
			}
			if is {
				shown += town
			}
		}
		for _, folder := range []string{"site", "content", "data/book"} {
			var there string
			for _, name := range namesIn(filepath.Join(s.To, folder)) {
				there += strings.TrimSuffix(name, ".json")
			}
			if there != shown {
				t.Errorf("%s has %q, of the books %q", folder, there, shown)
			}
		}
		return shown
	}
	for _, step := range []struct {
		name          string
		print, now    map[string]string
		change, asked string
		shown         string
	}{
		{name: "none is printed", now: map[string]string{"a": "1", "b": "1"}},
		{name: "two are", print: map[string]string{"a": "1", "b": "1"}, now: map[string]string{"a": "1", "b": "1"},
			asked: "ab", shown: "ab"},
		{name: "nothing has changed", now: map[string]string{"a": "1", "b": "1"}, shown: "ab"},
		{name: "one has", now: map[string]string{"a": "1", "b": "2"}, asked: "b", shown: "a"},
		{name: "and is asked once", now: map[string]string{"a": "1", "b": "2"}, shown: "a"},
		{name: "something that is not in the books", now: map[string]string{"a": "1 more", "b": "1 more"}, asked: "ab",
			shown: "ab"},
		{name: "a file that is shown is damaged", change: "shown/site/a/handbook.pdf",
			now: map[string]string{"a": "1 more", "b": "1 more"}, asked: "a", shown: "ab"},
		{name: "a printed one is", change: "book/site/a/handbook.pdf",
			now: map[string]string{"a": "1", "b": "1 more"}, asked: "a", shown: "b"},
		{name: "it is printed again", print: map[string]string{"a": "1", "b": "1"},
			now: map[string]string{"a": "1", "b": "1 more"}, asked: "a", shown: "ab"},
		{name: "it cannot be composed", now: map[string]string{"a": "?", "b": "1 more"}, asked: "a", shown: "b"},
		{name: "which is asked again", now: map[string]string{"a": "?", "b": "1 more"}, asked: "a", shown: "b"},
		{name: "a town is gone", now: map[string]string{"b": "1 more"}, shown: "b"},
	} {
		if step.print != nil {
			print(step.print)
		}
		if step.change != "" {
			file := filepath.Join(dir, filepath.FromSlash(step.change))
			if err := os.Remove(file); err != nil { // it may be a link
				t.Fatal(err)
			}
			write(t, file, "damaged")
		}
		if shown := put(step.now); shown != step.shown || asked != step.asked {
			t.Errorf("%s: shown are %q, want %q; asked for %q, want %q", step.name, shown, step.shown, asked,
				step.asked)
		}
	}
}
