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
	"cmp"
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
	raw, err := os.ReadFile(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		root.Report("", diag.Error, "the file is missing", "make it, or name the folder that has it")
		return root, false
	case err != nil:
		root.Report("", diag.Error, "cannot be read: "+Reason(err), "check the file's permissions")
		return root, false
	}
	text := strings.TrimPrefix(string(raw), "\ufeff")
	src.lines = strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	if at := InvalidUTF8(text); at >= 0 {
		line, col := place(text[:at])
		src.add(diag.Finding{Line: line, Col: col, Message: fmt.Sprintf("not UTF-8: byte 0x%02x", text[at]), Hint: EncodingHint})
		return root, false
	}
	var values map[string]any
	if _, err := toml.Decode(text, &values); err != nil {
		src.syntax(err, text)
		return root, false
	}
	src.places = position.Of([]byte(text))
	return Table{src: src, values: values, seen: map[string]bool{}}, true
}

// Reason is why a file operation failed, without the path that a finding already names.
func Reason(err error) string {
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		return path.Err.Error()
	}
	return err.Error()
}

// EncodingHint is how to mend a file in another encoding.
const EncodingHint = "save the file as UTF-8 (in a spreadsheet or Notepad: \"UTF-8\", not GBK or ANSI)"

// InvalidUTF8 is the offset of the first byte that is not UTF-8, or -1.
func InvalidUTF8(text string) int {
	for i, r := range text {
		if r == utf8.RuneError && !strings.HasPrefix(text[i:], "\ufffd") {
			return i
		}
	}
	return -1
}

// syntax reports what keeps a text from being TOML. The parser's own line is that of where it noticed, and it counts bytes; its
// offset is where the mistake stands.
func (s *source) syntax(err error, text string) {
	parse, ok := errors.AsType[toml.ParseError](err)
	if !ok || parse.Position.Line == 0 {
		s.add(diag.Finding{Message: "not TOML: " + strings.TrimPrefix(err.Error(), "toml: ")})
		return
	}
	f := diag.Finding{Message: "not TOML: " + strings.TrimSuffix(cmp.Or(parse.Message, strings.TrimPrefix(err.Error(), "toml: ")), "."),
		Hint: "a text stands in \"…\", a list in [ … ] with commas; a quote inside a text is written \\\""}
	if strings.Contains(f.Message, "already been defined") {
		f.Hint = "a key stands once in a table; perhaps the line that opens the next table, like [[item]], is missing above it"
	}
	start := min(max(parse.Position.Start, 0), len(text)) // -1 for a stray first character
	end := min(start+max(parse.Position.Len, 0), len(text))
	f.Line, f.Col = place(text[:start])
	f.Len = utf8.RuneCountInString(text[start:end])
	s.add(f)
}

// place is the line and column, in characters, of what follows a text.
func place(before string) (line, col int) {
	return 1 + strings.Count(before, "\n"), 1 + utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:])
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
