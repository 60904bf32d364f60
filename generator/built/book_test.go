package built

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"handbook/generator/needs"
)

// bookMemory is what a run of `handbook book` may take at its height, browser and all, in bytes.
const bookMemory = 1_000_000_000

// printed runs `handbook book` in a project's folder and returns what it says and how much memory it and its children
// held at their height; 0 where that cannot be told.
func printed(t *testing.T, dir string, args ...string) (out string, peak int, err error) {
	t.Helper()
	return printedWith(t, dir, nil, args...)
}

// printedWith does it with further variables of the environment.
func printedWith(t *testing.T, dir string, env []string, args ...string) (out string, peak int, err error) {
	t.Helper()
	fonts, err := filepath.Abs(filepath.Join(root, ".build/fonts/node_modules"))
	if err != nil {
		t.Fatal(err)
	}
	var said bytes.Buffer
	cmd := exec.Command(filepath.Join(dir, ".build/bin/handbook"),
		append([]string{"book", "-fonts", fonts}, args...)...)
	cmd.Dir, cmd.Stdout, cmd.Stderr, cmd.Env = dir, &said, &said, append(os.Environ(), env...)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	for {
		select {
		case err := <-ended:
			return said.String(), peak, err
		case <-time.After(100 * time.Millisecond):
			peak = max(peak, held(cmd.Process.Pid))
		}
	}
}

// held is the memory of a process and all below it, in bytes; what several share counts once.
func held(process int) int {
	sum := 0
	text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/smaps_rollup", process))
	if _, after, ok := strings.Cut(string(text), "\nPss:"); ok {
		kilobytes, _ := strconv.Atoi(strings.Fields(after)[0])
		sum = kilobytes * 1024
	}
	children, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", process))
	for _, file := range children {
		text, _ := os.ReadFile(file)
		for _, child := range strings.Fields(string(text)) {
			n, _ := strconv.Atoi(child)
			sum += held(n)
		}
	}
	return sum
}

func withinMemory(t *testing.T, peak int) {
	t.Helper()
	t.Logf("%d MB at its height", peak/1_000_000)
	if runtime.GOOS == "linux" && peak == 0 {
		t.Error("the memory of the run was not seen")
	}
	if peak > bookMemory {
		t.Errorf("the run held %d MB at its height", peak/1_000_000)
	}
}

// The whole book, in all its editions, says how far it is, and keeps within its memory.
func TestBookMemory(t *testing.T) {
	t.Parallel()
	needs.Long(t, "a browser")
	dir := project(t, "book")
	started := time.Now()
	out, peak, err := printed(t, dir)
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	t.Logf("%.1f s", time.Since(started).Seconds())
	withinMemory(t, peak)
	for _, want := range []string{"book: print 1: ", "book: print 2: ", "book: handbook.pdf, ",
		"book: kuiyibage-print.pdf, ", "book: kuiyibage-a3.pdf, ", "book: kuiyibage-large.pdf, ",
		"book: kuiyibage-cover.pdf, ", "book: kuiyibage-large-print.pdf, ", "book: kuiyibage-large-cover.pdf, "} {
		if !strings.Contains(out, want) {
			t.Errorf("it does not say %q:\n%s", want, out)
		}
	}
}

