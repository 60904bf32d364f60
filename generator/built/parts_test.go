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
	dir := project(t, "parts")
	if err := os.RemoveAll(filepath.Join(dir, ".build/book")); err != nil {
		t.Fatal(err)
	}
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
	for _, name := range []string{"data", "content"} {
		if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command("go", "run", "./generator/built/county", "-towns", "3", "-out", filepath.Join(dir, "data"))
	cmd.Dir = root
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	towns, err := filepath.Glob(filepath.Join(dir, "data/*/town.toml"))
	if err != nil || len(towns) != 3 {
		t.Fatal(towns, err)
	}
	town := func(n int) string { return filepath.Base(filepath.Dir(towns[n])) }
	change := func(file, from, to string) {
		t.Helper()
		name := filepath.Join(dir, file)
		text, err := os.ReadFile(name)
		if err != nil || !bytes.Contains(text, []byte(from)) {
			t.Fatalf("%s has no %q: %v", file, from, err)
		}
		put(t, name, strings.Replace(string(text), from, to, 1))
	}
	const records = ".build/parts/html/"
	for _, step := range []struct {
		what string
		do   func()
		made int
	}{
		{"from nothing", func() {}, 4},
		{"again", func() {}, 0},
		{"a duty", func() { change("data/"+town(1)+"/joint.toml", "负责", "一直负责") }, 2},
		{"a title, which other towns' search knows, but not their pages",
			func() { change("data/"+town(2)+"/basic.toml", "title = \"", "title = \"认真") }, 2},
		{"a department's short name, on every page",
			func() { change("data/departments.toml", `short = "农业农村局"`, `short = "农牧办"`) }, 4},
		{"a page by hand", func() { put(t, filepath.Join(dir, "content", town(0), "more.md"), byHand) }, 1},
		{"and it is gone", func() { os.Remove(filepath.Join(dir, "content", town(0), "more.md")) }, 1},
		{"a page of the site that was damaged",
			func() { put(t, filepath.Join(dir, ".build/html", town(0), "joint/001.html"), "<html>") }, 1},
		{"a page of the site that is lost",
			func() { os.Remove(filepath.Join(dir, ".build/html", town(0), "joint/001.html")) }, 1},
		{"what somebody put there", func() { put(t, filepath.Join(dir, ".build/html/more.html"), "<html>") }, 0},
		{"a record that was cut off", func() {
			name := filepath.Join(dir, records+town(1)+".part")
			if info, err := os.Stat(name); err != nil || os.Truncate(name, info.Size()/2) != nil {
				t.Fatal(err)
			}
		}, 1},
		{"a record of another version",
			func() { change(records+town(1)+".part", "handbook cache 1", "handbook cache 9") }, 1},
		{"a style sheet", func() { change("themes/handbook/assets/css/item.css", "{", "{ --more: 1;") }, 4},
		{"a town less", func() { os.RemoveAll(filepath.Join(dir, "data", town(2))) }, 3},
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
		handbook("render", "-parts", "", "-html", ".build/whole")
		if out, err := exec.Command("diff", "-rq", filepath.Join(dir, ".build/whole"),
			filepath.Join(dir, ".build/html")).CombinedOutput(); err != nil {
			t.Errorf("%s: the site is not as in one run\n%s", step.what, out)
		}
	}
}

const byHand = "---\ntitle: \"更多\"\n---\n\n# 更多\n"
