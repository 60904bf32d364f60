package search

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"handbook/generator/diag"
	"handbook/generator/list"
	"handbook/generator/record"
)

// A Lexicon is what people say and what the list says instead.
type Lexicon struct {
	Noise  []string // what questions wrap around their subject
	Absent []string // words that only look like some of the list's
	Terms  []string // words of the list that people shorten
	Traps  []Trap
	Words  []Word
}

// A Trap is a word whose characters also meet by chance within others.
type Trap struct {
	Word string
	In   []string
}

// A Word is one entry: the ways of saying it, and what the list has for it, the closest first. A space in Say parts words that
// may stand apart, a slash alternatives. What starts with @ in Mean is a department's short name.
type Word struct{ Say, Mean []string }

// LoadLexicon reads data/synonyms.toml and holds it against the list. The findings are sorted; with an error among them the
// lexicon is not fit for use.
func LoadLexicon(path string, county *list.County) (*Lexicon, []diag.Finding) {
	var found []diag.Finding
	root, ok := record.Open(path, &found)
	if !ok {
		if found[0].Line == 0 {
			found[0].Hint = "the file says what people type for the words of the list; an empty one will do"
		}
		return &Lexicon{}, found
	}
	l := &Lexicon{
		Noise: root.Texts("noise", false), Absent: root.Texts("absent", false), Terms: root.Texts("terms", false),
	}
	if traps, ok := root.Table("traps"); ok {
		for _, key := range traps.Keys() {
			l.Traps = append(l.Traps, Trap{key, strings.Split(traps.Text(key), "、")})
		}
	}
	if words, ok := root.Table("words"); ok {
		for _, key := range words.Keys() {
			l.Words = append(l.Words, Word{strings.Split(key, "、"), strings.Split(words.Text(key), "、")})
		}
	}
	root.Done()
	if len(found) == 0 { // otherwise what follows would only be said of what was not read
		c := &lexiconCheck{root: root, lexicon: l}
		c.list(county)
	}
	return l, diag.Sort(found)
}

// lexiconCheck carries what the findings of one file share.
type lexiconCheck struct {
	root    record.Table
	lexicon *Lexicon
}

// report notes an error at a path's key, or with value set at its value; from counts characters into the text between the quotes.
func (c *lexiconCheck) report(path string, from, length int, message, hint string) {
	place, value := c.root.Place(path), false
	if from < 0 {
		from, value = -from-1, true
	}
	span := place.Key
	if value {
		span = place.Value
	}
	if length > 0 {
		span.Col, span.Len = span.Col+1+from, length
	}
	c.root.ReportSpan(span, diag.Error, message, hint)
}

