package site

import (
	"errors"
	"io"
	"io/fs"
	"os"

	"handbook/generator/cache"
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
func (w *worker) writeFrom(name string, in io.Reader) (n int64, sum cache.Sum, err error) {
	out, err := create(name)
	if err != nil {
		return 0, sum, err
	}
	n, sum, err = w.sums.Copy(out, in)
	return n, sum, errors.Join(err, out.Chmod(fileMode), out.Close())
}
