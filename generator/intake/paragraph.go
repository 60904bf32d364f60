package intake

import (
	"strconv"
	"strings"
	"unicode"

	"handbook/generator/grid"
	"handbook/generator/list"
)

// A paragraph is what the document sets as one, without the number that the program sets before it.
type paragraph struct {
	auto string
	text text
}

const (
	sentenceEnds = "。；;！？：:"
	colons       = "：:"
)

func lastRune(s string) string {
	runes := []rune(strings.TrimRightFunc(s, unicode.IsSpace))
	if len(runes) == 0 {
		return ""
	}
	return string(runes[len(runes)-1:])
}

// ends reports whether the text ends with one of these characters.
func (t text) ends(these string) bool {
	return len(t) > 0 && strings.ContainsRune(these, t[len(t)-1].r)
}

// typed is the number that a text opens with, 1. or １． or 1、, and how many characters it has; 0 where there is none.
// 1.5万亩 opens with none, unless number 1 is expected there and a 2 follows: see [Draft.paragraphs].
func (t text) typed() (n, width int, sure bool) {
	digits := ""
	for _, c := range t {
		r := c.r
		if r >= '０' && r <= '９' {
			r += '0' - '０'
		}
		if r < '0' || r > '9' || len(digits) == 3 {
			break
		}
		digits += string(r)
	}
	if digits == "" || len(t) <= len(digits) || !strings.ContainsRune(".．、", t[len(digits)].r) {
		return 0, 0, false
	}
	n, _ = strconv.Atoi(digits)
	width = len(digits) + 1
	sure = len(t) == width || t[width-1].r == '、' || !unicode.IsDigit(t[width].r)
	return n, width, sure
}

// heads tells which texts are heads within a cell: those that name a department.
type heads func(text) bool

// paragraphs joins the lines of a cell. In a text document each line is a paragraph. On a printed page, a line that the
// next word would have fitted on ends one, if what follows may begin one: within numbered duties only the next number
// or a head does, and after a department's head something always begins. Where a line is full only the next number
// after the end of a sentence is sure to begin one.
func (d *Draft) paragraphs(lines []*grid.Line, isHead heads) []paragraph {
	texts := make([]text, len(lines))
	for i, l := range lines {
		texts[i] = d.read(l)
	}
	var all []paragraph
	run := 0         // the number of the duty that is being read
	var at list.Mark // the last of its own
	number := func(t text) {
		n, width, sure := t.typed()
		if n > 0 && (n == run+1 || n == 1) && (sure || n == run+1 && (n > 1 || opens(texts, 2))) && width < len(t) {
			run = n
		}
	}
	for i, l := range lines {
		t := texts[i]
		if len(t) == 0 { // Word shows the number of an empty paragraph; no list means it
			continue
		}
		last := len(all) - 1
		if last >= 0 && !l.Hard && l.Number == "" && !d.breaks(lines, texts, i, all[last].text, run, at, isHead) {
			if all[last].text.ends(sentenceEnds) && mayHead(texts, i) {
				d.find(Doubt, "", l.Place, "“%s”可能是小标题，当作前面一段的话收入", t.String())
			}
			d.seam(all[last].text, t)
			all[last].text = append(all[last].text, t...)
			continue
		}
		if last >= 0 && isHead(all[last].text) || isHead(t) {
			run = 0
		}
		number(t)
		if next := list.MarkOf(t.String()); next.N > 0 {
			at = next
		}
		all = append(all, paragraph{l.Number, t})
	}
	return all
}

// opens reports whether some line opens with a number.
func opens(texts []text, n int) bool {
	for _, t := range texts {
		if m, _, _ := t.typed(); m == n {
			return true
		}
	}
	return false
}

// breaks reports whether a paragraph begins with line i of a page, behind what was read of the one before.
func (d *Draft) breaks(
	lines []*grid.Line, texts []text, i int, before text, run int, at list.Mark, isHead heads,
) bool {
	t := texts[i]
	n, _, _ := t.typed()
	next := n > 0 && n == run+1 || n == 1 && run != 1
	ended := before.ends(sentenceEnds)
	marked := ended && list.MarkOf(t.String()).Follows(at)
	previous := lines[i-1]
	if marked && previous.Full {
		d.find(Doubt, "", lines[i].Place, "“%s”可能接着前面一段，当作新的一段收入", t.String())
	}
	switch {
	case before.ends(colons) && (isHead(before) || !previous.Full):
		return true
	case previous.Full:
		return marked || ended && (next || headHere(lines, texts, i, isHead) || headAhead(lines, texts, i))
	case run == 0:
		return true
	}
	return next || marked || headHere(lines, texts, i, isHead) || ended && headAhead(lines, texts, i)
}

// headHere reports whether the lines from i on, as far as they are full, are a department's head.
func headHere(lines []*grid.Line, texts []text, i int, isHead heads) bool {
	const most = 4 // lines of a head in a narrow column
	var joined text
	for j := i; j < len(texts) && j < i+most; j++ {
		if joined = append(joined, texts[j]...); isHead(joined) {
			return true
		}
		if !lines[j].Full {
			return false
		}
	}
	return false
}

// headAhead reports whether a heading begins with line i: one that ends with a colon soon, and numbers follow, or what
// follows would have fitted behind the colon.
func headAhead(lines []*grid.Line, texts []text, i int) bool {
	const most = 4 // lines of a heading in a narrow column
	for j := i; j < len(texts) && j < i+most; j++ {
		if n, _, _ := texts[j].typed(); n > 0 {
			return false
		}
		if texts[j].ends(colons) {
			if j+1 == len(texts) {
				return false
			}
			n, _, _ := texts[j+1].typed()
			return n == 1 || !lines[j].Full
		}
		if texts[j].ends("。；") || !lines[j].Full {
			return false
		}
	}
	return false
}

// mayHead reports whether what begins with line i ends with a colon at the end of a line, as a heading does.
func mayHead(texts []text, i int) bool {
	for ; i < len(texts); i++ {
		for at, c := range texts[i] {
			if strings.ContainsRune(sentenceEnds, c.r) {
				return strings.ContainsRune(colons, c.r) && at == len(texts[i])-1
			}
		}
	}
	return false
}

// seam names a place where a printed line ends between Latin letters or numbers: a space there cannot be seen.
func (d *Draft) seam(before, after text) {
	if len(before) == 0 || len(after) == 0 || !spaced(before[len(before)-1].r, after[0].r) {
		return
	}
	f := d.find(Doubt, "", after.place(), "换行处看不出有没有空格，按没有收入：“%s%s”",
		before[max(0, len(before)-8):].String(), after[:min(len(after), 8)].String())
	f.Readings = []string{before.String() + after.String(), before.String() + " " + after.String()}
}

// joined is the lines of a cell as one text.
func (d *Draft) joined(lines []*grid.Line) text {
	var all text
	for _, l := range lines {
		t := d.read(l)
		if len(t) > 0 {
			all = append(all, numbered(l.Number, nil)...)
		}
		if !l.Hard {
			d.seam(all, t)
		}
		all = append(all, t...)
	}
	return all
}
