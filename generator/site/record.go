package site

import (
	"crypto/sha256"
	"os"
	"path/filepath"

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

func recordHead(program string) string {
	sum := sha256.Sum256([]byte(program))
	return recordKind + string(sum[:])
}

// recall gives each file what the last run made of it.
func (b *build) recall(c Config) {
	if c.Record == "" || c.Program == "" {
		return
	}
	text, err := os.ReadFile(c.Record)
	end := len(text) - sha256.Size
	if err != nil || end < 0 || sha256.Sum256(text[:end]) != [sha256.Size]byte(text[end:]) {
		return
	}
	in := input{text: string(text[:end])}
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
	for range in.number() {
		b.targets.add(target{files[in.number()], in.string()})
	}
	for i, f := range files[:len(last)] {
		if f != nil {
			f.last = &last[i]
		}
	}
}

// remember writes the record of this run.
func (b *build) remember(c Config) error {
	if c.Record == "" || c.Program == "" {
		return nil
	}
	var out output
	out.bytes([]byte(recordHead(c.Program)))
	out.number(len(b.files) + 1)
	for _, f := range b.files {
		out.string(f.path)
	}
	out.string(manifest.Name)
	var targets []target
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
	sum := sha256.Sum256(out.text)
	out.bytes(sum[:])
	return disk.WriteFile(c.Record, out.text)
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

// keep publishes a file as the last run did, if that one's is there and as it was, and all that the page says of other
// files is still true. Both runs' files are then one with two names, of which the old site's is about to go.
func (w *worker) keep(f *file) (kept bool, err error) {
	for _, s := range f.last.sizes {
		if s.file == nil {
			return false, nil
		}
		if now, err := s.say(); err != nil || now != s.said {
			return false, err
		}
	}
	old, next := filepath.Join(w.to, f.path), filepath.Join(w.next, f.path)
	if info, err := os.Lstat(old); err != nil || info.Mode() != fileMode {
		return false, nil
	}
	if sum, err := w.sumOf(old); err != nil || sum != f.last.sum {
		return false, nil
	}
	if os.Link(old, next) != nil { // not every disk can
		if err := copyFile(next, old); err != nil {
			return false, err
		}
	}
	f.result = *f.last
	return true, nil
}
