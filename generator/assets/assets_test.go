package assets

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestWrite(t *testing.T) {
	dir := t.TempDir()
	if err := Write(dir, map[string][]byte{"kept/a": []byte("1"), "kept/b/c": []byte("2"), "other/d": []byte("3")}, "kept"); err != nil {
		t.Fatal(err)
	}
	long := time.Unix(1_000_000_000, 0)
	if err := os.Chtimes(filepath.Join(dir, "kept/a"), long, long); err != nil {
		t.Fatal(err)
	}
	if err := Write(dir, map[string][]byte{"kept/a": []byte("1"), "kept/e": []byte("4")}, "kept", "absent"); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"kept/a": "1", "kept/b/c": "", "kept/e": "4", "other/d": "3"} {
		got, err := os.ReadFile(filepath.Join(dir, name))
		if string(got) != want || want == "" && !os.IsNotExist(err) {
			t.Errorf("%s: %q, %v; want %q", name, got, err, want)
		}
	}
	if info, err := os.Stat(filepath.Join(dir, "kept/a")); err != nil || !info.ModTime().Equal(long) {
		t.Errorf("what had not changed was written again: %v", err)
	}
}
