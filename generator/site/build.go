package site

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/tdewolff/minify/v2"
	"golang.org/x/sync/errgroup"

	"handbook/generator/diag"
	"handbook/generator/manifest"
)

// A build is one run: the files that Hugo wrote on their way into the new site.
type build struct {
	to, next string
	files    []*file                   // sorted by path
	byPath   map[string]*file          // all that can be linked to
	folders  map[string]bool           // "." among them
	named    func() map[string][]*file // by the last part of the path, in small letters
	minifier *minify.M
	count    *townCount
	known    func(path string) (sum [sha256.Size]byte, ok bool)
	link     func(old, name string) error
	targets  targets
	nowhere  []bool // of the targets, which are not there; nil until all files have been read
}

// A file is one file of the site.
type file struct {
	path string // from the root of the site, with slashes
	from string // the folder to read it from
	more bool   // which is none of Hugo's
	at   int    // in the list of files
	result
	last     *result // what the last run made of it, as far as that is recorded
	doubtful bool    // something is wrong with its links: what it is, is said by the second reading
	faults   []fault
}

// kind is what the file is. Data that come beside Hugo's pages are written as they are to be published.
func (f *file) kind() kind {
	if k := kindOf(f.path); k != jsonKind || !f.more {
		return k
	}
	return other
}

// A result is what a run makes of a file: what [record] keeps.
type result struct {
	source  [sha256.Size]byte // SHA-256 of what Hugo wrote
	read    int64             // its size
	sum     [sha256.Size]byte // SHA-256 of what was published
	size    int64
	links   int
	to      []int32 // targets of its links
	anchors packed  // sorted
	sizes   []size
}

// open lists the files of the folders.
func open(folders []string, next string) (*build, error) {
	b := &build{next: next, byPath: map[string]*file{}, folders: map[string]bool{}, minifier: newMinifier(),
		targets: targetsFor(0), link: os.Link,
		known: func(string) (sum [sha256.Size]byte, ok bool) { return sum, false }}
	b.named = sync.OnceValue(b.byName)
	for i, from := range folders {
		if err := b.list(from, i > 0); err != nil && (i == 0 || !errors.Is(err, fs.ErrNotExist)) {
			return nil, err
		}
		if len(b.files) == 0 {
			return nil, fmt.Errorf("%s: %w", from, errEmpty)
		}
	}
	slices.SortFunc(b.files, func(x, y *file) int { return cmp.Compare(x.path, y.path) })
	for i, f := range b.files {
		f.at = i
	}
	if b.byPath[manifest.Name] == nil {
		b.byPath[manifest.Name] = &file{path: manifest.Name, at: len(b.files)}
	}
	return b, nil
}

// list lists the files of a folder.
func (b *build) list(from string, more bool) error {
	if info, err := os.Stat(from); err != nil {
		return err
	} else if !info.IsDir() {
		return fmt.Errorf("%s is %w", from, errNotFolder)
	}
	return fs.WalkDir(os.DirFS(from), ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir():
			b.folders[name] = true
			return nil
		case name == manifest.Placeholder:
			return nil
		case name == manifest.Unfinished:
			return fmt.Errorf("%s: %w", from, errUnfinished)
		}
		if first := b.byPath[name]; first != nil {
			first.fault(mark{}, "is in "+first.from+", and in "+from, "take it out of one of the two")
			return nil
		}
		f := &file{path: name, from: from, more: more}
		if name == manifest.Name {
			f.fault(mark{}, "the name is taken by the manifest", "give the file another name")
		}
		if !entry.Type().IsRegular() {
			f.fault(mark{}, "not a regular file", "put a copy of the file in its place")
		}
		b.files = append(b.files, f)
		b.byPath[name] = f
		return nil
	})
}

// run builds the new site. Its error is [Findings] where the site is at fault.
func (b *build) run() error {
	if err := b.mkdirs(); err != nil {
		return err
	}
	if err := b.each(func(w *worker, f *file) error {
		err := w.finish(f)
		w.count.done(f.path)
		return err
	}); err != nil {
		return err
	}
	if found, err := b.findings(); err != nil {
		return err
	} else if len(found) > 0 {
		return Findings(found)
	}
	return write(filepath.Join(b.next, manifest.Name), manifest.New(b.published()).JSON())
}

// mkdirs makes the folders, those of several towns side by side.
func (b *build) mkdirs() error {
	if err := mkdir(b.next); err != nil {
		return err
	}
	below := map[string][]string{}                               // a folder at the top: it, and those in it
	for _, folder := range slices.Sorted(maps.Keys(b.folders)) { // a folder sorts before what is in it
		top, _, _ := strings.Cut(folder, "/")
		below[top] = append(below[top], folder)
	}
	var workers errgroup.Group
	workers.SetLimit(runtime.GOMAXPROCS(0))
	for _, folders := range below {
		workers.Go(func() error {
			for _, folder := range folders {
				if err := mkdir(filepath.Join(b.next, folder)); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return workers.Wait()
}

// each has workers take all files through, as many side by side as there are cores.
func (b *build) each(do func(*worker, *file) error) error {
	workers, failed := errgroup.WithContext(context.Background())
	var turn atomic.Int64
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() error {
			w := worker{build: b}
			for failed.Err() == nil {
				i := int(turn.Add(1)) - 1
				if i >= len(b.files) {
					break
				}
				if err := do(&w, b.files[i]); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return workers.Wait()
}

// published are the files of the new site.
func (b *build) published() []manifest.File {
	files := make([]manifest.File, len(b.files))
	for i, f := range b.files {
		files[i] = manifest.File{Path: f.path, Size: f.size, SHA256: hex.EncodeToString(f.sum[:])}
	}
	return files
}

func (b *build) report() Report {
	r := Report{Files: len(b.files)}
	for _, f := range b.files {
		r.Links += f.links
		r.Read += f.read
		r.Written += f.size
	}
	return r
}

// findings says what is wrong with the files, once every anchor is known. A file is read again where something is.
func (b *build) findings() ([]diag.Finding, error) {
	b.nowhere = b.targets.nowhere()
	err := b.each(func(w *worker, f *file) error {
		if f.doubtful || slices.ContainsFunc(f.to, func(t int32) bool { return b.nowhere[t] }) ||
			slices.ContainsFunc(f.sizes, func(s size) bool { return !s.holds() }) {
			return w.again(f)
		}
		return nil
	})
	var found []diag.Finding
	for _, f := range b.files {
		found = append(found, b.locate(f)...)
	}
	return diag.Sort(found), err
}
