package typeface_test

import (
	"bytes"
	"testing"

	"handbook/generator/typeface"
)

// TestUnpack wants a packed font to be the TrueType file it was, table by table, and nothing broken to be taken.
func TestUnpack(t *testing.T) {
	long := append(format12(), make([]byte, 401)...) // packing makes it shorter, and its length is no multiple of four
	packed := woff(long)
	packed[5] = 1 // what is packed is TrueType
	plain, err := typeface.Unpack(packed)
	if err != nil || !bytes.HasSuffix(plain, append(long, 0, 0, 0)) {
		t.Fatalf("%d bytes, %v", len(plain), err)
	}
	if face, err := typeface.Parse(plain); err != nil || !face.Has('一') || face.Has('七') {
		t.Errorf("unpacked, it has not the characters it had: %v", err)
	}
	if same, err := typeface.Unpack(truetype(long)); err != nil || !bytes.Equal(same, truetype(long)) {
		t.Errorf("a font that is not packed was changed: %v", err)
	}
	for _, cut := range []int{10, 50, len(packed) - 1} {
		if _, err := typeface.Unpack(packed[:cut]); err == nil {
			t.Errorf("a font cut short after %d bytes was taken", cut)
		}
	}
}
