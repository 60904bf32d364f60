package built

import (
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"handbook/generator/needs"
)

// address is where the site of a county is that has said all; see given.
const address = "https://www.example.gov.cn/zwgk/qingdan/"

// TestCodes reads the QR codes as a phone's camera does: from the screen of a desk, and from paper. Each must lead to
// its own page.
func TestCodes(t *testing.T) {
	t.Parallel()
	needs.Long(t, "a browser")
	published := filepath.Join(portalSite(t), "public")

	var pictures, pages []string
	total := 0
	for _, name := range htmlBelow(t, published) {
		picture := filepath.Join(published, "share", strings.TrimSuffix(filepath.FromSlash(name), ".html")+".png")
		if info, err := os.Stat(picture); err == nil {
			pictures, pages = append(pictures, picture), append(pages, name)
			total += int(info.Size())
		}
	}
	t.Logf("%d codes, %d bytes", len(pictures), total)
	if len(pictures) != 293 || total > 700*len(pictures) {
		t.Errorf("there are %d codes of %d bytes, want one an item, of no more than 700 bytes each", len(pictures),
			total)
	}
	for i, read := range scan(t, pictures...) {
		if read != address+pages[i] {
			t.Errorf("the code of %s leads to %s", pages[i], read)
		}
	}

	shots := t.TempDir()
	shot := func(name string, picture []byte) string {
		file := filepath.Join(shots, name)
		put(t, file, string(picture))
		return file
	}
	server := httptest.NewServer(http.StripPrefix("/zwgk/qingdan/", http.FileServer(http.Dir(published))))
	defer server.Close()
	browser := start(t)
	for _, page := range []string{"kuiyibage/basic/001.html", "kuiyibage/joint/088.html",
		"kuiyibage/reclaimed/044.html"} {
		if !slices.Contains(pages, page) {
			t.Fatalf("there is no code for %s", page)
		}
		r := newReader(t, browser, server.URL+"/zwgk/qingdan/")
		shows := func(where string, picture []byte) {
			t.Helper()
			if read := scan(t, shot("shot"+filepath.Ext(where), picture)); len(read) != 1 || read[0] != address+page {
				t.Errorf("%s on %s: the code reads %q", page, where, read)
			}
		}
		capture := func() []byte {
			t.Helper()
			picture, err := chromedp.Run(r.ctx, chromedp.CaptureScreenshot())
			if err != nil {
				t.Fatal(err)
			}
			return picture
		}
		whole := func() {
			r.until("the code's picture is there",
				`(i => i && i.complete && i.naturalWidth > 0)(document.querySelector('.hb-qr img'))`)
		}
		r.do(chromedp.EmulateViewport(360, 740))
		r.open(page)
		r.until("the page stands", `document.readyState === 'complete'`)
		if js[bool](r, `document.querySelector('.hb-qr').checkVisibility() || performance.getEntriesByType('resource')
			.some(e => e.name.includes('/share/'))`) {
			t.Errorf("%s shows a phone its own address, or fetches the code", page)
		}

		// What a phone prints has a code that it has not shown.
		js[bool](r, `window.print = () => { window.printed = document.querySelector('.hb-qr img').naturalWidth; },
			document.querySelector('[data-do=print]').click(), true`)
		r.until("the page is printed, with its code", `window.printed > 0`)
		paper := r.paper(t)
		r.do(chromedp.EmulateViewport(1440, 900))
		r.open(page)
		whole()
		shows("screen.png", capture())
		r.call("Emulation.setEmulatedMedia", map[string]any{"media": "print"})
		r.do(chromedp.EmulateViewport(794, 1123)) // A4
		whole()
		shows("print.png", capture())
		for from, pdf := range map[string][]byte{"phone": paper, "desk": r.paper(t)} {
			picture := filepath.Join(shots, from+".png")
			if out, err := exec.Command(needs.Program(t, "mutool"), "draw", "-q", "-r", "150", "-o", picture,
				shot(from+".pdf", pdf), "1").CombinedOutput(); err != nil {
				t.Fatalf("mutool: %v\n%s", err, out)
			}
			if read := scan(t, picture); len(read) != 1 || read[0] != address+page {
				t.Errorf("%s on paper, printed from a %s: the code reads %q", page, from, read)
			}
		}
		r.fine()
	}
}

