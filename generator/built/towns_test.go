package built

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/yuin/goldmark"

	"handbook/generator/list"
	"handbook/generator/markdown"
	"handbook/generator/needs"
	"handbook/generator/page"
)

// twelveTowns and fortyTowns are the sites of counties of so many towns, of whose texts one in eight differs. Each is
// built for the first test that asks: none may change it.
var twelveTowns, fortyTowns = siteOfTowns(12), siteOfTowns(40)

func siteOfTowns(n int) func(*testing.T) string {
	built := sync.OnceValues(func() (string, error) {
		dir := filepath.Join(temporary, fmt.Sprint(n))
		if err := copyProject(dir); err != nil {
			return "", err
		}
		data := filepath.Join(dir, "data")
		if err := os.RemoveAll(data); err != nil {
			return "", err
		}
		if err := multiplied(n, data); err != nil {
			return "", err
		}
		cmd := exec.Command("make", "--no-print-directory", "site", "with=")
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			return "", fmt.Errorf("make site: %w\n%s", err, out)
		}
		return filepath.Join(dir, "public"), nil
	})
	return func(t *testing.T) string {
		t.Helper()
		needs.Long(t, buildsSites)
		site, err := built()
		if err != nil {
			t.Fatal(err)
		}
		return site
	}
}

// multiplied makes the data of a county of so many towns.
func multiplied(towns int, data string) error {
	cmd := exec.Command("go", "run", "./generator/built/county", "-towns", fmt.Sprint(towns), "-data", "data",
		"-out", data)
	cmd.Dir = root
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("the county: %w\n%s", err, out)
	}
	return nil
}

// pagesIn are the pages in a folder of a site, the largest first.
func pagesIn(t *testing.T, site, folder string) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(site, folder, "*.html"))
	if err != nil || len(names) == 0 {
		t.Fatal("no pages in ", folder, err)
	}
	sizes := map[string]int{}
	for n, name := range names {
		names[n] = folder + "/" + filepath.Base(name)
		sizes[names[n]] = len(read(t, site, names[n]))
	}
	slices.SortFunc(names, func(a, b string) int { return sizes[b] - sizes[a] })
	return names
}

// What pages of several towns may weigh, compressed: at twelve towns, comparisons and categories at any number, and
// departments at a hundred and twenty.
const (
	mostOfTwelve = 20_000
	mostOfMany   = 30_000
)

// TestTwelveTowns is a county read as one: what its pages weigh and how long they are, that no two have one title, and
// what a reader sees of one town on a department's page, and of a matter on its comparison.
func TestTwelveTowns(t *testing.T) {
	t.Parallel()
	site := twelveTowns(t)
	departments, comparisons := pagesIn(t, site, "departments"), pagesIn(t, site, "compare")
	weighAtMost(t, site, slices.Concat(departments, comparisons, pagesIn(t, site, "categories")), mostOfTwelve)
	titlesDiffer(t, site)
	comparison := comparisons[slices.IndexFunc(comparisons, func(name string) bool {
		return path.Base(name) != "index.html" && strings.Contains(read(t, site, name), "<em>")
	})]

	r := newReader(t, start(t), served(t, site))
	r.short(departments[0], "compare/index.html", comparison)
	r.folds(departments[0])
	r.oneTown(departments[0])
	r.compares(comparison)
	r.findsOnce()
	r.findsTown()
	r.fine()
}

