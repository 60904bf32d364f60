package position

import (
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "rewrite the expected listings in testdata")

// TestOf compares the listings in testdata. Line endings and a byte order mark must make no difference to them.
func TestOf(t *testing.T) {
	for _, file := range examples(t) {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			example, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			doc := example.Files[0].Data
			check(t, doc)
			got := listing(doc)
			if *update {
				example.Files = append(example.Files[:1], txtar.File{Name: "places", Data: []byte(got)})
				if err := os.WriteFile(file, txtar.Format(example), 0o666); err != nil {
					t.Fatal(err)
				}
			} else if len(example.Files) != 2 {
				t.Fatal("no expected listing; run with -update")
			} else if want := string(example.Files[1].Data); got != want {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
			crlf := bytes.ReplaceAll(doc, []byte("\n"), []byte("\r\n"))
			if alt := listing(crlf); alt != got {
				t.Errorf("with CRLF:\n%s\nwith LF:\n%s", alt, got)
			}
			if alt := listing(append([]byte("\ufeff"), doc...)); alt != got {
				t.Errorf("with a byte order mark:\n%s\nwithout:\n%s", alt, got)
			}
		})
	}
}

func examples(t testing.TB) []string {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no examples in testdata", err)
	}
	return files
}

// listing has a line for each place, in the order of the document: path, key, and value if it is another span; each
// span as line:col+len and the text that stands there.
func listing(doc []byte) string {
	places, _ := Of(doc)
	text := lines(doc)
	var b strings.Builder
	for _, path := range slices.SortedFunc(maps.Keys(places), func(p, q string) int {
		a, b := places[p].Key, places[q].Key
		return cmp.Or(a.Line-b.Line, a.Col-b.Col, a.Len-b.Len, cmp.Compare(len(p), len(q)), cmp.Compare(p, q))
	}) {
		place := places[path]
		fmt.Fprintf(&b, "%s %s", path, quote(text, place.Key))
		if place.Value != place.Key {
			fmt.Fprintf(&b, "  %s", quote(text, place.Value))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func quote(text [][]rune, s Span) string {
	return fmt.Sprintf("%d:%d+%d %s", s.Line, s.Col, s.Len, at(text, s))
}

// lines are the document's lines as an editor shows them.
func lines(doc []byte) [][]rune {
	var lines [][]rune
	for line := range bytes.SplitSeq(bytes.TrimPrefix(doc, []byte("\ufeff")), []byte("\n")) {
		lines = append(lines, []rune(string(bytes.TrimSuffix(line, []byte("\r")))))
	}
	return lines
}

// at is what stands at the span, or "" if the span is not within the document.
func at(text [][]rune, s Span) string {
	if s.Line < 1 || s.Line > len(text) || s.Col < 1 || s.Len < 1 || s.Col-1+s.Len > len(text[s.Line-1]) {
		return ""
	}
	return string(text[s.Line-1][s.Col-1:][:s.Len])
}

// FuzzOf holds what must be true of any document at all, and of those that the decoder accepts.
func FuzzOf(f *testing.F) {
	for _, file := range examples(f) {
		example, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(example.Files[0].Data)
	}
	for _, doc := range []string{
		"", "[", "[[", "a", "a=", "a.", "=", "]", "a=[", "a={", `a="`, `a="\`, `a="""`, "a=]", "a={]", "[a=1", "a=[\n",
		"\r\r\n=", "\ufeffa=1\r\n", "\xff\xfea=1", "a='\xff\xfe'", "a\xff=1",
		strings.Repeat("[", 300), "a=" + strings.Repeat("[", 300),
		"a=" + strings.Repeat("[", 100) + strings.Repeat("]", 100), strings.Repeat("a.", 300) + "a=1",
		"[[a.b]]\n[a]\nb.c=1", "a.b.c=1\na.b=[5]", `a."\x62\u0063\U00000064\e\\x\"" = 1`,
	} {
		f.Add([]byte(doc))
	}
	f.Fuzz(check)
}

// check fails unless every place is sane and, in a document that the decoder accepts, everything the decoder found
// stands where [Of] says: the text of its key there means that key, the text of its value that value.
func check(t *testing.T, doc []byte) {
	places, _ := Of(doc)
	for path, place := range places {
		for _, span := range []Span{place.Key, place.Value} {
			if span.Line < 1 || span.Line > 1+bytes.Count(doc, []byte("\n")) || span.Col < 1 || span.Len < 1 {
				t.Fatalf("%q is said to stand at %v", path, span)
			}
		}
	}
	var root map[string]any
	meta, err := toml.Decode(string(doc), &root)
	if err != nil || !utf8.Valid(doc) { // the decoder lets the mark of UTF-16 stand before UTF-8
		return
	}
	shape := shape{tables: map[string]bool{}}
	shape.add("", root, 0)
	if shape.depth > Deepest || shape.mixed {
		return
	}
	for _, key := range meta.Keys() {
		for _, part := range key {
			// The first two look like longer paths. The last makes the decoder mistake one array for another.
			if strings.ContainsAny(part, ".[") || part == "" {
				return
			}
		}
	}
	w := walker{t, places, lines(doc)}
	w.table("", root)
}

// A shape says how deep a document is, and whether any path, indices aside, is both that of a table and that of
// something else: there the decoder lets a key be defined twice.
type shape struct {
	depth  int
	tables map[string]bool
	mixed  bool
}

func (s *shape) add(path string, value any, depth int) {
	_, table := value.(map[string]any)
	if before, ok := s.tables[path]; ok && table != before {
		s.mixed = true
	}
	s.tables[path] = table
	s.depth = max(s.depth, depth)
	switch value := value.(type) {
	case map[string]any:
		for key, value := range value {
			s.add(path+"."+key, value, depth+1)
		}
	case []map[string]any:
		for _, value := range value {
			s.add(path+"[]", value, depth+1)
		}
	case []any:
		for _, value := range value {
			s.add(path+"[]", value, depth+1)
		}
	}
}

// A walker goes through what the decoder made of a document and looks for each thing where it is said to stand.
type walker struct {
	t      *testing.T
	places map[string]Place
	text   [][]rune
}

func (w walker) table(prefix string, table map[string]any) {
	for key, value := range table {
		place := w.value(prefix+key, value)
		name := at(w.text, place.Key)
		var root map[string]any
		if _, err := toml.Decode(name+" = 1", &root); err != nil {
			w.t.Fatalf("%q: %q at %v is not a key: %v", prefix+key, name, place.Key, err)
		}
		if last := lastKey(root); last != key {
			w.t.Fatalf("%q: %q at %v names %q", prefix+key, name, place.Key, last)
		}
	}
}

// lastKey is the last part of the dotted key that the decoder read.
func lastKey(table map[string]any) string {
	for key, value := range table {
		if below, ok := value.(map[string]any); ok {
			return lastKey(below)
		}
		return key
	}
	return ""
}

func (w walker) value(path string, value any) Place {
	place, ok := w.places[path]
	if !ok {
		w.t.Fatalf("%q has no place", path)
	}
	switch value := value.(type) {
	case map[string]any:
		w.table(path+".", value)
	case []map[string]any:
		for i, table := range value {
			w.value(fmt.Sprintf("%s[%d]", path, i), table)
		}
	case []any:
		for i, value := range value {
			w.value(fmt.Sprintf("%s[%d]", path, i), value)
		}
	default:
		w.leaf(path, place.Value, value)
	}
	return place
}

func (w walker) leaf(path string, span Span, want any) {
	text := at(w.text, span)
	if strings.HasPrefix(text, `"""`) || strings.HasPrefix(text, "'''") {
		return // perhaps the first line of several
	}
	var got struct{ X any }
	if _, err := toml.Decode("x = "+text, &got); err != nil {
		w.t.Fatalf("%q: %q at %v is not a value: %v", path, text, span, err)
	}
	if fmt.Sprintf("%T %v", got.X, got.X) != fmt.Sprintf("%T %v", want, want) {
		w.t.Fatalf("%q: %q at %v means %v, not %v", path, text, span, got.X, want)
	}
}

// TestLists checks every place in the lists themselves.
func TestLists(t *testing.T) {
	files, err := filepath.Glob("../../data/*/*.toml")
	if err != nil || len(files) == 0 {
		t.Fatal("no lists in data", err)
	}
	for _, file := range files {
		doc, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		check(t, doc)
	}
}

// TestLinear reads documents that take a careless scanner minutes, and this one milliseconds.
func TestLinear(t *testing.T) {
	const n = 1 << 18
	for _, doc := range []string{
		"a=[" + strings.Repeat("项,", n) + "]",
		strings.Repeat("[", n) + strings.Repeat("]", n),
		"a=" + strings.Repeat("[", n) + "\n" + strings.Repeat("]", n),
		"a=" + strings.Repeat("{a=", n),
		strings.Repeat("a.", n) + "a=1",
		"a='''" + strings.Repeat("''\n", n),
		strings.Repeat("a='\n", n),
		"a=1" + strings.Repeat(" ", n) + "#" + strings.Repeat("#", n),
	} {
		took := time.Hour
		for range 3 { // the least of some tries: the computer may be busy
			start := time.Now()
			_, deep := Of([]byte(doc))
			took = min(took, time.Since(start))
			want := strings.HasPrefix(doc, "a=[[") || strings.Contains(doc, "{a={a=") || strings.Contains(doc, "a.a.a")
			if (deep.Line == 1) != want {
				t.Errorf("%.9q…: nested too deep at %v, want %v", doc, deep, want)
			}
			if took < 5*time.Second {
				break
			}
		}
		if took > 5*time.Second {
			t.Errorf("%.9q… of %d bytes took %v", doc, len(doc), took)
		}
	}
}

func BenchmarkOf(b *testing.B) {
	doc, err := os.ReadFile("../../data/kuiyibage/joint.toml")
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(doc)))
	b.ReportAllocs()
	for b.Loop() {
		Of(doc)
	}
}
