package built

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// box is what assistive technology is told of the search box in focus and its list, and what the list shows.
type box struct {
	Role, Expanded, Active, Controls, Shown string
	Options, Texts, Selected                []string
}

func (r *reader) box() box {
	r.Helper()
	return js[box](r, `(() => {
		const input = document.activeElement, list = document.getElementById(input.getAttribute('aria-controls')),
			options = [...list.children];
		return {
			Role: input.getAttribute('role') + ' ' + list.getAttribute('role') + ' ' +
				options.every(o => o.getAttribute('role') === 'option'),
			Expanded: input.getAttribute('aria-expanded'), Active: input.getAttribute('aria-activedescendant') || '',
			Controls: String(document.querySelectorAll('#' + list.id).length === 1 && list.parentNode === input.form),
			Shown: String(list.getClientRects().length > 0),
			Options: options.map(o => o.id), Texts: options.map(o => o.textContent),
			Selected: options.filter(o => o.getAttribute('aria-selected') === 'true').map(o => o.id),
		};
	})()`)
}

// tells wants the attributes of the box and its list to agree with each other, with the list open or closed, and so
// many options down chosen; -1 is none.
func (r *reader) tells(open bool, chosen int) box {
	r.Helper()
	b := r.box()
	if b.Role != "combobox listbox true" || b.Controls != "true" {
		r.Errorf("roles %q, controls its own list %s", b.Role, b.Controls)
	}
	if is := fmt.Sprint(open); b.Expanded != is || b.Shown != is {
		r.Errorf("aria-expanded is %s and the list shown %s, want %s", b.Expanded, b.Shown, is)
	}
	var want []string
	if chosen >= 0 && chosen < len(b.Options) {
		want = b.Options[chosen : chosen+1]
	}
	if b.Active != strings.Join(want, "") || !slices.Equal(b.Selected, want) {
		r.Errorf("active %q, selected %q, want %q", b.Active, b.Selected, want)
	}
	if unique := slices.Compact(slices.Sorted(slices.Values(b.Options))); len(unique) != len(b.Options) ||
		slices.Contains(unique, "") {
		r.Errorf("ids of the options: %q", b.Options)
	}
	return b
}

// sites are the ways in which the site is read: from disk, and from a server.
func sites(t *testing.T, each func(t *testing.T, site string)) {
	for name, site := range map[string]string{"disk": onDisk(t, public), "http": served(t, public)} {
		t.Run(name, func(t *testing.T) { each(t, site) })
	}
}

var searchFiles = []string{"search/data/county.js", "search/data/kuiyibage/duties.js",
	"search/data/kuiyibage/titles.js", "search/search.js"}

// TestSearchBox uses the box of pages of every depth with the keys.
func TestSearchBox(t *testing.T) {
	t.Parallel()
	browser := start(t)
	sites(t, func(t *testing.T, site string) {
		r := newReader(t, browser, site)
		asked := r.requests()
		for _, name := range []string{"index.html", "kuiyibage/joint/088.html", "departments/nongyeju.html"} {
			r.open(name)
			if files := asked(); len(files) > 0 {
				t.Errorf("%s asks for %q before anyone searches", name, files)
			}
			r.touch()
			if files := asked(); !slices.Equal(files, searchFiles) {
				t.Errorf("%s asks for %q, want %q", name, files, searchFiles)
			}
			r.tells(false, -1)
			r.write("农村")
			b := r.tells(true, -1)
			if n := len(b.Options); n < 9 || !strings.Contains(b.Texts[0], "农村") ||
				!strings.HasPrefix(b.Texts[n-1], "查看全部 ") {
				t.Errorf("%s: 农村 shows %q", name, b.Texts)
			}
			last := len(b.Options) - 1
			r.press(kb.ArrowDown)
			r.tells(true, 0)
			r.press(kb.ArrowDown)
			r.tells(true, 1)
			r.press(kb.ArrowUp, kb.ArrowUp)
			r.tells(true, last)
			r.press(kb.ArrowDown)
			r.tells(true, 0)
			r.press(kb.Escape)
			r.tells(false, -1)
			if q := js[string](r, `document.activeElement.value`); q != "农村" {
				t.Errorf("after Escape the box reads %q", q)
			}
			r.press(kb.ArrowDown)
			r.tells(true, -1)
			r.press("公") // one more character answers anew
			if b := r.tells(true, -1); !strings.Contains(b.Texts[0], "农村公") {
				t.Errorf("%s: 农村公 shows %q", name, b.Texts)
			}
			r.write("")
			r.tells(false, -1)
			r.write("畜禽养殖污染")
			js[bool](r, `document.activeElement.blur(), true`)
			js[bool](r, `document.querySelector('.hb-search input').focus(), true`)
			r.tells(true, -1)
			r.fine()
		}
	})
}

