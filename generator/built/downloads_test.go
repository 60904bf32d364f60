package built

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// An offer is a file that the front page has for taking away, in the words of the page.
var offer = regexp.MustCompile(`<li>\s*<a href="([^"]+)"[^>]*>[^<]+</a>\s*<span class="hb-count">(.*?)</span>\s*` +
	`<span>`)

// TestDownloads compares what the front page says of its downloads with the files.
func TestDownloads(t *testing.T) {
	needsBook(t)
	pages := regexp.MustCompile(`(\d+) 页`)
	size := regexp.MustCompile(`>([\d.]+)\x{a0}MB<`)
	for _, page := range []string{"index.html", "kuiyibage/index.html"} {
		var offered []string
		for _, m := range offer.FindAllStringSubmatch(read(t, public, page), -1) {
			file := filepath.Join(public, filepath.Dir(page), m[1])
			offered = append(offered, filepath.Base(file))
			info, err := os.Stat(file)
			if err != nil {
				t.Fatalf("%s: %v", page, err)
			}
			if strings.HasSuffix(file, ".pdf") {
				if want := pagesOf(t, file); len(pages.FindStringSubmatch(m[2])) < 2 ||
					pages.FindStringSubmatch(m[2])[1] != strconv.Itoa(want) {
					t.Errorf("%s: of %s it says %q; the file has %d pages", page, m[1], m[2], want)
				}
			}
			if filepath.Base(file) == "book.html" {
				continue // is read, not taken away
			}
			said := size.FindStringSubmatch(m[2])
			if len(said) < 2 || said[1] != strconv.FormatFloat(float64(info.Size())/1e6, 'f', 1, 64) {
				t.Errorf("%s: of %s it says %q; the file has %d bytes", page, m[1], m[2], info.Size())
			}
		}
		want := []string{"handbook.pdf", "handbook-large.pdf", "offline.html", "book.html"}
		if got := strings.Join(offered, " "); got != strings.Join(want, " ") {
			t.Errorf("%s offers %s, want %s", page, got, want)
		}
	}
}

// pagesOf counts the pages of a PDF.
func pagesOf(t *testing.T, file string) int {
	t.Helper()
	out, err := exec.Command("qpdf", "--show-npages", file).Output()
	if err != nil {
		t.Fatalf("qpdf: %v", err)
	}
	n, err := strconv.Atoi(strings.TrimSpace(string(out)))
	if err != nil {
		t.Fatal(err)
	}
	return n
}
