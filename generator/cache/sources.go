package cache

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// AddFile adds a file of a folder, by its path there, with slashes.
func (k *Key) AddFile(dir, name string) error {
	text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
	if err == nil {
		k.Add(name, text)
	}
	return err
}

// AddFolder adds those of a folder's files, by their names, that are asked for; nil: all. Hidden files, and those of
// folders in it, are not added. A folder that is not there has none.
func (k *Key) AddFolder(dir string, which func(name string) bool) error {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for _, e := range entries {
		if !e.Type().IsRegular() || strings.HasPrefix(e.Name(), ".") || which != nil && !which(e.Name()) {
			continue
		}
		if err := k.AddFile(dir, e.Name()); err != nil {
			return err
		}
	}
	return nil
}
