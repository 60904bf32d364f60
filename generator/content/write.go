package content

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"handbook/generator/address"
	"handbook/generator/ahead"
	"handbook/generator/diag"
	"handbook/generator/disk"
	"handbook/generator/markdown"
	"handbook/generator/page"
)

// A File is a page of the list as Markdown. Path is relative to the content folder, with slashes.
type File struct {
	Path, Text string
	OrOwn      bool // people may put a page of their own in its place
}

// Files writes pages as Markdown.
func Files(pages []*page.Page) []File {
	files := make([]File, len(pages))
	for i, p := range pages {
		files[i] = File{p.Address.File(), markdown.Page(p), p.OrOwn}
	}
	return files
}

// Changes says what Write did.
type Changes struct {
	Written, Removed, Unchanged int
	Gone                        []string // folders of towns that are made no more, with all their pages
}

// Write writes the pages that changed, removes generated pages that are not made any more, and leaves hand-written
// pages alone. Where a hand-written page has the name of a generated one that it may not replace, nothing is changed.
func Write(dir string, files []File) (Changes, error) { return Folder{Dir: dir}.Write(files) }

// A Folder is the content folder. Done is told of each town whose pages are written; nil: nobody is.
type Folder struct {
	Dir  string
	Done func(town string, done, of int)
}

// Write is [Write], and tells of the towns.
func (f Folder) Write(files []File) (Changes, error) { return f.Apply(f.Compare(files)) }

// Compared is what comes of comparing files with those in the folder: of those that are as they should be, no more than
// their paths are kept.
type Compared struct {
	paths     []string
	changed   []File
	unchanged int
	err       error
}

// Compare compares files with those in the folder, and changes none. It may be called for several files side by side.
func (f Folder) Compare(files []File) Compared {
	c := Compared{paths: make([]string, len(files))}
	for i, p := range files {
		c.paths[i] = p.Path
		file := f.file(p.Path)
		old, err := os.ReadFile(file)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			c.changed = append(c.changed, p)
		case err != nil:
			c.err = err
			return c
		case string(old) == p.Text:
			c.unchanged++
		case !markdown.IsGenerated(old) && p.OrOwn:
		case !markdown.IsGenerated(old):
			c.err = diag.Errorf("move it to another name",
				"%s is hand-written and stands where a page of the list belongs", file)
			return c
		default:
			c.changed = append(c.changed, p)
		}
	}
	return c
}

// AsTheyWere is what comes of files that are known to be as they should be.
func AsTheyWere(paths []string) Compared { return Compared{paths: paths, unchanged: len(paths)} }

// Apply does what Write does once all pages are compared.
func (f Folder) Apply(all ...Compared) (Changes, error) {
	changes, err := f.apply(all)
	if path, ok := errors.AsType[*fs.PathError](err); ok && !errors.Is(err, fs.ErrPermission) && disk.Hint(err) != "" {
		err = diag.Errorf(disk.Hint(err), "cannot write the pages: %w", err)
	} else if ok {
		err = diag.Errorf("-content names the folder of the pages; you must be able to write to it, and nothing else "+
			"may stand where a page belongs", "cannot write the pages: %s: %w", path.Path, path.Err)
	}
	return changes, err
}

// file is where a page stands.
func (f Folder) file(path string) string { return filepath.Join(f.Dir, filepath.FromSlash(path)) }

func (f Folder) apply(all []Compared) (changes Changes, err error) {
	others, err := pagesIn(f.Dir)
	if err != nil {
		return changes, err
	}
	var changed []File
	for _, c := range all {
		if c.err != nil {
			return changes, c.err
		}
		changed = append(changed, c.changed...)
		changes.Unchanged += c.unchanged
		for _, path := range c.paths {
			delete(others, f.file(path))
		}
	}
	stale, err := generatedAmong(slices.Sorted(maps.Keys(others)))
	if err != nil {
		return changes, err
	}
	if err := f.writeAll(changed, &changes); err != nil {
		return changes, err
	}
	for _, file := range stale {
		if err := os.Remove(file); err != nil {
			return changes, err
		}
		changes.Removed++
		folder := filepath.Dir(file)
		if filepath.Base(file) == "_index.md" && filepath.Dir(folder) == filepath.Clean(f.Dir) &&
			!address.OfCounty(filepath.Base(folder)) {
			changes.Gone = append(changes.Gone, folder)
		}
		removeEmpty(folder, f.Dir)
	}
	slices.Sort(changes.Gone)
	return changes, nil
}

// writeAll writes files, and tells of each town whose last one is written.
func (f Folder) writeAll(files []File, changes *Changes) error {
	last := lastOfTowns(files)
	written := func(p File) error { return disk.WriteFile(f.file(p.Path), []byte(p.Text)) }
	for p, err := range ahead.Each(files, written) {
		if err != nil {
			return err
		}
		if n := slices.Index(last, changes.Written); n >= 0 && f.Done != nil {
			f.Done(townOf(p.Path), n+1, len(last))
		}
		changes.Written++
	}
	return nil
}

// townOf is the folder of a town in a page's path, or "".
func townOf(path string) string {
	folder, _, ok := strings.Cut(path, "/")
	if !ok || address.OfCounty(folder) {
		return ""
	}
	return folder
}

// lastOfTowns are the places of the last pages of towns among files.
func lastOfTowns(files []File) []int {
	last := map[string]int{}
	for i, p := range files {
		if town := townOf(p.Path); town != "" {
			last[town] = i
		}
	}
	return slices.Sorted(maps.Values(last))
}

// unfinished tells the name of a page that was being written when the program was killed.
func unfinished(name string) bool { return disk.Temporary(name) && strings.Contains(name, ".md.") }

// removeEmpty removes folders that a removed page leaves empty, up to but not including the content folder.
func removeEmpty(folder, top string) {
	for folder != top && os.Remove(folder) == nil {
		folder = filepath.Dir(folder)
	}
}

// generatedAmong are those of some files that are pages of the list.
func generatedAmong(files []string) ([]string, error) {
	var some []string
	for _, file := range files {
		generated, err := markdown.Generated(file)
		if err != nil {
			return nil, err
		}
		if generated {
			some = append(some, file)
		}
	}
	return some, nil
}

// pagesIn finds the pages in a folder, whoever wrote them, and removes those that were not written to their end.
func pagesIn(dir string) (map[string]bool, error) {
	found := map[string]bool{}
	err := filepath.WalkDir(dir, func(file string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() && unfinished(d.Name()) {
			return os.Remove(file)
		}
		if err != nil || !d.Type().IsRegular() || !strings.HasSuffix(file, ".md") {
			if errors.Is(err, fs.ErrNotExist) && file == dir {
				return nil
			}
			return err
		}
		found[file] = true
		return nil
	})
	return found, err
}
