package lexicon

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"handbook/generator/list"
)

// What the search needs for its first answer must arrive quickly on a poor line: titles, names and words. The duties
// follow, and with them those words for which there was no room. Both have room for so many characters, some 24,000 and
// 46,000 bytes with the engine, which the list and the county's own words take first. The common layer gets what they
// leave, up to a share of each. What of it is still left comes with what reads slips, once something of a query stands
// nowhere, behind what the county itself has as seldom said, up to a share of its own: a long list leaves little room
// before. A character of a word takes up the room of two, for words pack worse than a text does. The shares keep a
// short list, which leaves more room, from weighing more than a long one. TestSearchBytes and TestSearchAcross, in
// built, and TestSmallerListsWeighLess weigh what comes of that.
const (
	firstRoom   = 11_600
	firstShare  = 4_300
	wholeRoom   = 45_000
	wholeShare  = 20_600
	restShare   = 44_000
	acrossShare = 18_000 // instead of restShare where a query fetches what other towns have, too
	lastShare   = 46_000 // instead of both, in a file of its own; see fewOwn
)

// fewOwn is how many entries a county's own file may have for what comes with what reads slips to be asked beside them.
// Who wrote more has said what people say there, and knows better: it comes in a file of its own, when these find
// nothing, or little.
const fewOwn = 100

// mostForDepartment is the rank of a word of three characters: before it the room of no list is full.
const mostForDepartment = 3

// left is for how many characters of words a room is left.
func left(room, taken int) int { return (room - taken) * 6 / 13 }

// roomOf is for how many characters a way of saying something takes up room. What it is widened by stands in other
// entries, too, and packs well.
func roomOf(said, widened string) int {
	n := utf8.RuneCountInString(said)
	return n + (utf8.RuneCountInString(widened)-n)/3
}

// A piece is something that may be sent: a word for one of two lists, by when it is sent, or one way of saying
// something.
type piece struct {
	words            string
	rank             float64   // the lower, the earlier it is chosen
	meant            []string  // of a saying
	now, later, rest *[]string // of any other word; nil where it is of no more use
}

// choose fills the rooms for the common layer, with what is worth most first.
func (f *fitter) choose(county *list.County, own *Lexicon) *Lexicon {
	all := *own
	all.Noise, all.Absent = slices.Clone(own.Noise), slices.Clone(own.Absent)
	entries, seldom := gatherer{entries: slices.Clone(own.Entries)}, gatherer{}
	first, whole := size(county, own)
	first, whole = min(firstShare, left(firstRoom, first)), min(wholeShare, left(wholeRoom, whole))
	all.Rest.Last = len(own.Entries) > fewOwn
	rest := restShare
	switch {
	case all.Rest.Last:
		rest = lastShare
	case len(county.Towns) > 1:
		rest = acrossShare
	}
	for _, e := range own.Rest.Entries {
		for _, said := range e.Said {
			rest -= roomOf(said, said)
		}
		if entries.has(e.Meant) {
			often := entries.of(e.Meant)
			often.Rest = append(often.Rest, e.Said...)
		} else {
			only := seldom.of(e.Meant)
			only.Said = append(only.Said, e.Said...)
		}
	}
	for _, p := range f.pieces(county, &all) {
		words := f.layer.widened(p.words)
		n := roomOf(p.words, words)
		if f.said[p.words] || strings.TrimSpace(p.words) == "" {
			continue
		}
		// Without what questions wrap around it no sentence is understood: a full list gets that, too.
		now, later := p.rank == 0 || n <= whole && n <= first, n <= whole
		switch {
		case now && p.meant != nil:
			said := entries.of(p.meant)
			said.Said = append(said.Said, words)
		case now:
			*p.now = append(*p.now, p.words)
		case later && p.meant != nil:
			said := entries.of(p.meant)
			said.Later = append(said.Later, words)
		case later && p.later != nil:
			*p.later = append(*p.later, p.words)
		case n > rest || p.meant == nil && p.rest == nil:
			continue
		case p.meant != nil && entries.has(p.meant):
			said := entries.of(p.meant)
			said.Rest = append(said.Rest, words)
		case p.meant != nil:
			said := seldom.of(p.meant)
			said.Said = append(said.Said, words)
		default:
			*p.rest = append(*p.rest, p.words)
		}
		f.said[p.words] = true
		switch {
		case now:
			first -= n
			whole -= n
		case later:
			whole -= n
		default:
			rest -= n
		}
	}
	all.Entries, all.Rest.Entries = entries.entries, seldom.entries
	return &all
}

