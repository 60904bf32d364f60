package book

import (
	"cmp"
	"encoding/xml"
	"fmt"
	"math"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"handbook/generator/book/pdf"
	"handbook/generator/list"
	"handbook/generator/page"
)

// A letter is a character as it is drawn.
type letter struct {
	char rune
	x, y float64 // of its base line's beginning, in points from the upper left corner
	size float64
	font string
}

// drawn reads the characters of each page of a file.
func drawn(t *testing.T, file string) (pages [][]letter) {
	t.Helper()
	out, err := exec.Command("mutool", "draw", "-q", "-F", "stext", file).Output()
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Pages []struct {
			Blocks []struct {
				Lines []struct {
					Fonts []struct {
						Name  string  `xml:"name,attr"`
						Size  float64 `xml:"size,attr"`
						Chars []struct {
							X float64 `xml:"x,attr"`
							Y float64 `xml:"y,attr"`
							C string  `xml:"c,attr"`
						} `xml:"char"`
					} `xml:"font"`
				} `xml:"line"`
			} `xml:"block"`
		} `xml:"page"`
	}
	if err := xml.Unmarshal(out, &doc); err != nil {
		t.Fatal(err)
	}
	for _, p := range doc.Pages {
		var all []letter
		for _, block := range p.Blocks {
			for _, line := range block.Lines {
				for _, f := range line.Fonts {
					for _, c := range f.Chars {
						if r := []rune(c.C); len(r) == 1 && !unicode.IsSpace(r[0]) {
							all = append(all, letter{r[0], c.X, c.Y, f.Size, f.Name})
						}
					}
				}
			}
		}
		slices.SortStableFunc(all, func(a, b letter) int { return int(math.Copysign(1, a.x-b.x)) })
		pages = append(pages, all)
	}
	return pages
}

// A typeLine is a line of a paragraph; last says that the paragraph ends with it.
type typeLine struct {
	page  int
	kind  pdf.Name // of the paragraph
	text  []letter
	first bool
	last  bool
}

func (l typeLine) String() string {
	var b strings.Builder
	for _, c := range l.text {
		b.WriteRune(c.char)
	}
	return b.String()
}

// advance is how far the line's Chinese characters stand from each other, in the middle, as a part of their size; 0
// where too few stand side by side to tell.
func (l typeLine) advance() float64 {
	var all []float64
	for i, c := range l.text[:max(len(l.text)-1, 0)] {
		if next := l.text[i+1]; unicode.Is(unicode.Han, c.char) && unicode.Is(unicode.Han, next.char) &&
			c.size == next.size {
			all = append(all, (next.x-c.x)/c.size)
		}
	}
	if len(all) < 4 {
		return 0
	}
	slices.Sort(all)
	return all[len(all)/2]
}

