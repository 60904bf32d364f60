package lexicon

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"handbook/generator/diag"
	"handbook/generator/list"
	"handbook/generator/position"
	"handbook/generator/record"
)

// A checker compares a lexicon with the list, and carries what the findings of one file share. What the list has no use
// for is taken out of the lexicon: a list changes, and a lexicon may have been written for another county's.
type checker struct {
	root    record.Table
	unused  []unused
	lexicon *Lexicon
	text    *Text
	shorts  []string          // the departments' short names
	names   map[string]string // every name of a department → its full name
	said    map[string]string // what is said → where it was said first
	taken   map[string]bool   // what entries say or mean
	idle    map[string]bool   // what is said to no effect
}

func newChecker(root record.Table, l *Lexicon, county *list.County) *checker {
	c := &checker{root: root, lexicon: l, text: TextOf(county), names: map[string]string{}, said: map[string]string{},
		taken: map[string]bool{}, idle: map[string]bool{}}
	for _, d := range county.Departments {
		c.shorts = append(c.shorts, d.Short)
		for _, name := range append([]string{d.Name, d.Short}, d.Aliases...) {
			c.names[name] = d.Name
		}
	}
	return c
}

// An unused piece of a lexicon is one for which the list has no use, and why.
type unused struct {
	span position.Span
	why  string
}

// all reports what is wrong: words that cannot be sent, or that are said twice; and in one warning how much the list
// has no use for.
func (c *checker) all() {
	c.shapes()
	for _, l := range c.lists()[:2] { // a term may be said again: it is the list's own word
		for i, word := range l.words {
			c.once(word, l.key, wordIn(c.value(l.at(i)), []string{word}, 0))
		}
	}
	c.terms()
	for _, trap := range c.lexicon.Traps {
		c.trap(trap)
	}
	for _, t := range c.tables() {
		for _, entry := range *t.entries {
			c.entry(entry, t.key)
		}
	}
	c.prune()
	c.warn()
}

// mostNamed is how many unused pieces the warning names.
const mostNamed = 3

// warn reports what is unused, at the first of it.
func (c *checker) warn() {
	if len(c.unused) == 0 {
		return
	}
	hint := "left out of the search, without harm: "
	for i, u := range c.unused[:min(len(c.unused), mostNamed)] {
		if i > 0 {
			hint += "; "
		}
		hint += fmt.Sprintf("line %d: %s", u.span.Line, u.why)
	}
	if len(c.unused) > mostNamed {
		hint += " …"
	}
	what := "1 word has"
	if n := len(c.unused); n > 1 {
		what = fmt.Sprintf("%d words have", n)
	}
	c.root.ReportSpan(c.unused[0].span, diag.Warning, what+" no use for this list", hint)
}

// prune takes out of the lexicon what it has for no use: targets that the list lacks, and what then leads nowhere.
func (c *checker) prune() {
	l := c.lexicon
	l.Terms = slices.DeleteFunc(l.Terms, func(term string) bool { return !c.text.Has(term) || c.taken[term] })
	var traps []Trap
	for _, trap := range l.Traps {
		trap.Within = slices.Clone(trap.Within)
		trap.Within = slices.DeleteFunc(trap.Within, func(longer string) bool { return !c.text.Has(longer) })
		if len(trap.Within) > 0 {
			traps = append(traps, trap)
		}
	}
	l.Traps = traps
	for _, t := range c.tables() {
		var entries []Entry
		for _, entry := range *t.entries {
			entry.Said = slices.DeleteFunc(slices.Clone(entry.Said), func(said string) bool { return c.idle[said] })
			entry.Meant = slices.DeleteFunc(slices.Clone(entry.Meant), func(words string) bool { return !c.has(words) })
			if len(entry.Said) > 0 && len(entry.Meant) > 0 {
				entries = append(entries, entry)
			}
		}
		*t.entries = entries
	}
}

// has says whether the list has what an entry means: a department, or words.
func (c *checker) has(words string) bool {
	if name, ok := strings.CutPrefix(words, "@"); ok {
		return slices.Contains(c.shorts, name)
	}
	return c.text.Has(words)
}

// A wordList is one of the file's plain lists of words.
type wordList struct {
	key   string
	words []string
}

func (l wordList) at(i int) string { return fmt.Sprintf("%s[%d]", l.key, i) }

func (c *checker) lists() []wordList {
	return []wordList{{"noise", c.lexicon.Noise}, {"absent", c.lexicon.Absent}, {"terms", c.lexicon.Terms}}
}

// An entryTable is one of the file's tables of entries.
type entryTable struct {
	key     string
	entries *[]Entry
}

func (c *checker) tables() []entryTable {
	return []entryTable{{wordsTable, &c.lexicon.Entries}, {seldomTable, &c.lexicon.Rest.Entries}}
}

// key and value are where the key and the value of a path stand, with their quotes.
func (c *checker) key(path string) position.Span   { return c.root.Place(path).Key }
func (c *checker) value(path string) position.Span { return c.root.Place(path).Value }

// wordIn is where the i-th of some words stands in the quoted text that joins them with 、; of an empty one, where the
// text does.
func wordIn(text position.Span, words []string, i int) position.Span {
	if words[i] == "" {
		return text
	}
	col := text.Col + 1 // after the quote
	for _, before := range words[:i] {
		col += utf8.RuneCountInString(before + separator)
	}
	return position.Span{Line: text.Line, Col: col, Len: utf8.RuneCountInString(words[i])}
}

