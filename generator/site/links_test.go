package site

import (
	"bytes"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/tdewolff/parse/v2/buffer"

	"handbook/generator/markup"
)

// texts are what a file links to and what can be linked to in it.
func texts(k kind, src []byte) (links, anchors []string) {
	var s scan
	s.read(k, bytes.Clone(src))
	for _, m := range s.links {
		if markup.Scheme(m.text) != "data" { // the minifier may write it shorter
			links = append(links, m.text)
		}
	}
	for _, m := range append(s.anchors, s.names...) {
		anchors = append(anchors, m.text)
	}
	slices.Sort(anchors)
	return links, slices.Compact(anchors)
}

// What was checked is what is published: the minifier leaves every link and anchor as it is.
func TestMinifierKeepsLinks(t *testing.T) {
	count := 0
	for _, k := range []kind{htmlKind, cssKind, svgKind} {
		for _, f := range samples(t, k) {
			var out bytes.Buffer
			in := buffer.NewReader(bytes.Clone(f.Data))
			if err := newMinifier().MinifyMimetype(k.mime(), &out, in, nil); err != nil {
				continue // then it is not published
			}
			links, anchors := texts(k, f.Data)
			links2, anchors2 := texts(k, out.Bytes())
			links = slices.DeleteFunc(links, func(link string) bool { return link == "" })
			links2 = slices.DeleteFunc(links2, func(link string) bool { return link == "" })
			if !slices.Equal(links, links2) || !slices.Equal(anchors, anchors2) {
				t.Errorf("%s:\n%q %q became\n%q %q", f.Name, links, anchors, links2, anchors2)
			}
			count += len(links) + len(anchors)
		}
	}
	if count < 50 {
		t.Errorf("only %d links and anchors in testdata", count)
	}
}

// samples are the files of a kind in the cases of testdata.
func samples(t testing.TB, k kind) []txtar.File {
	t.Helper()
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	var files []txtar.File
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			if kindOf(path.Base(f.Name)) == k && strings.HasPrefix(f.Name, "from/") {
				files = append(files, f)
			}
		}
	}
	return files
}

func TestCSSText(t *testing.T) {
	for css, want := range map[string]string{
		`"a b.png"`: "a b.png", ` 'a.png' `: "a.png", `a\ b`: "a b",
		`a\20 b`: "a b", `a\000020b`: "a b", `"\6f C"`: "oC",
		`\"`: `"`, `"`: `"`, `\`: `\`, "\"a\\\nb\"": "ab", `"\5965 依"`: "奥依",
	} {
		if got := cssText([]byte(css)); got != want {
			t.Errorf("cssText(%q) = %q, want %q", css, got, want)
		}
	}
}

// Whatever the file holds, the scan ends, points into the file, and finds the same again.
func FuzzScan(f *testing.F) {
	kinds := []kind{htmlKind, cssKind, svgKind}
	for i, k := range kinds {
		for _, sample := range samples(f, k) {
			f.Add(uint(i), sample.Data)
		}
	}
	f.Add(uint(0), []byte("<a href='x\" srcset=\",, ,a 1x (,), b\"><svg><svg x=\"<\x00"))
	f.Add(uint(0), []byte("<p style='background:url(&quot;&nGt;&quot;)'><style>@import 'a' url(\\"))
	f.Fuzz(func(t *testing.T, n uint, src []byte) {
		k := kinds[n%3]
		var s, again scan
		s.read(k, bytes.Clone(src))
		again.read(htmlKind, []byte("<a id=x href=y srcset=z>"))
		again.read(k, bytes.Clone(src))
		if !slices.Equal(s.links, again.links) || !slices.Equal(s.anchors, again.anchors) ||
			!slices.Equal(s.faults, again.faults) {
			t.Error("a used scan finds other things than a new one")
		}
		for _, m := range slices.Concat(s.links, s.anchors, s.names) {
			if m.at < 0 || m.at > len(src)+8 || m.len < 0 {
				t.Errorf("%q stands at %d+%d of %d bytes", m.text, m.at, m.len, len(src))
			}
		}
		b := &build{byPath: map[string]*file{}, folders: map[string]bool{".": true}}
		b.named = b.byName
		for _, m := range s.links {
			if to := b.follow("a/b", m.text); to.file != nil {
				t.Errorf("%q leads to a file of an empty site", m.text)
			}
		}
	})
}
