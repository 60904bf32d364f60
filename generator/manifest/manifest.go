// Package manifest reads and writes the list of a published site's files, by which a copy of it is checked and packed.
package manifest

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"handbook/generator/diag"
)

// Name is the manifest's file name, at the root of the site.
const Name = "manifest.json"

const version = 1

// Placeholder is the file by which git has the empty folder of the site; it is published as it is, but not listed.
const Placeholder = ".gitkeep"

// Unfinished is a file that stands in a site while parts of it are exchanged: what has it is not to be published.
const Unfinished = ".unfinished"

// A Manifest lists the files of a published site, sorted by path; itself and the placeholder left out.
type Manifest struct {
	Version int    `json:"version"`
	Files   []File `json:"files"`
}

// A File is one published file.
type File struct {
	Path   string `json:"path"`   // from the root of the site, with slashes
	Size   int64  `json:"size"`   // bytes
	SHA256 string `json:"sha256"` // of its bytes, in small hex digits
}

// JSON is the manifest as it is published, one file a line.
func (m Manifest) JSON() []byte {
	text := fmt.Appendf(nil, "{\"version\":%d,\"files\":[", m.Version)
	for i, f := range m.Files {
		if i > 0 {
			text = append(text, ',')
		}
		line, _ := json.Marshal(f) // of texts and a number: cannot fail
		text = append(append(text, '\n'), line...)
	}
	return append(text, "\n]}\n"...)
}

// mostSize is more than the manifest of a county with hundreds of towns takes, in bytes.
const mostSize = 64 << 20

// New returns the manifest of files, which are sorted by path.
func New(files []File) Manifest { return Manifest{version, files} }

// Read reads the manifest of the site in folder. Others go by its paths to read and to pack files: none leads out of
// the folder.
func Read(folder string) (Manifest, error) {
	text, err := read(filepath.Join(folder, Name))
	if err != nil {
		return Manifest{}, err
	}
	return parse(filepath.Join(folder, Name), text)
}

// Files returns all files of the site in folder: those that its manifest lists, and the manifest itself as the last.
func Files(folder string) ([]File, error) {
	text, err := read(filepath.Join(folder, Name))
	if err != nil {
		return nil, err
	}
	m, err := parse(filepath.Join(folder, Name), text)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(text)
	return append(m.Files, File{Path: Name, Size: int64(len(text)), SHA256: hex.EncodeToString(sum[:])}), nil
}

const rebuild = "publish the site again"

// read refuses what is no file, which might never end, and a file too large to be a manifest.
func read(name string) ([]byte, error) {
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, diag.Errorf(rebuild, "%q: not a regular file", name)
	case info.Size() > mostSize:
		return nil, diag.Errorf(rebuild, "%q: %d MB are not a manifest", name, info.Size()>>20)
	}
	return os.ReadFile(name)
}

func parse(name string, text []byte) (Manifest, error) {
	var m Manifest
	if err := json.Unmarshal(text, &m); err != nil {
		return Manifest{}, diag.Errorf(rebuild, "%q: %w", name, err)
	}
	if m.Version != version {
		return Manifest{}, diag.Errorf("use the program that published the site",
			"%q: version %d is unknown", name, m.Version)
	}
	if err := m.check(); err != nil {
		return Manifest{}, diag.Errorf(rebuild, "%q: %w", name, err)
	}
	return m, nil
}

func (m Manifest) check() error {
	if len(m.Files) == 0 {
		return errors.New("it lists no file")
	}
	seen := make(map[string]bool, len(m.Files))
	for _, f := range m.Files {
		sum, err := hex.DecodeString(f.SHA256)
		switch {
		case !fs.ValidPath(f.Path) || f.Path == "." || !filepath.IsLocal(filepath.FromSlash(f.Path)) || f.Path == Name:
			return fmt.Errorf("the path %q is not that of a file of the site", f.Path)
		case seen[f.Path]:
			return fmt.Errorf("%q is listed twice", f.Path)
		case f.Size < 0 || err != nil || len(sum) != sha256.Size || f.SHA256 != strings.ToLower(f.SHA256):
			return fmt.Errorf("size or SHA-256 of %q cannot be", f.Path)
		}
		seen[f.Path] = true
	}
	return nil
}
