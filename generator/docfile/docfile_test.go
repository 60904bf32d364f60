package docfile

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"handbook/generator/diag"
)

func zipped(names ...string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range names {
		name, content, _ := strings.Cut(name, "=")
		w, _ := z.CreateHeader(&zip.FileHeader{Name: name})
		w.Write([]byte(content))
	}
	z.Close()
	return b.Bytes()
}

// ole is a file of the old office programs with a stream of this name.
func ole(stream string) []byte {
	data := []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 600))
	for _, u := range utf16.Encode([]rune(stream + "\x00")) {
		data = append(data, byte(u), byte(u>>8))
	}
	return data
}

var kinds = []struct {
	name string
	data []byte
	kind Kind
	says string // what is said of it; "" where it is read
}{
	{"list.docx", zipped("[Content_Types].xml", "word/document.xml"), Word, "no proper XML"},
	{"nodoc.docx", zipped("[Content_Types].xml", "docProps/app.xml"), Word, "no document.xml"},
	{"list.pdf", []byte("%PDF-1.7\n…"), PDF, "a PDF"},
	{"locked.docx", ole("EncryptedPackage"), Locked, "the file has a password"},
	{"old.doc", ole("WordDocument"), OldWord, "older Word"},
	{"old.et", ole("Workbook"), OldExcel, "older Excel"},
	{"old.msg", ole("__nameid"), OldOther, "neither text nor sheets"},
	{"list.odt", zipped("mimetype=application/vnd.oasis.opendocument.text"), OpenText, "OpenDocument text"},
	{"list.ods", zipped("mimetype=application/vnd.oasis.opendocument.spreadsheet"), OpenCalc, "OpenDocument workbook"},
	{"list.pptx", zipped("ppt/presentation.xml"), Slides, "slides"},
	{"list.ofd", zipped("OFD.xml"), OFD, "an OFD file"},
	{"list.zip", zipped("list.docx"), Zip, "an archive"},
	{"cut.docx", zipped("word/document.xml")[:40], Broken, "damaged or cut off"},
	{"list.rtf", []byte(`{\rtf1\ansi}`), RTF, "an RTF text"},
	{"web.xls", []byte("\ufeff\n<HTML><table><tr><td>序号</td></tr></table></HTML>"), HTML, "a web page"},
	{"word.doc", []byte(`<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>`), WordXML,
		"kept as XML"},
	{"scan.png", []byte("\x89PNG\r\n\x1a\n"), Picture, "a picture"},
	{"list.csv", []byte("序号,事项名称\n1,甲\n"), Text, "a table as CSV in UTF-8"},
	{"gbk.csv", []byte("\xd0\xf2\xba\xc5,\xca\xc2\xcf\xee\n1,\xbc\xd7\n"), Text, "a table as CSV in GBK"},
	{"list.txt", []byte("一、甲\n二、乙\n"), Text, "plain text in UTF-8"},
	{"what.bin", []byte{0, 1, 2, 3, 0xff, 0}, Unknown, "no file of Word"},
}

// TestKinds tells files by their content, and refuses each that cannot be read by name, with a way out.
func TestKinds(t *testing.T) {
	for _, c := range kinds {
		if got := Sniff(c.data); got != c.kind {
			t.Errorf("%s: kind %d, want %d", c.name, got, c.kind)
		}
		file := filepath.Join(t.TempDir(), c.name)
		if err := os.WriteFile(file, c.data, 0o644); err != nil {
			t.Fatal(err)
		}
		_, err := Open(t.Context(), file, Options{Office: "/nowhere"})
		if err == nil || !strings.HasPrefix(err.Error(), file+": ") || diag.Hint(err) == "" {
			t.Errorf("%s: %v, hint %q", c.name, err, diag.Hint(err))
		}
		if r, ok := refusals[c.kind]; ok && r.convert != "" {
			continue // LibreOffice is asked, which is nowhere
		}
		if err != nil && !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want %q", c.name, err, c.says)
		}
	}
}

// TestWithoutOffice says how to save an old file anew, where LibreOffice is not installed.
func TestWithoutOffice(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	file := filepath.Join(t.TempDir(), "old.xls")
	if err := os.WriteFile(file, ole("Workbook"), 0o644); err != nil {
		t.Fatal(err)
	}
	_, err := Open(t.Context(), file, Options{})
	if err == nil || !strings.Contains(diag.Hint(err), "save it as a workbook (.xlsx)") ||
		!strings.Contains(diag.Hint(err), "install LibreOffice") {
		t.Errorf("%v, hint %q", err, diag.Hint(err))
	}
}

// TestFiles refuses what is no file to read.
func TestFiles(t *testing.T) {
	folder := t.TempDir()
	path := func(name string) string { return filepath.Join(folder, name) }
	os.WriteFile(path("empty.docx"), nil, 0o644)
	os.WriteFile(path("real.xlsx"), []byte("PK"), 0o644)
	os.Symlink(path("real.xlsx"), path("link.xlsx"))
	os.Mkdir(path("folder"), 0o755)
	huge, err := os.Create(path("huge.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	huge.Truncate(largest + 1)
	huge.Close()
	for name, want := range map[string]string{
		"empty.docx": "the file is empty", "link.xlsx": "a link", "folder": "a folder", "absent.docx": "no such file",
		"huge.xlsx": "100 MB, more than",
	} {
		_, err := Open(t.Context(), path(name), Options{})
		if err == nil || !strings.Contains(err.Error(), want) || diag.Hint(err) == "" {
			t.Errorf("%s: %v, want %q", name, err, want)
		}
	}
}

// TestOpen reads a workbook whatever its name is.
func TestOpen(t *testing.T) {
	f := excelize.NewFile()
	f.SetCellStr("Sheet1", "A1", "序号")
	file := filepath.Join(t.TempDir(), "list.doc")
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	d, err := Open(t.Context(), file, Options{})
	if err != nil || len(d.Parts) != 1 {
		t.Errorf("%v, %v", d, err)
	}
}

func FuzzSniff(f *testing.F) {
	for _, c := range kinds {
		f.Add(c.data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if k := Sniff(data); k != Word && k != Excel && k != PDF && k != Text && refusals[k].what == "" {
			t.Errorf("nothing is said of kind %d", k)
		}
	})
}
