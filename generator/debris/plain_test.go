package debris

import (
	"testing"
	"unicode"
)

// What is taken for plain has nothing that Finds looks at.
func TestPlain(t *testing.T) {
	for r := range unicode.MaxRune + 1 {
		_, _, strange := odd(r)
		if plain(r) && (strange || fullWidth[r] != 0 || unicode.IsSpace(r) || Hidden(r) || joiner(r) || selector(r)) {
			t.Errorf("%U may be debris", r)
		}
	}
}
