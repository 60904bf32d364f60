package built

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// axe judges the page as it stands now by axe-core's rules, those of WCAG 2.2 A and AA and of good practice.
func (r *reader) axe(what string) {
	r.Helper()
	script, err := os.ReadFile(filepath.Join(root, ".build/node/node_modules/axe-core/axe.min.js"))
	if err != nil {
		r.Fatalf("%v (make test installs it)", err)
	}
	if !js[bool](r, `!!window.axe`) {
		r.do(chromedp.Evaluate[chromedp.Void](string(script)))
	}
	faults := js[[]string](r, `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then(({ violations }) =>
		violations.map(v => v.id + ' (' + v.impact + '): ' + v.help + '\n\t' + v.nodes.map(n => n.html.slice(0, 200) + ' — ' + n.failureSummary.replace(/\s+/g, ' ')).join('\n\t')))`)
	for _, fault := range faults {
		r.Errorf("%s: %s", what, fault)
	}
}

// TestSearchAccessible judges the box with its list open, and the search page with and without results, in light and dark,
// narrow and wide.
func TestSearchAccessible(t *testing.T) {
	r := newReader(t, start(t), onDisk(t, public))
	for scheme, width := range map[string]int64{"light": 360, "dark": 1280} {
		t.Run(scheme, func(t *testing.T) {
			r := r.with(t)
			r.call("Emulation.setEmulatedMedia", map[string]any{"features": []map[string]string{{"name": "prefers-color-scheme", "value": scheme}}})
			r.do(chromedp.EmulateViewport(width, 800))
			r.open("kuiyibage/joint/088.html")
			r.touch()
			r.write("农业农村局")
			r.press(kb.ArrowDown)
			r.tells(true, 0)
			r.axe("the box with a department chosen")
			r.write("护照和港澳通行证")
			r.axe("the box without an answer")
			r.open("search.html")
			r.touch()
			for _, q := range []string{"农村", "新农合", "护照和港澳通行证"} {
				r.write(q)
				r.found()
				r.axe("the search page for " + q)
			}
		})
	}
}
