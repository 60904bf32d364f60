package book

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"handbook/generator/book/manuscript"
	"handbook/generator/book/pdf"
	"handbook/generator/list"
)

// Every word of the list stands in the book exactly as it stands in the list. A duty may run over the end of a page
// into the same column of the next.
func TestEveryWordIsThere(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bound) {
		if n := everyWordIsThere(t, b); n < 1000 {
			t.Errorf("only %d texts were checked", n)
		}
	})
}

// texts are all texts of an item.
func texts(i *list.Item) []string {
	all := []string{i.Category.Name, i.Note}
	for _, d := range i.Departments {
		all = append(all, d.Name)
	}
	for _, text := range i.Texts() {
		all = append(all, *text)
	}
	return all
}

// everyWordIsThere looks for the list's texts in a book, and says how many there are.
func everyWordIsThere(t *testing.T, b bound) (checked int) {
	t.Helper()
	columns := streams(b.pages)
	for _, item := range b.book.Items() {
		for _, text := range texts(item.Item) {
			if text == "" {
				continue
			}
			checked++
			want := letters(text)
			if !slices.ContainsFunc(columns, func(c string) bool { return strings.Contains(c, want) }) {
				t.Errorf("%s: the book has no %q", item.ID, text)
			}
		}
	}
	return checked
}

// A figure is looked at as a whole: it stands on one page, with its title.
func TestFiguresAreWhole(t *testing.T) {
	t.Parallel()
	each(t, figuresAreWhole)
}

func figuresAreWhole(t *testing.T, b bound) {
	if len(b.book.Figures) == 0 {
		t.Fatal("the book has no figures")
	}
	for _, f := range b.book.Figures {
		whole := slices.ContainsFunc(b.pages, func(s sheet) bool {
			text := ""
			for _, r := range s.body {
				text += letters(r.text)
			}
			return strings.Contains(text, letters(f.Title)) &&
				!slices.ContainsFunc(f.Rows, func(r manuscript.Row) bool {
					return !strings.Contains(text, letters(strings.ReplaceAll(string(r.Name), "<wbr>", "")))
				})
		})
		if !whole {
			t.Errorf("the figure %q stands on no one page", f.Title)
		}
	}
}

// printedNumber is the number printed at a page's foot, "" where there is none.
func (s sheet) printedNumber() string {
	return strings.Trim(strings.Join(s.foot, ""), "— ")
}

// opens finds the page on which an item's heading stands: its mark and number, followed by its title's beginning.
func (b bound) opens(t *testing.T, i *manuscript.Item) int {
	t.Helper()
	mark := letters(fmt.Sprintf("%s%d", i.Kind.Mark(), i.No))
	for n, s := range b.pages {
		head := strings.Join(s.head, "")
		if !strings.Contains(head, i.Kind.Name()) || strings.Contains(head, overviewTitle) {
			continue
		}
		for k, r := range s.body {
			// the mark is drawn after the title, on the title's first line
			if letters(r.text) == mark || letters(r.text) == i.Kind.Mark() && k+1 < len(s.body) &&
				letters(s.body[k+1].text) == fmt.Sprint(i.No) {
				return n
			}
		}
	}
	t.Fatalf("%s opens on no page", i.ID)
	return 0
}

// The numbers in the contents, the indexes and the references are those printed at the foot of the pages that they
// lead to.
func TestPageNumbersAgree(t *testing.T) {
	t.Parallel()
	each(t, pageNumbersAgree)
}