// paper is the page as a PDF.
func (r *reader) paper(t *testing.T) []byte {
	t.Helper()
	pdf, err := chromedp.Run(r.ctx, chromedp.PrintToPDF())
	if err != nil {
		t.Fatal(err)
	}
	return pdf
}

// scan reads the QR codes of pictures.
func scan(t *testing.T, pictures ...string) []string {
	t.Helper()
	out, err := exec.Command(needs.Program(t, "zbarimg"),
		append([]string{"--quiet", "--raw", "-Sdisable", "-Sqrcode.enable"}, pictures...)...).Output()
	if err != nil {
		t.Errorf("zbarimg: %v (make test installs it; status 4 means that there is no code)", err)
	}
	return strings.Fields(string(out))
}

// TestNoCodes wants a site that does not know its address to have no code, no picture and no address of its own.
func TestNoCodes(t *testing.T) {
	t.Parallel()
	dir := project(t, "no codes")
	put(t, filepath.Join(dir, "data/site.toml"), strings.ReplaceAll(given, "\naddress = ", "\n# address = "))
	build(t, dir)
	published := filepath.Join(dir, "public")
	if _, err := os.Stat(filepath.Join(published, "share")); !os.IsNotExist(err) {
		t.Errorf("there is a folder share: %v", err)
	}
	for _, name := range htmlBelow(t, published) {
		text := read(t, published, name)
		for _, lacks := range []string{"hb-qr", "og:image", "og:url", "canonical", "share/"} {
			if strings.Contains(text, lacks) {
				t.Errorf("%s has %s", name, lacks)
			}
		}
	}
}

// TestPictures gives the county a second town and wants the links of each to show its own name, and those of the
// county the county's.
func TestPictures(t *testing.T) {
	t.Parallel()
	needsBook(t)
	dir := project(t, "pictures")
	put(t, filepath.Join(dir, "data/site.toml"), given)
	if err := os.CopyFS(filepath.Join(dir, "data/saili"), os.DirFS(filepath.Join(dir, "data/kuiyibage"))); err != nil {
		t.Fatal(err)
	}
	edit(t, filepath.Join(dir, "data/saili/town.toml"), "id = \"kuiyibage\"\nname = \"奎依巴格镇\"",
		"id = \"saili\"\nname = \"赛力乡\"")
	build(t, dir)
	published := filepath.Join(dir, "public")
	seen := map[string]string{}
	for page, want := range map[string]string{
		"index.html": "share/seal.png", "departments/minzhengju.html": "share/seal.png", "about.html": "share/seal.png",
		"kuiyibage/index.html": "share/kuiyibage/seal.png", "kuiyibage/joint/088.html": "share/kuiyibage/seal.png",
		"saili/joint/index.html": "share/saili/seal.png", "saili/figures.html": "share/saili/seal.png",
	} {
		if tag := `<meta property="og:image" content="` + address + want +
			`">`; strings.Count(read(t, published, page), "og:image") != 1 ||
			!strings.Contains(read(t, published, page), tag) {
			t.Errorf("%s does not have one picture, %s", page, want)
		}
		picture := read(t, published, want)
		for other, same := range seen {
			if (same == picture) != (other == want) {
				t.Errorf("%s and %s: the same picture", other, want)
			}
		}
		seen[want] = picture
	}

	// The site alone has no fonts: one picture, without words, for all.
	cmd := makeSite(dir)
	cmd.Args = append(cmd.Args, "with=")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("make site: %v\n%s", err, out)
	}
	if text := read(t, published, "saili/joint/001.html"); !strings.Contains(text,
		`content="`+address+`share/seal.png"`) || seen["share/seal.png"] == read(t, published, "share/seal.png") {
		t.Error("without the book's fonts the pages do not show the handbook's own seal")
	}
}
