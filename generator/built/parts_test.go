package built

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"handbook/generator/needs"
)

// TestParts makes the site of three towns part by part, again and again, as an office would change its list and as a
// disk or another version would damage what is remembered. Each time Hugo makes the parts that changed and no other,
// and the site is, byte for byte, the one that Hugo makes in one run.
func TestParts(t *testing.T) {
	t.Parallel()
	needs.Long(t, buildsSites)
	dir := countyProject(t, "parts", 3)
	handbook := func(args ...string) string {
		t.Helper()
		cmd := exec.Command(filepath.Join(dir, ".build/bin/handbook"), args...)
		cmd.Dir = dir
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("handbook %s: %v\n%s", strings.Join(args, " "), err, out)
		}
		return string(out)
	}
	towns := townFiles(t, dir)
	town := func(n int) string { return filepath.Base(filepath.Dir(towns[n])) }
	change := func(file, from, to string) { t.Helper(); replaceIn(t, filepath.Join(dir, file), from, to) }
	const records = ".build/parts/html/"
	for _, step := range []struct {
		what    string
		sources bool // are changed
		do      func()
		made    int
	}{
		{"from nothing", true, func() {}, 4},
		{"again", false, func() {}, 0},
		{"a duty", true, func() { change("data/"+town(1)+"/joint.toml", "负责", "一直负责") }, 2},
		{"a title, which other towns' search knows, but not their pages", true,
			func() { change("data/"+town(2)+"/basic.toml", "title = \"", "title = \"认真") }, 2},
		{"a department's short name, on every page", true,
			func() { change("data/departments.toml", `short = "农业农村局"`, `short = "农牧办"`) }, 4},
		{"the title of a page that all lead to", true, func() {
			put(t, filepath.Join(dir, "content/about.md"),
				"---\ntitle: \"用法\"\ntype: \"about\"\n---\n\n# 用法\n")
		}, 4},
		{"a page by hand", true, func() { put(t, filepath.Join(dir, "content", town(0), "more.md"), byHand) }, 1},
		{"and it is gone", true, func() { os.Remove(filepath.Join(dir, "content", town(0), "more.md")) }, 1},
		{"a page of the site that was damaged", false,
			func() { put(t, filepath.Join(dir, ".build/html", town(0), "joint/001.html"), "<html>") }, 1},
		{"a page of the site that is lost", false,
			func() { os.Remove(filepath.Join(dir, ".build/html", town(0), "joint/001.html")) }, 1},
		{"what somebody put there", false, func() { put(t, filepath.Join(dir, ".build/html/more.html"), "<html>") }, 0},
		{"a record that was cut off", false, func() {
			name := filepath.Join(dir, records+town(1)+".part")
			if info, err := os.Stat(name); err != nil || os.Truncate(name, info.Size()/2) != nil {
				t.Fatal(err)
			}
		}, 1},
		{"a record of another version", false,
			func() { change(records+town(1)+".part", "handbook cache 1", "handbook cache 9") }, 1},
		{"a style sheet", true, func() { change("themes/handbook/assets/css/item.css", "{", "{ --more: 1;") }, 4},
		{"a town less", true, func() { os.RemoveAll(filepath.Join(dir, "data", town(2))) }, 3},
	} {
		step.do()
		handbook("pages")
		said := handbook("render")
		parts := 4
		if step.what == "a town less" {
			parts = 3
		}
		if want := fmt.Sprintf("%d of %d parts\n", step.made, parts); !strings.HasSuffix(said, want) {
			t.Errorf("%s: %sshould make %s", step.what, said, want)
		}
		if step.sources {
			handbook("render", "-parts", "", "-html", ".build/whole")
		}
		if out, err := exec.Command("diff", "-rq", filepath.Join(dir, ".build/whole"),
			filepath.Join(dir, ".build/html")).CombinedOutput(); err != nil {
			t.Errorf("%s: the site is not as in one run\n%s", step.what, out)
		}
	}
}

