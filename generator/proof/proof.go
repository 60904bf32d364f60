// Package proof shows that a town's list accounts for the official text, character by character. The text is as it was
// taken from the published document (data/<town>/source.txt), out of order as such extractions are; the list must hold
// all of it and nothing else:
//
//   - every character stands as often in the list as in the source, page headers and page numbers aside;
//   - every source line of eight characters or more is found whole in the list.
//
// White space does not count, and of the source neither does the debris of its extraction: a radical is the character
// that it looks like, and □ is one that was lost. What cannot hold is listed in data/<town>/proof.toml, each with its
// reason:
//
//	[[exception]]
//	line = 2521                  # of source.txt
//	reason = "…"
//	omit = "“"                   # characters that are not content; without it the line is only broken up
package proof

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"handbook/generator/debris"
	"handbook/generator/diag"
	"handbook/generator/list"
	"handbook/generator/record"
)

// lineLength is the length, in characters, from which a source line must be found whole.
const lineLength = 8

// A Report is how a town's list compares with its official text.
type Report struct {
	Summary  string         // one line
	Findings []diag.Finding // what does not agree
	Missing  bool           // there is no source.txt: nothing was compared, which is a warning among the findings
}

// Proved says that the list was compared with the official text, and accounts for it.
func (r Report) Proved() bool { return len(r.Findings) == 0 }

// Of compares a town's list with its source text below the data folder. The list must be without errors.
func Of(data string, town *list.Town) Report {
	p := &proof{
		file: filepath.Join(data, town.ID, "source.txt"),
		town: filepath.Join(data, town.ID),
	}
	if _, err := os.Lstat(p.file); os.IsNotExist(err) {
		return Report{town.Name + ": not compared: the text of the official document is not there",
			[]diag.Finding{{
				Severity: diag.Warning, File: p.file, Message: "not there: nothing to compare the list with",
				Hint: "keep the text of the official document beside the list, as source.txt; until then the book " +
					"says that they were not compared, and make package refuses the list",
			}}, true}
	}
	if !p.readSource(headers(town)) {
		return Report{Summary: town.Name + ": not compared: source.txt cannot be read", Findings: p.found}
	}
	p.text = render(town, p.labelled())
	p.readExceptions(filepath.Join(data, town.ID, "proof.toml"))
	checked := p.findLines()
	characters := p.compareCounts()
	summary := fmt.Sprintf("%s: %d characters of the source accounted for, %d lines found whole, %d exceptions",
		town.Name, characters, checked, len(p.exceptions))
	return Report{Summary: summary, Findings: diag.Sort(p.found)}
}

// labelled reports whether the source says 承接部门 and 工作方式 in the cells themselves, and not only as heads of columns.
func (p *proof) labelled() bool {
	return slices.ContainsFunc(p.lines, func(l line) bool { return strings.HasPrefix(l.content, whoLabel) })
}

type proof struct {
	file, town string
	text       *text // the list as the document printed it
	lines      []line
	exceptions map[int]exception // by line number
	found      []diag.Finding
}

// A line of the source.
type line struct {
	printed string // as it stands
	content string // without white space; "" for page headers
	passage int    // which of text.passages it belongs to; see assign
}

type exception struct{ omit string }

func (p *proof) readSource(headers [][]string) bool {
	raw, err := record.ReadFile(p.file)
	if err != nil {
		p.found = append(p.found, diag.Finding{
			File: p.file, Message: "cannot be read: " + record.Reason(err),
			Hint: "keep the text of the official document beside the list, as source.txt",
		})
		return false
	}
	source := strings.TrimPrefix(string(raw), "\ufeff")
	if at := record.InvalidUTF8(source); at >= 0 {
		p.found = append(p.found, diag.Finding{
			File: p.file, Line: 1 + strings.Count(source[:at], "\n"), Col: 1,
			Message: fmt.Sprintf("not UTF-8: byte 0x%02x in this line", source[at]), Hint: record.EncodingHint,
		})
		return false
	}
	for _, printed := range strings.Split(strings.TrimSuffix(source, "\n"), "\n") {
		p.lines = append(p.lines, line{printed: printed, content: squeeze(debris.Plain(printed))})
	}
	dropHeaders(p.lines, headers)
	return true
}

// squeeze removes white space, which is layout in the source.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

func (p *proof) readExceptions(file string) {
	p.exceptions = map[int]exception{}
	if _, err := os.Stat(file); err != nil {
		return // a clean extraction needs none
	}
	root, ok := record.Open(file, &p.found)
	if !ok {
		return
	}
	for _, t := range root.Tables("exception") {
		n, omit := t.Number("line"), t.Optional("omit")
		t.Text("reason")
		t.Done()
		if n == 0 {
			continue
		}
		if n > len(p.lines) || p.lines[n-1].content == "" {
			t.Errorf(t.At("line"), "give the number of the line meant", "line %d of the source has no content", n)
			continue
		}
		l := &p.lines[n-1]
		rest, ok := without(l.content, omit)
		if !ok {
			t.Errorf(t.At("omit"), "omit only what stands in the line",
				"line %d of the source does not have %q", n, omit)
			continue
		}
		if omit == "" && p.text.has(l.content) {
			t.Errorf(t.At("line"), "remove it", "line %d of the source is found whole: the exception is not needed", n)
		}
		l.content = rest
		p.exceptions[n] = exception{omit}
	}
	root.Done()
}

