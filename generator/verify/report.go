package verify

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// A Report is what a comparison came to.
type Report struct {
	Copy        string       // as it may be shown
	Files       int          // listed, the manifest among them
	Same        int          // compared, and as they were built
	Differences []Difference // sorted by path
	Left        int          // listed, but not asked for any more
	Stopped     string       // why
	Note        string       // what else is to be known of the place, or ""
}

// Holds tells whether every file was compared and is as it was built, and nothing stands beside them.
func (r Report) Holds() bool { return r.Same == r.Files && len(r.Differences) == 0 }

// Count returns how many files came out so.
func (r Report) Count(kinds ...Kind) int {
	n := 0
	for _, d := range r.Differences {
		if slices.Contains(kinds, d.Kind) {
			n++
		}
	}
	return n
}

// Print writes what differs, a file a line.
func (r Report) Print(w io.Writer) {
	for _, d := range r.Differences {
		fmt.Fprintln(w, d)
	}
}

// Summary is the closing line: what was compared, what was not, and why.
func (r Report) Summary() string {
	var parts []string
	if r.Holds() {
		parts = append(parts, fmt.Sprintf("%d 个文件一致 files are as they were built", r.Files))
	} else {
		parts = append(parts, fmt.Sprintf("%d of %d 个文件一致 files are as they were built", r.Same, r.Files))
		if n := r.Count(Changed, Added, Lost); n > 0 {
			parts = append(parts, fmt.Sprintf("%d 处不同 differ", n))
		}
	}
	if n := r.Count(Unread) + r.Left; n > 0 {
		parts = append(parts, fmt.Sprintf("%d 个未比对 not compared (%s)", n, strings.Join(r.reasons(), "; ")))
	}
	if r.Note != "" {
		parts = append(parts, r.Note)
	}
	return r.Copy + ": " + strings.Join(parts, "; ")
}

// reasons counts why files were not compared.
func (r Report) reasons() []string {
	count := map[string]int{}
	for _, d := range r.Differences {
		if d.Kind == Unread {
			count[d.Reason]++
		}
	}
	if r.Left > 0 {
		count[r.Stopped] += r.Left
	}
	var reasons []string
	for _, why := range slices.Sorted(maps.Keys(count)) {
		reasons = append(reasons, fmt.Sprintf("%d: %s", count[why], why))
	}
	return reasons
}

// Quoted is a name as it may be shown: as it is where a terminal shows just that, else in quotes, escaped.
func Quoted(name string) string {
	if name == "" ||
		strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsPrint(r) || r == '"' || r == '\ufffd' }) {
		return strconv.Quote(name)
	}
	return name
}
