// Package assets keeps the folder of what the generator makes for Hugo to publish beside the pages: the search's data, the pictures
// and codes of links.
package assets

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Write brings the files below dir up to date, by their slash-separated paths. What has the same bytes is left alone, so that the
// preview does not see it change. In the folders named, what is no file of these is removed.
func Write(dir string, files map[string][]byte, folders ...string) error {
	current := map[string]bool{}
	for path, data := range files {
		name := filepath.Join(dir, filepath.FromSlash(path))
		current[name] = true
		if old, err := os.ReadFile(name); err == nil && bytes.Equal(old, data) {
			continue
		}
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(name, data, 0o644); err != nil {
			return err
		}
	}
	for _, folder := range folders {
		err := filepath.WalkDir(filepath.Join(dir, filepath.FromSlash(folder)), func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || current[name] {
				return err
			}
			return os.Remove(name)
		})
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}
