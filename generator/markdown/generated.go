package markdown

import (
	"bytes"
	"os"
)

// Generated tells whether a file is a page that was made from the list.
func Generated(file string) (bool, error) {
	f, err := os.Open(file)
	if err != nil {
		return false, err
	}
	defer f.Close()
	head := make([]byte, len("---\n")+len(Mark))
	n, err := f.Read(head)
	if n == 0 && err != nil {
		return false, nil // an empty file, made by people
	}
	return IsGenerated(head[:n]), nil
}

// IsGenerated tells whether a text is a page that was made from the list.
func IsGenerated(text []byte) bool {
	return bytes.HasPrefix(text, []byte("---\n"+Mark))
}