// TestSearchBoxLeads follows what the box offers.
func TestSearchBoxLeads(t *testing.T) {
	t.Parallel()
	browser := start(t)
	sites(t, func(t *testing.T, site string) {
		r := newReader(t, browser, site)
		from := func(query string) {
			r.open("kuiyibage/joint/088.html")
			r.touch()
			r.write(query)
			r.until("an answer", `document.querySelector('.hb-search [aria-expanded=true]')`) // slips.js comes first
			r.tells(true, -1)
		}
		from("收回19")
		r.press(kb.ArrowDown)
		r.follows("kuiyibage/reclaimed/019.html", func() { r.press(kb.Enter) })

		from("农业农村局") // a department's name: its page before all items
		r.press(kb.ArrowDown)
		r.follows("departments/nongyeju.html", func() { r.press(kb.Enter) })

		from("低保")
		r.follows("search.html?q=低保", func() { r.press(kb.Enter) })
		r.ready()
		r.until("results", `document.querySelectorAll('#results .hb-index li').length > 0`)
		r.follows("kuiyibage/joint/088.html", r.back)

		from("医疗")
		second := js[[]float64](r, `(() => {
			const b = document.querySelectorAll('[role=option]')[1].getBoundingClientRect();
			return [b.x + b.width / 2, b.y + b.height / 2]; })()`)
		address := js[string](r, `(() => { const r = handbook.search.search('医疗').results[1];
			return r.town + '/' + r.kind + '/' + r.id.split('-')[1] + '.html'; })()`)
		r.follows(address, func() { r.do(chromedp.MouseClickXY(second[0], second[1])) })

		from("农村")
		r.press(kb.ArrowUp) // the last: all of them
		r.follows("search.html?q=农村", func() { r.press(kb.Enter) })

		from("护照和港澳通行证")
		if b := r.box(); len(b.Texts) != 1 || !strings.Contains(b.Texts[0], "没有") {
			t.Errorf("no answer shows %q", b.Texts)
		}
		r.press(kb.ArrowDown)
		r.follows("search.html?q=护照和港澳通行证", func() { r.press(kb.Enter) })

		// Before the search is there, Enter leads to the search page all the same.
		r.open("index.html")
		r.follows("search.html?q=低保", func() {
			js[bool](r, `(() => { const input = document.querySelector('.hb-search input'); input.value = '低保';
				input.form.requestSubmit(); return true; })()`)
		})
		r.fine()
	})
}

// TestSearchBoxInputMethod composes with an input method, whose keys are its own.
func TestSearchBoxInputMethod(t *testing.T) {
	t.Parallel()
	r := newReader(t, start(t), onDisk(t, public))
	r.open("index.html")
	r.touch()
	r.slips()
	compose := func(text string) {
		r.call("Input.imeSetComposition", map[string]any{"text": text, "selectionStart": len(text),
			"selectionEnd": len(text)})
	}
	compose("di")
	compose("di'bao") // shows what the letters so far may mean
	b := r.tells(true, -1)
	if !strings.Contains(strings.Join(b.Texts, " "), "低保") {
		t.Errorf("di'bao shows %q", b.Texts)
	}
	r.press(kb.ArrowDown)
	r.tells(true, -1)
	r.write("低保")
	r.press(kb.ArrowDown)
	r.tells(true, 0)
	for _, event := range []string{`isComposing: true`, `keyCode: 229`} {
		for _, key := range []string{"Enter", "ArrowDown", "Escape"} {
			left := js[bool](r, fmt.Sprintf(`document.activeElement.dispatchEvent(new KeyboardEvent('keydown',
				{ key: %q, bubbles: true, cancelable: true, %s }))`, key, event))
			if !left {
				t.Errorf("%s, %s: taken from the input method", key, event)
			}
			r.tells(true, 0)
		}
	}
	r.fine()
}

// TestSearchBoxes has several boxes on a page: each has a list of its own.
func TestSearchBoxes(t *testing.T) {
	t.Parallel()
	r := newReader(t, start(t), onDisk(t, public))
	r.open("index.html")
	js[bool](r, `(() => { const form = document.querySelector('.hb-search');
		form.after(form.cloneNode(true), form.cloneNode(true)); return true; })()`)
	r.touch()
	for i := range 3 {
		js[bool](r, fmt.Sprintf(`document.querySelectorAll('.hb-search input')[%d].focus(), true`, i))
		r.write("低保")
		r.press(kb.ArrowDown)
		r.tells(true, 0)
		if open := js[int](r, `[...document.querySelectorAll('.hb-suggest')].filter(list => !list.hidden)
			.length`); open != 1 {
			t.Errorf("%d lists are open", open)
		}
	}
	r.fine()
}
