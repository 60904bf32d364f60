package pdf

import (
	"bytes"
	"cmp"
	"compress/zlib"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
	"strconv"
)

// Write returns the file's bytes, with the cross-reference table that every reader knows.
func (f *File) Write() []byte {
	var b bytes.Buffer
	f.header(&b)
	offsets := make([]int, len(f.Objects))
	for n, o := range f.Objects {
		if n > 0 && o != nil {
			offsets[n] = f.indirect(&b, n, o)
		}
	}
	trailer := f.trailer(b.Bytes())
	start := b.Len()
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
	b.WriteString("trailer\n")
	write(&b, trailer)
	fmt.Fprintf(&b, "\nstartxref\n%d\n%%%%EOF\n", start)
	return b.Bytes()
}

// header says which PDF it is, and that its bytes are no text.
func (f *File) header(b *bytes.Buffer) {
	fmt.Fprintf(b, "%%PDF-%s\n%%\xe2\xe3\xcf\xd3\n", cmp.Or(f.Version, "1.7"))
}

// perStream is how many objects are packed together: a reader that needs one of them unpacks all.
const perStream = 200

// WritePacked returns the file's bytes with all objects but streams packed in object streams (ISO 32000-1, 7.5.7): that
// halves a tagged book. [Parse] does not read such files.
func (f *File) WritePacked() []byte {
	var b bytes.Buffer
	f.header(&b)
	var loose []int
	// An entry of kind 1 has the object's offset, one of kind 2 the stream with the object and its index there.
	type entry struct {
		kind   byte
		at     uint32
		within uint16
	}
	entries := make([]entry, len(f.Objects), len(f.Objects)+len(f.Objects)/perStream+2)
	for n, o := range f.Objects {
		if _, ok := o.(*Stream); ok {
			entries[n] = entry{kind: 1, at: uint32(f.indirect(&b, n, o))}
		} else if o != nil {
			loose = append(loose, n)
		}
	}
	w := zlib.NewWriter(nil)
	for some := range slices.Chunk(loose, perStream) {
		var index, content bytes.Buffer
		for i, n := range some {
			fmt.Fprintf(&index, "%d %d ", n, content.Len())
			write(&content, f.Objects[n])
			content.WriteByte('\n')
			entries[n] = entry{2, uint32(len(entries)), uint16(i)}
		}
		d := Dict{"Type": Name("ObjStm"), "N": Int(len(some)), "First": Int(index.Len())}
		stream := deflate(w, d, append(index.Bytes(), content.Bytes()...))
		entries = append(entries, entry{kind: 1, at: uint32(f.indirect(&b, len(entries), stream))})
	}
	trailer := f.trailer(b.Bytes())
	start := b.Len()
	entries = append(entries, entry{kind: 1, at: uint32(start)})
	var table []byte
	for _, e := range entries {
		table = append(table, e.kind)
		table = binary.BigEndian.AppendUint32(table, e.at)
		table = binary.BigEndian.AppendUint16(table, e.within)
	}
	trailer["Type"], trailer["W"], trailer["Size"] = Name("XRef"), Array{Int(1), Int(4), Int(2)}, Int(len(entries))
	f.indirect(&b, len(entries)-1, deflate(w, trailer, table))
	fmt.Fprintf(&b, "startxref\n%d\n%%%%EOF\n", start)
	return b.Bytes()
}

// indirect writes an object under its number and returns its offset.
func (f *File) indirect(b *bytes.Buffer, n int, o Object) int {
	at := b.Len()
	fmt.Fprintf(b, "%d 0 obj\n", n)
	write(b, o)
	b.WriteString("\nendobj\n")
	return at
}

// trailer has what a reader begins with. before is all that is written before it: the identifier is made from it.
func (f *File) trailer(before []byte) Dict {
	sum := sha256.Sum256(before)
	id := String(sum[:16])
	d := Dict{"Size": Int(len(f.Objects)), "Root": f.Root, "ID": Array{id, id}}
	if f.Info != 0 {
		d["Info"] = f.Info
	}
	return d
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
		b.WriteString(strconv.Itoa(int(v)))
		b.WriteString(" 0 R")
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