// A county's towns get a book each in one run. A town whose book cannot be made keeps its last good one, and the
// others get theirs.
func TestBooksOfTwoTowns(t *testing.T) {
	t.Parallel()
	needs.Long(t, "a browser")
	dir := project(t, "towns")
	data := filepath.Join(dir, "data")
	if err := os.RemoveAll(data); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(data, os.DirFS("../testdata/county")); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(filepath.Join(data, "zhuxi"), os.DirFS("../testdata/county/songxi")); err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(dir, "content/about.md"), "---\ntitle: \"怎样用\"\ntype: \"about\"\n---\n\n# 怎样用\n")
	town := filepath.Join(data, "zhuxi/town.toml")
	put(t, town, strings.NewReplacer(`"songxi"`, `"zhuxi"`, "松溪镇", "竹溪镇").Replace(read(t, "", town)))
	out, peak, err := printed(t, dir)
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	withinMemory(t, peak)
	before := map[string]string{}
	for id, name := range map[string]string{"songxi": "松溪镇", "zhuxi": "竹溪镇"} {
		if !strings.Contains(out, "book: "+name+", ") {
			t.Errorf("it does not say that it makes the book of %s:\n%s", name, out)
		}
		for _, file := range []string{".build/book/site/" + id + "/handbook.pdf", ".build/book/content/" + id +
			"/book.html", ".build/book/data/book/" + id + ".json", "dist/" + id + "-print.pdf", "dist/" + id +
			"-a3.pdf", "dist/" + id + "-large.pdf", "dist/" + id + "-cover.pdf", "dist/" + id + "-large-cover.pdf",
			"dist/" + id + "-large-print.pdf", "dist/" + id + "-交印说明.txt"} {
			before[file] = read(t, dir, file)
		}
		text, err := exec.Command(needs.Program(t, "mutool"), "draw", "-q", "-F", "txt",
			filepath.Join(dir, ".build/book/site", id, "handbook.pdf")).Output()
		if err != nil {
			t.Fatalf("mutool: %v", err)
		}
		if got := squeeze(string(text)); !strings.Contains(got, name+"履职事项清单手册") ||
			strings.Contains(got, map[string]string{"songxi": "竹溪", "zhuxi": "松溪镇履职"}[id]) {
			t.Errorf("the book of %s is not its own", name)
		}
	}

	// Neither what keeps one town's book from being finished nor a change of one town touches the other's.
	for _, id := range []string{"songxi", "zhuxi"} {
		basic := filepath.Join(data, id, "basic.toml")
		put(t, basic, strings.Replace(read(t, "", basic), `title = "`, `title = "新增：`, 1))
	}
	programs := t.TempDir()
	qpdf := filepath.Join(programs, "qpdf")
	put(t, qpdf, fmt.Sprintf("#!/bin/sh\n! grep -aq 松溪镇 \"$4\" && exec %s \"$@\"\necho no room >&2; exit 2\n",
		needs.Program(t, "qpdf")))
	if err := os.Chmod(qpdf, 0o755); err != nil {
		t.Fatal(err)
	}
	out, _, err = printedWith(t, dir, []string{"PATH=" + programs + ":" + os.Getenv("PATH")})
	if err == nil || !strings.Contains(out, "the book of 松溪镇: ") || !strings.Contains(out, "no room") {
		t.Errorf("error %v, want one that names the town and says why:\n%s", err, out)
	}
	for file, text := range before {
		changed := read(t, dir, file) != text
		if strings.Contains(file, "songxi") && changed {
			t.Errorf("%s of the town that failed is not as it was", file)
		}
		if strings.Contains(file, "zhuxi") && !changed && !strings.HasSuffix(file, "-cover.pdf") {
			t.Errorf("%s of the other town was not made anew:\n%s", file, out)
		}
	}

	for id, want := range map[string]bool{"songxi": false, "zhuxi": true} {
		for _, file := range []string{
			"site/" + id + "/handbook.pdf", "content/" + id + "/book.html", "data/book/" + id + ".json",
		} {
			if exists(filepath.Join(dir, ".build/shown", file)) != want {
				t.Errorf("of the town that failed, the site shows the last book, or none of the other: %s", file)
			}
		}
	}

	// The town that failed is made up for, alone; then there is nothing to print.
	out, _, err = printed(t, dir)
	if err != nil || !strings.Contains(out, "nothing that 竹溪镇履职事项清单手册 shows has changed") ||
		strings.Contains(out, "nothing that 松溪镇") || !strings.Contains(out, "print 1") {
		t.Errorf("one of two towns has changed: %v\n%s", err, out)
	}
	if out, _, err = printed(t, dir); err != nil || strings.Contains(out, "print 1") {
		t.Errorf("no town has changed: %v\n%s", err, out)
	}
	for file := range before {
		before[file] = read(t, dir, file)
	}
	for _, folder := range []string{".build/book", "dist"} {
		if err := os.RemoveAll(filepath.Join(dir, folder)); err != nil {
			t.Fatal(err)
		}
	}
	if out, _, err = printed(t, dir); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for file, text := range before {
		if read(t, dir, file) != text {
			t.Errorf("%s that was kept is not what is printed from nothing", file)
		}
	}
}
