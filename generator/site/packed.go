package site

import (
	"encoding/binary"
	"io"
	"iter"
)

// packed is several texts in one: the hundreds of thousands of anchors of a county take little room so.
type packed string

func pack(list []string) packed {
	var out output
	for _, text := range list {
		out.string(text)
	}
	return packed(out.text)
}

func (p packed) all() iter.Seq[string] {
	return func(yield func(string) bool) {
		for in := (input{string(p)}); in.text != ""; {
			if !yield(in.string()) {
				return
			}
		}
	}
}

// An output takes texts and numbers, an input gives them out again, in the same order: who wrote them is known by a
// checksum.
type output struct {
	text []byte
	to   io.Writer // nil: nowhere, it is all in text
	err  error
}

func (out *output) bytes(b []byte) { out.text = append(out.text, b...) }
func (out *output) number(n int)   { out.text = binary.AppendUvarint(out.text, uint64(n)) }

func (out *output) string(s string) {
	out.number(len(s))
	out.text = append(out.text, s...)
	if out.to != nil && len(out.text) > 64<<10 {
		out.flush()
	}
}

func (out *output) flush() {
	if out.err == nil {
		_, out.err = out.to.Write(out.text)
	}
	out.text = out.text[:0]
}

type input struct{ text string }

func (in *input) bytes(n int) string {
	n = min(n, len(in.text))
	b := in.text[:n]
	in.text = in.text[n:]
	return b
}

func (in *input) number() int {
	n := 0
	for i := 0; i < len(in.text); i++ {
		c := in.text[i]
		n |= int(c&0x7f) << (7 * i)
		if c < 0x80 {
			in.text = in.text[i+1:]
			break
		}
	}
	return n
}

func (in *input) string() string { return in.bytes(in.number()) }
