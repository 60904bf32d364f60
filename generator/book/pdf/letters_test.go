package pdf_test

import (
	"strings"
	"testing"

	"handbook/generator/book/pdf"
)

// A glyph stands for what the marked content around it says; one that stands for several texts, for what its font says,
// and so do those of several glyphs.
func TestTellLetters(t *testing.T) {
	const content = "BT /F1 9 Tf <0001> Tj " +
		"/Span<</ActualText <feff06d5> >> BDC <0002> Tj EMC " +
		"/Span<</ActualText <feff0626> >> BDC <0003> Tj EMC /Span<</ActualText <feff0627> >> BDC <0003> Tj EMC " +
		"/Span<</ActualText <feffd84fdc98> >> BDC <0005> Tj EMC " +
		"/Span<</ActualText <feff0041> >> BDC <00060007> Tj EMC " +
		"/P <</MCID 3>> BDC <0008> Tj EMC ET"
	const before = "begincmap\n1 beginbfchar\n<0001> <0020>\nendbfchar\n" +
		"1 beginbfrange\n<0002> <0004> <FEEA>\nendbfrange\nendcmap\n"
	const after = "begincmap\n5 beginbfchar\n<0001> <0020>\n<0002> <06D5>\n<0003> <FEEB>\n<0004> <FEEC>\n" +
		"<0005> <D84FDC98>\nendbfchar\nendcmap\n"
	for cmap, want := range map[string]string{
		before:                    after,
		"begincmap\nendcmap\n":    "begincmap\n2 beginbfchar\n<0002> <06D5>\n<0005> <D84FDC98>\nendbfchar\nendcmap\n",
		"something else entirely": "something else entirely",
	} {
		f := parse(t, small(content))
		font := f.Add(pdf.Dict{"Type": pdf.Name("Font"), "ToUnicode": f.Add(pdf.Deflate(pdf.Dict{}, []byte(cmap)))})
		f.Dict(f.Pages()[0])["Resources"] = pdf.Dict{"Font": pdf.Dict{"F1": font}}
		if err := f.TellLetters(); err != nil {
			t.Fatal(err)
		}
		got, err := f.Get(f.Dict(font)["ToUnicode"]).(*pdf.Stream).Inflate()
		if err != nil || string(got) != want {
			t.Errorf("%v: the map is\n%s\nwant\n%s", err, got, want)
		}
	}
	f := parse(t, small("/Span<</ActualText <feff0041> >> BDC <0001> Tj EMC")) // without a font
	if err := f.TellLetters(); err != nil || !strings.Contains(string(f.Write()), "%PDF") {
		t.Error(err)
	}
}
