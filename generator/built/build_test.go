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
	"sync"
	"syscall"
	"testing"
	"time"

	"handbook/generator/manifest"
	"handbook/generator/needs"
)

// project makes a copy of the project that can be built on its own, with the programs that are there already, and
// with the book where it is in the site. The copy keeps all times: what is up to date here is so there.
func project(t testing.TB, folder string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), folder)
	if err := copyProject(dir); err != nil {
		t.Fatal(err)
	}
	return dir
}

func copyProject(dir string) error {
	for _, name := range []string{".build/bin", "public"} {
		if err := os.MkdirAll(filepath.Join(dir, name), 0o755); err != nil {
			return err
		}
	}
	for to, names := range map[string][]string{
		".":      {"data", "content", "themes", "generator", "Makefile", "go.mod", "go.sum"},
		".build": {".build/book", ".build/shown"},
	} {
		for _, name := range names {
			from := filepath.Join(root, name)
			if to != "." && !exists(from) {
				continue
			}
			if out, err := exec.Command("cp", "-a", "--", from, filepath.Join(dir, to)).CombinedOutput(); err != nil {
				return fmt.Errorf("%w\n%s", err, out)
			}
		}
	}
	for _, name := range []string{".build/bin/handbook", ".build/bin/hugo"} {
		// A copy that is still open while another test starts a program could not be run itself.
		if err := os.Link(filepath.Join(root, name), filepath.Join(dir, name)); err != nil {
			return err
		}
	}
	fonts, err := filepath.Abs(filepath.Join(root, ".build/fonts"))
	if err != nil {
		return err
	}
	return os.Symlink(fonts, filepath.Join(dir, ".build/fonts"))
}

// portalSite is a project whose county has given all that the portal asks for, with its site. It is built for the
// first test that asks, and serves all: none may change it.
func portalSite(t testing.TB) (dir string) {
	t.Helper()
	needs.Long(t, buildsSites)
	dir, err := builtForPortal()
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

var builtForPortal = sync.OnceValues(func() (string, error) {
	dir := filepath.Join(temporary, "portal")
	if err := copyProject(dir); err != nil {
		return "", err
	}
	if err := os.WriteFile(filepath.Join(dir, "data/site.toml"), []byte(given), 0o644); err != nil {
		return "", err
	}
	if out, err := makeSite(dir).CombinedOutput(); err != nil {
		return "", fmt.Errorf("make site: %w\n%s", err, out)
	}
	return dir, nil
})

// temporary is a folder that lasts as long as the tests.
var temporary string

// hasBook says whether the site has the book: a short run does without.
func hasBook() bool { return exists(filepath.Join(public, "kuiyibage/handbook.pdf")) }

// needsBook leaves a test out of a short run where the site has no book.
func needsBook(t *testing.T) {
	t.Helper()
	if !hasBook() {
		needs.Long(t, "the book")
	}
}

// buildsSites is why a short run leaves a test out: a site takes two seconds, and these tests build sixty.
const buildsSites = "it builds sites"

// makeSite builds the site, with the book if it is in the one that is there, whether or not it is that of the list.
func makeSite(dir string, env ...string) *exec.Cmd {
	cmd := exec.Command("make", "--no-print-directory", "site", "with=", "books=")
	if hasBook() {
		cmd.Args = append(cmd.Args, "with=themes/book.toml") // make heeds the last
	}
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), env...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	return cmd
}

func build(t *testing.T, dir string, env ...string) {
	t.Helper()
	needs.Long(t, buildsSites)
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

// TestSameBytes builds the site in another folder, time zone and language, under another umask, with other times on
// all files, and wants the bytes of public/.
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

// TestKilledBuild stops builds of a changed list at moments spread over their run. Whenever it is, public/ is whole:
// every file of its manifest is there with its hash, and it is the old site or the new one.
func TestKilledBuild(t *testing.T) {
	t.Parallel()
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
	t.Parallel()
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
