package book

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"

	"handbook/generator/book/manuscript"
	"handbook/generator/list"
)

// Read makes a town's manuscript from a checked list, whose folder is data. The source lacks what is read from there:
// the digest, and of which files it is.
func Read(data string, s manuscript.Source) (*manuscript.Book, error) {
	var err error
	s.Files = slices.DeleteFunc(listFiles(s.County, s.Town), func(file string) bool {
		_, err := os.Stat(filepath.Join(data, filepath.FromSlash(file)))
		return errors.Is(err, fs.ErrNotExist) // a registry may be left out
	})
	if s.Digest, err = Digest(data, s.Files); err != nil {
		return nil, fmt.Errorf("cannot read the list again: %w", err)
	}
	return manuscript.New(s)
}

// listFiles are the files of a town's list, in the order in which [Digest] reads them.
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

// Digest is the SHA-256 of the files' bytes one after the other, in hexadecimal: what "cat … | sha256sum" says. It
// tells whether a bound copy was printed from the same list. A file that is not there counts as empty.
func Digest(data string, files []string) (string, error) {
	sum := sha256.New()
	for _, f := range files {
		text, err := os.ReadFile(filepath.Join(data, filepath.FromSlash(f)))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", err
		}
		sum.Write(text)
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}
