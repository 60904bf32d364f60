package site

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
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
	if unlock, err = lock(filepath.Dir(c.Next)); err != nil {
		return nil, err
	}
	if err = errors.Join(mend(c.To), check(c.To), os.RemoveAll(c.Next)); err == nil {
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

// swap puts the new site in place of the old one, which then lies at next or is gone. With exchange that is one step of the
// file system. Where there is no such step it is two, and a run that is killed between them leaves the old site aside for
// [mend].
func swap(next, to string, exchange func(a, b string) error) error {
	if _, err := os.Lstat(to); errors.Is(err, fs.ErrNotExist) {
		return os.Rename(next, to)
	}
	err := exchange(next, to)
	if !errors.Is(err, errors.ErrUnsupported) && !errors.Is(err, syscall.EINVAL) {
		return err
	}
	old := sibling(to, ".old")
	if err := os.Rename(to, old); err != nil {
		return err
	}
	if err := os.Rename(next, to); err != nil {
		return errors.Join(err, os.Rename(old, to))
	}
	os.RemoveAll(old) // published: what resists is removed, or reported, by the next run
	return nil
}

// mend brings back a site that a killed swap put aside, or removes what is left of it.
func mend(to string) error {
	old := sibling(to, ".old")
	if _, err := os.Lstat(to); errors.Is(err, fs.ErrNotExist) {
		if err := os.Rename(old, to); !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	}
	return os.RemoveAll(old)
}
