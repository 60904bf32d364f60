package hugo

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"handbook/generator/cache"
	"handbook/generator/disk"
	"handbook/generator/manifest"
)

// assemble puts the parts that were made into the site, and takes out what no part has any more. It returns the
// checksums of all files. A site that lacks parts stays marked as unfinished.
func (c Config) assemble(parts []*part, store cache.Store, out string, lacks bool) (map[string]cache.Sum, error) {
	all := map[string]cache.Sum{}
	for _, p := range parts {
		for _, f := range p.files {
			if sum, twice := all[f.Path]; twice && sum != f.Sum {
				return nil, fmt.Errorf("two parts of the site have another %s each: %s is one of them", f.Path, p.name)
			}
			all[f.Path] = f.Sum
		}
	}
	mark := filepath.Join(c.Site, manifest.Unfinished)
	if err := disk.WriteFile(mark, nil); err != nil {
		return nil, fmt.Errorf("cannot prepare %s, for the site: %w", c.Site, err)
	}
	for _, p := range parts {
		if p.fresh {
			continue
		}
		if err := store.Forget(p.name); err != nil {
			return nil, err
		}
		for _, f := range p.files {
			name := filepath.FromSlash(f.Path)
			if err := disk.Move(filepath.Join(out, p.name, name), filepath.Join(c.Site, name)); err != nil {
				return nil, err
			}
		}
	}
	if err := c.removeOthers(all); err != nil {
		return nil, err
	}
	for _, p := range parts {
		if !p.fresh {
			if err := store.Keep(p.name, p.key, p.files); err != nil {
				return nil, err
			}
		}
	}
	for _, name := range store.Parts() {
		if !slices.ContainsFunc(parts, func(p *part) bool { return p.name == name }) {
			if err := store.Forget(name); err != nil {
				return nil, err
			}
		}
	}
	if err := errors.Join(removeEmpty(c.Site), os.RemoveAll(out)); err != nil || lacks {
		return all, err
	}
	return all, os.Remove(mark)
}

// removeOthers takes out of the site what is not one of its files.
func (c Config) removeOthers(files map[string]cache.Sum) error {
	return walk(c.Site, func(name, file string) error {
		if _, ours := files[name]; ours || name == manifest.Unfinished {
			return nil
		}
		return os.Remove(file)
	})
}

// removeEmpty removes the folders below a folder in which nothing is left.
func removeEmpty(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if !e.IsDir() {
			continue
		}
		folder := filepath.Join(dir, e.Name())
		if err := removeEmpty(folder); err != nil {
			return err
		}
		_ = os.Remove(folder) // one that is not empty stays
	}
	return nil
}
