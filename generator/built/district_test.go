package built

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestDistrict looks at the site of the example county that is least like the first: a 区 with a 街道 and a 民族乡,
// lists and columns of its own, editions, contacts, empty cells and rare characters.
func TestDistrict(t *testing.T) {
	t.Parallel()
	site, browser := county(t, "district", func(string) {}), start(t)
	t.Run("pages", func(t *testing.T) { pagesAre(t, site, "district.txt") })
	t.Run("words", func(t *testing.T) { wordsFit(t, site) })
	t.Run("html", func(t *testing.T) { valid(t, site) })
	for _, page := range []string{
		"index.html", "zhenlan/index.html", "wutang/index.html", "zhenlan/joint/index.html", "zhenlan/joint/007.html",
		"zhenlan/basic/002.html", "zhenlan/empowered/001.html", "zhenlan/entrusted/003.html", "wutang/joint/006.html",
		"zhenlan/categories/index.html", "zhenlan/figures.html", "departments/index.html", "departments/minzheng.html",
		"about.html", "search.html", "zhenlan/offline.html",
	} {
		for _, width := range []int64{360, 1440} {
			t.Run(fmt.Sprintf("%s %d", page, width), func(t *testing.T) {
				r := newReader(t, browser, onDisk(t, site))
				r.do(chromedp.EmulateViewport(width, 800))
				r.open(page)
				r.axe(fmt.Sprintf("%s, %d px", page, width))
				r.scheme("dark")
				r.colours(fmt.Sprintf("%s, %d px, dark", page, width))
				if wide := js[bool](r, `document.documentElement.scrollWidth > innerWidth`); wide {
					t.Errorf("%s is wider than %d px", page, width)
				}
			})
		}
	}
	t.Run("search", func(t *testing.T) { searchDistrict(t, newReader(t, browser, onDisk(t, site))) })
	t.Run("one file", func(t *testing.T) { oneFileOfDistrict(t, newReader(t, browser, onDisk(t, site))) })
}

// wordsFit looks for words that are right elsewhere: of other kinds of places, and of the first town.
func wordsFit(t *testing.T, site string) {
	elsewhere := regexp.MustCompile(`县级|本镇|本乡|乡镇配合职责|泽普|奎依巴格`)
	of := map[string]*regexp.Regexp{ // what only one of the towns says
		"zhenlan": elsewhere, "wutang": regexp.MustCompile(`县级|本镇|本街道|街道配合职责|泽普|奎依巴格`),
	}
	err := fs.WalkDir(os.DirFS(site), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".html" && filepath.Ext(name) != ".js" {
			return err
		}
		folder, _, below := strings.Cut(name, "/")
		wrong := of[folder]
		if wrong == nil || !below {
			wrong = elsewhere
		}
		text, err := os.ReadFile(filepath.Join(site, name))
		if word := wrong.Find(text); word != nil {
			t.Errorf("%s says %q", name, word)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// searchDistrict asks for what only such a county has: a rare character, a column, a further list, a number to call.
func searchDistrict(t *testing.T, r *reader) {
	r.open("search.html")
	r.touch()
	for _, c := range []struct{ q, want string }{ // the third when some of the other town's texts are there
		{"𣲘口水库", "wutang/joint/001.html"}, {"鿍头渡口", "wutang/joint/005.html"}, {"㵲水", "wutang/joint/002.html"},
		{"赋2", "zhenlan/empowered/002.html"}, {"委托 3", "zhenlan/entrusted/003.html"},
		{"党建工作办公室党务岗", "zhenlan/basic/001.html"},
	} {
		r.write(c.q)
		r.until(c.q+" leads to "+c.want, `(document.querySelector('#results .hb-index a') ||
			{ getAttribute() {} }).getAttribute('href') === `+quoted(c.want))
	}
	r.write("区民政局")
	r.until("the office's number can be called",
		`(document.querySelector('.hb-results__department .hb-phone') || {}).href === 'tel:0600-8000123'`)
	r.write("街道办事处电话")
	r.until("the town's number can be called", `[...document.querySelectorAll('.hb-results__phones:not([hidden]) a')]
		.some(a => a.href === 'tel:0600-8000200')`)
	r.fine()
}

// oneFileOfDistrict follows addresses in the one-file edition to duties of further lists and columns.
func oneFileOfDistrict(t *testing.T, r *reader) {
	for _, id := range []string{"empowered-002-town-1-2", "basic-001-field-2-1", "joint-007-town-1-3"} {
		r.open("zhenlan/offline.html#" + id)
		r.until("the file opens at "+id, `(document.querySelector('.hb-leaf--open :target') || {}).id === `+quoted(id))
	}
	r.fine()
}
