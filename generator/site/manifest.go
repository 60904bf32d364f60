package site

import (
	"bufio"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
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

// ReadManifest reads the manifest of the site in folder.
func ReadManifest(folder string) (Manifest, error) {
	name := filepath.Join(folder, ManifestName)
	text, err := os.ReadFile(name)
	if err != nil {
		return Manifest{}, err
	}
	var m Manifest
	if err := json.Unmarshal(text, &m); err != nil {
		return Manifest{}, fmt.Errorf("%s: %w\n  hint: publish the site again", name, err)
	}
	if m.Version != manifestVersion {
		return Manifest{}, fmt.Errorf("%s: version %d is unknown\n  hint: use the program that published the site", name, m.Version)
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
