package built

import (
	"crypto/sha256"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"handbook/generator/site"
)

// A publisher serves a copy of the site that can be changed, and whose network can fail.
type publisher struct {
	folder, address string
	down            atomic.Bool
}

func newPublisher(t *testing.T) *publisher {
	t.Helper()
	p := &publisher{folder: t.TempDir()}
	if err := os.CopyFS(p.folder, os.DirFS(public)); err != nil {
		t.Fatal(err)
	}
	files := http.StripPrefix("/zwgk/qingdan/", http.FileServer(http.Dir(p.folder)))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if p.down.Load() {
			panic(http.ErrAbortHandler)
		}
		r.Header.Del("If-Modified-Since") // the test publishes more than once a second
		files.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	p.address = server.URL + "/zwgk/qingdan/"
	return p
}

// publish puts a new edition in place: another text in the one file, and its hash in the worker.
func (p *publisher) publish(t *testing.T, old, new string) {
	t.Helper()
	before := read(t, p.folder, "kuiyibage/offline.html")
	after := strings.ReplaceAll(before, old, new)
	if before == after {
		t.Fatalf("the one file does not have %q", old)
	}
	put(t, filepath.Join(p.folder, "kuiyibage/offline.html"), after)
	p.exchange(t, hexSum(before), hexSum(after))
}

// exchange puts one hash in the worker in the place of another.
func (p *publisher) exchange(t *testing.T, old, new string) {
	t.Helper()
	script := read(t, p.folder, "sw.js")
	if strings.Count(script, old) != 1 {
		t.Fatalf("sw.js does not have the hash %s", old)
	}
	put(t, filepath.Join(p.folder, "sw.js"), strings.Replace(script, old, new, 1))
}

func hexSum(text string) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(text))) }

// settled waits for what a promise tells to become so.
func (r *reader) settled(what, promise string) {
	r.Helper()
	for deadline := time.Now().Add(10 * time.Second); !js[bool](r, promise); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			r.Fatalf("waited in vain for: %s", what)
		}
	}
}

const (
	keys = `caches.keys().then(n => Promise.all(n.map(k => caches.open(k).then(c => c.keys()))))
		.then(k => k.flat().map(r => r.url.replace(/.*\//, '')))`
	heads = `navigator.serviceWorker.getRegistration()
		.then(r => !!r && !r.installing && !r.waiting && !!r.active && r.active.state === 'activated')`
)

// TestWorker reads the site without a network after one visit, through two editions and one that is only half
// published.
func TestWorker(t *testing.T) {
	t.Parallel()
	p := newPublisher(t)
	m, err := site.ReadManifest(p.folder)
	if err != nil {
		t.Fatal(err)
	}
	sum := ""
	for _, f := range m.Files {
		if f.Path == "kuiyibage/offline.html" {
			sum = f.SHA256
		}
	}
	r := newReader(t, start(t), p.address)
	r.open("kuiyibage/joint/034.html")
	if n := js[int](r, `navigator.serviceWorker.getRegistrations().then(r => r.length)`); n != 0 {
		t.Error("the worker is asked for while the first page loads")
	}
	r.settled("the worker is at work", heads)
	if kept := js[[]string](r, keys); len(kept) != 1 || kept[0] != "offline.html?"+sum {
		t.Fatalf("kept: %q, want the one file with the hash of the manifest, %s", kept, sum)
	}

	// Where each page is found without a network.
	p.down.Store(true)
	for _, c := range []struct{ ask, place, reads string }{
		{"kuiyibage/joint/028.html", "#joint-028", "开展农牧业防灾减灾工作"},
		{"kuiyibage/joint/028.html#county-2-1", "#joint-028-county-2-1", "实时发布灾害性天气预警信息，并向镇级提前推送；"},
		{"kuiyibage/basic/012.html", "#basic-012", "做好人才引进"},
		{"kuiyibage/reclaimed/019.html#statement-1-1", "#reclaimed-019-statement-1-1", "法律法规条款已失效"},
		{"departments/minzhengju.html", "#d-minzhengju", "泽普县民政局"},
		{"kuiyibage/categories/xiangcun.html", "#category-xiangcun", "乡村振兴"},
		{"kuiyibage/joint/index.html#xiangcun", "#joint-xiangcun", "乡村振兴"},
		{"kuiyibage/preface.html", "#preface", "一、基本情况"},
		{"index.html", "#front", "奎依巴格镇履职事项清单手册"},
	} {
		r.do(chromedp.Navigate("about:blank"))
		r.open(c.ask)
		r.until(c.ask+" without a network", `location.pathname.endsWith('/kuiyibage/offline.html') &&
			document.querySelector(':target')`)
		if hash := js[string](r, `location.hash`); hash != c.place {
			t.Errorf("%s leads to %s, want %s", c.ask, hash, c.place)
		}
		if text := js[string](r, `document.querySelector(':target').textContent`); !strings.Contains(text, c.reads) ||
			js[int](r, `document.querySelector(':target').getClientRects().length`) == 0 {
			t.Errorf("%s shows %q, want %q", c.ask, text[:min(len(text), 200)], c.reads)
		}
	}
	r.do(chromedp.Navigate("about:blank"))
	r.open("search.html?q=%E4%BD%8E%E4%BF%9D")
	r.until("an answer without a network", `document.querySelector('#results .hb-index li')`)
	if first := js[string](r, `document.querySelector('#results a').hash`); first != "#basic-042" {
		t.Errorf("低保 leads to %s", first)
	}

	// The server is changed by half: what is kept stays.
	const old, new = "开展农牧业防灾减灾工作", "开展农牧业防灾减灾新工作"
	p.exchange(t, sum, strings.Repeat("0", 64))
	p.down.Store(false)
	r.open("index.html")
	js[bool](r, `navigator.serviceWorker.getRegistration().then(r => r.update()).catch(() => 0).then(() => true)`)
	r.settled("the half edition has failed", heads)
	if kept := js[[]string](r, keys); len(kept) != 1 || kept[0] != "offline.html?"+sum {
		t.Errorf("after half an edition is kept: %q", kept)
	}

	// The other half arrives: at the next visit the new edition takes the old one's place, whole.
	p.exchange(t, strings.Repeat("0", 64), sum)
	p.publish(t, old, new)
	r.open("index.html")
	r.settled("the new edition is there", keys+`.then(k => k.length === 1 && !k[0].includes(`+quoted(sum)+`))`)
	p.down.Store(true)
	r.open("kuiyibage/joint/028.html")
	r.until("the page of the new edition", `document.querySelector(':target')`)
	if text := js[string](r, `document.documentElement.textContent`); !strings.Contains(text, new) ||
		strings.Contains(text, old) {
		t.Error("without a network the new edition is not what is read, or not alone")
	}
	p.down.Store(false)
	r.open("kuiyibage/joint/028.html")
	if path := js[string](r, `location.pathname`); path != "/zwgk/qingdan/kuiyibage/joint/028.html" {
		t.Errorf("with the network back, the reader is at %s", path)
	}
}
