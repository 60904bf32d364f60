package built

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"handbook/generator/browser"
	"handbook/generator/needs"
)

// start starts a browser that ends with the test.
func start(t testing.TB) context.Context {
	t.Helper()
	needs.Long(t, "a browser")
	ctx, stop, err := browser.Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	return ctx
}

// onDisk is the address of a folder, ending with a slash.
func onDisk(t testing.TB, folder string) string {
	t.Helper()
	path, err := filepath.Abs(folder)
	if err != nil {
		t.Fatal(err)
	}
	return "file://" + filepath.ToSlash(path) + "/"
}

// served serves a folder below a path, as a county's web server may, and returns its address, ending with a slash.
func served(t testing.TB, folder string) string {
	t.Helper()
	server := httptest.NewServer(http.StripPrefix("/zwgk/qingdan/", http.FileServer(http.Dir(folder))))
	t.Cleanup(server.Close)
	return server.URL + "/zwgk/qingdan/"
}

// A reader has one tab of a browser and the site at an address, which ends with a slash. What goes wrong on the pages
// is kept.
type reader struct {
	testing.TB
	ctx        context.Context
	site       string
	complaints func() []string
}

func newReader(t testing.TB, browser context.Context, site string) *reader {
	t.Helper()
	tab, done := chromedp.NewContext(browser)
	t.Cleanup(done)
	tab, cancel := context.WithTimeout(tab, 10*time.Minute) // on a busy computer
	t.Cleanup(cancel)
	r := &reader{t, tab, site, listen(t, tab, site)}
	r.do(chromedp.EmulateViewport(1280, 800))
	r.call("Page.addScriptToEvaluateOnNewDocument", map[string]any{"source": noteScripts})
	r.call("Network.setCacheDisabled", map[string]any{"cacheDisabled": true})
	r.call("Emulation.setFocusEmulationEnabled", map[string]any{"enabled": true})
	return r
}

// noteScripts keeps the names of the scripts that have arrived on a page and run.
const noteScripts = `window.ran = []; document.addEventListener('load', e => e.target.src &&
	ran.push(e.target.src.replace(/^.*\/|\?.*$/g, '')), true)`

// with is the reader of a subtest.
func (r *reader) with(t testing.TB) *reader {
	copied := *r
	copied.TB = t
	return &copied
}

func (r *reader) do(steps ...chromedp.Action[chromedp.Void]) {
	r.Helper()
	if err := chromedp.Do(r.ctx, steps...); err != nil {
		r.Fatal(err)
	}
}

// js evaluates an expression in the page; a promise is waited for.
func js[T any](r *reader, expression string) T {
	r.Helper()
	value, err := chromedp.Run(r.ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		r.Fatalf("%v\n%s", err, expression[:min(len(expression), 300)])
	}
	return value
}

// quoted writes text as JavaScript does.
func quoted(text string) string {
	raw, _ := json.Marshal(text)
	return string(raw)
}

// open opens a page in which no search is loaded; touch then puts the focus into its search box and waits until it
// answers.
func (r *reader) open(name string) {
	r.Helper()
	r.do(chromedp.Navigate(r.site + name))
}

func (r *reader) touch() {
	r.Helper()
	js[bool](r, `document.querySelector('.hb-search input').focus(), true`)
	r.ready()
}

// ready waits until the whole search has arrived, the duties too, and is unpacked and at work.
func (r *reader) ready() {
	r.Helper()
	r.until("the search is there", `window.ran && ran.includes('duties.js') &&
		document.querySelector('.hb-search [role=combobox], #results .hb-results__found') &&
			!handbook.search.unpack()`)
	js[bool](r, `new Promise(done => setTimeout(done, 20, true))`) // what the page itself does when all is unpacked
}

// slips types one into the box, and waits until what reads it is there.
func (r *reader) slips() {
	r.Helper()
	r.write("宅机地")
	r.until("slips are read", `!handbook.search.wants('宅机地').length && !handbook.search.unpack()`)
	r.write("")
}

// until waits for something to become so, be it on another page.
func (r *reader) until(what, expression string) {
	r.Helper()
	for deadline := time.Now().Add(15 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		so, err := chromedp.Run(r.ctx, chromedp.Evaluate[bool]("!!("+expression+")"))
		if so && err == nil { // between two pages there is none to ask
			return
		}
		if time.Now().After(deadline) {
			r.Fatalf("waited in vain for: %s, at %s: %v; %q", what, r.address(), err, r.complaints())
		}
	}
}

// write replaces what stands in the search box, as an input method or the clipboard does; press presses keys.
func (r *reader) write(text string) {
	r.Helper()
	js[bool](r, `document.activeElement.select(), true`)
	if text == "" {
		r.press(kb.Delete)
		return
	}
	r.call("Input.insertText", map[string]any{"text": text})
}

func (r *reader) press(keys ...string) {
	r.Helper()
	for _, key := range keys {
		if key != kb.Enter {
			r.do(chromedp.KeyEvent(key))
			continue
		}
		// As a keyboard does: what the page prevents, sends no form. The page may be gone before the key is up.
		for _, kind := range []string{"keyDown", "keyUp"} {
			chromedp.Do(r.ctx, chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
				return t.Call(ctx, "Input.dispatchKeyEvent",
					map[string]any{"type": kind, "key": "Enter", "code": "Enter", "text": "\r",
						"windowsVirtualKeyCode": 13}, nil)
			}))
		}
	}
}

// call gives the browser a command.
func (r *reader) call(method string, params map[string]any) {
	r.Helper()
	r.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error { return t.Call(ctx, method, params, nil) }))
}

// follows does something that leads to another page, and wants this to be the site's page so named, with its query
// and fragment.
func (r *reader) follows(want string, step func()) {
	r.Helper()
	step()
	r.until("the page "+want, `document.readyState === 'complete' && decodeURIComponent(location.href)
		.replace(/\+/g, ' ') === `+quoted(r.site+want))
}

func (r *reader) back() { js[bool](r, `setTimeout(() => history.back()), true`) }

// address is where the reader is, below the site.
func (r *reader) address() string {
	r.Helper()
	return strings.TrimPrefix(js[string](r, `decodeURIComponent(location.href)`), r.site)
}

// fine wants that nothing has gone wrong.
func (r *reader) fine() {
	r.Helper()
	for _, c := range r.complaints() {
		if !strings.HasSuffix(c, "net::ERR_ABORTED") { // a page that was left while it loaded
			r.Error(c)
		}
	}
}

// requests notes the files of the search that a tab asks for from now on; the function it returns takes those so far.
func (r *reader) requests() func() []string {
	r.Helper()
	asked := make(chan string, 1000)
	err := chromedp.Listen(r.ctx, func(event any) {
		if e, ok := event.(*network.EventRequestWillBeSent); ok {
			if name, _, _ := strings.Cut(strings.TrimPrefix(e.Request.URL, r.site), "?"); strings.HasPrefix(name,
				"search/") && name != "search/loader.js" {
				asked <- name
			}
		}
	})
	if err != nil {
		r.Fatal(err)
	}
	return func() []string {
		var names []string
		for len(asked) > 0 {
			names = append(names, <-asked)
		}
		slices.Sort(names)
		return names
	}
}
