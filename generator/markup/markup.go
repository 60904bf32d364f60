// Package markup walks through HTML and through drawings, token by token, and knows where in the file each stands. It
// says what is written there and no more: tags that are missing or stand in each other the wrong way are the reader's
// to judge.
package markup

import (
	"bytes"
	"html"
	"iter"

	"github.com/tdewolff/parse/v2"
	htmllexer "github.com/tdewolff/parse/v2/html"
	xmllexer "github.com/tdewolff/parse/v2/xml"
)

// A Kind is what a token is.
type Kind int

// The kinds of token.
const (
	Text        Kind = iota
	Start            // a start tag with its attributes
	End              // an end tag
	Comment          // and what browsers take for one, like <?php … ?>
	Doctype          // of HTML
	Drawing          // in HTML: an <svg> or <math> with all that is in it, to be walked through with [XML]
	Instruction      // in XML: <?xml … ?>
)

// A Token is a piece of a file. It holds until the next one is asked for.
type Token struct {
	Kind       Kind
	Name       []byte // of a tag, in HTML in small letters
	At         int    // where it begins in the file, in bytes
	Data       []byte // as it is written; of a start tag only what stands before its attributes
	Attributes []Attribute
	CutOff     bool // a start tag that the file ends in
}

// An Attribute is one of a start tag's.
type Attribute struct {
	Name    []byte // in HTML in small letters
	Value   []byte // as it is written, without quotation marks
	At      int    // where its name begins in the file, in bytes
	ValueAt int    // where its value begins
}

// Space is what HTML takes for white space; the wide space U+3000 is text.
const Space = xmlSpace + "\f"

const xmlSpace = " \t\n\r"

// Text is the value as the page means it.
func (a Attribute) Text() string {
	if bytes.IndexByte(a.Value, '&') < 0 {
		return string(a.Value)
	}
	return html.UnescapeString(string(a.Value))
}

// Attribute is the text of the tag's attribute of that name; the first counts, as in browsers.
func (t *Token) Attribute(name string) (text string, given bool) {
	for _, a := range t.Attributes {
		if string(a.Name) == name {
			return a.Text(), true
		}
	}
	return "", false
}

// Get is [Token.Attribute], "" where there is none.
func (t *Token) Get(name string) string {
	text, _ := t.Attribute(name)
	return text
}

// add takes an attribute as the lexers give it: lexeme is all of it with the white space before it, and ends at the
// byte end.
func (t *Token) add(name, value, lexeme []byte, end int, space string) {
	a := Attribute{Name: name, Value: value, At: end - len(bytes.TrimLeft(lexeme, space)), ValueAt: end - len(value)}
	if len(value) > 0 && (value[0] == '"' || value[0] == '\'') {
		a.Value, a.ValueAt = bytes.TrimSuffix(value[1:], value[:1]), a.ValueAt+1
	}
	t.Attributes = append(t.Attributes, a)
}

// set makes the token another one; the attributes' memory is used again.
func (t *Token) set(kind Kind, name []byte, at int, data []byte) {
	*t = Token{Kind: kind, Name: name, At: at, Data: data, Attributes: t.Attributes[:0]}
}

// begin makes the token a start tag, whose attributes and end follow.
func (t *Token) begin(kind Kind, name []byte, at int, data []byte) {
	t.set(kind, name, at, data)
	t.CutOff = true
}

// HTML walks through a page or a part of one. On the way it writes into src: names in small letters.
func HTML(src []byte) iter.Seq[*Token] {
	return func(yield func(*Token) bool) {
		in := parse.NewInputBytes(src)
		defer in.Restore()
		lexer := htmllexer.NewLexer(in)
		var t Token
		for {
			token, data := lexer.Next()
			at := in.Offset() - len(data)
			switch token {
			case htmllexer.ErrorToken: // the end
				if t.CutOff {
					yield(&t)
				}
				return
			case htmllexer.StartTagToken:
				t.begin(Start, lexer.Text(), at, data)
				continue
			case htmllexer.AttributeToken:
				t.add(lexer.AttrKey(), lexer.AttrVal(), data, in.Offset(), Space)
				continue
			case htmllexer.StartTagCloseToken, htmllexer.StartTagVoidToken:
				t.CutOff = false
			case htmllexer.EndTagToken:
				t.set(End, lexer.Text(), at, data)
			default:
				t.set(kindOf(token), nil, at, data)
			}
			if !yield(&t) {
				return
			}
		}
	}
}

func kindOf(token htmllexer.TokenType) Kind {
	switch token {
	case htmllexer.CommentToken, htmllexer.XMLToken: // <xml>, data that no browser shows
		return Comment
	case htmllexer.DoctypeToken:
		return Doctype
	case htmllexer.SVGToken, htmllexer.MathToken:
		return Drawing
	}
	return Text
}

// XML walks through a drawing, or the part of a page that is one and begins at the byte base of the file. It writes
// into src: line ends in values become spaces.
func XML(src []byte, base int) iter.Seq[*Token] {
	return func(yield func(*Token) bool) {
		in := parse.NewInputBytes(src)
		defer in.Restore()
		lexer := xmllexer.NewLexer(in)
		var t Token
		for {
			token, data := lexer.Next()
			end := base + in.Offset()
			at := end - len(data)
			switch token {
			case xmllexer.ErrorToken: // the end, or a byte 0, which XML has not
				if t.CutOff {
					yield(&t)
				}
				return
			case xmllexer.StartTagToken:
				t.begin(Start, lexer.Text(), at, data)
				continue
			case xmllexer.StartTagPIToken:
				t.begin(Instruction, lexer.Text(), at, data)
				continue
			case xmllexer.AttributeToken:
				t.add(lexer.Text(), lexer.AttrVal(), data, end, xmlSpace)
				continue
			case xmllexer.StartTagCloseToken, xmllexer.StartTagCloseVoidToken, xmllexer.StartTagClosePIToken:
				t.CutOff = false
			case xmllexer.CDATAToken:
				t.set(Text, nil, at+len("<![CDATA["), lexer.Text())
			case xmllexer.TextToken:
				t.set(Text, nil, at, data)
			case xmllexer.EndTagToken:
				t.set(End, lexer.Text(), at, data)
			default:
				t.set(Comment, nil, at, data)
			}
			if !yield(&t) {
				return
			}
		}
	}
}