// without removes each character of omit once.
func without(s, omit string) (string, bool) {
	for _, r := range omit {
		at := strings.LastIndex(s, string(r))
		if at < 0 {
			return s, false
		}
		s = s[:at] + s[at+len(string(r)):]
	}
	return s, true
}

// findLines looks for each long line of the source in the list.
func (p *proof) findLines() int {
	checked, last := 0, 0
	for i, l := range p.lines {
		if len([]rune(l.content)) < lineLength {
			continue
		}
		if _, excepted := p.exceptions[i+1]; excepted {
			continue
		}
		if at := p.text.find(l.content, last); at >= 0 {
			checked, last = checked+1, at
			continue
		}
		p.report(i, "this line of the source is not in the list", "compare it with "+p.closest(l.content))
	}
	return checked
}

func (p *proof) report(i int, message, hint string) {
	printed := p.lines[i].printed
	p.found = append(p.found, diag.Finding{
		File: p.file, Line: i + 1, Col: 1, Len: len([]rune(printed)), Text: printed, Message: message, Hint: hint,
	})
}

// closest names the item that holds the longest piece of the line.
func (p *proof) closest(content string) string {
	piece := longestPiece(content, p.text.all)
	if len([]rune(piece)) < 2 {
		return "the document: nothing of it stands in the list"
	}
	return fmt.Sprintf("%s, which has %q", p.text.passageOf(piece).name, piece)
}

// longestPiece is the longest run of characters of s that text holds.
func longestPiece(s, text string) string {
	runes, best := []rune(s), ""
	for from, to := 0, 1; to <= len(runes); to++ { // a window that only grows or moves on
		if piece := string(runes[from:to]); strings.Contains(text, piece) {
			best = piece
		} else {
			from++
		}
	}
	return best
}

// compareCounts compares how often each character stands in source and list, and says at which items they part.
func (p *proof) compareCounts() int {
	source, total := map[rune]int{}, 0
	for _, l := range p.lines {
		for _, r := range l.content {
			source[r]++
			total++
		}
	}
	held := counts(strings.ReplaceAll(p.text.all, cellEnd, ""))
	var differing []rune
	for _, r := range slices.Sorted(maps.Keys(merge(source, held))) {
		// Documents that set heads in a line of their own may set no colon behind them.
		bare := r == '：' && held[r] > source[r] && held[r]-source[r] <= p.text.heads
		if source[r] != held[r] && !bare {
			differing = append(differing, r)
		}
	}
	if len(differing) == 0 {
		return total
	}
	p.assign()
	for _, r := range differing {
		p.found = append(p.found, diag.Finding{
			File:    p.file,
			Message: fmt.Sprintf("%q counts %d in the source and %d in the list", r, source[r], held[r]),
			Hint:    "look at " + p.suspects(r, source[r] < held[r]),
		})
	}
	return total
}

func merge(a, b map[rune]int) map[rune]int {
	all := maps.Clone(a)
	maps.Copy(all, b)
	return all
}

func counts(s string) map[rune]int {
	n := map[rune]int{}
	for _, r := range s {
		n[r]++
	}
	return n
}

// assign gives each source line to an item: a long line to the one that holds it, a stray piece after it to that item
// or the next, whichever holds more of it. Where neighbours are interleaved in print this is a guess, good enough to
// say where to look.
func (p *proof) assign() {
	current, passages := 0, p.text.passages
	for i := range p.lines {
		l := &p.lines[i]
		l.passage = current
		if len([]rune(l.content)) >= lineLength {
			if n, ok := p.text.nearestPassage(l.content, current); ok {
				current, l.passage = n, n
				continue
			}
		}
		next := current + 1
		held := func(n int) int { return len(longestPiece(l.content, passages[n].text)) }
		if next < len(passages) && held(next) > held(current) {
			l.passage = next
		}
	}
}

// suspects names the items in which a character stands more (or less) often than in their lines of the source.
func (p *proof) suspects(r rune, more bool) string {
	difference := make([]int, len(p.text.passages))
	for i, e := range p.text.passages {
		difference[i] = strings.Count(e.text, string(r))
	}
	for _, l := range p.lines {
		difference[l.passage] -= strings.Count(l.content, string(r))
	}
	var suspects []int
	for i, d := range difference {
		// A piece given to the wrong neighbour makes one item richer and the next poorer by as much.
		if i+1 < len(difference) && d != 0 && d == -difference[i+1] {
			difference[i+1] = 0
			continue
		}
		if d > 0 && more || d < 0 && !more {
			suspects = append(suspects, i)
		}
	}
	name := func(i int) string { return p.text.passages[i].name }
	switch len(suspects) {
	case 0:
		return "the items that hold it"
	case 1:
		hint, i := name(suspects[0]), suspects[0]
		if i > 0 && i+1 < len(p.text.passages) {
			hint += fmt.Sprintf("; if it is as the source has it, at %s and %s", name(i-1), name(i+1))
		}
		return hint
	}
	var names []string
	for _, i := range suspects[:min(len(suspects), 6)] {
		names = append(names, name(i))
	}
	return strings.Join(names, ", ")
}
