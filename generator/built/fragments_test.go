package built

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"testing"

	"github.com/chromedp/chromedp"
)

var (
	pageType  = regexp.MustCompile(`<body class="[^"]*hb-body--(\w+)`)
	fragments = regexp.MustCompile(`<a [^>]*href="?([^"\s>]*)#([^"\s>]+)`)
	digits    = regexp.MustCompile(`\d+`)
)

// fragmentKinds collects the addresses with a fragment that the site's pages link to, by kind: what page they lead
// to, and which sort of place there. The search links to some more, see corpus.js.
func fragmentKinds(t *testing.T) map[string][]string {
	t.Helper()
	types := map[string]string{}
	links := map[string][][]string{}
	for _, name := range htmlBelow(t, public) {
		text := read(t, public, name)
		types[name] = "one file"
		if m := pageType.FindStringSubmatch(text); m != nil {
			types[name] = m[1]
		}
		links[name] = fragments.FindAllStringSubmatch(text, -1)
	}
	kinds := map[string][]string{"item #statement": {"kuiyibage/reclaimed/019.html#statement-1-1"}}
	for from, found := range links {
		for _, m := range found {
			to := from
			if m[1] != "" {
				to = path.Join(path.Dir(from), m[1])
			}
			if path.Ext(to) == ".pdf" {
				continue // a page of the book, which the tests of the book have
			}
			sort := m[2]
			if digits.MatchString(sort) {
				sort = digits.ReplaceAllString(sort, "N")
			} else if sort != "main" {
				sort = "name"
			}
			kind := types[to] + " #" + sort
			kinds[kind] = append(kinds[kind], to+"#"+m[2])
		}
	}
	for kind, addresses := range kinds {
		slices.Sort(addresses)
		kinds[kind] = slices.Compact(addresses)
	}
	return kinds
}

// some takes up to n of them, from the first to the last.
func some(all []string, n int) []string {
	var few []string
	for i := range min(n, len(all)) {
		few = append(few, all[i*(len(all)-1)/max(1, min(n, len(all))-1)])
	}
	return few
}

// landed waits until the page is at rest and says what is wrong with where the place that its address names now
// stands: it must be seen, with nothing over it, in the upper part of the window unless the page ends there.
const landed = `new Promise(done => {
	const judge = () => {
		const target = document.querySelector(':target');
		if (!target) return done('leads nowhere');
		const { top, left, width } = target.getBoundingClientRect(),
			end = scrollY + innerHeight >= document.documentElement.scrollHeight - 1;
		const at = document.elementFromPoint(left + width / 2, Math.max(top, 0) + 3);
		if (top < -1) done('is ' + Math.round(-top) + ' px above the window');
		else if (top > innerHeight * (end ? 1 : .6)) done('is ' + Math.round(top) + ' px down, of ' + innerHeight);
		else if (!at || !target.contains(at) && !at.contains(target)) done('is below ' + (at &&
			at.outerHTML.slice(0, 60)));
		else done('');
	};
	const frame = requestAnimationFrame;
	const rest = () => document.fonts.ready.then(() => frame(() => setTimeout(() => frame(judge), 30)));
	if (document.readyState === 'complete') rest(); else addEventListener('load', rest);
})`

// TestFragments opens places of every kind that a link leads to as one does who gets the link from somebody, with
// nothing kept from a visit before. Where a page is laid out by guesses, some visits end elsewhere and others do not;
// so each place is opened four times.
func TestFragments(t *testing.T) {
	t.Parallel()
	browser, site, kinds := start(t), served(t, public), fragmentKinds(t)
	if len(kinds) < 12 {
		t.Fatalf("the site has only these kinds of links to fragments: %v", kinds)
	}
	for _, window := range [][2]int64{{390, 740}, {1440, 900}} {
		for kind, addresses := range kinds {
			t.Run(fmt.Sprintf("%d %s", window[0], kind), func(t *testing.T) {
				t.Parallel()
				few := 1 // four visits of it tell as much as one of four
				if kind == "list #name" {
					few = 5 // where the counts of the front page lead
				}
				visits, wrong := 0, 0
				for _, address := range some(addresses, few) {
					r := newReader(t, browser, site) // which keeps no cache
					r.do(chromedp.EmulateViewport(window[0], window[1]))
					for range 4 {
						r.do(chromedp.Navigate("about:blank"))
						r.open(address)
						visits++
						if where := js[string](r, landed); where != "" {
							wrong++
							t.Errorf("%s %s", address, where)
						}
					}
				}
				t.Logf("%d of %d visits wrong", wrong, visits)
			})
		}
	}
}
