package offline

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"handbook/generator/address"
	"handbook/generator/cache"
	"handbook/generator/page"
)

// keys are, by town, the keys of all that its file is made from.
func (c Config) keys() (map[string]cache.Sum, error) {
	common := cache.NewKey("one file 1", c.Program)
	common.Add("words", fmt.Appendf(nil, "%+v", c.County.Words)) // any town's file may say them
	for _, name := range append(append([]string{"offline/offline.html"}, sheets[:]...), scripts[:]...) {
		if err := addFile(common, c.Theme, name); err != nil {
			return nil, err
		}
	}
	for _, name := range append(engine[:], dataOfAll[:]...) {
		if err := addFile(common, c.Site, name); err != nil {
			return nil, err
		}
	}
	// Registries, and pictures of pages that people wrote for all towns.
	isPicture := func(name string) bool { return path.Ext(name) != ".md" }
	for _, folder := range []struct {
		dir   string
		which func(name string) bool
	}{{c.Data, func(name string) bool { return path.Ext(name) == ".toml" }}, {c.Content, isPicture}} {
		if err := addFolder(common, folder.dir, folder.which); err != nil {
			return nil, err
		}
	}
	keys := map[string]cache.Sum{}
	for _, t := range c.County.Towns {
		key := cache.NewKey(t.ID)
		key.AddSum("common", common.Sum())
		if err := addFolder(key, filepath.Join(c.Data, t.ID), func(string) bool { return true }); err != nil {
			return nil, err
		}
		if err := addFolder(key, filepath.Join(c.Content, t.ID), isPicture); err != nil {
			return nil, err
		}
		for _, p := range page.WrittenFor(t, c.Written) {
			key.Add(p.Address.Path, []byte(p.Title+"\n"+p.Type+"\n"+string(p.Markdown)))
		}
		for _, name := range append(dataOf(t.ID), t.ID+"/"+address.PaperName) {
			if err := addFile(key, c.Site, name); err != nil && !errors.Is(err, fs.ErrNotExist) { // of the paper
				return nil, err
			}
		}
		keys[t.ID] = key.Sum()
	}
	return keys, nil
}

// addFile adds a file to a key.
func addFile(key *cache.Key, dir, name string) error {
	text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
	if err == nil {
		key.Add(name, text)
	}
	return err
}

// addFolder adds those of a folder's own files, by their names, that are asked for.
func addFolder(key *cache.Key, dir string, which func(name string) bool) error {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for _, e := range entries {
		if !e.Type().IsRegular() || strings.HasPrefix(e.Name(), ".") || !which(e.Name()) {
			continue
		}
		if err := addFile(key, dir, e.Name()); err != nil {
			return err
		}
	}
	return nil
}
