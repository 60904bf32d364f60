package site

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"

	"golang.org/x/sync/errgroup"

	"handbook/generator/diag"
	"handbook/generator/litter"
	"handbook/generator/manifest"
	"handbook/generator/swap"
)

// prepare leaves To as the last good site, Next as an empty folder, and other runs waiting until unlock is called: two
// that build in one place would publish a mixture.
func (c Config) prepare() (unlock func(), err error) {
	for _, folder := range []string{c.To, c.Next} {
		if err := os.MkdirAll(filepath.Dir(folder), 0o755); err != nil {
			return nil, err
		}
	}
	if unlock, err = swap.Lock(filepath.Dir(c.Next), nil); err != nil {
		return nil, err
	}
	for _, step := range []func() error{
		func() error { return swap.Restore(c.To) },
		func() error { return refuseLink(c.To) },
		func() error { return refuseForeign(c.To) },
		func() error { return removeAll(c.Next) },
		func() error { return mkdir(c.Next) },
	} {
		if err := step(); err != nil {
			unlock()
			return nil, err
		}
	}
	return unlock, nil
}

// removeAll removes a folder, what is in it side by side: each town's folder takes its time.
func removeAll(folder string) error {
	entries, _ := os.ReadDir(folder)
	var workers errgroup.Group
	workers.SetLimit(runtime.GOMAXPROCS(0))
	for _, e := range entries {
		workers.Go(func() error { return os.RemoveAll(filepath.Join(folder, e.Name())) })
	}
	return errors.Join(workers.Wait(), os.RemoveAll(folder))
}

// refuseLink refuses what cannot change places with a folder; a symbolic link would, and what it leads to would stay
// as it was.
func refuseLink(to string) error {
	info, err := os.Lstat(to)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err == nil && !info.IsDir():
		return fmt.Errorf("%s is %w", to, errNotFolder)
	}
	return err
}

// refuseForeign refuses a published folder with files that were not published: they would be lost.
func refuseForeign(to string) error {
	published := map[string]bool{manifest.Placeholder: true, manifest.Name: true}
	switch last, err := manifest.Read(to); {
	case err == nil:
		for _, f := range last.Files {
			published[f.Path] = true
		}
	case errors.Is(err, fs.ErrPermission):
		return err
	case !errors.Is(err, fs.ErrNotExist):
		return diag.Errorf("empty the folder, and build again",
			"what is in it is not known: its %s cannot be read", manifest.Name)
	}
	var found []string
	err := fs.WalkDir(os.DirFS(to), ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && name != "." && !strings.Contains(name, "/") && strings.HasPrefix(name, "."):
			found = append(found, name+"/") // a .git has thousands of files
			return fs.SkipDir
		case !entry.IsDir() && !published[name] && !litter.Shown(path.Base(name)):
			found = append(found, name)
		}
		return nil
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil // there is no such folder yet
	} else if err != nil || len(found) == 0 {
		return err
	}
	const most = 5
	var names []string
	for _, name := range found[:min(len(found), most)] {
		names = append(names, fmt.Sprintf("%q", name))
	}
	list := strings.Join(names, ", ")
	if more := len(found) - most; more > 0 {
		list += fmt.Sprintf(" and %d more", more)
	}
	return fmt.Errorf("in it are files that are %w: %s", errForeign, list)
}

// copyPlaceholder takes the placeholder over to the new site.
func copyPlaceholder(to, next string) error {
	text, err := os.ReadFile(filepath.Join(to, manifest.Placeholder))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	} else if err != nil {
		return err
	}
	return write(filepath.Join(next, manifest.Placeholder), text)
}
