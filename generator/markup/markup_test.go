package markup

import (
	"bytes"
	"fmt"
	"iter"
	"strings"
	"testing"
)

// told writes down tokens, a line each: kind, name, place, attributes with theirs, and what is written.
func told(tokens iter.Seq[*Token]) string {
	var out strings.Builder
	for t := range tokens {
		name := [...]string{"text", "start", "end", "comment", "doctype", "drawing", "instruction"}[t.Kind]
		fmt.Fprintf(&out, "%d %s %s", t.At, name, t.Name)
		for _, a := range t.Attributes {
			fmt.Fprintf(&out, " %s@%d=%s@%d", a.Name, a.At, a.Text(), a.ValueAt)
		}
		if t.Kind != Start && t.Kind != End {
			fmt.Fprintf(&out, "%q", t.Data)
		}
		if t.CutOff {
			out.WriteString(" cut off")
		}
		out.WriteString("\n")
		if t.Kind == Drawing {
			out.WriteString(told(XML(t.Data, t.At)))
		}
	}
	return out.String()
}

func TestHTML(t *testing.T) {
	for src, want := range map[string]string{
		"": "", "x<br/>&amp;": "0 text \"x\"\n1 start br\n6 text \"&amp;\"\n",
		"<A HREF = 'a&amp;b' x id=c>y</A >": "0 start a href@3=a&b@11 x@20=@21 id@22=c@25\n27 text \"y\"\n28 end a\n",
		"<!doctype html><!-- x --><?php y ?>": "0 doctype \"<!doctype html>\"\n15 comment \"<!-- x -->\"\n" +
			"25 comment \"<?php y ?>\"\n",
		"<p><a href=\"x":     "0 start p\n3 start a href@6=x@12 cut off\n",
		"<p><a ":             "0 start p\n3 start a cut off\n",
		"<style>a<b</style>": "0 start style\n7 text \"a<b\"\n10 end style\n",
		"<p><svg Id='x'>\n<g/></svg>z": "0 start p\n3 drawing \"<svg Id='x'>\\n<g/></svg>\"\n" +
			"3 start svg Id@8=x@12\n15 text \"\\n\"\n16 start g\n20 end svg\n26 text \"z\"\n",
	} {
		if got := told(HTML([]byte(src))); got != want {
			t.Errorf("%s\n got %s\nwant %s", src, got, want)
		}
	}
}

func TestXML(t *testing.T) {
	src := "<?xml version='1.0'?><svg><style><![CDATA[a]]></style><!--b--></svg><g x='y"
	want := "100 instruction xml version@106=1.0@115\"<?xml\"\n121 start svg\n126 start style\n142 text \"a\"\n" +
		"146 end style\n154 comment \"<!--b-->\"\n162 end svg\n168 start g x@171=y@174 cut off\n"
	if got := told(XML([]byte(src), 100)); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

func TestToken(t *testing.T) {
	for token := range HTML([]byte("<a x=1 x=2 y>")) {
		if token.Get("x") != "1" || token.Get("z") != "" {
			t.Errorf("x is %q", token.Get("x"))
		}
		if text, given := token.Attribute("y"); text != "" || !given {
			t.Errorf("y is %q, %v", text, given)
		}
	}
	for range HTML([]byte("<p><p>")) {
		break // whoever has seen enough stops
	}
}

func TestScheme(t *testing.T) {
	for link, want := range map[string]string{
		"": "", "a": "", "a/b:c": "", "#a:b": "", "?a:b": "", ":a": "", "1a:b": "", "甲:乙": "",
		"HTTP://x": "http", "tel:1": "tel", "view-source:x": "view-source", "a+b.c-1:": "a+b.c-1",
	} {
		if got := Scheme(link); got != want {
			t.Errorf("Scheme(%q) = %q, want %q", link, got, want)
		}
	}
}

func TestSplit(t *testing.T) {
	for link, want := range map[string]string{
		"a/b.html": "a/b.html|", "../%E5%A5%A5.html?x#y%20z": "../奥.html|y%20z",
		"#x": "|x", "?x#y": "|y", "#x?y": "|x?y",
	} {
		if name, fragment, err := Split(link); err != nil || name+"|"+fragment != want {
			t.Errorf("%s: %s, %s, %v; want %s", link, name, fragment, err, want)
		}
	}
	if _, _, err := Split("100%.html"); err == nil {
		t.Error("100%.html is percent-encoded")
	}
}

// Whatever the file holds, the walk ends, and each token stands in the file where it says.
func FuzzMarkup(f *testing.F) {
	f.Add([]byte("<a href='x' id=\"y\" z=w><svg><svg x=\"<\x00"))
	f.Add([]byte("<!doctype html><p>x<!-- y --><style>z</style></p\n><math a='"))
	f.Add([]byte("<0 \f"))
	f.Add([]byte("<?xml?><svg><![CDATA[x]]></svg>"))
	f.Fuzz(func(t *testing.T, src []byte) {
		check(t, src, HTML(bytes.Clone(src)), 0)
		check(t, src, XML(bytes.Clone(src), 0), 0)
	})
}

func check(t *testing.T, src []byte, tokens iter.Seq[*Token], from int) {
	for token := range tokens {
		if token.At < from || token.At+len(token.Data) > len(src) {
			t.Fatalf("%q stands at %d after %d of %d", token.Data, token.At, from, len(src))
		}
		if token.Kind == Text && !bytes.Contains(src[token.At:], token.Data) {
			t.Errorf("%q is not in %q", token.Data, src[token.At:])
		}
		from = token.At
		for _, a := range token.Attributes {
			if a.At < from || a.ValueAt+len(a.Value) > len(src) ||
				!bytes.EqualFold(src[a.At:a.At+len(a.Name)], a.Name) {
				t.Errorf("%s=%s stands at %d, its value at %d, of %d", a.Name, a.Value, a.At, a.ValueAt, len(src))
			}
			from = a.At
		}
		if token.Kind == Drawing {
			check(t, src, XML(token.Data, token.At), token.At)
		}
	}
}
