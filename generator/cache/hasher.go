package cache

import (
	"crypto/sha256"
	"errors"
	"hash"
	"io"
	"os"
)

// A Hasher sums up files, one after the other, with what it needed for the first. The zero Hasher is ready.
type Hasher struct {
	hash   hash.Hash
	buffer []byte
}

// SumOf is the SHA-256 of what is in a file.
func SumOf(name string) (Sum, error) {
	var h Hasher
	return h.File(name)
}

// File is the SHA-256 of what is in a file.
func (h *Hasher) File(name string) (sum Sum, err error) {
	in, err := os.Open(name)
	if err != nil {
		return sum, err
	}
	defer in.Close()
	_, sum, err = h.Copy(io.Discard, in)
	return sum, err
}

// Copy copies, and returns the size and the SHA-256 of what was copied.
func (h *Hasher) Copy(to io.Writer, from io.Reader) (n int64, sum Sum, err error) {
	if h.hash == nil {
		h.hash, h.buffer = sha256.New(), make([]byte, 256<<10)
	}
	h.hash.Reset()
	for err == nil {
		var read int
		read, err = from.Read(h.buffer)
		h.hash.Write(h.buffer[:read])
		n += int64(read)
		if _, failed := to.Write(h.buffer[:read]); failed != nil {
			return n, sum, failed
		}
	}
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return n, Sum(h.hash.Sum(nil)), err
}