// list holds the lexicon against the list: every word of the right side stands in it, none of the left is said twice.
func (c *lexiconCheck) list(county *list.County) {
	text := Corpus(county)
	short, names := map[string]bool{}, map[string]string{}
	var shorts []string
	for _, d := range county.Departments {
		short[d.Short] = true
		shorts = append(shorts, d.Short)
		for _, name := range append([]string{d.Name, d.Short}, d.Aliases...) {
			names[name] = d.Name
		}
	}
	c.shapes()
	said := map[string]string{}
	once := func(path, word string, from int) {
		if first, ok := said[word]; ok {
			c.report(path, from, utf8.RuneCountInString(word), fmt.Sprintf("%q is already said in %s", word, first), "keep it where it belongs best")
			return
		}
		said[word] = strings.SplitN(path, "[", 2)[0]
	}
	for name, words := range map[string][]string{"noise": c.lexicon.Noise, "absent": c.lexicon.Absent} {
		for i, word := range words {
			once(fmt.Sprintf("%s[%d]", name, i), word, 0)
		}
	}
	terms, meant := map[string]bool{}, map[string]bool{}
	for _, word := range c.lexicon.Words {
		for _, w := range append(slices.Clone(word.Say), word.Mean...) {
			meant[w] = true
		}
	}
	for i, term := range c.lexicon.Terms {
		path := fmt.Sprintf("terms[%d]", i)
		if terms[term] {
			c.report(path, 0, 0, fmt.Sprintf("%q stands twice", term), "remove one")
		}
		terms[term] = true
		switch {
		case !text.Has(term):
			c.report(path, 0, 0, fmt.Sprintf("%q stands in no title or duty", term), "terms are words of the list; what people say instead goes under [words]")
		case meant[term]:
			c.report(path, 0, 0, fmt.Sprintf("%q changes no result: [words] has it already", term), "remove it")
		}
	}
	for _, trap := range c.lexicon.Traps {
		path := "traps." + trap.Word
		for i, in := range trap.In {
			if !strings.Contains(in, trap.Word) {
				c.report(path, offset(trap.In, i), utf8.RuneCountInString(in), fmt.Sprintf("%q does not hold %q", in, trap.Word), "a trap is a longer word in which the characters only happen to meet")
			} else if !text.Has(in) {
				c.report(path, offset(trap.In, i), utf8.RuneCountInString(in), fmt.Sprintf("%q stands in no title or duty", in), "remove it")
			}
		}
	}
	for _, word := range c.lexicon.Words {
		path := "words." + strings.Join(word.Say, "、")
		for i, say := range word.Say {
			if ways(say) > mostWays {
				c.report(path, -offset(word.Say, i)-1, utf8.RuneCountInString(say), fmt.Sprintf("spaces and slashes make more than %d ways of saying it", mostWays),
					"write fewer alternatives, or an entry for each")
				continue
			}
			dead := !strings.Contains(say, " ") // words apart explain what would else be left over
			for _, one := range spoken(say) {
				once(path, one, -offset(word.Say, i)-1)
				dead = dead && text.idle(one, word.Mean)
				if name := names[one]; name != "" {
					c.report(path, -offset(word.Say, i)-1, utf8.RuneCountInString(say), fmt.Sprintf("%q is already a name of %s", one, name), "remove it here")
				}
			}
			if dead {
				c.report(path, -offset(word.Say, i)-1, utf8.RuneCountInString(say), fmt.Sprintf("%q changes no result: the titles it means have it themselves", say),
					"remove it, or put it under terms if people shorten or mistype it")
			}
		}
		for i, mean := range word.Mean {
			at, length := offset(word.Mean, i), utf8.RuneCountInString(mean)
			if name, ok := strings.CutPrefix(mean, "@"); ok {
				if !short[name] {
					c.report(path, at, length, fmt.Sprintf("unknown department %q", name), "known: "+strings.Join(shorts, ", "))
				}
			} else if !text.Has(mean) {
				c.report(path, at, length, fmt.Sprintf("%q stands in no title or duty", mean), "the right side holds words as a title or a duty has them, without quotes and brackets")
			}
		}
	}
}

// shapes reports words that the browser could not take apart again, and those that are none.
func (c *lexiconCheck) shapes() {
	check := func(path, word string) {
		switch {
		case strings.Trim(word, " /") == "":
			c.report(path, 0, 0, "a word is empty", "write it, or remove it; 、 stands between words, not at an end")
		case strings.ContainsFunc(word, func(r rune) bool { return r == '=' || unicode.IsControl(r) }):
			c.report(path, 0, 0, fmt.Sprintf("%q has a sign that parts entries", word), "leave out = and line ends")
		}
	}
	// Signs of the Chinese input method part nothing here: an entry with one would answer nobody.
	wide := func(path, word string) {
		if i := strings.IndexAny(word, "，,；;／｜|　"); i >= 0 {
			sign, _ := utf8.DecodeRuneInString(word[i:])
			c.report(path, 0, 0, fmt.Sprintf("%q has %q, which parts nothing", word, sign),
				"、 stands between words; a space, typed with the input method off, between what may stand apart; / between alternatives")
		}
	}
	l := c.lexicon
	for name, words := range map[string][]string{"noise": l.Noise, "absent": l.Absent, "terms": l.Terms} {
		for i, word := range words {
			check(fmt.Sprintf("%s[%d]", name, i), word)
			wide(fmt.Sprintf("%s[%d]", name, i), word)
		}
	}
	for _, trap := range l.Traps {
		check("traps."+trap.Word, trap.Word)
	}
	for _, word := range l.Words {
		path := "words." + strings.Join(word.Say, "、")
		for _, w := range slices.Concat(word.Say, word.Mean) {
			check(path, w)
		}
		for _, w := range word.Say {
			wide(path, w)
		}
	}
}

// offset is how report counts to a part of a value, or less one, negated, of a key.
func offset(parts []string, i int) int {
	n := 0
	for _, p := range parts[:i] {
		n += utf8.RuneCountInString(p) + 1
	}
	return -n - 1
}

// mostWays is how many ways of saying it one entry may stand for. The list's own have up to sixteen.
const mostWays = 64

