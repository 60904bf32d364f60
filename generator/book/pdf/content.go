package pdf

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"math"
)

// Inflate unpacks a stream.
func (s *Stream) Inflate() ([]byte, error) {
	switch s.Dict["Filter"] {
	case nil:
		return s.Data, nil
	case Name("FlateDecode"):
		r, err := zlib.NewReader(bytes.NewReader(s.Data))
		if err != nil {
			return nil, err
		}
		return io.ReadAll(r)
	}
	return nil, fmt.Errorf("a stream packed as %v", s.Dict["Filter"])
}

// Deflate packs data as a stream with the dictionary d.
func Deflate(d Dict, data []byte) *Stream { return deflate(zlib.NewWriter(nil), d, data) }

// deflate is [Deflate] with a writer that is used again: each takes more than a megabyte.
func deflate(w *zlib.Writer, d Dict, data []byte) *Stream {
	var b bytes.Buffer
	w.Reset(&b)
	w.Write(data) // to memory: it cannot fail
	w.Close()
	s := &Stream{Dict{"Filter": Name("FlateDecode")}, b.Bytes()}
	for key, value := range d {
		if key != "Length" && key != "Filter" && key != "DecodeParms" {
			s.Dict[key] = value
		}
	}
	return s
}

// Content is the unpacked content stream of a page.
func (f *File) Content(page Ref) ([]byte, error) {
	s, ok := f.Get(f.Dict(page)["Contents"]).(*Stream)
	if !ok {
		return nil, fmt.Errorf("page object %d has no content stream of its own", page)
	}
	return s.Inflate()
}

// An Operation of a content stream: its operator, its operands, and where it is in the stream.
type Operation struct {
	Name     string
	Args     []Object
	From, To int // bytes of the stream, operands included
}

func (o Operation) number(i int) float64 {
	if i < len(o.Args) {
		if n, ok := o.Args[i].(Number); ok {
			return n.Float()
		}
	}
	return 0
}

// Operations visits the operations of a content stream. Their Args are only valid during the visit. An inline image is
// an error: Skia writes none.
func Operations(content []byte, visit func(Operation)) error {
	p := &parser{data: content, content: true}
	op := Operation{}
	for {
		p.space()
		if len(op.Args) == 0 {
			op.From = p.at
		}
		if p.at >= len(content) {
			return nil
		}
		c := content[p.at]
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '\'' || c == '"' {
			op.Name = p.regular()
			op.To = p.at
			if op.Name == "BI" {
				return fmt.Errorf("an inline image at byte %d", p.at)
			}
			visit(op)
			op = Operation{Args: op.Args[:0]}
			continue
		}
		o, err := p.object()
		if err != nil {
			return fmt.Errorf("byte %d of a content stream: %w", p.at, err)
		}
		op.Args = append(op.Args, o)
	}
}

// A matrix maps x, y to a·x + c·y + e, b·x + d·y + f.
type matrix [6]float64

var identity = matrix{1, 0, 0, 1, 0, 0}

func (m matrix) times(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

// A Run is text that one operation shows.
type Run struct {
	MCID int     // of the marked content it belongs to; -1 for none
	Font Name    // as the page's resources name it
	Size float64 // points on the page
	X, Y float64 // where it starts, in points from the sheet's lower left corner
}

// Runs returns the first run of each text object and of each piece of marked content, in the stream's order.
func Runs(content []byte) ([]Run, error) {
	var runs []Run
	ctm, text := identity, identity
	var saved []matrix
	var marks []int // the marked content that is open, by MCID
	current := func() int {
		if len(marks) == 0 {
			return -1
		}
		return marks[len(marks)-1]
	}
	font, size, started := Name(""), 0.0, false
	args := func(o Operation) (m matrix) {
		for i := range m {
			m[i] = o.number(i)
		}
		return m
	}
	err := Operations(content, func(o Operation) {
		switch o.Name {
		case "q":
			saved = append(saved, ctm)
		case "Q":
			if n := len(saved); n > 0 {
				ctm, saved = saved[n-1], saved[:n-1]
			}
		case "cm":
			ctm = args(o).times(ctm)
		case "BDC", "BMC":
			id := current()
			if len(o.Args) == 2 {
				if d, ok := o.Args[1].(Dict); ok {
					if n, ok := d["MCID"].(Number); ok {
						id = int(n.Float())
					}
				}
			}
			marks = append(marks, id)
			started = false
		case "EMC":
			if n := len(marks); n > 0 {
				marks = marks[:n-1]
			}
		case "BT":
			text, started = identity, false
		case "Tf":
			if len(o.Args) > 0 {
				font, _ = o.Args[0].(Name)
			}
			size = o.number(1)
			started = false
		case "Tm":
			text = args(o)
		case "Td":
			text = matrix{1, 0, 0, 1, o.number(0), o.number(1)}.times(text)
		case "Tj", "TJ":
			if started {
				return
			}
			started = true
			m := text.times(ctm)
			height := math.Abs(m[3]) // Skia draws upside down, but its text upright
			runs = append(runs, Run{current(), font, size * height, m[4], m[5]})
		}
	})
	return runs, err
}
