package built

import (
	"regexp"
	"testing"

	"github.com/chromedp/chromedp"
)

var movers = regexp.MustCompile(`transition:|animation:|@keyframes|\bscroll-behavior:|\bbehavior: ?["']smooth|<marquee`)

// TestStill wants nothing to move by itself: then nothing need be held back for those who ask for less motion.
func TestStill(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"css/handbook.css", "css/handbook-item.css", "css/handbook-front.css",
		"kuiyibage/offline.html"} {
		text := read(t, public, name)
		if mover := movers.FindString(text); mover != "" {
			t.Errorf("%s has %s", name, mover)
		}
	}
	r := newReader(t, start(t), onDisk(t, public))
	for _, page := range everyKind() {
		r.open(page)
		if n := js[int](r, `document.getAnimations().length`); n > 0 {
			t.Errorf("%s has %d animations", page, n)
		}
	}
}

// TestForcedColours gives every page the few colours that a reader has chosen for the whole system. What told theirs
// from ours by colour must be told by form: the seal full or drawn, the rule solid or double, the bar full or hollow,
// the choice underlined.
func TestForcedColours(t *testing.T) {
	t.Parallel()
	browser := start(t)
	for _, scheme := range []string{"light", "dark"} {
		r := newReader(t, browser, onDisk(t, public))
		r.call("Emulation.setEmulatedMedia", map[string]any{"features": []map[string]string{
			{"name": "forced-colors", "value": "active"}, {"name": "prefers-color-scheme", "value": scheme},
		}})
		for _, page := range everyKind() {
			r.open(page)
			if !js[bool](r, `matchMedia('(forced-colors: active)').matches`) {
				t.Fatal("the colours are not forced")
			}
			unseen := js[[]string](r, `(() => {
				const wrong = [], all = selector => [...document.querySelectorAll(selector)];
				const shown = selector => all(selector).filter(e => e.checkVisibility());
				const style = e => getComputedStyle(e), want = (ok, e, what) => ok ||
					wrong.push(what + ': ' + e.outerHTML.slice(0, 100));
				for (const e of shown('.hb-seal')) want(style(e).color !== style(e).backgroundColor, e,
					'a seal without a character');
				for (const e of shown('.hb-is-basic .hb-seal')) want(style(e).backgroundColor !== style(document.body)
					.backgroundColor && style(e).backgroundColor !== 'rgba(0, 0, 0, 0)', e,
						'a full seal that is not full');
				for (const e of shown('.hb-part--town')) want(style(e).borderTopStyle === 'solid' &&
					parseFloat(style(e).borderTopWidth) >= 4, e, 'no solid rule');
				for (const e of shown('.hb-part--county')) want(style(e).borderTopStyle === 'double', e,
					'no double rule');
				for (const e of shown('[aria-pressed=true], .hb-nav [aria-current]')) want(style(e)
					.textDecorationLine === 'underline', e, 'a choice that is not underlined');
				for (const e of shown('input, select, .hb-search__go')) want(parseFloat(style(e).borderTopWidth) >= 1,
					e, 'a field without an edge');
				const ground = style(document.documentElement).backgroundColor;
				for (const e of shown('.hb-bar rect')) want(style(e).fill !== ground || style(e).stroke !== 'none' &&
					style(e).stroke !== ground, e, 'a bar in the colour of the ground');
				return wrong;
			})()`)
			for _, u := range unseen[:min(len(unseen), 3)] {
				t.Errorf("%s, %s: %s", page, scheme, u)
			}
		}
	}
}

// TestVoiceless wants no button to read aloud where the device cannot.
func TestVoiceless(t *testing.T) {
	t.Parallel()
	r := newReader(t, start(t), onDisk(t, public))
	shown := `document.querySelector('[data-do=read]').checkVisibility()`
	r.open("kuiyibage/joint/028.html")
	if !js[bool](r, shown) {
		t.Error("there is no button to read aloud where the device can")
	}
	r.call("Page.addScriptToEvaluateOnNewDocument", map[string]any{"source": `delete window.speechSynthesis`})
	r.do(chromedp.Navigate("about:blank"))
	r.open("kuiyibage/joint/028.html")
	if js[bool](r, `'speechSynthesis' in window`) {
		t.Fatal("the device still has a voice")
	}
	if js[bool](r, shown) {
		t.Error("there is a button to read aloud where the device cannot")
	}
	r.fine()
}
