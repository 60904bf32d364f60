package content

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"handbook/generator/diag"
	"handbook/generator/disk"
	"handbook/generator/markdown"
	"handbook/generator/page"
)

// A File is a page of the list as it stands in the content folder, by its path there with slashes.
type File struct{ Path, Text string }

// Files writes pages as Markdown.
func Files(pages []*page.Page) []File {
	files := make([]File, len(pages))
	for i, p := range pages {
		files[i] = File{p.Address.File(), markdown.Page(p)}
	}
	return files
}

// Changes says what Write did.
type Changes struct{ Written, Removed, Unchanged int }

// Write brings the content folder up to date: it writes the pages that changed, removes generated pages that are no more, and
// leaves hand-written pages alone. It looks before it writes: where a hand-written page stands in the way of a generated one,
// nothing is changed.
func Write(dir string, files []File) (Changes, error) {
	changes, err := write(dir, files)
	if path, ok := errors.AsType[*fs.PathError](err); ok && !errors.Is(err, fs.ErrPermission) && disk.Hint(err) != "" {
		err = diag.Errorf(disk.Hint(err), "cannot write the pages: %w", err)
	} else if ok {
		err = diag.Errorf("-content names the folder of the pages; you must be able to write to it, and nothing else may stand "+
			"where a page belongs", "cannot write the pages: %s: %w", path.Path, path.Err)
	}
	return changes, err
}

func write(dir string, files []File) (Changes, error) {
	var changes Changes
	stale, err := generatedIn(dir)
	if err != nil {
		return changes, err
	}
	var changed []File
	for _, p := range files {
		file := filepath.Join(dir, filepath.FromSlash(p.Path))
		old, err := os.ReadFile(file)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			changed = append(changed, p)
		case err != nil:
			return changes, err
		case string(old) == p.Text:
			changes.Unchanged++
		case !isGenerated(old):
			return changes, diag.Errorf("move it to another name", "%s is hand-written and stands where a page of the list belongs", file)
		default:
			changed = append(changed, p)
		}
		delete(stale, file)
	}
	for _, p := range changed {
		file := filepath.Join(dir, filepath.FromSlash(p.Path))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return changes, err
		}
		if err := replace(file, p.Text); err != nil {
			return changes, err
		}
		changes.Written++
	}
	for file := range stale {
		if err := os.Remove(file); err != nil {
			return changes, err
		}
		changes.Removed++
		removeEmpty(filepath.Dir(file), dir)
	}
	return changes, nil
}

// temporary ends the name of a page that is being written. It starts with a dot: Hugo publishes no such file.
const temporary = ".new"

// Temporary tells whether a file of this name is a page that was being written when the program was killed.
func Temporary(name string) bool {
	return strings.HasPrefix(name, ".") && strings.HasSuffix(name, ".md"+temporary)
}

// replace writes a file whole or not at all: a build may be stopped at any moment, and the preview reads while it runs.
func replace(file, text string) error {
	tmp := filepath.Join(filepath.Dir(file), "."+filepath.Base(file)+temporary)
	err := os.WriteFile(tmp, []byte(text), 0o644)
	if err == nil {
		err = os.Rename(tmp, file)
	}
	if err != nil {
		os.Remove(tmp)
	}
	return err
}

// removeEmpty removes folders that a removed page leaves empty, up to but not including the content folder.
func removeEmpty(folder, top string) {
	for folder != top && os.Remove(folder) == nil {
		folder = filepath.Dir(folder)
	}
}

// generatedIn finds the generated pages that are there now.
func generatedIn(dir string) (map[string]bool, error) {
	found := map[string]bool{}
	err := filepath.WalkDir(dir, func(file string, d fs.DirEntry, err error) error {
		old := strings.HasSuffix(file, ".md"+temporary) // earlier versions had no dot: swept where the mark says that it is a page
		if err == nil && d.Type().IsRegular() && Temporary(d.Name()) {
			return os.Remove(file)
		}
		if err != nil || !d.Type().IsRegular() || !strings.HasSuffix(file, ".md") && !old {
			if errors.Is(err, fs.ErrNotExist) && file == dir {
				return nil
			}
			return err
		}
		generated, err := Generated(file)
		if generated {
			found[file] = true
		}
		return err
	})
	return found, err
}

// Generated tells whether a file is a page that was made of the list.
func Generated(file string) (bool, error) {
	f, err := os.Open(file)
	if err != nil {
		return false, err
	}
	defer f.Close()
	head := make([]byte, len("---\n")+len(markdown.Mark))
	n, err := f.Read(head)
	if n == 0 && err != nil {
		return false, nil // empty: somebody's
	}
	return isGenerated(head[:n]), nil
}

func isGenerated(text []byte) bool {
	return bytes.HasPrefix(text, []byte("---\n"+markdown.Mark))
}
