// Package swap replaces a folder by another in one step, and lets only one program at a time write to a folder.
package swap

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// Put replaces the folder to by the folder next; the old one is at next afterwards, or removed. Where the file system
// can exchange two folders that is one step. Elsewhere it is two, and a run that is killed between them leaves the old
// folder aside for [Restore].
func Put(next, to string) error { return put(next, to, exchange) }

func put(next, to string, exchange func(a, b string) error) error {
	if _, err := os.Lstat(to); errors.Is(err, fs.ErrNotExist) {
		return os.Rename(next, to)
	}
	err := exchange(next, to)
	if !errors.Is(err, errors.ErrUnsupported) && !errors.Is(err, syscall.EINVAL) {
		return err
	}
	old := Aside(to)
	if err := os.Rename(to, old); err != nil {
		return err
	}
	if err := os.Rename(next, to); err != nil {
		return errors.Join(err, os.Rename(old, to))
	}
	os.RemoveAll(old) // where this fails, the next run tries again
	return nil
}

// Restore brings back a folder that a killed swap put aside, or removes what is left of it.
func Restore(to string) error {
	old := Aside(to)
	if _, err := os.Lstat(to); errors.Is(err, fs.ErrNotExist) {
		if err := os.Rename(old, to); !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	}
	return os.RemoveAll(old)
}

// Aside is where the old folder is between the two steps: hidden beside it, hence on the same file system.
func Aside(folder string) string {
	return filepath.Join(filepath.Dir(folder), "."+filepath.Base(folder)+".old")
}
