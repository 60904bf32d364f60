package site

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"handbook/generator/swap"
)

// placeholder is the file by which git keeps a folder whose contents it ignores.
const placeholder = ".gitkeep"

// prepare leaves To as the last good site, Next as an empty folder, and other runs waiting until unlock is called: two that
// build in one place would publish a mixture.
func (c Config) prepare() (unlock func(), err error) {
	for _, folder := range []string{c.To, c.Next} {
		if err := os.MkdirAll(filepath.Dir(folder), 0o755); err != nil {
			return nil, err
		}
	}
	if unlock, err = swap.Lock(filepath.Dir(c.Next), nil); err != nil {
		return nil, err
	}
	if err = errors.Join(swap.Mend(c.To), check(c.To), os.RemoveAll(c.Next)); err == nil {
		err = mkdir(c.Next)
	}
	if err != nil {
		unlock()
		return nil, err
	}
	return unlock, nil
}

// check refuses what cannot change places with a folder; a symbolic link would, and what it leads to would stay as it was.
func check(to string) error {
	info, err := os.Lstat(to)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err == nil && !info.IsDir():
		return fmt.Errorf("%s is %w", to, errNotFolder)
	}
	return err
}

// keep carries the placeholder over.
func keep(to, next string) error {
	text, err := os.ReadFile(filepath.Join(to, placeholder))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	} else if err != nil {
		return err
	}
	return write(filepath.Join(next, placeholder), text)
}
