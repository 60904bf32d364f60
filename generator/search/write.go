package search

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Write brings the files below dir up to date: what changed is written, and data of towns that are no more is removed.
func Write(dir string, files []File) error {
	current := map[string]bool{}
	for _, f := range files {
		name := filepath.Join(dir, filepath.FromSlash(f.Path))
		current[name] = true
		if old, err := os.ReadFile(name); err == nil && bytes.Equal(old, f.Data) {
			continue
		}
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			return err
		}
	}
	for _, folder := range []string{"data", "across"} {
		if err := removeOthers(filepath.Join(dir, "search", folder), current); err != nil {
			return err
		}
	}
	return nil
}

// removeOthers removes the files of a folder, if there is one, that are not current.
func removeOthers(folder string, current map[string]bool) error {
	return filepath.WalkDir(folder, func(name string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil || d.IsDir() || current[name] {
			return err
		}
		return os.Remove(name)
	})
}
