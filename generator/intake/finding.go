package intake

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"handbook/generator/grid"
	"handbook/generator/listfile"
)

// A Level is how grave a finding is.
type Level int

// The levels.
const (
	Note  Level = iota // was done so, and is certain
	Doubt              // has to be looked at
	Error              // nothing can be written
)

// A Finding is something that a person has to know, or to look at.
type Finding struct {
	Level Level
	Item  string // its id, or ""
	File  string
	Place grid.Place
	Text  string // a sentence in Chinese

	// Readings are the two ways in which the place can be read, where there are two; the first was taken.
	Readings []string
}

// Doubtful reports whether somebody has to look at the draft before it is used.
func (d *Draft) Doubtful() bool { return d.worst() >= Doubt }

// Failed reports whether nothing can be made of the document.
func (d *Draft) Failed() bool { return d.worst() >= Error }

func (d *Draft) worst() Level {
	worst := Note
	for _, f := range d.Findings {
		worst = max(worst, f.Level)
	}
	return worst
}

func (d *Draft) find(level Level, item string, place grid.Place, format string, a ...any) *Finding {
	for i, v := range a {
		if s, ok := v.(string); ok {
			a[i] = shortened(s)
		}
	}
	d.Findings = append(d.Findings,
		Finding{Level: level, Item: item, File: d.file, Place: place, Text: fmt.Sprintf(format, a...)})
	return &d.Findings[len(d.Findings)-1]
}

// mostQuoted is how many characters of a text a finding quotes.
const mostQuoted = 60

func shortened(s string) string {
	if utf8.RuneCountInString(s) <= mostQuoted {
		return s
	}
	return string([]rune(s)[:mostQuoted]) + "……"
}

// locate names the items of findings of which only the place is known.
func (d *Draft) locate(w *walk) {
	for i := range d.Findings {
		f := &d.Findings[i]
		if f.Item != "" {
			continue
		}
		for _, list := range d.lists {
			for _, e := range w.entries[list.ID] {
				holds := func(row grid.Place) bool { return row.Holds(f.Place) }
				if e.file == f.File && slices.ContainsFunc(e.rows, holds) {
					f.Item = e.id()
				}
			}
		}
	}
}

// mostUnended is the share of duties that may be without an end before a document is taken for one that sets none.
const mostUnended = 0.1

// checkEnds names duties that do not end with 。 or ；, in a document in which nearly all do: most lost tails show so.
func (d *Draft) checkEnds() {
	type unended struct{ id, duty string }
	var found []unended
	n := 0
	for _, list := range d.lists {
		for _, item := range d.Town.Lists[list.ID] {
			for _, blocks := range [][]listfile.Block{item.County, item.Town, item.Takeover} {
				for _, b := range blocks {
					for _, duty := range b.Duties {
						n++
						if !strings.ContainsAny(lastRune(duty), "。；;！？”）") {
							found = append(found, unended{item.ID, duty})
						}
					}
				}
			}
		}
	}
	if float64(len(found)) > mostUnended*float64(n) {
		return
	}
	for _, f := range found {
		d.file = d.Files[f.id]
		d.find(Doubt, f.id, d.Places[f.id], "这一条职责末尾没有句号或分号，可能缺了一截：“%s”", f.duty)
	}
	d.file = ""
}

// arrange puts the findings in the order of the items, each once: a cell may have been read more than once.
func (d *Draft) arrange() {
	slices.SortStableFunc(d.Findings, func(a, b Finding) int { return cmp.Compare(a.Item, b.Item) })
	said := map[string]bool{}
	d.Findings = slices.DeleteFunc(d.Findings, func(f Finding) bool {
		key := fmt.Sprint(f.Level, f.Item, f.File, f.Place, f.Text)
		again := said[key]
		said[key] = true
		return again
	})
}
