// Package typeface tells which characters a font file has: TrueType and OpenType as they are, or packed as WOFF.
package typeface

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
)

// A Face is the set of characters of a font.
type Face struct{ ranges []span }

// span is a run of characters, ends included.
type span struct{ from, to rune }

// Load reads a font file.
func Load(file string) (*Face, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	face, err := Parse(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return face, nil
}

// Parse reads a font.
func Parse(data []byte) (*Face, error) {
	cmap, err := table(data, "cmap")
	if err != nil {
		return nil, err
	}
	return parseCmap(cmap)
}

// Has says whether the font has a glyph for a character.
func (f *Face) Has(r rune) bool {
	lo, hi := 0, len(f.ranges)
	for lo < hi {
		mid := (lo + hi) / 2
		if f.ranges[mid].to < r {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo < len(f.ranges) && f.ranges[lo].from <= r
}

var (
	errShort = errors.New("cut short")
	errOrder = errors.New("a Unicode map that is out of order")
)

// mostTable is how large a table may be, in bytes; that of a font with every character of Unicode is far smaller.
const mostTable = 16 << 20

// table finds a table of the font.
func table(data []byte, tag string) ([]byte, error) {
	woff := begins(data, "wOFF")
	header, entry := 12, 16
	if woff {
		header, entry = 44, 20
	} else if !begins(data, "\x00\x01\x00\x00") && !begins(data, "true") && !begins(data, "OTTO") {
		return nil, errors.New("neither TrueType nor WOFF")
	}
	if len(data) < header {
		return nil, errShort
	}
	count := int(binary.BigEndian.Uint16(data[4:]))
	if woff {
		count = int(binary.BigEndian.Uint16(data[12:]))
	}
	for i := range count {
		at := header + i*entry
		if at+entry > len(data) {
			return nil, errShort
		}
		e := data[at:]
		if string(e[:4]) != tag {
			continue
		}
		number := func(at int) uint64 { return uint64(binary.BigEndian.Uint32(e[at:])) }
		offset, length, full := number(8), number(12), number(12)
		if woff {
			offset, length = number(4), number(8)
		}
		if offset+length > uint64(len(data)) {
			return nil, errShort
		}
		if full > mostTable {
			return nil, fmt.Errorf("a table %q of %d bytes", tag, full)
		}
		if packed := data[offset : offset+length]; length == full {
			return packed, nil
		} else if r, err := zlib.NewReader(bytes.NewReader(packed)); err != nil {
			return nil, err
		} else {
			return io.ReadAll(io.LimitReader(r, int64(full)))
		}
	}
	return nil, fmt.Errorf("no table %q", tag)
}

func begins(data []byte, mark string) bool { return bytes.HasPrefix(data, []byte(mark)) }

// parseCmap reads the widest Unicode map of a cmap table: format 12, else format 4.
func parseCmap(t []byte) (*Face, error) {
	if len(t) < 4 {
		return nil, errShort
	}
	count := int(binary.BigEndian.Uint16(t[2:]))
	var best []byte
	for i := range count {
		if 4+8*i+8 > len(t) {
			return nil, errShort
		}
		offset := int(binary.BigEndian.Uint32(t[4+8*i+4:]))
		if offset+16 > len(t) {
			continue
		}
		switch sub := t[offset:]; binary.BigEndian.Uint16(sub) {
		case 12:
			best = sub
		case 4:
			if best == nil {
				best = sub
			}
		}
	}
	switch {
	case best == nil:
		return nil, errors.New("no Unicode map of format 4 or 12")
	case binary.BigEndian.Uint16(best) == 12:
		return groups(best)
	}
	return segments(best)
}

func groups(t []byte) (*Face, error) {
	n := int(binary.BigEndian.Uint32(t[12:]))
	if n < 0 || 16+12*n > len(t) {
		return nil, errShort
	}
	f := &Face{}
	last := rune(-1)
	for i := range n {
		g := t[16+12*i:]
		s := span{rune(binary.BigEndian.Uint32(g)), rune(binary.BigEndian.Uint32(g[4:]))}
		if s.from <= last || s.to < s.from {
			return nil, errOrder
		}
		last = s.to
		f.ranges = append(f.ranges, s)
	}
	return f, nil
}

// segments reads format 4, in which a segment may map some of its characters to no glyph.
func segments(t []byte) (*Face, error) {
	n := int(binary.BigEndian.Uint16(t[6:])) / 2
	if 16+8*n > len(t) {
		return nil, errShort
	}
	// A spare word follows the first array.
	at := func(array, i int) int { return 14 + 2*n*array + 2*i + 2*min(array, 1) }
	f := &Face{}
	last := rune(-1)
	for i := range n {
		end, start := rune(binary.BigEndian.Uint16(t[at(0, i):])), rune(binary.BigEndian.Uint16(t[at(1, i):]))
		delta, offset := binary.BigEndian.Uint16(t[at(2, i):]), int(binary.BigEndian.Uint16(t[at(3, i):]))
		if start <= last || end < start {
			return nil, errOrder
		}
		last = end
		for c := start; c <= end && c < 0xffff; c++ {
			glyph := uint16(c) + delta
			if offset != 0 {
				where := at(3, i) + offset + 2*int(c-start)
				if where+2 > len(t) {
					return nil, errShort
				}
				if glyph = binary.BigEndian.Uint16(t[where:]); glyph != 0 {
					glyph += delta
				}
			}
			if glyph == 0 {
				continue
			}
			if last := len(f.ranges) - 1; last >= 0 && f.ranges[last].to == c-1 {
				f.ranges[last].to = c
			} else {
				f.ranges = append(f.ranges, span{c, c})
			}
		}
	}
	return f, nil
}
