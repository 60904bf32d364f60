package book

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"handbook/generator/book/manuscript"
	"handbook/generator/book/pdf"
	"handbook/generator/importer"
	"handbook/generator/list"
	"handbook/generator/listfile"
	"handbook/generator/page"
	"handbook/generator/ruled"
)

func TestFontsAreProper(t *testing.T) {
	t.Parallel()
	each(t, fontsAreProper)
}

func fontsAreProper(t *testing.T, b bound) {
	fonts := 0
	for _, o := range b.file.Objects {
		d, ok := o.(pdf.Dict)
		if !ok || d["Type"] != pdf.Name("Font") {
			continue
		}
		switch d["Subtype"] {
		case pdf.Name("Type0"):
			fonts++
			if d["ToUnicode"] == nil {
				t.Errorf("%v says not what its glyphs mean", d["BaseFont"])
			}
		case pdf.Name("CIDFontType2"):
			if b.file.Dict(d["FontDescriptor"])["FontFile2"] == nil {
				t.Errorf("%v is not embedded", d["BaseFont"])
			}
		default:
			t.Errorf("a font of type %v", d["Subtype"])
		}
	}
	if fonts < 5 || fonts > 8 {
		t.Errorf("%d fonts", fonts)
	}
}

// Chromium shrinks the whole book without a word where something is wider than the page.
func TestTypeHasItsSize(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bound) {
		lists := func(page int) bool { return b.part(page) != "" } // the indexes have as many pieces of text
		if size := commonSize(t, b.file, lists); size != fmt.Sprintf("%.1f", b.size) {
			t.Errorf("most of the text is of %s points, want %.0f", size, b.size)
		}
	})
}

// commonSize is the size that most of the text of some pages is set in, in points.
func commonSize(t *testing.T, f *pdf.File, on func(page int) bool) string {
	t.Helper()
	sizes := map[string]int{}
	for n, r := range f.Pages() {
		if !on(n) {
			continue
		}
		for _, run := range runsOf(t, f, r) {
			sizes[fmt.Sprintf("%.1f", run.Size)]++
		}
	}
	common := ""
	for _, size := range slices.Sorted(maps.Keys(sizes)) {
		if sizes[size] > sizes[common] {
			common = size
		}
	}
	return common
}

// The outline has the book's headings, in their words and order, and leads where they stand.
func TestOutline(t *testing.T) {
	t.Parallel()
	each(t, outline)
}

func outline(t *testing.T, b bound) {
	f := b.file
	want := titles(b.book)
	n := 0
	var walk func(o pdf.Object, level int)
	walk = func(o pdf.Object, level int) {
		for o != nil {
			d := f.Dict(o)
			if n >= len(want) {
				t.Fatal("the outline is too long")
			}
			if d["Title"] != pdf.Text(want[n].title) || level != want[n].level {
				t.Errorf("entry %d of the outline is not %q of level %d", n, want[n].title, want[n].level)
			}
			n++
			if d["First"] != nil {
				walk(d["First"], level+1)
			}
			o = d["Next"]
		}
	}
	walk(f.Dict(f.Catalog()["Outlines"])["First"], 1)
	if n != len(want) {
		t.Errorf("the outline has %d entries, want %d", n, len(want))
	}
}

func TestFileSaysWhatItIs(t *testing.T) {
	t.Parallel()
	b := made(t)
	f := b.file
	c := f.Catalog()
	if c["Lang"] != pdf.String("zh-CN") || f.Dict(c["MarkInfo"])["Marked"] != true || c["StructTreeRoot"] == nil ||
		c["PageLabels"] == nil || c["Metadata"] == nil {
		t.Errorf("the catalog lacks something: %v", c)
	}
	if d := f.Dict(f.Info); d["CreationDate"] != nil || d["Title"] != pdf.Text(b.book.Title) {
		t.Errorf("the description is %v", d)
	}
	for i, r := range f.Pages() {
		box := f.Array(f.Dict(r)["MediaBox"])
		w, h := box[2].(pdf.Number).Float()-box[0].(pdf.Number).Float(),
			box[3].(pdf.Number).Float()-box[1].(pdf.Number).Float()
		if w < 595.27 || w > 595.28 || h < 841.88 || h > 841.90 {
			t.Errorf("page %d is %.3f × %.3f points, not A4", i+1, w, h)
		}
	}
	printed, err := filepath.Glob(filepath.Join(b.dir, "dist/*.pdf"))
	if err != nil || len(printed) != 6 {
		t.Errorf("the files for print are %q (%v)", printed, err)
	}
	for _, file := range append(printed, b.path) {
		if out, err := exec.Command("qpdf", "--check", file).CombinedOutput(); err != nil ||
			bytes.Contains(out, []byte("WARNING")) {
			t.Errorf("qpdf: %s: %v\n%s", filepath.Base(file), err, out)
		}
	}
	for _, e := range editions(t) {
		out, _ := exec.Command("qpdf", "--check", e.path).CombinedOutput()
		if !bytes.Contains(out, []byte("linearized")) {
			t.Errorf("%s is not linearized:\n%s", filepath.Base(e.path), out)
		}
	}
	if info, err := os.Stat(b.path); err != nil || info.Size() > 3_000_000 {
		t.Errorf("handbook.pdf has %d bytes: %v", info.Size(), err)
	}
	if n := len(f.Pages()); n < 120 || n > 160 {
		t.Errorf("the book has %d pages", n)
	}
}

