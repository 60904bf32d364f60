// Package position says where each key and array element of a TOML document stands, so that a finding about
// item[33].departments[1] can be shown with its line, its column and the quoted text.
//
// It reads a document that a TOML decoder has accepted, and only its shape. In any other it places what it can.
//
// A path joins the keys, unquoted, with dots and counts elements from 0. A key that itself holds a dot or a bracket
// therefore looks like a longer path; lists have no such keys.
package position

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A Span is where something stands. Line and Col count from 1, Col in characters; a byte order mark is not one. Len is
// its length in characters on that line, at least 1: what runs over several lines counts to the end of the first.
type Span struct{ Line, Col, Len int }

// A Place is a key and its value. A string's span includes its quotes; that of a dotted key starts at its first part.
// An array element has no key: Key is its value. A table has no value: Key and Value are its name in the header, or in
// the dotted key, that first speaks of it; if it has a header of its own, then there.
type Place struct{ Key, Value Span }

// Of returns the place of every key, table and array element by path: "id", "declared.basic.items",
// "item[2].county[0].duties[1]". Values nested more than [Deepest] deep, and keys of more parts than that, are not
// placed: deep is where the first of them stands, if there is one.
func Of(doc []byte) (places map[string]Place, deep Span) {
	s := newScanner(doc)
	s.placing = true
	s.places = make(map[string]Place, bytes.Count(doc, []byte("\n"))) // most lines hold one
	s.scan()
	return s.places, s.deep
}

// TooDeep reports whether [Of] would find something that is nested too deep, in a small part of the time.
func TooDeep(doc []byte) bool {
	s := newScanner(doc)
	s.scan()
	return s.deep.Line > 0
}

// Texts returns where the strings among the values begin and end, in bytes, quotes included: what a document says,
// without its keys and comments.
func Texts(doc []byte) [][2]int {
	s := newScanner(doc)
	s.scan()
	for i := range s.texts { // the byte order mark was not scanned
		s.texts[i][0] += len(doc) - len(s.doc)
		s.texts[i][1] += len(doc) - len(s.doc)
	}
	return s.texts
}

// An Extent is where something stands, in bytes: a key with its value, which begins at Value; an element of an array,
// or the header of a table with its brackets, which are all value.
type Extent struct {
	From, Value, To int
	Header          bool
}

// Extents are the extents of all keys with a value, elements and headers, by their paths as [Of] has them.
func Extents(doc []byte) map[string]Extent {
	s := newScanner(doc)
	s.placing = true
	s.extents = make(map[string]Extent, bytes.Count(doc, []byte("\n")))
	s.scan()
	mark := len(doc) - len(s.doc) // the byte order mark was not scanned
	for path, e := range s.extents {
		s.extents[path] = Extent{e.From + mark, e.Value + mark, e.To + mark, e.Header}
	}
	return s.extents
}

func newScanner(doc []byte) *scanner {
	return &scanner{doc: bytes.TrimPrefix(doc, []byte("\ufeff")), line: 1, col: 1, counts: make(map[string]int)}
}

func (s *scanner) scan() {
	for table := ""; s.more(); {
		if s.eat('[') {
			table = s.header()
		} else {
			s.pair(table)
		}
	}
}

// Deepest is how deep values may be nested, and how many parts a key may have.
const Deepest = 16 // bounds the stack, and the paths: their total length grows with the square of the depth

// A scanner reads a document once, front to back. Every step of its loops takes at least one byte, valid or not.
type scanner struct {
	doc     []byte
	pos     int            // next byte
	depth   int            // of the value being read
	deep    Span           // the first that is nested too deep
	line    int            // of pos
	mark    int            // a byte at or before pos on that line whose column is known, so that
	col     int            // each character is counted once, however long the line
	ends    []int          // the column past the last character of each line before
	placing bool           // paths and columns are wanted; otherwise they are not made
	counts  map[string]int // elements so far of each array of tables
	texts   [][2]int       // the strings among the values

	places  map[string]Place // nil where none are wanted
	extents map[string]Extent
}

// place notes where something stands, if that is wanted.
func (s *scanner) place(path string, p Place) {
	if s.places != nil {
		s.places[path] = p
	}
}

// extend notes from where to where something reaches, likewise.
func (s *scanner) extend(path string, e Extent) {
	if s.extents != nil {
		s.extents[path] = e
	}
}

// below is the path of a key in a table.
func (s *scanner) below(table string, key []byte) string {
	if !s.placing {
		return ""
	}
	return table + string(key)
}

// inside is what the paths of the keys in a table begin with.
func (s *scanner) inside(path string) string {
	if !s.placing {
		return ""
	}
	return path + "."
}

// element is the path of the n-th element of an array.
func (s *scanner) element(path string, n int) string {
	if !s.placing {
		return ""
	}
	return path + "[" + strconv.Itoa(n) + "]"
}

// more skips to the next thing to read and reports whether there is one. Commas are as good as space: no place needs
// them.
func (s *scanner) more() bool {
	for s.pos < len(s.doc) {
		switch s.doc[s.pos] {
		case ' ', '\t', '\r', ',':
			s.pos++
		case '\n':
			s.newline()
		case '#':
			s.until("\n")
		default:
			return true
		}
	}
	return false
}

// eat takes the next byte if it is c.
func (s *scanner) eat(c byte) bool {
	if s.pos == len(s.doc) || s.doc[s.pos] != c {
		return false
	}
	s.pos++
	return true
}

