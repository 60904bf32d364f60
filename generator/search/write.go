package search

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Write brings the files below dir up to date: what changed is written, and data of a town that is no more is removed.
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
	return filepath.WalkDir(filepath.Join(dir, "search", "data"), func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || current[name] {
			return err
		}
		if err := os.Remove(name); !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	})
}
