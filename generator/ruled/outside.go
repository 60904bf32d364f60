package ruled

import (
	"regexp"
	"slices"
	"strings"

	"handbook/generator/grid"
)

// pageNumber is how the number of a page is printed: 7, － 7 －, 第 7 页, 7/63, 第 7 页 共 63 页.
var pageNumber = regexp.MustCompile(
	`^[-–—－−·\s]*\d{1,4}[-–—－−·\s]*$|^第?\s*\d{1,4}\s*页?\s*[/／，,]?\s*共?\s*(\d{1,4})?\s*页?$`)

var digits = regexp.MustCompile(`\d+`)

// inMargin is the share of a page at its top and its foot where page numbers stand.
const inMargin = 0.12

// marks are the lines that are printed at the top or at the foot of many pages, their numbers aside: often left pages
// have others than right ones.
func (r *reader) marks() map[string]bool {
	count := map[string]int{}
	for _, s := range r.sheets {
		seen := map[string]bool{}
		for _, l := range s.outside {
			if key := digits.ReplaceAllString(l.line.Text, "#"); s.inMargin(l) && !seen[key] {
				seen[key] = true
				count[key]++
			}
		}
	}
	marks := map[string]bool{}
	for key, n := range count {
		if n >= 3 && n >= len(r.sheets)/3 {
			marks[key] = true
		}
	}
	return marks
}

func (s *sheet) inMargin(l *printed) bool {
	middle := (l.line.Place.Box[1] + l.line.Place.Box[3]) / 2
	return middle < inMargin*s.high || middle > (1-inMargin)*s.high
}

// atFoot reports whether a line stands at the foot of its page, as the address does in a browser's print.
func (s *sheet) atFoot(l *printed) bool { return s.inMargin(l) && l.line.Place.Box[1] > s.high/2 }

// outside takes the lines that stand in no cell, among the tables of a page. Numbers of pages are left out, and what
// other pages have repeated, the first time aside where it stands at the top: it may be the document's title. What may
// have run out of a cell is a doubt.
func (r *reader) outside(s *sheet, marks, seen map[string]bool) {
	var lines, spilt []*printed
	for _, l := range s.outside {
		text := strings.TrimSpace(l.line.Text)
		key := digits.ReplaceAllString(text, "#")
		again := seen[key]
		seen[key] = again || marks[key]
		if s.inMargin(l) && (again || marks[key] && s.atFoot(l) || pageNumber.MatchString(text)) {
			r.doc.Left = append(r.doc.Left, grid.Left{Why: grid.PageMark, Text: text, Place: l.line.Place})
			continue
		}
		lines = append(lines, l)
	}
	right := 0.0
	for _, l := range lines {
		if key := digits.ReplaceAllString(strings.TrimSpace(l.line.Text), "#"); !marks[key] || !s.inMargin(l) {
			right = max(right, l.line.Place.Box[2]) // of the text, not of what the pages repeat above it
		}
	}
	for i, l := range lines { // one that ends well before the others ends a paragraph
		const characters = 1.6
		l.line.Hard = i == 0
		if i > 0 {
			before := lines[i-1].line.Place.Box
			l.line.Hard = before[2] < right-characters*(before[3]-before[1])
		}
	}
	take := func(until float64) {
		for len(lines) > 0 && lines[0].line.Place.Box[1] < until {
			r.doc.Parts = append(r.doc.Parts, grid.Part{Line: lines[0].line})
			lines = lines[1:]
		}
	}
	for i, t := range s.tables {
		take(t.box().top)
		r.doc.Parts = append(r.doc.Parts, grid.Part{Table: t.grid(s.number)})
		if t.odd {
			r.doubt(placeOf(s.number, t.box()), "这一页的表格里有一格不是长方形，按行拆开了")
		}
		for _, l := range lines {
			if l.line.Place.Box[1] < t.box().bottom && l.beside(t) || i == len(s.tables)-1 && r.spills(s, t, l) {
				spilt = append(spilt, l)
			}
		}
		r.spilt(s, t, spilt)
		r.unread(s, t)
		spilt = nil
	}
	take(s.high * 2)
}

