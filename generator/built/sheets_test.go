package built

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"handbook/generator/debris"
	"handbook/generator/needs"
)

// A paperSheet is a printed page of the site: what stands in its margins, and the lines between.
type paperSheet struct {
	head, foot string
	lines      []paperLine
}

type paperLine struct {
	text       string
	size, x, y float64
}

// TestSheets prints pages of every kind. A loose sheet says what it is of and of how many it is one; it does not begin
// with the last line of a page or end with a heading, or a heading and one entry; a chart is whole; and text is of 12
// points.
func TestSheets(t *testing.T) {
	t.Parallel()
	r := newReader(t, start(t), onDisk(t, public))
	for _, size := range []string{"", "huge"} {
		for _, page := range []string{"kuiyibage/joint/088.html", "kuiyibage/basic/001.html",
			"kuiyibage/reclaimed/044.html", "kuiyibage/basic/index.html", "departments/nongyeju.html",
			"kuiyibage/categories/minsheng.html", "kuiyibage/figures.html", "index.html", "about.html"} {
			r.open(page)
			js[bool](r, `(document.documentElement.dataset.size = `+quoted(size)+`, true)`)
			what := fmt.Sprintf("%s, type %q", page, size)
			headings := js[[]string](r, `[...document.querySelectorAll('main h2, main h3')].map(h => h.textContent)`)
			lonely := js[[]string](r, `[...document.querySelectorAll('.hb-group')]
				.filter(g => g.querySelectorAll('.hb-index li').length < 2)
				.map(g => g.querySelector('h2').textContent)`)
			root := js[map[string]string](r, `({...document.documentElement.dataset})`)
			charts := js[[][]string](r, `[...document.querySelectorAll('.hb-chart')].map(c =>
				[c.closest('section').querySelector('h2'), ...c.querySelectorAll('tbody th')].map(h => h.textContent))`)
			sheets := sheetsOf(t, r)
			for n, s := range sheets {
				if want := fmt.Sprintf("%d / %d", n+1, len(sheets)); !strings.HasSuffix(packed(s.foot), packed(want)) ||
					!strings.HasPrefix(packed(s.foot), packed(root["foot"])) {
					t.Errorf("%s: sheet %d ends with %q, want %q and %q", what, n+1, s.foot, root["foot"], want)
				}
				if n > 0 && packed(s.head) != packed(root["head"]) {
					t.Errorf("%s: sheet %d begins with %q, want %q", what, n+1, s.head, root["head"])
				}
				if len(s.lines) < 4 {
					t.Errorf("%s: sheet %d has %d lines", what, n+1, len(s.lines))
					continue
				}
				if n == len(sheets)-1 {
					continue
				}
				for up := 1; up <= 2; up++ {
					h := s.lines[len(s.lines)-up].text
					if isOne(headings, h) && (up == 1 || !isOne(lonely, h) && page == "kuiyibage/basic/index.html") {
						t.Errorf("%s: sheet %d ends %d lines after the heading %s", what, n+1, up-1, h)
					}
				}
			}
			for _, rows := range charts { // and before them the heading
				for n, s := range sheets {
					if has := s.count(rows); s.has(rows[0]) && has < len(rows) {
						t.Errorf("%s: sheet %d has %d of the %d lines of %s", what, n+1, has, len(rows), rows[0])
					}
				}
			}
			if points := commonSize(sheets); strings.Contains(page, "088") && points != "12.0" {
				t.Errorf("%s: text is of %s points", what, points)
			}
		}
	}
	r.fine()
}

// packed leaves out white space, which PDF files know only as gaps, and mends radicals, which they have for characters.
func packed(s string) string {
	return strings.Join(strings.Fields(debris.Plain(s)), "")
}

func isOne(of []string, text string) bool {
	return slices.ContainsFunc(of, func(s string) bool { return packed(s) == packed(text) })
}

func (s paperSheet) has(text string) bool {
	return slices.ContainsFunc(s.lines, func(l paperLine) bool {
		return strings.HasPrefix(packed(l.text), packed(text))
	})
}

func (s paperSheet) count(texts []string) (n int) {
	for _, text := range texts {
		if s.has(text) {
			n++
		}
	}
	return n
}

// commonSize is the size that most characters have.
func commonSize(sheets []paperSheet) (best string) {
	sizes := map[string]int{}
	for _, s := range sheets {
		for _, l := range s.lines {
			sizes[fmt.Sprintf("%.1f", l.size)] += len(l.text)
		}
	}
	for size, n := range sizes {
		if n > sizes[best] {
			best = size
		}
	}
	return best
}

// sheetsOf prints the page that is open, on the paper that its styles ask for.
func sheetsOf(t *testing.T, r *reader) []paperSheet {
	t.Helper()
	pdf, err := chromedp.Run(r.ctx, chromedp.PrintToPDF(func(o *page.PrintToPDFParams) {
		o.PreferCSSPageSize = new(true)
	}))
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "page.pdf")
	if err := os.WriteFile(file, pdf, 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(needs.Program(t, "mutool"), "draw", "-q", "-F", "stext.json", file).Output()
	if err != nil {
		t.Fatalf("mutool: %v", err)
	}
	var document struct {
		Pages []struct {
			Blocks []struct {
				Lines []struct {
					Text string
					X, Y float64
					Font struct {
						Size float64
					}
				}
			}
		}
	}
	if err := json.Unmarshal(out, &document); err != nil {
		t.Fatal(err)
	}
	var all []paperSheet
	for _, p := range document.Pages {
		var runs []paperLine
		for _, b := range p.Blocks {
			for _, l := range b.Lines {
				runs = append(runs, paperLine{l.Text, l.Font.Size, l.X, l.Y})
			}
		}
		all = append(all, sheetOf(runs))
	}
	return all
}

// sheetOf puts runs of text into lines, and these where they stand: above, below, or between.
func sheetOf(runs []paperLine) (s paperSheet) {
	const mm = 72 / 25.4
	slices.SortStableFunc(runs, func(a, b paperLine) int { return cmp.Compare(a.y, b.y) })
	for len(runs) > 0 {
		n := 1
		for n < len(runs) && runs[n].y-runs[0].y < 4 {
			n++
		}
		line := slices.Clone(runs[:n])
		slices.SortStableFunc(line, func(a, b paperLine) int { return cmp.Compare(a.x, b.x) })
		for _, more := range line[1:] {
			line[0].text += more.text
		}
		switch y := line[0].y; {
		case y < 20*mm:
			s.head += line[0].text
		case y > 277*mm:
			s.foot += line[0].text
		default:
			s.lines = append(s.lines, line[0])
		}
		runs = runs[n:]
	}
	return s
}
