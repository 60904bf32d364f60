// Package share makes what leads to the site from outside it, once its absolute address is known:
//
//	share/<town>/seal.png            the picture beside a link that is sent in a chat
//	share/seal.png                   the same for pages that are no town's
//	share/<town>/<list>/<no>.png     an item's permanent address as a QR code, to open on a phone what a screen or a print shows
//
// Without an address there are none of them: a code that leads nowhere is worse than no code.
//
// The picture is a seal with the town's name, so that the links of two towns are told apart before they are read: chats show it as
// small as a thumb, where four characters can be read and a sentence cannot. The sentence stands beside it as the link's title. The
// characters are those of the bound book, whose fonts are there once the book is made; they are drawn here and not by a browser, in
// whole numbers only, so that every machine draws the same bytes. The site alone is built with Go and nothing else, and no font of
// the system may be relied upon: there the picture is the handbook's own seal, which has no words, for every page.
package share

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"handbook/generator/list"
)

// folder is where the files stand, below the assets.
const folder = "share"

// Config says what is made, and of what.
type Config struct {
	Assets  string // where the files go, for Hugo
	Address string // of the site, which ends with a slash; with "" there are no files
	Fonts   string // the folder of node packages with the book's fonts, or ""
}

// Write brings the files up to date, and removes those that are no more.
func Write(c Config, county *list.County) error {
	files := map[string][]byte{}
	if c.Address != "" {
		if err := seals(files, c.Fonts, county); err != nil {
			return err
		}
		if err := codes(files, c.Address, county); err != nil {
			return err
		}
	}
	root := filepath.Join(c.Assets, folder)
	for name, data := range files {
		file := filepath.Join(root, filepath.FromSlash(name))
		if old, err := os.ReadFile(file); err == nil && bytes.Equal(old, data) {
			continue
		}
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(file, data, 0o644); err != nil {
			return err
		}
	}
	return clear(root, files)
}

// clear removes files that are no more.
func clear(root string, files map[string][]byte) error {
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(root, name)
		if _, current := files[filepath.ToSlash(rel)]; err != nil || current {
			return err
		}
		return os.Remove(name)
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
