package book

import (
	"fmt"
	"html/template"
	"math"
	"strings"
	"unicode"

	"handbook/generator/book/manuscript"
	"handbook/generator/list"
)

// Entry is a line of an index: an item under its title or as the index has it.
func (v view) Entry(i *manuscript.Item, text string) indexLine { return v.entry(i, []string{text}) }

// Listed is a line of the list of a part's titles, which ends its lines between words.
func (v view) Listed(i *manuscript.Item) indexLine { return v.entry(i, v.Book.Pieces(i.ShortTitle())) }

// entry is a line of such a list, which may be broken between pieces. Its page number is never alone on a line: the
// last two letters go with it, and no mark without its letter. Nor do words in 〔〕 part.
func (v view) entry(i *manuscript.Item, pieces []string) indexLine {
	text := strings.Join(pieces, "")
	title := []rune(text)
	cut := len(title)
	for letters := 0; cut > 0 && letters < 2; {
		cut--
		if !unicode.IsMark(title[cut]) && !unicode.IsPunct(title[cut]) {
			letters++
		}
	}
	before := string(title[:cut])
	opening, lead := before, ""
	if from, to := strings.Index(before, "〔"), strings.Index(before, "〕")+len("〕"); from >= 0 && to > from {
		opening, lead = before[:from], before[from:to]
	}
	written := broken(pieces, len(opening), len(opening+lead), len(before))
	return indexLine{
		Item: i, Kind: i.Kind, Folio: v.Folio(i.Anchor), Opening: written[0],
		Lead: template.HTML(template.HTMLEscapeString(lead)), Rest: written[2],
		Ending: template.HTML(template.HTMLEscapeString(text[len(before):])),
	}
}

// broken writes a text's parts, which end at some places, as HTML that may be broken between pieces, a part at its end,
// too.
func broken(pieces []string, ends ...int) []template.HTML {
	text := strings.Join(pieces, "")
	border := map[int]bool{}
	at := 0
	for _, p := range pieces {
		at += len(p)
		border[at] = at < len(text)
	}
	parts := make([]template.HTML, len(ends))
	from := 0
	for n, end := range ends {
		var b strings.Builder
		for i, r := range text[from:end] {
			b.WriteString(template.HTMLEscapeString(string(r)))
			if border[from+i+len(string(r))] {
				b.WriteString("<wbr>")
			}
		}
		parts[n], from = template.HTML(b.String()), end
	}
	return parts
}

type indexLine struct {
	*manuscript.Item
	Kind                        *list.Kind
	Opening, Lead, Rest, Ending template.HTML
	Folio                       string
}

// Of a list of titles, how many lines of the text a page has less for the heading, and how full the last page should
// be: an estimate of the lines is not exact.
const (
	overviewHead          = 2
	leastFull, mostFull   = .45, .93
	overviewLine, inLarge = 17, 29 // characters of a title in a line
)

// Leading is how high a line of the list of a part's titles is, as a part of a line of the text: the one nearest to the
// usual with which the list's last page is not begun for a few titles.
func (v view) Leading(p *manuscript.Part) string {
	const usual = .7
	edition, lines := standardEdition, p.OverviewLines(overviewLine)/2
	if v.Large {
		edition, lines = largeEdition, p.OverviewLines(inLarge)
	}
	for _, leading := range []float64{usual, .68, .72, .66, .74, .64, .76, .78, .8, .82, .84, .86, .88, .9} {
		pages := (overviewHead + lines*leading) / float64(edition.lines)
		last := pages - math.Floor(pages)
		if last <= mostFull && (last >= leastFull || pages < 1) {
			return fmt.Sprint(leading)
		}
	}
	return fmt.Sprint(usual)
}
