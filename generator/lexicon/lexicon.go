// Package lexicon is what people say and what the lists say instead. The search answers with it, and the bound book has
// the county's key terms in its index by pinyin.
//
// It has two layers. The common one ships with the generator, in the files of the folder common: what every Chinese
// reader says, and the words that lists across China have for it. The county's own, data/synonyms.toml, goes before it,
// and may be missing; what it says of a word, the common layer does not say again, nor of longer ones with it. What it
// has as seldom said comes only when that is not enough.
//
// [Load] reads the county's file, reports what is wrong with it, and finds what of the common layer this county has use
// for; that never makes a finding:
//
//   - Of what an entry means, in the order of the file, those words are taken that stand in a title of this county's
//     lists and lead to one that those before do not, three at the most. So every variant that lists use can stand
//     there, and behind them what comes next to it: 最低生活保障、低保、社会救助. What then changes no result is left out,
//     and so is a longer way of saying the same, unless lists write it.
//   - What other lists write for the same stands before the first of these, and is said for it: 森林防火 where a title has
//     森林防灭火. So its pinyin and initials are known, too. What stands behind it is said where there is room.
//   - @ and the id of a kind of department (see package office) means the county's department of that kind, or the one
//     that does its work. Where it stands first, the department is what is asked for. The other names that departments
//     of a kind have, former ones among them, are taken from office.
//   - What means nothing that the lists have is absent here: a query about it shall get no answer, rather than that of
//     something else that has a character or two of it.
//   - Traps are found, of the ordinary words in common/vocabulary.toml: 民政 is not in 人民|政府.
//   - What of it is sent, and when, choose.go says, by how much room the lists leave.
package lexicon

import (
	"errors"
	"io/fs"
	"os"
	"strings"

	"handbook/generator/diag"
	"handbook/generator/list"
	"handbook/generator/record"
)

// A Lexicon is what a county's lists have use for: of its own file, in the order of that, and behind it of the common
// layer.
type Lexicon struct {
	Noise   []string // what questions wrap around their subject
	Absent  []string // words that only look like some of the list's
	Terms   []string // words of the list that people shorten, of the county's own file alone; the book has them, too
	Known   []string // such of the common layer
	Traps   []Trap
	Entries []Entry
	Later   Later
	Rest    Rest
}

// Later is what of the common layer the search gets behind its first answer, besides the entries' own.
type Later struct{ Absent, Known []string }

// Rest is what the search gets only when something of a query stands nowhere in the list, with what reads slips: what
// the county's own file has as seldom said, and that of the common layer for which there is no room before.
type Rest struct {
	Last          bool // it comes only when all others find nothing, or little, not with what reads slips
	Absent, Known []string
	Traps         []Trap
	Entries       []Entry // of what no other entry means; before [Lexicon.Fit], all that is seldom said
}

// A Trap is a word whose characters also meet by chance within others.
type Trap struct {
	Word   string
	Within []string
}

// An Entry is the ways of saying something, and what the list has for it, the closest first. A space in Said parts
// words that may stand apart, a slash alternatives. What starts with @ in Meant is a department's short name.
type Entry struct {
	Said, Meant []string
	Later       []string // further ways of saying it, which the search gets behind its first answer
	Rest        []string // and such as it gets only with what reads slips
}

// key is the entry's key in the file.
func (e Entry) key() string { return strings.Join(e.Said, separator) }

// separator stands between the words of a key or a value.
const separator = "、"

// The file's tables of entries.
const (
	wordsTable  = "words"
	seldomTable = "seldom"
)

// Load reads a county's own lexicon, takes out what its lists have no use for, which is one warning, and adds the
// common layer. The file may be missing. The findings are sorted; with an error among them the lexicon is not fit for
// use.
func Load(path string, county *list.County) (*Lexicon, []diag.Finding) {
	l, found := Read(path, county)
	if errs, _ := diag.Count(found); errs == 0 {
		l = l.Fit(county)
	}
	return l, found
}

// Fit adds to a county's own lexicon what the county has use for of the words that everybody uses.
func (l *Lexicon) Fit(county *list.County) *Lexicon { return fit(l, county, common()) }

// Read reads the county's own lexicon alone.
func Read(path string, county *list.County) (*Lexicon, []diag.Finding) {
	var found []diag.Finding
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		return &Lexicon{}, nil
	}
	root, ok := record.Open(path, &found)
	if !ok {
		return &Lexicon{}, found
	}
	l := &Lexicon{
		Noise: root.Texts("noise", false), Absent: root.Texts("absent", false), Terms: root.Texts("terms", false),
	}
	if traps, ok := root.Table("traps"); ok {
		traps.CheckKeys()
		for _, key := range traps.Keys() {
			l.Traps = append(l.Traps, Trap{key, strings.Split(traps.Text(key), separator)})
		}
	}
	l.Entries = entriesOf(root, wordsTable)
	l.Rest.Entries = entriesOf(root, seldomTable)
	root.Done()
	if len(found) == 0 { // otherwise what follows would only be said of what was not read
		newChecker(root, l, county).all()
	}
	return l, diag.Sort(found)
}

// entriesOf reads one of the file's tables of entries, which may be missing.
func entriesOf(root record.Table, name string) (entries []Entry) {
	table, ok := root.Table(name)
	if !ok {
		return nil
	}
	table.CheckKeys()
	for _, key := range table.Keys() {
		said, meant := strings.Split(key, separator), strings.Split(table.Text(key), separator)
		entries = append(entries, Entry{Said: said, Meant: meant})
	}
	return entries
}