func (c *checker) fault(span position.Span, message, hint string) {
	c.root.ReportSpan(span, diag.Error, message, hint)
}

// useless notes what the list has no use for.
func (c *checker) useless(span position.Span, format string, args ...any) {
	c.unused = append(c.unused, unused{span, fmt.Sprintf(format, args...)})
}

// missing notes words that the list lacks.
func (c *checker) missing(span position.Span, words string) {
	c.useless(span, "%q stands in no title or duty", words)
}

// once reports what is said a second time. where is how the first place is named.
func (c *checker) once(said, where string, span position.Span) {
	if first, ok := c.said[said]; ok {
		c.fault(span, fmt.Sprintf("%q is already said in %s", said, first), "keep it where it belongs best")
		return
	}
	c.said[said] = where
}

func (c *checker) terms() {
	for _, entry := range c.lexicon.Entries {
		for _, words := range slices.Concat(entry.Said, entry.Meant) {
			c.taken[words] = true
		}
	}
	seen := map[string]bool{}
	for i, term := range c.lexicon.Terms {
		span := c.value(fmt.Sprintf("terms[%d]", i))
		if seen[term] {
			c.fault(span, fmt.Sprintf("%q stands twice", term), "remove one")
		}
		seen[term] = true
		switch {
		case !c.text.Has(term):
			c.missing(span, term)
		case c.taken[term]:
			c.useless(span, "%q changes no result: [words] has it already", term)
		}
	}
}

func (c *checker) trap(trap Trap) {
	for i, longer := range trap.Within {
		span := wordIn(c.value("traps."+trap.Word), trap.Within, i)
		switch {
		case !strings.Contains(longer, trap.Word):
			c.fault(span, fmt.Sprintf("%q does not hold %q", longer, trap.Word),
				"a trap is a longer word in which the characters only happen to meet")
		case !c.text.Has(longer):
			c.missing(span, longer)
		}
	}
}

func (c *checker) entry(entry Entry, table string) {
	path := table + "." + entry.key()
	for i, said := range entry.Said {
		c.saying(said, entry, path, wordIn(c.key(path), entry.Said, i))
	}
	for i, words := range entry.Meant {
		span := wordIn(c.value(path), entry.Meant, i)
		if name, ok := strings.CutPrefix(words, "@"); ok {
			if !slices.Contains(c.shorts, name) {
				c.useless(span, "no department is called %q", name)
			}
		} else if !c.text.Has(words) {
			c.missing(span, words)
		}
	}
}

// saying checks one of the texts that an entry answers.
func (c *checker) saying(said string, entry Entry, path string, span position.Span) {
	if tooMany(said) {
		c.fault(span, fmt.Sprintf("spaces and slashes make more than %d ways of saying it", mostWays),
			"write fewer alternatives, or an entry for each")
		return
	}
	idle := !strings.Contains(said, " ") // words apart explain what would else be left over
	name := ""
	for _, way := range ways(said) {
		c.once(way, path, span)
		idle = idle && c.text.idle(way, entry.Meant)
		name = cmp.Or(name, c.names[way])
	}
	// Of several ways of saying it, the others still lead somewhere.
	switch c.idle[said] = idle || name != "" && len(ways(said)) == 1; {
	case name != "":
		c.useless(span, "%q is already a name of %s", said, name)
	case idle:
		c.useless(span, "%q changes no result: the titles it means have it themselves", said)
	}
}

// shapes reports words that the browser could not take apart again, and those that are none.
func (c *checker) shapes() {
	for _, l := range c.lists() {
		for i, word := range l.words {
			c.whole(word, c.value(l.at(i)))
			c.parted(word, c.value(l.at(i)))
		}
	}
	for _, trap := range c.lexicon.Traps {
		c.whole(trap.Word, c.key("traps."+trap.Word))
	}
	for _, t := range c.tables() {
		for _, entry := range *t.entries {
			span := c.key(t.key + "." + entry.key())
			for _, words := range slices.Concat(entry.Said, entry.Meant) {
				c.whole(words, span)
			}
			for _, said := range entry.Said {
				c.parted(said, span)
			}
		}
	}
}

// whole reports a word that says nothing, or has a sign that the packed lexicon is parted by.
func (c *checker) whole(word string, span position.Span) {
	switch {
	case strings.Trim(word, " /") == "":
		c.fault(span, "a word is empty", "write it, or remove it; 、 stands between words, not at an end")
	case strings.ContainsFunc(word, func(r rune) bool { return r == '=' || unicode.IsControl(r) }):
		c.fault(span, fmt.Sprintf("%q has a sign that parts entries", word), "leave out = and line ends")
	}
}

// parted reports signs of the Chinese input method that part nothing here: an entry with one would answer nobody.
func (c *checker) parted(said string, span position.Span) {
	if i := strings.IndexAny(said, "，,；;／｜|　"); i >= 0 {
		sign, _ := utf8.DecodeRuneInString(said[i:])
		c.fault(span, fmt.Sprintf("%q has %q, which parts nothing", said, sign), "、 stands between words; "+
			"a space, typed with the input method off, between what may stand apart; / between alternatives")
	}
}
