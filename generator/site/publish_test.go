package site

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"handbook/generator/diag"
	"handbook/generator/manifest"
	"handbook/generator/swap"
)

// The test program is also the program that is killed, and the one that runs under another umask: see finishElsewhere.
func TestMain(m *testing.M) {
	if from := os.Getenv("SITE_TEST_FROM"); from != "" {
		if _, err := Finish(Config{From: from, To: os.Getenv("SITE_TEST_TO"), Record: os.Getenv("SITE_TEST_RECORD"),
			Program: "a"}); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// finishElsewhere is Finish as a process of its own.
func finishElsewhere(t *testing.T, from, to, umask string, env ...string) *exec.Cmd {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("needs a shell")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("sh", "-c", `umask "$1" && exec "$2"`, "sh", umask, self)
	cmd.Env = append(os.Environ(), "SITE_TEST_FROM="+from, "SITE_TEST_TO="+to)
	cmd.Env = append(cmd.Env, env...)
	cmd.Stderr = os.Stderr
	return cmd
}

// manifestOf fails unless the folder holds exactly what its manifest says, and returns the manifest.
func manifestOf(t testing.TB, folder string) string {
	t.Helper()
	m, err := manifest.Read(folder)
	if err != nil {
		t.Fatal(err)
	}
	listed := []string{manifest.Name}
	for _, f := range m.Files {
		data := get(t, filepath.Join(folder, f.Path))
		sum := sha256.Sum256([]byte(data))
		if int64(len(data)) != f.Size || hex.EncodeToString(sum[:]) != f.SHA256 {
			t.Fatalf("%s is not what the manifest says", f.Path)
		}
		listed = append(listed, f.Path)
	}
	there := paths(t, folder)
	there = slices.DeleteFunc(there, func(name string) bool { return name == manifest.Placeholder })
	slices.Sort(listed)
	slices.Sort(there)
	if !slices.Equal(listed, there) {
		t.Fatalf("the folder holds %d files, the manifest lists %d", len(there), len(listed))
	}
	return get(t, filepath.Join(folder, manifest.Name))
}

// editions writes two sites and returns their folders and manifests.
func editions(t *testing.T, dir string, pages int) (from, manifest [2]string) {
	t.Helper()
	for i, edition := range []string{"第一版", "第二版"} {
		from[i] = fmt.Sprintf("%s/from%d", dir, i)
		hugoLike(t, from[i], edition, pages)
		to := fmt.Sprintf("%s/to%d", dir, i)
		if _, err := Finish(Config{From: from[i], To: to}); err != nil {
			t.Fatal(err)
		}
		manifest[i] = manifestOf(t, to)
	}
	if manifest[0] == manifest[1] {
		t.Fatal("two editions have one manifest")
	}
	return from, manifest
}

func TestKilledAtAnyMomentLeavesOneEditionWhole(t *testing.T) {
	dir := t.TempDir()
	from, manifest := editions(t, dir, 80)
	public := dir + "/public"
	start := time.Now()
	if err := finishElsewhere(t, from[0], public, "022").Run(); err != nil {
		t.Fatal(err)
	}
	// Half of the runs shall live to publish, however busy the machine is.
	limit := 2 * time.Since(start)
	rounds, killed, published := 24, 0, 0
	if testing.Short() {
		rounds = 8
	}
	last := manifest[0]
	for round := range rounds {
		next := (round + 1) % 2
		cmd := finishElsewhere(t, from[next], public, "022", "SITE_TEST_RECORD="+dir+"/record")
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(rand.N(limit))
		cmd.Process.Kill()
		if cmd.Wait() != nil {
			killed++
		}
		now := manifestOf(t, public)
		if now != last && now != manifest[next] {
			t.Fatal("what is published is neither the old edition nor the new one")
		}
		if now == manifest[next] {
			published++
			limit -= limit / 8
		} else {
			limit += limit / 8
		}
		last = now
	}
	t.Logf("%d rounds of up to %v: %d killed, %d published", rounds, limit, killed, published)
	if killed == 0 || published == 0 {
		t.Error("the kills came too late or too early to show anything")
	}
	if _, err := Finish(Config{From: from[1], To: public}); err != nil {
		t.Fatal(err)
	}
	if manifestOf(t, public) != manifest[1] {
		t.Error("the run after the last kill did not publish")
	}
	if left, _ := filepath.Glob(dir + "/.public*"); len(left) > 0 {
		t.Error("left behind:", left)
	}
}

func TestSameBytesEverywhere(t *testing.T) {
	dir := t.TempDir()
	hugoLike(t, dir+"/from", "第一版", 60)
	hugoLike(t, dir+"/elsewhere/depth/from", "第一版", 60)
	for _, run := range []*exec.Cmd{
		finishElsewhere(t, dir+"/from", dir+"/a", "022", "TZ=UTC", "GOMAXPROCS=1"),
		finishElsewhere(t, dir+"/elsewhere/depth/from", dir+"/b/c/d", "077", "TZ=Asia/Shanghai", "LC_ALL=zh_CN.GBK",
			"GOMAXPROCS=7"),
		finishElsewhere(t, dir+"/from", dir+"/e", "000", "TZ=America/Lima"),
	} {
		if err := run.Run(); err != nil {
			t.Fatal(err)
		}
	}
	want := manifestOf(t, dir+"/a")
	for _, to := range []string{"/b/c/d", "/e"} {
		if manifestOf(t, dir+to) != want {
			t.Errorf("%s differs", to)
		}
	}
	for _, to := range []string{"/a", "/b/c/d", "/e"} {
		for name, mode := range map[string]os.FileMode{"": 0o755, "t00": 0o755, "index.html": 0o644, "book.pdf": 0o644,
			manifest.Name: 0o644} {
			if info, err := os.Stat(filepath.Join(dir+to, name)); err != nil || info.Mode().Perm() != mode {
				t.Errorf("%s/%s: mode %v, %v", to, name, info.Mode().Perm(), err)
			}
		}
	}
}

func TestRunsAtOnceTakeTurns(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("runs wait for each other on Linux only")
	}
	dir := t.TempDir()
	from, manifest := editions(t, dir, 60)
	var runs sync.WaitGroup
	for i := range 8 {
		runs.Go(func() {
			if _, err := Finish(Config{From: from[i%2], To: dir + "/public"}); err != nil {
				t.Error(err)
			}
		})
	}
	runs.Wait()
	if now := manifestOf(t, dir+"/public"); now != manifest[0] && now != manifest[1] {
		t.Error("a mixture was published")
	}
}

func TestPlaceholderIsCarriedOver(t *testing.T) {
	dir := t.TempDir()
	put(t, dir+"/from/index.html", []byte("<p>一"))
	put(t, dir+"/public/.gitkeep", []byte("# git has the folder by this\n"))
	for range 2 {
		if _, err := Finish(Config{From: dir + "/from", To: dir + "/public", Next: dir + "/build/next"}); err != nil {
			t.Fatal(err)
		}
	}
	if got := get(t, dir+"/public/.gitkeep"); got != "# git has the folder by this\n" {
		t.Errorf(".gitkeep holds %q", got)
	}
	if m := manifestOf(t, dir+"/public"); strings.Contains(m, ".gitkeep") || !strings.Contains(m, "index.html") {
		t.Error("manifest:", m)
	}
	if left, _ := os.ReadDir(dir + "/build"); len(left) > 0 {
		t.Error("left behind:", left)
	}
}

func TestMendsASwapKilledBetweenItsSteps(t *testing.T) {
	dir := t.TempDir()
	from, manifest := editions(t, dir, 50)
	put(t, dir+"/bad/index.html", []byte(`<a href="gone.html">`))
	public := dir + "/public"
	for _, next := range []string{dir + "/bad", from[1]} {
		os.RemoveAll(public)
		if _, err := Finish(Config{From: from[0], To: public}); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(public, swap.Aside(public)); err != nil { // the first step
			t.Fatal(err)
		}
		_, err := Finish(Config{From: next, To: public})
		want := manifest[1]
		if next == dir+"/bad" {
			want = manifest[0]
			if !errors.As(err, new(Findings)) {
				t.Fatal("a bad site was published:", err)
			}
		} else if err != nil {
			t.Fatal(err)
		}
		if manifestOf(t, public) != want {
			t.Errorf("%s: the wrong edition is published", next)
		}
		if left, _ := filepath.Glob(dir + "/.public*"); len(left) > 0 {
			t.Error("left behind:", left)
		}
	}
}

func TestWhatCannotBePublished(t *testing.T) {
	for name, test := range map[string]struct {
		prepare func(t *testing.T, dir string)
		config  Config
		want    string // part of the error
	}{
		"no such folder": {nil, Config{From: "gone", To: "public"},
			"cannot read what Hugo wrote: stat gone: no such file or directory\n  hint: run hugo first"},
		"from a file": {nil, Config{From: "file", To: "public"},
			"cannot read what Hugo wrote: file is not a folder\n  hint: "},
		"an empty folder": {nil, Config{From: "empty", To: "public"},
			"empty: there is no file in it\n  hint: run hugo first"},
		"onto itself": {nil, Config{From: "from", To: "from"},
			"cannot publish to from: from lies in from\n  hint: "},
		"into itself": {nil, Config{From: "from", To: "from/public"}, "from/public lies in from"},
		"a file in place": {nil, Config{From: "from", To: "file"},
			"cannot publish to file: file is not a folder\n  hint: "},
		"below a file": {nil, Config{From: "from", To: "file/public"},
			"cannot publish to file/public: mkdir file: not a directory"},
		"a symbolic link": {func(t *testing.T, dir string) { os.Symlink("public", "link") },
			Config{From: "from", To: "link"}, "link is not a folder"},
		"not regular": {func(t *testing.T, dir string) { os.Symlink("index.html", "from/other.html") },
			Config{From: "from", To: "public"}, "other.html: error: not a regular file\n  hint: "},
		"a stranger": {func(t *testing.T, dir string) { put(t, "public/.htaccess", nil) },
			Config{From: "from", To: "public"}, "would be lost: \".htaccess\"\n  hint: move them out of the folder"},
		"a repository": {func(t *testing.T, dir string) { put(t, "public/.git/HEAD", nil) },
			Config{From: "from", To: "public"}, "would be lost: \".git/\"\n  hint: "},
		"another site": {nil, Config{From: "from", To: "old"}, "would be lost: \"index.html\"\n  hint: "},
		"no manifest": {func(t *testing.T, dir string) { put(t, "public/manifest.json", []byte(`{"ver`)) },
			Config{From: "from", To: "public"}, "its manifest.json cannot be read\n  hint: empty the folder"},
		"an empty page": {func(t *testing.T, dir string) { put(t, "from/a.html", nil) },
			Config{From: "from", To: "public"}, "a.html: error: cut off"},
		"a page cut off": {func(t *testing.T, dir string) {
			put(t, "from/a.html", []byte("<!doctype html><html lang=zh-CN><body><p>新"))
		}, Config{From: "from", To: "public"}, "a.html: error: cut off"},
		"half of a site": {func(t *testing.T, dir string) { put(t, "from/.unfinished", nil) },
			Config{From: "from", To: "public"}, "from: it is not whole: the program that put it together was " +
				"stopped\n  hint: make the site again"},
		"a record in the site": {nil, Config{From: "from", To: "public", Record: "public/record"},
			"public/record lies in public\n  hint: give the record a place"},
		"read-only parent": {readOnly, Config{From: "from", To: "locked/public"},
			"permission denied\n  hint: make the folder and the one that holds it writable"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			t.Chdir(dir)
			put(t, "from/index.html", []byte("<p>新"))
			put(t, "old/index.html", []byte("<p>旧"))
			if _, err := Finish(Config{From: "old", To: "public"}); err != nil {
				t.Fatal(err)
			}
			put(t, "file", nil)
			os.Mkdir("empty", 0o755)
			if test.prepare != nil {
				test.prepare(t, dir)
			}
			before := paths(t, ".")
			_, err := Finish(test.config)
			if err == nil || !strings.Contains(printed(err), test.want) {
				t.Errorf("got error %v\nwant %s", err, test.want)
			}
			if after := paths(t, "."); !slices.Equal(before, after) || get(t, "public/index.html") != "<p>旧" {
				t.Errorf("something changed: %q became %q", before, after)
			}
		})
	}
}

