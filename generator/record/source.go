// Package record reads TOML files that people write. Where decoding into a struct would stop at the first wrong type or
// unknown key, it reports each with its line and what to write instead, and goes on: the clerk sees all mistakes at
// once.
//
//	var found []diag.Finding
//	if root, ok := record.Open("data/town/town.toml", &found); ok {
//		name := root.Text("name")
//		root.Done() // what nobody asked for is unknown
//	}
package record

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/BurntSushi/toml"

	"handbook/generator/diag"
	"handbook/generator/position"
)

// A source is one TOML file: its text, where everything in it stands, and what was found in it.
type source struct {
	name   string // as the user names it
	lines  []string
	places map[string]position.Place
	found  *[]diag.Finding
	count  [2]int // of what was found, by severity
}

// Open parses a file. Whatever keeps it from being read becomes a finding, and ok is false.
func Open(name string, found *[]diag.Finding) (root Table, ok bool) {
	src := &source{name: name, found: found}
	text, unread := Read(name)
	if unread != nil {
		src.add(*unread)
		return Table{src: src}, false
	}
	src.lines = strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	places, deep := position.Of([]byte(text))
	if deep.Line > 0 { // before the parser sees it, whose time grows with the square of the depth
		src.at(deep, diag.Error, fmt.Sprintf("nested more than %d deep", position.Deepest),
			"the list has tables in tables, and no more: look for brackets or dots that repeat")
		return Table{src: src}, false
	}
	src.places = places
	var values map[string]any
	if _, err := toml.Decode(text, &values); err != nil {
		src.syntax(err, text)
		return Table{src: src}, false
	}
	return Table{src: src, values: values, seen: map[string]bool{}}, true
}

// syntax reports why a text is not TOML. The parser's own line is where it noticed the mistake, and its columns are
// bytes; its offset is where the mistake stands.
func (s *source) syntax(err error, text string) {
	parse, ok := errors.AsType[toml.ParseError](err)
	if !ok || parse.Position.Line == 0 {
		s.add(diag.Finding{Message: "not TOML: " + strings.TrimPrefix(err.Error(), "toml: ")})
		return
	}
	message := cmp.Or(parse.Message, strings.TrimPrefix(err.Error(), "toml: "))
	f := diag.Finding{Message: "not TOML: " + strings.TrimSuffix(message, ".")}
	start := min(offset(parse), len(text))
	end := min(start+max(parse.Position.Len, 0), len(text))
	f.Line, f.Col = lineAndColumn(text[:start])
	f.Len = utf8.RuneCountInString(text[start:end])
	f.Hint = cmp.Or(widthHint(s.lines, f.Line), syntaxHint(f.Message, s.lines[f.Line-1]))
	s.add(f)
}

// mergeMark is a line that a version control system writes where it could not join two changes.
var mergeMark = regexp.MustCompile(`^(<{7}|={7}|>{7})( |$)`)

// syntaxHint is what to do about a line that the parser complains of.
func syntaxHint(message, line string) string {
	says := func(part string) bool { return strings.Contains(message, part) }
	switch {
	case mergeMark.MatchString(line):
		return "two changes met here and were not joined: keep what is right, and remove the lines of <, = and >"
	case says("already been defined"):
		return "a key stands once in a table; perhaps the line that opens the next table, like [[item]], " +
			"is missing above it"
	case says("control characters"):
		return "save the file anew as plain text, UTF-8, with the line ends of Windows or Unix"
	case says("invalid escape"):
		return `a backslash inside a text is written \\`
	case says("expected '.' or '='"):
		return "each line is a key in small letters, =, and a value: title = \"…\"; " +
			"a key in Chinese stands in quotation marks"
	case says("leading zeroes"), says("out of range"):
		return "write the number as in 1, 2, 3"
	}
	return "a text stands in \"…\", a list in [ … ] with commas; a quote inside a text is written \\\""
}

// offset is where the mistake stands that a parser reported, in bytes; -1 is its way of naming a stray first character.
func offset(err error) int {
	parse, _ := errors.AsType[toml.ParseError](err)
	return max(parse.Position.Start, 0)
}

func (s *source) at(span position.Span, severity diag.Severity, message, hint string) {
	s.put(span, diag.Finding{Severity: severity, Message: message, Hint: hint})
}

// put notes a finding about a span.
func (s *source) put(span position.Span, f diag.Finding) {
	f.Line, f.Col, f.Len = span.Line, span.Col, span.Len
	s.add(f)
}

// add notes a finding, unless there are very many already.
func (s *source) add(f diag.Finding) {
	if s.full(f.Severity) {
		return
	}
	s.count[f.Severity]++
	f.File = s.name
	if n := f.Line - 1; n >= 0 && n < len(s.lines) {
		f.Text = s.lines[n]
	}
	*s.found = append(*s.found, f)
}

// full reports whether no more findings of the file are taken. Errors and warnings are counted apart, so that one error
// is enough to fail however many warnings came before it.
func (s *source) full(severity diag.Severity) bool { return s.count[severity] >= mostFindings }