func pageNumbersAgree(t *testing.T, b bound) {
	html, err := os.ReadFile(b.html)
	if err != nil {
		t.Fatal(err)
	}
	headings, err := b.file.Headings()
	if err != nil {
		t.Fatal(err)
	}
	footer := map[string]string{}
	for i, m := range headingTag.FindAllSubmatch(html, -1) {
		footer[string(m[2])] = b.pages[headings[i].Page].printedNumber()
	}
	checked := 0
	for _, p := range []*regexp.Regexp{
		regexp.MustCompile(`href="#([^"]+)">(?:[^<]|<span|<i|</i>|</span>|<wbr>| class="[^"]*">)*?` +
			`<span class="number">([^<]*)</span>`),
		regexp.MustCompile(`第 <a href="#([^"]+)">([^<]*)</a> 页`),
	} {
		for _, m := range p.FindAllStringSubmatch(string(html), -1) {
			checked++
			want := footer[m[1]]
			if want == "" && slices.ContainsFunc(b.book.Parts,
				func(p *manuscript.Part) bool { return p.Anchor == m[1] }) {
				continue // a part's own page bears no number; TestPartsOpen has it
			}
			if m[2] != want {
				t.Errorf("a line to %s says page %s; the page says %q", m[1], m[2], want)
			}
		}
	}
	if least := 2 * len(b.book.Items()); checked < least {
		t.Errorf("only %d numbers were checked", checked)
	}
	printed := map[string]string{}
	for _, i := range b.book.Items() {
		printed[i.ID] = b.pages[b.opens(t, i)].printedNumber()
		if printed[i.ID] != footer[i.Anchor] {
			t.Errorf("%s opens on page %s, and its heading is said to stand on %s", i.ID, printed[i.ID],
				footer[i.Anchor])
		}
	}
	// What is composed is also what is printed: the index as MuPDF reads it.
	index := slices.IndexFunc(b.pages, func(s sheet) bool { return strings.Contains(strings.Join(s.head, ""), "音序索引") })
	entered := 0
	for _, e := range entries(b.book) {
		if e.Term {
			continue
		}
		entered++
		want := letters(e.Text + printed[e.Items[0].ID])
		found := false
		for _, s := range b.pages[index:] {
			left, right := s.columns()
			if b.edition == largeEdition { // its index has one column
				left, right = s.between(0, 1000), ""
			}
			found = found || strings.Contains(unnumbered(left), want) || strings.Contains(unnumbered(right), want) ||
				strings.Contains(left, want) || strings.Contains(right, want)
		}
		if !found {
			t.Errorf("the index by pinyin has no %q", want)
		}
	}
	if all := len(b.book.Items()); entered != all {
		t.Errorf("the index by pinyin has %d of %d items", entered, all)
	}
}

// entries are those of the index by pinyin.
func entries(b *manuscript.Book) (all []manuscript.Entry) {
	for _, l := range b.Letters {
		all = append(all, l.Entries...)
	}
	return all
}

// Each item stands once in the list of its part's items, with the number of the page on which it opens.
func TestPartsListTheirItems(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bound) {
		html, err := os.ReadFile(b.html)
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range b.book.Parts {
			_, composed, _ := strings.Cut(string(html), fmt.Sprintf(`<h3 id="%s">`, part.Overview()))
			composed, _, _ = strings.Cut(composed, "</section>")
			printed := ""
			for _, s := range b.pages {
				if head := strings.Join(s.head, ""); strings.Contains(head, part.Kind.Name()) &&
					strings.Contains(head, overviewTitle) {
					left, right := s.columns()
					printed += left + right + "\n" + s.between(0, 1000) + "\n"
				}
			}
			for _, c := range part.Chapters {
				for _, i := range c.Items {
					if n := strings.Count(composed, fmt.Sprintf(`href="#%s"`, i.Anchor)); n != 1 {
						t.Errorf("the list of items has %s %d times", i.ID, n)
					}
					want := letters(fmt.Sprint(i.No, i.ShortTitle(), b.pages[b.opens(t, i)].printedNumber()))
					if !strings.Contains(printed, want) {
						t.Errorf("the list of items has no %q", want)
					}
				}
			}
		}
	})
}

// No line of an index holds only the last word of a title and its page number.
func TestIndexesHaveNoTails(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bound) {
		lines, tails := 0, []string{}
		tail := regexp.MustCompile(`^\pL{0,2}[〕）]?\d+$`)
		for _, s := range b.pages {
			head := strings.Join(s.head, "")
			if !strings.Contains(head, "索引") && !strings.Contains(head, overviewTitle) {
				continue
			}
			middle := 105 * mm
			if b.edition == largeEdition {
				middle = 1000 // of one column
			}
			for _, line := range s.lines(middle) {
				lines++
				if tail.MatchString(line) && !regexp.MustCompile(`^[基配收]\d+$`).MatchString(line) {
					tails = append(tails, s.printedNumber()+": "+line)
				}
			}
		}
		if lines < 1000 || len(tails) > 10 {
			t.Errorf("%d of %d lines are tails: %q", len(tails), lines, tails)
		}
	})
}

// lines are the lines of a page's two columns, of which the second begins beyond the middle.
func (s sheet) lines(middle float64) []string {
	type place struct {
		right bool
		y     int
	}
	rows := slices.Clone(s.body)
	slices.SortStableFunc(rows, func(a, b row) int { return cmp.Compare(a.x, b.x) })
	text := map[place]string{}
	for _, r := range rows {
		at := place{r.x > middle, int(r.y/3 + .5)}
		text[at] += letters(r.text)
	}
	return slices.Collect(maps.Values(text))
}

