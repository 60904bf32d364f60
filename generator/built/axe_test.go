package built

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// axe judges the page as it stands now by all of axe-core's rules, those that it leaves off by itself among them: the
// experimental ones, the size of targets, and of AAA the purpose of links and refreshing. Off stay those that axe has
// given up for others, and color-contrast-enhanced: 7:1 is AAA, and what the high contrast is for.
func (r *reader) axe(what string) {
	r.Helper()
	r.judge(what, "true")
}

// Rules whose verdict hangs on more than what is on the page: on its colours, or on its layout.
const (
	ofColours = `['color-contrast', 'link-in-text-block']`
	ofLayout  = `['scrollable-region-focusable', 'target-size']`
)

// colours judges the page by the rules of colours alone. They are strictest at the smallest size of type: larger
// letters may have less contrast.
func (r *reader) colours(what string) {
	r.Helper()
	r.judge(what, ofColours+`.includes(ruleId)`)
}

// layout judges the page by the rules of layout alone, which is the same in every scheme of colours.
func (r *reader) layout(what string) {
	r.Helper()
	r.judge(what, ofLayout+`.includes(ruleId)`)
}

// allButColours is axe without the rules of colours.
func (r *reader) allButColours(what string) {
	r.Helper()
	r.judge(what, `!`+ofColours+`.includes(ruleId)`)
}

// judge has axe run the rules for which a condition on ruleId holds.
func (r *reader) judge(what, condition string) {
	r.Helper()
	script, err := os.ReadFile(filepath.Join(root, ".build/node/node_modules/axe-core/axe.min.js"))
	if err != nil {
		r.Fatalf("%v (make test installs it)", err)
	}
	if !js[bool](r, `!!window.axe`) {
		r.do(chromedp.Evaluate[chromedp.Void](string(script)))
	}
	faults := js[[]string](r, `axe.run({
		rules: Object.fromEntries(axe.getRules().filter(({ ruleId, tags }) => !tags.includes('deprecated') &&
			ruleId !== 'color-contrast-enhanced').map(({ ruleId }) => [ruleId, { enabled: `+condition+` }])),
		resultTypes: ['violations'],
	}).then(({ violations }) => violations.map(v => v.id + ' (' + v.impact + '): ' + v.help + '\n\t' + v.nodes
		.map(n => n.html.slice(0, 200) + ' — ' + n.failureSummary.replace(/\s+/g, ' ')).join('\n\t')))`)
	for _, fault := range faults {
		r.Errorf("%s: %s", what, fault)
	}
}

// TestSearchAccessible judges the box with its list open, in light and dark, narrow and wide.
func TestSearchAccessible(t *testing.T) {
	t.Parallel()
	browser := start(t)
	for _, width := range []int64{360, 1280} {
		for _, scheme := range []string{"light", "dark"} {
			r := newReader(t, browser, onDisk(t, public))
			r.scheme(scheme)
			r.do(chromedp.EmulateViewport(width, 800))
			r.open("kuiyibage/joint/088.html")
			r.touch()
			r.write("农业农村局")
			r.press(kb.ArrowDown)
			r.tells(true, 0)
			r.axe(fmt.Sprintf("the box with a department chosen, %s, %d px", scheme, width))
			r.write("护照和港澳通行证")
			r.axe(fmt.Sprintf("the box without an answer, %s, %d px", scheme, width))
		}
	}
}
