package built

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"golang.org/x/sync/errgroup"
)

// everyKind is every kind of page, the one-file edition and its own pages among them.
func everyKind() []string {
	var pages []string
	for _, p := range kindsOfPage {
		pages = append(pages, p.path)
	}
	const whole = "kuiyibage/offline.html"
	return append(pages, whole, whole+"#joint", whole+"#joint-088", whole+"#d-nongyeju", whole+"#q=%E4%BD%8E%E4%BF%9D")
}

// A view is a page in a state in which readers meet it: it is there when the expression is true.
type view struct{ site, path, there string }

// views are every kind of page, and the states that only scripts bring about: answers, none, and a search that does
// not come.
func views(t *testing.T) []view {
	t.Helper()
	disk := onDisk(t, public)
	var all []view
	for _, page := range append(everyKind(), "kuiyibage/joint/index.html", "kuiyibage/reclaimed/index.html",
		"kuiyibage/joint/002.html", "kuiyibage/reclaimed/019.html") {
		all = append(all, view{disk, page, `true`})
	}
	const answers, none = `document.querySelector('#results .hb-index li')`,
		`/没有/.test(document.getElementById('results').textContent)`
	all = append(all, view{disk, "search.html?q=%E5%86%9C%E6%9D%91", answers}, // 农村
		view{disk, "search.html?q=%E6%8A%A4%E7%85%A7", none}, // 护照
		view{disk, "search.html?q=%E6%8A%A4%E7%85%A7&list=basic", none},
		view{disk, "kuiyibage/offline.html#q=%E6%8A%A4%E7%85%A7",
			`/没有/.test(document.querySelector('#found [role=status]').textContent)`})
	for _, lacks := range []string{"search/search.js", "search/data/kuiyibage/duties.js"} {
		folder := t.TempDir()
		if err := os.CopyFS(folder, os.DirFS(public)); err != nil {
			t.Fatal(err)
		}
		if err := os.Remove(filepath.Join(folder, filepath.FromSlash(lacks))); err != nil {
			t.Fatal(err)
		}
		all = append(all, view{onDisk(t, folder), "search.html?q=%E5%86%9C%E6%9D%91",
			`/没能载入/.test((document.querySelector('.hb-search__note') || {}).textContent)`})
	}
	return all
}

// TestAccessible judges every view in light and dark, in three sizes of type, with and without high contrast, on a
// phone and on a desk. The size is chosen as a reader chooses it.
func TestAccessible(t *testing.T) {
	t.Parallel()
	browser, views := start(t), views(t)
	for _, width := range []int64{360, 1440} {
		for _, v := range views {
			t.Run(fmt.Sprintf("%d %s", width, v.path), func(t *testing.T) {
				t.Parallel()
				// The tabs of one profile tell each other what was chosen.
				profile, done := chromedp.NewContext(browser, chromedp.WithNewBrowserContext())
				defer done()
				if err := chromedp.Do(profile); err != nil {
					t.Fatal(err)
				}
				accessible(t, newReader(t, profile, v.site), v, width)
			})
		}
	}
}

func accessible(t *testing.T, r *reader, v view, width int64) {
	r.do(chromedp.EmulateViewport(width, 800))
	r.open(v.path)
	r.until("the view is there", `!!(`+v.there+`)`)
	press := func(set, value string) {
		js[bool](r, fmt.Sprintf(`(document.documentElement.dataset.%[1]s || '') === %[2]q ||
			document.querySelector('[data-set=%[1]s][value=%[2]q]').click(), true`, set, value))
		if got := js[string](r, `document.documentElement.dataset.`+set+` || ''`); got != value {
			t.Fatalf("%s: %s is %q, chosen was %q", v.path, set, got, value)
		}
	}
	judge := func(by func(*reader, string), scheme, size string) {
		press("size", size)
		by(r, fmt.Sprintf("%s, %d px, %s, type %q", v.path, width, scheme, size))
	}
	contrast := func(scheme string) {
		press("size", "")
		js[bool](r, `document.querySelector('[data-set=contrast]').click(), true`)
		r.colours(fmt.Sprintf("%s, %d px, %s, high contrast", v.path, width, scheme))
		js[bool](r, `document.querySelector('[data-set=contrast]').click(), true`)
	}
	// All rules once for each layout (the middle size has that of the smallest or the largest), and those of colours
	// and of layout wherever these differ.
	r.scheme("light")
	judge((*reader).axe, "light", "")
	judge((*reader).allButColours, "light", "huge")
	r.lighten()
	judge((*reader).layout, "light", "large")
	contrast("light")
	r.scheme("dark")
	judge((*reader).colours, "dark", "")
	judge((*reader).layout, "dark", "large")
	judge((*reader).layout, "dark", "huge")
	contrast("dark")
	if !js[bool](r, `!!(`+v.there+`)`) {
		t.Errorf("%s: the view went away", v.path)
	}
}

