package built

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"handbook/generator/list"
)

// found is what the search page shows.
type found struct {
	Query, Title, Status, Text  string
	Filters                     map[string]string
	Results, Lines, Departments []string // addresses
	Whys                        []string
	Ways                        bool
}

// listed is the pattern for how many results the search page says that it lists.
const listed = `/(\d+) 项(以上)?：?$/`

func (r *reader) found() found {
	r.Helper()
	r.until("all results are drawn", `(() => {
		const said = document.querySelector('.hb-results__count').textContent, n = `+listed+`.exec(said);
		const asked = [...document.querySelectorAll('main .hb-search input, #results select')]
			.some(e => e.value.trim());
		return n ? document.querySelectorAll('#results .hb-index > li').length == n[1] : said || !asked;
	})()`)
	return js[found](r, `(() => {
		const all = (selector, what) => [...document.querySelectorAll('#results ' + selector)].map(what);
		const address = a => a.getAttribute('href'), text = e => e.textContent;
		return {
			Query: document.querySelector('main .hb-search input').value, Title: document.title,
			Status: all('[role=status]', text).join(), Text: document.querySelector('#results').innerText,
			Filters: Object.fromEntries(all('select', s => [s.parentNode.textContent.slice(0, 2), s.value])),
			Results: all('.hb-index > li > a', address), Lines: all('.hb-results__line a', address),
				Departments: all('.hb-results__department a', address),
			Whys: all('.hb-results__why', text), Ways: document.querySelector('.hb-ways').getClientRects().length > 0,
		};
	})()`)
}

// narrow chooses in one of the filters.
func (r *reader) narrow(label, value string) {
	r.Helper()
	if got := js[string](r, fmt.Sprintf(`(() => {
		const select = [...document.querySelectorAll('#results select')]
			.find(s => s.labels[0].textContent.startsWith(%s));
		select.value = %s;
		select.dispatchEvent(new Event('change', { bubbles: true }));
		return select.value;
	})()`, quoted(label), quoted(value))); got != value {
		r.Fatalf("%s cannot be narrowed to %q", label, value)
	}
}

// TestSearchPageAddress narrows a search, and finds it again by its address, by going back, and where it cannot be as
// it says.
func TestSearchPageAddress(t *testing.T) {
	t.Parallel()
	browser := start(t)
	sites(t, func(t *testing.T, site string) {
		r := newReader(t, browser, site)
		r.open("search.html?q=%E6%95%91%E5%8A%A9") // 救助
		r.ready()
		all := r.found()
		if all.Query != "救助" || len(all.Results) < 5 || all.Ways || !strings.Contains(all.Text, "救助") {
			t.Fatalf("%+v", all)
		}
		r.follows("search.html?q=救助&list=joint", func() { r.narrow("清单", "joint") })
		r.follows("search.html?q=救助&list=joint&department=minzhengju", func() { r.narrow("部门", "minzhengju") })
		narrowed := r.found()
		if n := len(narrowed.Results); n == 0 || n >= len(all.Results) {
			t.Errorf("%d results, of all %d", n, len(all.Results))
		}
		for _, result := range narrowed.Results {
			if !strings.Contains(result, "/joint/") {
				t.Errorf("%s is of another list", result)
			}
		}
		restored := func(what string) {
			t.Helper()
			r.ready()
			r.until("results, and the title after them", `document.querySelector('#results .hb-index li') &&
				document.title[0] === '“'`)
			if got := r.found(); fmt.Sprint(got) != fmt.Sprint(narrowed) {
				t.Errorf("%s:\n got %+v\nwant %+v", what, got, narrowed)
			}
		}
		r.do(chromedp.Reload())
		restored("loaded again")
		r.follows(narrowed.Results[0], func() {
			js[bool](r, `document.querySelector('#results .hb-index a').click(),
			true`)
		})
		r.follows("search.html?q=救助&list=joint&department=minzhengju", r.back)
		restored("back from a result")

		// Whoever leaves at once comes back to what he asked last.
		js[bool](r, `document.querySelector('main .hb-search input').focus(), true`)
		r.write("慈善")
		if len(r.found().Results) == 0 {
			t.Fatalf("%+v", r.found())
		}
		first := r.found().Results[0]
		r.follows(first, func() { js[bool](r, `document.querySelector('#results .hb-index a').click(), true`) })
		r.follows("search.html?q=慈善&list=joint&department=minzhengju", r.back)
		r.ready()
		if got := r.found(); got.Query != "慈善" || got.Results[0] != first {
			t.Errorf("came back to %+v", got)
		}

		r.open("search.html?list=reclaimed")
		r.ready()
		if got := r.found(); len(got.Results) != 30 || got.Query != "" {
			t.Errorf("a filter without a query: %+v", got)
		}
		const more = `#results .hb-index + .hb-results__more`
		if got := r.found().Status; got != "共 47 项，先列 30 项" {
			t.Errorf("says %q of 47 results", got)
		}
		if got := js[string](r, `document.querySelector('`+more+`').textContent`); got != "再列 17 项" {
			t.Errorf("offers %q of 47 results", got)
		}
		js[bool](r, `document.querySelector('`+more+`').click(), true`)
		if got := r.found(); len(got.Results) != 47 || got.Status != "共 47 项" {
			t.Errorf("shows %d results in the end, and says %q; want all 47", len(got.Results), got.Status)
		}
		r.open("search.html?q=&list=none&department=%22%3E&category=")
		r.ready()
		for name, value := range r.found().Filters {
			if value != "" {
				t.Errorf("%s is narrowed to %q, which is nothing", name, value)
			}
		}
		r.open("search.html#q=%E4%BD%8E%E4%BF%9D&list=basic") // as a browser has it that lets nothing else change
		r.ready()
		if got := r.found(); got.Query != "低保" || got.Filters["清单"] != "basic" {
			t.Errorf("from behind #: %+v", got)
		}
		r.fine()
	})
}