// TestFortyTowns is a county of so many towns that what all of them write would be too long: it is folded, and what
// pages weigh grows less than the towns.
func TestFortyTowns(t *testing.T) {
	t.Parallel()
	site := fortyTowns(t)
	departments, comparisons := pagesIn(t, site, "departments"), pagesIn(t, site, "compare")
	categories := pagesIn(t, site, "categories")
	weighAtMost(t, site, slices.Concat(comparisons, categories), mostOfTwelve)
	weighAtMost(t, site, departments, mostOfMany)
	r := newReader(t, start(t), served(t, site))
	r.short(departments[0], "compare/index.html", comparisons[1], categories[0])

	// Where there is room for duties, others' wordings alone are folded; paper, and one town's view, have them open.
	const quotations = `[...document.querySelectorAll('.hb-role blockquote')].filter(e => e.offsetHeight).length`
	all := js[int](r, `document.querySelectorAll('.hb-role blockquote').length`)
	r.do(chromedp.EmulateViewport(1440, 900))
	r.open(departments[0])
	if n := js[int](r, quotations); n > 0 {
		t.Errorf("%d of %d quotations are open", n, all)
	}
	if !js[bool](r, `[...document.querySelectorAll('.hb-role .hb-cite')].every(e => e.closest('li, p').offsetHeight)`) {
		t.Error("duties are folded, too")
	}
	const one = `.hb-role .hb-role__open:not(.hb-role__open--narrow)`
	said := js[string](r, `document.querySelector('`+one+`').innerText`)
	r.clicks(one)
	if n := js[int](r, quotations); n == 0 || !strings.HasPrefix(strings.TrimSpace(said), fmt.Sprint(n)) {
		t.Errorf("%q opens %d quotations", said, n)
	}
	r.axe("others' wordings, one of them open")
	r.clicks(`#items > .hb-role__open`)
	if all = js[int](r, `document.querySelectorAll('.hb-role blockquote').length`); js[int](r, quotations) != all {
		t.Errorf("not all %d quotations are open", all)
	}
	r.clicks(`#items > .hb-role__open`)
	r.call("Emulation.setEmulatedMedia", map[string]any{"media": "print"})
	if n := js[int](r, quotations); n != all {
		t.Errorf("paper has %d of %d quotations", n, all)
	}
	r.call("Emulation.setEmulatedMedia", map[string]any{"media": ""})
	r.open("index.html")
	r.open(departments[0] + "#town-xihe")
	r.until("what one town puts otherwise", quotations+` > 0`)

	r.open(categories[0])
	const choice = `document.querySelector('.hb-head .hb-only')`
	if js[bool](r, choice+`.open`) || js[int](r, choice+`.querySelectorAll('a').length`) != 40 {
		t.Errorf("%s: the links to 40 towns are not folded, or are others", categories[0])
	}
	r.clicks(`.hb-head .hb-only summary`)
	r.layout("the links to forty towns")
	to := js[string](r, choice+`.querySelector('a').getAttribute('href')`)
	r.follows(path.Join("categories", to), func() { r.clicks(`.hb-head .hb-only a`) })
	r.fine()
}

// weighAtMost wants pages to be no larger, compressed, than so many bytes.
func weighAtMost(t *testing.T, site string, names []string, most int) {
	t.Helper()
	for _, name := range names {
		if size := zipped(t, []byte(read(t, site, name))); size > most {
			t.Errorf("%s: %d bytes, at most %d", name, size, most)
		}
	}
}

// short wants pages not to be longer than twelve screens of an office or of a phone.
func (r *reader) short(pages ...string) {
	r.Helper()
	const most = 12
	for _, page := range pages {
		for _, size := range [][2]int64{{1440, 900}, {360, 740}} {
			r.do(chromedp.EmulateViewport(size[0], size[1]))
			r.open(page)
			if screens := js[float64](r, `document.documentElement.scrollHeight / innerHeight`); screens > most {
				r.Errorf("%s is %.1f screens of %d × %d long, at most %d", page, screens, size[0], size[1], most)
			}
		}
	}
}

var titleOf = regexp.MustCompile(`<title>([^<]*)`)