// typeLines are the lines of all paragraphs, duties, headings and cells of a book.
func (b bound) typeLines(t *testing.T) (all []typeLine) {
	t.Helper()
	letters := drawn(t, b.path)
	type place struct{ left, y float64 }
	runs := map[pdf.Mark][]place{}
	for n, r := range b.file.Pages() {
		trim := box(b.file, n, "MediaBox")
		for _, run := range runsOf(t, b.file, r) {
			m := pdf.Mark{Page: n, ID: run.MCID}
			runs[m] = append(runs[m], place{run.X - trim[0], trim[3] - run.Y})
		}
	}
	err := b.file.Elements(func(kind pdf.Name, marks []pdf.Mark) {
		if !slices.Contains([]pdf.Name{"H2", "H3", "H4", "H5", "P", "LI", "TH", "DD", "Note", "Aside"}, kind) {
			return
		}
		var lines []typeLine
		var at []place
		for _, m := range marks {
			for _, p := range runs[m] {
				i := slices.IndexFunc(at, func(o place) bool {
					return lines[slices.Index(at, o)].page == m.Page && math.Abs(o.y-p.y) < b.size/3
				})
				if i < 0 {
					at, lines = append(at, p), append(lines, typeLine{page: m.Page, kind: kind})
				} else {
					at[i].left = min(at[i].left, p.left)
				}
			}
		}
		for i := range lines {
			end := 0.0
			for _, c := range letters[lines[i].page] {
				if math.Abs(c.y-at[i].y) > b.size/3 || c.x < at[i].left-1 || end > 0 && c.x > end+1.7*b.size {
					continue
				}
				lines[i].text, end = append(lines[i].text, c), c.x+c.size
			}
		}
		lines = slices.DeleteFunc(lines, func(l typeLine) bool { return len(l.text) == 0 })
		if len(lines) > 0 {
			lines[0].first, lines[len(lines)-1].last = true, true
			all = append(all, lines...)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// Lines have whole numbers of characters, no character is alone on a paragraph's last line, and no line begins with a
// sign that closes or ends with one that opens.
func TestLinesAreSet(t *testing.T) {
	t.Parallel()
	each(t, linesAreSet)
}

// A setting is what was counted of the lines of a part.
type setting struct {
	full, loose int     // set to the measure; stretched by over 2 %
	widest      float64 // advance
	example     string
}

func linesAreSet(t *testing.T, b bound) {
	counts := map[string]*setting{}
	for _, l := range b.typeLines(t) {
		part := cmp.Or(b.part(l.page), "the rest")
		if counts[part] == nil {
			counts[part] = &setting{}
		}
		c, text := counts[part], []rune(l.String())
		if a := l.advance(); !l.last && a > 0 {
			c.full++
			if a > 1.02 {
				c.loose++
			}
			if a > c.widest {
				c.widest, c.example = a, l.String()
			}
		}
		at := fmt.Sprintf("page %s, %s %q", b.pages[l.page].printedNumber(), l.kind, l)
		if l.last && !l.first && strings.TrimFunc(string(text[1:]), closes) == "" {
			t.Errorf("%s: a character is alone on a last line", at)
		}
		if closes(text[0]) && !l.first || unicode.In(text[len(text)-1], unicode.Ps, unicode.Pi) {
			t.Errorf("%s: it begins with a sign that closes, or ends with one that opens", at)
		}
	}
	for part, c := range counts {
		t.Logf("%s: %d full lines, %.0f %% stretched, most by %.0f %% (%s)", part, c.full,
			100*float64(c.loose)/float64(c.full), 100*(c.widest-1), c.example)
		most, ok := map[string]float64{"第一部分": .3, "第二部分": .25, "第三部分": .25}[part]
		if !ok {
			most = .1
		}
		if float64(c.loose) > most*float64(c.full) || c.widest > 1.19 {
			t.Errorf("%s: %d of %d lines are stretched, %q to %.2f em", part, c.loose, c.full, c.example, c.widest)
		}
	}
}

// A department's name, and what else heads duties, is not cut within a word: no 保 / 障局.
func TestHeadsBreakBetweenWords(t *testing.T) {
	t.Parallel()
	county, _ := list.Load(filepath.Join(root, "data"))
	words := page.TitleWords(county)
	each(t, func(t *testing.T, b bound) {
		cut, head := 0, []string{}
		for _, l := range b.typeLines(t) {
			if b.part(l.page) != "" && l.kind != "H5" && l.kind != "TH" || b.part(l.page) == "" && l.kind != "H4" {
				continue
			}
			if head = append(head, l.String()); !l.last {
				continue
			}
			borders, at := map[int]bool{}, 0
			for _, piece := range words.Pieces(strings.Join(head, "")) {
				at += len(piece)
				borders[at] = true
			}
			at = 0
			for _, line := range head {
				if at += len(line); !borders[at] {
					t.Errorf("page %s: %q is cut within a word", b.pages[l.page].printedNumber(), head)
				}
			}
			cut += len(head) - 1
			head = nil
		}
		t.Logf("%d heads go on in a second line", cut)
	})
}

// Nothing in the large edition is smaller than the text of the usual one: its running heads, indexes and charts, too.
func TestLargeTypeIsLarge(t *testing.T) {
	t.Parallel()
	b := editions(t)[1]
	for n, page := range drawn(t, b.path) {
		for _, c := range page {
			if c.size < standardEdition.size-.05 {
				t.Errorf("page %d: %c of %s has %.1f points", n+1, c.char, c.font, c.size)
				break
			}
		}
	}
}

// closes tells the signs that no line begins with.
func closes(r rune) bool {
	return unicode.In(r, unicode.Pe, unicode.Pf) || strings.ContainsRune("。，；、：！？", r)
}

// TestNoOverprint: no character is drawn over another, as they are where a box is lower than what stands in it.
func TestNoOverprint(t *testing.T) {
	t.Parallel()
	each(t, noOverprint)
}

func noOverprint(t *testing.T, b bound) {
	const pt = 4 // of the squares that the page is cut into: smaller than a character
	for p, letters := range drawn(t, b.path) {
		type square struct{ x, y int }
		at := map[square]letter{}
		for _, l := range letters {
			if !unicode.Is(unicode.Han, l.char) {
				continue
			}
			x, y := int(l.x/pt), int(l.y/pt)
			for dx := -2; dx <= 2; dx++ {
				for dy := -2; dy <= 2; dy++ {
					other, ok := at[square{x + dx, y + dy}]
					if ok && math.Abs(other.x-l.x) < .7*l.size && math.Abs(other.y-l.y) < .7*l.size {
						t.Fatalf("page %d: %c is printed over %c", p+1, l.char, other.char)
					}
				}
			}
			at[square{x, y}] = l
		}
	}
}
