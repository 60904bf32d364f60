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
func (f Folder) Write(files []File) (Changes, error) {
	changes, err := f.write(files)
	if path, ok := errors.AsType[*fs.PathError](err); ok && !errors.Is(err, fs.ErrPermission) && disk.Hint(err) != "" {
		err = diag.Errorf(disk.Hint(err), "cannot write the pages: %w", err)
	} else if ok {
		err = diag.Errorf("-content names the folder of the pages; you must be able to write to it, and nothing else "+
			"may stand where a page belongs", "cannot write the pages: %s: %w", path.Path, path.Err)
	}
	return changes, err
}

func (f Folder) write(files []File) (Changes, error) {
	var changes Changes
	dir := f.Dir
	stale, err := generatedIn(dir)
	if err != nil {
		return changes, err
	}
	var changed []File
	for _, p := range files {
		file := filepath.Join(dir, filepath.FromSlash(p.Path))
		old, err := os.ReadFile(file)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			changed = append(changed, p)
		case err != nil:
			return changes, err
		case string(old) == p.Text:
			changes.Unchanged++
		case !markdown.IsGenerated(old) && p.OrOwn:
		case !markdown.IsGenerated(old):
			return changes, diag.Errorf("move it to another name",
				"%s is hand-written and stands where a page of the list belongs", file)
		default:
			changed = append(changed, p)
		}
		delete(stale, file)
	}
	last := lastOfTowns(changed)
	for i, p := range changed {
		file := filepath.Join(dir, filepath.FromSlash(p.Path))
		if err := disk.WriteFile(file, []byte(p.Text)); err != nil {
			return changes, err
		}
		changes.Written++
		if n := slices.Index(last, i); n >= 0 && f.Done != nil {
			f.Done(townOf(p.Path), n+1, len(last))
		}
	}
	for file := range stale {
		if err := os.Remove(file); err != nil {
			return changes, err
		}
		changes.Removed++
		folder := filepath.Dir(file)
		if filepath.Base(file) == "_index.md" && filepath.Dir(folder) == filepath.Clean(dir) &&
			!address.OfCounty(filepath.Base(folder)) {
			changes.Gone = append(changes.Gone, folder)
		}
		removeEmpty(folder, dir)
	}
	slices.Sort(changes.Gone)
	return changes, nil
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

// generatedIn finds the generated pages in a folder, and removes those that were not written to their end.
func generatedIn(dir string) (map[string]bool, error) {
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
		generated, err := markdown.Generated(file)
		if generated {
			found[file] = true
		}
		return err
	})
	return found, err
}
