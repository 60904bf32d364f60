package disk

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// names are those of what is in a folder.
func names(t *testing.T, folder string) (found []string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		found = append(found, e.Name())
	}
	return found
}

func TestWriteFile(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "new", "a.md")
	for _, text := range []string{"one", "", "another"} {
		if err := WriteFile(name, []byte(text)); err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(name); err != nil || string(got) != text {
			t.Errorf("%q, %v; want %q", got, err, text)
		}
	}
	if info, err := os.Stat(name); err != nil || info.Mode() != fileMode {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if found := names(t, filepath.Dir(name)); len(found) != 1 {
		t.Errorf("left over: %q", found)
	}
}

// A second name in a new folder, and in the place of another file: that one stays as it is under its other names.
func TestLink(t *testing.T) {
	dir := t.TempDir()
	one, two, to := filepath.Join(dir, "one"), filepath.Join(dir, "two"), filepath.Join(dir, "new", "a")
	for _, name := range []string{one, two} {
		if err := WriteFile(name, []byte(filepath.Base(name))); err != nil {
			t.Fatal(err)
		}
	}
	for _, from := range []string{one, two} {
		if err := Link(from, to); err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(to); err != nil || string(got) != filepath.Base(from) {
			t.Errorf("%q, %v; want what is in %s", got, err, from)
		}
	}
	if got, _ := os.ReadFile(one); string(got) != "one" {
		t.Errorf("what had a second name was overwritten: %q", got)
	}
	if err := Link(filepath.Join(dir, "none"), filepath.Join(dir, "new", "b")); err == nil {
		t.Error("what is not there has a second name")
	}
}

// Another name in a new folder, and in the place of another file.
func TestMove(t *testing.T) {
	dir := t.TempDir()
	to := filepath.Join(dir, "new", "a")
	for _, text := range []string{"one", "two"} {
		from := filepath.Join(dir, text)
		if err := WriteFile(from, []byte(text)); err != nil {
			t.Fatal(err)
		}
		if err := Move(from, to); err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(to); err != nil || string(got) != text {
			t.Errorf("%q, %v; want %q", got, err, text)
		}
		if _, err := os.Stat(from); err == nil {
			t.Errorf("%s is still there", from)
		}
	}
}

// A failure leaves nothing behind, and what was there as it was.
func TestWriteFileFails(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "folder")
	if err := os.MkdirAll(filepath.Join(name, "in it"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := WriteFile(name, []byte("text")); err == nil {
		t.Error("a folder was replaced by a file")
	}
	if err := WriteFile(filepath.Join(dir, "a", "\x00"), nil); err == nil {
		t.Error("a name that cannot be was taken")
	}
	if found := names(t, dir); len(found) != 2 || len(names(t, filepath.Join(dir, "a"))) > 0 {
		t.Errorf("left over: %q", found)
	}
}

func TestCreate(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "a.zip")
	file, err := Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if found := names(t, dir); len(found) != 1 || !Temporary(found[0]) {
		t.Errorf("while it is written: %q", found)
	}
	file.Discard()
	if found := names(t, dir); len(found) > 0 {
		t.Errorf("discarded, but there: %q", found)
	}
	if file, err = Create(name); err != nil {
		t.Fatal(err)
	}
	if err := file.Commit(); err != nil {
		t.Fatal(err)
	}
	file.Discard()
	if found := names(t, dir); len(found) != 1 || found[0] != "a.zip" {
		t.Errorf("committed: %q", found)
	}
}

func TestUpdate(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a")
	long := time.Unix(1_000_000_000, 0)
	for _, test := range []struct {
		text string
		want bool
	}{{"one", true}, {"one", false}, {"", true}, {"", false}} {
		if changed, err := Update(name, []byte(test.text)); changed != test.want || err != nil {
			t.Errorf("%q: %v, %v; want %v", test.text, changed, err, test.want)
		}
		info, err := os.Stat(name)
		if err != nil || info.ModTime().Equal(long) == test.want {
			t.Errorf("%q: written or not is not as said, %v", test.text, err)
		}
		if err := os.Chtimes(name, long, long); err != nil {
			t.Fatal(err)
		}
	}
}

func TestTemporary(t *testing.T) {
	for name, want := range map[string]bool{".a.md.new": true, ".a.md.123.new": true, "a.md.new": false, ".a.md": false,
		"new": false} {
		if Temporary(name) != want {
			t.Errorf("%q: %v", name, !want)
		}
	}
}
