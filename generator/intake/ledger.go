package intake

import (
	"strings"
	"unicode"

	"handbook/generator/debris"
	"handbook/generator/grid"
)

// A Ledger accounts for the characters of the documents, white space aside.
type Ledger struct {
	All    int                // how many there are
	By     map[grid.Owner]int // what became of those in the text
	Left   []grid.Left        // what was left out, and is among All
	Unseen int                // characters that nobody sees, left out
	Folded map[string]int     // ⺠→民: radicals that are now the characters that they look like; they are among By
	Lost   []Lost             // what nobody accounts for
}

// Lost is characters that nobody accounts for.
type Lost struct {
	Text  string
	File  string
	Place grid.Place
}

// Accounted is how many characters are accounted for.
func (l Ledger) Accounted() int {
	n := l.Unseen
	for o, count := range l.By {
		if o != grid.Nobody {
			n += count
		}
	}
	for _, left := range l.Left {
		n += grid.Characters(left.Text)
	}
	return n
}

// account counts the characters of the documents by what became of them.
func (d *Draft) account(docs []*grid.Document) {
	l := &d.Ledger
	l.By, l.Folded = map[grid.Owner]int{}, d.folding
	for _, doc := range docs {
		for line := range doc.Lines() {
			var lost strings.Builder
			for i, r := range []rune(line.Text) {
				if unicode.IsSpace(r) {
					continue
				}
				l.All++
				owner := line.Owners()[i]
				if owner == grid.Nobody && debris.Hidden(r) {
					l.Unseen++
					continue
				}
				l.By[owner]++
				if owner == grid.Nobody {
					lost.WriteRune(r)
				}
			}
			if lost.Len() > 0 {
				l.Lost = append(l.Lost, Lost{lost.String(), doc.File, line.Place})
				d.file = doc.File
				d.find(Doubt, "", line.Place, "这些字没有收入清单，也没有别的去处：“%s”", lost.String())
			}
		}
		for _, left := range doc.Left {
			l.All += grid.Characters(left.Text)
			l.Left = append(l.Left, left)
		}
	}
	d.file = ""
}
