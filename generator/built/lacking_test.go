package built

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
)

// lacking takes from a page, before it loads, what browsers in other programs lack: way is what becomes of each. What
// waits two seconds after the page, waits no longer.
const lacking = `(way => {
	const fail = () => { throw new DOMException('not here', 'SecurityError'); };
	const broken = new Proxy(function () {}, { get: (_, name) => name === Symbol.toPrimitive ? () => '' : fail,
		apply: fail });
	const get = { 'is absent': () => undefined, 'is null': () => null, 'may not be touched': fail,
		'fails when used': () => broken }[way];
	const take = (from, name) => Object.defineProperty(from, name, { get, set: () => {}, configurable: true });
	for (const name of ['serviceWorker', 'share', 'clipboard']) take(Navigator.prototype, name);
	for (const name of ['localStorage', 'sessionStorage', 'speechSynthesis', 'matchMedia', 'print', 'caches',
		'indexedDB']) take(window, name);
	if (way === 'is absent') {
		delete Navigator.prototype.serviceWorker;
		delete window.speechSynthesis;
		delete window.requestIdleCallback;
	}
	for (const name of ['replaceState', 'pushState']) History.prototype[name] = fail;
	document.execCommand = () => way === 'fails when used' ? fail() : false;
	const wait = window.setTimeout;
	window.setTimeout = (act, ms, ...more) => wait(act, ms === 2000 ? 0 : ms, ...more);
})`

// TestLacking reads pages in a browser that has none of what is not needed, forbids it, or fails at it. All the rest
// must work.
func TestLacking(t *testing.T) {
	t.Parallel()
	browser := start(t)
	sites(t, func(t *testing.T, site string) {
		for _, way := range []string{"is absent", "is null", "may not be touched", "fails when used"} {
			t.Run(way, func(t *testing.T) {
				r := newReader(t, browser, site)
				r.do(chromedp.EmulateViewport(390, 740))
				r.call("Page.addScriptToEvaluateOnNewDocument",
					map[string]any{"source": fmt.Sprintf("%s(%s)", lacking, quoted(way))})
				r.open("kuiyibage/joint/028.html")
				r.until("the page stands", `document.readyState === 'complete'`)
				click := func(selector string) {
					js[bool](r, `document.querySelector(`+quoted(selector)+`).click(),
					true`)
				}
				size := func(page string) {
					t.Helper()
					click(`.hb-sizes [value=huge]`)
					if got := js[string](r, `document.documentElement.dataset.size`); got != "huge" {
						t.Errorf("%s: type is %q", page, got)
					}
				}
				size("an item")
				click("#county-2-1 .hb-anchor")
				r.until("the words to be copied by hand", `/^“实时发布/.test(document.querySelector('.hb-copy').value)`)
				click("[data-do=print]")
				r.until("it is said that nothing prints here",
					`/不能打印/.test(document.querySelector('.hb-said').textContent)`)
				if way != "fails when used" && js[bool](r, `document.querySelector('[data-do=read]').getClientRects()
					.length > 0`) {
					t.Error("a page without a voice offers to read aloud")
				}
				r.touch()
				r.write("低保")
				r.until("an answer", `/低生活保障/.test(document.querySelector('.hb-suggest').textContent)`)
				js[bool](r, `new Promise(done => setTimeout(done, 50, true))`) // the worker is asked for
				r.fine()

				r.open("search.html?q=%E4%BD%8E%E4%BF%9D")
				r.until("the answers", `document.querySelector('#results .hb-index li')`)
				r.fine()

				r.open(oneFile + "#joint-028")
				r.until("the item", shown+` === 'joint-028'`)
				size("the one file")
				js[bool](r, `document.querySelector('.hb-search input').focus(), true`)
				r.write("低保")
				r.until("the answers", `document.querySelector('#results .hb-index a[href="#basic-042"]')`)
				r.write("低")
				r.until("the answers", `document.querySelectorAll('#results .hb-index li').length > 2`)
				click("[data-do=print-all]")
				r.fine()
			})
		}
	})
}
