// Package lexicon is what people say and what the list says instead: data/synonyms.toml. The search answers with it,
// and the bound book has its key terms in the index by pinyin.
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

// A Lexicon is what data/synonyms.toml holds, in the order of the file.
type Lexicon struct {
	Noise   []string // what questions wrap around their subject
	Absent  []string // words that only look like some of the list's
	Terms   []string // words of the list that people shorten
	Known   []string // further words of the list, from the common layer
	Traps   []Trap
	Entries []Entry
}

// A Trap is a word whose characters also meet by chance within others.
type Trap struct {
	Word   string
	Within []string
}

// An Entry is the ways of saying something, and what the list has for it, the closest first. A space in Said parts
// words that may stand apart, a slash alternatives. What starts with @ in Meant is a department's short name.
type Entry struct{ Said, Meant []string }

// key is the entry's key in the file.
func (e Entry) key() string { return strings.Join(e.Said, separator) }

// separator stands between the words of a key or a value.
const separator = "、"

// Load reads a lexicon, and takes out what the county's list has no use for, which is one warning. Without the file the
// lexicon is empty. The findings are sorted; with an error among them the lexicon is not fit for use.
func Load(path string, county *list.County) (*Lexicon, []diag.Finding) {
	var found []diag.Finding
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		return fit(&Lexicon{}, county, common()), nil
	}
	root, ok := record.Open(path, &found)
	if !ok {
		return &Lexicon{}, found
	}
	l := &Lexicon{
		Noise: root.Texts("noise", false), Absent: root.Texts("absent", false), Terms: root.Texts("terms", false),
	}
	if traps, ok := root.Table("traps"); ok {
		for _, key := range traps.Keys() {
			l.Traps = append(l.Traps, Trap{key, strings.Split(traps.Text(key), separator)})
		}
	}
	if words, ok := root.Table("words"); ok {
		for _, key := range words.Keys() {
			entry := Entry{strings.Split(key, separator), strings.Split(words.Text(key), separator)}
			l.Entries = append(l.Entries, entry)
		}
	}
	root.Done()
	if len(found) == 0 { // otherwise what follows would only be said of what was not read
		newChecker(root, l, county).all()
	}
	if errs, _ := diag.Count(found); errs == 0 {
		l = fit(l, county, common())
	}
	return l, diag.Sort(found)
}
