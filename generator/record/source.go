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
	text   string
	split  []string                  // its lines, see lines; like places not there until somebody asks:
	places map[string]position.Place // most files have nothing to be found in them
	found  *[]diag.Finding
	count  [2]int // of what was found, by severity
}

// Open parses a file. Whatever keeps it from being read becomes a finding, and ok is false.
func Open(name string, found *[]diag.Finding) (root Table, ok bool) { return Parse(name).Open(found) }

// A File is a TOML file that was read and parsed.
type File struct {
	src    *source
	values map[string]any
	ok     bool
}

// Parse parses a file for [File.Open]. Several may be parsed side by side.
func Parse(name string) *File {
	f := &File{src: &source{name: name, found: new([]diag.Finding)}}
	f.ok = f.parse()
	return f
}

// Open is the file's table, as [Open] returns it. It is called once.
func (f *File) Open(found *[]diag.Finding) (root Table, ok bool) {
	*found = append(*found, *f.src.found...)
	f.src.found = found
	if !f.ok {
		return Table{src: f.src}, false
	}
	return Table{src: f.src, values: f.values, seen: map[string]bool{}}, true
}

func (f *File) parse() (ok bool) {
	src := f.src
	text, unread := Read(src.name)
	if unread != nil {
		src.add(*unread)
		return false
	}
	src.text = text
	if position.TooDeep([]byte(text)) { // before the parser sees it, whose time grows with the square of the depth
		_, deep := position.Of([]byte(text))
		src.at(deep, diag.Error, fmt.Sprintf("nested more than %d deep", position.Deepest),
			"the list has tables in tables, and no more: look for brackets or dots that repeat")
		return false
	}
	if _, err := toml.Decode(text, &f.values); err != nil {
		src.syntax(err)
		return false
	}
	return true
}

// place is where the key and the value of a path stand.
func (s *source) place(path string) position.Place {
	if s.places == nil {
		s.places, _ = position.Of([]byte(s.text))
	}
	return s.places[path]
}

// lines are the lines of the text, without their ends.
func (s *source) lines() []string {
	if s.split == nil {
		s.split = strings.Split(strings.ReplaceAll(s.text, "\r\n", "\n"), "\n")
	}
	return s.split
}

// line is the line of this number, from 1, or "".
func (s *source) line(number int) string {
	if lines := s.lines(); number >= 1 && number <= len(lines) {
		return lines[number-1]
	}
	return ""
}

// syntax reports why a text is not TOML. The parser's own line is where it noticed the mistake, and its columns are
// bytes; its offset is where the mistake stands.
func (s *source) syntax(err error) {
	text := s.text
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
	f.Hint = cmp.Or(widthHint(s.lines(), f.Line), syntaxHint(f.Message, s.line(f.Line)))
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
	if text := s.line(f.Line); text != "" { // otherwise the finding has it, or there is none
		f.Text = text
	}
	*s.found = append(*s.found, f)
}

// full reports whether no more findings of the file are taken. Errors and warnings are counted apart, so that one error
// is enough to fail however many warnings came before it.
func (s *source) full(severity diag.Severity) bool { return s.count[severity] >= mostFindings }
