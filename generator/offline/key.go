package offline

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"

	"handbook/generator/cache"
	"handbook/generator/page"
)

// keys are, by town, the keys of all that its file is made from.
func (c Config) keys() (map[string]cache.Sum, error) {
	common := cache.NewKey("one file 1", c.Program)
	common.Add("words", fmt.Appendf(nil, "%+v", c.County.Words)) // any town's file may say them
	for _, name := range append(append([]string{"offline/offline.html"}, sheets[:]...), scripts[:]...) {
		if err := common.AddFile(c.Theme, name); err != nil {
			return nil, err
		}
	}
	for _, name := range append(engine[:], dataOfAll[:]...) {
		if err := common.AddFile(c.Site, name); err != nil {
			return nil, err
		}
	}
	// Registries, and pictures of pages that people wrote for all towns.
	isPicture := func(name string) bool { return path.Ext(name) != ".md" }
	for _, folder := range []struct {
		dir   string
		which func(name string) bool
	}{{c.Data, func(name string) bool { return path.Ext(name) == ".toml" }}, {c.Content, isPicture}} {
		if err := common.AddFolder(folder.dir, folder.which); err != nil {
			return nil, err
		}
	}
	keys := map[string]cache.Sum{}
	for _, t := range c.County.Towns {
		key := cache.NewKey(t.ID)
		key.AddSum("common", common.Sum())
		if err := key.AddFolder(filepath.Join(c.Data, t.ID), nil); err != nil {
			return nil, err
		}
		if err := key.AddFolder(filepath.Join(c.Content, t.ID), isPicture); err != nil {
			return nil, err
		}
		for _, p := range page.WrittenFor(t, c.Written) {
			key.Add(p.Address.Path, []byte(p.Title+"\n"+p.Type+"\n"+string(p.Markdown)))
		}
		for _, name := range append(dataOf(t.ID), dataOfSome(t.ID)...) {
			if err := key.AddFile(c.Site, name); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return nil, err
			}
		}
		keys[t.ID] = key.Sum()
	}
	return keys, nil
}
