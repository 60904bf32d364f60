package docx

import (
	"archive/zip"
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"handbook/generator/diag"
	"handbook/generator/grid"
)

var update = flag.Bool("update", false, "write what is expected anew")

// namespaces are what the cases leave out.
const namespaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" ` +
	`xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" ` +
	`xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" ` +
	`xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" ` +
	`xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"`

var roots = map[string][2]string{
	"document.xml":  {"w:document", "w:body"},
	"numbering.xml": {"w:numbering", ""},
	"styles.xml":    {"w:styles", ""},
	"footnotes.xml": {"w:footnotes", ""},
	"comments.xml":  {"w:comments", ""},
	"footer1.xml":   {"w:ftr", ""},
}

// shorthand is what makes the cases short: p(…) is a paragraph of one run, r(…) a run, c(…) a cell of one paragraph.
var shorthand = []struct {
	of *regexp.Regexp
	to string
}{
	{regexp.MustCompile(`\bc\(([^()]*)\)`), "<w:tc>p($1)</w:tc>"},
	{regexp.MustCompile(`\bp\(([^()]*)\)`), "<w:p>r($1)</w:p>"},
	{regexp.MustCompile(`\br\(([^()]*)\)`), `<w:r><w:t xml:space="preserve">$1</w:t></w:r>`},
}

// pack makes a document of the parts of a case.
func pack(t testing.TB, files []txtar.File) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range files {
		root, ok := roots[f.Name]
		if !ok {
			continue
		}
		body := string(f.Data)
		for _, s := range shorthand {
			body = s.of.ReplaceAllString(body, s.to)
		}
		if root[1] != "" {
			body = "<" + root[1] + ">" + body + "</" + root[1] + ">"
		}
		w, err := z.Create("word/" + f.Name)
		if err != nil {
			t.Fatal(err)
		}
		w.Write([]byte("<" + root[0] + " " + namespaces + ">" + body + "</" + root[0] + ">"))
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestCases reads documents that are made of the parts in testdata, each with what Word does at one place, and compares
// what is read.
func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) < 4 {
		t.Fatal("no cases", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			d, err := Read("list.docx", pack(t, archive.Files))
			if err != nil {
				t.Fatal(err)
			}
			got, last := grid.Format(d), len(archive.Files)-1
			if *update {
				if archive.Files[last].Name != "grid" {
					archive.Files, last = append(archive.Files, txtar.File{Name: "grid"}), last+1
				}
				archive.Files[last].Data = []byte(got)
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if archive.Files[last].Name != "grid" || string(archive.Files[last].Data) != got {
				t.Errorf("got\n%s", got)
			}
		})
	}
}

// TestFormats compares the numbers that lists show with those of Word.
func TestFormats(t *testing.T) {
	for _, c := range []struct {
		n        int
		as, want string
	}{
		{1, "decimal", "1"}, {9, "decimalZero", "09"}, {12, "decimalFullWidth", "１２"}, {27, "upperLetter", "AA"},
		{3, "lowerLetter", "c"}, {1994, "upperRoman", "MCMXCIV"}, {4, "lowerRoman", "iv"},
		{3, "decimalEnclosedCircle", "③"}, {21, "decimalEnclosedCircle", "21"}, {2, "ideographTraditional", "乙"},
		{1, "chineseCounting", "一"}, {10, "chineseCountingThousand", "十"}, {12, "chineseCounting", "十二"},
		{20, "chineseCounting", "二十"}, {105, "chineseCountingThousand", "一百零五"},
		{110, "chineseCountingThousand", "一百一十"}, {10, "chineseLegalSimplified", "壹拾"},
		{23, "ideographDigital", "二三"}, {1, "bullet", ""}, {7, "unheardOf", "7"},
	} {
		if got := format(c.n, c.as); got != c.want {
			t.Errorf("%d as %s: %q, want %q", c.n, c.as, got, c.want)
		}
	}
}

// TestBroken names the part of a file that cannot be read, and what to do.
func TestBroken(t *testing.T) {
	good := pack(t, []txtar.File{{Name: "document.xml", Data: []byte("p(甲)")}})
	other := func(name, content string) []byte {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		w, _ := z.Create(name)
		w.Write([]byte(content))
		z.Close()
		return b.Bytes()
	}
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"cut off", good[:len(good)/2], "damaged or cut off"},
		{"nothing", nil, "damaged or cut off"},
		{"no document.xml", other("word/styles.xml", "<x/>"), "no document.xml"},
		{"no XML", other("word/document.xml", "<w:document><w:body>"), "word/document.xml is no proper XML"},
		{"no body", other("word/document.xml", "<document/>"), "has no body"},
		{"nested", other("word/document.xml", strings.Repeat("<a>", 2000)), "nested deeper"},
		{"bomb", other("word/document.xml", strings.Repeat(" ", largestPart+1)), "larger than any list"},
	} {
		_, err := Read("list.docx", c.data)
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "list.docx: ") {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		} else if diag.Hint(err) == "" {
			t.Errorf("%s: no hint", c.name)
		}
	}
}

// FuzzRead reads documents with any body: none may stop the program.
func FuzzRead(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.txtar")
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, part := range archive.Files {
			if part.Name == "document.xml" {
				f.Add(string(part.Data))
			}
		}
	}
	f.Fuzz(func(t *testing.T, body string) {
		Read("list.docx", pack(t, []txtar.File{{Name: "document.xml", Data: []byte(body)}}))
	})
}
