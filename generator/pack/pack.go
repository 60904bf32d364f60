// Package pack makes the one file that the county's web desk gets: a zip with the published folder, its checksums, a
// note on where to copy it and how to verify it, and what the web servers are to be told.
//
//	说明.txt                what to do
//	SHA256SUMS              checksums of all that is in handbook/
//	handbook/               the published folder, with manifest.json
//	headers/                for nginx, Apache and IIS
//
// The same folder gives the same bytes: names are sorted, times are the publication's.
package pack

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"handbook/generator/diag"
	"handbook/generator/disk"
	"handbook/generator/manifest"
)

//go:embed notes.txt
var notes string

// Folder is the name of the published folder in the zip.
const Folder = "handbook"

// Config says what to pack.
type Config struct {
	Public  string            // the published folder, as `handbook finish` left it
	Headers map[string][]byte // what the web servers are to be told, by file name
	Date    time.Time         // of publication, zero where it is not known
	Address string            // of the site on the portal, or ""
	File    string            // the zip to write
}

// A Report says what was packed.
type Report struct {
	Files  int   // of the site, the manifest not counted
	Size   int64 // of the zip in bytes
	SHA256 string
}

// Write writes the zip, and beside it a file with its checksum. Neither is left half written.
func Write(c Config) (Report, error) {
	files, err := manifest.Files(c.Public)
	if err != nil {
		return Report{}, err
	}
	slices.SortFunc(files, func(a, b manifest.File) int { return strings.Compare(a.Path, b.Path) })

	if err := c.check(files); err != nil {
		return Report{}, err
	}
	out, err := disk.Create(c.File)
	if err != nil {
		return Report{}, err
	}
	defer out.Discard()
	report := Report{Files: len(files) - 1}
	sum := sha256.New()
	if err := c.fill(io.MultiWriter(out, sum), files); err != nil {
		return Report{}, err
	}
	if report.Size, err = out.Seek(0, io.SeekCurrent); err != nil {
		return Report{}, err
	}
	report.SHA256 = hex.EncodeToString(sum.Sum(nil))
	checksum, err := disk.Create(c.File + ".sha256") // before the old zip goes: both are there, or both as they were
	if err != nil {
		return Report{}, err
	}
	defer checksum.Discard()
	if _, err := fmt.Fprintf(checksum, "%s  %s\n", report.SHA256, filepath.Base(c.File)); err != nil {
		return Report{}, err
	}
	if err := out.Commit(); err != nil {
		return Report{}, err
	}
	return report, checksum.Commit()
}

// fill writes what is in the zip.
func (c Config) fill(to io.Writer, files []manifest.File) error {
	b := box{zip: zip.NewWriter(to), date: c.Date}
	b.zip.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) {
		return flate.NewWriter(w, flate.BestCompression)
	})
	b.note(c)
	b.sums(files)
	for _, f := range files {
		b.file(c.Public, f)
	}
	b.headers(c.Headers)
	if b.err == nil {
		b.err = b.zip.Close()
	}
	return b.err
}

// check refuses a zip that cannot be written where it is to be, and names that a list of checksums cannot hold.
func (c Config) check(files []manifest.File) error {
	if info, err := os.Stat(c.File); err == nil && info.IsDir() {
		return diag.Errorf("-out names the zip itself, like dist/handbook.zip", "%q is a folder", c.File)
	}
	public, err1 := filepath.Abs(c.Public)
	file, err2 := filepath.Abs(c.File)
	if rel, err := filepath.Rel(public, file); err1 == nil && err2 == nil && err == nil && filepath.IsLocal(rel) {
		return diag.Errorf("give the zip a place outside it: it would be published with the site",
			"%q lies in the published folder", c.File)
	}
	odd := func(name string) bool {
		return strings.ContainsFunc(name,
			func(r rune) bool { return r == '\\' || !unicode.IsGraphic(r) || r == utf8.RuneError })
	}
	if name := filepath.Base(c.File); odd(name) {
		return diag.Errorf("name the zip with letters and digits",
			"the name %q cannot stand in a list of checksums", name)
	}
	for _, f := range files {
		if odd(f.Path) {
			return diag.Errorf("give the file another name and build the site anew",
				"the name %q cannot stand in a list of checksums", f.Path)
		}
	}
	return nil
}

// A box is the zip being filled; after an error it takes nothing more.
type box struct {
	zip  *zip.Writer
	date time.Time
	err  error
}

func (b *box) add(name string, text []byte) {
	if b.err != nil {
		return
	}
	date := b.date
	if date.IsZero() {
		date = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC) // the first that a zip can name
	}
	header := &zip.FileHeader{Name: name, Method: zip.Deflate, Modified: date}
	header.SetMode(0o644)
	w, err := b.zip.CreateHeader(header)
	if err == nil {
		_, err = w.Write(text)
	}
	b.err = err
}

// file adds a file of the site, and sees that it is the one listed.
func (b *box) file(public string, f manifest.File) {
	if b.err != nil {
		return
	}
	name := filepath.Join(public, filepath.FromSlash(f.Path))
	changed := diag.Errorf("make builds the site anew", "%q in %q is not the file that was built", f.Path, public)
	if info, err := os.Lstat(name); err == nil && (!info.Mode().IsRegular() || info.Size() != f.Size) {
		b.err = changed // and a pipe is not waited for
		return
	}
	text, err := os.ReadFile(name)
	if sum := sha256.Sum256(text); err == nil && hex.EncodeToString(sum[:]) != f.SHA256 {
		err = changed
	}
	if err != nil {
		b.err = err
		return
	}
	b.add(Folder+"/"+f.Path, text)
}

// sums is the list of checksums that sha256sum -c reads.
func (b *box) sums(files []manifest.File) {
	var list bytes.Buffer
	for _, f := range files {
		fmt.Fprintf(&list, "%s  %s/%s\n", f.SHA256, Folder, f.Path)
	}
	b.add("SHA256SUMS", list.Bytes())
}

func (b *box) headers(files map[string][]byte) {
	for _, name := range slices.Sorted(maps.Keys(files)) {
		b.add("headers/"+name, files[name])
	}
}

// note is written as Notepad wants it.
func (b *box) note(c Config) {
	address := c.Address
	if address == "" {
		address = "（手册的网址）"
	}
	text := strings.NewReplacer("{folder}", Folder, "{address}", address).Replace(notes)
	if c.Address == "" { // there is no sitemap then
		before, after, _ := strings.Cut(text, "{sitemap}")
		_, after, _ = strings.Cut(after, "{/sitemap}\n")
		text = before + after
	}
	text = strings.NewReplacer("{sitemap}\n", "", "{/sitemap}\n", "").Replace(text)
	b.add("说明.txt", []byte("\ufeff"+strings.ReplaceAll(text, "\n", "\r\n")))
}
