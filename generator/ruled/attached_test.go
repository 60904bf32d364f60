package ruled

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	binder "handbook/generator/book/pdf"
)

// carrying is a PDF of a page that says something, with these attachments.
func carrying(says string, files ...binder.Attachment) []byte {
	f := &binder.File{Objects: []binder.Object{nil}}
	font := f.Add(binder.Dict{
		"Type": binder.Name("Font"), "Subtype": binder.Name("Type1"), "BaseFont": binder.Name("Helvetica"),
	})
	page := f.Add(binder.Dict{
		"Type": binder.Name("Page"), "MediaBox": binder.Rect(0, 0, 595, 842),
		"Resources": binder.Dict{"Font": binder.Dict{"F": font}},
		"Contents":  f.Add(binder.Deflate(binder.Dict{}, fmt.Appendf(nil, "BT /F 9 Tf 50 700 Td (%s) Tj ET", says))),
	})
	f.Root = f.Add(binder.Dict{"Type": binder.Name("Catalog")})
	f.SetPages([]binder.Ref{page})
	if len(files) > 0 {
		f.Attach(files)
	}
	return f.Write()
}

func attachment(name, text string) binder.Attachment {
	return binder.Attachment{
		Name: name, Type: "application/toml", Description: "清单", Date: "2025-08", Data: []byte(text),
	}
}

// What a file is given is read again: as it is written, and as qpdf packs it.
func TestAttached(t *testing.T) {
	text := strings.Repeat("甲 = 1\r\n", 1000)
	given := []binder.Attachment{
		attachment("z.toml", text), attachment("空.toml", ""), attachment("a.toml", "\ufeff\x00"),
	}
	data := carrying("Hello", given...)
	if !bytes.Equal(data, carrying("Hello", given...)) {
		t.Error("equal files have other bytes")
	}
	files := map[string][]byte{"plain": data}
	if _, err := exec.LookPath("qpdf"); err == nil {
		in, out := filepath.Join(t.TempDir(), "in.pdf"), filepath.Join(t.TempDir(), "out.pdf")
		os.WriteFile(in, data, 0o644)
		said, err := exec.Command("qpdf", "--linearize", "--object-streams=generate", in, out).CombinedOutput()
		if err != nil || len(said) > 0 {
			t.Errorf("qpdf: %v: %s", err, said)
		}
		files["packed"], _ = os.ReadFile(out)
	}
	for name, data := range files {
		if !Carries(data) {
			t.Errorf("%s: it does not seem to carry anything", name)
		}
		got, pages, err := Attached(name, data, 3, Options{Cache: cache(t)})
		if err != nil || len(got) != len(given) || !slices.Equal(pages, []string{"Hello"}) {
			t.Fatalf("%s: %d attachments, %q, %v", name, len(got), pages, err)
		}
		for n, a := range got {
			if a.Name != given[n].Name || !bytes.Equal(a.Data, given[n].Data) || !a.Good {
				t.Errorf("%s: %q %q, good: %t", name, a.Name, a.Data[:min(len(a.Data), 9)], a.Good)
			}
		}
	}
}

// Of one that is damaged it is said, and the others are read.
func TestAttachedDamaged(t *testing.T) {
	text := strings.Repeat("甲 = 1\r\n", 1000)
	good := carrying("", attachment("a.toml", text), attachment("b.toml", text+"b"))
	behind := func(mark string) int { return bytes.Index(good, []byte(mark)) + len(mark) }
	at := behind("/EmbeddedFile")
	at += bytes.Index(good[at:], []byte("stream\n")) + 20
	for n, change := range []func([]byte){
		func(d []byte) { d[at] ^= 0xff },
		func(d []byte) { copy(d[behind("/CheckSum <"):], "0000") },
		func(d []byte) { copy(d[behind("/Check"):], "Not") },
	} {
		data := bytes.Clone(good)
		change(data)
		got, _, err := Attached("file", data, 0, Options{Cache: cache(t)})
		if err != nil || len(got) != 2 || got[0].Good || !got[1].Good {
			t.Errorf("change %d: %d attachments, %v", n, len(got), err)
		}
	}
	if got, _, err := Attached("file", carrying("none"), 1, Options{Cache: cache(t)}); err != nil || len(got) > 0 {
		t.Errorf("%v, %v", got, err)
	}
}

// Whatever a file is, the reader ends, and calls nothing good that it was not given.
func TestAttachedHostile(t *testing.T) {
	const text = "a = 1\n"
	good := carrying("Hello", attachment("a.toml", text), attachment("b.toml", text))
	random := rand.New(rand.NewPCG(1, 2))
	for n := range 40 {
		data := bytes.Clone(good)
		if n%4 == 0 {
			data = data[:random.IntN(len(data))]
		}
		for range 1 + n%8 {
			if len(data) > 0 {
				data[random.IntN(len(data))] = byte(random.IntN(256))
			}
		}
		all, _, _ := Attached("file", data, 1, Options{Cache: cache(t)})
		for _, a := range all {
			if a.Good && string(a.Data) != text {
				t.Errorf("change %d: %q is good", n, a.Data)
			}
		}
	}
}