// until skips to the first of the given bytes.
func (s *scanner) until(stops string) {
	n := bytes.IndexAny(s.doc[s.pos:], stops)
	if n < 0 {
		n = len(s.doc) - s.pos
	}
	s.pos += n
}

// header reads a table's header after its first bracket and returns the prefix of the paths below it.
func (s *scanner) header() string {
	from := s.pos - 1
	array := s.eat('[')
	path, name := s.key("")
	if array {
		s.mention(path, name)
		n := s.counts[path]
		s.counts[path] = n + 1
		path = s.element(path, n)
	}
	s.place(path, Place{name, name})
	s.eat(']')
	s.eat(']')
	s.extend(path, Extent{from, from, s.pos, true})
	return s.inside(path)
}

// pair reads a key and its value, at the top level or in an inline table.
func (s *scanner) pair(table string) {
	from := s.pos
	path, name := s.key(table)
	if s.eat('=') && s.more() {
		at := s.pos
		s.place(path, Place{name, s.value(path)})
		s.extend(path, Extent{From: from, Value: at, To: s.pos})
	}
}

// key reads a key up to its '=' or ']'. Its path goes through the last element of each array of tables.
func (s *scanner) key(table string) (path string, name Span) {
	s.more()
	name = s.here()
	for n := 0; s.more(); n++ {
		if n == Deepest {
			s.tooDeep(name)
			break
		}
		path = s.below(table, s.part())
		name = s.since(name)
		if s.more(); !s.eat('.') {
			break
		}
		s.mention(path, name)
		if n := s.counts[path]; n > 0 {
			path = s.element(path, n-1)
		}
		table = s.inside(path)
	}
	return path, name
}

// part reads one part of a key and returns it unquoted.
func (s *scanner) part() []byte {
	start, quote := s.pos, s.doc[s.pos]
	if quote != '"' && quote != '\'' {
		s.pos++
		s.until(".=[] \t\r\n")
		return s.doc[start:s.pos]
	}
	s.text()
	quoted := s.doc[start:s.pos]
	if quote == '"' && bytes.IndexByte(quoted, '\\') >= 0 {
		toGo := strings.NewReplacer(`\\`, `\\`, `\e`, `\u001b`, `\x`, `\u00`) // the other escapes are the same
		if text, err := strconv.Unquote(toGo.Replace(string(quoted))); err == nil {
			return []byte(text)
		}
	}
	return bytes.TrimSuffix(quoted[1:], []byte{quote})
}

// mention places a table by a name that implies it, unless it has a place already.
func (s *scanner) mention(path string, name Span) {
	if _, ok := s.places[path]; !ok {
		s.place(path, Place{name, name})
	}
}

// value reads the value at path, placing what is in it, and returns its span.
func (s *scanner) value(path string) Span {
	start := s.here()
	s.depth++
	switch c := s.doc[s.pos]; {
	case c == '"' || c == '\'':
		from := s.pos
		s.text()
		s.texts = append(s.texts, [2]int{from, s.pos})
	case c == '[' && s.depth <= Deepest:
		s.pos++
		for n := 0; s.more() && !s.eat(']'); n++ {
			path, at := s.element(path, n), s.pos
			span := s.value(path)
			s.extend(path, Extent{From: at, Value: at, To: s.pos})
			s.place(path, Place{span, span})
		}
	case c == '{' && s.depth <= Deepest:
		s.pos++
		for table := s.inside(path); s.more() && !s.eat('}'); {
			s.pair(table)
		}
	default: // number, date or boolean; a date may hold a space
		if c == '[' || c == '{' {
			s.tooDeep(start)
		}
		first := s.pos
		s.pos++
		s.until(",]}#\n")
		s.pos = first + len(bytes.TrimRight(s.doc[first:s.pos], " \t\r"))
	}
	s.depth--
	return s.since(start)
}

func (s *scanner) tooDeep(span Span) {
	if s.deep.Line == 0 {
		s.deep = span
	}
}

// text reads a string of any of the four kinds.
func (s *scanner) text() {
	quote, quotes := s.doc[s.pos], 1
	if bytes.HasPrefix(s.doc[s.pos:], []byte{quote, quote, quote}) {
		quotes = 3
	}
	s.pos += quotes
	for run := 0; run < quotes && s.pos < len(s.doc); {
		switch c := s.doc[s.pos]; {
		case c == quote: // a multi-line string may end with two quotes of its own before the three
			for run = 0; run < 2*quotes-1 && s.eat(quote); run++ {
			}
		case c == '\n':
			s.newline()
		case c == '\\' && quote == '"':
			s.pos++
			if !s.eat('"') {
				s.eat('\\')
			}
		default:
			s.pos++
		}
	}
}

// newline takes the line feed at pos. The carriage return before it belongs to neither line.
func (s *scanner) newline() {
	s.count(len(bytes.TrimSuffix(s.doc[:s.pos], []byte("\r"))))
	s.ends = append(s.ends, s.col)
	s.pos++
	s.line, s.mark, s.col = s.line+1, s.pos, 1
}

// count moves the mark up to a byte of the line.
func (s *scanner) count(to int) {
	if s.placing && to > s.mark {
		s.col += utf8.RuneCount(s.doc[s.mark:to])
		s.mark = to
	}
}

// here is the span of the character at pos.
func (s *scanner) here() Span {
	s.count(s.pos)
	return Span{s.line, s.col, 1}
}

// since is the span from start, a span that here returned, up to pos.
func (s *scanner) since(start Span) Span {
	end := s.here().Col
	if start.Line < s.line {
		end = s.ends[start.Line-1]
	}
	start.Len = end - start.Col
	return start
}