// TestSearchFilters wants the filters to be in the page before any script, to offer what the list has and no more,
// and to be enough to touch: a choice made before the search is there counts when it is.
func TestSearchFilters(t *testing.T) {
	t.Parallel()
	county, findings := list.Load(filepath.Join(root, "data"))
	if len(findings) > 0 {
		t.Fatal(findings)
	}
	has := map[string]bool{}
	for _, item := range county.Towns[0].Items() {
		has[item.Category.ID] = true
		for _, d := range item.Departments {
			has[d.ID] = true
		}
	}
	want := map[string][]string{"list": {"", "basic", "joint", "reclaimed"}, "category": {""}, "department": {""}}
	for _, c := range county.Categories {
		if has[c.ID] {
			want["category"] = append(want["category"], c.ID)
		}
	}
	for _, d := range county.Departments {
		if has[d.ID] {
			want["department"] = append(want["department"], d.ID)
		}
	}
	browser := start(t)
	sites(t, func(t *testing.T, site string) {
		r := newReader(t, browser, site)
		asked := r.requests()
		r.open("search.html")
		got := js[map[string][]string](r, `Object.fromEntries([...document.querySelectorAll('#results select')]
			.map(s => [s.name, [...s.options].map(o => o.value)]))`)
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("filters\n got %v\nwant %v", got, want)
		}
		if files := asked(); len(files) > 0 {
			t.Errorf("an untouched page fetches %q", files)
		}
		r.follows("search.html?list=joint&department=minzhengju", func() {
			r.narrow("清单", "joint")
			r.narrow("部门", "minzhengju")
		})
		r.until("results", `document.querySelector('#results .hb-index li')`)
		for _, result := range r.found().Results {
			if !strings.Contains(result, "/joint/") {
				t.Errorf("%s is of another list", result)
			}
		}
		// An address sent to somebody, without any touch.
		r.open("search.html?q=%E6%95%91%E5%8A%A9&list=joint&department=minzhengju") // 救助
		r.until("results", `document.querySelector('#results .hb-index li')`)
		if got := r.found(); got.Query != "救助" || got.Filters["清单"] != "joint" || got.Filters["部门"] != "minzhengju" ||
			len(got.Results) == 0 {
			t.Errorf("a sent address: %+v", got)
		}
		r.fine()
	})
}

