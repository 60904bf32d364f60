package site

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/buffer"
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
	targets  targets
	nowhere  []bool // of the targets, which are not there; nil until all files have been read
}

// A file is one file of the site.
type file struct {
	path string // from the root of the site, with slashes
	from string // the folder to read it from
	at   int    // in the list of files
	result
	last     *result // what the last run made of it, as far as that is recorded
	doubtful bool    // something is wrong with its links: what it is, is said by the second reading
	faults   []fault
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
		targets: newTargets()}
	b.named = sync.OnceValue(b.byName)
	for i, from := range folders {
		if err := b.list(from); err != nil && (i == 0 || !errors.Is(err, fs.ErrNotExist)) {
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
func (b *build) list(from string) error {
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
		}
		if first := b.byPath[name]; first != nil {
			first.fault(mark{}, "is in "+first.from+", and in "+from, "take it out of one of the two")
			return nil
		}
		f := &file{path: name, from: from}
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
	for _, folder := range slices.Sorted(maps.Keys(b.folders)) { // a folder sorts before what is in it
		if err := mkdir(filepath.Join(b.next, folder)); err != nil {
			return err
		}
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

// A worker takes files through, one at a time; what it needs for one it uses again for the next.
type worker struct {
	*build
	scan
	follower
	in     []byte
	out    bytes.Buffer
	own    []string  // anchors of the file
	hash   hash.Hash // of sumOf, as is the buffer
	buffer []byte
}

// finish checks, minifies and writes one file, or publishes it as the last run did.
func (w *worker) finish(f *file) error {
	if len(f.faults) > 0 {
		return nil
	}
	if w.known != nil && f.last != nil {
		if sum, ok := w.known(f.path); ok && sum == f.last.source {
			if kept, err := w.keep(f); kept || err != nil {
				return err
			}
		}
	}
	kind := kindOf(f.path)
	if kind == other {
		return w.copy(f)
	}
	src, err := w.load(f)
	if err != nil {
		return err
	}
	if f.source = sha256.Sum256(src); f.last != nil && f.source == f.last.source {
		if kept, err := w.keep(f); kept || err != nil {
			return err
		}
	}
	if kind == htmlKind && cutOff(src) {
		f.fault(mark{}, "cut off: it does not end with </html>",
			"there may have been no room on the disk; make the site again")
		return nil
	}
	if kind.linked() {
		w.scan.read(kind, src)
		f.doubtful = len(w.check(f, kind)) > 0
		if src, err = w.fillSizes(f, src); err != nil {
			return err
		}
	}
	w.out.Reset()
	if kind == htmlKind && bytes.Contains(src, []byte("'sha256-")) {
		// Its policy names its own script and style as they are.
		w.out.Write(src)
	} else if err := w.minifier.MinifyMimetype(kind.mime(), &w.out, buffer.NewReader(src), nil); err != nil {
		at, message := mark{}, err.Error()
		if e, ok := errors.AsType[*parse.Error](err); ok {
			at, message = markAt(src, e.Line, e.Column), e.Message
		}
		f.fault(at, "cannot be minified: "+message,
			"correct it where it comes from: the theme, or the text of the page")
		return nil
	}
	f.size = int64(w.out.Len())
	f.sum = sha256.Sum256(w.out.Bytes())
	return write(filepath.Join(w.next, f.path), w.out.Bytes())
}

// cutOff tells a page that was not written to its end.
func cutOff(page []byte) bool {
	begins := bytes.Contains(page[:min(len(page), 512)], []byte("<html"))
	return len(page) == 0 || begins && !bytes.HasSuffix(bytes.TrimSpace(page), []byte("</html>"))
}

// load reads a file into the worker's memory, with the spare byte that the parsers want at its end.
func (w *worker) load(f *file) ([]byte, error) {
	in, err := os.Open(filepath.Join(f.from, f.path))
	if err != nil {
		return nil, err
	}
	defer in.Close()
	w.in = w.in[:0]
	for {
		if cap(w.in)-len(w.in) < 2 {
			w.in = slices.Grow(w.in, max(len(w.in), 64<<10))
		}
		n, err := in.Read(w.in[len(w.in) : cap(w.in)-1])
		w.in = w.in[:len(w.in)+n]
		if err == io.EOF {
			f.read = int64(len(w.in))
			return w.in, nil
		} else if err != nil {
			return nil, err
		}
	}
}

// copy publishes a file as it is.
func (w *worker) copy(f *file) error {
	name := filepath.Join(f.from, f.path)
	if f.last != nil {
		sum, err := w.sumOf(name)
		if err != nil {
			return err
		}
		if sum == f.last.source {
			if kept, err := w.keep(f); kept || err != nil {
				return err
			}
		}
	}
	in, err := os.Open(name)
	if err != nil {
		return err
	}
	defer in.Close()
	sum := sha256.New()
	f.size, err = writeFrom(filepath.Join(w.next, f.path), io.TeeReader(in, sum))
	f.read = f.size
	sum.Sum(f.sum[:0])
	f.source = f.sum
	return err
}

// sumOf is the SHA-256 of what is in a file.
func (w *worker) sumOf(name string) (sum [sha256.Size]byte, err error) {
	in, err := os.Open(name)
	if err != nil {
		return sum, err
	}
	defer in.Close()
	if w.hash == nil {
		w.hash, w.buffer = sha256.New(), make([]byte, 256<<10)
	}
	w.hash.Reset()
	for {
		n, err := in.Read(w.buffer)
		w.hash.Write(w.buffer[:n])
		if err == io.EOF {
			break
		} else if err != nil {
			return sum, err
		}
	}
	w.hash.Sum(sum[:0])
	return sum, nil
}

const (
	fileMode   fs.FileMode = 0o644
	folderMode fs.FileMode = 0o755
)

// mkdir and write set the mode by themselves: what the web server may read must not depend on somebody's umask.
func mkdir(name string) error {
	if err := os.Mkdir(name, folderMode); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return os.Chmod(name, folderMode)
}

func copyFile(to, from string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	_, err = writeFrom(to, in)
	return err
}

func write(name string, text []byte) error {
	_, err := writeFrom(name, bytes.NewReader(text))
	return err
}

func writeFrom(name string, text io.Reader) (int64, error) {
	out, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	if err != nil {
		return 0, err
	}
	n, err := io.Copy(out, text)
	return n, errors.Join(err, out.Chmod(fileMode), out.Close())
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

// again reads a file a second time, to say what is wrong with its links and where.
func (w *worker) again(f *file) error {
	src, err := w.load(f)
	if err != nil {
		return err
	}
	kind := kindOf(f.path)
	w.scan.read(kind, src)
	f.faults = append(f.faults, w.check(f, kind)...)
	if _, err := w.fillSizes(f, src); err != nil {
		return err
	}
	for _, s := range f.sizes {
		f.checkSize(s)
	}
	return nil
}
