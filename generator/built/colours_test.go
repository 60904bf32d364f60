package built

import (
	"bytes"
	"fmt"
	"image/png"
	"math"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// emulate is a medium and the system's colours; what is empty is as a browser has it.
func (r *reader) emulate(medium string, features map[string]string) {
	r.Helper()
	list := []map[string]string{}
	for name, value := range features {
		list = append(list, map[string]string{"name": name, "value": value})
	}
	r.call("Emulation.setEmulatedMedia", map[string]any{"media": medium, "features": list})
}

// faint lists what on a page is not ink on white paper: text below 4.5 to 1 on what lies behind it, and a ground that
// is not white but a seal's.
const faint = `(() => {
	const wrong = [], numbers = colour => colour.match(/[\d.]+/g).map(Number);
	const light = colour => numbers(colour).slice(0, 3)
		.map(c => (c /= 255) <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
		.reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0);
	const seen = colour => numbers(colour).length < 4 || numbers(colour)[3] > 0;
	for (const e of document.querySelectorAll('body, main *')) {
		if (!e.checkVisibility() || ![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;
		const ink = light(getComputedStyle(e).color);
		let behind = e;
		while (behind.parentElement && !seen(getComputedStyle(behind).backgroundColor)) behind = behind.parentElement;
		const ground = light(getComputedStyle(behind).backgroundColor),
			contrast = (Math.max(ink, ground) + .05) / (Math.min(ink, ground) + .05);
		if (contrast < 4.5 || ground < .99 && !e.matches('.hb-seal'))
			wrong.push(contrast.toFixed(1) + ' : 1 ' + e.outerHTML.slice(0, 80));
	}
	if (getComputedStyle(document.documentElement)
		.backgroundColor !== 'rgb(255, 255, 255)') wrong.push('the paper is not white');
	return wrong;
})()`

// TestPaper prints what a reader has set up for the screen: dark colours, high contrast, large type. Paper stays
// white, ink black, and type as large as on everybody's paper.
func TestPaper(t *testing.T) {
	t.Parallel()
	r := newReader(t, start(t), onDisk(t, public))
	for _, page := range []string{"kuiyibage/basic/001.html", "kuiyibage/joint/088.html", "kuiyibage/joint/index.html",
		"departments/nongyeju.html",
		"kuiyibage/figures.html", "about.html", "kuiyibage/offline.html#joint-088"} {
		r.open(page)
		for _, scheme := range []string{"light", "dark"} {
			for _, contrast := range []string{"no-preference", "more"} {
				r.emulate("print", map[string]string{"prefers-color-scheme": scheme, "prefers-contrast": contrast})
				for _, set := range []string{"", "large", "huge"} {
					for _, button := range []string{"", "more"} {
						js[bool](r, `(() => { const set = document.documentElement.dataset;
							set.size = `+quoted(set)+`; set.contrast = `+quoted(button)+`;
							for (const name in set) if (!set[name]) delete set[name]; return true; })()`)
						what := fmt.Sprintf("%s, %s, contrast %s, button %q, type %q", page, scheme, contrast, button,
							set)
						wrong := js[[]string](r, faint)
						for _, w := range wrong[:min(len(wrong), 2)] {
							t.Errorf("%s: %s", what, w)
						}
						if size := js[string](r, `getComputedStyle(document.documentElement)
							.fontSize`); size != "16px" {
							t.Errorf("%s: type of %s, not of 12 pt, which are 16 px", what, size)
						}
						face := js[string](r, `getComputedStyle(document.querySelector('main p')).fontFamily`)
						if !strings.HasPrefix(face, `"Songti SC"`) {
							t.Errorf("%s: text in %s", what, face)
						}
					}
				}
			}
		}
	}
}

// TestTargetIsMarked follows a link to a duty, on a phone and on a desk, in every scheme of colours: a bar of at
// least 3 px, three times as light or dark as the paper, stands at the left of the duty's number, as high as the
// duty, and nothing of it at the right.
func TestTargetIsMarked(t *testing.T) {
	t.Parallel()
	browser := start(t)
	schemes := []struct {
		name, button string
		features     map[string]string
	}{
		{"light", "", map[string]string{"prefers-color-scheme": "light"}},
		{"dark", "", map[string]string{"prefers-color-scheme": "dark"}},
		{"light, button", "more", map[string]string{"prefers-color-scheme": "light"}},
		{"dark, button", "more", map[string]string{"prefers-color-scheme": "dark"}},
		{"light, more contrast", "", map[string]string{"prefers-color-scheme": "light", "prefers-contrast": "more"}},
		{"dark, more contrast", "", map[string]string{"prefers-color-scheme": "dark", "prefers-contrast": "more"}},
		{"light, forced", "", map[string]string{"prefers-color-scheme": "light", "forced-colors": "active"}},
		{"dark, forced", "", map[string]string{"prefers-color-scheme": "dark", "forced-colors": "active"}},
	}
	for _, width := range []int64{360, 1440} {
		for _, page := range []string{"kuiyibage/joint/028.html#county-1-2", "kuiyibage/joint/028.html#town-1-1",
			"kuiyibage/reclaimed/044.html#takeover-1-1",
			"kuiyibage/basic/index.html#no-30", "departments/nongyeju.html#joint-12",
			"kuiyibage/offline.html#joint-028-county-1-2"} {
			r := newReader(t, browser, onDisk(t, public))
			r.do(chromedp.EmulateViewport(width, 740))
			r.open(page)
			r.until("the duty", `document.querySelector(':target') && document.querySelector(':target').getClientRects()
				.length`)
			for _, scheme := range schemes {
				r.emulate("", scheme.features)
				js[bool](r, `(document.documentElement.dataset.contrast = `+quoted(scheme.button)+`) ||
					delete document.documentElement.dataset.contrast, true`)
				if wrong := r.unmarked(t); wrong != "" {
					t.Errorf("%s, %d px, %s: %s", page, width, scheme.name, wrong)
				}
			}
		}
	}
}

// unmarked says what is wrong with the mark of the duty that the address names, as the window shows it.
func (r *reader) unmarked(t *testing.T) string {
	t.Helper()
	type box struct{ Left, Right, Top, Bottom, Paper int }
	duty := js[box](r, `(() => {
		const e = document.querySelector(':target'), { left, right, top, bottom } = e.getBoundingClientRect();
		const numbered = e.parentElement.tagName === 'OL' ?
			parseFloat(getComputedStyle(e.parentElement).paddingLeft) : 0;
		const [Left, Right, Top, Bottom] = [left - numbered, right, top,
			Math.min(bottom, innerHeight - 4)].map(Math.round);
		return { Left, Right, Top, Bottom, Paper: 2 };
	})()`)
	picture, err := chromedp.Run(r.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(picture))
	if err != nil {
		t.Fatal(err)
	}
	light := func(x, y int) float64 {
		r, g, b, _ := img.At(x, y).RGBA()
		linear := func(c uint32) float64 { return math.Pow((float64(c)/65535+.055)/1.055, 2.4) }
		return .2126*linear(r) + .7152*linear(g) + .0722*linear(b)
	}
	contrast := func(x, y int) float64 {
		a, b := light(x, y), light(duty.Paper, y)
		return (max(a, b) + .05) / (min(a, b) + .05)
	}
	bar := 0
	for x := max(duty.Left-14, 0); x < duty.Left+6; x++ {
		least := math.Inf(1)
		for y := duty.Top + 2; y < duty.Bottom-2; y += 3 {
			least = min(least, contrast(x, y))
		}
		if least >= 3 {
			bar++
		}
	}
	if bar < 3 {
		return fmt.Sprintf("a bar of %d px, not of 3", bar)
	}
	for y := duty.Top + 2; y < duty.Bottom-2; y += 3 {
		if x := duty.Right + 1; x < img.Bounds().Dx() && contrast(x, y) > 1.01 {
			return "the mark sticks out at the right"
		}
	}
	return ""
}
