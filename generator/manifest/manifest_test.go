package manifest

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"handbook/generator/diag"
)

func put(t *testing.T, folder, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(folder, Name), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// What was written is read again, and the manifest is one of the files.
func TestFiles(t *testing.T) {
	zero := strings.Repeat("0", 64)
	files := []File{{"a/index.html", 3, zero}, {"奥依.html", 0, zero}}
	text := New(files).JSON()
	dir := t.TempDir()
	put(t, dir, string(text))
	if m, err := Read(dir); err != nil || !slices.Equal(m.Files, files) {
		t.Errorf("%v, %v", m, err)
	}
	all, err := Files(dir)
	if err != nil || len(all) != 3 || all[2].Path != Name || all[2].Size != int64(len(text)) ||
		len(all[2].SHA256) != 64 {
		t.Errorf("%v, %v", all, err)
	}
}

// A manifest is trusted for what it says of files, not for where they lie.
func TestRead(t *testing.T) {
	zero := strings.Repeat("0", 64)
	entry := func(path string) string { return fmt.Sprintf(`{"path":%q,"size":0,"sha256":"%s"}`, path, zero) }
	list := func(entries ...string) string {
		return `{"version":1,"files":[` + strings.Join(entries, ",") + "]}"
	}
	for name, text := range map[string]string{
		"cut off": `{"version":1,"files":[` + entry("a") + ",", "nothing": "", "no files": list(), "a list": "[]",
		"another version": `{"version":9,"files":[` + entry("a") + "]}", "up": list(entry("../a")),
		"absolute": list(entry("/etc/passwd")), "no name": list(entry("")),
		"itself": list(entry(Name)), "twice": list(entry("a"), entry("a")),
		"a size below nothing": list(`{"path":"a","size":-1,"sha256":"` + zero + `"}`),
		"no sum":               list(`{"path":"a","size":1,"sha256":"00"}`),
		"an escape":            list(entry("../\x1b[2J\nx")),
	} {
		dir := t.TempDir()
		put(t, dir, text)
		if _, err := Read(dir); err == nil || diag.Hint(err) == "" || strings.ContainsAny(err.Error(), "\x1b\n") {
			t.Errorf("%s: %v", name, err)
		}
	}
	dir := t.TempDir()
	if err := syscall.Mkfifo(filepath.Join(dir, Name), 0o644); err == nil {
		if _, err := Read(dir); err == nil {
			t.Error("a pipe is a manifest")
		}
	}
	dir = t.TempDir()
	put(t, dir, "{")
	os.Truncate(filepath.Join(dir, Name), 100<<20)
	if _, err := Read(dir); err == nil || !strings.Contains(err.Error(), "100 MB") {
		t.Error(err)
	}
}
