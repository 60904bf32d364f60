package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Parse reads a file. The streams share their bytes with data.
func Parse(data []byte) (*File, error) {
	at := bytes.LastIndex(data, []byte("startxref"))
	if at < 0 {
		return nil, errors.New("not a PDF file, or cut short: no startxref")
	}
	p := &parser{data: data, at: at + len("startxref")}
	start, err := p.integer()
	if err != nil {
		return nil, err
	}
	if start < 0 || start > len(data) || !bytes.HasPrefix(data[start:], []byte("xref")) {
		return nil, errors.New("a PDF file without a classic cross-reference table")
	}
	p.at = start + len("xref")
	offsets, err := p.table()
	if err != nil {
		return nil, err
	}
	trailer, err := p.object()
	if err != nil {
		return nil, err
	}
	d, _ := trailer.(Dict)
	f := &File{Objects: make([]Object, len(offsets))}
	f.Root, _ = d["Root"].(Ref)
	f.Info, _ = d["Info"].(Ref)
	for n, offset := range offsets {
		if offset == 0 {
			continue
		}
		if f.Objects[n], err = p.indirect(offset); err != nil {
			return nil, fmt.Errorf("object %d: %w", n, err)
		}
	}
	if f.Catalog() == nil {
		return nil, errors.New("a PDF file without a catalog")
	}
	return f, nil
}

type parser struct {
	data    []byte
	at      int
	content bool // of a page: it has no references, and "1 1 RG" is none
}

// table reads the cross-reference table up to and including "trailer".
func (p *parser) table() ([]int, error) {
	var offsets []int
	for {
		if p.keyword("trailer") {
			return offsets, nil
		}
		first, err := p.integer()
		if err != nil {
			return nil, err
		}
		count, err := p.integer()
		if err != nil {
			return nil, err
		}
		if first != len(offsets) || count < 0 || count > len(p.data)/20 {
			return nil, errors.New("a cross-reference table with gaps")
		}
		for range count {
			offset, err := p.integer()
			if err != nil {
				return nil, err
			}
			if _, err := p.integer(); err != nil {
				return nil, err
			}
			if !p.keyword("n") {
				if !p.keyword("f") {
					return nil, errors.New("a cross-reference entry that is neither used nor free")
				}
				offset = 0
			}
			offsets = append(offsets, offset)
		}
	}
}

func (p *parser) indirect(offset int) (Object, error) {
	if offset >= len(p.data) {
		return nil, errors.New("beyond the end of the file")
	}
	p.at = offset
	for range 2 {
		if _, err := p.integer(); err != nil {
			return nil, err
		}
	}
	if !p.keyword("obj") {
		return nil, errors.New("no obj")
	}
	o, err := p.object()
	if err != nil {
		return nil, err
	}
	d, ok := o.(Dict)
	if !ok || !p.keyword("stream") {
		return o, nil
	}
	if p.at < len(p.data) && p.data[p.at] == '\r' {
		p.at++
	}
	p.at++ // the line feed
	length, ok := d["Length"].(Number)
	n, err := strconv.Atoi(string(length))
	if !ok || err != nil || n < 0 || p.at+n > len(p.data) {
		return nil, errors.New("a stream without a fitting length")
	}
	return &Stream{d, p.data[p.at : p.at+n]}, nil
}

func (p *parser) space() {
	for p.at < len(p.data) {
		switch p.data[p.at] {
		case ' ', '\n', '\r', '\t', 0, '\f':
			p.at++
		case '%':
			for p.at < len(p.data) && p.data[p.at] != '\n' && p.data[p.at] != '\r' {
				p.at++
			}
		default:
			return
		}
	}
}

func (p *parser) keyword(word string) bool {
	p.space()
	if bytes.HasPrefix(p.data[p.at:], []byte(word)) {
		p.at += len(word)
		return true
	}
	return false
}

// regular reads regular characters: all but white space and delimiters.
func (p *parser) regular() string {
	start := p.at
	for p.at < len(p.data) && isRegular(p.data[p.at]) {
		p.at++
	}
	return string(p.data[start:p.at])
}

func isRegular(c byte) bool {
	switch c {
	case ' ', '\n', '\r', '\t', 0, '\f', '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return false
	}
	return true
}

func (p *parser) integer() (int, error) {
	p.space()
	return strconv.Atoi(p.regular())
}

