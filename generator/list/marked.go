package list

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"handbook/generator/diag"
	"handbook/generator/record"
)

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
	if !slices.ContainsFunc(duties, opens) {
		return nil
	}
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
