package diag

import (
	"cmp"
	"fmt"
	"io"
	"regexp"
	"slices"
)

// Most is how many findings are printed at once, and MostOfKind how many of one kind: of more nobody reads the first,
// or finds among many alike the one that matters.
const (
	Most       = 50
	MostOfKind = 8
)

// Print writes the findings for a terminal.
func Print(w io.Writer, findings []Finding) {
	for _, f := range findings {
		fmt.Fprint(w, f.String())
	}
}

// A kind is what findings of one mistake have in common.
type kind struct {
	severity Severity
	says     string
}

// variable is what a message quotes or counts.
var variable = regexp.MustCompile(`"(\\.|[^"\\])*"|'(\\.|[^'\\])'|“[^”]*”|[0-9]+`)

// kind tells the mistake that the finding is of. Without one of its own, it is what the message says apart from what it
// quotes and counts.
func (f Finding) kind() kind {
	if f.Kind != "" {
		return kind{f.Severity, f.Kind}
	}
	return kind{f.Severity, variable.ReplaceAllString(f.Message, "…")}
}

// PrintMost writes the findings for a terminal, but of each kind the first [MostOfKind], and [Most] in all, errors
// before warnings. It says how many it left out.
func PrintMost(w io.Writer, findings []Finding) {
	inTurn := slices.Clone(findings)
	slices.SortStableFunc(inTurn, func(a, b Finding) int { return cmp.Compare(a.Severity, b.Severity) })
	var chosen []Finding
	shown, left := map[kind]int{}, map[kind]int{}
	for _, f := range inTurn {
		if k := f.kind(); len(chosen) < Most && shown[k] < MostOfKind {
			chosen = append(chosen, f)
			shown[k]++
		} else {
			left[k]++
		}
	}
	for _, f := range Sort(chosen) {
		fmt.Fprint(w, f.String())
		k := f.kind()
		if shown[k]--; shown[k] == 0 && left[k] > 0 {
			fmt.Fprintf(w, "… and %d more of this kind\n", left[k])
			delete(left, k)
		}
	}
	others := 0
	for _, n := range left {
		others += n
	}
	if others > 0 {
		fmt.Fprintf(w, "… and %d more\n", others)
	}
}
