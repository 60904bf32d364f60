package search

import (
	"cmp"
	"slices"
	"strings"

	"handbook/generator/fold"
	"handbook/generator/lexicon"
)

// joined writes words as the browser compares and reads them: folded, those of two characters first and without 、
// between them, for they are most. Slashes part alternatives.
func joined(words []string) string {
	var twos strings.Builder
	rest := []string{""}
	for _, w := range words {
		alternatives := strings.Split(w, "/")
		for i, a := range alternatives {
			alternatives[i] = fold.Text(a)
		}
		w = strings.Join(alternatives, "/")
		if units(w) == 2 {
			twos.WriteString(w)
		} else {
			rest = append(rest, w)
		}
	}
	rest[0] = twos.String()
	return strings.Join(rest, "、")
}

// entryText is the entries of the lexicon, a line each: what is said, and after = what not every town's titles have of
// what it means: departments, and words of duties. The rest comes with the titles; see meanings.
func (w *writer) entryText() string {
	return entryLines(w.lexicon.Entries, func(words string) bool {
		lacks := func(t townText) bool { return !findIn(t.folded, words).found() }
		return slices.ContainsFunc(w.towns, lacks)
	})
}

// entryLines writes entries, with those of what they mean that are to be written out.
func entryLines(entries []lexicon.Entry, out func(words string) bool) string {
	var lines []string
	for _, entry := range entries {
		line, next := joined(entry.Said), "="
		for _, words := range entry.Meant {
			if out(words) {
				line, next = line+next+words, "、"
			}
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

func (w *writer) termText() string { return joined(slices.Concat(w.lexicon.Terms, w.lexicon.Known)) }

// restText is noise, absent words and traps, a line each; a trap is 民政=惠民政策、人民政府.
func (w *writer) restText() string {
	return otherLines(w.lexicon.Noise, w.lexicon.Absent, w.lexicon.Traps)
}

func otherLines(noise, absent []string, traps []lexicon.Trap) string {
	lines := []string{joined(noise), joined(absent)}
	for _, t := range traps {
		lines = append(lines, t.Word+"="+strings.Join(t.Within, "、"))
	}
	return strings.Join(lines, "\n")
}

// laterText is what comes behind the first answer: terms, absent words, and for each entry further ways of saying it, a
// line each; or nothing.
func (w *writer) laterText() string {
	l := w.lexicon
	lines := []string{joined(l.Later.Known), joined(l.Later.Absent)}
	some := len(l.Later.Known)+len(l.Later.Absent) > 0
	for _, entry := range l.Entries {
		lines = append(lines, joined(entry.Later))
		some = some || len(entry.Later) > 0
	}
	if !some {
		return ""
	}
	return strings.Join(lines, "\n")
}

// inOrderOf returns the lexicon with its entries in the order of the titles that they mean first.
func inOrderOf(titles titles, l *lexicon.Lexicon) *lexicon.Lexicon {
	first := func(entry lexicon.Entry) int {
		for _, words := range entry.Meant {
			if m := findIn(titles, words); m.found() {
				return m.title
			}
		}
		return len(titles.each)
	}
	type placed struct {
		entry lexicon.Entry
		title int
	}
	var all []placed
	for _, entry := range l.Entries {
		all = append(all, placed{entry, first(entry)})
	}
	slices.SortStableFunc(all, func(a, b placed) int { return cmp.Compare(a.title, b.title) })
	sorted := *l
	sorted.Entries = nil
	for _, p := range all {
		sorted.Entries = append(sorted.Entries, p.entry)
	}
	return &sorted
}
