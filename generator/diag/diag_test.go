package diag_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"handbook/generator/diag"
)

// A finding as a terminal shows it: the caret stands below the place whatever stands before, and a long line is cut
// around it.
func TestString(t *testing.T) {
	for name, c := range map[string]struct {
		finding diag.Finding
		want    string
	}{
		"a file": {
			diag.Finding{File: "data", Message: "no town", Hint: "write one"},
			"data: error: no town\n  hint: write one\n",
		},
		"a warning without a hint": {
			diag.Finding{
				Severity: diag.Warning, File: "a.toml", Line: 3, Col: 7, Len: 2, Text: "ab 甲乙 丙丁 cd", Message: "slip",
			},
			"a.toml:3:7: warning: slip\n  3 | ab 甲乙 丙丁 cd\n    |         ^^^^\n",
		},
		"beyond the end": {
			diag.Finding{File: "a.toml", Line: 12, Col: 99, Len: 5, Text: "ab", Message: "m"},
			"a.toml:12:99: error: m\n  12 | ab\n     |   ^\n",
		},
		"a line without text": {
			diag.Finding{File: "a.toml", Line: 1, Col: 1, Message: "m"},
			"a.toml:1:1: error: m\n",
		},
		"what would move the cursor or hide text": {
			diag.Finding{File: "a.toml", Line: 1, Col: 4, Len: 1, Text: "a\x1b\u202eb\u0085", Message: "m"},
			"a.toml:1:4: error: m\n  1 | a··b·\n    |    ^\n",
		},
		"a person's number": {
			diag.Finding{
				File: "a.toml", Line: 1, Col: 2, Len: 11, Text: "电13812345678话", Message: "13812345678 is private",
				Hint: "leave out 13812345678",
			},
			"a.toml:1:2: error: 138******78 is private\n  1 | 电138******78话\n    |   ^^^^^^^^^^^\n" +
				"  hint: leave out 138******78\n",
		},
		"a long line": {
			diag.Finding{
				File: "a.toml", Line: 1, Col: 101, Len: 200, Message: "m",
				Text: strings.Repeat("甲", 100) + strings.Repeat("乙", 100),
			},
			"a.toml:1:101: error: m\n  1 | …" + strings.Repeat("甲", 12) + strings.Repeat("乙", 36) + "…\n" +
				"    | " + strings.Repeat(" ", 25) + strings.Repeat("^", 72) + "\n",
		},
	} {
		if got := c.finding.String(); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, c.want)
		}
	}
}

func TestSortAndCount(t *testing.T) {
	a := diag.Finding{File: "a", Line: 2, Message: "m"}
	b := diag.Finding{File: "a", Line: 10, Message: "m"}
	w := diag.Finding{File: "a", Line: 10, Message: "m", Severity: diag.Warning}
	sorted := diag.Sort([]diag.Finding{w, b, {File: "b"}, b, a})
	if len(sorted) != 4 || sorted[0] != a || sorted[1] != b || sorted[2] != w || sorted[3].File != "b" {
		t.Errorf("%v", sorted)
	}
	if errors, warnings := diag.Count(sorted); errors != 3 || warnings != 1 {
		t.Error(errors, warnings)
	}
}

// The one that matters is seen: of each kind the first few are printed, and errors before warnings.
func TestPrintMost(t *testing.T) {
	var findings []diag.Finding
	add := func(n int, f diag.Finding) {
		for i := range n {
			f.File, f.Line, f.Col = fmt.Sprintf("%03d", len(findings)), i+1, 1
			findings = append(findings, f)
		}
	}
	print := func() string {
		var b strings.Builder
		diag.PrintMost(&b, findings)
		return b.String()
	}
	// Of a kind by what the messages have in common.
	for i := range diag.MostOfKind + 3 {
		add(1, diag.Finding{Message: fmt.Sprintf("unknown department %q of %d", fmt.Sprint("甲", i), i)})
	}
	// Of a kind by its name.
	add(diag.MostOfKind+1, diag.Finding{Severity: diag.Warning, Message: "甲 stands for 乙", Kind: "stands for"})
	add(1, diag.Finding{Severity: diag.Warning, Message: "丙 stands for 丁", Kind: "stands for"})
	add(1, diag.Finding{Message: "the one that matters"})
	for _, part := range []string{
		"007:1:1: error: unknown department \"甲7\" of 7\n… and 3 more of this kind\n011:1:1: warning: 甲 stands for 乙\n",
		"018:8:1: warning: 甲 stands for 乙\n… and 2 more of this kind\n021:1:1: error: the one that matters\n",
	} {
		if got := print(); !strings.Contains(got, part) || strings.Count(got, "\n") != 2*(diag.MostOfKind+1)+1 {
			t.Errorf("%s\nwant\n%s", got, part)
		}
	}
	findings = nil
	add(10, diag.Finding{Severity: diag.Warning, Message: "m"})
	for i := range 60 {
		add(1, diag.Finding{Message: "an error of the kind " + strings.Repeat("i", i)})
	}
	got := print()
	if strings.Count(got, ": error:") != diag.Most || strings.Contains(got, "warning") ||
		!strings.HasSuffix(got, "\n… and 20 more\n") {
		t.Error(got)
	}
}

func FuzzString(f *testing.F) {
	f.Add("甲乙", 1, 1, 2)
	f.Add("", 0, 0, 0)
	f.Add("\x1b[31m", 1, -3, -9)
	f.Fuzz(func(t *testing.T, text string, line, col, length int) {
		got := diag.Finding{File: "a", Line: line, Col: col, Len: length, Text: text, Message: "m"}.String()
		if utf8.ValidString(text) && !strings.Contains(text, "\n") && strings.Count(got, "\n") > 3 {
			t.Errorf("too many lines: %q", got)
		}
		if strings.ContainsAny(got, "\x1b\r\a\b") {
			t.Errorf("%q", got)
		}
	})
}
