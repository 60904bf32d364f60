package position_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"handbook/generator/position"
)

// An extent is all of a key with its value, of an element, or of a header.
func TestExtents(t *testing.T) {
	const doc = "\ufeffa = 1 # c\n[[t]]\n\"键\" = [\n  \"x\", # y\n  'z'\n]\ni = { k = \"v\" }\n" +
		"[[t.u]]\nm = \"\"\"\nn\"\"\"\n"
	extents := position.Extents([]byte(doc))
	var got []string
	for _, path := range slices.Sorted(maps.Keys(extents)) {
		e := extents[path]
		got = append(got, fmt.Sprintf("%s: %q %q %v", path, doc[e.From:e.Value], doc[e.Value:e.To], e.Header))
	}
	want := []string{
		`a: "a = " "1" false`,
		`t[0]: "" "[[t]]" true`,
		`t[0].i: "i = " "{ k = \"v\" }" false`,
		`t[0].i.k: "k = " "\"v\"" false`,
		`t[0].u[0]: "" "[[t.u]]" true`,
		`t[0].u[0].m: "m = " "\"\"\"\nn\"\"\"" false`,
		`t[0].键: "\"键\" = " "[\n  \"x\", # y\n  'z'\n]" false`,
		`t[0].键[0]: "" "\"x\"" false`,
		`t[0].键[1]: "" "'z'" false`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
