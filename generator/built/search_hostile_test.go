package built

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// hostile is what nobody types, as a list in JavaScript: it holds halves of characters, which Go's strings cannot.
const hostile = `['', ' ', '。，！？……', '.,;:!?()[]{}', '.*+?^${}()|[]\\\\', '\\\\', '(', '[a-', '%', '%00%zz',
	'&amp;lt;', '$&$1$\'', '"\'>',
	'<script>window.hit = 1</script>', '<img src=x onerror="window.hit = 1">', '"><svg onload="window.hit = 1">',
		'javascript:window.hit=1', '{{ 1 }}',
	'😀😀👩‍👩‍👧', '🏳️‍🌈低保', 'مرحبا بالعالم', 'שלום 低保', '\u202e低保\u202c', '\u200f\u200e', '\ud800', '低\udc00保',
		'\udc00\ud800', '\0', '低\0保', '\ufeff低保', '\ufffe\uffff',
	'a\u0301\u0323'.repeat(200), '⑫㊀ﷺİß', '__proto__', 'constructor', 'hasOwnProperty', '低'.repeat(10000),
		'a'.repeat(10000), 'xianxian'.repeat(1250),
	'低保 '.repeat(3333), '１２３'.repeat(3333), '农业农村'.repeat(2500), ' '.repeat(10000), '<b>'.repeat(3333),
		'乁'.repeat(10000)]`

// tryAll puts each of them into a search box; it returns what is wrong afterwards, a line each.
const tryAll = `async () => {
	const wrong = [], input = document.querySelector('.hb-search input'),
		elements = document.querySelectorAll('script, img, svg, iframe, style, link').length;
	const known = 'A B BDI BUTTON DETAILS DIV LABEL LI MARK OPTION P SELECT SMALL SPAN SUMMARY UL'.split(' ');
	const pause = () => new Promise(done => setTimeout(done, 1));
	input.focus();
	for (const text of ` + hostile + `) {
		const name = JSON.stringify(text).slice(0, 40), complain = what => wrong.push(name + ': ' + what);
		input.value = text;
		const begin = performance.now();
		input.dispatchEvent(new Event('input', { bubbles: true }));
		await pause();
		if (performance.now() - begin > 3000) complain('takes ' + (performance.now() - begin) + ' ms');
		for (const e of document.querySelectorAll('#results *, .hb-suggest, .hb-suggest *')) {
			if (!known.includes(e.tagName)) complain('makes an element ' + e.tagName);
			for (const a of e.attributes) if (a.name.startsWith('on') ||
				/^\s*javascript/i.test(a.value)) complain('makes ' + a.name + '=' + a.value);
		}
		if (document.querySelectorAll('script, img, svg, iframe, style, link')
			.length !== elements) complain('makes elements');
		if (document.documentElement.scrollWidth > innerWidth) complain('the page scrolls sideways');
	}
	if (window.hit) wrong.push('a script ran');
	input.value = '低保';
	input.dispatchEvent(new Event('input', { bubbles: true }));
	await pause();
	if (!/低生活保障|低保/.test([...document.querySelectorAll('#results li, .hb-suggest li')].map(e => e.textContent)
		.join())) wrong.push('no longer answers');
	return wrong;
}`

// TestSearchHostile types what breaks searches into the box and into the search page, and comes with it in the address.
func TestSearchHostile(t *testing.T) {
	t.Parallel()
	browser := start(t)
	sites(t, func(t *testing.T, site string) {
		r := newReader(t, browser, site)
		for _, name := range []string{"kuiyibage/basic/001.html", "search.html"} {
			r.open(name)
			r.do(chromedp.EmulateViewport(360, 740))
			r.touch()
			for _, wrong := range js[[]string](r, "("+tryAll+")()") {
				t.Errorf("%s: %s", name, wrong)
			}
			r.fine()
		}
		for _, query := range []string{"?q=%3Cscript%3Ewindow.hit%3D1%3C/script%3E", "?q=%ED%A0%80%00%FF", "?q=" +
			strings.Repeat("%E4%BD%8E", 2000), "?q=%", "?&&=&q", "#q=<img src=x onerror=window.hit=1>&list=joint"} {
			r.open("search.html" + query)
			r.ready()
			if got := js[string](r, `String(window.hit) + document.querySelectorAll('#results :is(script, img)')
				.length`); got != "undefined0" {
				t.Errorf("%.40s: %s", query, got)
			}
			r.found()
			r.fine()
		}
	})
}

// note is what the search says below its box about itself: the text, and how many links it offers.
type note struct {
	Text  string
	Links int
}

func (r *reader) note() note {
	r.Helper()
	return js[note](r, `(() => {
		const e = document.querySelector('.hb-search__note'), seen = e && e.getClientRects().length > 0;
		return { Text: seen ? e.textContent : '', Links: seen ? e.querySelectorAll('a').length : 0 };
	})()`)
}

// TestSearchWithoutData takes away each file of the search in turn, says what the reader is then told, gives it back,
// and wants the search to be there at the next touch.
func TestSearchWithoutData(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "public")
	if err := os.CopyFS(folder, os.DirFS(public)); err != nil {
		t.Fatal(err)
	}
	browser := start(t)
	const asking = "search.html?q=%E5%8C%BB%E7%96%97"
	for site, names := range map[string][]string{onDisk(t, folder): {"index.html", asking},
		served(t, folder): {"kuiyibage/joint/088.html", asking}} {
		for _, file := range searchFiles {
			for _, name := range names {
				t.Run(fmt.Sprintf("%s %s %s", site[:4], filepath.Base(file), name[:5]), func(t *testing.T) {
					path := filepath.Join(folder, filepath.FromSlash(file))
					if err := os.Rename(path, path+".away"); err != nil {
						t.Fatal(err)
					}
					missing := true
					giveBack := func() {
						if missing {
							missing = false
							if err := os.Rename(path+".away", path); err != nil {
								t.Fatal(err)
							}
						}
					}
					defer giveBack()

					r := newReader(t, browser, site)
					r.open(name)
					touch := `document.activeElement.blur(), document.querySelector('.hb-search input').focus(), true`
					if name != asking {
						js[bool](r, touch)
					}
					r.until("a note", `/没能载入/.test((document.querySelector('.hb-search__note') || {}).textContent)`)
					duties := strings.Contains(file, "duties")
					switch n := r.note(); {
					case duties && (n.Links > 0 || !strings.Contains(n.Text, "只查名称")), !duties && n.Links < 5:
						t.Errorf("says %+v", n)
					}
					if duties { // the titles answer
						if name != asking {
							r.write("医疗救助")
						}
						r.until("an answer", `document.querySelectorAll('.hb-suggest li, #results .hb-index li')
							.length > 1`)
					}
					giveBack()
					js[bool](r, touch)
					r.ready()
					r.until("no note any more", `!document.querySelector('.hb-search__note').textContent`)
					r.write("心理援助服务") // stands in duties alone
					r.until("an answer from the duties",
						`document.querySelector('.hb-suggest li small, .hb-results__line')`)
				})
			}
		}
	}
}
