package book

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"handbook/generator/diag"
	"handbook/generator/swap"
)

// A Stock is what is kept of the books of all towns: a folder for the site, and files for print among others in a
// folder of theirs. The next one is made beside it, and takes its place when it is whole. Nobody ever finds new files
// of one and old ones of the other, whenever a run is killed; the next run ends what it began.
type Stock struct {
	book, dist string // the folders as they are now
	work       string // beside book, so that it is on the same disk
	unlock     func()
}

// Within the work folder: the next book folder, the next files for print, and those that they replace.
const (
	nextBook = "next"
	nextDist = "dist"
	oldDist  = "old"
)

// A stamp in the book folder says that all books and all files for print are there. Its time is that of the list they
// were made of: before it was read. While they are being replaced it has another name.
const (
	stamp   = "done"
	unready = "started"
)

// OpenStock waits until no other run writes to the folders, and calls waiting before it does. What it makes is removed
// by Close.
func OpenStock(bookFolder, dist string, waiting func()) (*Stock, error) {
	s := &Stock{book: filepath.Clean(bookFolder), dist: filepath.Clean(dist)}
	s.work = s.book + ".work"
	if err := s.open(waiting); err != nil {
		s.Close()
		return nil, storage(err)
	}
	return s, nil
}

func (s *Stock) open(waiting func()) error {
	s.unlock = func() {}
	for _, folder := range []string{s.work, s.dist} {
		if err := os.MkdirAll(folder, 0o755); err != nil {
			return err
		}
		unlock, err := swap.Lock(folder, waiting)
		if err != nil {
			return err
		}
		before := s.unlock
		s.unlock = func() { unlock(); before() }
	}
	if err := s.mend(); err != nil {
		return err
	}
	for _, folder := range []string{nextBook, nextDist, oldDist} {
		if err := errors.Join(os.RemoveAll(s.in(folder)), os.Mkdir(s.in(folder), 0o755)); err != nil {
			return err
		}
	}
	return os.WriteFile(s.in(nextBook, unready), nil, 0o644)
}

// Close lets the next run begin.
func (s *Stock) Close() {
	for _, folder := range []string{nextBook, nextDist, oldDist} {
		os.RemoveAll(s.in(folder)) // what resists is removed, or reported, by the next run
	}
	s.unlock()
}

func (s *Stock) in(name ...string) string { return filepath.Join(append([]string{s.work}, name...)...) }

// Folders are where a town's book is to be made, for it to become part of the next stock.
func (s *Stock) Folders(c Config) Config {
	c.Work, c.Dist = s.work, s.in(nextDist)
	c.Site, c.Content, c.Pages = s.in(nextBook, "site"), s.in(nextBook, "content"), s.in(nextBook, "data", "book")
	return c
}

// Keep has a town's book in the next stock as it is now. Its files for print stay as they are, too.
func (s *Stock) Keep(town string) error {
	for _, folder := range []string{"site", "content"} {
		from, to := filepath.Join(s.book, folder, town), s.in(nextBook, folder, town)
		err := os.RemoveAll(to)
		if err == nil {
			err = os.CopyFS(to, os.DirFS(from))
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return storage(err)
		}
	}
	numbers := filepath.Join("data", "book", town+".json")
	text, err := os.ReadFile(filepath.Join(s.book, numbers))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil {
		err = os.MkdirAll(s.in(nextBook, "data", "book"), 0o755)
	}
	if err == nil {
		err = os.WriteFile(s.in(nextBook, numbers), text, 0o644)
	}
	return storage(err)
}

// Publish puts the next stock in place. whole says that it has the book of every town as the list has it.
func (s *Stock) Publish(whole bool) error {
	for _, step := range s.steps(whole) {
		if err := step(); err != nil {
			return errors.Join(storage(err), s.mend())
		}
	}
	return nil
}

// steps put the next stock in place. A run may end between any two: then the files for print are all old or all new,
// or some are missing for the moment, and never others than the site's.
func (s *Stock) steps(whole bool) []func() error {
	names := namesIn(s.in(nextDist))
	all := []func() error{func() error { return os.RemoveAll(filepath.Join(s.book, stamp)) }}
	for _, name := range names {
		all = append(all, func() error { return moved(filepath.Join(s.dist, name), s.in(oldDist, name)) })
	}
	all = append(all, func() error { return swap.Put(s.in(nextBook), s.book) })
	for _, name := range names {
		all = append(all, func() error { return moved(s.in(nextDist, name), filepath.Join(s.dist, name)) })
	}
	return append(all, func() error {
		if whole {
			return os.Rename(filepath.Join(s.book, unready), filepath.Join(s.book, stamp))
		}
		return os.Remove(filepath.Join(s.book, unready))
	})
}

// mend ends what a killed run began: before the book folder was replaced it is undone, after it it is done. Either way
// the books are made again, as no stamp says that they are good.
func (s *Stock) mend() error {
	if err := swap.Restore(s.book); err != nil {
		return err
	}
	from := oldDist
	begun := filepath.Join(s.book, unready)
	if _, err := os.Stat(begun); err == nil {
		from = nextDist
	}
	for _, name := range namesIn(s.in(from)) {
		if err := moved(s.in(from, name), filepath.Join(s.dist, name)); err != nil {
			return err
		}
	}
	if err := os.Remove(begun); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// moved renames a file, if there is one.
func moved(from, to string) error {
	if err := os.Rename(from, to); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

func namesIn(folder string) (names []string) {
	entries, _ := os.ReadDir(folder) // one that is not there has none
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// storage says how to go on where a disk or folder does not take the books.
func storage(err error) error {
	hint := ""
	switch {
	case err == nil:
		return nil
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT), errors.Is(err, syscall.EFBIG):
		hint = "make room: a town's book takes some 30 MB while it is made"
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		hint = "make the folders of -book and -dist, and the one that holds them, writable for you"
	case errors.Is(err, syscall.ENOTDIR), errors.Is(err, fs.ErrExist), errors.Is(err, syscall.EISDIR):
		hint = "move what is in the place of a folder or a book out of the way"
	case errors.Is(err, syscall.EXDEV):
		hint = "-book and -dist must be on one disk"
	case errors.Is(err, syscall.EBUSY):
		hint = "a mounted folder cannot be replaced: name one within it"
	default:
		return err
	}
	return diag.Errorf(hint, "cannot write the books: %w", err)
}
