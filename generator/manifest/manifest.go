package site

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// ManifestName is the manifest's file name, at the root of the site.
const ManifestName = "manifest.json"

const manifestVersion = 1

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

// WriteTo writes the manifest as JSON, one file a line.
func (m Manifest) WriteTo(w io.Writer) (int64, error) {
	var n int64
	out := bufio.NewWriter(w)
	put := func(format string, args ...any) {
		k, _ := fmt.Fprintf(out, format, args...)
		n += int64(k)
	}
	put(`{"version":%d,"files":[`, m.Version)
	comma := ""
	for _, f := range m.Files {
		line, err := json.Marshal(f)
		if err != nil {
			return n, err
		}
		put("%s\n%s", comma, line)
		comma = ","
	}
	put("\n]}\n")
	return n, out.Flush()
}

// mostManifest is more than the manifest of a county with hundreds of towns takes, in bytes.
const mostManifest = 64 << 20

// ReadManifest reads the manifest of the site in folder. Others go by its paths to read and to pack files: none leads out of the folder.
func ReadManifest(folder string) (Manifest, error) {
	name := filepath.Join(folder, ManifestName)
	wrong := func(format string, args ...any) (Manifest, error) {
		return Manifest{}, fmt.Errorf("%q: %w\n  hint: publish the site again", name, fmt.Errorf(format, args...))
	}
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return Manifest{}, err
	case !info.Mode().IsRegular():
		return wrong("not a regular file")
	case info.Size() > mostManifest:
		return wrong("%d MB are not a manifest", info.Size()>>20)
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return Manifest{}, err
	}
	var m Manifest
	if err := json.Unmarshal(text, &m); err != nil {
		return wrong("%w", err)
	}
	if m.Version != manifestVersion {
		return Manifest{}, fmt.Errorf("%q: version %d is unknown\n  hint: use the program that published the site", name, m.Version)
	}
	if len(m.Files) == 0 {
		return wrong("it lists no file")
	}
	seen := make(map[string]bool, len(m.Files))
	for _, f := range m.Files {
		sum, err := hex.DecodeString(f.SHA256)
		switch {
		case !fs.ValidPath(f.Path) || f.Path == "." || !filepath.IsLocal(filepath.FromSlash(f.Path)) || f.Path == ManifestName:
			return wrong("the path %q is not that of a file of the site", f.Path)
		case seen[f.Path]:
			return wrong("%q is listed twice", f.Path)
		case f.Size < 0 || err != nil || len(sum) != sha256.Size || f.SHA256 != strings.ToLower(f.SHA256):
			return wrong("size or SHA-256 of %q cannot be", f.Path)
		}
		seen[f.Path] = true
	}
	return m, nil
}

// manifest lists what a run wrote.
func (b *build) manifest() Manifest {
	m := Manifest{Version: manifestVersion, Files: make([]File, len(b.files))}
	for i, f := range b.files {
		m.Files[i] = File{Path: f.path, Size: f.size, SHA256: hex.EncodeToString(f.sum[:])}
	}
	return m
}
