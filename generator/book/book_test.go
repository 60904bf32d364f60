package book

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"

	"handbook/generator/book/manuscript"
	"handbook/generator/book/pdf"
	"handbook/generator/book/press"
	"handbook/generator/faces"
	"handbook/generator/lexicon"
	"handbook/generator/list"
	"handbook/generator/needs"
	"handbook/generator/page"
)

const (
	root   = "../.."
	online = "https://www.example.gov.cn/qingdan/"
)

// realBook is the manuscript of the real list.
func realBook(t testing.TB) *manuscript.Book {
	t.Helper()
	data := filepath.Join(root, "data")
	county, _ := list.Load(data)
	words, _ := lexicon.Load(filepath.Join(data, "synonyms.toml"), county)
	b, err := Read(data, manuscript.Source{
		County: county, Town: county.Towns[0], Pages: page.All(county), Terms: words.Terms, Address: online,
		Proved: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func config(t testing.TB, dir string) Config {
	t.Helper()
	needs.Long(t, "a browser")
	c := Config{
		Theme: filepath.Join(root, "themes/handbook/book"), Fonts: faces.Open(fonts),
		Work: filepath.Join(dir, "work"), Site: filepath.Join(dir, "site"), Content: filepath.Join(dir, "content"),
		PageNumbers: filepath.Join(dir, "pages"), Dist: filepath.Join(dir, "dist"), Progress: io.Discard,
	}
	return c
}

// fonts are where make and Debian put them.
var fonts = faces.Folders{
	Packages: filepath.Join(root, ".build/fonts/node_modules"), Kai: faces.DebianKai, Debian: faces.Debian,
}

// A bound is an edition of the real book; all are made once for all tests.
type bound struct {
	edition
	dir   string
	path  string // of the file
	html  string // of what it was printed from
	book  *manuscript.Book
	pages []sheet
	file  *pdf.File
}

var making struct {
	sync.Once
	dir      string
	said     strings.Builder
	editions []bound
	err      error
}

func TestMain(m *testing.M) {
	code := needs.Main(m, nil, []string{"qpdf", "mutool", "zbarimg", fonts.Kai, root + "/.build/fonts/done",
		faces.Debian + "/hanazono/HanaMinB.ttf", faces.Debian + "/nanum/NanumMyeongjo.ttf",
		faces.Debian + "/fonts-ukij-uyghur/UKIJTuz.ttf"})
	if making.dir != "" {
		os.RemoveAll(making.dir)
	}
	os.Exit(code)
}

// made is the book in its usual size.
func made(t testing.TB) bound { return editions(t)[0] }

// editions are the book in its usual size and in large type.
func editions(t testing.TB) []bound {
	t.Helper()
	c := config(t, "")
	b := realBook(t)
	making.Do(func() {
		making.dir, making.err = os.MkdirTemp("", "book")
		if making.err != nil {
			return
		}
		c = config(t, making.dir)
		c.Progress = &making.said
		if making.err = makeBook(c, b); making.err != nil {
			return
		}
		for _, e := range []bound{
			{edition: standardEdition, path: filepath.Join(c.Site, "kuiyibage", "handbook.pdf"), html: "print.html"},
			{edition: largeEdition, path: filepath.Join(c.Site, "kuiyibage", "handbook-large.pdf"),
				html: "printlarge.html"},
		} {
			e.dir, e.book, e.html = making.dir, b, filepath.Join(c.Work, e.html)
			e.pages, e.file = sheets(t, e.path), classic(t, e.path)
			making.editions = append(making.editions, e)
		}
	})
	if making.err != nil {
		t.Fatal(making.err)
	}
	return making.editions
}

// makeBook makes a book on a press of its own.
func makeBook(c Config, b *manuscript.Book) error {
	p := press.Start(context.Background(), press.Limits{})
	defer p.Close()
	return printBook(c, p, b)
}

func printBook(c Config, p *press.Press, b *manuscript.Book) error {
	draft, err := Compose(c, b)
	if err != nil {
		return err
	}
	return draft.Print(context.Background(), p)
}

// TestTwoPrints: the first print tells where everything will stand, and the second has it there. Each further one
// takes half as long again.
func TestTwoPrints(t *testing.T) {
	t.Parallel()
	editions(t)
	said := making.said.String()
	if n := strings.Count(said, "print 2: "); n != 2 || strings.Contains(said, "print 3: ") {
		t.Errorf("the two editions are not printed twice each:\n%s", said)
	}
}

// each has every edition judged.
func each(t *testing.T, judge func(*testing.T, bound)) {
	for _, b := range editions(t) {
		t.Run(fmt.Sprintf("%.0f pt", b.size), func(t *testing.T) {
			t.Parallel()
			judge(t, b)
		})
	}
}

// classic reads a file that qpdf packed.
func classic(t testing.TB, file string) *pdf.File {
	t.Helper()
	plain := filepath.Join(t.TempDir(), "plain.pdf")
	if out, err := exec.Command("qpdf", "--object-streams=disable", file, plain).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	data, err := os.ReadFile(plain)
	if err != nil {
		t.Fatal(err)
	}
	f, err := pdf.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// runsOf reads the text runs of a page.
func runsOf(t testing.TB, f *pdf.File, page pdf.Ref) []pdf.Run {
	t.Helper()
	content, err := f.Content(page)
	if err != nil {
		t.Fatal(err)
	}
	runs, err := pdf.Runs(content)
	if err != nil {
		t.Fatal(err)
	}
	return runs
}

// A sheet is a page as MuPDF reads it: unlike pdftotext it does not take a radical (⼀) for the character (一) that it
// looks like.
type sheet struct {
	head, foot []string
	body       []row
	tab        *row // at the outer edge
}

// A row is a run of text on one line.
type row struct {
	text string
	x, y float64 // points from the upper left corner
	font string
	size float64
}

func sheets(t testing.TB, file string) []sheet {
	t.Helper()
	out, err := exec.Command("mutool", "draw", "-q", "-F", "stext.json", file).Output()
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Pages []struct {
			Blocks []struct {
				Lines []struct {
					Text string
					X, Y float64
					Font struct {
						Name string
						Size float64
					}
				}
			}
		}
	}
	if err := json.Unmarshal(out, &doc); err != nil {
		t.Fatal(err)
	}
	var all []sheet
	for n, p := range doc.Pages {
		var s sheet
		for _, b := range p.Blocks {
			for _, l := range b.Lines {
				one := row{l.Text, l.X, l.Y, l.Font.Name, l.Font.Size}
				switch {
				case n > 0 && (l.X < 15*mm || l.X > 195*mm && l.X < 206*mm) && len(letters(l.Text)) == len("基"):
					s.tab = &one
				case n > 0 && l.Y < 37*mm-5:
					s.head = append(s.head, l.Text)
				case n > 0 && l.Y > (37+225)*mm+5:
					s.foot = append(s.foot, l.Text)
				default:
					s.body = append(s.body, one)
				}
			}
		}
		all = append(all, s)
	}
	return all
}

// letters leaves out white space: lines break where they must; and letters that are written from right to left, which
// are read off a page in the order in which they are seen.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Arabic, r) {
			return -1
		}
		return r
	}, s)
}

