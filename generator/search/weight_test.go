package search

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestSmallerListsWeighLess: a list shorter than ours leaves more room for the common layer, but all that comes without
// a slip weighs no more for it than for ours, whose bytes TestSearchBytes holds. What reads slips has the rest.
func TestSmallerListsWeighLess(t *testing.T) {
	weigh := func(folder string) (answer, all, slips int) {
		t.Helper()
		county, words, _ := listOf(t, folder)
		files, err := Files(county, words)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			n := zippedSize(t, f.Data)
			switch filepath.Base(f.Path) {
			case "county.js", "titles.js":
				answer, all = answer+n, all+n
			case "duties.js":
				all += n
			case "slips.js":
				slips += n
			}
		}
		return answer, all, slips
	}
	const mostSlips = 51_000 // bytes, for what stands nowhere; on a slow line, two and a half seconds more
	ourAnswer, ourAll, _ := weigh("../../data")
	lists, err := os.ReadDir("testdata/lists")
	if err != nil {
		t.Fatal(err)
	}
	for _, each := range lists {
		if !each.IsDir() {
			continue
		}
		answer, all, slips := weigh(filepath.Join("testdata/lists", each.Name()))
		t.Logf("%s: %d bytes for the first answer, %d in all, %d more for slips", each.Name(), answer, all, slips)
		if all > ourAll || slips > mostSlips {
			t.Errorf("%s: %d bytes, ours has %d; %d for slips, at most %d", each.Name(), all, ourAll, slips, mostSlips)
		}
		if answer > ourAnswer {
			t.Errorf("%s: %d bytes for the first answer, ours has %d", each.Name(), answer, ourAnswer)
		}
	}
}

func zippedSize(t *testing.T, data []byte) int {
	t.Helper()
	var out bytes.Buffer
	w, _ := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if _, err := w.Write([]byte(strings.TrimSpace(string(data)))); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Len()
}
