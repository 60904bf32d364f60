package book

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"handbook/generator/diag"
	"handbook/generator/disk"
	"handbook/generator/swap"
)

// An Output is the two folders that the books of all towns go to: one for the site, and one for print, which may hold
// files of others. The new files are made in a work folder and replace the old ones together when they are complete:
// nobody finds new files in one folder and old ones in the other. Where a run is killed meanwhile, some may be missing,
// until the next run finishes what that one began.
type Output struct {
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

// The file done in the book folder says that all books and all files for print are there; make compares its time with
// that of the list. It is as old as the run: a list that was changed meanwhile is newer. While the files are being
// replaced it is called started.
const (
	doneFile    = "done"
	startedFile = "started"
)

// OpenOutput waits until no other run writes to the folders; where it has to, it calls waiting first. Close removes
// what was not published.
func OpenOutput(bookFolder, dist string, waiting func()) (*Output, error) {
	o := &Output{book: filepath.Clean(bookFolder), dist: filepath.Clean(dist)}
	o.work = o.book + ".work"
	if err := o.open(waiting); err != nil {
		o.Close()
		return nil, writeError(err)
	}
	return o, nil
}

func (o *Output) open(waiting func()) error {
	o.unlock = func() {}
	for _, folder := range []string{o.work, o.dist} {
		if err := os.MkdirAll(folder, 0o755); err != nil {
			return err
		}
		unlock, err := swap.Lock(folder, waiting)
		if err != nil {
			return err
		}
		before := o.unlock
		o.unlock = func() { unlock(); before() }
	}
	if err := o.finishLast(); err != nil {
		return err
	}
	for _, folder := range []string{nextBook, nextDist, oldDist} {
		if err := errors.Join(os.RemoveAll(o.in(folder)), os.Mkdir(o.in(folder), 0o755)); err != nil {
			return err
		}
	}
	return os.WriteFile(o.in(nextBook, startedFile), nil, 0o644)
}

// Close lets the next run begin.
func (o *Output) Close() {
	for _, folder := range []string{nextBook, nextDist, oldDist} {
		os.RemoveAll(o.in(folder)) // where this fails, the next run tries again
	}
	o.unlock()
}

func (o *Output) in(name ...string) string {
	return filepath.Join(append([]string{o.work}, name...)...)
}

// Folders says where to make a town's book, for it to be published.
func (o *Output) Folders(c Config) Config {
	c.Work, c.Dist = o.work, o.in(nextDist)
	c.Site, c.Content = o.in(nextBook, "site"), o.in(nextBook, "content")
	c.PageNumbers, c.Stamps = o.in(nextBook, "data", "book"), o.in(nextBook, "stamps")
	return c
}

// Has tells whether the town's book as it is now was made of a manuscript of this checksum, and all its files are as
// they were made, those for print among them.
func (o *Output) Has(town, manuscript string) bool {
	return Config{
		Site: filepath.Join(o.book, "site"), Content: filepath.Join(o.book, "content"), Dist: o.dist,
		PageNumbers: filepath.Join(o.book, "data", "book"), Stamps: filepath.Join(o.book, "stamps"),
	}.stands(town, manuscript)
}

// Keep publishes a town's book as it is now, where no new one was made or need be. Its files for print stay, too.
func (o *Output) Keep(town string) error {
	for _, folder := range []string{"site", "content"} {
		from, to := filepath.Join(o.book, folder, town), o.in(nextBook, folder, town)
		err := os.RemoveAll(to)
		if err == nil {
			err = os.CopyFS(to, os.DirFS(from))
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return writeError(err)
		}
	}
	for _, folder := range []string{"data/book", "stamps"} {
		name := filepath.Join(filepath.FromSlash(folder), town+".json")
		text, err := os.ReadFile(filepath.Join(o.book, name))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err == nil {
			err = disk.WriteFile(o.in(nextBook, name), text)
		}
		if err != nil {
			return writeError(err)
		}
	}
	return nil
}

// Publish replaces the books by the new ones. complete says that every town has the book of its list.
func (o *Output) Publish(complete bool) error {
	for _, step := range o.steps(complete) {
		if err := step(); err != nil {
			return errors.Join(writeError(err), o.finishLast())
		}
	}
	return nil
}

// steps are those of Publish. A run may be killed between any two: then the files for print are all old or all new, or
// some are missing, and never are they of another edition than the site's.
func (o *Output) steps(complete bool) []func() error {
	names := namesIn(o.in(nextDist))
	all := []func() error{func() error { return os.RemoveAll(filepath.Join(o.book, doneFile)) }}
	for _, name := range names {
		all = append(all, func() error { return renameExisting(filepath.Join(o.dist, name), o.in(oldDist, name)) })
	}
	all = append(all, func() error { return swap.Put(o.in(nextBook), o.book) })
	for _, name := range names {
		all = append(all, func() error { return renameExisting(o.in(nextDist, name), filepath.Join(o.dist, name)) })
	}
	return append(all, func() error {
		if complete {
			return os.Rename(filepath.Join(o.book, startedFile), filepath.Join(o.book, doneFile))
		}
		return os.Remove(filepath.Join(o.book, startedFile))
	})
}

// finishLast finishes what a killed run began. Where that had not yet replaced the book folder, the old files return;
// where it had, the new ones follow. Either way make has the books made again, for the file done is missing.
func (o *Output) finishLast() error {
	if err := swap.Restore(o.book); err != nil {
		return err
	}
	from := oldDist
	begun := filepath.Join(o.book, startedFile)
	if _, err := os.Stat(begun); err == nil {
		from = nextDist
	}
	for _, name := range namesIn(o.in(from)) {
		if err := renameExisting(o.in(from, name), filepath.Join(o.dist, name)); err != nil {
			return err
		}
	}
	if err := os.Remove(begun); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// renameExisting renames a file where there is one.
func renameExisting(from, to string) error {
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

// writeError adds to an error of the file system what to do about it.
func writeError(err error) error {
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
