package book

import (
	"html"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/unicode/norm"

	"handbook/generator/book/pdf"
	"handbook/generator/markup"
)

// What is read aloud, in the order of the tags, is what the book was composed of, word by word: no running head within
// a sentence, no head of a column twice, no column before its turn.
func TestReadAloud(t *testing.T) {
	t.Parallel()
	each(t, readAloud)
}

func readAloud(t *testing.T, b bound) {
	source, err := os.ReadFile(b.html)
	if err != nil {
		t.Fatal(err)
	}
	want, got := spoken(composedText(source)), spoken(tags{b.file, markedText(t, b.file)}.text())
	if got == want {
		return
	}
	a, b2 := []rune(want), []rune(got)
	n := 0
	for n < min(len(a), len(b2)) && a[n] == b2[n] {
		n++
	}
	around := func(text []rune) string { return string(text[max(0, n-30):min(len(text), n+30)]) }
	t.Errorf("after %d characters is read …%s…\nand was written …%s…", n, around(b2), around(a))
}

// spoken leaves out spaces, and what only looks different.
func spoken(s string) string { return letters(norm.NFKC.String(s)) }

// composedText is the text of the HTML that the book was printed from.
func composedText(source []byte) string {
	var out strings.Builder
	silent := false
	for token := range markup.HTML(source) {
		switch token.Kind {
		case markup.Text:
			if !silent {
				out.WriteString(html.UnescapeString(string(token.Data)))
			}
		case markup.Start:
			silent = string(token.Name) == "title" || string(token.Name) == "style"
		case markup.End:
			silent = false
		case markup.Drawing:
			if label := drawingLabel.FindSubmatch(token.Data); label != nil {
				out.Write(label[1])
			}
		}
	}
	return out.String()
}

var drawingLabel = regexp.MustCompile(`aria-label="([^"]*)"`)

// Tags are the structure of a file, and the text of each piece of marked content.
type tags struct {
	*pdf.File
	texts map[pdf.Mark]string
}

// text is all that the structure holds, but for the numbers before the entries of lists.
func (f tags) text() string {
	pages := map[pdf.Object]int{}
	for i, r := range f.Pages() {
		pages[r] = i
	}
	var out strings.Builder
	var read func(o, page pdf.Object)
	read = func(o, page pdf.Object) {
		switch v := f.Get(o).(type) {
		case pdf.Number:
			out.WriteString(f.texts[pdf.Mark{Page: pages[page], ID: int(v.Float())}])
		case pdf.Array:
			for _, kid := range v {
				read(kid, page)
			}
		case pdf.Dict:
			if v["Pg"] != nil {
				page = v["Pg"]
			}
			switch alt, told := v["Alt"].(pdf.String); {
			case v["S"] == pdf.Name("Lbl"):
			case told:
				out.WriteString(plain(alt))
			case v["MCID"] != nil:
				read(v["MCID"], page)
			default:
				read(v["K"], page)
			}
		}
	}
	read(f.Dict(f.Catalog()["StructTreeRoot"])["K"], nil)
	return out.String()
}

// plain is the text of a text string.
func plain(s pdf.String) string {
	if !strings.HasPrefix(string(s), "\xfe\xff") {
		return string(s)
	}
	return wide(string(s[2:]))
}

func wide(s string) string {
	var units []uint16
	for i := 0; i+1 < len(s); i += 2 {
		units = append(units, uint16(s[i])<<8|uint16(s[i+1]))
	}
	return string(utf16.Decode(units))
}

