package book

import (
	"path/filepath"
	"strings"
	"testing"

	"handbook/generator/book/manuscript"
	"handbook/generator/list"
	"handbook/generator/page"
)

// TestDistrict prints the books of a county with lists and columns of its own, editions, numbers to call, empty cells,
// and characters that the common fonts lack. The list of one of its towns was compared with its document.
func TestDistrict(t *testing.T) {
	t.Parallel()
	county, _ := list.Load("../testdata/district")
	pages := page.All(county)
	for i, town := range county.Towns {
		t.Run(town.ID, func(t *testing.T) {
			t.Parallel()
			m, err := Read("../testdata/district", manuscript.Source{
				County: county, Town: town, Pages: pages, Proved: i == 0,
			})
			if err != nil {
				t.Fatal(err)
			}
			c := config(t, t.TempDir())
			if err := makeBook(c, m); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(c.Site, town.ID, "handbook.pdf")
			b := bound{
				edition: standardEdition, dir: c.Work, path: path, html: filepath.Join(c.Work, "print.html"), book: m,
				pages: sheets(t, path), file: classic(t, path),
			}
			if n := everyWordIsThere(t, b); n < 50 {
				t.Errorf("only %d texts were checked", n)
			}
			pageNumbersAgree(t, b)
			fontsAreProper(t, b)
			noOverprint(t, b)
			outline(t, b)
			readAloud(t, b)
			tagsAgree(t, b)
			said := ""
			for _, s := range b.pages {
				left, right := s.columns()
				said += left + right
			}
			for _, want := range []struct {
				text string
				here bool
			}{
				{"并与原文逐字核对", i == 0}, {"尚未与原文逐字核对", i > 0},
				{"版本2025年版", true}, {"电话：0600-8000110", true},
				{"实施依据《中国共产党章程》", i == 0}, {"原文此栏空白", true}, {"本街道职责", false}, {"县级", false},
			} {
				if strings.Contains(letters(said), letters(want.text)) != want.here {
					t.Errorf("the book says %q, or should: %v", want.text, want.here)
				}
			}
		})
	}
}
