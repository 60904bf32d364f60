package built

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"handbook/generator/needs"
)

// call runs a command in a folder and returns what it said; the environment is this one's and what is given.
func call(t *testing.T, dir string, env []string, command ...string) (out string, ok bool) {
	t.Helper()
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), env...)
	raw, err := cmd.CombinedOutput()
	return string(raw), err == nil
}

// standIn writes a program that stands for another one in a test.
func standIn(t *testing.T, file, text string) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte("#!/bin/sh\n"+text), 0o755); err != nil {
		t.Fatal(err)
	}
	return file
}

// TestGoIsMissingOrOld wants one sentence and a hint, before anything else is tried.
func TestGoIsMissingOrOld(t *testing.T) {
	t.Parallel()
	dir := project(t, "go")
	old := func(version string) string {
		return standIn(t, filepath.Join(dir, version, "go"), `case $1 in
version) echo "go version `+version+` linux/amd64" ;;
env) echo local ;;
*) echo "it was used" && exit 1 ;;
esac
`)
	}
	for name, c := range map[string]struct{ program, says string }{
		"none":            {filepath.Join(dir, "nowhere/go"), "there is no "},
		"as in Debian 12": {old("go1.19.8"), "Go 1.19.8, which is here, is too old: the handbook needs Go "},
		"kept from better": {old("go1.24.1"),
			"Go 1.24.1 is too old, and GOTOOLCHAIN=local keeps it from fetching another"},
	} {
		out, ok := call(t, dir, []string{"GO=" + c.program}, "make")
		lines := strings.Split(strings.TrimSpace(out), "\n")
		if ok || len(lines) != 3 || !strings.HasPrefix(lines[0], "make: error: "+c.says) ||
			!strings.HasPrefix(lines[1], "  hint: ") || !strings.HasPrefix(lines[2], "make: *** ") {
			t.Errorf("%s: make says\n%s", name, out)
		}
	}
	// One that is as new as go.mod asks for is used, and so is the next.
	for _, version := range []string{"go1.26.0", "go1.30", "devel go1.27-abcdef"} {
		if out, ok := call(t, dir, []string{"GO=" + old(version)}, "sh", "generator/go.sh"); !ok || out != "" {
			t.Errorf("%s: %s", version, out)
		}
	}
}

// TestCompilerSpeaksAlone wants a generator that does not compile to be all that make speaks of.
func TestCompilerSpeaksAlone(t *testing.T) {
	t.Parallel()
	dir := project(t, "compile")
	edit(t, filepath.Join(dir, "generator/main.go"), "\npackage main\n", "\npackage main = 1\n")
	out, ok := call(t, dir, nil, "make")
	if ok || strings.Count(out, "syntax error") != 1 || strings.Contains(out, "public") ||
		strings.Contains(out, "items") {
		t.Errorf("make says\n%s", out)
	}
}

