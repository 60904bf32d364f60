package proof_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"handbook/generator/list"
	"handbook/generator/proof"
)

const (
	sample = "../testdata/county"
	real   = "../../data"
)

func load(t *testing.T, dir string) *list.Town {
	t.Helper()
	county, findings := list.Load(dir)
	for _, f := range findings {
		t.Fatal(f)
	}
	return county.Towns[0]
}

// A field is one text of the list and what the proof calls the item that it stands in.
type field struct {
	item string
	text *string
}

// fields are all texts that the document prints of a town and that stand in one place of the model.
func fields(town *list.Town) []field {
	var all []field
	for i := range town.Preface {
		s := &town.Preface[i]
		all = append(all, field{"the preface", &s.Heading})
		for j := range s.Paragraphs {
			all = append(all, field{"the preface", &s.Paragraphs[j]})
		}
	}
	for _, item := range town.Items() {
		for _, text := range item.Texts() {
			all = append(all, field{item.ID, text})
		}
	}
	return slices.DeleteFunc(all, func(f field) bool { return *f.text == "" })
}

// edits change one character of a text, by place: it is lost, one is too many, it is another.
var edits = []struct {
	name string
	of   func(text []rune, at int) string
}{
	{"lost", func(s []rune, at int) string { return string(s[:at]) + string(s[at+1:]) }},
	{"too many", func(s []rune, at int) string { return string(s[:at]) + "犬" + string(s[at:]) }},
	{"doubled", func(s []rune, at int) string { return string(s[:at+1]) + string(s[at:]) }},
	{"another", func(s []rune, at int) string { return string(s[:at]) + "犬" + string(s[at+1:]) }},
}

// One character of the list that differs from the source makes the proof fail, and the findings name the item.
func TestEveryCharacterCounts(t *testing.T) {
	for _, c := range []struct {
		dir   string
		edits int
	}{{sample, 200}, {real, 60}} {
		town := load(t, c.dir)
		if report := proof.Of(c.dir, town); !report.Proved() {
			t.Fatal(report.Summary, report.Findings)
		}
		all := fields(town)
		for n := range c.edits {
			f, edit := all[n*len(all)/c.edits], edits[n%len(edits)]
			text := []rune(*f.text)
			at := n * 7919 % len(text)
			if unicode.IsSpace(text[at]) {
				continue // white space does not count
			}
			original := *f.text
			*f.text = edit.of(text, at)
			findings := proof.Of(c.dir, town).Findings
			named := false
			for _, finding := range findings {
				named = named || strings.Contains(finding.String(), f.item)
			}
			if !named {
				t.Errorf("%s: %q is %s in %q, found: %v", f.item, text[at], edit.name, original, findings)
			}
			*f.text = original
		}
	}
}

// Characters that change places are the same in number: the lines tell.
func TestOrderCounts(t *testing.T) {
	town := load(t, sample)
	duties := town.Lists[list.Joint][0].Town[0].Duties
	duties[0] = strings.Replace(duties[0], "推荐条件", "条件推荐", 1)
	findings := proof.Of(sample, town).Findings
	if len(findings) != 1 || findings[0].Line != 64 || !strings.Contains(findings[0].Hint, "joint-001") {
		t.Errorf("findings %v", findings)
	}
}

func TestSourceMayHaveByteOrderMarkAndWindowsLineEnds(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(sample)); err != nil {
		t.Fatal(err)
	}
	town := load(t, dir)
	plain := proof.Of(dir, town).Summary
	file := filepath.Join(dir, town.ID, "source.txt")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte("\ufeff"+strings.ReplaceAll(string(text), "\n", "\r\n")), 0o644); err != nil {
		t.Fatal(err)
	}
	if got := proof.Of(dir, town); got.Summary != plain || !got.Proved() {
		t.Errorf("%s, want %s: %v", got.Summary, plain, got.Findings)
	}
}

// Another document in place of the source ends soon and in findings, even where nothing has line ends.
func TestWrongSource(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(real)); err != nil {
		t.Fatal(err)
	}
	town := load(t, dir)
	file := filepath.Join(dir, town.ID, "source.txt")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, source := range []string{
		"", strings.ReplaceAll(string(text[:30000]), "\n", ""), strings.Repeat("另一份文件的内容在此\n", 300),
	} {
		if err := os.WriteFile(file, []byte(source), 0o644); err != nil {
			t.Fatal(err)
		}
		if report := proof.Of(dir, town); report.Proved() {
			t.Error(fmt.Sprintf("%.40q", source), report.Summary)
		}
	}
}

func BenchmarkProof(b *testing.B) {
	county, _ := list.Load(real)
	for b.Loop() {
		proof.Of(real, county.Towns[0])
	}
}

// A town with lists and columns of its own is compared like any other; of one without a text that is said.
func TestDistrict(t *testing.T) {
	const district = "../testdata/district"
	county, findings := list.Load(district)
	for _, f := range findings {
		t.Error(f)
	}
	for _, town := range county.Towns {
		report := proof.Of(district, town)
		missing := town.ID == "wutang"
		if report.Missing != missing || report.Proved() == missing {
			t.Error(report.Summary, report.Findings)
		}
	}
	town := county.Towns[0]
	fields := town.Of(list.BasicShape)[0].Fields
	fields[0].Text += "犬"
	if report := proof.Of(district, town); report.Proved() {
		t.Error("a character too many in a further column: ", report.Summary)
	}
}
