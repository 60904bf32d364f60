package importer

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"

	"handbook/generator/diag"
	"handbook/generator/disk"
	"handbook/generator/swap"
)

// install writes the files: all of them, or none.
func (i *importing) install() (err error) {
	if len(i.files) == 0 {
		return nil
	}
	if err := os.MkdirAll(i.options.Data, 0o755); err != nil {
		return err
	}
	unlock, err := swap.Lock(i.options.Data, nil)
	if err != nil {
		return err
	}
	defer unlock()
	if err := i.unchanged(); err != nil {
		return err
	}
	if i.old == nil {
		return i.installNew()
	}
	return i.installChanges()
}

// unchanged reports files that somebody wrote since they were read.
func (i *importing) unchanged() error {
	for name := range i.files {
		now, err := os.ReadFile(i.path(name))
		if before, was := i.base[name]; was != (err == nil) || was && !bytes.Equal(now, before) {
			return diag.Errorf("import again", "%s was changed meanwhile; nothing was written", i.path(name))
		}
	}
	return nil
}

// installNew puts a new town's folder in its place in one step, after the registries.
func (i *importing) installNew() error {
	next := i.path("." + i.town.ID + ".new")
	if err := os.RemoveAll(next); err != nil {
		return err
	}
	defer os.RemoveAll(next)
	registries := map[string][]byte{}
	for name, text := range i.files {
		if rest, ok := strings.CutPrefix(name, i.town.ID+string(filepath.Separator)); ok {
			if err := disk.WriteFile(filepath.Join(next, rest), text); err != nil {
				return err
			}
		} else {
			registries[name] = text
		}
	}
	back, err := i.replace(registries)
	if err == nil {
		err = os.Rename(next, i.folder())
	}
	if err != nil {
		return errors.Join(err, back())
	}
	return nil
}

// installChanges writes what differs in an existing town's folder.
func (i *importing) installChanges() error {
	back, err := i.replace(i.files)
	if err != nil {
		return errors.Join(err, back())
	}
	return nil
}

// replace writes files under other names first, and renames them when all are there; back puts things as they were.
func (i *importing) replace(files map[string][]byte) (back func() error, err error) {
	var done []string
	back = func() error {
		var errs []error
		for _, name := range done {
			if before, was := i.base[name]; was {
				errs = append(errs, disk.WriteFile(target(i.path(name)), before))
			} else {
				errs = append(errs, os.Remove(i.path(name)))
			}
		}
		return errors.Join(errs...)
	}
	written := map[string]*disk.File{}
	for name, text := range files {
		if text == nil {
			continue
		}
		file, err := disk.Create(target(i.path(name)))
		if err != nil {
			return back, err
		}
		defer file.Discard()
		if _, err := file.Write(text); err != nil {
			return back, err
		}
		written[name] = file
	}
	for name := range files {
		if file := written[name]; file != nil {
			err = file.Commit()
		} else {
			err = os.Remove(i.path(name))
		}
		if err != nil {
			return back, err
		}
		done = append(done, name)
	}
	return back, nil
}

// target is the file that a name stands for: a link stays one.
func target(name string) string {
	if linked, err := filepath.EvalSymlinks(name); err == nil {
		return linked
	}
	return name
}
