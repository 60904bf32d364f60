package book

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"handbook/generator/book/manuscript"
	"handbook/generator/list"
	"handbook/generator/listfile"
)

// Read makes a town's manuscript from a checked list, whose folder is data. The source lacks what is read from there:
// the files of the list, which the book carries within it.
func Read(data string, s manuscript.Source) (*manuscript.Book, error) {
	s.Files = nil
	for _, name := range listFiles(s.County, s.Town) {
		text, err := os.ReadFile(filepath.Join(data, filepath.FromSlash(name)))
		switch {
		case errors.Is(err, fs.ErrNotExist): // a registry may be left out
		case err != nil:
			return nil, fmt.Errorf("cannot read the list again: %w", err)
		default:
			s.Files = append(s.Files, listfile.File{Name: name, Text: text})
		}
	}
	return manuscript.New(s)
}

// listFiles are the files of a town's list, in the order of its digest.
func listFiles(c *list.County, t *list.Town) []string {
	all := []string{"categories.toml", "departments.toml"}
	if len(c.Kinds()) > len(list.Kinds) {
		all = append(all, "lists.toml")
	}
	all = append(all, path.Join(t.ID, "town.toml"))
	for _, k := range t.Kinds() {
		all = append(all, path.Join(t.ID, k.ID()+".toml"))
	}
	return all
}
