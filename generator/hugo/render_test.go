package hugo

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"handbook/generator/diag"
)

// project is a folder with a site's settings, a page, a theme's files, and a shell script for Hugo. The script is given
// what it needs to write the site: write makes it whole.
func project(t *testing.T, script string) (Config, *strings.Builder) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("needs a shell")
	}
	dir := t.TempDir()
	t.Chdir(dir)
	for name, text := range map[string]string{
		"themes/hugo.toml":                 "theme = \"handbook\"\nthemesDir = \"themes\"\nassetDir = \"assets\"\n",
		"themes/handbook/static/icon.svg":  "<svg/>",
		"themes/handbook/assets/css/a.css": "a { color: red }\n",
		"themes/handbook/assets/css/b.css": "b { color: red }\n",
		"themes/handbook/assets/js/a.js":   "let a = 1",
		"themes/handbook/assets/js/b.js":   "let b = 2",
		"assets/search/data/county.js":     "handbook.load(1)",
		"content/_index.md":                "---\n# generated: edit the list, not this page; from data\n---\n",
		"content/town/item.md":             "---\n# generated: edit the list, not this page; from data\n---\n",
		"content/draft.md":                 "---\ndraft: true\n---\n",
		"html/old.html":                    "of the run before",
	} {
		put(t, name, text)
	}
	program := "#!/bin/sh\nset -e\n" + `write() {
	mkdir -p html/css html/js html/town html/search/data
	printf '<html>1</html>\n' > html/index.html
	printf '<html>2</html>' > html/town/item.html
	printf '<svg/>' > html/icon.svg
	cat themes/handbook/assets/css/?.css > html/css/all.css
	printf 'let b = 2\n;\nlet a = 1' > html/js/all.js
	cp assets/search/data/county.js html/search/data
	echo 'Start building sites … '; echo ' Pages            │     3 '; echo 'Total in 1 ms'
}
` + script
	put(t, "hugo", program)
	if err := os.Chmod("hugo", 0o755); err != nil {
		t.Fatal(err)
	}
	out := &strings.Builder{}
	return Config{Program: "./hugo", Portal: "portal.json", Content: "content", Site: "html", Output: out}, out
}

func put(t *testing.T, name, text string) {
	t.Helper()
	if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte(text), 0o644)); err != nil {
		t.Fatal(err)
	}
}