var errEnd = errors.New("cut short")

func (p *parser) object() (Object, error) {
	p.space()
	if p.at >= len(p.data) {
		return nil, errEnd
	}
	switch c := p.data[p.at]; {
	case c == '/':
		p.at++
		return p.name()
	case c == '(':
		return p.literal()
	case c == '[':
		p.at++
		var a Array
		for {
			if p.keyword("]") {
				return a, nil
			}
			o, err := p.object()
			if err != nil {
				return nil, err
			}
			a = append(a, o)
		}
	case bytes.HasPrefix(p.data[p.at:], []byte("<<")):
		p.at += 2
		return p.dict()
	case c == '<':
		return p.hex()
	case c >= '0' && c <= '9' || c == '-' || c == '+' || c == '.':
		return p.number()
	}
	switch word := p.regular(); word {
	case "true":
		return true, nil
	case "false":
		return false, nil
	case "null":
		return nil, nil
	default:
		return nil, fmt.Errorf("unexpected %q", word)
	}
}

func (p *parser) name() (Object, error) {
	s := p.regular()
	if !strings.Contains(s, "#") {
		return Name(s), nil
	}
	var out []byte
	for i := 0; i < len(s); i++ {
		if s[i] == '#' && i+2 < len(s) {
			n, err := strconv.ParseUint(s[i+1:i+3], 16, 8)
			if err != nil {
				return nil, err
			}
			out = append(out, byte(n))
			i += 2
			continue
		}
		out = append(out, s[i])
	}
	return Name(out), nil
}

// number reads a number, or a reference where two whole numbers and an R follow each other.
func (p *parser) number() (Object, error) {
	s := p.regular()
	n, err := strconv.Atoi(s)
	if err != nil {
		_, err := strconv.ParseFloat(s, 64)
		return Number(s), err
	}
	if n >= 0 && !p.content {
		back := p.at
		if _, err := p.integer(); err == nil && p.keyword("R") {
			return Ref(n), nil
		}
		p.at = back
	}
	return Number(s), nil
}

func (p *parser) dict() (Object, error) {
	d := Dict{}
	for {
		if p.keyword(">>") {
			return d, nil
		}
		if !p.keyword("/") {
			return nil, errors.New("a dictionary key that is no name")
		}
		key, err := p.name()
		if err != nil {
			return nil, err
		}
		if d[key.(Name)], err = p.object(); err != nil {
			return nil, err
		}
	}
}

func (p *parser) hex() (Object, error) {
	end := bytes.IndexByte(p.data[p.at:], '>')
	if end < 0 {
		return nil, errEnd
	}
	digits := bytes.Join(bytes.Fields(p.data[p.at+1:p.at+end]), nil)
	p.at += end + 1
	if len(digits)%2 == 1 {
		digits = append(digits, '0')
	}
	out := make([]byte, len(digits)/2)
	for i := range out {
		n, err := strconv.ParseUint(string(digits[2*i:2*i+2]), 16, 8)
		if err != nil {
			return nil, err
		}
		out[i] = byte(n)
	}
	return String(out), nil
}

func (p *parser) literal() (Object, error) {
	var out []byte
	depth := 0
	for p.at < len(p.data) {
		c := p.data[p.at]
		p.at++
		switch c {
		case '(':
			if depth++; depth > 1 {
				out = append(out, c)
			}
		case ')':
			if depth--; depth == 0 {
				return String(out), nil
			}
			out = append(out, c)
		case '\\':
			out = p.escape(out)
		default:
			out = append(out, c)
		}
	}
	return nil, errEnd
}

func (p *parser) escape(out []byte) []byte {
	if p.at >= len(p.data) {
		return out
	}
	c := p.data[p.at]
	p.at++
	switch c {
	case 'n':
		return append(out, '\n')
	case 'r':
		return append(out, '\r')
	case 't':
		return append(out, '\t')
	case 'b':
		return append(out, '\b')
	case 'f':
		return append(out, '\f')
	case '\n':
		return out
	}
	if c < '0' || c > '7' {
		return append(out, c)
	}
	n := int(c - '0')
	for i := 0; i < 2 && p.at < len(p.data) && p.data[p.at] >= '0' && p.data[p.at] <= '7'; i++ {
		n = n*8 + int(p.data[p.at]-'0')
		p.at++
	}
	return append(out, byte(n))
}
