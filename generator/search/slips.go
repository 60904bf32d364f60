package search

import (
	"cmp"
	"slices"
	"strings"
)

// slipsPart is what reads slips of the keys, and what was typed without an input method.
type slipsPart struct {
	Part       string `json:"part"`
	Syllables  string `json:"syllables"`  // of the common characters; see syllableRuns
	Readings   string `json:"readings"`   // of those that are read otherwise; see pinyin
	Lookalikes string `json:"lookalikes"` // groups of characters; see lookalikesOf
	*moreWords
}

// moreWords are what of the lexicon comes with what reads slips: further ways of saying what the entries mean that are
// there already, a line each, and then entries as in countyPart, but what they mean is written out. Where the county
// has words of its own, they are in another file; see lastPart.
type moreWords struct {
	Words string `json:"words"`
	Terms string `json:"terms"`
	Rest  string `json:"rest"`
}

// moreTexts are what moreWords packs; none, where there was room for all.
func (w *writer) moreTexts() []string {
	r := w.lexicon.Rest
	var lines []string
	some := len(r.Entries)+len(r.Known)+len(r.Absent) > 0
	for _, entry := range w.lexicon.Entries {
		lines = append(lines, joined(entry.Rest))
		some = some || len(entry.Rest) > 0
	}
	if !some {
		return nil
	}
	if len(r.Entries) > 0 {
		lines = append(lines, entryLines(r.Entries, func(string) bool { return true }))
	}
	return []string{strings.Join(lines, "\n"), joined(r.Known), otherLines(nil, r.Absent, r.Traps)}
}

func (w *writer) slipsPart() slipsPart {
	syllables, others, given := w.pinyin()
	var titles strings.Builder
	for _, t := range w.towns {
		titles.WriteString(t.titles)
	}
	part := slipsPart{
		Part: "slips", Syllables: syllables, Readings: others, Lookalikes: lookalikesOf(titles.String(), given),
	}
	if more := w.moreTexts(); more != nil && !w.lexicon.Rest.Last {
		part.moreWords = packedWords(more, w.codebook)
	}
	return part
}

func packedWords(more []string, by *codebook) *moreWords {
	return &moreWords{by.pack(more[0]), by.pack(more[1]), by.pack(more[2])}
}

// lastPart has what of the lexicon is asked last, where all else finds nothing, or little. It brings its own codebook:
// what few readers fetch makes nothing heavier that all do.
type lastPart struct {
	Part   string     `json:"part"`
	Others string     `json:"others"`
	Used   string     `json:"used"`
	Short  string     `json:"short"`
	Pairs  string     `json:"pairs"`
	More   *moreWords `json:"more"`
}

// lastFile is the file of lastPart, if there is one.
func (w *writer) lastFile() []File {
	more := w.moreTexts()
	if more == nil || !w.lexicon.Rest.Last {
		return nil
	}
	common, used, others := w.charactersOf(more)
	by := newCodebook(append(slices.Clone(others), common...), more)
	return []File{w.file("search/data/last.js", lastPart{
		"last", string(others), bitmap(used), by.shortTokens(), by.packedPairs(), packedWords(more, by),
	})}
}

// pinyin returns the syllables of the common characters, and the characters of the texts that are read otherwise or in
// two ways as "hui kuai会 chang zhang长…". given is the one syllable of each common character.
func (w *writer) pinyin() (syllables, others string, given map[rune]string) {
	r := w.readings
	syllables, given = syllableRuns(w.common)
	type reading struct {
		syllables string
		c         rune
	}
	var list []reading
	for c := range r.count {
		s := strings.Join(r.of(c), " ")
		if s != given[c] {
			list = append(list, reading{s, c})
		}
	}
	slices.SortFunc(list, func(a, b reading) int {
		return cmp.Or(strings.Compare(a.syllables, b.syllables), cmp.Compare(a.c, b.c))
	})
	var b strings.Builder
	for i, x := range list {
		if i == 0 || x.syllables != list[i-1].syllables {
			b.WriteString(x.syllables)
		}
		b.WriteRune(x.c)
	}
	return syllables, b.String(), given
}
