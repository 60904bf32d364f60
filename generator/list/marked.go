package list

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"handbook/generator/diag"
	"handbook/generator/record"
)

// ownMarks are the marks that a document may put before duties itself, in each of which a run of duties is marked. What
// they count stands in brackets.
var ownMarks = []*regexp.Regexp{
	regexp.MustCompile(`^[（(]([一二三四五六七八九十]+)[）)]`),
	regexp.MustCompile(`^[（(]([0-9]{1,2})[）)]`),
	regexp.MustCompile(`^([0-9]{1,2})[）)]`),
	regexp.MustCompile(`^([①-⑳])`),
	regexp.MustCompile(`^([一二三四五六七八九十]+)是`),
	regexp.MustCompile(`^([一二三四五六七八九十]+)、`),
	regexp.MustCompile(`^第([一二三四五六七八九十]+)[，、是]`),
	regexp.MustCompile(`^([A-Za-z])[.．、)）]`),
}

// Marked says that each of several duties opens with a mark of its own, all of one kind: （一） ① 1） 一是. They are not
// numbered again.
func Marked(duties []string) bool {
	if len(duties) < 2 {
		return false
	}
	for _, mark := range ownMarks {
		if _, n := marks(mark, duties); n == len(duties) {
			return true
		}
	}
	return false
}

// marks returns the marks of one kind that duties open with, "" where one has none, and how many there are.
func marks(mark *regexp.Regexp, duties []string) (all []string, n int) {
	for _, d := range duties {
		found := mark.FindString(d)
		if all = append(all, found); found != "" {
			n++
		}
	}
	return all, n
}

// A misplaced duty is one whose mark is not there, though others have theirs, or does not follow those before it.
type misplaced struct {
	duty int
	slip
	hint string
}

// checkMarks warns of blocks in which some duties have marks and others none, which would be numbered besides, and of
// marks that are not in their order: a duty may be missing, or in two parts. Where the source has it so, the note
// quotes it.
func checkMarks(t record.Table, item *Item) {
	const quote = "; where the source itself has it, quote the place in the item's note: note = \"原文“…”…\""
	for part, blocks := range item.Parts() {
		for b, block := range blocks {
			for _, m := range misplacedIn(block.Duties) {
				text := block.Duties[m.duty]
				if !quoted(item.Note, []rune(text), m.slip) {
					path := fmt.Sprintf("%s[%d].%s[%d]", t.At(string(part)), b, part.dutiesKey(), m.duty)
					t.ReportPart(path, text, m.from, m.to, diag.Warning, m.message, m.hint+quote)
				}
			}
		}
	}
}

// mostOfDuty is how much of a duty without a mark is underlined, and is to be quoted.
const mostOfDuty = 4

// misplacedIn looks at the duties of a block, by the kind of mark that most of them have.
func misplacedIn(duties []string) []misplaced {
	var kind *regexp.Regexp
	var all []string
	most := 0
	for _, mark := range ownMarks {
		if found, n := marks(mark, duties); n > most {
			kind, all, most = mark, found, n
		}
	}
	var found []misplaced
	before, last := "", 0
	for i, mark := range all {
		if mark == "" {
			found = append(found, misplaced{i, slip{0, min(mostOfDuty, utf8.RuneCountInString(duties[i])),
				"no mark like those of the block's other duties: " + strings.Join(some(all), " ")},
				"put it where it belongs: behind the duty that it goes on with, or under a heading of its own"})
			continue
		}
		n := counted(kind, mark)
		if before != "" && n != last+1 {
			found = append(found, misplaced{i, slip{0, utf8.RuneCountInString(mark),
				fmt.Sprintf("%s stands after %s", mark, before)},
				"look for what is missing, or stands in another place"})
		}
		if n > last {
			before, last = mark, n
		}
	}
	return found
}

// some are the marks that are there, the first few of them.
func some(marks []string) []string {
	var there []string
	for _, m := range marks {
		if m != "" && len(there) < 3 {
			there = append(there, m)
		}
	}
	return there
}

// counted is the number that a mark stands for.
func counted(kind *regexp.Regexp, mark string) int {
	text := kind.FindStringSubmatch(mark)[1]
	if n, err := strconv.Atoi(text); err == nil {
		return n
	}
	switch r, _ := utf8.DecodeRuneInString(text); {
	case r >= '①' && r <= '⑳':
		return int(r-'①') + 1
	case r >= 'A' && r <= 'Z':
		return int(r-'A') + 1
	case r >= 'a' && r <= 'z':
		return int(r-'a') + 1
	}
	tens, ones, ok := strings.Cut(text, "十")
	if !ok {
		tens, ones = "", text
	}
	digit := func(s string) int { return strings.Index("一二三四五六七八九", s)/len("一") + 1 }
	n := 0
	switch {
	case ok && tens == "":
		n = 10
	case ok:
		n = 10 * digit(tens)
	}
	if ones != "" {
		n += digit(ones)
	}
	return n
}