// TestSiteAgain makes the site of three towns after each of some changes, and in the end from nothing: it is the same,
// byte for byte, and each time only what changed was made.
func TestSiteAgain(t *testing.T) {
	t.Parallel()
	needs.Long(t, buildsSites)
	dir := countyProject(t, "again", 3)
	site := func() string {
		t.Helper()
		cmd := exec.Command(filepath.Join(dir, ".build/bin/handbook"), "site")
		cmd.Dir = dir
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		return string(out)
	}
	town := filepath.Base(filepath.Dir(townFiles(t, dir)[1]))
	site()
	replaceIn(t, filepath.Join(dir, "data", town, "joint.toml"), "负责", "一直负责")
	if said := site(); !strings.Contains(said, "2 of 4 parts") || strings.Count(said, "offline.html: ") != 1 ||
		!strings.Contains(said, town+"/offline.html: ") {
		t.Errorf("one duty changed, and made was:\n%s", said)
	}
	put(t, filepath.Join(dir, ".build/offline", town, "offline.html"), "<html>")
	put(t, filepath.Join(dir, "public", town, "index.html"), "<html>")
	if said := site(); !strings.Contains(said, "0 of 4 parts") || strings.Count(said, "offline.html: ") != 1 {
		t.Errorf("two files were damaged, and made was:\n%s", said)
	}
	again := digest(t, filepath.Join(dir, "public"))
	for _, name := range []string{".build/html", ".build/parts", ".build/offline", ".build/export", ".build/finish",
		".build/assets", "public", "content"} {
		if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	// In two runs, as two computers would; in between, nothing is to be published.
	for _, args := range [][]string{
		{"pages"}, {"render", "-only", town}, {"finish"}, {"render", "-only", "_county," + others(t, dir, town)},
	} {
		cmd := exec.Command(filepath.Join(dir, ".build/bin/handbook"), args...)
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); (err != nil) != (args[0] == "finish") {
			t.Errorf("handbook %s: %v\n%s", strings.Join(args, " "), err, out)
		}
	}
	if said := site(); !strings.Contains(said, "0 of 4 parts") {
		t.Errorf("all parts had been made, and made was:\n%s", said)
	}
	if digest(t, filepath.Join(dir, "public")) != again {
		t.Error("from nothing, the site is another one")
	}
}

// replaceIn replaces a text in a file, which must have it, where it stands first.
func replaceIn(t *testing.T, name, from, to string) {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil || !bytes.Contains(text, []byte(from)) {
		t.Fatalf("%s has no %q: %v", name, from, err)
	}
	put(t, name, strings.Replace(string(text), from, to, 1))
}

// countyProject is a project with the list of a county of so many towns, without pages and without a book.
func countyProject(t *testing.T, name string, towns int) (dir string) {
	t.Helper()
	dir = project(t, name)
	for _, name := range []string{"data", "content", ".build/book"} {
		if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command("go", "run", "./generator/built/county", "-towns", fmt.Sprint(towns),
		"-out", filepath.Join(dir, "data"))
	cmd.Dir = root
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return dir
}

// others are the towns of a county but one, with commas between them.
func others(t *testing.T, dir, town string) string {
	var names []string
	for _, file := range townFiles(t, dir) {
		if name := filepath.Base(filepath.Dir(file)); name != town {
			names = append(names, name)
		}
	}
	return strings.Join(names, ",")
}

// townFiles are the files of a county's towns.
func townFiles(t *testing.T, dir string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "data/*/town.toml"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	return files
}

const byHand = "---\ntitle: \"更多\"\n---\n\n# 更多\n"

// TestOneTownFails makes the site of three towns where the disk is full in the middle of one, and where a town's file
// cannot be written: what is published stays as it was, the town is named, and afterwards all is made.
func TestOneTownFails(t *testing.T) {
	t.Parallel()
	needs.Long(t, buildsSites)
	dir := countyProject(t, "fails", 3)
	site := func() (string, error) {
		cmd := exec.Command(filepath.Join(dir, ".build/bin/handbook"), "site")
		cmd.Dir = dir
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	if out, err := site(); err != nil {
		t.Fatal(out)
	}
	published := filepath.Join(dir, "public")
	before := digest(t, published)
	town := filepath.Base(filepath.Dir(townFiles(t, dir)[1]))
	list := filepath.Join(dir, "data", town, "joint.toml")
	text, err := os.ReadFile(list)
	if err != nil {
		t.Fatal(err)
	}
	put(t, list, strings.Replace(string(text), "负责", "一直负责", 1))
	fails := func(what, says string) {
		t.Helper()
		out, err := site()
		if err == nil || !strings.Contains(out, says) || strings.Contains(out, "goroutine") {
			t.Errorf("%s: %v\n%s", what, err, out)
		}
		if digest(t, published) != before {
			t.Errorf("%s: public/ was changed", what)
		}
	}
	// A folder stands where the town's one-file edition belongs.
	file := filepath.Join(dir, ".build/offline", town, "offline.html")
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(file, "in-the-way"), 0o755); err != nil {
		t.Fatal(err)
	}
	fails("a folder in the way", town+"/offline.html")
	if err := os.RemoveAll(file); err != nil {
		t.Fatal(err)
	}
	if os.Geteuid() == 0 { // only root may mount a small disk
		parts := filepath.Join(dir, ".build/parts") // where Hugo makes each part
		os.MkdirAll(parts, 0o755)
		put(t, list, strings.Replace(string(text), "负责", "始终负责", 1))
		mount := exec.Command("mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", parts)
		if out, err := mount.CombinedOutput(); err != nil {
			needs.Unable(t, "cannot mount here: %s", out)
		}
		fails("a full disk", "no space left on device\n  hint: make room on the disk of ")
		exec.Command("umount", parts).Run()
	}
	if out, err := site(); err != nil || digest(t, published) == before {
		t.Errorf("afterwards: %v\n%s", err, out)
	}
}
