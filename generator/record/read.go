package record

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"unicode/utf8"

	"handbook/generator/diag"
)

// Limits of what is read. The list of a town with 293 items is a file of 130 kB whose longest line has 800 bytes. A
// file near a limit is something else, which would take minutes to read.
const (
	mostBytes    = 4 << 20
	mostInLine   = 64 << 10 // bytes
	mostInText   = 5000     // characters
	mostFindings = 1000     // errors, and as many warnings, of one file
)

// Read returns the text of a file that people write, without a byte order mark. A finding says why it cannot be read.
func Read(name string) (text string, found *diag.Finding) {
	raw, err := ReadFile(name)
	if err != nil {
		return "", unreadable(name, err)
	}
	text = strings.TrimPrefix(string(raw), "\ufeff")
	number := 0
	for line := range strings.Lines(text) {
		if number++; len(line) > mostInLine {
			return "", &diag.Finding{
				File: name, Line: number, Col: 1, Message: fmt.Sprintf("a line of %d kB", len(line)>>10),
				Hint: "break it: each key, and each text of a list, may have a line of its own",
			}
		}
	}
	if at := InvalidUTF8(text); at >= 0 {
		line, col := lineAndColumn(text[:at])
		start := strings.LastIndexByte(text[:at], '\n') + 1
		quoted, _, _ := strings.Cut(text[start:], "\n")
		return "", &diag.Finding{
			File: name, Line: line, Col: col, Text: strings.TrimSuffix(quoted, "\r"),
			Message: fmt.Sprintf("not UTF-8: byte 0x%02x", text[at]), Hint: EncodingHint,
		}
	}
	return text, nil
}

// unreadable is the finding about a file that [ReadFile] could not read.
func unreadable(name string, err error) *diag.Finding {
	f := &diag.Finding{File: name, Message: "cannot be read: " + Reason(err), Hint: "check the file's permissions"}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		f.Message, f.Hint = "the file is missing", "make it, or name the folder that has it"
	case errors.Is(err, errIrregular), errors.Is(err, errTooLarge):
		f.Message, f.Hint = err.Error(), "put the file itself in its place: a text that somebody wrote"
	}
	return f
}

var (
	errIrregular = errors.New("not a file but a pipe or a device")
	errTooLarge  = fmt.Errorf("larger than %d MB", mostBytes>>20)
)

// ReadFile reads a file, but waits for none: a pipe may never say anything, and some devices never end.
func ReadFile(name string) ([]byte, error) {
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular() && !info.IsDir(): // a folder has its own error
		return nil, errIrregular
	case info.Size() > mostBytes:
		return nil, errTooLarge
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, mostBytes+1)) // it may have grown
	if err == nil && len(raw) > mostBytes {
		err = errTooLarge
	}
	return raw, err
}

// Beginning reads the first bytes of a file, as many as tell its kind.
func Beginning(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, 512))
}

// Reason is why a file operation failed, without the path that a finding already names.
func Reason(err error) string {
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		return path.Err.Error()
	}
	return err.Error()
}

// EncodingHint is what to do with a file in another encoding.
const EncodingHint = "save the file as UTF-8 (in a spreadsheet or Notepad: \"UTF-8\", not GBK or ANSI)"

// InvalidUTF8 is the offset of the first byte that is not UTF-8, or -1.
func InvalidUTF8(text string) int {
	if utf8.ValidString(text) {
		return -1
	}
	for i, r := range text {
		if r == utf8.RuneError && !strings.HasPrefix(text[i:], "\ufffd") {
			return i
		}
	}
	return -1
}

// lineAndColumn says where that stands which follows a text: the line and the column, in characters, both from 1.
func lineAndColumn(before string) (line, col int) {
	return 1 + strings.Count(before, "\n"), 1 + utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:])
}
