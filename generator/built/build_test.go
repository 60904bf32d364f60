package built

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"handbook/generator/manifest"
)

// project makes a copy of the project that can be built on its own, with the programs that are there already.
func project(t *testing.T, folder string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), folder)
	for _, name := range []string{"data", "content", "themes", "generator", ".build/book/site", ".build/book/content", ".build/book/data"} {
		if err := os.CopyFS(filepath.Join(dir, name), os.DirFS(filepath.Join(root, name))); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"Makefile", "go.mod", "go.sum", ".build/bin/handbook", ".build/bin/hugo"} {
		raw, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatalf("%v\n  hint: make test builds what this needs", err)
		}
		to := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to, raw, 0o755); err != nil { // the programs last: newer than what they are made from
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "public"), 0o755); err != nil {
		t.Fatal(err)
	}
	fonts, err := filepath.Abs(filepath.Join(root, ".build/fonts"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(fonts, filepath.Join(dir, ".build/fonts")); err != nil {
		t.Fatal(err)
	}
	return dir
}

func makeSite(dir string, env ...string) *exec.Cmd {
	cmd := exec.Command("make", "--no-print-directory", "site", "with=themes/book.toml") // with the book that is there
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), env...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	return cmd
}

func build(t *testing.T, dir string, env ...string) {
	t.Helper()
	if out, err := makeSite(dir, env...).CombinedOutput(); err != nil {
		t.Fatalf("make site: %v\n%s", err, out)
	}
}

// digest is one hash over names, modes and bytes of a folder.
func digest(t *testing.T, dir string) string {
	t.Helper()
	sum := sha256.New()
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(dir, name)
		if rel == "." {
			return nil
		}
		fmt.Fprintf(sum, "%s %v\n", rel, info.Mode())
		if d.IsDir() {
			return nil
		}
		raw, err := os.ReadFile(name)
		sum.Write(raw)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%x", sum.Sum(nil))
}

// TestSameBytes builds the site in another folder, time zone and language, under another umask, with other times on all files,
// and wants the bytes of public/.
func TestSameBytes(t *testing.T) {
	dir := project(t, "a folder with 空格")
	past := time.Date(2001, 2, 3, 4, 5, 6, 0, time.UTC)
	for _, name := range []string{"data", "content", "themes"} {
		filepath.WalkDir(filepath.Join(dir, name), func(name string, _ fs.DirEntry, err error) error {
			return errors.Join(err, os.Chtimes(name, past, past))
		})
	}
	old := syscall.Umask(0o077)
	defer syscall.Umask(old)
	build(t, dir, "TZ=Pacific/Kiritimati", "LC_ALL=C", "LANG=C")
	os.Remove(filepath.Join(dir, "public/.gitkeep"))

	here := t.TempDir()
	if err := os.CopyFS(here, os.DirFS(public)); err != nil {
		t.Fatal(err)
	}
	os.Remove(filepath.Join(here, ".gitkeep"))
	a, b := manifestOf(t, filepath.Join(dir, "public")), manifestOf(t, here)
	if a != b {
		t.Errorf("another folder, zone and umask give another site:\n%s", firstDifference(a, b))
	}
	if modes(t, filepath.Join(dir, "public")) != modes(t, public) {
		t.Error("the umask shows in the modes of the published files")
	}
}

func manifestOf(t *testing.T, dir string) string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(dir, "manifest.json"))
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func modes(t *testing.T, dir string) string {
	t.Helper()
	seen := map[string]bool{}
	filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if info, e := d.Info(); e == nil && filepath.Base(name) != ".gitkeep" && name != dir {
			seen[info.Mode().String()] = true
		}
		return err
	})
	return fmt.Sprint(seen)
}

func firstDifference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return x[i] + "\n" + y[i]
		}
	}
	return fmt.Sprintf("%d and %d lines", len(x), len(y))
}

// TestKilledBuild stops builds of a changed list at moments spread over their run. Whenever it is, public/ is whole: every file of
// its manifest is there with its hash, and it is the old site or the new one.
func TestKilledBuild(t *testing.T) {
	dir := project(t, "killed")
	build(t, dir)
	published := filepath.Join(dir, "public")
	good := map[string]bool{digest(t, published): true}

	list := filepath.Join(dir, "data/kuiyibage/town.toml")
	edit(t, list, "产城融合型乡镇", "产城融合型的乡镇")
	start := time.Now()
	build(t, dir)
	run := time.Since(start)
	good[digest(t, published)] = true

	moments := rand.New(rand.NewPCG(1, 2))
	for i := range 12 {
		if i%2 == 0 {
			edit(t, list, "产城融合型的乡镇", "产城融合型乡镇")
		} else {
			edit(t, list, "产城融合型乡镇", "产城融合型的乡镇")
		}
		cmd := makeSite(dir)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		// Most moments fall where files are being written: towards the end.
		time.Sleep(time.Duration((0.3 + 0.8*moments.Float64()) * float64(run)))
		syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
		cmd.Wait()
		if !good[digest(t, published)] {
			t.Fatalf("build %d, killed: public/ is neither the old site nor the new one", i)
		}
		if _, err := manifest.Read(published); err != nil {
			t.Fatal(err)
		}
	}
	build(t, dir) // what was left behind is no hindrance
}

func edit(t *testing.T, file, old, new string) {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Count(string(raw), old) != 1 {
		t.Fatalf("%s has %q %d times, not once", file, old, strings.Count(string(raw), old))
	}
	if err := os.WriteFile(file, []byte(strings.Replace(string(raw), old, new, 1)), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestBrokenListKeepsSite wants a mistake in the list to leave both the pages and the published site as they were.
func TestBrokenListKeepsSite(t *testing.T) {
	dir := project(t, "broken")
	build(t, dir)
	before := digest(t, filepath.Join(dir, "public")) + digest(t, filepath.Join(dir, "content"))
	edit(t, filepath.Join(dir, "data/kuiyibage/joint.toml"), `id = "joint-001"`, `id = "joint-1"`)
	if out, err := makeSite(dir).CombinedOutput(); err == nil {
		t.Errorf("make site passed a broken list\n%s", out)
	}
	if after := digest(t, filepath.Join(dir, "public")) + digest(t, filepath.Join(dir, "content")); after != before {
		t.Error("a broken list changed the site or its pages")
	}
}
