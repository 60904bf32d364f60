package lexicon

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"handbook/generator/list"
)

// What the search needs for its first answer must arrive quickly on a poor line, titles and words together. So there
// is room for so many characters of titles, names and words, and the common layer gets what the list and the county's
// own words leave of it, up to a share that most lists leave: little for a list that has filled the room itself.
const (
	room  = 12_000
	share = 8_000
)

// A piece is something that may be sent: a word for one of the lexicon's lists, or one way of saying something.
type piece struct {
	words string
	meant []string  // what that means, of a saying
	list  *[]string // where it belongs, otherwise
	rank  int       // the lower, the earlier it is chosen
}

// choose fills the room for the common layer, with what is worth most first: a short word, for more queries have it,
// and it takes less room.
func (f *fitter) choose(own *Lexicon, left int) *Lexicon {
	all := *own
	all.Noise, all.Absent = slices.Clone(own.Noise), slices.Clone(own.Absent)
	var pieces []piece
	add := func(list *[]string, words []string, rank func(string) int) {
		for _, w := range words {
			pieces = append(pieces, piece{words: w, list: list, rank: rank(w)})
		}
	}
	sayings, nothing := f.sayings()
	add(&all.Noise, f.layer.Noise, func(string) int { return 0 }) // nearly every question has some
	for _, s := range sayings {
		rank := s.least()
		if s.titles == 0 {
			rank += 2 // a duty is seldom what is asked for
		}
		pieces = append(pieces, piece{words: s.said, meant: s.meant, rank: rank})
	}
	add(&all.Absent, f.absent(f.layer.Absent), func(w string) int { return min(3, utf8.RuneCountInString(w)) })
	add(&all.Absent, f.absent(nothing), func(w string) int {
		if f.mistakable(w) {
			return utf8.RuneCountInString(w)
		}
		return utf8.RuneCountInString(w) + 1
	})
	add(&all.Known, f.known(sayings), func(w string) int { return max(3, utf8.RuneCountInString(w)) })
	slices.SortStableFunc(pieces, func(a, b piece) int { return cmp.Compare(a.rank, b.rank) })

	var chosen []saying
	for _, p := range pieces {
		n := utf8.RuneCountInString(p.words)
		if f.said[p.words] || n > left {
			continue
		}
		left -= n
		f.said[p.words] = true
		if p.list != nil {
			*p.list = append(*p.list, p.words)
		} else {
			chosen = append(chosen, saying{said: p.words, meant: p.meant})
		}
	}
	all.Entries = gather(own.Entries, chosen)
	return &all
}

// size is how many characters a phone fetches of a county without the common layer: the titles of the town that has
// most, names, and the county's own words.
func size(county *list.County, own *Lexicon) int {
	titles := 0
	for _, town := range county.Towns {
		n := 0
		for _, item := range town.Items() {
			n += utf8.RuneCountInString(item.Title)
		}
		titles = max(titles, n)
	}
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
	return titles + utf8.RuneCountInString(strings.Join(words, ""))
}

// gather makes entries of sayings, those with one meaning together, behind entries that there are.
func gather(entries []Entry, all []saying) []Entry {
	entries = slices.Clone(entries)
	at := map[string]int{}
	for i, e := range entries {
		entries[i].Said = slices.Clone(e.Said)
		at[strings.Join(e.Meant, separator)] = i
	}
	for _, s := range all {
		key := strings.Join(s.meant, separator)
		i, ok := at[key]
		if !ok {
			i = len(entries)
			at[key] = i
			entries = append(entries, Entry{Meant: s.meant})
		}
		entries[i].Said = append(entries[i].Said, s.said)
	}
	return entries
}
