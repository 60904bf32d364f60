package position

import (
	"os"
	"strings"
	"testing"
)

// TooDeep says the same as Of.
func TestTooDeep(t *testing.T) {
	list, err := os.ReadFile("../../data/kuiyibage/joint.toml")
	if err != nil {
		t.Fatal(err)
	}
	for _, doc := range []string{
		string(list), "", "a = 1\n", "a.b = { c = [1, [2]] }\n",
		"a = 1\nb = " + strings.Repeat("[", Deepest+1) + strings.Repeat("]", Deepest+1) + "\n",
		"b = " + strings.Repeat("{ a = ", Deepest+3) + "1",
		"[t]\n" + strings.Repeat("a.", Deepest+1) + "b = 2\n",
		"[[" + strings.Repeat("a.", Deepest+1) + "b]]\n",
		"# [[[[[[[[[[[[[[[[[[[[\ns = \"" + strings.Repeat("[", 20) + "\"\n",
	} {
		_, deep := Of([]byte(doc))
		if got := TooDeep([]byte(doc)); got != (deep.Line > 0) {
			t.Errorf("%.60q: %v, want %v", doc, got, deep)
		}
	}
}

func BenchmarkTooDeep(b *testing.B) {
	doc, err := os.ReadFile("../../data/kuiyibage/joint.toml")
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(doc)))
	b.ReportAllocs()
	for b.Loop() {
		TooDeep(doc)
	}
}