// TestSearchPageShows looks at what an answer has besides its items.
func TestSearchPageShows(t *testing.T) {
	t.Parallel()
	r := newReader(t, start(t), onDisk(t, public))
	r.open("search.html")
	r.touch()

	r.write("新农合")
	if f := r.found(); len(f.Whys) == 0 || f.Whys[0] != "清单里的说法：基本医疗保险" {
		t.Errorf("新农合 is not explained: %q", f.Whys)
	}
	r.write("农村")
	r.found()
	marked := js[[]string](r, `[...new Set([...document.querySelectorAll('#results .hb-index > li > a mark')]
		.map(m => m.textContent))]`)
	if len(marked) != 1 || marked[0] != "农村" {
		t.Errorf("农村 marks %q in titles", marked)
	}
	r.write("农业农村局")
	if f := r.found(); len(f.Departments) == 0 || f.Departments[0] != "departments/nongyeju.html" {
		t.Errorf("农业农村局 leads to %q", f.Departments)
	}
	for _, q := range []string{"搜索", "$& $1", "x$'"} { // stands in the title as it is, and not for ever
		r.write(q)
		r.press(kb.Enter)
		if f := r.found(); !strings.HasPrefix(f.Title, "“"+q+"” 搜索｜") {
			t.Errorf("title %q", f.Title)
		}
	}

	r.write("护照和港澳通行证")
	const none = "清单中没有与“护照和港澳通行证”相应的事项。"
	r.until("no slip is found", `document.querySelector('.hb-results__count').textContent === `+quoted(none))
	f := r.found()
	if !f.Ways || len(f.Results) > 0 || !strings.Contains(f.Text, "可以换个说法") {
		t.Errorf("no answer: %+v", f)
	}
	r.write("宅基池")
	if f := r.found(); f.Status != "按“宅基地”查找，共 1 项" {
		t.Errorf("a slip: %+v", f)
	}
	r.write("低保审批")
	if f := r.found(); f.Status != "没有同时写到“低保”和“审批”的事项。写到“低保”的有 2 项：" || len(f.Results) != 2 {
		t.Errorf("words that nothing has together: %+v", f)
	}
	r.write("自然灾害救助")
	r.found()
	if about := js[string](r, `document.querySelector('.hb-results__about').textContent`); about !=
		"应急管理及消防｜应急管理局、自然资源局等 11 个" {
		t.Errorf("自然灾害救助: %q", about)
	}
	r.write("镇政府电话") // the list tells no number
	if f := r.found(); f.Status != "手册里没有登记这个电话。" {
		t.Errorf("no number: %+v", f)
	}
	r.write("汽车年检") // of the traffic, says the nearest category
	nearest := js[string](r, `(document.querySelector('#results a[href*="/categories/"]') || {}).pathname || ''`)
	if _, err := os.Stat(filepath.FromSlash(nearest)); nearest == "" || err != nil {
		t.Errorf("the nearest category is at %q", nearest)
	}

	r.write("医疗救助")
	r.narrow("类别", "dangjian")
	if f := r.found(); !strings.Contains(f.Text, "这样筛选后，没有") || !f.Ways {
		t.Errorf("narrowed to nothing: %+v", f)
	}
	const filters = `document.querySelector('#results details')`
	if set := js[string](r, filters+`.querySelector('summary').textContent`); set != "筛选：党的建设" {
		t.Errorf("says %q of a filter that is set", set)
	}
	js[bool](r, filters+`.nextElementSibling.click(), true`) // 取消筛选
	if f := r.found(); len(f.Results) == 0 || len(f.Results) >= 8 || f.Filters["类别"] != "" {
		t.Errorf("no longer narrowed: %+v", f)
	}
	if !js[bool](r, filters+`.hidden`) {
		t.Error("filters for few results")
	}
	r.fine()
}

// TestSearchLines wants every link of many answers, those to single duties too, to lead to something that is there.
func TestSearchLines(t *testing.T) {
	t.Parallel()
	r := newReader(t, start(t), onDisk(t, public))
	r.open("search.html")
	r.touch()
	pages, lines := map[string]string{}, 0
	for i, q := range readQueries(t, "queries_own.jsonl") {
		if i%4 != 0 {
			continue // these are enough
		}
		r.write(q.Query)
		f := r.found()
		for _, link := range append(append(f.Results, f.Lines...), f.Departments...) {
			name, anchor, deep := strings.Cut(link, "#")
			if _, ok := pages[name]; !ok {
				raw, err := os.ReadFile(filepath.Join(public, filepath.FromSlash(name)))
				if err != nil {
					t.Errorf("%s: %v", q.Query, err)
				}
				pages[name] = strings.ReplaceAll(string(raw), `"`, "")
			}
			if deep {
				lines++
				if source := pages[name]; !strings.Contains(source, " id="+anchor+" ") &&
					!strings.Contains(source, " id="+anchor+">") {
					t.Errorf("%s: %s has no such duty", q.Query, link)
				}
			}
		}
	}
	if lines < 50 {
		t.Errorf("only %d answers show a duty", lines)
	}
	r.fine()
}

// TestSearchTexts has the browser unpack the data, and wants every title and duty back to the letter.
func TestSearchTexts(t *testing.T) {
	t.Parallel()
	county, findings := list.Load(filepath.Join(root, "data"))
	if len(findings) > 0 {
		t.Fatal(findings)
	}
	var want []string
	for _, item := range county.Towns[0].Items() {
		want = append(want, item.Title)
		for _, b := range slices.Concat(item.County, item.Town, item.Takeovers) {
			if b.Heading != "" {
				want = append(want, b.Heading)
			}
			want = append(want, b.Duties...)
		}
		if item.Statement != "" {
			want = append(want, item.Statement)
		}
	}
	r := newReader(t, start(t), onDisk(t, public))
	r.open("search.html")
	r.touch()
	got := js[[]string](r, `(async () => {
		const corpus = handbook.corpus();
		handbook.search.load = part => [...corpus.load(part)];
		for (const file of ['county', 'kuiyibage/titles', 'kuiyibage/duties']) await new Promise(done => {
			const script = document.createElement('script');
			script.src = 'search/data/' + file + '.js';
			script.onload = done;
			document.head.append(script);
		});
		return corpus.items.flatMap(item => [item.title, ...item.lines.map(line => line.text)]);
	})()`)
	if len(got) != len(want) {
		t.Errorf("%d texts, want %d", len(got), len(want))
	}
	for i := range min(len(got), len(want)) {
		if got[i] != want[i] {
			t.Fatalf("text %d:\n got %s\nwant %s", i, got[i], want[i])
		}
	}
	r.fine()
}
