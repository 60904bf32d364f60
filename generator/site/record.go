package site

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"handbook/generator/disk"
	"handbook/generator/manifest"
)

// The record of the last run says of each file that was published: the SHA-256 of what Hugo wrote and of what was made
// of it, its links and anchors, and what it says of other files' sizes and checksums. It is one file:
//
//	recordKind, SHA-256 of the program; paths; results; targets; SHA-256 of all this
//
// One that is cut off, damaged or by another program is no record: then all is made anew.
const recordKind = "handbook finish 1\n"

// mostRecord is more than the record of a county with hundreds of towns takes, in bytes.
const mostRecord = 256 << 20

var errDamaged = errors.New("the record is damaged")

func recordHead(program string) string {
	sum := sha256.Sum256([]byte(program))
	return recordKind + string(sum[:])
}

// recall gives each file what the last run made of it.
func (b *build) recall(c Config) {
	if c.Record == "" || c.Program == "" {
		return
	}
	text, err := readRecord(c.Record)
	if err != nil {
		return
	}
	in := input{text}
	if head := recordHead(c.Program); in.bytes(len(head)) != head {
		return
	}
	files := make([]*file, in.number()) // the manifest is the last; nil is one that is there no more
	for i := range files {
		files[i] = b.byPath[in.string()]
	}
	last := make([]result, len(files)-1)
	for i := range last {
		last[i] = in.result(files)
	}
	n := in.number()
	b.targets = targetsFor(n)
	for range n {
		b.targets.add(target{files[in.number()], in.string()})
	}
	for i, f := range files[:len(last)] {
		if f != nil {
			f.last = &last[i]
		}
	}
}

// readRecord reads a record without its checksum, which is right.
func readRecord(name string) (string, error) {
	in, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer in.Close()
	info, err := in.Stat()
	if err != nil || info.Size() > mostRecord {
		return "", errors.Join(err, errDamaged)
	}
	var text strings.Builder
	text.Grow(int(info.Size()))
	sum := sha256.New()
	if _, err := io.CopyN(io.MultiWriter(&text, sum), in, info.Size()-sha256.Size); err != nil {
		return "", err
	}
	last := make([]byte, sha256.Size)
	if _, err := io.ReadFull(in, last); err != nil || !bytes.Equal(last, sum.Sum(nil)) {
		return "", errDamaged
	}
	return text.String(), nil
}

// remember writes the record of this run.
func (b *build) remember(c Config) error {
	if c.Record == "" || c.Program == "" {
		return nil
	}
	file, err := disk.Create(c.Record)
	if err != nil {
		return err
	}
	defer file.Discard()
	sum := sha256.New()
	out := output{to: io.MultiWriter(file, sum)}
	out.bytes([]byte(recordHead(c.Program)))
	out.number(len(b.files) + 1)
	for _, f := range b.files {
		out.string(f.path)
	}
	out.string(manifest.Name)
	targets := make([]target, 0, len(b.targets.list))
	numbers := make([]int, len(b.targets.list)) // in the record, from 1; 0: nothing leads there any more
	for _, f := range b.files {
		for _, t := range f.to {
			if numbers[t] == 0 {
				targets = append(targets, b.targets.list[t])
				numbers[t] = len(targets)
			}
		}
		out.result(f.result, numbers)
	}
	out.number(len(targets))
	for _, t := range targets {
		out.number(t.file.at)
		out.string(t.fragment)
	}
	out.flush()
	if _, err := file.Write(sum.Sum(nil)); err != nil || out.err != nil {
		return errors.Join(err, out.err)
	}
	return file.Commit()
}

func (out *output) result(r result, numbers []int) {
	out.bytes(r.source[:])
	out.bytes(r.sum[:])
	out.number(int(r.read))
	out.number(int(r.size))
	out.number(r.links)
	out.string(string(r.anchors))
	out.number(len(r.to))
	for _, t := range r.to {
		out.number(numbers[t] - 1)
	}
	out.number(len(r.sizes))
	for _, s := range r.sizes {
		out.number(s.file.at)
		out.string(s.said)
		if s.sum {
			out.number(1)
		} else {
			out.number(0)
		}
	}
}

func (in *input) result(files []*file) (r result) {
	copy(r.source[:], in.bytes(len(r.source)))
	copy(r.sum[:], in.bytes(len(r.sum)))
	r.read, r.size = int64(in.number()), int64(in.number())
	r.links = in.number()
	r.anchors = packed(in.string())
	r.to = make([]int32, in.number())
	for i := range r.to {
		r.to[i] = int32(in.number())
	}
	for range in.number() {
		s := size{file: files[in.number()], said: in.string()}
		s.sum = in.number() == 1
		r.sizes = append(r.sizes, s)
	}
	return r
}

// keep publishes a file as the last run did, if its SHA-256 is what it was then, what came of it is still there, and
// all that the page says of other files is still true. Both sites' files are then one with two names, of which the old
// site's is about to go.
func (w *worker) keep(f *file, source [sha256.Size]byte) (kept bool, err error) {
	if f.last == nil || f.last.source != source {
		return false, nil
	}
	for _, s := range f.last.sizes {
		if s.file == nil {
			return false, nil
		}
		if now, err := w.say(s); err != nil || now != s.said {
			return false, err
		}
	}
	old, next := filepath.Join(w.to, f.path), filepath.Join(w.next, f.path)
	if info, err := os.Lstat(old); err != nil || info.Mode() != fileMode {
		return false, nil
	}
	if sum, err := w.sums.File(old); err != nil || sum != f.last.sum {
		return false, nil
	}
	if w.link(old, next) != nil { // not every disk can
		if err := w.copyFile(next, old); err != nil {
			return false, err
		}
	}
	f.result = *f.last
	return true, nil
}

func (w *worker) copyFile(to, from string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	_, _, err = w.writeFrom(to, in)
	return err
}
