// Package record reads TOML files that people keep by hand. Where decoding into a struct would stop at the first wrong type or
// unknown key, it reports each where it stands, quoted, with a way to mend it, and goes on: the clerk sees all of a run at once.
//
//	var found []diag.Finding
//	if root, ok := record.Open("data/town/town.toml", &found); ok {
//		name := root.Text("name")
//		root.Done() // what nobody asked for is unknown
//	}
package record

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
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
}

// Open parses a file. Whatever keeps it from being read becomes a finding, and ok is false.
func Open(name string, found *[]diag.Finding) (root Table, ok bool) {
	src := &source{name: name, found: found}
	root = Table{src: src}
	text, err := os.ReadFile(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		root.Report("", diag.Error, "the file is missing", "make it, or name the folder that has it")
		return root, false
	case err != nil:
		root.Report("", diag.Error, "cannot be read: "+Reason(err), "check the file's permissions")
		return root, false
	}
	src.lines = strings.Split(strings.ReplaceAll(string(text), "\r\n", "\n"), "\n")
	if at := invalidUTF8(text); at >= 0 {
		before := text[:at]
		line := 1 + strings.Count(string(before), "\n")
		col := 1 + utf8.RuneCount(before[strings.LastIndexByte(string(before), '\n')+1:])
		src.add(diag.Finding{Line: line, Col: col, Message: fmt.Sprintf("not UTF-8: byte 0x%02x", text[at]),
			Hint: "save the file as UTF-8 (in a spreadsheet or Notepad: \"UTF-8\", not GBK or ANSI)"})
		return root, false
	}
	var values map[string]any
	if _, err := toml.Decode(string(text), &values); err != nil {
		src.syntax(err)
		return root, false
	}
	src.places = position.Of(text)
	return Table{src: src, values: values, seen: map[string]bool{}}, true
}

// Reason is why a file operation failed, without the path that a finding already names.
func Reason(err error) string {
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		return path.Err.Error()
	}
	return err.Error()
}

func invalidUTF8(text []byte) int {
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

func (s *source) syntax(err error) {
	parse, ok := errors.AsType[toml.ParseError](err)
	if !ok {
		s.add(diag.Finding{Message: "not TOML: " + strings.TrimPrefix(err.Error(), "toml: ")})
		return
	}
	message := parse.Message
	if message == "" {
		message = strings.TrimPrefix(err.Error(), "toml: ")
	}
	f := diag.Finding{Line: parse.Position.Line, Col: parse.Position.Col, Len: parse.Position.Len, Message: "not TOML: " + message,
		Hint: "a text stands in \"…\", a list in [ … ] with commas; a quote inside a text is written \\\""}
	if n := f.Line - 1; n >= 0 && n < len(s.lines) {
		// The parser counts bytes; people count characters.
		if line := s.lines[n]; f.Col >= 1 && f.Col-1 <= len(line) {
			end := min(f.Col-1+f.Len, len(line))
			f.Len = utf8.RuneCountInString(line[f.Col-1 : end])
			f.Col = 1 + utf8.RuneCountInString(line[:f.Col-1])
		}
	}
	s.add(f)
}

func (s *source) at(span position.Span, severity diag.Severity, message, hint string) {
	s.add(diag.Finding{Severity: severity, Line: span.Line, Col: span.Col, Len: span.Len, Message: message, Hint: hint})
}

func (s *source) add(f diag.Finding) {
	f.File = s.name
	if n := f.Line - 1; n >= 0 && n < len(s.lines) {
		f.Text = s.lines[n]
	}
	*s.found = append(*s.found, f)
}
