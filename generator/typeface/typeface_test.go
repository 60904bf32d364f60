package typeface_test

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"testing"

	"handbook/generator/typeface"
)

func bytesOf(words ...any) []byte {
	var b bytes.Buffer
	for _, w := range words {
		binary.Write(&b, binary.BigEndian, w)
	}
	return b.Bytes()
}

// format12 maps 一 to 三 (U+4E00 to U+4E02) and U+20000.
func format12() []byte {
	sub := bytesOf(uint16(12), uint16(0), uint32(40), uint32(0), uint32(2),
		uint32(0x4e00), uint32(0x4e02), uint32(1), uint32(0x20000), uint32(0x20000), uint32(4))
	return append(bytesOf(uint16(0), uint16(1), uint16(3), uint16(10), uint32(12)), sub...)
}

// format4 maps A to C, but B to no glyph.
func format4() []byte {
	sub := bytesOf(uint16(4), uint16(38), uint16(0), uint16(4), uint16(0), uint16(0), uint16(0),
		uint16('C'), uint16(0xffff), uint16(0), uint16('A'), uint16(0xffff), uint16(0),
		uint16(1), uint16(4), uint16(0), uint16(5), uint16(0), uint16(6))
	return append(bytesOf(uint16(0), uint16(1), uint16(3), uint16(1), uint32(12)), sub...)
}

func truetype(cmap []byte) []byte {
	head := bytesOf(uint32(0x10000), uint16(1), uint16(0), uint16(0), uint16(0),
		[]byte("cmap"), uint32(0), uint32(28), uint32(len(cmap)))
	return append(head, cmap...)
}

func woff(cmap []byte) []byte {
	var packed bytes.Buffer
	w := zlib.NewWriter(&packed)
	w.Write(cmap)
	w.Close()
	head := make([]byte, 44)
	copy(head, "wOFF")
	head[13] = 1
	entry := bytesOf([]byte("cmap"), uint32(64), uint32(packed.Len()), uint32(len(cmap)), uint32(0))
	return append(append(head, entry...), packed.Bytes()...)
}

func TestFaces(t *testing.T) {
	long := append(format12(), make([]byte, 400)...) // so that packing makes it shorter
	for name, c := range map[string]struct {
		data     []byte
		has, not string
	}{
		"TrueType, format 12": {truetype(format12()), "一丁丂\U00020000", "七A\u4dff\U00020001"},
		"TrueType, format 4":  {truetype(format4()), "AC", "B@D一"},
		"WOFF":                {woff(long), "一丁丂\U00020000", "七A"},
	} {
		face, err := typeface.Parse(c.data)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for _, r := range c.has {
			if !face.Has(r) {
				t.Errorf("%s has no %q", name, r)
			}
		}
		for _, r := range c.not {
			if face.Has(r) {
				t.Errorf("%s has %q", name, r)
			}
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(truetype(format12()))
	f.Add(truetype(format4()))
	f.Add(woff(format12()))
	f.Fuzz(func(t *testing.T, data []byte) {
		if face, err := typeface.Parse(data); err == nil {
			face.Has('一')
		}
	})
}