// ways counts what spoken returns, but no further than it takes to see that it is too much.
func ways(say string) int {
	n := 1
	for part := range strings.SplitSeq(say, " ") {
		if n *= 1 + strings.Count(part, "/"); n > mostWays {
			break
		}
	}
	return n
}

// spoken is every way of saying that an entry's spaces and slashes stand for: "羊/牛 病" is "羊 病" and "牛 病".
func spoken(say string) []string {
	all := []string{""}
	for _, part := range strings.Split(say, " ") {
		var next []string
		for _, head := range all {
			for _, one := range strings.Split(part, "/") {
				next = append(next, strings.TrimPrefix(head+" "+one, " "))
			}
		}
		all = next
	}
	return all
}

// A Text is what the search sees of a list: its lines folded, without the signs that people leave out.
type Text struct{ Titles, Duties []string }

// inBrackets is what the search also finds a title without: 河（湖）长制 is 河长制.
var inBrackets = regexp.MustCompile("（[^）]*）")

// Corpus returns the text of all towns, each line once.
func Corpus(county *list.County) *Text {
	var t Text
	titles, duties := map[string]bool{}, map[string]bool{}
	for _, town := range county.Towns {
		text := textOf(town)
		t.Titles = appendNew(t.Titles, text.titles, titles)
		t.Titles = appendNew(t.Titles, inBrackets.ReplaceAllString(text.titles, ""), titles)
		t.Duties = appendNew(t.Duties, strings.Join(text.duties(), "\n"), duties)
	}
	return &t
}

// appendNew appends the lines of a text, folded, that were not seen before.
func appendNew(to []string, text string, seen map[string]bool) []string {
	for line := range strings.SplitSeq(text, "\n") {
		if !seen[line] {
			seen[line] = true
			to = append(to, fold(line))
		}
	}
	return to
}

// Has says whether a title or a duty holds the words.
func (t *Text) Has(words string) bool {
	words = fold(words)
	has := func(line string) bool { return strings.Contains(line, words) }
	return words != "" && (slices.ContainsFunc(t.Titles, has) || slices.ContainsFunc(t.Duties, has))
}

// idle says whether an entry adds nothing for a way of saying it: what its words lead to has it as it is, and no other title has,
// so that the entry does not even choose between them.
func (t *Text) idle(say string, means []string) bool {
	var folded []string
	for _, mean := range means {
		if strings.HasPrefix(mean, "@") {
			return false
		}
		folded = append(folded, fold(mean))
	}
	parts := strings.Fields(fold(say))
	said := func(line string) bool {
		return !slices.ContainsFunc(parts, func(part string) bool { return !strings.Contains(line, part) })
	}
	meant := func(line string) bool {
		return slices.ContainsFunc(folded, func(mean string) bool { return strings.Contains(line, mean) })
	}
	if !slices.ContainsFunc(t.Titles, meant) && !slices.ContainsFunc(t.Duties, meant) {
		return false // an error of its own
	}
	return !slices.ContainsFunc(t.Titles, func(line string) bool { return said(line) != meant(line) }) &&
		!slices.ContainsFunc(t.Duties, func(line string) bool { return meant(line) && !said(line) })
}

// fold leaves out quotes, brackets and 、, writes capitals small and full-width signs narrow, as packing.js does.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune(dropped, r):
			return -1
		case r >= 0xff01 && r <= 0xff5e:
			r -= 0xfee0
		}
		if r >= 'A' && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}, s)
}

const dropped = "“”‘’\"'（）()《》<>〈〉【】[]、·—"

// joined writes words as the browser compares and reads them: folded, those of two characters first and without 、 between them, for
// they are most.
func joined(words []string) string {
	var twos strings.Builder
	rest := []string{""}
	for _, w := range words {
		w = fold(w)
		if utf8.RuneCountInString(w) == 2 {
			twos.WriteString(w)
		} else {
			rest = append(rest, w)
		}
	}
	rest[0] = twos.String()
	return strings.Join(rest, "、")
}

func (l *Lexicon) termText() string { return joined(l.Terms) }

// otherText is noise, absent words and traps, a line each; a trap is 民政=惠民政策、人民政府.
func (l *Lexicon) otherText() string {
	lines := []string{joined(l.Noise), joined(l.Absent)}
	for _, t := range l.Traps {
		lines = append(lines, t.Word+"="+strings.Join(t.In, "、"))
	}
	return strings.Join(lines, "\n")
}
