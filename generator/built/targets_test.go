package built

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
)

// small lists what can be pressed and is lower than so many pixels, or hidden below something else. What counts is
// where a finger meets it: a line of a list leads where its link does. Links in the midst of a sentence are as high
// as its line; what a duty is cited by is none of them, be it a number or a word.
const small = `least => {
	const wrong = [], control = e => e && e.closest('a, button, input, select, summary');
	for (const e of document.querySelectorAll('a[href], button, input, select, summary')) {
		if (!e.checkVisibility({ visibilityProperty: true }) || e.matches('.hb-skip')) continue;
		const sentence = e.closest('p, ol li, blockquote, h2, h3, h4, .hb-prose li, .hb-book td');
		if (sentence && getComputedStyle(e).display === 'inline' && !e.closest('.hb-index')) continue;
		e.scrollIntoView({ block: 'center' });
		const [box] = e.getClientRects(), x = box.left + Math.min(box.width / 2, 20), middle = box.top + box.height / 2;
		const met = y => y >= 0 && y < innerHeight && control(document.elementFromPoint(x, y)) === e;
		// Up and down from the middle, in strides that get smaller where the control ends. Higher than least is high
		// enough.
		const end = way => {
			let far = 0;
			for (const stride of [4, 1]) while (far < least && met(middle + way * (far + stride))) far += stride;
			return far;
		};
		const high = met(middle) ? end(-1) + 1 + end(1) : 0;
		if (high < least) wrong.push(Math.round(high) + ' px: ' + e.outerHTML.slice(0, 100));
	}
	return wrong;
}`

// TestTargets presses with a finger: 44 px in the usual size of type, 60 px in the larger ones.
func TestTargets(t *testing.T) {
	t.Parallel()
	browser := start(t)
	for _, page := range append(everyKind(), "search.html?q=%E5%86%9C%E6%9D%91") {
		r := newReader(t, browser, onDisk(t, public))
		r.do(chromedp.EmulateViewport(360, 740))
		r.call("Emulation.setTouchEmulationEnabled", map[string]any{"enabled": true})
		r.open(page)
		for size, least := range map[string]int{"": 44, "large": 60, "huge": 60} {
			js[bool](r, `document.documentElement.dataset.size = `+quoted(size)+`, `+quoted(size)+` ||
				delete document.documentElement.dataset.size, true`)
			if !js[bool](r, `matchMedia('(pointer: coarse)').matches`) {
				t.Fatal("the browser does not take itself for a phone")
			}
			js[bool](r, `document.querySelector('.hb-sizes-open').setAttribute('aria-expanded', true), true`)
			wrong := js[[]string](r, fmt.Sprintf("(%s)(%d)", small, least))
			for _, w := range wrong[:min(len(wrong), 5)] {
				t.Errorf("%s, type %q: %s", page, size, w)
			}
			if more := len(wrong) - 5; more > 0 {
				t.Errorf("%s, type %q: and %d more", page, size, more)
			}
		}
	}
}
