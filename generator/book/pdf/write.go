package pdf

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
)

// Write returns the file's bytes. Its identifier is made of its content.
func (f *File) Write() []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	offsets := make([]int, len(f.Objects))
	for n, o := range f.Objects {
		if n == 0 || o == nil {
			continue
		}
		offsets[n] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n", n)
		write(&b, o)
		b.WriteString("\nendobj\n")
	}
	start := b.Len()
	sum := sha256.Sum256(b.Bytes())
	id := String(sum[:16])
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(f.Objects))
	for n, offset := range offsets {
		switch {
		case n == 0:
		case offset == 0:
			b.WriteString("0000000000 65535 f \n")
		default:
			fmt.Fprintf(&b, "%010d 00000 n \n", offset)
		}
	}
	trailer := Dict{"Size": Int(len(f.Objects)), "Root": f.Root, "ID": Array{id, id}}
	if f.Info != 0 {
		trailer["Info"] = f.Info
	}
	b.WriteString("trailer\n")
	write(&b, trailer)
	fmt.Fprintf(&b, "\nstartxref\n%d\n%%%%EOF\n", start)
	return b.Bytes()
}

func write(b *bytes.Buffer, o Object) {
	switch v := o.(type) {
	case nil:
		b.WriteString("null")
	case bool:
		fmt.Fprintf(b, "%t", v)
	case Number:
		b.WriteString(string(v))
	case Name:
		writeName(b, v)
	case String:
		fmt.Fprintf(b, "<%x>", string(v))
	case Ref:
		fmt.Fprintf(b, "%d 0 R", int(v))
	case Array:
		b.WriteByte('[')
		for i, e := range v {
			if i > 0 {
				b.WriteByte(' ')
			}
			write(b, e)
		}
		b.WriteByte(']')
	case Dict:
		b.WriteString("<<")
		for _, key := range sortedKeys(v) {
			writeName(b, key)
			b.WriteByte(' ')
			write(b, v[key])
		}
		b.WriteString(">>")
	case *Stream:
		v.Dict["Length"] = Int(len(v.Data))
		write(b, v.Dict)
		b.WriteString("\nstream\n")
		b.Write(v.Data)
		b.WriteString("\nendstream")
	default:
		panic(fmt.Sprintf("pdf: %T is no PDF value", o))
	}
}

func writeName(b *bytes.Buffer, n Name) {
	b.WriteByte('/')
	for _, c := range []byte(n) {
		if c <= ' ' || c >= 0x7f || bytes.IndexByte([]byte("()<>[]{}/%#"), c) >= 0 {
			fmt.Fprintf(b, "#%02x", c)
			continue
		}
		b.WriteByte(c)
	}
}

func sortedKeys(d Dict) []Name { return slices.Sorted(maps.Keys(d)) }