// titlesDiffer wants the pages of a site to have titles that no other has.
func titlesDiffer(t *testing.T, site string) {
	t.Helper()
	pages := map[string]string{}
	err := filepath.WalkDir(site, func(name string, _ os.DirEntry, err error) error {
		if base := filepath.Base(name); err != nil || filepath.Ext(name) != ".html" || base == "offline.html" {
			return err
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		title := ""
		if found := titleOf.FindSubmatch(text); found != nil {
			title = string(found[1])
		}
		if first, taken := pages[title]; taken || title == "" {
			t.Errorf("%s and %s have the title %q", first, name, title)
		}
		pages[title] = name
		return nil
	})
	if err != nil || len(pages) < 100 {
		t.Error(err, len(pages), " titles")
	}
}

// folds opens matters on a department's page, where a phone has them folded, and looks at what paper has of them.
func (r *reader) folds(department string) {
	r.Helper()
	const shown = `[...document.querySelectorAll('.hb-role .hb-cite')]
		.filter(e => e.closest('li, p').offsetHeight).length`
	r.do(chromedp.EmulateViewport(360, 740))
	r.open(department)
	if n := js[int](r, shown); n > 0 {
		r.Errorf("%d duties are shown of folded matters", n)
	}
	all := js[int](r, `document.querySelectorAll('.hb-role .hb-cite').length`)
	said := js[string](r, `document.querySelector('.hb-role .hb-role__open').innerText.trim()`)
	r.clicks(`.hb-role .hb-role__open`)
	if n := js[int](r, shown); !strings.HasPrefix(said, fmt.Sprintf("职责 %d 条", n)) || n == 0 {
		r.Errorf("%q shows %d duties", said, n)
	}
	r.axe("a matter that is open")
	r.clicks(`.hb-role .hb-role__open`)
	r.call("Emulation.setEmulatedMedia", map[string]any{"media": "print"})
	if n := js[int](r, shown); n != all {
		r.Errorf("paper has %d of %d duties", n, all)
	}
	r.call("Emulation.setEmulatedMedia", map[string]any{"media": ""})
	last := js[string](r, `[...document.querySelectorAll('.hb-role h3')].pop().id`)
	r.open(department + "#" + last)
	r.until("the matter that an address leads to", shown+` > 0 && (top => top >= 0 && top < innerHeight)(
		document.getElementById(`+quoted(last)+`).getBoundingClientRect().top)`)
}

// oneTown looks at a department as one town has it, by the link on its page and by an address that somebody was sent.
func (r *reader) oneTown(department string) {
	r.Helper()
	// lacking are those that are seen of the matters that a town lacks, others the wordings seen that are not its.
	const lacking = `[...document.querySelectorAll('.hb-role[data-lacking~=xihe]')].filter(e => e.offsetHeight).length`
	const others = `[...document.querySelectorAll('.hb-role blockquote li')]
		.filter(e => e.offsetHeight && !e.textContent.includes('西河镇')).length`
	const own = `[...document.querySelectorAll('.hb-role blockquote li')].filter(e => e.offsetHeight).length`
	r.do(chromedp.EmulateViewport(360, 740))
	r.open(department)
	r.clicks(`#items > .hb-role__open`)
	all := js[int](r, own)
	r.clicks(`.hb-only summary`)
	r.clicks(`.hb-only a[href="#town-xihe"]`)
	for _, how := range []string{"by the link", "by the address"} {
		r.until(how+", one town alone", others+` === 0`)
		if n := js[int](r, lacking); n > 0 {
			r.Errorf("%s: %d matters that the town lacks", how, n)
		}
		if n := js[int](r, own); n == 0 || n >= all {
			r.Errorf("%s: %d wordings of the town, of %d in all", how, n, all)
		}
		said := js[string](r, `document.querySelector('.hb-only__bar').textContent`)
		if !strings.Contains(said, "西河镇") {
			r.Errorf("%s: said is %q", how, said)
		}
		r.open("index.html") // the address is another page's, not a place on this one
		r.open(department + "#town-xihe")
		r.clicks(`#items > .hb-role__open`)
	}
	r.clicks(`.hb-only__bar a`)
	r.until("all towns again", fmt.Sprintf(`%s === %d`, own, all))
}

// compares goes from an item to its comparison, where what differs is marked by more than a colour.
func (r *reader) compares(comparison string) {
	r.Helper()
	r.open(comparison)
	for selector, line := range map[string]string{"em": "line-through", "strong": "underline"} {
		got := js[string](r, `getComputedStyle(document.querySelector('.hb-roles blockquote `+selector+`'))
			.textDecorationLine`)
		if got != line {
			r.Errorf("%s: %s is marked by %q, want %q", comparison, selector, got, line)
		}
	}
	r.call("Emulation.setEmulatedMedia", map[string]any{"media": "print"})
	if !js[bool](r, `[...document.querySelectorAll('.hb-wordings li')].every(li => {
		const line = parseFloat(getComputedStyle(li).lineHeight), type = parseFloat(getComputedStyle(li).fontSize);
		return line >= type;
	})`) {
		r.Error("on paper, the towns of wordings overlap")
	}
	r.call("Emulation.setEmulatedMedia", map[string]any{"media": ""})
	heading := js[string](r, `document.querySelector('h1').textContent`)
	item := js[string](r, `document.querySelector('.hb-wordings a').getAttribute('href')`)
	r.open(path.Join("compare", item))
	r.until("a link to it", `document.querySelector('header a[href*="compare/"]').offsetHeight > 0`)
	r.clicks(`header a[href*="compare/"]`)
	r.until("the comparison", `location.pathname.endsWith(`+quoted(comparison)+`) && document.querySelector('h1') &&
		document.querySelector('h1').textContent === `+quoted(heading))
	r.open("compare/index.html")
	r.clicks(`.hb-fold summary`)
	r.until("what a category has unlike", `document.querySelector('.hb-fold .hb-index a').offsetHeight > 0`)
	r.axe("the index of comparisons")
}

// clicks presses the first thing that fits.
func (r *reader) clicks(selector string) {
	r.Helper()
	js[bool](r, `document.querySelector(`+quoted(selector)+`).click(), true`)
}

// TestManyTownsWeigh weighs the largest pages that a county of a hundred and twenty towns has, without their frame,
// which Hugo makes.
func TestManyTownsWeigh(t *testing.T) {
	t.Parallel()
	needs.Long(t, "a hundred and twenty towns")
	data := filepath.Join(t.TempDir(), "data")
	if err := multiplied(120, data); err != nil {
		t.Fatal(err)
	}
	county, findings := list.Load(data)
	if len(findings) > 0 {
		t.Fatal(findings)
	}
	const frame = 2_100 // bytes compressed, and what the layout writes around each entry
	weighed := map[string]int{}
	for _, p := range page.All(county) {
		switch p.Type {
		case "department", "comparison", "comparisons":
			var text bytes.Buffer
			if err := goldmark.Convert([]byte(markdown.Page(p)), &text); err != nil {
				t.Fatal(err)
			}
			size := zipped(t, text.Bytes()) + frame
			weighed[p.Type] = max(weighed[p.Type], size)
			if size > mostOfMany {
				t.Errorf("%s: %d bytes, at most %d", p.Address.Site(), size, mostOfMany)
			}
		}
	}
	if len(weighed) != 3 {
		t.Errorf("of three kinds of pages %v were weighed", weighed)
	}
	t.Log("the largest: ", weighed)
}

// TestOldEngineOfTowns walks the pages of several towns in the oldest engine.
func TestOldEngineOfTowns(t *testing.T) {
	t.Parallel()
	needs.Long(t, "an old browser")
	folder := watched(t, twelveTowns(t))
	script, err := os.ReadFile("engines/page.js")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(enginesFolder, "shots"), 0o755); err != nil {
		t.Fatal(err)
	}
	oldest := engines()[0]
	v := &visitor{TB: t, name: oldest.name + "-towns", site: onDisk(t, folder), script: string(script)}
	v.driver = oldest.start(t, false)
	department, comparisons := pagesIn(t, folder, "departments")[0], pagesIn(t, folder, "compare")
	for _, p := range []string{
		"index.html", "xihe/index.html", "xihe/joint/088.html", "departments/index.html", department,
		"categories/index.html", "categories/dangjian.html", comparisons[0], comparisons[1], comparisons[2],
	} {
		v.goes(p)
		v.fine()
		if *shots {
			v.shot()
		}
	}
	v.goes("compare/index.html")
	if v.presses(".hb-fold summary", "") {
		v.until("what is folded", func() bool { return learn[int](v, "seen", ".hb-fold .hb-index a") > 0 })
	}
	v.fine()
	v.goes(department + "#town-xihe")
	v.until("one town alone", func() bool {
		return slices.ContainsFunc(learn[[]string](v, "texts", ".hb-only__bar"), func(text string) bool {
			return strings.Contains(text, "西河镇")
		})
	})
	v.fine()
	v.findsOnce()
}