// lighten takes off the page what [reader.colours] has nothing new to judge on, and would spend most of its time on:
// the leaves of the one-file edition that are not shown, and of the book's items all but three of those that are built
// alike, of the same elements and classes. What is not in the window is laid out then: axe would else measure places
// that the browser has only guessed.
func (r *reader) lighten() {
	r.Helper()
	js[bool](r, `(() => {
		for (const leaf of document.querySelectorAll('.hb-leaf')) if (!leaf.getClientRects().length) leaf.remove();
		for (const part of document.querySelectorAll('.hb-book > section')) part.style.contentVisibility = 'visible';
		const alike = {};
		for (const item of document.querySelectorAll('.hb-book__item')) {
			item.style.contentVisibility = 'visible';
			const inner = [...item.querySelectorAll('*')].map(e => e.localName + '.' + e.className);
			const kind = [item.className, ...new Set(inner)].sort().join();
			alike[kind] = (alike[kind] || 0) + 1;
			if (alike[kind] > 3) item.remove();
		}
		return true;
	})()`)
}

// scheme makes the system's colours light or dark.
func (r *reader) scheme(name string) {
	r.Helper()
	r.emulate("", map[string]string{"prefers-color-scheme": name})
}

// TestKeyboard walks every kind of page with the Tab key, on a phone and on a desk: whatever can be used is reached,
// in the order in which it stands, and one sees where one is.
func TestKeyboard(t *testing.T) {
	t.Parallel()
	browser := start(t)
	for _, width := range []int64{360, 1440} {
		for _, page := range everyKind() {
			t.Run(fmt.Sprintf("%d %s", width, page), func(t *testing.T) {
				t.Parallel()
				r := newReader(t, browser, onDisk(t, public))
				r.do(chromedp.EmulateViewport(width, 800))
				r.open(page)
				if page == "search.html" {
					r.touch() // what narrows the search comes with it
				}
				if js[bool](r, `(e => !!e && e.checkVisibility())(document.querySelector('summary'))`) {
					r.reach("summary")
					r.press(kb.Enter)
				}
				r.walks()
			})
		}
	}
}

// watchFocus notes where the focus goes, up to the last element that can be used, and where one would not see it.
const watchFocus = `(() => {
	document.body.tabIndex = -1;
	document.body.focus(); // an address may have led into the page
	document.body.removeAttribute('tabindex');
	const usable = e => e.checkVisibility({ visibilityProperty: true });
	const kinds = 'a[href], button, input, select, textarea, summary';
	window.wanted = [...document.querySelectorAll(kinds)].filter(usable);
	window.walked = []; window.unseen = []; window.through = false;
	document.addEventListener('focusin', ({ target }) => {
		if (through) return;
		walked.push(target);
		through = target === wanted[wanted.length - 1];
		const style = getComputedStyle(target), box = target.getBoundingClientRect();
		if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2 || box.bottom <= 0 ||
			box.top >= innerHeight)
			unseen.push(target.outerHTML.slice(0, 120));
	});
	return wanted.length;
})()`