// pieces are all that this county has use for, in the order of their worth, for the lists of a lexicon.
func (f *fitter) pieces(county *list.County, to *Lexicon) []piece {
	var pieces []piece
	add := func(words []string, now, later, rest *[]string, rank func(string) float64) {
		for _, w := range words {
			pieces = append(pieces, piece{words: w, rank: rank(w), now: now, later: later, rest: rest})
		}
	}
	first := func(rank float64) func(string) float64 { return func(string) float64 { return rank } }
	length := func(word string) float64 { return float64(utf8.RuneCountInString(word)) }
	sayings, nothing := f.sayings()
	add(f.layer.Noise, &to.Noise, &to.Noise, nil, first(0)) // nearly every question has some
	add(f.places(county), &to.Noise, &to.Noise, nil, first(0))
	// Better no answer than a false one; a word of which the list has no part would have none anyway.
	add(f.absent(to.Absent, sayings), &to.Absent, &to.Later.Absent, &to.Rest.Absent, func(word string) float64 {
		if anyPart(word, f.has) {
			return 1
		}
		return 2
	})
	if len(to.Terms) == 0 { // otherwise the county has chosen them itself
		add(f.known(sayings), &to.Known, &to.Later.Known, &to.Rest.Known, length)
	}
	for _, s := range sayings {
		pieces = append(pieces, piece{words: s.said, rank: f.rankOf(s), meant: s.meant})
	}
	add(f.absentHere(nothing, sayings), &to.Absent, &to.Later.Absent, &to.Rest.Absent, length)
	slices.SortStableFunc(pieces, func(a, b piece) int { return cmp.Compare(a.rank, b.rank) })
	return pieces
}

// rankOf is when a saying is chosen: by how many characters are typed at least, for short words are said most, but one
// says no more than two; then what is one word, and then what stands early in its entry.
func (f *fitter) rankOf(s saying) float64 {
	least, apart := leastOf(f.layer.widened(s.said)), strings.Count(s.said, " ")
	rank := float64(max(2, least)+apart) + float64(s.place)/20
	if strings.HasPrefix(s.meant[0], "@") || f.names[s.said] {
		// Who asks for a department mostly means all that it does, and can only say at some length what that is.
		// Its sections stand late in the entry: 经侦.
		rank = min(rank-1+float64(s.place)/8, mostForDepartment)
	}
	return rank
}

// places are the names of the county and its towns, which say nothing beside a subject: all items are theirs. A name
// without what kind of place it is may stand in a title for something else, as 枫桥 does.
func (f *fitter) places(county *list.County) []string {
	var names []string
	for _, town := range county.Towns {
		for _, name := range []string{town.Name, town.County} {
			bare := strings.TrimSuffix(strings.TrimSuffix(name, town.Words.Word), county.Words.Word)
			names = append(names, name, bare)
		}
	}
	names = slices.DeleteFunc(names, func(name string) bool {
		return utf8.RuneCountInString(name) < 2 || !f.free(name) || f.has(name)
	})
	// In a 街道, who says 街道 means the office.
	for _, town := range county.Towns {
		if word := town.Words.Word; utf8.RuneCountInString(word) > 1 && f.free(word) && !slices.Contains(names, word) {
			names = append(names, word)
		}
	}
	return names
}

// size is how many characters a phone fetches of a county without the common layer, for its first answer and in all:
// the text of the town that has most, names, and the county's own words.
func size(county *list.County, own *Lexicon) (first, whole int) {
	var words []string
	for _, d := range county.Departments {
		words = append(append(words, d.Name, d.Short), d.Aliases...)
	}
	for _, c := range county.Categories {
		words = append(words, c.Name)
	}
	words = slices.Concat(words, own.Noise, own.Absent, own.Terms)
	for _, e := range own.Entries {
		words = append(words, e.Said...)
	}
	titles, duties := 0, 0
	for _, town := range county.Towns {
		t, d := 0, 0
		for _, item := range town.Items() {
			t += utf8.RuneCountInString(item.Title)
			for path, text := range item.Texts() {
				if path != "title" {
					d += utf8.RuneCountInString(*text)
				}
			}
		}
		titles, duties = max(titles, t), max(duties, d)
	}
	first = titles + utf8.RuneCountInString(strings.Join(words, ""))
	return first, first + duties
}

// A gatherer makes entries of sayings, those of one meaning together.
type gatherer struct {
	entries []Entry
	at      map[string]int // meaning → place of its entry
}

// has says whether something was said already that means this.
func (g *gatherer) has(meant []string) bool {
	g.index()
	_, ok := g.at[strings.Join(meant, separator)]
	return ok
}

// of is the entry of a meaning.
func (g *gatherer) of(meant []string) *Entry {
	g.index()
	key := strings.Join(meant, separator)
	i, ok := g.at[key]
	if !ok {
		i = len(g.entries)
		g.at[key] = i
		g.entries = append(g.entries, Entry{Meant: meant})
	}
	return &g.entries[i]
}

func (g *gatherer) index() {
	if g.at != nil {
		return
	}
	g.at = map[string]int{}
	for i, e := range g.entries {
		g.entries[i].Said = slices.Clone(e.Said)
		g.at[strings.Join(e.Meant, separator)] = i
	}
}
