package docfile

import (
	"archive/zip"
	"bytes"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// A Kind is what a file is, by its content.
type Kind int

// The kinds.
const (
	Unknown Kind = iota
	Word         // .docx
	Excel        // .xlsx
	PDF
	Slides   // .pptx
	OldWord  // .doc, .wps
	OldExcel // .xls, .et
	OldOther // another file of the old office programs
	Locked   // an office file with a password
	OpenText // .odt
	OpenCalc // .ods
	OFD
	RTF
	WordXML
	HTML
	Picture
	Text
	Zip // an archive of something else
	Broken
)

// Sniff finds out what a file is. Its name does not count: HTML is called .xls, Word's XML .doc.
func Sniff(data []byte) Kind {
	head := data[:min(len(data), 4096)]
	trimmed := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")
	low := bytes.ToLower(trimmed)
	switch {
	case bytes.HasPrefix(data, []byte("PK\x03\x04")), bytes.HasPrefix(data, []byte("PK\x05\x06")):
		return sniffZip(data)
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		return sniffOLE(data)
	case contains(head[:min(len(head), 1024)], "%PDF-"):
		return PDF
	case bytes.HasPrefix(trimmed, []byte(`{\rtf`)):
		return RTF
	case contains(head, `progid="Word.Document"`), contains(head, "schemas.microsoft.com/office/word/2003/wordml"),
		contains(head, "http://schemas.microsoft.com/office/2006/xmlPackage"):
		return WordXML
	case bytes.HasPrefix(low, []byte("<!doctype html")), bytes.HasPrefix(low, []byte("<html")), contains(low, "<table"),
		contains(low, "<html"), bytes.HasPrefix(low, []byte("mime-version:")):
		return HTML
	case bytes.HasPrefix(data, []byte("\x89PNG")), bytes.HasPrefix(data, []byte("\xff\xd8\xff")),
		bytes.HasPrefix(data, []byte("GIF8")), bytes.HasPrefix(data, []byte("II*\x00")),
		bytes.HasPrefix(data, []byte("MM\x00*")), bytes.HasPrefix(data, []byte("BM")) && len(data) > 1000:
		return Picture
	case len(data) > 0 && !bytes.ContainsRune(head, 0) && (isUTF8(head) || looksGBK(head)):
		return Text
	}
	return Unknown
}

// isUTF8 reports whether text is UTF-8; its last character may be cut off.
func isUTF8(head []byte) bool {
	for cut := 0; cut < utf8.UTFMax && cut <= len(head); cut++ {
		if utf8.Valid(head[:len(head)-cut]) {
			return true
		}
	}
	return false
}

// looksGBK reports whether text is in the older Chinese encoding: most bytes come in pairs above 0x80.
func looksGBK(head []byte) bool {
	for i := 0; i < len(head); i++ {
		switch b := head[i]; {
		case b < 0x20 && b != '\t' && b != '\n' && b != '\r':
			return false
		case b >= 0x81 && b < 0xff && i+1 < len(head):
			if next := head[i+1]; next < 0x40 || next == 0x7f || next == 0xff {
				return false
			}
			i++
		case b >= 0x80 && i+1 < len(head):
			return false
		}
	}
	return true
}

func sniffZip(data []byte) Kind {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return Broken
	}
	found := Zip
	for _, f := range archive.File {
		switch name := strings.TrimPrefix(f.Name, "/"); {
		case strings.HasPrefix(name, "word/"):
			return Word
		case strings.HasPrefix(name, "xl/"):
			return Excel
		case strings.HasPrefix(name, "ppt/"):
			return Slides
		case name == "OFD.xml":
			return OFD
		case name == "mimetype":
			if kind := sniffMime(f); kind != Unknown {
				return kind
			}
		case name == "[Content_Types].xml":
			found = Word // without a text: its reader says so
		}
	}
	return found
}

func sniffMime(f *zip.File) Kind {
	r, err := f.Open()
	if err != nil {
		return Unknown
	}
	defer r.Close()
	mime := make([]byte, 100)
	n, _ := r.Read(mime)
	switch s := string(mime[:n]); {
	case strings.Contains(s, "opendocument.text"):
		return OpenText
	case strings.Contains(s, "opendocument.spreadsheet"):
		return OpenCalc
	}
	return Unknown
}

// sniffOLE tells the files of the old office programs apart by the names of their streams, which stand in the file as
// UTF-16.
func sniffOLE(data []byte) Kind {
	has := func(name string) bool {
		var wide []byte
		for _, u := range utf16.Encode([]rune(name)) {
			wide = append(wide, byte(u), byte(u>>8))
		}
		return bytes.Contains(data, append(wide, 0, 0))
	}
	switch {
	case has("EncryptedPackage"), has("EncryptionInfo"):
		return Locked
	case has("WordDocument"):
		return OldWord
	case has("Workbook"), has("Book"):
		return OldExcel
	}
	return OldOther
}