// The book carries the list that it was printed from, and who has the book has its data; the print shop's files do not.
func TestBookCarriesItsList(t *testing.T) {
	t.Parallel()
	b := made(t)
	cache, err := ruled.Cache()
	if err != nil {
		t.Fatal(err)
	}
	carried := func(file string) []ruled.Attachment {
		t.Helper()
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all, _, err := ruled.Attached(file, data, 0, ruled.Options{Cache: cache})
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	files, err := filepath.Glob(filepath.Join(b.dir, "dist/*.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if n := len(carried(file)); n > 0 && !strings.HasSuffix(file, "-large.pdf") { // that is the site's
			t.Errorf("%s has %d attachments", filepath.Base(file), n)
		}
	}
	for _, e := range editions(t) {
		size := 0
		for n, a := range carried(e.path) {
			f := e.book.Files[n]
			if a.Name != listfile.Attached(f.Name) || !a.Good || !bytes.Equal(a.Data, f.Text) {
				t.Errorf("%s: attachment %q is not %s", filepath.Base(e.path), a.Name, f.Name)
			}
			size += len(pdf.Deflate(pdf.Dict{}, a.Data).Data)
		}
		if info, err := os.Stat(e.path); err != nil || size == 0 || size > int(info.Size())/20 {
			t.Errorf("%s: the list has %d bytes of it: %v", filepath.Base(e.path), size, err)
		}
		data := filepath.Join(t.TempDir(), "data")
		var said bytes.Buffer
		if err := importer.Import(importer.Options{
			Data: data, Report: filepath.Join(t.TempDir(), "report.html"), Town: listfile.Town{ID: b.book.Town.ID},
			Stdout: &said, Stderr: &said, Working: func(string) {},
		}, []string{e.path}); err != nil {
			t.Fatalf("%v\n%s", err, &said)
		}
		for _, f := range e.book.Files {
			text, err := os.ReadFile(filepath.Join(data, filepath.FromSlash(f.Name)))
			if err != nil || !bytes.Equal(text, f.Text) {
				t.Errorf("%s: imported, %s differs: %v", filepath.Base(e.path), f.Name, err)
			}
		}
	}
}

// The codes on the pages lead to pages of the site: that of the category they stand beside.
func TestCodes(t *testing.T) {
	t.Parallel()
	b := made(t)
	known := map[string]bool{}
	county, _ := list.Load(filepath.Join(root, "data"))
	for _, p := range page.All(county) {
		known[online+p.Address.Site()] = true
	}
	for _, part := range b.book.Parts {
		for _, c := range []*manuscript.Chapter{part.Chapters[0], part.Chapters[len(part.Chapters)-1]} {
			n := b.opens(t, c.Items[0])
			image := filepath.Join(t.TempDir(), "page.png")
			if out, err := exec.Command("mutool", "draw", "-q", "-r", "200", "-o", image, b.path,
				fmt.Sprint(n+1)).CombinedOutput(); err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			out, err := exec.Command("zbarimg", "-q", "--raw", "-Sdisable", "-Sqrcode.enable", image).Output()
			if err != nil {
				t.Fatalf("no code on page %s: %v", b.pages[n].printedNumber(), err)
			}
			codes := strings.Fields(string(out))
			if want := online + "kuiyibage/categories/" + c.Category.ID + ".html"; !slices.Contains(codes, want) {
				t.Errorf("page %s has the codes %q, and none to %s", b.pages[n].printedNumber(), codes, want)
			}
			for _, c := range codes {
				if !known[c] {
					t.Errorf("a code leads to %s, which the site has not", c)
				}
			}
		}
	}
}

func TestTwoRunsAreEqual(t *testing.T) {
	t.Parallel()
	b := made(t)
	dir := t.TempDir()
	if err := makeBook(config(t, dir), realBook(t)); err != nil {
		t.Fatal(err)
	}
	names := []string{"pages/kuiyibage.json", "site/kuiyibage/handbook.pdf", "site/kuiyibage/handbook-large.pdf",
		"content/kuiyibage/book.html"}
	for _, name := range namesIn(filepath.Join(b.dir, "dist")) {
		names = append(names, "dist/"+name)
	}
	for _, name := range names {
		one, err1 := os.ReadFile(filepath.Join(b.dir, name))
		two, err2 := os.ReadFile(filepath.Join(dir, name))
		if err1 != nil || err2 != nil || !bytes.Equal(one, two) {
			t.Errorf("%s differs from run to run (%v, %v)", name, err1, err2)
		}
	}
}
