// Package diag says what is wrong, to the people who can correct it: findings about the files that they write, each
// with its file, line and column, the line itself with a caret below it, and a hint on what to do; and errors with a
// hint.
//
//	data/kuiyibage/joint.toml:12:16: error: unknown department "泽普县公安"
//	  12 | departments = ["泽普县公安"]
//	     |                ^^^^^^^^^^^^
//	  hint: did you mean "泽普县公安局"?
//
// What is printed is kept and sent on: numbers of persons in it are masked.
package diag

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"handbook/generator/privacy"
)

// Severity parts findings that must be corrected from those that may be the source's own slips.
type Severity int

// An Error fails the check; a Warning does not.
const (
	Error Severity = iota
	Warning
)

func (s Severity) String() string { return [...]string{"error", "warning"}[s] }

// A Finding is one thing that is wrong.
type Finding struct {
	Severity  Severity
	File      string // as the user names it
	Line, Col int    // from 1, Col in characters; 0 where the whole file is meant
	Len       int    // characters to underline
	Text      string // the line, without its end; "" where there is none to quote
	Message   string // lower case, no full stop
	Hint      string // what to do about it, or ""
	Kind      string // the same for all findings of one mistake; "" where the message tells, see [Finding.kind]
}

// Sort puts findings in the order of the files and lines they stand in, and drops those said twice.
func Sort(findings []Finding) []Finding {
	slices.SortStableFunc(findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col),
			cmp.Compare(a.Severity, b.Severity), cmp.Compare(a.Message, b.Message))
	})
	return slices.Compact(findings)
}

// Count returns how many findings are errors and how many are warnings.
func Count(findings []Finding) (errors, warnings int) {
	for _, f := range findings {
		if f.Severity == Error {
			errors++
		} else {
			warnings++
		}
	}
	return errors, warnings
}

// String is the finding as a terminal shows it, on lines of its own.
func (f Finding) String() string {
	f.Text, f.Message, f.Hint = privacy.Mask(f.Text), privacy.Mask(f.Message), privacy.Mask(f.Hint)
	var b strings.Builder
	b.WriteString(Printable(f.File))
	if f.Line > 0 {
		fmt.Fprintf(&b, ":%d:%d", f.Line, f.Col)
	}
	fmt.Fprintf(&b, ": %s: %s\n", f.Severity, Printable(f.Message))
	if f.Line > 0 && f.Text != "" {
		quote(&b, f)
	}
	if f.Hint != "" {
		fmt.Fprintf(&b, "  hint: %s\n", Printable(f.Hint))
	}
	return b.String()
}

// A quoted line is cut to this many cells around what is meant: a duty may be one line of 600 characters.
const (
	before = 24
	window = 72
)

func quote(b *strings.Builder, f Finding) {
	line := []rune(f.Text)
	start := min(max(f.Col-1, 0), len(line))
	end := min(start+max(f.Len, 1), len(line))

	from, to := start, start
	for cells := 0; from > 0 && cells < before; from-- {
		cells += cellsOf(line[from-1])
	}
	for cells := 0; to < len(line) && cells < window; to++ {
		cells += cellsOf(line[to])
	}
	head, tail := "", ""
	if from > 0 {
		head = "…"
	}
	if to < len(line) {
		tail = "…"
	}
	number := fmt.Sprint(f.Line)
	fmt.Fprintf(b, "  %s | %s%s%s\n", number, head, Printable(string(line[from:to])), tail)
	indent := countCells(line[from:start]) + len([]rune(head))
	carets := max(countCells(line[start:min(end, to)]), 1)
	fmt.Fprintf(b, "  %*s | %s%s\n", len(number), "", strings.Repeat(" ", indent), strings.Repeat("^", carets))
}

// Printable is a text with a dot for each character that would move the cursor, turn the writing round or hide what
// follows: a text from elsewhere could mislead the reader of a terminal. A line end is such a character.
func Printable(text string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsGraphic(r) {
			return '·'
		}
		return r
	}, text)
}

func countCells(line []rune) int {
	n := 0
	for _, r := range line {
		n += cellsOf(r)
	}
	return n
}

// cellsOf is how many cells of a terminal a character takes: two for Chinese.
func cellsOf(r rune) int {
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// Cells is how many cells of a terminal a text takes.
func Cells(text string) int { return countCells([]rune(text)) }
