package listfile

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"slices"
	"strings"

	"handbook/generator/list"
)

// A File is one of those that a list is read from.
type File struct {
	Name string // below the data folder, with slashes: songxi/joint.toml
	Text []byte
}

// registryFiles are the files that all towns of a county have in common.
var registryFiles = []string{"categories.toml", "departments.toml", "lists.toml"}

// Digest is the SHA-256 of the files' bytes one after the other, in hexadecimal: what "cat … | sha256sum" says. It
// tells whether a bound copy was printed from the same list.
func Digest(files []File) string {
	sum := sha256.New()
	for _, f := range files {
		sum.Write(f.Text)
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// Attached is the name of a file where there are no folders, as among the attachments of a book: songxi-joint.toml.
func Attached(name string) string { return strings.ReplaceAll(name, "/", "-") }

// attachedFile is such a name of a town's file. The ids of lists have no hyphens.
var attachedFile = regexp.MustCompile(`^(.+)-([a-z]+)\.toml$`)

// Placed is the name of a file that is called attached where there are no folders; town is whose it is, or "" for the
// registries. Of a name that no file of a list has, ok is false: no other leads to a place on a disk.
func Placed(attached string) (name, town string, ok bool) {
	if slices.Contains(registryFiles, attached) {
		return attached, "", true
	}
	m := attachedFile.FindStringSubmatch(attached)
	if m == nil || list.Unfit(list.TownID, m[1]) != "" || m[2] != "town" && list.Reserved(list.ListID, m[2]) != "" {
		return "", "", false
	}
	return m[1] + "/" + m[2] + ".toml", m[1], true
}
