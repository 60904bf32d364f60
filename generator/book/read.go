package book

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"

	"handbook/generator/book/manuscript"
	"handbook/generator/list"
	"handbook/generator/page"
)

// Read makes a town's manuscript of a checked list. data is the list's folder, pages are those of the website, terms are key
// terms for the index by pinyin, address is the site's or "".
func Read(data string, county *list.County, town *list.Town, pages []page.Page, terms []string, address string) (*manuscript.Book, error) {
	if address != "" {
		u, err := url.Parse(address)
		if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" {
			return nil, fmt.Errorf("%q is not the address of a site\n  hint: write it as https://www.example.gov.cn/qingdan/", address)
		}
		address = strings.TrimSuffix(address, "/") + "/"
	}
	files := files(town)
	digest, err := Digest(data, files)
	if err != nil {
		return nil, fmt.Errorf("cannot read the list again: %w", err)
	}
	return manuscript.New(manuscript.Source{
		County: county, Town: town, Pages: pages, Terms: terms, Address: address, Digest: digest, Files: files,
	})
}

// files are the files of which a town's list consists, in the order in which they are summed up.
func files(t *list.Town) []string {
	all := []string{"categories.toml", "departments.toml", path.Join(t.ID, "town.toml")}
	for _, k := range list.Kinds {
		all = append(all, path.Join(t.ID, k.ID()+".toml"))
	}
	return all
}

// Digest is the SHA-256 of the files' bytes one after the other, in hexadecimal: what "cat … | sha256sum" says. A bound copy can be
// held against a list with it. A file that is not there counts as empty.
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
