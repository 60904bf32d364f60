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

func (o Operation) matrix() (m matrix) {
	for i := range m {
		m[i] = o.number(i)
	}
	return m
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
	f := &runFinder{ctm: identity, text: identity}
	err := Operations(content, f.visit)
	return f.runs, err
}

// A runFinder has as much of the graphics state as tells where text is, and its size.
type runFinder struct {
	ctm, text matrix
	saved     []matrix // of ctm
	marks     []int    // the marked content that is open, by MCID
	font      Name
	size      float64
	started   bool // a run of this text object or piece of marked content was found
	runs      []Run
}

func (f *runFinder) visit(o Operation) {
	switch o.Name {
	case "q":
		f.saved = append(f.saved, f.ctm)
	case "Q":
		if n := len(f.saved); n > 0 {
			f.ctm, f.saved = f.saved[n-1], f.saved[:n-1]
		}
	case "cm":
		f.ctm = o.matrix().times(f.ctm)
	case "BDC", "BMC":
		id := o.mcid()
		if id < 0 {
			id = f.mark()
		}
		f.marks, f.started = append(f.marks, id), false
	case "EMC":
		if n := len(f.marks); n > 0 {
			f.marks = f.marks[:n-1]
		}
	case "BT":
		f.text, f.started = identity, false
	case "Tf":
		if len(o.Args) > 0 {
			f.font, _ = o.Args[0].(Name)
		}
		f.size, f.started = o.number(1), false
	case "Tm":
		f.text = o.matrix()
	case "Td":
		f.text = matrix{1, 0, 0, 1, o.number(0), o.number(1)}.times(f.text)
	case "Tj", "TJ":
		if !f.started {
			m := f.text.times(f.ctm)
			height := math.Abs(m[3]) // Skia draws upside down, but its text upright
			f.runs, f.started = append(f.runs, Run{f.mark(), f.font, f.size * height, m[4], m[5]}), true
		}
	}
}

// mark is the innermost marked content that is open, or -1.
func (f *runFinder) mark() int {
	if len(f.marks) == 0 {
		return -1
	}
	return f.marks[len(f.marks)-1]
}