// printed is an error with its hint.
func printed(err error) string {
	var b strings.Builder
	diag.PrintError(&b, err)
	return b.String()
}

func readOnly(t *testing.T, dir string) {
	if os.Geteuid() == 0 {
		t.Skip("root may write everywhere")
	}
	os.Mkdir("locked", 0o555)
	t.Cleanup(func() { os.Chmod(dir+"/locked", 0o755) })
}

// The new site is put together beside the old one where the folder named for it lies on another disk.
func TestNextOnAnotherDisk(t *testing.T) {
	dir := t.TempDir()
	other, err := os.MkdirTemp("/dev/shm", "handbook-*")
	if err != nil || swap.SameDisk(other+"/next", dir+"/public") {
		t.Skip("there is no other disk here")
	}
	defer os.RemoveAll(other)
	put(t, dir+"/from/index.html", []byte("<p>一"))
	for range 2 {
		if _, err := Finish(Config{From: dir + "/from", To: dir + "/public", Next: other + "/next"}); err != nil {
			t.Fatal(err)
		}
	}
	manifestOf(t, dir+"/public")
	if left, _ := filepath.Glob(dir + "/.public*"); len(left) > 0 {
		t.Error("left behind:", left)
	}
}

// What file managers leave in a folder is no reason to refuse it.
func TestLitterIsReplaced(t *testing.T) {
	dir := t.TempDir()
	put(t, dir+"/from/index.html", []byte("<p>一"))
	put(t, dir+"/public/.DS_Store", []byte("x"))
	put(t, dir+"/public/town/Thumbs.db", []byte("x"))
	if _, err := Finish(Config{From: dir + "/from", To: dir + "/public"}); err != nil {
		t.Fatal(err)
	}
	manifestOf(t, dir+"/public")
}