// repeated are the heads of tables, which stand again where a table goes on.
var repeated = map[string]bool{"上级部门职责": true, "乡镇配合职责": true, "区级部门职责": true,
	"街道配合职责": true, "承接部门": true, "承接部门和工作方式": true, "工作方式": true}

// columns reads a page's two columns from top to bottom, without the heads of tables.
func (s sheet) columns() (left, right string) {
	return s.between(0, 105*mm), s.between(105*mm, 1000)
}

// between reads what starts within a strip of the page, from top to bottom, without the heads of tables.
func (s sheet) between(from, to float64) string {
	rows := slices.Clone(s.body)
	slices.SortStableFunc(rows, func(a, b row) int { return cmp.Or(cmp.Compare(a.y, b.y), cmp.Compare(a.x, b.x)) })
	text := ""
	for _, r := range rows {
		if t := letters(r.text); !repeated[t] && r.x >= from && r.x < to {
			text += t
		}
	}
	return text
}

// streams are the ways in which text may run through the pages: over their full width, down either column of a joint
// item, down the second of a reclaimed one, down the only one, down both of one whose sides stand below each other;
// each with and without the marks beside titles.
func streams(pages []sheet) []string {
	var all [6]strings.Builder
	for _, s := range pages {
		for _, r := range s.body {
			all[0].WriteString(letters(r.text))
		}
		for i, strip := range [][2]float64{{0, 105 * mm}, {105 * mm, 1000}, {70 * mm, 1000}, {0, 1000}} {
			all[i+1].WriteString(s.between(strip[0], strip[1]))
		}
		left, right := s.columns()
		all[5].WriteString(left + right)
	}
	var texts []string
	for i := range all {
		text := all[i].String()
		texts = append(texts, text, unnumbered(text))
	}
	return texts
}

// unnumbered is kept apart: where a mark is drawn over its title's first line, MuPDF may read it within the title.
func unnumbered(s string) string {
	return regexp.MustCompile(`[基配收][0-9]{1,3}`).ReplaceAllString(s, "")
}
