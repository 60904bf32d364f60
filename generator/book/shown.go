package book

import (
	"encoding/hex"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"handbook/generator/cache"
	"handbook/generator/disk"
	"handbook/generator/swap"
)

// Shown are the books that the site shows: of those that were printed last, the ones that are still true. One that is
// not stays where it was printed, and returns to the site when its list is again what it was.
type Shown struct {
	Book    string // the folder of the printed books
	To      string // for Hugo, as themes/book.toml names it: site/, content/ and data/ of the books that are shown
	Records string // the folder in which is remembered what was found of each town; "": nothing is
}

// shownFolders are the folders of a book's files that the site shows, by the names that its stamp has for them.
var shownFolders = map[string]string{"site": "site", "content": "content", "numbers": filepath.Join("data", "book")}

// Lock waits until no other run prints books; where it has to, it calls waiting first.
func (s Shown) Lock(waiting func()) (unlock func(), err error) {
	work := filepath.Clean(s.Book) + ".work" // as OpenOutput has it
	if err := os.MkdirAll(work, 0o755); err != nil {
		return nil, err
	}
	return swap.Lock(work, waiting)
}

// Open makes the folders that Hugo reads, and takes out of them the books of towns that there are no more.
func (s Shown) Open(has func(town string) bool) error {
	for _, folder := range shownFolders {
		dir := filepath.Join(s.To, folder)
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return err
		}
		for _, name := range namesIn(dir) {
			if has(strings.TrimSuffix(name, ".json")) {
				continue
			}
			if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
				return err
			}
		}
	}
	return nil
}

// Put shows a town's book if it was printed from what manuscript returns, the checksum of a [Draft]; otherwise, and
// where that is "", it is left out. Of equal sources, manuscript is asked once.
func (s Shown) Put(town string, sources cache.Sum, manuscript func() string) (shown bool, err error) {
	text, err := os.ReadFile(stampFile(filepath.Join(s.Book, "stamps"), town))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return false, err
	}
	k := cache.NewKey("shown 1")
	k.AddSum("sources", sources)
	k.Add("stamp", text)
	key, store := k.Sum(), cache.Store{Dir: s.Records}
	if s.Records != "" {
		if files, same := store.Look(town, key, s.To); same {
			return len(files) > 0, nil
		}
	}
	for _, folder := range shownFolders {
		name := filepath.Join(s.To, folder, town)
		if err := errors.Join(os.RemoveAll(name), os.RemoveAll(name+".json")); err != nil {
			return false, err
		}
	}
	var files []cache.File
	if printed := stampIn(text); len(printed.Files) > 0 {
		now := manuscript()
		if now == printed.Manuscript {
			if files, err = s.link(printed); err != nil {
				return false, err
			}
		}
		if s.Records != "" && (now == "" || now == printed.Manuscript && len(files) == 0) {
			return false, store.Forget(town) // it is damaged, and will be printed as it was
		}
	}
	if s.Records == "" {
		return len(files) > 0, nil
	}
	return len(files) > 0, store.Keep(town, key, files)
}

// link puts the files of a book where Hugo finds them: as links, for a book has some megabytes. Of a book of which a
// file is not as it was printed, there are none.
func (s Shown) link(printed stamp) (files []cache.File, err error) {
	for _, name := range slices.Sorted(maps.Keys(printed.Files)) {
		kind, rest, _ := strings.Cut(name, "/")
		folder, shown := shownFolders[kind]
		if !shown || !filepath.IsLocal(filepath.FromSlash(rest)) {
			continue
		}
		from := filepath.Join(s.Book, folder, filepath.FromSlash(rest))
		if sum, err := sumOf(from); err != nil || sum != printed.Files[name] {
			return nil, nil
		}
		file := cache.File{Path: path.Join(filepath.ToSlash(folder), rest)}
		if _, err := hex.Decode(file.Sum[:], []byte(printed.Files[name])); err != nil {
			return nil, nil
		}
		files = append(files, file)
	}
	for _, f := range files {
		if err := disk.Link(filepath.Join(s.Book, f.Path), filepath.Join(s.To, f.Path)); err != nil {
			return nil, err
		}
	}
	return files, nil
}