// TestAnyFolder builds in a folder whose name has all that a shell or make could take for more than a name.
func TestAnyFolder(t *testing.T) {
	t.Parallel()
	dir := project(t, "a \"b\" 'c' $(touch made) `touch made` $HOME 中文 # % : ; & | * ~ = ? [d] {e} <f> !")
	put(t, filepath.Join(dir, "data", "名单 (1): $(touch made); touch made"), "a file that is no list")
	put(t, filepath.Join(dir, "themes/handbook/book/; touch made"), "")
	touch(t, filepath.Join(dir, "generator/main.go"), time.Now()) // the generator is compiled here, too
	build(t, dir)
	if manifestOf(t, filepath.Join(dir, "public")) == "" {
		t.Error("nothing is published")
	}
	for _, more := range []string{"\n", `\`} {
		there := dir + more + "more"
		if err := os.Rename(dir, there); err != nil {
			t.Fatal(err)
		}
		out, ok := call(t, there, nil, "make", "site")
		if dir = there; ok || !strings.HasPrefix(out, "make: error: Go does not build in this folder: its name") {
			t.Errorf("with %q in the name, make says\n%s", more, out)
		}
	}
	filepath.WalkDir(filepath.Dir(dir), func(name string, _ os.DirEntry, err error) error {
		if err == nil && filepath.Base(name) == "made" {
			t.Errorf("a name was executed: there is %s", name)
		}
		return err
	})
}

func touch(t *testing.T, file string, when time.Time) {
	t.Helper()
	if err := os.Chtimes(file, when, when); err != nil {
		t.Fatal(err)
	}
}

// TestForeignSettings compiles and builds with settings of the user's that are not for this, in a checkout of another
// owner.
func TestForeignSettings(t *testing.T) {
	t.Parallel()
	dir := project(t, "settings")
	build(t, dir)
	before := manifestOf(t, filepath.Join(dir, "public"))
	if out, ok := call(t, dir, nil, "git", "init", "-q"); !ok {
		t.Fatalf("git: %s", out)
	}
	if os.Getuid() == 0 {
		if err := os.Chown(filepath.Join(dir, ".git"), 65534, 65534); err != nil {
			t.Fatal(err)
		}
		if err := os.Chown(dir, 65534, 65534); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Remove(filepath.Join(dir, ".build/bin/handbook")); err != nil {
		t.Fatal(err)
	}
	cache, _ := call(t, dir, nil, "go", "env", "GOMODCACHE")
	build(t, dir, "GOENV=off", "GOMODCACHE="+strings.TrimSpace(cache), "GOFLAGS=-mod=vendor", "GO111MODULE=off",
		"GOWORK=/nowhere/go.work", "GOOS=plan9", "GOARCH=arm", "CDPATH=/tmp:/", "NODE_ENV=production",
		"with=nonsense", "started=yes", "TZ=Asia/Kabul", "LC_ALL=zh_CN.GBK")
	if manifestOf(t, filepath.Join(dir, "public")) != before {
		t.Error("the settings of the user change the site")
	}
}

// TestTurns has five builds at once, of which one is killed: the others wait, say so, and all end well.
func TestTurns(t *testing.T) {
	t.Parallel()
	dir := project(t, "turns")
	build(t, dir)
	before := manifestOf(t, filepath.Join(dir, "public"))
	first := makeSite(dir)
	if err := first.Start(); err != nil {
		t.Fatal(err)
	}
	said := make([]string, 4)
	var running sync.WaitGroup
	for i := range said {
		running.Go(func() {
			out, err := makeSite(dir).CombinedOutput()
			if said[i] = string(out); err != nil {
				t.Errorf("build %d: %v\n%s", i, err, out)
			}
		})
	}
	time.Sleep(time.Second / 2)
	syscall.Kill(-first.Process.Pid, syscall.SIGKILL)
	first.Wait()
	running.Wait()
	if !strings.Contains(strings.Join(said, ""), "another make is at work here: waiting for its end\n") {
		t.Error("none says that it waits")
	}
	if manifestOf(t, filepath.Join(dir, "public")) != before {
		t.Error("the site is another one")
	}
}

// TestBookIsKept wants `make site` to keep the book that `make` has put in, and to leave it out, and say so, when it
// is not true any more.
func TestBookIsKept(t *testing.T) {
	t.Parallel()
	needs.Long(t, buildsSites)
	dir := project(t, "kept")
	site := func() string {
		t.Helper()
		out, ok := call(t, dir, nil, "make", "site")
		if !ok {
			t.Fatalf("make site:\n%s", out)
		}
		lines := strings.Split(strings.TrimSpace(out), "\n")
		return lines[len(lines)-1]
	}
	book, printed := filepath.Join(dir, "public/kuiyibage/handbook.pdf"), filepath.Join(dir, ".build/book")
	aside := filepath.Join(dir, "aside")
	if err := os.Rename(printed, aside); err != nil {
		t.Fatal(err)
	}
	if last := site(); last != "open public/index.html: the site without the book: make prints it" || exists(book) {
		t.Errorf("without a book: %s", last)
	}
	if err := os.Rename(aside, printed); err != nil {
		t.Fatal(err)
	}
	touch(t, filepath.Join(dir, "data/kuiyibage/town.toml"), time.Now().Add(time.Second)) // but it says the same
	if last := site(); !strings.Contains(last, "the site with the book") || !exists(book) {
		t.Errorf("with a book: %s", last)
	}
	basic := filepath.Join(dir, "data/kuiyibage/basic.toml")
	before := read(t, "", basic)
	put(t, basic, strings.Replace(before, `title = "`, `title = "新增：`, 1))
	for range 2 {
		if last := site(); !strings.Contains(last, "without the book: it is older than what it is made from") ||
			exists(book) {
			t.Errorf("with an old book: %s", last)
		}
	}
	put(t, basic, before)
	if last := site(); !strings.Contains(last, "the site with the book") || !exists(book) {
		t.Errorf("with a list that is as it was when the book was printed: %s", last)
	}
	if err := os.RemoveAll(filepath.Join(dir, ".build/fonts")); err != nil { // a link here
		t.Fatal(err)
	}
	if last := site(); !strings.Contains(last, "without the book") {
		t.Errorf("with a book whose fonts are gone: %s", last)
	}
}

func exists(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}

// TestPackagesAreAskedForAtOnce has an apt-get of its own, and none of the programs.
func TestPackagesAreAskedForAtOnce(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for _, name := range []string{"sh", "awk", "env", "cat"} {
		file, err := exec.LookPath(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(file, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	setup, err := filepath.Abs(filepath.Join(root, "generator/setup.sh"))
	if err != nil {
		t.Fatal(err)
	}
	standIn(t, filepath.Join(dir, "id"), "echo 0\n")
	standIn(t, filepath.Join(dir, "apt-get"), `echo "$@" >>calls
case "$*" in
*--assume-no*) printf '%s\n' '0 upgraded, 3 newly installed, 0 to remove.' 'Need to get 12.5 MB of archives.' \
	'After this operation, 40 MB of additional disk space will be used.' && exit 1 ;;
*install*) printf '%s\n' 'Get:1 …' dlstatus:1:3.0:x dlstatus:1:51.2:x dlstatus:2:52.0:x pmstatus:npm:40.0:x
	exit $(cat status) ;;
