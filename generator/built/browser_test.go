package built

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// kindsOfPage holds one page of each kind, with what its main heading reads.
var kindsOfPage = []struct{ path, heading string }{
	{"index.html", "奎依巴格镇履职事项清单手册"},
	{"kuiyibage/index.html", "奎依巴格镇履职事项清单手册"},
	{"kuiyibage/basic/index.html", "基本履职事项清单"},
	{"kuiyibage/basic/001.html", ""},
	{"kuiyibage/joint/088.html", "自然灾害救助"},
	{"kuiyibage/reclaimed/044.html", "开展加油站危险化学品、设备设施安全检查"},
	{"kuiyibage/categories/index.html", "事项类别"},
	{"kuiyibage/categories/xiangcun.html", "乡村振兴"},
	{"kuiyibage/preface.html", "说明"},
	{"kuiyibage/figures.html", "清单统计"},
	{"kuiyibage/downloads.html", "下载"},
	{"kuiyibage/book.html", "奎依巴格镇履职事项清单手册"},
	{"departments/index.html", "县级部门"},
	{"departments/nongyeju.html", "泽普县农业农村局"},
	{"columns.html", "数据说明"},
	{"about.html", ""},
	{"search.html", ""},
	{"404.html", ""},
}

// visit is one way of looking at a page.
type visit struct {
	name          string
	width, height int64
	scripts       bool
	dark          bool
}

var visits = []visit{
	{"phone", 360, 740, true, false},
	{"phone without scripts", 360, 740, false, false},
	{"small phone, dark", 320, 568, true, true},
	{"desktop", 1440, 900, true, false},
	{"desktop without scripts", 1440, 900, false, true},
}

// TestBrowser opens every kind of page from disk and from a server below a path, as visits says, and wants no error
// in the console, no request that fails or leaves the site, no horizontal scroll, and the page's heading.
func TestBrowser(t *testing.T) {
	t.Parallel()
	ctx := start(t)
	folder, err := filepath.Abs(public)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.StripPrefix("/zwgk/qingdan/", http.FileServer(http.Dir(folder))))
	defer server.Close()

	for _, base := range []string{"file://" + filepath.ToSlash(folder) + "/", server.URL + "/zwgk/qingdan/"} {
		for _, v := range visits {
			t.Run(base[:4]+" "+v.name, func(t *testing.T) { v.all(t, ctx, base) })
		}
	}
}

// all opens every kind of page in one tab.
func (v visit) all(t *testing.T, ctx context.Context, base string) {
	tab, done := chromedp.NewContext(ctx)
	defer done()
	tab, cancel := context.WithTimeout(tab, 5*time.Minute)
	defer cancel()
	complaints := listen(t, tab, base)
	if err := chromedp.Do(tab, chromedp.EmulateViewport(v.width, v.height), chromedp.Func(v.emulate)); err != nil {
		t.Fatal(err)
	}
	for _, p := range kindsOfPage {
		v.look(t, tab, base+p.path, p.heading)
		for _, c := range complaints() {
			t.Errorf("%s: %s", p.path, c)
		}
	}
}

func (v visit) emulate(ctx context.Context, target *chromedp.Target) error {
	_, err := cdp.Call(ctx, target, emulation.SetScriptExecutionDisabled,
		emulation.SetScriptExecutionDisabledParams{Value: !v.scripts})
	if err != nil {
		return err
	}
	scheme := "light"
	if v.dark {
		scheme = "dark"
	}
	_, err = cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
	})
	return err
}

// look opens a page and judges it. It works with the page's own scripts off, too.
func (v visit) look(t *testing.T, tab context.Context, address, heading string) {
	t.Helper()
	if err := chromedp.Do(tab, chromedp.Navigate(address)); err != nil {
		t.Errorf("%s: %v", address, err)
		return
	}
	width, err := chromedp.Run(tab, chromedp.Evaluate[int64](`document.documentElement.scrollWidth`))
	if err != nil || width > v.width {
		t.Errorf("%s scrolls sideways: %d px wide on %d px (%v)", address, width, v.width, err)
	}
	const all = `[...document.querySelectorAll("h1")].map(h => h.textContent.trim())`
	headings, err := chromedp.Run(tab, chromedp.Evaluate[[]string](all))
	if err != nil || len(headings) != 1 || !strings.Contains(headings[0], heading) {
		t.Errorf("%s: main headings %q, want one, %q (%v)", address, headings, heading, err)
	}
}

// listen collects what goes wrong in a tab; the function it returns takes what has come in so far.
func listen(t testing.TB, tab context.Context, base string) func() []string {
	t.Helper()
	var mutex sync.Mutex
	var all []string
	complain := func(format string, args ...any) {
		mutex.Lock()
		defer mutex.Unlock()
		all = append(all, fmt.Sprintf(format, args...))
	}
	err := chromedp.Listen(tab, func(event any) {
		switch e := event.(type) {
		case *runtime.EventExceptionThrown:
			complain("exception: %s", e.ExceptionDetails.Text)
		case *runtime.EventConsoleAPICalled:
			complain("console: %s", e.Type)
		case *log.EventEntryAdded:
			complain("log: %s %s", e.Entry.Text, e.Entry.URL)
		case *network.EventLoadingFailed:
			complain("a request failed: %s", e.ErrorText)
		case *network.EventRequestWillBeSent:
			if url := e.Request.URL; !strings.HasPrefix(url, base) && !strings.HasPrefix(url, "data:") {
				complain("a request leaves the site: %s", url)
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return func() []string {
		mutex.Lock()
		defer mutex.Unlock()
		taken := all
		all = nil
		return taken
	}
}
