package list

import (
	"fmt"
	"slices"

	"handbook/generator/debris"
	"handbook/generator/diag"
	"handbook/generator/record"
)

// checkTexts warns of what may be debris in an item's texts: the document itself may have a space or half-width
// punctuation there. Then the text stays, and the item's note quotes the place.
func checkTexts(t record.Table, item *Item) {
	for at, text := range item.texts() {
		if _, doubtful := debris.Sure(debris.Finds(*text)); len(doubtful) > 0 {
			checkDebris(t, t.At(at.String()), *text, item.Note,
				"; where the source itself has it, quote the place in the item's note: note = \"原文“…”…\"")
		}
	}
}

// checkNames warns of what may be debris in names, each by its key.
func checkNames(t record.Table, names map[string]string) {
	for key, name := range names {
		checkDebris(t, t.At(key), name, "", "")
	}
}

// checkPreface warns of what may be debris in a part of the preface.
func checkPreface(t record.Table, s Section) {
	const quote = "; where the source itself has it, quote the place in a note beside it: note = \"原文“…”…\""
	checkDebris(t, t.At("heading"), s.Heading, s.Note, quote)
	for i, text := range s.Paragraphs {
		checkDebris(t, fmt.Sprintf("%s[%d]", t.At("paragraphs"), i), text, s.Note, quote)
	}
}

// checkDebris warns of what may be debris in a text, kind by kind, unless a note quotes it or it is part of a slip.
func checkDebris(t record.Table, path, text, note, otherwise string) {
	_, doubtful := debris.Sure(debris.Finds(text))
	if len(doubtful) == 0 {
		return
	}
	runes := []rune(text)
	known := slips(runes)
	doubtful = slices.DeleteFunc(doubtful, func(f debris.Find) bool {
		atEnd := f.Kind == debris.Wide && (f.From == 0 || f.To == len(runes)) // white space there is said already
		return atEnd || quoted(note, runes, slip{from: f.From, to: f.To}) ||
			slices.ContainsFunc(known, func(s slip) bool { return s.from <= f.From && f.To <= s.to })
	})
	for _, finds := range debris.ByKind(doubtful) {
		f, sum := record.Debris(text, finds, doubtful)
		f.Severity = diag.Warning
		f.Hint += otherwise
		t.AddPart(path, text, sum.From, sum.To, f)
	}
}

// titles are those of a list so far, each with its first item.
type titles map[string]*Item

// check warns of an item whose title another has: it may stand twice.
func (ts titles) check(t record.Table, item *Item) {
	first, twice := ts[item.Title]
	switch {
	case item.Title == "":
	case !twice:
		ts[item.Title] = item
	case !quoted(item.Note, []rune(item.Title), slip{to: len([]rune(item.Title))}):
		t.Warnf(t.At("title"), "remove the item if it stands twice; where the source itself has two of this title, "+
			"quote it in the item's note: note = \"原文“…”…\"", "%s has the same title", first.ID)
	}
}
