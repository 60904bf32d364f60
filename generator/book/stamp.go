package book

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"handbook/generator/cache"
	"handbook/generator/disk"
	"handbook/generator/faces"
	"handbook/generator/listfile"
)

// A stamp lies beside a town's book and says what it was printed from, and what its files hold. A book whose stamp says
// what would be printed now, and whose files are as the stamp says, need not be printed again: equal manuscripts make
// equal books.
type stamp struct {
	Manuscript string            // SHA-256 of all that the book is made of
	Files      map[string]string // SHA-256 of each file, by its path in its folder: site/TOWN/handbook.pdf
}

// Manuscript is the checksum of all that the book is made of: what it says in both editions and as a page of the site,
// the files that it carries, the theme's layout, the fonts, and the program itself. No time is in it, and no place: a
// handbook that was moved has the books that it had.
func (d *Draft) Manuscript() (string, error) {
	web, err := webPage(d.config.Theme, d.book)
	if err != nil {
		return "", err
	}
	b, sums, fonts := d.book, map[string]string{}, slices.Clone(d.composer.faces)
	for i := range fonts {
		name := filepath.Base(fonts[i].File)
		if sums["font "+name], err = sumOf(fonts[i].File); err != nil {
			return "", fontError(err)
		}
		fonts[i].File = name
	}
	err = filepath.WalkDir(d.config.Theme, func(file string, entry fs.DirEntry, err error) error {
		if err == nil && entry.Type().IsRegular() {
			sums[strings.TrimPrefix(file, d.config.Theme)], err = sumOf(file)
		}
		return err
	})
	if err != nil {
		return "", err
	}
	all, err := json.Marshal(struct {
		Program, Town, Title, Digest, Address, Edition string
		Proved                                         bool
		Files                                          []listfile.File
		Drafts, Web                                    []byte
		Fonts                                          []faces.Face
		Sums                                           map[string]string
	}{
		d.config.Program, b.Town.ID, b.Title, b.Digest, b.Address, b.Edition, b.Proved, b.Files,
		d.composer.drafts[:], web, fonts, sums,
	})
	sum := sha256.Sum256(all)
	return hex.EncodeToString(sum[:]), err
}

// The folders of a book's files, as its stamp names them.
func (c Config) folders() map[string]string {
	return map[string]string{"site": c.Site, "content": c.Content, "numbers": c.PageNumbers, "dist": c.Dist}
}

// stamp writes the stamp of a town's book that was made of a manuscript; moves are where its files have gone.
func (c Config) stamp(town, manuscript string, moves [][2]string) error {
	s := stamp{manuscript, map[string]string{}}
	for name, folder := range c.folders() {
		for _, m := range moves {
			file, err := filepath.Rel(folder, m[1])
			if err != nil || !filepath.IsLocal(file) {
				continue
			}
			sum, err := sumOf(m[1])
			if err != nil {
				return err
			}
			s.Files[path.Join(name, filepath.ToSlash(file))] = sum
		}
	}
	text, err := json.MarshalIndent(s, "", "\t")
	if err != nil {
		return err
	}
	return disk.WriteFile(stampFile(c.Stamps, town), text)
}

func stampFile(folder, town string) string { return filepath.Join(folder, town+".json") }

// stands tells whether a town's book in the folders of c is the one of a manuscript, and whole.
func (c Config) stands(town, manuscript string) bool {
	text, err := os.ReadFile(stampFile(c.Stamps, town))
	if err != nil {
		return false
	}
	s := stampIn(text)
	if s.Manuscript != manuscript || len(s.Files) == 0 {
		return false
	}
	folders := c.folders()
	for name, sum := range s.Files {
		folder, file, _ := strings.Cut(name, "/")
		if !filepath.IsLocal(file) || folders[folder] == "" {
			return false
		}
		if now, err := sumOf(filepath.Join(folders[folder], filepath.FromSlash(file))); err != nil || now != sum {
			return false
		}
	}
	return true
}

// stampIn reads a stamp. One that is damaged or of another program has no files.
func stampIn(text []byte) (s stamp) {
	in := json.NewDecoder(bytes.NewReader(text))
	in.DisallowUnknownFields()
	if in.Decode(&s) != nil {
		return stamp{}
	}
	return s
}

// sumOf is the SHA-256 of a file, as a stamp has it.
func sumOf(file string) (string, error) {
	sum, err := cache.SumOf(file)
	return hex.EncodeToString(sum[:]), err
}
