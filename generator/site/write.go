package site

import (
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"os"
)

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

func write(name string, text []byte) error {
	out, err := create(name)
	if err != nil {
		return err
	}
	_, err = out.Write(text)
	return errors.Join(err, out.Chmod(fileMode), out.Close())
}

func create(name string) (*os.File, error) {
	return os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
}

// writeFrom writes what is read, and returns its size and SHA-256.
func (w *worker) writeFrom(name string, in io.Reader) (n int64, sum [sha256.Size]byte, err error) {
	out, err := create(name)
	if err != nil {
		return 0, sum, err
	}
	n, sum, err = w.pour(out, in)
	return n, sum, errors.Join(err, out.Chmod(fileMode), out.Close())
}

// sumOf is the SHA-256 of what is in a file.
func (w *worker) sumOf(name string) (sum [sha256.Size]byte, err error) {
	in, err := os.Open(name)
	if err != nil {
		return sum, err
	}
	defer in.Close()
	_, sum, err = w.pour(io.Discard, in)
	return sum, err
}

// pour copies, and returns size and SHA-256 of what was.
func (w *worker) pour(to io.Writer, from io.Reader) (n int64, sum [sha256.Size]byte, err error) {
	if w.hash == nil {
		w.hash, w.buffer = sha256.New(), make([]byte, 256<<10)
	}
	w.hash.Reset()
	for err == nil {
		var read int
		read, err = from.Read(w.buffer)
		w.hash.Write(w.buffer[:read])
		n += int64(read)
		if _, failed := to.Write(w.buffer[:read]); failed != nil {
			return n, sum, failed
		}
	}
	if err == io.EOF {
		err = nil
	}
	w.hash.Sum(sum[:0])
	return n, sum, err
}
