package cache

import (
	"crypto/sha256"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// One hasher sums up one file after the other, longer and shorter ones, and copies with the same sums.
func TestHasher(t *testing.T) {
	t.Parallel()
	var h Hasher
	dir := t.TempDir()
	for _, length := range []int{3, 0, 256 << 10, 700_001, 1} {
		text := strings.Repeat("镇", length)[:length]
		name := filepath.Join(dir, "file")
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		want := Sum(sha256.Sum256([]byte(text)))
		if sum, err := h.File(name); err != nil || sum != want {
			t.Errorf("a file of %d bytes: %x, %v", length, sum, err)
		}
		var copied strings.Builder
		n, sum, err := h.Copy(&copied, strings.NewReader(text))
		if err != nil || n != int64(length) || sum != want || copied.String() != text {
			t.Errorf("%d bytes copied: %d, %x, %v", length, n, sum, err)
		}
	}
	if _, err := h.File(filepath.Join(dir, "none")); !os.IsNotExist(err) {
		t.Errorf("of a file that is not there: %v", err)
	}
}
