// Package assets writes the folder of what the generator makes for Hugo to publish beside the pages: the search's
// data, the pictures and codes of links.
package assets

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"handbook/generator/disk"
)

// Write brings the files below dir up to date, by their slash-separated paths. What has the same bytes is left alone,
// so that the preview does not see it change. In the folders named, "." for all of dir, what is no file of these is
// removed; so is anywhere what a killed program was writing, which Hugo would publish.
func Write(dir string, files map[string][]byte, folders ...string) error {
	for path, data := range files {
		if _, err := disk.Update(filepath.Join(dir, filepath.FromSlash(path)), data); err != nil {
			return err
		}
	}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		path, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		path = filepath.ToSlash(path)
		if _, current := files[path]; current || !below(folders, path) && !disk.Temporary(d.Name()) {
			return nil
		}
		return os.Remove(name)
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil // there is no such folder, and no file to write to it
	}
	return err
}

// below tells whether a file lies in one of the folders.
func below(folders []string, path string) bool {
	for _, folder := range folders {
		if folder == "." || strings.HasPrefix(path, folder+"/") {
			return true
		}
	}
	return false
}
