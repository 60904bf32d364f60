package page

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"handbook/generator/address"
	"handbook/generator/alike"
	"handbook/generator/list"
	"handbook/generator/wordbreak"
)

// wordings are the texts that several towns have in one place: of a duty, a title, a heading; each with its towns. A
// town that has nothing there has the text "".
type wordings []worded

type worded struct {
	text  string
	towns []*list.Town
	at    []address.Address // where each of the towns has it
}

func (w *wordings) add(text string, t *list.Town, at address.Address) {
	i := slices.IndexFunc(*w, func(other worded) bool { return other.text == text })
	if i < 0 {
		i = len(*w)
		*w = append(*w, worded{text: text})
	}
	(*w)[i].towns, (*w)[i].at = append((*w)[i].towns, t), append((*w)[i].at, at)
}

// common is the wording that most towns have, of two that as many have the first.
func (w wordings) common() worded {
	var most worded
	for _, one := range w {
		if one.text != "" && len(one.towns) > len(most.towns) {
			most = one
		}
	}
	return most
}

// others are all but the common one, those of more towns first.
func (w wordings) others() []worded {
	common := w.common().text
	others := slices.DeleteFunc(slices.Clone(w), func(one worded) bool { return one.text == common })
	slices.SortStableFunc(others, func(a, b worded) int { return len(b.towns) - len(a.towns) })
	return others
}

// What is shown of other wordings: so many of them, and of each so many towns by a link.
const (
	mostOthers = 5
	mostTowns  = 8
)

// otherLines say which other wordings there are, and which towns have them. lacks is what is said of a town that has
// nothing there. Of many wordings those of the most towns are shown, and of the rest the towns.
func (m *maker) otherLines(w wordings, lacks string) []Text {
	common, others := w.common().text, w.others()
	rest := others[min(len(others), mostOthers):]
	if len(rest) == 1 {
		rest = nil
	}
	var lines []Text
	for _, one := range others[:len(others)-len(rest)] {
		line := namesWithLinks(one)
		if one.text == "" {
			line = append(line, Inline{Text: lacks})
		} else {
			line = append(append(line, Inline{Text: "："}), excerpt(m.words, common, one.text)...)
		}
		lines = append(lines, line)
	}
	if len(rest) > 0 {
		var names []string
		for _, one := range rest {
			for _, t := range one.towns {
				names = append(names, t.Name)
			}
		}
		lines = append(lines, Words(strings.Join(names, "、")+"：又各有写法"))
	}
	return lines
}

// namesWithLinks are the towns of a wording; the first lead to where they have it.
func namesWithLinks(one worded) Text {
	var names Text
	for i, t := range one.towns {
		if i > 0 {
			names = append(names, Inline{Text: "、"})
		}
		if i < mostTowns {
			names = append(names, link(t.Name, one.at[i]))
		} else {
			names = append(names, Inline{Text: t.Name})
		}
	}
	return names
}

// around is how many characters an excerpt has beside the words that differ; a text that is no longer than whole is
// not cut.
const (
	around = 6
	whole  = 18
)

// excerpt is where a text differs from the common one, with a few characters around: what only the common one has is
// Removed, what only this one has is Inserted. Of a text that has little in common with it all is said.
func excerpt(words *wordbreak.Words, common, text string) Text {
	spans := alike.Differ(words, common, text)
	inBoth, all := 0, utf8.RuneCountInString(text)
	for _, s := range spans {
		if s.In == alike.Both {
			inBoth += utf8.RuneCountInString(s.Text)
		}
	}
	if inBoth*3 < all {
		return Words(text)
	}
	var out Text
	for i, s := range spans {
		switch s.In {
		case alike.Both:
			if all > whole {
				s.Text = context(s.Text, i > 0, i < len(spans)-1)
			}
			out = append(out, Inline{Text: s.Text})
		case alike.OnlyA:
			out = append(out, Inline{Text: s.Text, Style: Removed})
		default:
			out = append(out, Inline{Text: s.Text, Style: Inserted})
		}
	}
	return out
}

// context cuts from the middle of a text, or from the end at which nothing differs, what is far from a difference.
func context(text string, after, before bool) string {
	r := []rune(text)
	head, tail := 0, 0
	if after {
		head = around
	}
	if before {
		tail = around
	}
	if len(r) <= head+tail+1 {
		return text
	}
	if cut := fmt.Sprintf("%s…%s", string(r[:head]), string(r[len(r)-tail:])); after || before {
		return cut
	}
	return text
}