// markedText reads the text of all marked content, as the fonts tell it.
func markedText(t *testing.T, f *pdf.File) map[pdf.Mark]string {
	t.Helper()
	told := map[pdf.Object]map[string]string{} // by font, then by glyph
	texts := map[pdf.Mark]string{}
	for n, r := range f.Pages() {
		content, err := f.Content(r)
		if err != nil {
			t.Fatal(err)
		}
		fonts := f.Dict(f.Dict(f.Dict(r)["Resources"])["Font"])
		var open []int // marked content, by its number
		silent := 0    // its depth where a text stands for the glyphs
		var glyphs map[string]string
		add := func(s string) {
			if len(open) > 0 {
				texts[pdf.Mark{Page: n, ID: open[len(open)-1]}] += s
			}
		}
		show := func(o pdf.Object) {
			s, _ := o.(pdf.String)
			for i := 0; i+1 < len(s) && silent == 0; i += 2 {
				add(glyphs[string(s[i:i+2])])
			}
		}
		err = pdf.Operations(content, func(o pdf.Operation) {
			switch o.Name {
			case "BDC", "BMC":
				id := -1
				if len(open) > 0 {
					id = open[len(open)-1]
				}
				var actual pdf.String
				if len(o.Args) == 2 {
					d, _ := o.Args[1].(pdf.Dict)
					if m, ok := d["MCID"].(pdf.Number); ok {
						id = int(m.Float())
					}
					actual, _ = d["ActualText"].(pdf.String)
				}
				open = append(open, id)
				if actual != "" && silent == 0 {
					add(plain(actual))
					silent = len(open)
				}
			case "EMC":
				if silent == len(open) {
					silent = 0
				}
				open = open[:len(open)-1]
			case "Tf":
				font := fonts[o.Args[0].(pdf.Name)]
				if told[font] == nil {
					told[font] = glyphTexts(t, f, font)
				}
				glyphs = told[font]
			case "Tj":
				show(o.Args[0])
			case "TJ":
				for _, some := range o.Args[0].(pdf.Array) {
					show(some)
				}
			}
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return texts
}

var toUnicode = regexp.MustCompile(`<([0-9A-Fa-f]{4})>(?: <([0-9A-Fa-f]{4})>)? <([0-9A-Fa-f]{4,})>\n`)

// glyphTexts is what the glyphs of a font stand for.
func glyphTexts(t *testing.T, f *pdf.File, font pdf.Object) map[string]string {
	t.Helper()
	stream, ok := f.Get(f.Dict(font)["ToUnicode"]).(*pdf.Stream)
	if !ok {
		t.Fatal("a font that says not what its glyphs mean")
	}
	cmap, err := stream.Inflate()
	if err != nil {
		t.Fatal(err)
	}
	number := func(hex string) int {
		n, _ := strconv.ParseInt(hex, 16, 32)
		return int(n)
	}
	texts := map[string]string{}
	for _, m := range toUnicode.FindAllStringSubmatch(string(cmap), -1) {
		first, last := number(m[1]), number(m[1])
		if m[2] != "" {
			last = number(m[2])
		}
		var text strings.Builder
		for i := 0; i < len(m[3]); i += 2 {
			text.WriteByte(byte(number(m[3][i : i+2])))
		}
		for code := first; code <= last; code++ {
			s := []byte(text.String())
			s[len(s)-1] += byte(code - first)
			texts[string([]byte{byte(code >> 8), byte(code)})] = wide(string(s))
		}
	}
	return texts
}

// Where a tag says which page, number or element, that says so of the tag: what a program for reading aloud follows.
func TestTags(t *testing.T) {
	t.Parallel()
	each(t, tagsAgree)
}

func tagsAgree(t *testing.T, b bound) {
	f := b.file
	root := f.Dict(f.Catalog()["StructTreeRoot"])
	owners := map[pdf.Object]pdf.Object{} // by key of the tree of parents
	nums := f.Array(f.Dict(root["ParentTree"])["Nums"])
	for i := 0; i+1 < len(nums); i += 2 {
		owners[nums[i]] = nums[i+1]
	}
	holds := map[pdf.Object]pdf.Object{} // the marked content and the links, by page and number or by object
	type piece struct {
		page pdf.Object
		id   pdf.Object
	}
	pieces := map[piece]pdf.Object{}
	kinds := map[pdf.Name]int{}
	var visit func(o, parent pdf.Object)
	visit = func(o, parent pdf.Object) {
		d := f.Dict(o)
		kind, _ := d["S"].(pdf.Name)
		kinds[kind]++
		if d["P"] != parent {
			t.Errorf("a %s has %v for its parent and stands in %v", kind, d["P"], parent)
		}
		kids, ok := f.Get(d["K"]).(pdf.Array)
		if !ok && d["K"] != nil {
			kids = pdf.Array{d["K"]}
		}
		for _, kid := range kids {
			k := f.Dict(kid)
			switch {
			case k == nil:
				pieces[piece{d["Pg"], f.Get(kid)}] = o
			case k["MCID"] != nil && k["Pg"] == nil:
				pieces[piece{d["Pg"], k["MCID"]}] = o
			case k["MCID"] != nil:
				pieces[piece{k["Pg"], k["MCID"]}] = o
			case k["Obj"] != nil:
				holds[k["Obj"]] = o
			default:
				if kind == "LI" && k["S"] != pdf.Name("Lbl") && k["S"] != pdf.Name("LBody") {
					t.Errorf("the entry of a list holds a %v", k["S"])
				}
				visit(kid, o)
			}
		}
		if len(kids) == 0 && kind == "NonStruct" {
			t.Error("an element that holds nothing")
		}
		if kind == "Figure" && d["Alt"] == nil {
			t.Error("a figure that no words stand for")
		}
	}
	top := f.Array(root["K"])
	if top == nil {
		top = pdf.Array{root["K"]}
	}
	for _, o := range top {
		visit(o, f.Catalog()["StructTreeRoot"])
	}
	if kinds["LBody"] != kinds["LI"] || kinds["LI"] == 0 || kinds["Figure"] == 0 && b.book.Address != "" {
		t.Errorf("tags are %v", kinds)
	}
	links := 0
	for n, r := range f.Pages() {
		page := f.Dict(r)
		if f.Array(page["Annots"]) != nil && page["Tabs"] != pdf.Name("S") {
			t.Errorf("page %d: the tab key does not follow the tags", n+1)
		}
		for id, owner := range f.Array(owners[page["StructParents"]]) {
			if held := pieces[piece{r, pdf.Int(id)}]; held != owner {
				t.Errorf("page %d: piece %d is held by %v and said to be by %v", n+1, id, held, owner)
			}
			delete(pieces, piece{r, pdf.Int(id)})
		}
		for _, o := range f.Array(page["Annots"]) {
			links++
			annot := f.Dict(o)
			if owners[annot["StructParent"]] != holds[o] || holds[o] == nil {
				t.Errorf("page %d: a link is held by %v and said to be by %v", n+1, holds[o],
					owners[annot["StructParent"]])
			}
			words, _ := annot["Contents"].(pdf.String)
			if !regexp.MustCompile(`^第 [0-9ivxl]+ 页，.+`).MatchString(plain(words)) {
				t.Errorf("page %d: a link to %v says %q", n+1, annot["Dest"], plain(words))
			}
		}
	}
	if len(pieces) > 0 {
		t.Errorf("%d pieces are on no page: %v", len(pieces), pieces)
	}
	t.Logf("%d links, tags %v", links, kinds)
}
