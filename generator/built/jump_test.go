package built

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// TestJumps reads down a long list: the jumps at the side tell which category is being read, and on a phone each
// category leads back to the jumps, which are then open.
func TestJumps(t *testing.T) {
	t.Parallel()
	const current = `[...document.querySelectorAll('.hb-jump [aria-current]')].map(e => e.hash).join()`
	r := newReader(t, start(t), onDisk(t, public))
	r.do(chromedp.EmulateViewport(1440, 900))
	r.open("kuiyibage/basic/index.html")
	r.until("no category is read at the top of the page", current+` === ''`)
	for _, id := range []string{"minsheng", "zhengwu", "dangjian"} {
		js[bool](r, `document.querySelector('.hb-jump a[href="#`+id+`"]').click(), true`)
		r.until("the category that is read", current+` === '#`+id+`'`)
	}
	r.do(chromedp.EmulateViewport(390, 740))
	r.open("kuiyibage/basic/index.html#minsheng")
	js[bool](r, `document.querySelector('#minsheng .hb-group__back').click(), true`)
	r.until("the jumps are open, and in the window", `document.querySelector('.hb-jump details').open &&
		document.querySelector('.hb-jump').getBoundingClientRect().top >= 0 &&
		document.querySelector('.hb-jump').getBoundingClientRect().top < 300`)
	r.fine()
}
