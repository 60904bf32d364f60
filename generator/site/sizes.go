package site

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"math"
	"os"
	"path/filepath"
)

// sizeOf is the attribute of an element that is to say how large a file is, sumOf of one that is to say its checksum;
// the value is the link to the file.
const (
	sizeOf = "data-size-of"
	sumOf  = "data-sum-of"
)

// A size is what a page says of how large a file is, or of its checksum.
type size struct {
	mark // the link to the file
	sum  bool
	end  int // of the tag, after which it is said
	file *file
	said string
}

// fillSizes puts the sizes into the page just scanned, as the files are in the folder that Hugo wrote. They are
// published as they are there, or nearly so: see checkSize.
func (w *worker) fillSizes(f *file, page []byte) ([]byte, error) {
	if len(w.sizes) == 0 {
		return page, nil
	}
	var filled bytes.Buffer
	from := 0
	f.sizes = nil
	for _, s := range w.sizes {
		l := w.seen[s.text]
		if l == nil || l.file == nil {
			continue // check has said so
		}
		s.file = l.file
		var err error
		if s.said, err = w.say(s); err != nil {
			return nil, err
		}
		f.sizes = append(f.sizes, s)
		filled.Write(page[from:s.end])
		filled.WriteString(s.said)
		from = s.end
	}
	filled.Write(page[from:])
	return filled.Bytes(), nil
}

// say is what a page says of a file.
func (w *worker) say(s size) (string, error) {
	if s.sum {
		sum, known := w.known(s.file.path)
		if known {
			return hex.EncodeToString(sum[:]), nil
		}
		sum, err := w.sums.File(filepath.Join(s.file.from, s.file.path))
		return hex.EncodeToString(sum[:]), err
	}
	info, err := os.Stat(filepath.Join(s.file.from, s.file.path))
	if err != nil {
		return "", err
	}
	return inWords(info.Size()), nil
}

// checkSize sees whether what was said of a file is true of the one that was published.
func (f *file) checkSize(s size) {
	what := "size"
	if s.sum {
		what = "checksum"
	}
	if !s.holds() {
		f.fault(s.mark, fmt.Sprintf("the %s of %s is not known before it is minified", what, s.file.path),
			"name a file that is published as it is")
	}
}

func (s size) holds() bool {
	if s.file.size == 0 {
		return true
	}
	if s.sum {
		return s.said == hex.EncodeToString(s.file.sum[:])
	}
	return s.said == inWords(s.file.size)
}

// inWords writes a number of bytes as people know it from their phones.
func inWords(bytes int64) string {
	const kilo, mega, space = 1e3, 1e6, "\u00a0" // the unit stays with its number
	if bytes < mega/10 {
		return fmt.Sprintf("%.0f%sKB", math.Ceil(float64(bytes)/kilo), space)
	}
	return fmt.Sprintf("%.1f%sMB", float64(bytes)/mega, space)
}