func TestRender(t *testing.T) {
	for name, test := range map[string]struct {
		script string
		said   string // all that is shown of what Hugo said
		err    string // how the error begins; "" is none
	}{
		"all is well":           {"write", "", ""},
		"a child that lives on": {"write; sleep 60 & exit 0", "", ""},
		"a warning": {
			"write; echo 'WARN  one'",
			"WARN  one\n",
			"hugo made the site, but with 1 of its warnings",
		},
		"an error that is told twice": {
			"echo \"ERROR render of $PWD/content/x.md:3:1: no\"; echo '  > 3 | x'; " +
				"echo \"ERROR render of $PWD/content/x.md:3:1: no\"; echo '  > 3 | x'; exit 1",
			"ERROR render of content/x.md:3:1: no\n  > 3 | x\n",
			"hugo could not make the site: exit status 1\n  hint: ",
		},
		"a broken program": {
			"printf 'panic: oh\\n\\ngoroutine 1 [running]:\\nmain.main()\\n\\t/a.go:1\\n'; exit 2",
			"panic: oh\n",
			"hugo could not make the site: exit status 2\n",
		},
		"an unknown complaint": {
			"echo 'not for this machine' >&2; exit 126",
			"not for this machine\n",
			"hugo could not make the site: exit status 126\n",
		},
		"no reason":            {"kill -9 $$", "", "hugo ended without a reason: signal: killed\n  hint: "},
		"no end":               {"write; sleep 60", "", "hugo did not end within 1.5s for 3 pages\n  hint: "},
		"no end, and children": {"sleep 60 & sleep 60", "", "hugo did not end within 1.5s for 3 pages\n  hint: "},
		"no room": {
			"echo 'ERROR write html/a: no space left on device'; exit 1",
			"ERROR write html/a: no space left on device\n",
			"hugo could not write the site: write html: no space left on device\n" +
				"  hint: make room on the disk of html",
		},
		"no more of a share": {
			"echo 'ERROR write html/a: disk quota exceeded'; exit 1",
			"ERROR write html/a: disk quota exceeded\n",
			"hugo could not write the site: write html: disk quota exceeded\n  hint: your share",
		},
		"nothing": {"true", "", "hugo reported no error, but the site that it wrote to html is incomplete"},
		"a page cut off": {
			"write; printf '<html>2' > html/town/item.html",
			"html/town/item.html: cut off after 7 bytes\n",
			"hugo reported no error, but",
		},
		"an empty page": {"write; : > html/404.html", "html/404.html: empty\n", "hugo reported no error, but"},
		"a page too few": {
			"write; rm html/town/item.html",
			"html/town/item.html: is not there, though content/town/item.md is\n",
			"hugo reported no error, but",
		},
		"a copy cut off": {
			"write; printf '<s' > html/icon.svg",
			"html/icon.svg: cut off: 2 of the 6 bytes of themes/handbook/static/icon.svg\n",
			"hugo reported no error, but",
		},
		"a copy too few": {
			"write; rm html/icon.svg",
			"html/icon.svg: is not there, though themes/handbook/static/icon.svg is\n",
			"hugo reported no error, but",
		},
		"data cut off": {
			"write; printf hand > html/search/data/county.js",
			"html/search/data/county.js: cut off: 4 of the 16 bytes of assets/search/data/county.js\n",
			"hugo reported no error, but",
		},
		"a style sheet cut off": {
			"write; printf 'a { color: red }\\nb { color' > html/css/all.css",
			"html/css/all.css: cut off after 26 bytes\n",
			"hugo reported no error, but",
		},
		"a script cut off": {
			"write; printf 'let b = 2\\n;\\nlet a' > html/js/all.js",
			"html/js/all.js: cut off after 17 bytes\n",
			"hugo reported no error, but",
		},
		"an unmade site map": {
			"write; printf '<urlset><loc' > html/sitemap.xml",
			"html/sitemap.xml: cut off after 12 bytes\n",
			"hugo reported no error, but",
		},
	} {
		t.Run(name, func(t *testing.T) {
			c, out := project(t, test.script)
			if strings.HasPrefix(name, "no end") {
				c.Limit = 1500 * time.Millisecond
			}
			start := time.Now()
			report, err := c.Render(t.Context())
			if took := time.Since(start); took > 20*time.Second {
				t.Errorf("it took %v", took)
			}
			if test.said != "" || test.err == "" {
				if got := out.String(); got != test.said {
					t.Errorf("said %q, want %q", got, test.said)
				}
			}
			if test.err == "" {
				if err != nil || report.Pages != 2 || report.Files != 6 {
					t.Errorf("%+v, error %v", report, err)
				}
				if _, err := os.Stat("html/old.html"); err == nil {
					t.Error("a page of the run before is still there")
				}
				return
			}
			if said := told(err); !strings.HasPrefix(said, test.err) {
				t.Errorf("error %s, want %s", said, test.err)
			}
			if left, _ := os.ReadDir("html"); len(left) > 0 {
				t.Errorf("an incomplete site is left for the next step: %v", left)
			}
		})
	}
}

// Hugo, waiting for itself when there is no room, is not waited for.
func TestNoRoomIsSaidSoon(t *testing.T) {
	c, _ := project(t, "echo 'ERROR write html/a: no space left on device'; sleep 60")
	start := time.Now()
	_, err := c.Render(t.Context())
	if err == nil || !strings.Contains(err.Error(), "no space left on device") || time.Since(start) > 20*time.Second {
		t.Errorf("after %v: %v", time.Since(start), err)
	}
}

// Nor is it after another error.
func TestNoEndAfterAnError(t *testing.T) {
	c, out := project(t, "echo 'ERROR mkdir: permission denied'; sleep 60")
	start := time.Now()
	_, err := c.Render(t.Context())
	if err == nil || time.Since(start) > 30*time.Second ||
		!strings.HasPrefix(err.Error(), "hugo could not make the site, and did not end by itself") {
		t.Errorf("after %v: %v", time.Since(start), err)
	}
	if got := out.String(); got != "ERROR mkdir: permission denied\n" {
		t.Errorf("said %q", got)
	}
}

func TestFolderThatCannotBeWritten(t *testing.T) {
	c, _ := project(t, "write")
	c.Site = "hugo" // a file
	_, err := c.Render(t.Context())
	if err == nil || !strings.HasPrefix(err.Error(), "cannot prepare hugo, for the site: ") {
		t.Error(err)
	}
	if os.Geteuid() == 0 {
		t.Skip("root may write everywhere")
	}
	c.Site = "locked"
	os.Mkdir("locked", 0o555)
	if _, err := c.Render(t.Context()); err == nil || !strings.Contains(err.Error(), "permission denied") {
		t.Error(err)
	}
}

