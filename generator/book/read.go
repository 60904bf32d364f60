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

	"handbook/generator/book/manuscript"
	"handbook/generator/list"
	"handbook/generator/page"
)

// Read makes a town's manuscript from a checked list. data is the list's folder, pages are all that are made from it,
// written those that people wrote, terms are key terms for the index by pinyin, address is the site's, which ends with
// a slash, or "".
func Read(data string, county *list.County, town *list.Town, pages []*page.Page, written []*page.Written,
	terms []string, address string) (*manuscript.Book, error) {
	files := listFiles(town)
	digest, err := Digest(data, files)
	if err != nil {
		return nil, fmt.Errorf("cannot read the list again: %w", err)
	}
	return manuscript.New(manuscript.Source{
		County: county, Town: town, Pages: pages, Written: written, Terms: terms, Address: address,
		Digest: digest, Files: files,
	})
}

// listFiles are the files of a town's list, in the order in which [Digest] reads them.
func listFiles(t *list.Town) []string {
	all := []string{"categories.toml", "departments.toml", path.Join(t.ID, "town.toml")}
	for _, k := range list.Kinds {
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