// The site says of each item on which page of the book it stands, and of each edition how many pages it has.
func TestSiteKnowsThePages(t *testing.T) {
	t.Parallel()
	b := made(t)
	var numbers map[string]string
	text, err := os.ReadFile(filepath.Join(b.dir, "pages", "kuiyibage.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &numbers); err != nil {
		t.Fatal(err)
	}
	for _, i := range b.book.Items() {
		front, _ := strconv.Atoi(numbers["front"])
		if n, _ := strconv.Atoi(numbers[i.ID]); front+n-1 != b.opens(t, i) {
			t.Errorf("%s: the site leads to page %d of the file, it opens on %d", i.ID, front+n, b.opens(t, i)+1)
		}
		if got := b.pages[b.opens(t, i)].printedNumber(); numbers[i.ID] != got {
			t.Errorf("%s: the site says page %s, the book %s", i.ID, numbers[i.ID], got)
		}
	}
	for i, name := range []string{"pages", "large"} {
		if got := strconv.Itoa(len(editions(t)[i].pages)); numbers[name] != got {
			t.Errorf("%s: the site says %s, the file has %s", name, numbers[name], got)
		}
	}
}

// The search knows what stands on each page: all that the page's running head names, and on its first page every item.
func TestSearchKnowsThePages(t *testing.T) {
	t.Parallel()
	b := made(t)
	text, err := os.ReadFile(filepath.Join(b.dir, "site", "kuiyibage", "paper.js"))
	if err != nil {
		t.Fatal(err)
	}
	text = bytes.TrimSuffix(bytes.TrimPrefix(text, []byte("handbook.search.load(")), []byte(");\n"))
	var part paperPart
	if err := json.Unmarshal(text, &part); err != nil {
		t.Fatal(err)
	}
	items := b.book.Items()
	on, next := map[int][]*manuscript.Item{}, 0
	for n, code := range part.Pages {
		on[n+1], next = items[next-code%2:next+code/2], next+code/2
	}
	if next != len(items) || part.Front+part.End != len(b.pages) {
		t.Errorf("%d items of %d, and %d and %d pages of %d", next, len(items), part.Front, part.End, len(b.pages))
	}
	spans := 0
	for n, s := range b.pages[part.Front:] {
		said := ""
		if on := on[n+1]; len(on) > 0 {
			said = fmt.Sprintf("%s %s", on[0].Kind.Mark(), manuscript.Range(on[0].No, on[len(on)-1].No))
		}
		head := strings.ReplaceAll(strings.Join(s.head, "|"), "\u00a0", " ")
		if said != "" && !slices.Contains(strings.Split(head, "|"), said) ||
			said == "" && regexp.MustCompile(`[基配收] \d`).MatchString(head) {
			t.Errorf("page %d: the search says %q, the head %q", n+1, said, head)
		}
	}
	for _, i := range items {
		opens := b.opens(t, i) - part.Front + 1
		if !slices.Contains(on[opens], i) {
			t.Errorf("%s opens on page %d, and is not said to stand there", i.ID, opens)
		}
		if slices.Contains(on[opens+1], i) {
			spans++
		}
	}
	if spans < 10 {
		t.Errorf("only %d items go on overleaf", spans)
	}
}

func TestPartsOpenOnRightHandPages(t *testing.T) {
	t.Parallel()
	each(t, partsOpenOnRightHandPages)
}

func partsOpenOnRightHandPages(t *testing.T, b bound) {
	for i, part := range b.book.Parts {
		found := false
		for n, s := range b.pages {
			if len(s.head)+len(s.foot) > 0 || len(s.body) == 0 || letters(s.body[0].text) != part.Ordinal {
				continue
			}
			found = true
			if n%2 != 0 {
				t.Errorf("part %d opens on page %d of the file, a left-hand one", i+1, n+1)
			}
			verso := b.pages[n+1]
			if !strings.Contains(strings.Join(verso.head, ""), overviewTitle) {
				t.Errorf("the back of part %d has not the list of its items: %v", i+1, verso)
			}
			if i == 0 && verso.printedNumber() != "2" {
				t.Errorf("the first part is not page 1: the list after it is page %s", verso.printedNumber())
			}
		}
		if !found {
			t.Errorf("part %d opens nowhere", i+1)
		}
	}
}

// A running head names the items of its page, from the first that has a line there to the last.
func TestRunningHeads(t *testing.T) {
	t.Parallel()
	each(t, runningHeads)
}

func runningHeads(t *testing.T, b bound) {
	ranges := regexp.MustCompile(`^([基配收]) (\d+)(?:–(\d+))?$`)
	starts := map[int][]*manuscript.Item{}
	for _, i := range b.book.Items() {
		n := b.opens(t, i)
		starts[n] = append(starts[n], i)
	}
	seen := 0
	for n, s := range b.pages {
		for _, h := range s.head {
			m := ranges.FindStringSubmatch(strings.ReplaceAll(h, "\u00a0", " "))
			if m == nil {
				continue
			}
			seen++
			last := m[3]
			if last == "" {
				last = m[2]
			}
			if items := starts[n]; len(items) > 0 && fmt.Sprint(items[len(items)-1].No) != last {
				t.Errorf("page %s: the head ends with %s, the page with %s", s.printedNumber(), last,
					items[len(items)-1].ID)
			}
			if items := starts[n]; len(items) > 0 {
				// Where the first heading is not the page's first line, the item before it goes on.
				first, top := items[0].No, s.body[0]
				for _, r := range s.body {
					if r.y < top.y {
						top = r
					}
				}
				carried := !strings.Contains(letters(items[0].Title), letters(top.text)) &&
					letters(top.text) != letters(fmt.Sprintf("%s%d", items[0].Kind.Mark(), items[0].No)) &&
					letters(top.text) != items[0].Kind.Mark() && top.text != items[0].Category.Name &&
					top.text != fmt.Sprint(items[0].No)
				if carried {
					first--
				}
				if m[2] != fmt.Sprint(first) {
					t.Errorf("page %s: the head begins with %s, the page with %d (%q)", s.printedNumber(), m[2], first,
						top.text)
				}
			}
		}
	}
	if seen < 60 {
		t.Errorf("only %d pages have a range of items", seen)
	}
}

// No heading stands at the foot of a page or a column: something that it heads follows it there.
func TestNoHeadingAtAPageFoot(t *testing.T) {
	t.Parallel()
	each(t, noHeadingAtAPageFoot)
}

func noHeadingAtAPageFoot(t *testing.T, b bound) {
	for n, s := range b.pages {
		if len(s.foot) == 0 {
			continue
		}
		for _, r := range s.body {
			if !strings.Contains(r.font, "Sans") || r.y < (37+225-12)*mm { // 黑 within the last line and a half
				continue
			}
			if regexp.MustCompile(`^[基配收 0-9–]*$`).MatchString(r.text) || strings.HasSuffix(r.text, "索引") {
				continue // marks and numbers are in 黑 too
			}
			below := slices.ContainsFunc(s.body, func(o row) bool {
				return o.y > r.y+2 || o.y > r.y-28 && !strings.Contains(o.font, "Sans")
			})
			if !below {
				t.Errorf("page %d (%s): the heading %q stands at the foot", n+1, s.printedNumber(), r.text)
			}
		}
	}
}

// Where a paragraph goes on overleaf, at least two of its lines stand on either page.
func TestNothingIsTornAfterOneLine(t *testing.T) {
	t.Parallel()
	each(t, nothingIsTornAfterOneLine)
}

func nothingIsTornAfterOneLine(t *testing.T, b bound) {
	pages := b.file.Pages()
	lines := map[pdf.Mark]map[string]bool{}
	for i, r := range pages {
		for _, run := range runsOf(t, b.file, r) {
			m := pdf.Mark{Page: i, ID: run.MCID}
			if lines[m] == nil {
				lines[m] = map[string]bool{}
			}
			lines[m][fmt.Sprintf("%.0f", run.Y)] = true
		}
	}
	torn := 0
	err := b.file.Elements(func(kind pdf.Name, marks []pdf.Mark) {
		if kind != "LI" && kind != "P" {
			return
		}
		on := map[int]map[string]bool{}
		for _, m := range marks {
			if on[m.Page] == nil {
				on[m.Page] = map[string]bool{}
			}
			for y := range lines[m] {
				on[m.Page][y] = true
			}
		}
		if len(on) < 2 {
			return
		}
		torn++
		for n, ys := range on {
			if len(ys) == 1 {
				t.Errorf("page %d (%s) has one line of a paragraph that is torn: %v", n+1, b.pages[n].printedNumber(),
					ys)
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d paragraphs run over the end of a page", torn)
}