// walks goes through the page with the Tab key, in strides of which each is one question to the browser.
func (r *reader) walks() {
	r.Helper()
	const stride = 50
	n := js[int](r, watchFocus)
	for left := n + 1; left > 0 && !js[bool](r, `through`); left -= stride {
		r.tabs(min(stride, left))
	}
	missed := js[[]string](r, `(reached => wanted.filter(e => !reached.has(e))
		.map(e => e.outerHTML.slice(0, 120)))(new Set(walked))`)
	if len(missed) > 0 {
		r.Errorf("the keyboard does not reach %d of %d: %q", len(missed), n, missed[:min(len(missed), 3)])
	}
	if unseen := js[[]string](r, `unseen`); len(unseen) > 0 {
		r.Errorf("the focus is not to be seen on %q", unseen[:min(len(unseen), 3)])
	}
	if !js[bool](r, `walked.every((e, i) => !i || wanted.indexOf(e) > wanted.indexOf(walked[i - 1]))`) {
		r.Error("the keyboard does not go in the order of the page")
	}
}

// tabs presses the Tab key so many times, and waits for the browser once: one press is like another.
func (r *reader) tabs(n int) {
	r.Helper()
	var pressing errgroup.Group
	for range n {
		pressing.Go(func() error {
			return chromedp.Do(r.ctx, chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
				tab := map[string]any{"type": "rawKeyDown", "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9}
				return t.Call(ctx, "Input.dispatchKeyEvent", tab, nil)
			}))
		})
	}
	if err := pressing.Wait(); err != nil {
		r.Fatal(err)
	}
}

// reach walks to an element with the Tab key.
func (r *reader) reach(selector string) {
	r.Helper()
	for range 200 {
		if js[bool](r, `document.activeElement.matches(`+quoted(selector)+`)`) {
			return
		}
		r.do(chromedp.KeyEvent(kb.Tab))
	}
	r.Fatalf("the keyboard does not reach %s", selector)
}

// TestTools works everything that the scripts add with the keyboard alone: from disk and from a server.
func TestTools(t *testing.T) {
	t.Parallel()
	sites(t, func(t *testing.T, site string) {
		r := newReader(t, start(t), site)
		r.open("kuiyibage/joint/028.html")
		js[bool](r, `window.copied = '', Object.defineProperty(navigator, 'clipboard',
			{ value: { writeText: text => (copied = text, Promise.resolve()) } }),
			Object.defineProperty(navigator, 'share', { value: undefined, configurable: true }), true`)

		r.reach(".hb-skip")
		r.press(kb.Enter)
		r.until("the skip link leads to the text", `document.activeElement.id === 'main'`)

		// Share an item, then one duty.
		r.reach("[data-do=share]")
		r.press(kb.Enter)
		cited := "开展农牧业防灾减灾工作（奎依巴格镇履职事项清单，配合履职事项 28；农业农村局、气象局、水利局为主，镇配合）"
		address := ""
		if strings.HasPrefix(site, "http") { // an address on this disk is nobody else's
			address = "\n" + site + "kuiyibage/joint/028.html"
		}
		if got := js[string](r, `copied`); got != cited+address {
			t.Errorf("shared: %q, want %q", got, cited+address)
		}
		r.until("it is said", `document.querySelector('.hb-said').textContent.includes('已复制')`)
		r.reach("#county-2-1 .hb-anchor")
		r.press(kb.Enter)
		r.until("the duty is marked", `location.hash === '#county-2-1' && document.querySelector('#county-2-1:target')`)
		cited = "“实时发布灾害性天气预警信息，并向镇级提前推送”——开展农牧业防灾减灾工作（奎依巴格镇履职事项清单，配合履职事项 28，上级部门职责，泽普县气象局第 1 条）"
		if address != "" {
			address += "#county-2-1"
		}
		if got := js[string](r, `copied`); got != cited+address {
			t.Errorf("shared: %q, want %q", got, cited+address)
		}

		// The system's own way, where there is one; the page's only where it fails.
		js[bool](r, `copied = '', Object.defineProperty(navigator, 'share',
			{ value: what => (window.sent = what.text,
				Promise.reject(Object.assign(new Error(), { name: 'AbortError' }))) }), true`)
		r.open("kuiyibage/joint/028.html")
		js[bool](r, `Object.defineProperty(navigator, 'share',
			{ value: what => (window.sent = what.text, Promise.resolve()) }),
			document.querySelector('[data-do=share]').focus(), true`)
		r.press(kb.Enter)
		r.until("the system is asked to share", `window.sent && sent.startsWith('开展农牧业防灾减灾工作')`)

		// Read aloud, with a voice that says nothing.
		js[bool](r, `window.heard = [], speechSynthesis.speak = said => { heard.push(said.text); said.onstart();
			window.next = said.onend; }, true`)
		r.reach("[data-do=read]")
		r.press(kb.Enter)
		for range 6 {
			js[bool](r, `next(), true`)
		}
		heard := js[[]string](r, `heard`)
		if len(heard) != 7 || !slices.Contains(heard, "开展农牧业防灾减灾工作") ||
			!slices.Contains(heard, "第1条，开展防灾减灾宣传教育，提高群众安全防范意识；") ||
			strings.Contains(strings.Join(heard, ""), "序号") {
			t.Errorf("heard: %q", heard)
		}
		if marked := js[string](r, `[...document.querySelectorAll('.hb-spoken')].map(e => e.textContent)
			.join('|')`); !strings.HasSuffix(heard[len(heard)-1], marked) {
			t.Errorf("marked is %q, heard %q", marked, heard[len(heard)-1])
		}
		r.press(kb.Enter)
		if js[bool](r, `!!document.querySelector('.hb-spoken') || document.querySelector('[data-do=read]')
			.textContent !== '朗读'`) {
			t.Error("the reading does not stop")
		}

		// Type and contrast are kept on other pages and visits.
		r.reach("[data-set=contrast]")
		r.press(kb.Enter)
		js[bool](r, `document.body.tabIndex = -1, document.body.focus(), true`)
		r.reach(".hb-sizes [value=huge]")
		r.press(" ")
		r.open("departments/minzhengju.html")
		type setting struct{ Size, Contrast, Pressed, Target string }
		got := js[setting](r, `({ Size: document.documentElement.dataset.size,
			Contrast: document.documentElement.dataset.contrast,
			Pressed: [...document.querySelectorAll('[aria-pressed=true]')].map(b => b.textContent).join(' '),
			Target: String(
				[...document.querySelectorAll('button, .hb-crumbs a, .hb-footer a, .hb-nav a, .hb-search input')]
					.filter(e => e.getClientRects().length).every(e => e.getBoundingClientRect().height >= 60)) })`)
		if want := (setting{"huge", "more", "特大 高对比", "true"}); got != want {
			t.Errorf("on the next page: %+v, want %+v", got, want)
		}
		js[bool](r, `document.querySelector('.hb-sizes [value=""]').click(),
			document.querySelector('[data-set=contrast]').click(), true`)
		r.open("index.html")
		if js[bool](r, `'size' in document.documentElement.dataset || 'contrast' in document.documentElement.dataset`) {
			t.Error("the choice does not go back")
		}
		r.fine()
	})
}

