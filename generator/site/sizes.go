package site

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"path/filepath"
)

// sizeOf is the attribute of an element that is to say how large a file is; its value is the link to the file.
const sizeOf = "data-size-of"

// A size is what a page says of how large a file is.
type size struct {
	mark     // the link to the file
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
	for _, s := range w.sizes {
		t := w.seen[s.text]
		if t == nil || t.file == nil {
			continue // check has said so
		}
		info, err := os.Stat(filepath.Join(w.from, t.file.path))
		if err != nil {
			return nil, err
		}
		s.file, s.said = t.file, inWords(info.Size())
		f.sizes = append(f.sizes, s)
		filled.Write(page[from:s.end])
		filled.WriteString(s.said)
		from = s.end
	}
	filled.Write(page[from:])
	return filled.Bytes(), nil
}

// checkSize sees whether what was said of a file is true of the one that was published.
func (f *file) checkSize(s size) {
	if s.file.size > 0 && inWords(s.file.size) != s.said {
		f.fault(s.mark, fmt.Sprintf("the size of %s is not known before it is minified", s.file.path),
			"name a file that is published as it is")
	}
}

// inWords writes a number of bytes as people know it from their phones.
func inWords(bytes int64) string {
	const kilo, mega, space = 1e3, 1e6, "\u00a0" // the unit stays with its number
	if bytes < mega/10 {
		return fmt.Sprintf("%.0f%sKB", math.Ceil(float64(bytes)/kilo), space)
	}
	return fmt.Sprintf("%.1f%sMB", float64(bytes)/mega, space)
}
