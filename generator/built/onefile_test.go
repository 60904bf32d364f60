package built

import (
	"regexp"
	"testing"

	"github.com/chromedp/chromedp"
)

const oneFile = "kuiyibage/offline.html"

// shown is which leaves of the one-file edition are seen.
const shown = `[...document.querySelectorAll('.hb-leaf')].filter(e => e.getClientRects().length).map(e => e.id).join()`

// TestOneFileAddress comes to the one-file edition with addresses as chat programs cut them off and as nobody writes
// them.
func TestOneFileAddress(t *testing.T) {
	t.Parallel()
	r := newReader(t, start(t), onDisk(t, public))
	for _, c := range []struct{ address, asks, shows string }{
		{"", "", "front"},
		{"#", "", "front"},
		{"#%", "", "front"},
		{"#%zz", "", "front"},
		{"#%E4%BD", "", "front"},
		{"#nobody", "", "front"},
		{"#joint-999", "", "front"},
		{"#q=", "", "front"},
		{"#q=%20", "", "front"},
		{"#q=100%", "100", "found"},
		{"#q=%E4%BD%8E%E4%BF%9D", "低保", "found"},
		{"#q=%E4%BD%8E%E4%BF%9", "低", "found"},
		{"#q=%E4%BD%8E%E4%BF%9D%", "低保", "found"},
		{"#q=%E4%BD%8E%E4", "低", "found"},
		{"#q=%ED%A0%80%E4%BD%8E", "", "front"},
		{"#q=a+b%20%E4%BD%8E&q=%FF&&=", "a b 低&q=", "found"},
		{"#joint-028", "", "joint-028"},
		{"#joint-028-county-2-1", "", "joint-028"},
		{"#joint-xiangcun", "", "joint"},
	} {
		r.do(chromedp.Navigate("about:blank"))
		r.open(oneFile + c.address)
		got := js[[]string](r, `[document.querySelector('.hb-search input').value, `+shown+`]`)
		if got[0] != c.asks || got[1] != c.shows {
			t.Errorf("%s asks %q and shows %q, want %q and %q", c.address, got[0], got[1], c.asks, c.shows)
		}
		js[bool](r, `document.querySelector('.hb-search input').focus(), true`)
		r.write("低保")
		r.until("an answer after "+c.address, `document.querySelector('#results .hb-index a[href="#basic-042"]')`)
		r.fine()
	}
	for _, wrong := range js[[]string](r, "("+tryAll+")()") {
		t.Error(wrong)
	}
	r.fine()
}

// TestOneFileLeaves goes through the one-file edition by its links and back. One leaf shows at a time, and a leaf
// that was left is found again where it was.
func TestOneFileLeaves(t *testing.T) {
	t.Parallel()
	sites(t, func(t *testing.T, site string) {
		r := newReader(t, start(t), site)
		r.do(chromedp.EmulateViewport(390, 740))
		r.open(oneFile)
		shows := func(what, leaf string) {
			t.Helper()
			r.until(what+" shows "+leaf, shown+` === `+quoted(leaf))
		}
		lands := func(what string) {
			t.Helper()
			if where := js[string](r, landed); where != "" {
				t.Errorf("%s %s", what, where)
			}
		}
		click := func(selector string) { js[bool](r, `document.querySelector(`+quoted(selector)+`).click(), true`) }
		at := func() float64 { return js[float64](r, `new Promise(done => setTimeout(() => done(scrollY), 100))`) }

		shows("the file", "front")
		click(`#front a[href="#joint-shehui-guanli"]`)
		shows("a count of the front", "joint")
		lands("a count of the front")
		js[bool](r, `document.querySelector('#joint a[href="#joint-039"]').scrollIntoView({ block: 'center' }), true`)
		before := at()
		click(`#joint a[href="#joint-039"]`)
		shows("an item of the list", "joint-039")
		lands("an item of the list")
		click(".hb-skip")
		shows("the skip link", "joint-039")
		r.back()
		r.back()
		shows("the way back", "joint")
		if after := at(); after < before-2 || after > before+2 {
			t.Errorf("the list was left at %.0f px and is found again at %.0f px", before, after)
		}
		js[bool](r, `document.querySelector('.hb-search input').focus({ preventScroll: true }), true`)
		r.write("心理援助服务") // stands in duties alone
		shows("what is typed", "found")
		if top := js[float64](r, `document.getElementById('found').getBoundingClientRect().top`); top < 0 || top > 370 {
			t.Errorf("the answers begin at %.0f px", top)
		}
		click(".hb-results__line a")
		r.until("the answer's duty is marked", `document.querySelector('article.hb-leaf--open :target')`)
		lands("the answer's duty")
		r.back()
		shows("the way back", "found")
		js[bool](r, `document.querySelector('.hb-search input').focus(), true`)
		r.write("")
		shows("the empty box", "front")
		r.fine()
	})
}

// sheet is a page in a PDF as Chromium writes it.
var sheet = regexp.MustCompile(`/Type\s*/Page\b`)

// TestOneFilePrint prints what is open, and everything where that is asked for.
func TestOneFilePrint(t *testing.T) {
	t.Parallel()
	r := newReader(t, start(t), onDisk(t, public))
	sheets := func() int { return len(sheet.FindAll(r.paper(t), -1)) }
	r.open(oneFile)
	if n := sheets(); n < 1 || n > 4 {
		t.Errorf("the front prints as %d pages", n)
	}
	r.open(oneFile + "#joint-028")
	r.until("the item", shown+` === 'joint-028'`)
	if n := sheets(); n < 1 || n > 2 {
		t.Errorf("an item prints as %d pages", n)
	}

	js[bool](r, `window.print = () => { window.asked = true; }, document.querySelector('[data-do=print-all]').click(),
		true`)
	r.until("all is to be printed", `window.asked`)
	if got := js[string](r, shown); got != "joint-028" {
		t.Errorf("while all is printed, the screen shows %q", got)
	}
	if n := sheets(); n < 80 {
		t.Errorf("all prints as %d pages", n)
	}
	r.call("Emulation.setEmulatedMedia", map[string]any{"media": "print"})
	js[bool](r, `dispatchEvent(new Event('afterprint')), true`)
	if got := js[string](r, shown); got != "joint-028" {
		t.Errorf("after all was printed, the next print is of %q", got)
	}
	r.fine()
}
