package ruled

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"
)

// A sheetOf is a page of a PDF that a test makes: operators of a PDF page, upwards from its lower left corner.
type sheetOf struct {
	bytes.Buffer
	wide, high int
	extra      string // of the page's dictionary
}

func paper() *sheetOf { return &sheetOf{wide: 400, high: 300} }

// text prints a text of 10 points from here on; Han characters are 10 wide, others 5.
func (s *sheetOf) text(x, y float64, text string) *sheetOf { return s.sized(10, x, y, text) }

func (s *sheetOf) sized(size, x, y float64, text string) *sheetOf {
	fmt.Fprintf(s, "BT /F1 %g Tf 1 0 0 1 %g %g Tm <%s> Tj ET\n", size, x, y, coded(text))
	return s
}

// lines prints lines of a cell, 12 points apart, the first at y.
func (s *sheetOf) lines(x, y float64, lines ...string) *sheetOf {
	for i, line := range lines {
		s.text(x, y-12*float64(i), line)
	}
	return s
}

// rule draws a line; fill, a filled rectangle.
func (s *sheetOf) rule(x0, y0, x1, y1 float64) *sheetOf {
	fmt.Fprintf(s, "0.5 w %g %g m %g %g l S\n", x0, y0, x1, y1)
	return s
}

func (s *sheetOf) fill(x, y, wide, high float64) *sheetOf {
	fmt.Fprintf(s, "%g %g %g %g re f\n", x, y, wide, high)
	return s
}

// across and down draw rules at these heights and places.
func (s *sheetOf) across(x0, x1 float64, ys ...float64) *sheetOf {
	for _, y := range ys {
		s.rule(x0, y, x1, y)
	}
	return s
}

func (s *sheetOf) down(y0, y1 float64, xs ...float64) *sheetOf {
	for _, x := range xs {
		s.rule(x, y0, x, y1)
	}
	return s
}

func (s *sheetOf) raw(operators string) *sheetOf {
	s.WriteString(operators + "\n")
	return s
}

// longDash is one drawing that means two characters.
const longDash = "\ue000"

func coded(text string) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune(text)) {
		fmt.Fprintf(&b, "%04X", u)
	}
	return b.String()
}

// toUnicode is a map in which each code is its character.
func toUnicode() string {
	var b strings.Builder
	b.WriteString("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /x def /CMapType 2 def\n" +
		"1 begincodespacerange <0000> <FFFF> endcodespacerange\n")
	for block := range 16 {
		b.WriteString("16 beginbfrange\n")
		for i := range 16 {
			high := block*16 + i
			if high == 0xE0 {
				fmt.Fprintf(&b, "<E001> <E0FF> <E001>\n")
				continue
			}
			fmt.Fprintf(&b, "<%02X00> <%02XFF> <%02X00>\n", high, high, high)
		}
		b.WriteString("endbfrange\n")
	}
	b.WriteString("1 beginbfchar <E000> <20142014> endbfchar\nendcmap end end\n")
	return b.String()
}

// A fontOf is what a file has of its font: without a map, nobody can tell which characters it shows.
type fontOf struct{ mapped, embedded bool }

// pdf makes a file of pages.
func pdf(pages ...*sheetOf) []byte { return fontOf{true, true}.pdf(pages...) }

func (f fontOf) pdf(pages ...*sheetOf) []byte {
	var out bytes.Buffer
	var at []int
	object := func(text string) {
		at = append(at, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", len(at), text)
	}
	stream := func(text string) string {
		return fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(text), text)
	}
	out.WriteString("%PDF-1.4\n")
	object("<< /Type /Catalog /Pages 2 0 R >>")
	var kids strings.Builder
	for i := range pages {
		fmt.Fprintf(&kids, "%d 0 R ", 10+2*i)
	}
	object(fmt.Sprintf("<< /Type /Pages /Count %d /Kids [%s] >>", len(pages), kids.String()))
	unicode := ""
	if f.mapped {
		unicode = "/ToUnicode 6 0 R"
	}
	glyphs, program := "", ""
	if f.embedded {
		glyphs, program = "/CIDToGIDMap 9 0 R", "/FontFile2 8 0 R"
	}
	object("<< /Type /Font /Subtype /Type0 /BaseFont /Test /Encoding /Identity-H /DescendantFonts [4 0 R] " +
		unicode + " >>")
	object("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Test " + glyphs + " /CIDSystemInfo << /Registry (Adobe) " +
		"/Ordering (Identity) /Supplement 0 >> /FontDescriptor 5 0 R /DW 1000 /W [32 126 500 57344 57344 2000] >>")
	object("<< /Type /FontDescriptor /FontName /Test /Flags 4 /FontBBox [0 -120 1000 880] /ItalicAngle 0 /Ascent 880 " +
		"/Descent -120 /CapHeight 700 /StemV 80 " + program + " >>")
	object(stream(toUnicode()))
	object("<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray " +
		"/BitsPerComponent 8 /Length 1 >>\nstream\n\x80\nendstream")
	object(stream(boxFont()))
	object(stream(strings.Repeat("\x00\x01", 1<<16)))
	for i, p := range pages {
		object(fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R %s "+
			"/Resources << /Font << /F1 3 0 R >> /XObject << /I1 7 0 R >> >> >>", p.wide, p.high, 11+2*i, p.extra))
		object(stream(p.String()))
	}
	start := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, n := range at {
		fmt.Fprintf(&out, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&out, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, start)
	return out.Bytes()
}

// boxFont is a TrueType font whose second glyph is a box.
func boxFont() string {
	words := func(all ...int) string {
		var b strings.Builder
		for _, n := range all {
			b.WriteString(string([]byte{byte(n >> 8), byte(n)}))
		}
		return b.String()
	}
	tables := []struct{ name, data string }{
		{"glyf", words(1, 50, 0, 450, 800, 3, 0) + "\x01\x01\x01\x01" + words(50, 400, 0, -400, 0, 0, 800, 0)},
		{"head", words(1, 0, 1, 0, 0, 0, 0x5F0F, 0x3CF5, 0, 1000) + strings.Repeat("\x00", 20) +
			words(1000, 1000, 0, 8, 2, 0, 0)},
		{"hhea", words(1, 0, 880, -120, 0, 1000, 0, 0, 1000, 1, 0, 0, 0, 0, 0, 0, 0, 2)},
		{"hmtx", words(1000, 0, 1000, 50)},
		{"loca", words(0, 0, 17)},
		{"maxp", words(1, 0, 2, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0)},
	}
	head, body := words(1, 0, len(tables), 64, 2, 32), ""
	for _, t := range tables {
		at := 12 + 16*len(tables) + len(body)
		head += t.name + words(0, 0, at>>16, at, len(t.data)>>16, len(t.data))
		body += t.data + strings.Repeat("\x00", (4-len(t.data)%4)%4)
	}
	return head + body
}

// cache is where the tests keep the compiled reader, as the command does: compiling it takes seconds.
func cache(t *testing.T) string {
	t.Helper()
	if folder, err := Cache(); err == nil {
		return folder
	}
	return t.TempDir()
}
