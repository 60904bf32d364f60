package book

import (
	"math"
	"slices"
	"strings"
	"testing"

	"handbook/generator/book/manuscript"
	"handbook/generator/book/pdf"
)

// A block is a paragraph, duty or heading: its base lines by page, in lines of the text from the type area's upper
// edge.
type block struct {
	kind  pdf.Name // Aside is a paragraph of what the editor says
	lines map[int][]float64
	right bool // it stands in the right-hand column
}

func (b block) count() int {
	n := 0
	for _, l := range b.lines {
		n += len(l)
	}
	return n
}

// blocks reads the paragraphs, duties and headings of a book in their order, and the last base line of each page.
func (b bound) blocks(t *testing.T) (all []block, low []float64) {
	t.Helper()
	height := typeHeight / float64(b.lines)
	runs := map[pdf.Mark][]pdf.Run{}
	for n, r := range b.file.Pages() {
		low = append(low, 0)
		for _, run := range runsOf(t, b.file, r) {
			if run.MCID >= 0 {
				runs[pdf.Mark{Page: n, ID: run.MCID}] = append(runs[pdf.Mark{Page: n, ID: run.MCID}], run)
				low[n] = max(low[n], (typeTop-run.Y)/height)
			}
		}
	}
	err := b.file.Elements(func(kind pdf.Name, marks []pdf.Mark) {
		if !slices.Contains([]pdf.Name{"H2", "H3", "H4", "H5", "P", "LI", "TH"}, kind) {
			return
		}
		one := block{kind: kind, lines: map[int][]float64{}}
		for _, m := range marks {
			for _, run := range runs[m] {
				y := (typeTop - run.Y) / height
				if len(one.lines) == 0 {
					one.right = run.X > 108*mm
					if kind == "P" && run.Size < b.size*.95 {
						one.kind = "Aside"
					}
				}
				if run.Size < b.size*.8 || slices.ContainsFunc(one.lines[m.Page],
					func(o float64) bool { return math.Abs(o-y) < .5 }) {
					continue // the mark beside a title, or another run on the line
				}
				one.lines[m.Page] = append(one.lines[m.Page], y)
			}
		}
		for _, l := range one.lines {
			slices.Sort(l)
		}
		if len(one.lines) > 0 {
			all = append(all, one)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return all, low
}

// slack is what a page may end early beyond what is reckoned here, in lines: the browser breaks a row of a table for
// both of its columns.
const slack = 1

// lowest is the last base line of a page in a column; 0 where it has none.
func lowest(all []block, page int, in func(block) bool) float64 {
	low := 0.0
	for _, one := range all {
		if l := one.lines[page]; len(l) > 0 && in(one) {
			low = max(low, l[len(l)-1])
		}
	}
	return low
}

// A page of the lists ends where what comes next does not fit: the head of an item with the first lines below it, a
// duty that is not torn. The last page of a part ends where the part does.
func TestPagesAreFull(t *testing.T) {
	t.Parallel()
	each(t, pagesAreFull)
}

func pagesAreFull(t *testing.T, b bound) {
	all, low := b.blocks(t)
	of := b.itemsOf(all)
	items := b.book.Items()
	number := map[int]int{} // by heading of an item: which one it is
	var heads []int
	for i, one := range all {
		if one.kind == "H4" && len(heads) < len(items) {
			number[i] = len(heads)
			heads = append(heads, i)
		}
	}
	emptier := 0
	for n := range b.pages[:len(b.pages)-1] {
		if b.part(n) == "" || b.part(n) != b.part(n+1) {
			continue
		}
		i := slices.IndexFunc(all, func(one block) bool { return len(one.lines[n+1]) > 0 })
		free := float64(b.lines) - math.Ceil(low[n])
		if free > float64(b.lines)/5 {
			emptier++
		}
		if first := all[i]; (first.kind == "H3" || first.kind == "H4") && len(first.lines[n]) == 0 {
			if need := b.opening(all, number, i, n+1); free > need+slack {
				t.Errorf("page %s ends %.0f lines early, though what follows takes %.1f", b.pages[n].printedNumber(),
					free, need)
			}
			continue
		}
		until := i
		for until < len(all) && (all[until].kind != "H3" && all[until].kind != "H4" || len(all[until].lines[n]) > 0) {
			until++ // the next item's, or the end
		}
		below := of[i] != nil && b.below(of[i])
		// The next page begins with our heads; or the left column flows into the right, and that on overleaf.
		heads := below && all[i].kind == "TH" && len(all[i].lines[n]) == 0
		flows := below && !heads && b.edition == standardEdition
		for _, right := range []bool{false, true} {
			side := func(one block) bool {
				return (one.right == right || below) && (one.kind == "LI" || one.kind == "P" || one.kind == "H5")
			}
			next := slices.IndexFunc(all[:until], func(one block) bool { return len(one.lines[n+1]) > 0 && side(one) })
			last := lowest(all, n, func(one block) bool { return side(one) && (one.right || !flows) })
			if next < 0 || last == 0 || len(all[next].lines[n+1]) == 0 {
				continue
			}
			if all[next-1].kind == "TH" && b.edition == largeEdition {
				continue // the town's part, whose head and first lines go together, and all of it where it is short
			}
			need, end := 3.0, next // two more lines of what is torn, and two must be left
			if len(all[next].lines[n]) == 0 {
				need = b.least(all[next])
				for ; all[end].kind == "H5" && end+1 < len(all); end++ {
					need += 1 + b.least(all[end+1])
				}
			}
			if !slices.ContainsFunc(all[end+1:until], side) {
				need += told(all[end+1 : until])
			}
			if heads {
				need += 3 // what stands below begins with its head, and a space above it
			}
			if free := float64(b.lines) - math.Ceil(last); free > need+slack {
				t.Errorf("page %s: a column (right: %t) ends %.0f lines early, though what follows takes %.1f",
					b.pages[n].printedNumber(), right, free, need)
			}
		}
	}
	t.Logf("%d pages are less than four fifths full", emptier)
}

// part is the list that a page belongs to, "" where it is none of the lists'.
func (b bound) part(page int) string {
	for _, p := range b.book.Parts {
		for _, h := range b.pages[page].head {
			if strings.HasPrefix(h, p.Ordinal) && !strings.Contains(h, overviewTitle) {
				return p.Ordinal
			}
		}
	}
	return ""
}

// least is how many lines of a paragraph stand together at the least: all of a short one's, which the styles keep
// whole by its characters.
func (b bound) least(one block) float64 {
	if n := one.count(); n <= 4 || one.kind == "H5" {
		return float64(n)
	}
	return 2
}

// below says whether an item's columns stand below each other, each in two columns of its own.
func (b bound) below(i *manuscript.Item) bool { return b.edition == standardEdition && i.Lopsided() }

// told is how many lines what the editor says takes with the space above it: the end of a column goes with it.
func told(blocks []block) float64 {
	lines := 0.0
	for _, one := range blocks {
		if one.kind == "Aside" {
			lines += float64(one.count())
		}
	}
	if lines > 0 {
		lines += .5
	}
	return lines
}

// opening is how many lines must stand together where an item opens a page, with the space above its head that the
// page's edge took.
func (b bound) opening(all []block, number map[int]int, i, page int) float64 {
	head := i
	for all[head].kind != "H4" {
		head++
	}
	end := head + 1
	for end < len(all) && all[end].kind != "H3" && all[end].kind != "H4" && all[end].kind != "H2" {
		end++
	}
	item := b.book.Items()[number[head]]
	var own []block
	for _, one := range all[head:end] {
		if len(one.lines[page]) > 0 {
			own = append(own, one)
		}
	}
	reach := func(one block, lines float64) float64 {
		l := one.lines[page]
		return l[min(int(lines), len(l))-1]
	}
	last := reach(own[0], b.least(own[0]))
	heads, columns := 0, 2
	if b.edition == largeEdition || b.below(item) || len(item.Takeovers) == 1 {
		columns = 1
	}
	done := map[bool]bool{}
	more := false // than the first of each column
	for _, one := range own {
		if heads == 1 && columns == 1 && one.kind == "TH" {
			more = true
			break // the town's part, below the departments', may go overleaf
		}
		switch {
		case one.kind == "Aside":
		case item.Short():
			last = max(last, one.lines[page][len(one.lines[page])-1])
		case one.kind == "TH" && heads < columns:
			heads++
		case heads < columns && item.Statement == "":
		case !done[one.right]:
			last = max(last, reach(one, b.least(one)))
			done[one.right] = one.kind != "H5"
		default:
			more = true
		}
	}
	if !more && !item.Short() {
		last += told(own)
	}
	above := 1.0
	if item.Ours == nil && item.Takeovers == nil && all[i].kind == "H4" {
		above = .5
	}
	return math.Ceil(last) + above
}

// The base lines of the text stand on a grid that all pages share: the lists' of whole lines, but for the list of
// titles, which has half ones; the indexes' of their own lines.
func TestLinesMeet(t *testing.T) {
	t.Parallel()
	each(t, linesMeet)
}

func linesMeet(t *testing.T, b bound) {
	height := typeHeight / float64(b.lines)
	text, index := grid{step: height}, grid{step: height * .8}
	for n, r := range b.file.Pages() {
		g, size, half := &text, b.size, b.part(n) == b.book.Parts[0].Ordinal
		switch {
		case strings.Contains(strings.Join(b.pages[n].head, ""), "索引"):
			g, size = &index, map[float64]float64{12: 10, 16: 14}[b.size]
		case b.part(n) == "":
			continue
		}
		for _, run := range runsOf(t, b.file, r) {
			if run.MCID >= 0 && math.Abs(run.Size-size) < .01 && strings.Contains(b.fontName(r, run.Font), "Serif") {
				g.lines = append(g.lines, baseLine{n, typeTop - run.Y, half})
			}
		}
	}
	for _, g := range []grid{text, index} {
		if len(g.lines) < 1000 {
			t.Errorf("only %d pieces of lines were checked", len(g.lines))
		}
		base, worst := g.base(), 0.0
		for _, l := range g.lines {
			step := g.step
			if l.half {
				step /= 2
			}
			off := math.Remainder(l.y-base, step)
			worst = max(worst, math.Abs(off))
			if math.Abs(off) > rounding {
				t.Errorf("page %s: a line stands %.2f points off the grid, %.0f points down",
					b.pages[l.page].printedNumber(), off, l.y)
			}
		}
		t.Logf("%d pieces of lines are at most %.2f points off a grid of %.2f", len(g.lines), worst, g.step)
	}
}

// rounding is what Chromium's measures, which are whole numbers of a 64th of a pixel and here and there of a pixel,
// may move a line on a page, in points.
const rounding = 1.2

// A grid is lines that should stand at whole steps from each other, on all pages.
type grid struct {
	step  float64
	lines []baseLine
}

// A baseLine is points below the type area's upper edge; half says that it may stand half a step off.
type baseLine struct {
	page int
	y    float64
	half bool
}

// base is where most lines stand within a step.
func (g grid) base() float64 {
	var x, y float64 // the mean of angles
	for _, l := range g.lines {
		if !l.half {
			x, y = x+math.Cos(2*math.Pi*l.y/g.step), y+math.Sin(2*math.Pi*l.y/g.step)
		}
	}
	return math.Atan2(y, x) / (2 * math.Pi) * g.step
}

// fontName is the name of the font that a page knows by a shorter one.
func (b bound) fontName(page pdf.Ref, name pdf.Name) string {
	fonts := b.file.Dict(b.file.Dict(b.file.Dict(page)["Resources"])["Font"])
	base, _ := b.file.Dict(fonts[name])["BaseFont"].(pdf.Name)
	return string(base)
}
