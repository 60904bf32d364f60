package position_test

import (
	"slices"
	"testing"

	"handbook/generator/position"
)

// The texts of a document are its strings, without keys and comments.
func TestTexts(t *testing.T) {
	const doc = "\ufeff# \"no\"\n\"key\" = \"a # b\" # \"no\"\nlist = ['c', \"d\\\"e\", 3]\n" +
		"[t.\"x\"]\nlong = \"\"\"\nf \"g\" # h\"\"\"\ninline = { k = \"i\" }\n"
	var got []string
	for _, span := range position.Texts([]byte(doc)) {
		got = append(got, doc[span[0]:span[1]])
	}
	want := []string{`"a # b"`, `'c'`, `"d\"e"`, "\"\"\"\nf \"g\" # h\"\"\"", `"i"`}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
