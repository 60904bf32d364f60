package disk

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// fileMode is that of every file written: what a web server may read must not depend on somebody's umask.
const fileMode = 0o644

// temporary ends the name of a file that is being written. The name begins with a dot, so that Hugo takes no such file
// for a page.
const temporary = ".new"

// Temporary tells whether a file of this name was being written: it is left over from a program that was killed.
func Temporary(name string) bool {
	return strings.HasPrefix(name, ".") && strings.HasSuffix(name, temporary)
}

// A File is being written under a temporary name beside the one that it is to have. Whoever reads that one meanwhile,
// a web server or Hugo's preview, finds the old file, or none, and never half of the new one; and so it stays when the
// disk gets full or the program is killed.
type File struct {
	*os.File
	name string
}

// Create begins a file that [File.Commit] will call name, in a folder that is made where there is none.
func Create(name string) (*File, error) {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return nil, err
	}
	file, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*"+temporary)
	if err != nil {
		return nil, err
	}
	return &File{file, name}, nil
}

// Commit gives the file its name; an older file of that name is replaced. After an error there is nothing left of the
// new one.
func (f *File) Commit() error {
	err := f.Chmod(fileMode)
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(f.Name(), f.name)
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
}

// Discard removes a file that was not committed; one that was it leaves alone.
func (f *File) Discard() {
	if f.Close() == nil {
		os.Remove(f.Name())
	}
}

// WriteFile writes a file so that its readers find all of it or what was there before (see [File]).
func WriteFile(name string, data []byte) error {
	file, err := Create(name)
	if err != nil {
		return err
	}
	defer file.Discard()
	if _, err := file.Write(data); err != nil {
		return err
	}
	return file.Commit()
}

// Update is [WriteFile], but leaves a file alone that has these bytes already: Hugo's preview builds anew what was
// written.
func Update(name string, data []byte) (changed bool, err error) {
	if old, err := os.ReadFile(name); err == nil && bytes.Equal(old, data) {
		return false, nil
	}
	return true, WriteFile(name, data)
}

// Link gives a file a second name, in a folder that is made where there is none. Where the disk has no such names, or
// something has the name already, it is [WriteFile] of a copy. Nobody may write into a file that may have two names;
// WriteFile never does.
func Link(from, to string) error { return name(os.Link, from, to) }

// Move gives a file another name, likewise, in the place of what has it. Where that is on another disk, it is a copy,
// and the file stays.
func Move(from, to string) error { return name(os.Rename, from, to) }

func name(how func(from, to string) error, from, to string) error {
	err := how(from, to)
	if errors.Is(err, fs.ErrNotExist) {
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			return err
		}
		err = how(from, to)
	}
	if err == nil {
		return nil
	}
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return WriteFile(to, data)
}
