package proof

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"handbook/generator/debris"
	"handbook/generator/list"
)

// The heads of columns that the tables of every document have.
const (
	numberHead   = "序号"
	categoryHead = "事项类别"
	titleHead    = "事项名称"
	takeoverHead = "承接部门及工作方式"
)

var pageNumber = regexp.MustCompile(`^\s*第\s*\d+\s*页[，,]?\s*(共\s*\d+\s*页)?\s*$`)

// headsOf are the heads of a list's table, and its title above them.
func headsOf(t *list.Town, k *list.Kind) []string {
	heads := []string{k.Name() + "清单", numberHead, categoryHead, titleHead}
	switch k.Shape() {
	case list.BasicShape:
		heads = append(heads, t.Ours(k))
	case list.JointShape:
		heads = append(heads, k.Departments(), t.Theirs(k), t.Ours(k))
	case list.ReclaimedShape:
		heads = append(heads, takeoverHead)
	}
	return append(heads, t.Columns[k]...)
}

// headers are the heads of the tables of a town's document, list by list.
func headers(t *list.Town) [][]string {
	var all [][]string
	for _, k := range t.Kinds() {
		all = append(all, headsOf(t, k))
	}
	return all
}

// dropHeaders empties the lines that are page headers: the first lines of a page, as far as they are made of the heads
// of one list's table. The extraction breaks a head over several lines where the document does, loses some, and has
// them in any order, but none twice. A page opens with a line that starts with a space or a form feed, or follows a
// page number; blank lines do not count.
func dropHeaders(lines []line, headers [][]string) {
	opening := false         // no line of the page but its header has come
	left := map[int]string{} // by list, the characters of heads that have not come yet
	for i := range lines {
		l := &lines[i]
		if l.content == "" {
			continue
		}
		number := pageNumber.MatchString(l.printed)
		if starts := strings.HasPrefix(l.printed, " ") || strings.HasPrefix(l.printed, "\f"); number || starts {
			opening = true
			for n, heads := range headers {
				left[n] = strings.Join(heads, "")
			}
		}
		switch {
		case number:
			l.content = ""
		case opening:
			if opening = takeHeads(debris.Plain(l.printed), headers, left); opening {
				l.content = ""
			}
		}
	}
}

// takeHeads reports whether a line is made of heads that are left of some list, and takes them from what is left. Lists
// whose heads it is not made of are those of other pages.
func takeHeads(printed string, headers [][]string, left map[int]string) bool {
	rests := map[int]string{}
	for n, rest := range left {
		rest, ok := without(rest, squeeze(printed))
		strange := func(word string) bool { return !ofHeads(word, headers[n]) }
		if ok && !slices.ContainsFunc(strings.Fields(printed), strange) {
			rests[n] = rest
		}
	}
	if len(rests) == 0 {
		return false
	}
	clear(left)
	maps.Copy(left, rests)
	return true
}

// ofHeads reports whether a word is a piece of one head, or whole heads, before them the end of one and behind them the
// beginning of another.
func ofHeads(word string, heads []string) bool {
	return slices.ContainsFunc(heads, func(head string) bool {
		if strings.Contains(head, word) {
			return true
		}
		for at := range head {
			if rest, ok := strings.CutPrefix(word, head[at:]); ok && headsAhead(rest, heads, at == 0) {
				return true
			}
		}
		return false
	})
}

// headsAhead reports whether a text is whole heads and the beginning of another; that alone is enough after a whole
// one.
func headsAhead(text string, heads []string, after bool) bool {
	return slices.ContainsFunc(heads, func(head string) bool {
		if after && strings.HasPrefix(head, text) {
			return true
		}
		rest, ok := strings.CutPrefix(text, head)
		return ok && headsAhead(rest, heads, true)
	})
}
