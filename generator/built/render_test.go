package built

import (
	"bytes"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"handbook/generator/needs"
)

// TestNothingAroundChangesTheSite builds with variables that Hugo would follow, and with files at the root that it
// would read.
func TestNothingAroundChangesTheSite(t *testing.T) {
	t.Parallel()
	dir := project(t, "around")
	build(t, dir)
	published := filepath.Join(dir, "public")
	before := manifestOf(t, published)
	for name, text := range map[string]string{
		"hugo.toml":                       "title = \"elsewhere\"\n",
		"config/_default/hugo.toml":       "title = \"elsewhere\"\nuglyURLs = false\n",
		"config/production/params.toml":   "name = \"elsewhere\"\n",
		"_vendor/modules.txt":             "# handbook v1\n",
		"_vendor/handbook/layouts/x.html": "elsewhere",
		"layouts/page.html":               "elsewhere",
		"static/elsewhere.txt":            "elsewhere",
		"assets/css/page.css":             "elsewhere",
		"hugo_stats.json":                 "{}",
		"package.json":                    "{}",
	} {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	build(t, dir, "HUGO_TITLE=elsewhere", "HUGO_BASEURL=https://www.example.org/", "HUGO_UGLYURLS=false",
		"HUGOxUGLYURLS=false", "HUGO_ENVIRONMENT=staging",
		"HUGO_PARAMS_PORTAL_SITE_NAME=elsewhere", "HUGO_PUBLISHDIR=elsewhere", "HUGO_MINIFYOUTPUT=true",
		"HUGO_DISABLEKINDS=page", "HUGO_CACHEDIR=/elsewhere")
	if after := manifestOf(t, published); after != before {
		t.Errorf("the site is another one:\n%s", firstDifference(before, after))
	}
	// so that this test is seen to notice a change
	put(t, filepath.Join(dir, "content/about.md"), "---\ntitle: \"用法\"\ntype: \"about\"\n---\n\n# 用法\n")
	if out, err := makeSite(dir).CombinedOutput(); err == nil && manifestOf(t, published) == before {
		t.Errorf("a page is another one, and the site is the same\n%s", out)
	}
	if front, err := os.ReadFile(filepath.Join(published, "index.html")); !strings.Contains(string(front), ">用法<") {
		t.Errorf("the front page does not lead to the page by its title; %v", err)
	}
}

// TestFilesThatMayNotGrow runs each step with a limit on the size of files. Hugo itself may end well with a file cut
// off.
func TestFilesThatMayNotGrow(t *testing.T) {
	t.Parallel()
	dir := project(t, "limit")
	build(t, dir)
	published := filepath.Join(dir, "public")
	before := digest(t, published)
	for _, test := range []struct {
		blocks int // of 512 bytes
		step   string
	}{
		// of the site that stands there
		{100, "finish -record ''"}, {8, "finish -record ''"}, {0, "finish -record ''"},
		{700, "offline -parts ''"}, {100, "export -out .build/export"},
		{1, "render -parts ''"}, {40, "render -parts ''"}, {700, "render -parts '' -with themes/book.toml"},
		{8, "pages -content elsewhere -assets elsewhere"},
	} {
		cmd := exec.Command("sh", "-c", fmt.Sprintf("ulimit -f %d; exec .build/bin/handbook %s", test.blocks,
			test.step))
		cmd.Dir = dir
		out, err := cmd.CombinedOutput()
		text := string(out)
		if err == nil || strings.Count(text, "ulimit -f unlimited") != 1 || strings.Contains(text, "goroutine") {
			t.Errorf("%s with files of %d blocks: %v\n%s", test.step, test.blocks, err, text)
		}
		if digest(t, published) != before {
			t.Fatalf("%s with files of %d blocks: public/ was changed", test.step, test.blocks)
		}
	}
}

// TestFullDisk makes the site with a disk of a few sizes in the place of each folder. It needs root, to mount it.
func TestFullDisk(t *testing.T) {
	t.Parallel()
	if runtime.GOOS != "linux" || os.Geteuid() != 0 {
		t.Skip("only root may mount a small disk") // a user need not be root
	}
	dir := project(t, "full")
	build(t, dir)
	published := filepath.Join(dir, "public")
	before := digest(t, published)
	for folder, sizes := range map[string][]string{
		".build/html":   {"64k", "512k", "2m"},
		".build/next":   {"64k"},
		".build/assets": {"16k"},
		"content":       {"64k"},
	} {
		for _, size := range sizes {
			t.Run(folder+" "+size, func(t *testing.T) {
				at := filepath.Join(dir, folder)
				os.MkdirAll(at, 0o755)
				if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size="+size, "tmpfs",
					at).CombinedOutput(); err != nil {
					needs.Unable(t, "cannot mount here: %s", out)
				}
				defer exec.Command("umount", at).Run()
				start := time.Now()
				out, err := makeSite(dir).CombinedOutput()
				text := string(out)
				if err == nil || time.Since(start) > time.Minute || digest(t, published) != before {
					t.Errorf("error %v after %v; public/ as it was: %v", err, time.Since(start),
						digest(t, published) == before)
				}
				if folder == ".build/next" { // a mounted folder cannot take the place of another
					return
				}
				if !strings.Contains(text, "no space left on device\n  hint: make room on the disk of ") ||
					strings.Contains(text, "goroutine") {
					t.Error(text)
				}
			})
		}
	}
	build(t, dir)
}

