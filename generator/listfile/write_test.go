package listfile

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// withoutComments is a file without its comments and the lines that part them.
func withoutComments(data []byte) string {
	var kept []string
	for l := range strings.Lines(string(data)) {
		if !strings.HasPrefix(l, "#") {
			kept = append(kept, l)
		}
	}
	return strings.TrimLeft(strings.Join(kept, ""), "\n")
}

// What is read of a folder is written as it stands there, comments aside.
func TestWriteIsStyle(t *testing.T) {
	for _, dir := range []string{"../../data/kuiyibage", "../testdata/county/songxi"} {
		town, err := Read(dir, "basic", "joint", "reclaimed")
		if err != nil {
			t.Fatal(err)
		}
		for name, got := range Write(town) {
			want, err := os.ReadFile(filepath.Join(dir, name))
			if err != nil {
				t.Fatal(err)
			}
			if name == "source.txt" && string(got) != string(want) {
				t.Errorf("%s: %s differs", dir, name)
			} else if g, w := withoutComments(got), withoutComments(want); g != w {
				t.Errorf("%s: %s\n%s", dir, name, firstDifference(g, w))
			}
		}
	}
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return "got  " + g[i] + "\nwant " + w[i]
		}
	}
	return "one is longer"
}
