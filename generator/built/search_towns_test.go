package built

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// countySite builds the site of a county with three towns: the second keeps camels instead of place names and its
// third is like the first. It returns the published folder.
func countySite(t *testing.T) string {
	t.Helper()
	dir := project(t, "county")
	for id, change := range map[string]*strings.Replacer{
		"bolapu": strings.NewReplacer(`id = "kuiyibage"`, `id = "bolapu"`, `name = "奎依巴格镇"`, `name = "波拉普镇"`,
			`title = "地名管理"`, `title = "骆驼养殖协助管理"`, "开展地名命名、更名调查资料收集；", "登记驼绒收购站点；"),
		"saili": strings.NewReplacer(`id = "kuiyibage"`, `id = "saili"`, `name = "奎依巴格镇"`, `name = "赛力乡"`),
	} {
		for _, file := range []string{"town.toml", "basic.toml", "joint.toml", "reclaimed.toml"} {
			raw, err := os.ReadFile(filepath.Join(root, "data/kuiyibage", file))
			if err != nil {
				t.Fatal(err)
			}
			to := filepath.Join(dir, "data", id, file)
			if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(to, []byte(change.Replace(string(raw))), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	cmd := exec.Command("make", "--no-print-directory", "site", "with=")
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("make site: %v\n%s", err, out)
	}
	return filepath.Join(dir, "public")
}

// TestSearchTowns searches a county of three towns from the county's search page and from a town's pages.
func TestSearchTowns(t *testing.T) {
	t.Parallel()
	browser, folder := start(t), countySite(t)
	for name, site := range map[string]string{"disk": onDisk(t, folder), "http": served(t, folder)} {
		t.Run(name, func(t *testing.T) {
			r := newReader(t, browser, site)
			r.open("search.html")
			r.touch()
			first := func(q, result, about string) {
				t.Helper()
				r.write(q)
				r.until(q+" leads to "+result, `(document.querySelector('#results .hb-index a') ||
					{ getAttribute() {} }).getAttribute('href') === `+quoted(result))
				if got := js[string](r, `document.querySelector('.hb-results__about')
					.textContent`); !strings.HasPrefix(got, about+"｜") {
					t.Errorf("%s: about %q, want %q", q, got, about)
				}
			}
			// The reader's town is the county's first here.
			first("新农合", "bolapu/basic/085.html", "波拉普镇、奎依巴格镇、赛力乡")
			first("骆驼养殖", "bolapu/joint/039.html", "波拉普镇")
			first("地名管理", "kuiyibage/joint/039.html", "奎依巴格镇、赛力乡")
			first("diminguanli", "kuiyibage/joint/039.html", "奎依巴格镇、赛力乡")
			first("更名调查", "kuiyibage/joint/039.html", "奎依巴格镇、赛力乡")
			if lines := r.found().Lines; len(lines) != 1 ||
				!strings.HasPrefix(lines[0], "kuiyibage/joint/039.html#town-") {
				t.Errorf("the duty of another town is at %q", lines)
			}
			r.narrow("乡镇", "saili")
			first("低保", "saili/basic/042.html", "赛力乡、波拉普镇、奎依巴格镇") // the one that was chosen, first
			first("地名", "saili/joint/039.html", "赛力乡、奎依巴格镇")
			r.write("骆驼")
			r.until("no camels in the third town", `document.querySelector('.hb-results__count')
				.textContent === '这样筛选后，没有与“骆驼”相应的事项。'`)
			r.write("")
			r.until("the third town's items", `document.querySelectorAll('#results .hb-index li').length === 30`)
			r.narrow("乡镇", "")
			r.write("港澳通行证")
			r.until("no answer", `document.querySelector('#results').textContent.includes('清单中没有与“港澳通行证”相应的事项')`)
			r.fine()

			// The box of a town's page leads to that town.
			r.open("saili/joint/001.html")
			asked := r.requests()
			r.touch()
			if files := asked(); !slices.Contains(files, "search/data/saili/titles.js") ||
				slices.Contains(files, "search/data/bolapu/titles.js") {
				t.Errorf("a page of the third town asks for %q", files)
			}
			r.write("新农合")
			r.tells(true, -1)
			r.follows("saili/basic/085.html", func() { r.press(kb.ArrowDown, kb.Enter) })
			r.touch()
			r.write("骆驼")
			r.until("the camels", `/^配 *39骆驼养殖协助管理.*波拉普镇$/.test(document.querySelector('.hb-suggest li').textContent)`)
			r.follows("bolapu/joint/039.html", func() { r.press(kb.ArrowDown, kb.Enter) })
			r.fine()
		})
	}
}

// TestSearchTownsLost says so where what other towns have does not arrive, and goes on with the reader's.
func TestSearchTownsLost(t *testing.T) {
	t.Parallel()
	browser, folder := start(t), countySite(t)
	pairs, away := filepath.Join(folder, "search/across/pairs"), filepath.Join(folder, "away")
	move := func(from, to string) {
		t.Helper()
		if err := os.Rename(from, to); err != nil {
			t.Fatal(err)
		}
	}
	r := newReader(t, browser, served(t, folder))
	const said, press = "有些内容没能载入，这里可能不全。", "看看网络，再试一次"

	// On the search page, where what another town has is found once it is there.
	move(pairs, away)
	r.open("search.html")
	r.touch()
	for _, q := range []string{"新农合", "骆驼养殖"} {
		r.write(q)
		r.until("it is said of "+q, `document.querySelector('.hb-results__count').textContent ===
			`+quoted(said+press))
		r.colours("an answer that is not whole")
		r.layout("an answer that is not whole")
	}
	if got := js[string](r, `document.querySelector('#results').textContent`); strings.Contains(got, "没有") {
		t.Errorf("where not all has arrived, it says that there is nothing: %s", got)
	}
	const retry = `.hb-results__count button`
	js[bool](r, `document.querySelector('`+retry+`').click(), true`)
	r.until("it is said again", `document.querySelector('`+retry+`')`)
	move(away, pairs)
	js[bool](r, `document.querySelector('`+retry+`').click(), true`)
	r.until("the camels", `(document.querySelector('#results .hb-index a') || { getAttribute() {} })
		.getAttribute('href') === 'bolapu/joint/039.html' && !document.querySelector('`+retry+`')`)

	// In the box of a page, with the keys.
	move(pairs, away)
	r.open("saili/joint/001.html")
	r.touch()
	r.write("新农合")
	const last = `[...document.querySelectorAll('.hb-suggest li')].pop()`
	r.until("it is said in the box", last+` && `+last+`.textContent === `+quoted(said+press))
	if got := js[string](r, `document.querySelector('.hb-suggest li').textContent`); !strings.Contains(got, "医疗保险") {
		t.Errorf("the town's own item is not first: %q", got)
	}
	r.write("骆驼")
	r.until("it is all that the box says", `document.querySelectorAll('.hb-suggest li').length === 1 &&
		!document.querySelector('.hb-suggest').hidden && `+last+`.textContent === `+quoted(said+press))
	r.colours("a box that is not whole")
	move(away, pairs)
	r.press(kb.ArrowDown, kb.Enter)
	r.until("the camels in the box", `document.querySelector('.hb-suggest li').textContent.includes('骆驼养殖')`)
	r.follows("bolapu/joint/039.html", func() { r.press(kb.ArrowDown, kb.Enter) })
}

// otherwise are the lines of results that say how many towns put them otherwise.
const otherwise = `.hb-results__about a[href*="compare/"]`

// findsOnce searches twelve towns: what they have with differences is one result, in the words of most or, on a town's
// page, of that town, and a line beneath it leads to the comparison.
func (r *reader) findsOnce() {
	r.Helper()
	const query = "自然灾害救助" // an item with so many duties that few towns have it alike
	r.open("search.html?q=" + query)
	r.until("how many put it otherwise", `document.querySelector('`+otherwise+`')`)
	r.ready()
	r.until("all of the answer", `!handbook.search.wants('`+query+`', { limit: 31 }).length`)
	ids := js[[]string](r, `[...document.querySelectorAll('#results .hb-index > li > a')]
		.map(a => a.getAttribute('href').replace(/^[^/]+\//, ''))`)
	all := slices.Clone(ids)
	slices.Sort(ids)
	if len(ids) != len(slices.Compact(ids)) || len(all) == 0 || all[0] != "joint/088.html" {
		r.Errorf("the results of %s are %q", query, all)
	}
	said := js[string](r, `document.querySelector('`+otherwise+`').textContent`)
	if matched, _ := regexp.MatchString(`^另有 \d+ 个乡镇写法不同$`, said); !matched {
		r.Errorf("of others is said %q", said)
	}
	for _, width := range []int64{360, 1440} {
		r.do(chromedp.EmulateViewport(width, 800))
		r.colours("results of several towns")
		r.layout("results of several towns")
	}
	// With a finger, the line is hit and not the title, whose link covers its row.
	if !js[bool](r, `(link => {
			link.scrollIntoView({ block: 'center' });
			const { left, top, height } = link.getBoundingClientRect();
			return document.elementFromPoint(left + 9, top + height / 2) === link;
		})(document.querySelector('`+otherwise+`'))`) {
		r.Error("the line on others lies under something")
	}
	r.follows(js[string](r, `document.querySelector('`+otherwise+`').getAttribute('href')`), func() {
		js[bool](r, `document.querySelector('`+otherwise+`').focus(), true`)
		r.press(kb.Enter)
	})
	r.until("its comparison", `document.querySelector('h1') &&
		document.querySelector('h1').textContent.includes('`+query+`')`)

	r.open("xihe/joint/001.html")
	r.touch()
	r.write(query)
	r.until("the town's own item, and others", `/自然灾害救助.*西河镇.*另有 \d+ 个乡镇写法不同$/
		.test(document.querySelector('.hb-suggest li').textContent)`)
	r.follows("xihe/joint/088.html", func() { r.press(kb.ArrowDown, kb.Enter) })
}

// findsTown types the name of a town, alone and before what is asked: its front page is found, and its items alone.
func (r *reader) findsTown() {
	r.Helper()
	const place = `document.querySelector('#results .hb-results__department a')`
	for query, first := range map[string]string{
		"西河镇": "", "西河镇农机": "xihe/joint/036.html", "西河农机": "xihe/joint/036.html",
	} {
		r.open("search.html?q=" + query)
		r.until("the town "+query, place+` && `+place+`.getAttribute('href') === 'xihe/index.html'`)
		r.until("its items for "+query, `(all => `+quoted(first)+` ? all.length > 0 &&
			all[0].getAttribute('href') === `+quoted(first)+` : !all.length)(
			document.querySelectorAll('#results .hb-index > li > a'))`)
	}
}

// findsOnce is the same by hand, in any engine.
func (v *visitor) findsOnce() {
	v.goes("search.html")
	if !v.presses("main .hb-search__text", "") {
		return
	}
	v.types("自然灾害救助")
	if !v.until("how many put it otherwise", func() bool { return learn[int](v, "seen", otherwise) > 0 }) {
		return
	}
	v.fine()
	if *shots {
		v.shot()
	}
	to := learn[[]string](v, "links", otherwise)[0]
	if v.presses(otherwise, "") {
		v.arrives(to)
	}
	v.fine()
}
