package built

import (
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path"
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

// TestDownloadsPage: the page offers every file of data and the workbook, and says of each its size and checksum; each
// department's page offers its workbook. Files that nobody offers are none.
func TestDownloadsPage(t *testing.T) {
	t.Parallel()
	offered := map[string]bool{}
	sum := regexp.MustCompile(`<code data-sum-of="?([^\s">]+)"?>([0-9a-f]{64})</code>`)
	const page = "kuiyibage/downloads.html"
	for _, m := range sum.FindAllStringSubmatch(read(t, public, page), -1) {
		name := path.Join(path.Dir(page), m[1])
		offered[name] = true
		data, err := os.ReadFile(filepath.Join(public, name))
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprintf("%x", sha256.Sum256(data)); got != m[2] {
			t.Errorf("of %s it says the checksum %s, the file has %s", name, m[2], got)
		}
		if !strings.Contains(read(t, public, page), `<span data-size-of="`+m[1]+`">`) {
			t.Errorf("of %s it does not say the size", name)
		}
	}
	workbook := regexp.MustCompile(`<a href="?([a-z0-9-]+\.xlsx)"? download="([^"]+)\.xlsx">`)
	names, err := filepath.Glob(filepath.Join(public, "departments/*.html"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		m := workbook.FindSubmatch(text)
		if filepath.Base(name) == "index.html" {
			continue
		}
		if m == nil || !strings.Contains(string(text), "<title>"+string(m[2])+"｜") {
			t.Errorf("%s offers no workbook", name)
			continue
		}
		offered["departments/"+string(m[1])] = true
	}
	// With one town, what the county has is the town's; the names of the lists and the towns are in its own files.
	for _, name := range []string{"list.csv", "list.json", "datapackage.json", "towns.csv", "lists.csv"} {
		offered["data/"+name] = true
	}
	for _, folder := range []string{"data", "kuiyibage/data", "departments"} {
		entries, err := os.ReadDir(filepath.Join(public, folder))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if name := folder + "/" + e.Name(); !offered[name] && path.Ext(name) != ".html" {
				t.Errorf("no page offers %s", name)
			}
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