// inSight is an expression: the elements of a page that fit a selector and take up room on it.
func inSight(selector string) string {
	return `[...document.querySelectorAll(` + quoted(selector) + `)].filter(e => e.getClientRects().length)`
}

// TestWithoutScripts wants everything to be there but what scripts do, and nothing that does nothing.
func TestWithoutScripts(t *testing.T) {
	t.Parallel()
	r := newReader(t, start(t), onDisk(t, public))
	r.call("Emulation.setScriptExecutionDisabled", map[string]any{"value": true})
	for _, page := range everyKind() {
		r.do(chromedp.Navigate("about:blank"))
		r.open(page)
		if n := js[int](r, inSight(".hb-sizes, .hb-sizes-open, .hb-tools, .hb-hint, .hb-filters")+`.length`); n > 0 {
			t.Errorf("%s shows %d groups of buttons that do nothing", page, n)
		}
		if n := js[int](r, inSight("main a[href], footer a[href]")+`.length`); n == 0 {
			t.Errorf("%s has no link to go on by", page)
		}
	}
	r.open("kuiyibage/joint/028.html#county-2-1")
	if got := js[string](r, `document.querySelector(':target').textContent`); !strings.HasPrefix(got, "实时发布灾害性天气预警信息") {
		t.Errorf("without scripts the address of a duty shows %q", got)
	}
	r.open("kuiyibage/offline.html#joint-028")
	if got := js[string](r, shown); got != "joint-028" {
		t.Errorf("without scripts the one file shows %q", got)
	}
}
