package swap

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// folder writes a folder with one page.
func folder(t *testing.T, path, page string) {
	t.Helper()
	if err := errors.Join(os.MkdirAll(path, 0o755),
		os.WriteFile(filepath.Join(path, "page"), []byte(page), 0o644)); err != nil {
		t.Fatal(err)
	}
}

func page(t *testing.T, folder string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(folder, "page"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// Where a file system cannot exchange folders, a swap is two steps.
func TestPutInTwoSteps(t *testing.T) {
	unsupported := func(a, b string) error { return errors.ErrUnsupported }
	dir := t.TempDir()
	next, to := dir+"/next", dir+"/public"
	folder(t, to, "old")

	if err := put(next, to, unsupported); err == nil {
		t.Error("swapped in a folder that is not there")
	}
	if got := page(t, to); got != "old" {
		t.Errorf("after a failed swap the page is %q", got)
	}

	folder(t, next, "new")
	if err := put(next, to, unsupported); err != nil {
		t.Fatal(err)
	}
	if got := page(t, to); got != "new" {
		t.Errorf("after the swap the page is %q", got)
	}
	if left, _ := os.ReadDir(dir); len(left) != 1 {
		t.Error("left behind:", left)
	}
}

// Whoever comes second is told that it waits, and goes on when the first is done.
func TestLockTakesTurns(t *testing.T) {
	dir := t.TempDir()
	unlock, err := Lock(dir, func() { t.Error("the first waits") })
	if err != nil {
		t.Fatal(err)
	}
	waits, goesOn := make(chan bool), make(chan bool)
	go func() {
		second, err := Lock(dir, func() { close(waits) })
		if err != nil {
			t.Error(err)
		} else {
			second()
		}
		close(goesOn)
	}()
	select {
	case <-waits:
	case <-goesOn:
		t.Skip("this system has no locks")
	}
	select {
	case <-goesOn:
		t.Error("two hold one folder")
	case <-time.After(50 * time.Millisecond):
	}
	unlock()
	<-goesOn
}
