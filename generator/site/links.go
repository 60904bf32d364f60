package site

import (
	"bytes"
	"iter"
	"strconv"
	"strings"

	"github.com/tdewolff/parse/v2"
	cssparse "github.com/tdewolff/parse/v2/css"

	"handbook/generator/markup"
)

// A scan takes links, anchors and what sizes are said out of a page, a style sheet or a drawing. It is used again for
// the next file.
type scan struct {
	links   []mark
	anchors []mark // ids, in the order of the page
	names   []mark // anchors of the old kind, <a name>: these may repeat an id
	sizes   []size
	faults  []fault
}

// A mark is a piece of text and where in the file it stands, in bytes.
type mark struct {
	text    string
	at, len int
}

// A fault is a mark with something wrong about it; the zero mark means all of the file.
type fault struct {
	mark
	message, hint string
}

// read scans a file and forgets the one before.
func (s *scan) read(k kind, src []byte) {
	s.links, s.anchors, s.names = s.links[:0], s.anchors[:0], s.names[:0]
	s.sizes, s.faults = s.sizes[:0], s.faults[:0]
	switch k {
	case htmlKind:
		s.markup(markup.HTML(src))
	case cssKind:
		s.css(src, 0)
	case svgKind:
		s.markup(markup.XML(src, 0))
	}
}

func (s *scan) markup(tokens iter.Seq[*markup.Token]) {
	style, sizes := false, len(s.sizes)
	for t := range tokens {
		if n := len(s.sizes); n > sizes { // of the tag that has just ended
			s.sizes[n-1].end = t.At
			sizes = n
		}
		switch t.Kind {
		case markup.Start:
			if style = string(t.Name) == "style"; !t.CutOff { // what is wrong with a page that is, the minifier says
				s.tag(t)
			}
		case markup.End:
			style = false
		case markup.Text:
			if style {
				s.css(t.Data, t.At)
			}
		case markup.Drawing:
			s.markup(markup.XML(t.Data, t.At))
		}
	}
}

// tag takes the links and anchors out of the attributes of a tag.
func (s *scan) tag(t *markup.Token) {
	name := string(t.Name)
	for _, a := range t.Attributes {
		switch string(a.Name) {
		case "id":
			s.anchors = append(s.anchors, markOf(a))
		case "name":
			if name == "a" {
				s.names = append(s.names, markOf(a))
			}
		case "href":
			if name == "base" {
				s.fault(a, "<base> moves every link of the page", "take it out: links are relative to the page itself")
				continue
			}
			s.links = append(s.links, markOf(a))
		case "src", "action", "formaction", "poster", "cite", "background", "longdesc", "xlink:href":
			s.links = append(s.links, markOf(a))
		case "data":
			if name == "object" {
				s.links = append(s.links, markOf(a))
			}
		case sizeOf, sumOf:
			s.links = append(s.links, markOf(a))
			s.sizes = append(s.sizes, size{mark: markOf(a), sum: string(a.Name) == sumOf})
		case "srcset", "imagesrcset":
			s.srcset(markOf(a))
		case "content":
			if name == "meta" && strings.EqualFold(strings.Trim(t.Get("http-equiv"), markup.Space), "refresh") {
				s.refresh(markOf(a))
			}
		case "integrity":
			if markup.Scheme(strings.TrimLeft(t.Get("src")+t.Get("href"), markup.Space)) == "" {
				s.fault(a, "integrity was calculated before the file was minified: browsers will refuse it",
					"take it out: the site's own files need none")
			}
		default: // style, and what drawings have: fill, mask, clip-path …
			if bytes.Contains(a.Value, []byte("url(")) {
				m := markOf(a)
				s.css([]byte(m.text), m.at)
			}
		}
	}
}

func (s *scan) fault(a markup.Attribute, message, hint string) {
	s.faults = append(s.faults, fault{markOf(a), message, hint})
}

func markOf(a markup.Attribute) mark {
	return mark{strings.Trim(a.Text(), markup.Space), a.ValueAt, len(a.Value)}
}

// srcset takes the addresses out of a list like "small.png 1x, large.png 2x".
func (s *scan) srcset(list mark) {
	rest := list.text
	for {
		rest = strings.TrimLeft(rest, markup.Space+",")
		if rest == "" {
			return
		}
		end := strings.IndexAny(rest, markup.Space)
		if end < 0 {
			end = len(rest)
		}
		link := strings.TrimRight(rest[:end], ",")
		if link == rest[:end] { // else a comma has ended it, and no descriptor follows
			if comma := strings.IndexByte(rest[end:], ','); comma >= 0 {
				end += comma
			} else {
				end = len(rest)
			}
		}
		s.links = append(s.links, mark{link, list.at, list.len})
		rest = rest[end:]
	}
}

// refresh takes the address out of the likes of "0; url=index.html".
func (s *scan) refresh(m mark) {
	_, link, found := strings.Cut(m.text, ";")
	if !found {
		return // the page loads itself again
	}
	link = strings.Trim(link, markup.Space)
	if key, value, found := strings.Cut(link, "="); found && strings.EqualFold(strings.Trim(key, markup.Space), "url") {
		link = strings.Trim(value, markup.Space+`"'`)
	}
	s.links = append(s.links, mark{link, m.at, m.len})
}

// css scans a style sheet, or the part of a page that is one. It starts at the byte base of the file.
func (s *scan) css(src []byte, base int) {
	in := parse.NewInputBytes(src)
	defer in.Restore()
	lexer := cssparse.NewLexer(in)
	imports := false
	for {
		token, data := lexer.Next()
		at := mark{at: base + in.Offset() - len(data), len: len(data)}
		switch token {
		case cssparse.ErrorToken:
			return
		case cssparse.WhitespaceToken, cssparse.CommentToken:
			continue
		case cssparse.URLToken:
			open := bytes.IndexByte(data, '(')
			at.text = cssText(bytes.TrimSuffix(data[open+1:], []byte(")")))
			s.links = append(s.links, at)
		case cssparse.BadURLToken:
			s.faults = append(s.faults, fault{at, "not an address: " + string(data), "put it in quotes"})
		case cssparse.StringToken:
			if imports {
				at.text = cssText(data)
				s.links = append(s.links, at)
			}
		}
		imports = token == cssparse.AtKeywordToken && bytes.EqualFold(data, []byte("@import"))
	}
}

// cssText is the text that a string or an address of a style sheet stands for.
func cssText(b []byte) string {
	b = bytes.Trim(b, markup.Space)
	if n := len(b); n >= 2 && (b[0] == '"' || b[0] == '\'') && b[n-1] == b[0] {
		b = b[1 : n-1]
	}
	if bytes.IndexByte(b, '\\') < 0 {
		return string(b)
	}
	var text strings.Builder
	for i := 0; i < len(b); i++ {
		if b[i] != '\\' || i+1 == len(b) {
			text.WriteByte(b[i])
			continue
		}
		i++
		end := i
		for end < len(b) && end < i+6 && strings.IndexByte("0123456789abcdefABCDEF", b[end]) >= 0 {
			end++
		}
		if code, err := strconv.ParseUint(string(b[i:end]), 16, 32); err == nil {
			text.WriteRune(rune(code))
			if end == len(b) || strings.IndexByte(markup.Space, b[end]) < 0 {
				end--
			}
			i = end
		} else if b[i] != '\n' {
			text.WriteByte(b[i])
		}
	}
	return text.String()
}
