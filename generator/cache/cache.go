// Package cache remembers of each part of a work what it was made from and which files came of it, so that a part whose
// sources are as they were is not made again.
//
// A [Key] is the SHA-256 of all that a part is made from; no clock is in it. A part is as it was only if its key is,
// and if each of its files still has the bytes that it was remembered by: a file that was changed, cut off or removed,
// and a record that is damaged or of another version, only mean that the part is made again.
package cache

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"handbook/generator/disk"
)

// A Sum is a SHA-256.
type Sum [sha256.Size]byte

// A Key says what a part is made from. The zero Key is of nothing; [Key.Add] makes others of it.
type Key struct{ sum hash.Hash }

// NewKey begins a key with what tells versions of the work apart.
func NewKey(version ...string) *Key {
	k := &Key{sha256.New()}
	for _, v := range version {
		k.Add("version", []byte(v))
	}
	return k
}

// Add adds a source by its name and bytes.
func (k *Key) Add(name string, data []byte) { k.AddSum(name, sha256.Sum256(data)) }

// AddSum adds a source by its name and the SHA-256 of its bytes.
func (k *Key) AddSum(name string, sum Sum) {
	// A name cannot be taken for a part of another: its length goes before it.
	k.sum.Write([]byte{byte(len(name) >> 8), byte(len(name))})
	io.WriteString(k.sum, name)
	k.sum.Write(sum[:])
}

// Sum is the key of what has been added so far.
func (k *Key) Sum() Sum { return Sum(k.sum.Sum(nil)) }

// A File is one of those that came of a part: its path below the folder of the work, with slashes.
type File struct {
	Path string
	Sum  Sum
}

// Paths are those of some files.
func Paths(files []File) []string {
	paths := make([]string, len(files))
	for i, f := range files {
		paths[i] = f.Path
	}
	return paths
}

// A Store is a folder with a record for each part.
type Store struct{ Dir string }

// magic begins each record. Records of another form begin otherwise.
const magic = "handbook cache 1"

func (s Store) name(part string) string { return filepath.Join(s.Dir, part+".part") }

// Files are those that came of a part when it was made last, or nil where that is not known. Whether they still are as
// they were, they do not say.
func (s Store) Files(part string) []File {
	_, files := s.read(part)
	return files
}

// Made says whether a part was made from what the key says when it was made last, and which files came of it. Whether
// they still are as they were, [Same] says.
func (s Store) Made(part string, key Sum) (files []File, from bool) {
	made, files := s.read(part)
	return files, files != nil && made == key
}

// Look says whether a part is as it was, and with which files, in the folder dir of the work.
func (s Store) Look(part string, key Sum, dir string) (files []File, same bool) {
	files, from := s.Made(part, key)
	return files, from && Same(dir, files)
}

// Same says whether all files have the bytes that they are remembered by.
func Same(dir string, files []File) bool {
	sums, err := SumsOf(dir, len(files), func(i int) string { return files[i].Path })
	return err == nil && slices.EqualFunc(sums, files, func(sum Sum, f File) bool { return sum == f.Sum })
}

// SumsOf reads n files of a folder side by side and returns the SHA-256 of each.
func SumsOf(dir string, n int, path func(i int) string) ([]Sum, error) {
	sums := make([]Sum, n)
	var turn atomic.Int64
	var workers errgroup.Group
	for range min(runtime.GOMAXPROCS(0), n) {
		workers.Go(func() error {
			var hasher Hasher
			for {
				i := int(turn.Add(1)) - 1
				if i >= n {
					return nil
				}
				var err error
				if sums[i], err = hasher.File(filepath.Join(dir, filepath.FromSlash(path(i)))); err != nil {
					turn.Store(int64(n)) // the others need not go on
					return err
				}
			}
		})
	}
	return sums, workers.Wait()
}

// read reads a record. One that is not whole is none.
func (s Store) read(part string) (key Sum, files []File) {
	text, err := os.ReadFile(s.name(part))
	if err != nil {
		return key, nil
	}
	body, ok := bytes.CutPrefix(text, []byte(magic+"\n"))
	if !ok || len(body) < 2*sha256.Size+1 || body[len(body)-1] != '\n' {
		return key, nil
	}
	// The last line is the SHA-256 of those before it.
	end := len(body) - 2*sha256.Size - 1
	if last, ok := sumIn(string(body[end:])); !ok || last != sha256.Sum256(body[:end]) {
		return key, nil
	}
	files = []File{}
	lines := bufio.NewScanner(bytes.NewReader(body[:end]))
	for first := true; lines.Scan(); first = false {
		sum, ok := sumIn(lines.Text())
		if !ok {
			return key, nil
		}
		if first {
			key = sum
			continue
		}
		files = append(files, File{Path: lines.Text()[2*sha256.Size+1:], Sum: sum})
	}
	return key, files
}

// sumIn is the SHA-256 that a line begins with.
func sumIn(line string) (sum Sum, ok bool) {
	if len(line) < 2*sha256.Size {
		return sum, false
	}
	_, err := hex.Decode(sum[:], []byte(line[:2*sha256.Size]))
	return sum, err == nil
}

// Keep remembers what came of a part.
func (s Store) Keep(part string, key Sum, files []File) error {
	var body strings.Builder
	body.WriteString(hex.EncodeToString(key[:]) + "\n")
	for _, f := range files {
		body.WriteString(hex.EncodeToString(f.Sum[:]) + " " + f.Path + "\n")
	}
	sum := sha256.Sum256([]byte(body.String()))
	return disk.WriteFile(s.name(part), []byte(magic+"\n"+body.String()+hex.EncodeToString(sum[:])+"\n"))
}

// Forget forgets a part: it will be made again.
func (s Store) Forget(part string) error {
	if err := os.Remove(s.name(part)); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// Sweep removes what came of parts that are made no more, from the folder dir of the work, and forgets them.
func (s Store) Sweep(dir string, made func(part string) bool) error {
	for _, part := range s.Parts() {
		if made(part) {
			continue
		}
		for _, f := range s.Files(part) {
			if err := Remove(dir, f.Path); err != nil {
				return err
			}
		}
		if err := s.Forget(part); err != nil {
			return err
		}
	}
	return nil
}

// Remove removes a file of the folder dir, which need not be there, and the folders that it leaves empty.
func Remove(dir, path string) error {
	file := filepath.Join(dir, filepath.FromSlash(path))
	if err := os.Remove(file); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for folder := filepath.Dir(file); len(folder) > len(filepath.Clean(dir)) && os.Remove(folder) == nil; {
		folder = filepath.Dir(folder)
	}
	return nil
}

// Parts are the parts that are remembered.
func (s Store) Parts() []string {
	entries, _ := os.ReadDir(s.Dir)
	var parts []string
	for _, e := range entries {
		if name, ok := strings.CutSuffix(e.Name(), ".part"); ok {
			parts = append(parts, name)
		}
	}
	return parts
}