esac
`)
	put(t, filepath.Join(dir, "status"), "0")
	env := []string{"PATH=" + dir}
	out, ok := call(t, dir, env, "sh", setup, "mutool", "zbarimg", "npm", "sh")
	if want := `installing mupdf-tools zbar-tools nodejs npm: 3 packages, 12.5 MB to fetch, 40 MB on the disk
  fetched 50 %
  installed 40 %
`; !ok || out != want {
		t.Errorf("setup.sh says\n%s\nwant\n%s", out, want)
	}
	if calls := read(t, dir, "calls"); strings.Count(calls, "install -y") != 1 {
		t.Errorf("apt-get is called with\n%s", calls)
	}

	put(t, filepath.Join(dir, "status"), "100")
	out, ok = call(t, dir, env, "sh", setup, "mutool", "sh")
	if ok || !strings.Contains(out, "missing: mupdf-tools, and apt-get could not install them, see above\n  hint: ") {
		t.Errorf("where apt-get fails, setup.sh says\n%s", out)
	}
	out, ok = call(t, dir, env, "sh", setup, "-look", "mutool", "npm", "sh")
	if ok || out != "setup: error: missing: mupdf-tools nodejs npm\n" {
		t.Errorf("when it only looks, setup.sh says\n%s", out)
	}
	standIn(t, filepath.Join(dir, "id"), "echo 1000\n")
	out, ok = call(t, dir, env, "sh", setup, "mutool", "npm")
	if ok || !strings.HasSuffix(out, "\n  hint: as root: apt-get install mupdf-tools nodejs npm\n") {
		t.Errorf("without root, setup.sh says\n%s", out)
	}
}

// TestNothingIsExecuted gives make what an address, or a program of the user's, may look like.
func TestNothingIsExecuted(t *testing.T) {
	t.Parallel()
	dir := project(t, "values")
	mine := standIn(t, filepath.Join(dir, "mine"), "echo mine\n")
	touch(t, mine, time.Unix(0, 0)) // older than the sources
	call(t, dir, nil, "make", "check", "handbook="+mine, "hugo="+mine, "build="+dir)
	if out, _ := call(t, dir, nil, mine); out != "mine\n" {
		t.Errorf("make has put a program of its own in place of the user's: %s", out)
	}
	trusted, err := os.ReadFile(filepath.Join(root, "public/manifest.json"))
	if err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(dir, "public/manifest.json"), string(trusted))
	out, ok := call(t, dir, nil, "make", "verify", "in=$(shell touch made)`touch made`$x")
	if ok || !strings.Contains(out, "$(shell touch made)`touch made`$x cannot be compared") {
		t.Errorf("make verify says\n%s", out)
	}
	if _, err := os.Stat(filepath.Join(dir, "made")); err == nil {
		t.Error("the address was executed")
	}
}

// TestGoalsTogether wants goals that write the same files to be made one after the other.
func TestGoalsTogether(t *testing.T) {
	t.Parallel()
	dir := project(t, "goals")
	out, ok := call(t, dir, nil, "make", "-j8", "pages", "check", "proof", "check")
	var first []string
	for line := range strings.Lines(out) {
		if strings.HasSuffix(line, "Nothing to be done for 'check'.\n") { // the second time it was asked for
			continue
		}
		word, _, _ := strings.Cut(line, ": ")
		first = append(first, word)
	}
	if want := []string{"content", "奎依巴格镇", "奎依巴格镇"}; !ok || !slices.Equal(first, want) {
		t.Errorf("make says\n%s", out)
	}
}

// TestEmptyProgram: a shell runs an empty file, and all would seem well.
func TestEmptyProgram(t *testing.T) {
	t.Parallel()
	dir := project(t, "empty")
	program := filepath.Join(dir, ".build/bin/handbook")
	if err := os.Remove(program); err != nil { // which is also another's, see project
		t.Fatal(err)
	}
	put(t, program, "")
	if out, ok := call(t, dir, nil, "make", "check"); !ok || !strings.HasPrefix(out, "compiling the generator\n") {
		t.Errorf("make says\n%s", out)
	}
}

// TestClosedOutput: the version of Go is found where nobody listens.
func TestClosedOutput(t *testing.T) {
	t.Parallel()
	if out, ok := call(t, project(t, "closed"), nil, "sh", "-c", "sh generator/go.sh >&-"); !ok || out != "" {
		t.Error(out)
	}
}
