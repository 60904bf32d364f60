package disk

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
)

func TestHint(t *testing.T) {
	dir := t.TempDir()
	at := func(err error) error {
		gone := filepath.Join(dir, "gone", "file")
		return fmt.Errorf("cannot write: %w", &fs.PathError{Op: "write", Path: gone, Err: err})
	}
	for _, test := range []struct {
		err  error
		want string // how the hint begins
	}{
		{at(syscall.ENOSPC), "make room on the disk of " + filepath.Join(dir, "gone")},
		{at(syscall.EDQUOT), "your share (quota) of the disk of " + filepath.Join(dir, "gone") + " is used up"},
		{at(syscall.EFBIG), "the disk of " + filepath.Join(dir, "gone") + " takes no file of this size"},
		{at(syscall.EROFS), "the disk of " + filepath.Join(dir, "gone") + " can only be read"},
		{at(syscall.EIO), "the disk of " + filepath.Join(dir, "gone") + " is failing"},
		{at(syscall.EACCES), "make " + filepath.Join(dir, "gone") + " and what is in it yours"},
		{&os.LinkError{Op: "rename", Old: "a", New: filepath.Join(dir, "b"), Err: syscall.EPERM},
			"make " + dir + " and"},
		{at(syscall.ENOENT), ""},
		{errors.New("no space left on device"), ""},
	} {
		if got := Hint(test.err); !strings.HasPrefix(got, test.want) || test.want == "" && got != "" {
			t.Errorf("%v: %q, want %q", test.err, got, test.want)
		}
	}
}

func TestRoom(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("known on Linux only")
	}
	s, known := Of(filepath.Join(t.TempDir(), "not", "yet", "there"))
	if !known || s.Size <= 0 || s.Free > s.Size || s.Full {
		t.Errorf("%+v, %v", s, known)
	}
	few := Space{Free: 1_500_000, Size: 2_000_000_000, Files: 12}
	if got, want := few.String(), "1.5 MB free of 2.0 GB, and 12 files"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// The test program is also one that may write no file of more than a few bytes.
func TestMain(m *testing.M) {
	if name := os.Getenv("DISK_TEST_FILE"); name != "" {
		fmt.Print(Hint(os.WriteFile(name, make([]byte, 1<<20), 0o644)))
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func TestFileLimit(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("known on Linux only")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("sh", "-c", `ulimit -f 16 && exec "$0"`, self)
	cmd.Env = append(os.Environ(), "DISK_TEST_FILE="+filepath.Join(t.TempDir(), "file"))
	out, err := cmd.Output()
	if want := "files may have no more than 8 kB here: lift the limit with `ulimit -f unlimited`"; err != nil ||
		string(out) != want {
		t.Errorf("%q, %v, want %q", out, err, want)
	}
}
