package list

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// ownMarks are the marks that a document may put before duties itself, in each of which a run of duties is marked. What
// they count stands in brackets.
var ownMarks = []*regexp.Regexp{
	regexp.MustCompile(`^[（(]([一二三四五六七八九十]+)[）)]`),
	regexp.MustCompile(`^[（(]([0-9]{1,2})[）)]`),
	regexp.MustCompile(`^([0-9]{1,2})[）)]`),
	regexp.MustCompile(`^([①-⑳])`),
	regexp.MustCompile(`^([⑴-⒇])`),
	regexp.MustCompile(`^([一二三四五六七八九十]+)是`),
	regexp.MustCompile(`^([一二三四五六七八九十]+)、`),
	regexp.MustCompile(`^第([一二三四五六七八九十]+)[，、是]`),
	regexp.MustCompile(`^([A-Za-z])[.．、)）]`),
}

// opens reports whether a text may open with a mark: most do not, and an expression takes longer to see it.
func opens(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return r < utf8.RuneSelf || r >= '①' && r <= '⒇' || strings.ContainsRune("（第一二三四五六七八九十", r)
}

// A Mark is what a duty opens with where the document itself numbers it: （一） ① 1） 一是.
type Mark struct {
	Text string
	Kind int // marks of one run are of one kind; 0 where there is no mark
	N    int // what it counts
}

// MarkOf reads the mark that a text opens with.
func MarkOf(text string) Mark {
	if !opens(text) {
		return Mark{}
	}
	for i, kind := range ownMarks {
		if found := kind.FindString(text); found != "" {
			return Mark{Text: found, Kind: i + 1, N: counted(kind, found)}
		}
	}
	return Mark{}
}

// Follows reports whether a mark is the next of its kind, or the first of a run.
func (m Mark) Follows(before Mark) bool {
	return m.N > 0 && (m.N == 1 && m != before || m.Kind == before.Kind && m.N == before.N+1)
}

// Marked says that each of several duties opens with a mark of its own, all of one kind: （一） ① 1） 一是. They are not
// numbered again.
func Marked(duties []string) bool {
	if len(duties) < 2 || !opens(duties[0]) {
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

// counted is the number that a mark stands for.
func counted(kind *regexp.Regexp, mark string) int {
	text := kind.FindStringSubmatch(mark)[1]
	if n, err := strconv.Atoi(text); err == nil {
		return n
	}
	switch r, _ := utf8.DecodeRuneInString(text); {
	case r >= '①' && r <= '⑳':
		return int(r-'①') + 1
	case r >= '⑴' && r <= '⒇':
		return int(r-'⑴') + 1
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
