package site

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
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
	from, next string
	files      []*file                   // sorted by path
	byPath     map[string]*file          // all that can be linked to
	folders    map[string]bool           // "." among them
	named      func() map[string][]*file // by the last part of the path, in small letters
	minifier   *minify.M
	count      *townCount
}

// A file is one file of the site.
type file struct {
	path    string // from the root of the site, with slashes
	anchors []string
	jumps   []jump // to anchors of other files, which may not have been read yet
	sizes   []size
	faults  []fault
	links   int
	read    int64
	size    int64
	sum     [sha256.Size]byte
}

// open lists the files of a folder.
func open(from, next string) (*build, error) {
	if info, err := os.Stat(from); err != nil {
		return nil, err
	} else if !info.IsDir() {
		return nil, fmt.Errorf("%s is %w", from, errNotFolder)
	}
	b := &build{from: from, next: next, byPath: map[string]*file{}, folders: map[string]bool{}, minifier: newMinifier()}
	b.named = sync.OnceValue(b.byName)
	err := fs.WalkDir(os.DirFS(from), ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir():
			b.folders[name] = true
			return nil
		case name == manifest.Placeholder:
			return nil
		}
		f := &file{path: name}
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
	if err == nil && len(b.files) == 0 {
		err = fmt.Errorf("%s: %w", from, errEmpty)
	}
	slices.SortFunc(b.files, func(x, y *file) int { return cmp.Compare(x.path, y.path) })
	if b.byPath[manifest.Name] == nil {
		b.byPath[manifest.Name] = &file{path: manifest.Name}
	}
	return b, err
}

// run builds the new site. Its error is [Findings] where the site is at fault.
func (b *build) run() error {
	for _, folder := range slices.Sorted(maps.Keys(b.folders)) { // a folder sorts before what is in it
		if err := mkdir(filepath.Join(b.next, folder)); err != nil {
			return err
		}
	}
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
				if err := w.finish(b.files[i]); err != nil {
					return err
				}
				w.count.done(b.files[i].path)
			}
			return nil
		})
	}
	if err := workers.Wait(); err != nil {
		return err
	}
	if found := b.findings(); len(found) > 0 {
		return Findings(found)
	}
	return write(filepath.Join(b.next, manifest.Name), manifest.New(b.published()).JSON())
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
	in  []byte
	out bytes.Buffer
}

// finish checks, minifies and writes one file.
func (w *worker) finish(f *file) error {
	if len(f.faults) > 0 {
		return nil
	}
	kind := kindOf(f.path)
	if kind == other {
		return w.copy(f)
	}
	src, err := w.load(f)
	if err != nil {
		return err
	}
	if kind == htmlKind && cutOff(src) {
		f.fault(mark{}, "cut off: it does not end with </html>",
			"there may have been no room on the disk; make the site again")
		return nil
	}
	if kind.linked() {
		w.scan.read(kind, src)
		w.check(f, kind)
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
	in, err := os.Open(filepath.Join(w.from, f.path))
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
	in, err := os.Open(filepath.Join(w.from, f.path))
	if err != nil {
		return err
	}
	defer in.Close()
	sum := sha256.New()
	f.size, err = writeFrom(filepath.Join(w.next, f.path), io.TeeReader(in, sum))
	f.read = f.size
	sum.Sum(f.sum[:0])
	return err
}

// mkdir and write set the mode by themselves: what the web server may read must not depend on somebody's umask.
func mkdir(name string) error {
	if err := os.Mkdir(name, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return os.Chmod(name, 0o755)
}

func write(name string, text []byte) error {
	_, err := writeFrom(name, bytes.NewReader(text))
	return err
}

func writeFrom(name string, text io.Reader) (int64, error) {
	out, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return 0, err
	}
	n, err := io.Copy(out, text)
	return n, errors.Join(err, out.Chmod(0o644), out.Close())
}

// findings turns the faults of the files into findings, once every anchor is known.
func (b *build) findings() []diag.Finding {
	var found []diag.Finding
	for _, f := range b.files {
		for _, j := range f.jumps {
			b.checkJump(f, j)
		}
		for _, s := range f.sizes {
			f.checkSize(s)
		}
		found = append(found, b.locate(f)...)
	}
	return diag.Sort(found)
}
