package alike

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"handbook/generator/wordbreak"
)

// A Span is a run of words of two texts: both have it, or only one.
type Span struct {
	Text string
	In   In
}

// In says which of two texts have a span.
type In int

// Which texts have it.
const (
	Both In = iota
	OnlyA
	OnlyB
)

// Differ compares two texts word by word: the spans of Both and OnlyA together are a, those of Both and OnlyB are b.
// Where words differ, A's stand before B's.
func Differ(words *wordbreak.Words, a, b string) []Span {
	wordsA, wordsB := split(words, a), split(words, b)
	var spans []Span
	var inA, inB strings.Builder // of a place where they differ
	add := func(text string, in In) {
		last := len(spans) - 1
		switch {
		case text == "":
		case last >= 0 && spans[last].In == in:
			spans[last].Text += text
		default:
			spans = append(spans, Span{text, in})
		}
	}
	differing := func() {
		add(inA.String(), OnlyA)
		add(inB.String(), OnlyB)
		inA.Reset()
		inB.Reset()
	}
	for _, s := range shortest(len(wordsA), len(wordsB), func(i, j int) bool { return wordsA[i] == wordsB[j] }) {
		switch {
		case s.a >= 0 && s.b >= 0:
			differing()
			add(wordsA[s.a], Both)
		case s.a >= 0:
			inA.WriteString(wordsA[s.a])
		default:
			inB.WriteString(wordsB[s.b])
		}
	}
	differing()
	return spans
}

// split cuts a text into words, and its signs from them.
func split(words *wordbreak.Words, text string) []string {
	var all []string
	for _, piece := range words.Pieces(text) {
		for piece != "" {
			sign := strings.IndexFunc(piece, unicode.IsPunct)
			switch {
			case sign < 0:
				sign = len(piece)
			case sign == 0:
				_, sign = utf8.DecodeRuneInString(piece)
			}
			all = append(all, piece[:sign])
			piece = piece[sign:]
		}
	}
	return all
}

// A step is a place in one sequence or in both; -1 where it is in one alone.
type step struct{ a, b int }

// shortest walks two sequences so that as much as can be is common to both, what only the first has before what only
// the second has.
func shortest(a, b int, same func(i, j int) bool) []step {
	var steps []step
	from := 0
	for from < min(a, b) && same(from, from) {
		steps = append(steps, step{from, from})
		from++
	}
	end := 0
	for end < min(a, b)-from && same(a-1-end, b-1-end) {
		end++
	}
	n, m := a-from-end, b-from-end
	common := make([][]int, n+1) // how much the rests have in common
	for i := range common {
		common[i] = make([]int, m+1)
	}
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			common[i][j] = max(common[i+1][j], common[i][j+1])
			if same(from+i, from+j) {
				common[i][j] = max(common[i][j], common[i+1][j+1]+1)
			}
		}
	}
	i, j := 0, 0
	for i < n || j < m {
		switch {
		case i < n && j < m && same(from+i, from+j) && common[i][j] == common[i+1][j+1]+1:
			steps = append(steps, step{from + i, from + j})
			i, j = i+1, j+1
		case j == m || i < n && common[i+1][j] >= common[i][j+1]:
			steps = append(steps, step{from + i, -1})
			i++
		default:
			steps = append(steps, step{-1, from + j})
			j++
		}
	}
	for k := end; k > 0; k-- {
		steps = append(steps, step{a - k, b - k})
	}
	return steps
}
