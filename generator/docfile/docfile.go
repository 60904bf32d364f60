// Package docfile opens the file that an office has: it finds out what the file is, whatever it is called, and has the
// reader for it read it. What needs another program first is converted by LibreOffice where that is installed; what
// cannot be read is refused with a way out.
package docfile

import (
	"bytes"
	"context"
	"io"
	"io/fs"
	"os"
	"strings"

	"handbook/generator/diag"
	"handbook/generator/docx"
	"handbook/generator/grid"
	"handbook/generator/workbook"
)

// largest is the size of the largest file that is read, in bytes: an office's list has one or two million.
const largest = 100 << 20

// Options say how files are read.
type Options struct {
	// PDF reads a PDF; nil where that is not to be had.
	PDF func(file string, data []byte) (*grid.Document, error)
	// Take takes a file that is read in another way; then there is no document.
	Take func(kind Kind, name string, data []byte) bool
	// Office is the program of LibreOffice; "" looks for it.
	Office string
}

// Open reads the file of this name, which messages name as it is here. Of a file that was taken there is no document.
func Open(ctx context.Context, name string, options Options) (*grid.Document, error) {
	data, err := readWhole(name)
	if err != nil {
		return nil, err
	}
	return options.read(ctx, name, data, false)
}

// read has the reader for the kind of file read it; converted says that LibreOffice made it.
func (o Options) read(ctx context.Context, name string, data []byte, converted bool) (*grid.Document, error) {
	kind := Sniff(data)
	if o.Take != nil && o.Take(kind, name, data) {
		return nil, nil
	}
	switch kind {
	case Word:
		return docx.Read(name, data)
	case Excel:
		return workbook.Read(name, data)
	case PDF:
		if o.PDF == nil {
			return nil, diag.Errorf("import the Word file or the workbook that it was made from", "%s: a PDF", name)
		}
		return o.PDF(name, data)
	case Text:
		return nil, refusePlain(name, data)
	}
	r := refusals[kind]
	if r.convert != "" && !converted {
		made, err := o.convert(ctx, name, data, r)
		if made == nil || err != nil {
			return nil, err
		}
		return o.read(ctx, name, made, true)
	}
	return nil, diag.Errorf(r.hint, "%s: %s", name, r.what)
}

// readWhole reads a file once, from its beginning to its end. One that somebody writes to meanwhile is refused.
func readWhole(name string) ([]byte, error) {
	info, err := os.Lstat(name)
	if err != nil {
		return nil, diag.Errorf("give the name of the file as it is, with its folder", "%s: %s", name, reason(err))
	}
	switch {
	case info.Mode()&fs.ModeSymlink != 0:
		return nil, diag.Errorf("give the name of the file itself", "%s: a link to another file", name)
	case info.IsDir():
		return nil, diag.Errorf("name the files in it", "%s: a folder", name)
	case !info.Mode().IsRegular():
		return nil, diag.Errorf("copy its content into a file", "%s: no file that can be read twice", name)
	case info.Size() == 0:
		return nil, diag.Errorf("copy it again from where it came from", "%s: the file is empty", name)
	case info.Size() > largest:
		return nil, diag.Errorf("is it the right file? remove pictures from it, or split it by lists",
			"%s: %d MB, more than the largest list", name, info.Size()>>20)
	}
	file, err := os.Open(name)
	if err != nil {
		return nil, diag.Errorf("close it in other programs, and check who may read it", "%s: %s", name, reason(err))
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, largest+1))
	if err != nil {
		return nil, diag.Errorf("copy it to this computer's disk", "%s: %s", name, reason(err))
	}
	after, err := os.Lstat(name)
	if err != nil || after.Size() != info.Size() || !after.ModTime().Equal(info.ModTime()) ||
		int64(len(data)) != info.Size() {
		return nil, diag.Errorf("save and close it in Word, Excel or WPS, and import it again",
			"%s: the file changed while it was read", name)
	}
	return data, nil
}

// reason is what is wrong, without the name, which the message has already.
func reason(err error) string {
	switch {
	case os.IsNotExist(err):
		return "there is no such file"
	case os.IsPermission(err):
		return "this user may not read it"
	}
	text := err.Error()
	return text[strings.LastIndex(text, ": ")+1:]
}

func contains(data []byte, what string) bool { return bytes.Contains(data, []byte(what)) }
