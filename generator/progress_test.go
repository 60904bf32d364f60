package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// Nothing is said of what goes on but in a terminal.
func TestProgressOfFile(t *testing.T) {
	var out bytes.Buffer
	p := progress(&out)
	p.on("reading")
	p.done()
	file, err := os.Create(filepath.Join(t.TempDir(), "log"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	p = progress(file)
	p.on("reading")
	p.shown = true // as after a second, in a terminal
	p.on("checking")
	p.done()
	text, err := os.ReadFile(file.Name())
	if err != nil {
		t.Fatal(err)
	}
	if want := clearLine + "handbook: checking …" + clearLine; out.Len() > 0 || string(text) != want {
		t.Errorf("%q and %q", out.String(), text)
	}
}
