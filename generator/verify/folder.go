package verify

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"syscall"

	"handbook/generator/diag"
	"handbook/generator/manifest"
)

// A folder is a copy on this computer.
type folder string

// newFolder is for a name that may be an address mistyped, with a password in it.
func newFolder(name string) (folder, error) {
	info, err := os.Stat(name)
	if err == nil && !info.IsDir() {
		err = errors.New("not a folder")
	}
	if err != nil {
		return "", diag.Errorf(
			"-in names the folder of the published copy, or its address, which begins with http:// or https://",
			"%s cannot be compared: %s", Quoted(hide(name)), reason(err))
	}
	return folder(name), nil
}

func (d folder) String() string { return Quoted(string(d)) }

func (d folder) patience() int { return 0 }

func (d folder) note(context.Context) string { return "" }

func (d folder) same(_ context.Context, f manifest.File) (bool, error) {
	name := filepath.Join(string(d), filepath.FromSlash(f.Path))
	info, err := os.Lstat(name)
	switch {
	case errors.Is(err, syscall.ENOTDIR):
		return false, fs.ErrNotExist
	case err != nil:
		return false, err
	case !info.Mode().IsRegular():
		return false, fs.ErrNotExist // something else stands in its place, and is named as added
	case info.Size() != f.Size:
		return false, nil
	}
	in, err := os.Open(name)
	if err != nil {
		return false, err
	}
	defer in.Close()
	return matches(in, f)
}

// others leaves it to the reader of the report to judge a web server's own files: they may send visitors elsewhere.
func (d folder) others(listed []manifest.File, beside map[string][]byte) []Difference {
	known := map[string]bool{}
	for _, f := range listed {
		known[f.Path] = true
	}
	var found []Difference
	fs.WalkDir(os.DirFS(string(d)), ".", func(name string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			found = append(found, Difference{Unread, name, reason(err)})
		case name == ".":
		case known[name]:
			if !e.Type().IsRegular() { // it stands in the file's place
				found = append(found, Difference{Kind: Added, Path: name})
			}
		case servers(e.Name()) && e.IsDir():
			found = append(found, Difference{Unread, name + "/",
				"a folder that the manifest does not have: the web server's own?"})
			return fs.SkipDir
		case servers(e.Name()):
			if !d.expected(name, beside) {
				found = append(found, Difference{Unread, name,
					"not in the manifest: the web server's own? it may change what readers get"})
			}
		case !e.IsDir():
			found = append(found, Difference{Kind: Added, Path: name})
		}
		return nil
	})
	return found
}

// servers tells the names under which web servers have their settings.
func servers(name string) bool {
	return strings.HasPrefix(name, ".") || strings.EqualFold(name, "web.config")
}

// expected tells whether a file beside the site is just what the web desk was given for that place.
func (d folder) expected(name string, beside map[string][]byte) bool {
	want, ok := beside[name]
	if !ok && name == manifest.Placeholder {
		ok = true // empty
	}
	if !ok || path.Dir(name) != "." {
		return false
	}
	full := filepath.Join(string(d), name)
	if info, err := os.Lstat(full); err != nil || !info.Mode().IsRegular() || info.Size() != int64(len(want)) {
		return false
	}
	got, err := os.ReadFile(full)
	return err == nil && bytes.Equal(got, want)
}
