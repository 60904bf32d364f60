// Package built holds the tests of the built site: what its pages say, how a browser shows them, that the build gives
// the same bytes every time and leaves the last good site when it is stopped. They look at public/ as `make` left it;
// `make test` sees to that.
package built

import (
	"bufio"
	"bytes"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"handbook/generator/needs"
)

const (
	root   = "../.."
	public = root + "/public"
)

func TestMain(m *testing.M) {
	var err error
	if temporary, err = os.MkdirTemp("", "built"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := needs.Main(m, []string{public + "/index.html", root + "/.build/bin/hugo", root + "/.build/node/done"},
		[]string{public + "/kuiyibage/handbook.pdf", root + "/.build/fonts/done", root + "/.build/engines/done"})
	os.RemoveAll(temporary)
	os.Exit(code)
}

// TestPages holds the pages against testdata/pages.txt. A case is a line "page PATH" and lines of what must be so:
//
//	has TEXT     the page's source has the text
//	lacks TEXT   it has not
//	reads TEXT   the text that a reader sees has it, white space aside
//	count N TEXT the source has the text N times
func TestPages(t *testing.T) { pagesAre(t, public, "pages.txt") }

// TestPagesOfBook does the same by testdata/book.txt, with the pages that are there when the book is.
func TestPagesOfBook(t *testing.T) {
	needsBook(t)
	pagesAre(t, public, "book.txt")
}

// pagesAre holds the pages of a site against a file of cases.
func pagesAre(t *testing.T, site, file string) {
	t.Helper()
	cases, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	var page, source, text string
	lines := bufio.NewScanner(bytes.NewReader(cases))
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		verb, want, _ := strings.Cut(line, " ")
		fail := func(format string, args ...any) {
			t.Helper()
			t.Errorf("%s:%d: %s: %s", file, n, page, fmt.Sprintf(format, args...))
		}
		switch verb {
		case "", "#":
		case "page":
			page = want
			raw, err := os.ReadFile(filepath.Join(site, filepath.FromSlash(page)))
			if err != nil {
				fail("%v", err)
			}
			source, text = string(raw), visible(string(raw))
		case "has":
			if !strings.Contains(source, want) {
				fail("does not have %q", want)
			}
		case "lacks":
			if strings.Contains(source, want) {
				fail("has %q", want)
			}
		case "reads":
			if !strings.Contains(text, squeeze(want)) {
				fail("does not read %q", want)
			}
		case "count":
			var times int
			number, what, _ := strings.Cut(want, " ")
			if _, err := fmt.Sscan(number, &times); err != nil {
				fail("%q is not a number", number)
			}
			if got := strings.Count(source, what); got != times {
				fail("has %q %d times, not %d", what, got, times)
			}
		default:
			fail("unknown line %q", line)
		}
	}
}

var (
	tags  = regexp.MustCompile(`(?s)<(script|style)\b.*?</(script|style)>|<[^>]*>`)
	space = regexp.MustCompile(`\s+`)
)

// visible is the text of a page without its tags and white space.
func visible(source string) string {
	return squeeze(html.UnescapeString(tags.ReplaceAllString(source, "")))
}

func squeeze(s string) string { return space.ReplaceAllString(s, "") }