// TestEveryTemplateIsUsed asks Hugo for templates that no page uses, neither of this list nor of a county of several
// towns. `handbook render` does not: a list without departments uses fewer.
func TestEveryTemplateIsUsed(t *testing.T) {
	t.Parallel()
	dir := project(t, "templates")
	build(t, dir)
	of := unused(t, dir, hasBook())
	several := unused(t, filepath.Dir(county(t, "district", func(string) {})), false)
	// Its towns are unlike each other in all; these have much alike, and are compared.
	compared := countyProject(t, "compared", 2)
	cmd := exec.Command(filepath.Join(compared, ".build/bin/handbook"), "pages")
	cmd.Dir = compared
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	alike := unused(t, compared, false)
	for _, template := range of {
		if slices.Contains(several, template) && slices.Contains(alike, template) {
			t.Errorf("%s is unused", template)
		}
	}
}

// unused are the templates of the theme that no page of a built project uses.
func unused(t *testing.T, dir string, book bool) []string {
	t.Helper()
	settings := "themes/hugo.toml,.build/portal.json"
	if book {
		settings += ",themes/book.toml"
	}
	cmd := exec.Command(filepath.Join(dir, ".build/bin/hugo"), "--config", settings, "--contentDir", "content",
		"--cacheDir", filepath.Join(dir, ".build/hugo"), "--destination", filepath.Join(dir, ".build/unused"),
		"--noBuildLock", "--printUnusedTemplates")
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	found := regexp.MustCompile(`WARN  Template (\S+) is unused`).FindAllSubmatch(out, -1)
	if err != nil || bytes.Count(out, []byte("WARN")) != len(found) || !bytes.Contains(out, []byte("Total in ")) {
		t.Errorf("%v\n%s", err, out)
	}
	var names []string
	for _, m := range found {
		names = append(names, string(m[1]))
	}
	return names
}

// TestKilledPreview kills the preview in the hardest way, and wants Hugo to be gone, too.
func TestKilledPreview(t *testing.T) {
	t.Parallel()
	if runtime.GOOS != "linux" {
		t.Skip("on Linux only does a program die with the one that started it")
	}
	needs.Long(t, buildsSites)
	dir := project(t, "killed preview")
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := listener.Addr().(*net.TCPAddr).Port
	listener.Close()
	start := func() *exec.Cmd {
		cmd := exec.Command(".build/bin/handbook", "serve", "-port", strconv.Itoa(port))
		cmd.Dir = dir
		return cmd
	}
	answers := func() bool {
		response, err := http.Get(fmt.Sprintf("http://localhost:%d/", port))
		if err == nil {
			response.Body.Close()
		}
		return err == nil
	}
	until := func(what string, patience time.Duration, ok func() bool) {
		t.Helper()
		for end := time.Now().Add(patience); !ok(); time.Sleep(20 * time.Millisecond) {
			if time.Now().After(end) {
				t.Fatal("never: " + what)
			}
		}
	}
	for _, signal := range []syscall.Signal{syscall.SIGKILL, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGINT} {
		preview := start()
		if err := preview.Start(); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { preview.Process.Kill() })
		until("the preview comes", time.Minute, answers)
		if out, err := start().CombinedOutput(); err == nil ||
			!strings.Contains(string(out), fmt.Sprintf("port %d is taken by hugo (process ", port)) {
			t.Errorf("a second preview: %v, %s", err, out)
		}
		preview.Process.Signal(signal)
		preview.Wait()
		until(fmt.Sprintf("Hugo ends with the preview, which got %v", signal), 2*time.Second,
			func() bool { return !answers() && !alive(t, dir) })
	}
}

// alive tells whether a program of the project runs.
func alive(t *testing.T, dir string) bool {
	t.Helper()
	programs, err := fs.Glob(os.DirFS("/proc"), "[0-9]*/exe")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range programs {
		if to, err := os.Readlink(filepath.Join("/proc", name)); err == nil && strings.HasPrefix(to, dir) {
			return true
		}
	}
	return false
}
