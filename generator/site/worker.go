package site

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/buffer"

	"handbook/generator/cache"
)

// A worker takes files through, one at a time; what it needs for one it uses again for the next.
type worker struct {
	*build
	scan
	follower
	in   []byte
	out  bytes.Buffer
	own  []string // anchors of the file
	sums cache.Hasher
}

// finish checks, minifies and writes one file, or publishes it as the last run did.
func (w *worker) finish(f *file) error {
	if len(f.faults) > 0 {
		return nil
	}
	sum, known := w.known(f.path)
	if known {
		if kept, err := w.keep(f, sum); kept || err != nil {
			return err
		}
	}
	kind := f.kind()
	if kind == other {
		if known && w.publish(f, sum) {
			return nil
		}
		return w.copy(f)
	}
	src, err := w.load(f)
	if err != nil {
		return err
	}
	f.source = sha256.Sum256(src)
	if kept, err := w.keep(f, f.source); kept || err != nil {
		return err
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
	w.out.Grow(len(src))
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
			info, err := in.Stat()
			if err != nil {
				return nil, err
			}
			w.in = slices.Grow(w.in, max(int(info.Size())+2-len(w.in), 64<<10))
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

// publish publishes a file that is known as it is, by giving it a second name, where the disk and its mode allow that.
func (w *worker) publish(f *file, sum [sha256.Size]byte) bool {
	name := filepath.Join(f.from, f.path)
	info, err := os.Lstat(name)
	if err != nil || info.Mode() != fileMode || w.link(name, filepath.Join(w.next, f.path)) != nil {
		return false
	}
	f.source, f.sum = sum, sum
	f.read, f.size = info.Size(), info.Size()
	return true
}

// copy publishes a file as it is.
func (w *worker) copy(f *file) error {
	name := filepath.Join(f.from, f.path)
	if f.last != nil {
		sum, err := w.sums.File(name)
		if err != nil {
			return err
		}
		if kept, err := w.keep(f, sum); kept || err != nil {
			return err
		}
	}
	in, err := os.Open(name)
	if err != nil {
		return err
	}
	defer in.Close()
	f.size, f.sum, err = w.writeFrom(filepath.Join(w.next, f.path), in)
	f.read, f.source = f.size, f.sum
	return err
}

// again reads a file a second time, to say what is wrong with its links and where.
func (w *worker) again(f *file) error {
	src, err := w.load(f)
	if err != nil {
		return err
	}
	kind := f.kind()
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