// beside reports whether a line stands where a table has columns.
func (l *printed) beside(t *table) bool { return l.right > t.box().left && l.left < t.box().right }

// spills reports whether a line below the last table of a page may be what did not fit into its last row. It is printed
// like the text of the cells, not larger, like a title, and it keeps to columns that are filled to the end; or the
// table goes on on the next page.
func (r *reader) spills(s *sheet, t *table, l *printed) bool {
	const larger = 1.15
	var highs []float64
	var filled []*cell
	for _, c := range t.cells {
		for i, in := range c.lines {
			high := in.chars[0].box.high()
			highs = append(highs, high)
			if c.row+c.tall == len(t.ys)-1 && i == len(c.lines)-1 && in.line.Place.Box[3] > c.box.bottom-high {
				filled = append(filled, c)
			}
		}
	}
	slices.Sort(highs)
	if !l.beside(t) || len(highs) == 0 || l.chars[0].box.high() > larger*highs[len(highs)/2] {
		return false
	}
	if s.number < len(r.sheets) {
		if next := r.sheets[s.number].tables; len(next) > 0 && len(next[0].xs) == len(t.xs) {
			return true
		}
	}
	return !slices.ContainsFunc(l.chars, func(c char) bool {
		return !slices.ContainsFunc(filled, func(in *cell) bool {
			return leftOf(in)-askew <= c.box.left && c.box.right <= in.box.right+askew
		})
	})
}

// leftOf is where the text of a cell begins.
func leftOf(c *cell) float64 {
	left := c.box.right
	for _, l := range c.lines {
		left = min(left, l.left)
	}
	return left
}

// unread says where characters may be that could not be read.
func (r *reader) unread(s *sheet, t *table) {
	count := map[int]int{}
	for _, b := range s.page.unread {
		if x, y := (b.left+b.right)/2, (b.top+b.bottom)/2; t.at(x, y) != nil {
			count[space(t.ys, y)]++
		}
	}
	for row := range len(t.ys) - 1 {
		if n := count[row]; n > 0 {
			at := box{t.box().left, t.ys[row], t.box().right, t.ys[row+1]}
			r.doubt(placeOf(s.number, at), "文件里没有嵌入字体，这一行有 %d 处可能有单独的一个字没有读出来", n)
		}
	}
}

// spilt says what stands outside a table's cells, at the row that it may belong to.
func (r *reader) spilt(s *sheet, t *table, lines []*printed) {
	text := map[int]string{}
	for _, l := range lines {
		row := min(space(t.ys, (l.line.Place.Box[1]+l.line.Place.Box[3])/2), len(t.ys)-2)
		if row < 0 {
			row = len(t.ys) - 2
		}
		text[row] += l.line.Text
	}
	for row := range len(t.ys) - 1 {
		if text[row] != "" {
			at := box{t.box().left, t.ys[row], t.box().right, t.ys[row+1]}
			r.doubt(placeOf(s.number, at), "这里有文字在表格的格子以外，没有收入表格，可能是这一行的：“%s”", text[row])
		}
	}
}

// Leavings are the characters of a page that are no part of its text, by why, and by the cell that they stand in.
type leavings []leaving

type leaving struct {
	why   grid.Why
	in    *cell
	chars []char
}

func (all *leavings) add(why grid.Why, in *cell, c char) {
	c.struck = false // it is no part of another text
	for i := len(*all) - 1; i >= 0; i-- {
		if l := &(*all)[i]; l.why == why && l.in == in {
			l.chars = append(l.chars, c)
			return
		}
	}
	*all = append(*all, leaving{why, in, []char{c}})
}

func (all leavings) lines(number int) []grid.Left {
	var left []grid.Left
	for _, of := range all {
		if of.why == grid.TextBox { // has no lines across
			var text strings.Builder
			place := of.chars[0].box
			for _, c := range of.chars {
				text.WriteRune(c.r)
				place = place.with(c.box)
			}
			left = append(left, grid.Left{Why: of.why, Text: text.String(), Place: placeOf(number, place)})
			continue
		}
		for _, l := range printedLines(of.chars, number) {
			left = append(left, grid.Left{Why: of.why, Text: l.line.Text, Place: l.line.Place})
		}
	}
	return left
}
