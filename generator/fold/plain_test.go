package fold

import "testing"

// What is passed over stands for itself.
func TestPlain(t *testing.T) {
	for r := rune(0x3400); r <= 0xd7ff; r++ {
		if Dropped(r) || isSign(r) {
			t.Errorf("%c is dropped, or a sign", r)
		}
	}
}
