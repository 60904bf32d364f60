package site

import (
	"bytes"
	"html"
	"strconv"
	"strings"

	"github.com/tdewolff/parse/v2"
	cssparse "github.com/tdewolff/parse/v2/css"
	htmlparse "github.com/tdewolff/parse/v2/html"
	xmlparse "github.com/tdewolff/parse/v2/xml"
)

// A scan takes links and anchors out of a page, a style sheet or a drawing. It is used again for the next file.
type scan struct {
	links   []mark
	anchors []mark // ids, in the order of the page
	names   []mark // anchors of the old kind, <a name>: these may repeat an id
	faults  []fault
	attrs   []attr // of the tag at hand
}

// A mark is a piece of text and where in the file it stands, in bytes.
type mark struct {
	text    string
	at, len int
}

// A fault is a mark with something wrong about it; the zero mark means the file as a whole.
type fault struct {
	mark
	message, hint string
}

type attr struct {
	name, value []byte // the value as written, without quotes
	at          int
}

// read scans a file and forgets the one before.
func (s *scan) read(k kind, src []byte) {
	s.links, s.anchors, s.names, s.faults, s.attrs = s.links[:0], s.anchors[:0], s.names[:0], s.faults[:0], s.attrs[:0]
	switch k {
	case htmlKind:
		s.html(src)
	case cssKind:
		s.css(src, 0)
	case svgKind:
		s.xml(src, 0)
	}
}

func (s *scan) html(src []byte) {
	in := parse.NewInputBytes(src)
	defer in.Restore()
	lexer := htmlparse.NewLexer(in)
	var tag []byte
	for {
		token, data := lexer.Next()
		switch token {
		case htmlparse.ErrorToken: // the end; that the file cannot be read the minifier says
			return
		case htmlparse.StartTagToken:
			tag, s.attrs = lexer.Text(), s.attrs[:0]
		case htmlparse.AttributeToken:
			s.attr(lexer.AttrKey(), lexer.AttrVal(), in.Offset())
		case htmlparse.StartTagCloseToken, htmlparse.StartTagVoidToken:
			s.tag(tag)
		case htmlparse.TextToken:
			if string(tag) == "style" {
				s.css(data, in.Offset()-len(data))
			}
		case htmlparse.EndTagToken:
			tag = nil
		case htmlparse.SVGToken, htmlparse.MathToken:
			s.xml(data, in.Offset()-len(data))
		}
	}
}

// xml scans a drawing, or the part of a page that is one. It starts at the byte base of the file.
func (s *scan) xml(src []byte, base int) {
	in := parse.NewInputBytes(src)
	defer in.Restore()
	lexer := xmlparse.NewLexer(in)
	var tag []byte
	for {
		token, _ := lexer.Next()
		switch token {
		case xmlparse.ErrorToken:
			return
		case xmlparse.StartTagToken, xmlparse.StartTagPIToken:
			tag, s.attrs = lexer.Text(), s.attrs[:0]
		case xmlparse.AttributeToken:
			s.attr(lexer.Text(), lexer.AttrVal(), base+in.Offset())
		case xmlparse.StartTagCloseToken, xmlparse.StartTagCloseVoidToken:
			s.tag(tag)
		case xmlparse.TextToken, xmlparse.CDATAToken:
			if string(tag) == "style" {
				s.css(lexer.Text(), base+in.Offset()-len(lexer.Text()))
			}
		case xmlparse.EndTagToken:
			tag = nil
		}
	}
}

// attr notes an attribute of the tag at hand, whose value ends at the byte end.
func (s *scan) attr(name, value []byte, end int) {
	at := end - len(value)
	if len(value) > 0 && (value[0] == '"' || value[0] == '\'') {
		quote := value[0]
		value, at = value[1:], at+1
		if n := len(value); n > 0 && value[n-1] == quote {
			value = value[:n-1]
		}
	}
	s.attrs = append(s.attrs, attr{name, value, at})
}

// tag takes the links and anchors out of the attributes of the tag at hand.
func (s *scan) tag(name []byte) {
	for _, a := range s.attrs {
		switch string(a.name) {
		case "id":
			s.anchors = append(s.anchors, a.mark())
		case "name":
			if string(name) == "a" {
				s.names = append(s.names, a.mark())
			}
		case "href":
			if string(name) == "base" {
				s.faults = append(s.faults, fault{a.mark(), "<base> moves every link of the page", "take it out: links are relative to the page itself"})
				continue
			}
			s.links = append(s.links, a.mark())
		case "src", "action", "formaction", "poster", "cite", "background", "longdesc", "xlink:href":
			s.links = append(s.links, a.mark())
		case "data":
			if string(name) == "object" {
				s.links = append(s.links, a.mark())
			}
		case "srcset", "imagesrcset":
			s.srcset(a.mark())
		case "content":
			if string(name) == "meta" && strings.EqualFold(s.value("http-equiv"), "refresh") {
				s.refresh(a.mark())
			}
		case "integrity":
			if link := s.value("src") + s.value("href"); scheme(link) == "" {
				s.faults = append(s.faults, fault{a.mark(), "integrity was calculated before the file was minified: browsers will refuse it",
					"take it out: the site's own files need none"})
			}
		default: // style, and what drawings have: fill, mask, clip-path …
			if bytes.Contains(a.value, []byte("url(")) {
				m := a.mark()
				s.css([]byte(m.text), m.at)
			}
		}
	}
}

func (s *scan) value(name string) string {
	for _, a := range s.attrs {
		if string(a.name) == name {
			return a.mark().text
		}
	}
	return ""
}

// space is what HTML takes for white space; the wide space U+3000 is text.
const space = " \t\n\f\r"

func (a attr) mark() mark {
	text := string(a.value)
	if strings.IndexByte(text, '&') >= 0 {
		text = html.UnescapeString(text)
	}
	return mark{strings.Trim(text, space), a.at, len(a.value)}
}

// srcset takes the addresses out of a list like "small.png 1x, large.png 2x".
func (s *scan) srcset(list mark) {
	rest := list.text
	for {
		rest = strings.TrimLeft(rest, space+",")
		if rest == "" {
			return
		}
		end := strings.IndexAny(rest, space)
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
	link = strings.Trim(link, space)
	if key, value, found := strings.Cut(link, "="); found && strings.EqualFold(strings.Trim(key, space), "url") {
		link = strings.Trim(value, space+`"'`)
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
	b = bytes.Trim(b, space)
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
			if end == len(b) || strings.IndexByte(space, b[end]) < 0 {
				end--
			}
			i = end
		} else if b[i] != '\n' {
			text.WriteByte(b[i])
		}
	}
	return text.String()
}