// A Hugo that takes long is told of, with the limit; at the limit it ends, and is not run again.
func TestWorkingIsTold(t *testing.T) {
	c, _ := project(t, "echo run >> runs; sleep 60")
	c.Limit = 2500 * time.Millisecond
	told := make(chan string, 9)
	c.Working = func(pages int, took, limit time.Duration) {
		told <- fmt.Sprintf("%d pages, %v of %v", pages, took.Round(time.Second), limit)
	}
	_, err := c.Render(t.Context())
	if err == nil || !strings.HasPrefix(err.Error(), "hugo did not end within 2.5s for 3 pages") {
		t.Error(err)
	}
	if first := <-told; first != "3 pages, 1s of 2.5s" {
		t.Error(first)
	}
	if runs, err := os.ReadFile("runs"); err != nil || string(runs) != "run\n" {
		t.Errorf("it ran\n%s%v", runs, err)
	}
}

func TestLimitGrowsWithThePages(t *testing.T) {
	if few, many := limitOf(1), limitOf(43000); few < 2*time.Minute || many < 20*time.Minute {
		t.Errorf("%v for a page, %v for 43,000", few, many)
	}
}

func TestStoppedByTheUser(t *testing.T) {
	c, _ := project(t, "touch started; sleep 60")
	ctx, stop := context.WithCancel(t.Context())
	go func() {
		for _, err := os.Stat("started"); err != nil; _, err = os.Stat("started") {
			time.Sleep(10 * time.Millisecond)
		}
		stop()
	}()
	if _, err := c.Render(ctx); !errors.Is(err, ErrStopped) {
		t.Error(err)
	}
}

// Whatever the caller's environment holds, Hugo is run with the same.
func TestEnvironment(t *testing.T) {
	c, _ := project(t, "export -p > seen; write")
	var seen [2]string
	for i := range seen {
		if _, err := c.Render(t.Context()); err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile("seen")
		if err != nil {
			t.Fatal(err)
		}
		seen[i] = string(text)
		for _, name := range []string{
			"HUGO_TITLE", "HUGO_PARAMS_PORTAL_NAME", "HUGOxUGLYURLS", "HUGO_ENVIRONMENT", "HUGO_PUBLISHDIR", "LANG",
			"LC_ALL", "TZ", "NODE_PATH", "SASS_PATH", "CI", "GOFLAGS", "HOME", "PATH", "XDG_CONFIG_HOME",
		} {
			t.Setenv(name, "/elsewhere")
		}
	}
	if seen[0] != seen[1] {
		t.Errorf("Hugo saw\n%s\nand then\n%s", seen[0], seen[1])
	}
}

// Where there are few pages, Hugo collects garbage seldom, unless the caller says how often.
func TestGarbage(t *testing.T) {
	c, _ := project(t, "echo $GOGC $GOMEMLIMIT > seen; write")
	for _, want := range []string{"400 150MiB\n", "50 150MiB\n"} {
		if _, err := c.Render(t.Context()); err != nil {
			t.Fatal(err)
		}
		if seen, err := os.ReadFile("seen"); err != nil || string(seen) != want {
			t.Errorf("Hugo was told %q, want %q: %v", seen, want, err)
		}
		t.Setenv("GOGC", "50")
	}
	if got := garbage(manyPages + 1); got != nil {
		t.Errorf("for many pages %q", got)
	}
}

func TestCannotStart(t *testing.T) {
	c, _ := project(t, "")
	c.Program = "bin/hugo"
	_, err := c.Render(t.Context())
	want := "cannot start bin/hugo: no such file or directory\n" +
		"  hint: make builds it; or name an installed one with -hugo\n"
	if said := told(err); said != want {
		t.Errorf("error %s, want %s", said, want)
	}
}

// told is an error as the user reads it, with its hint.
func told(err error) string {
	var b strings.Builder
	diag.PrintError(&b, err)
	return strings.TrimPrefix(b.String(), "handbook: error: ")
}

// The folders may lie on another disk, behind a link.
func TestLinkedFolders(t *testing.T) {
	c, _ := project(t, "write; printf cut > html/town/item.html")
	for _, name := range []string{"html", "content"} {
		if err := errors.Join(os.Rename(name, name+"-there"), os.Symlink(name+"-there", name)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := c.Render(t.Context()); err == nil || !strings.HasPrefix(err.Error(), "hugo reported no error, but") {
		t.Error(err)
	}
}
