package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"
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
	p.terminal, p.shown = true, true // as after a second, in a terminal
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

// A log has a line for each town once a second has passed; what takes one step, as rarely as is asked for.
func TestProgressOfTowns(t *testing.T) {
	var out bytes.Buffer
	p := progress(&out)
	town := p.town("pages")
	town("白石镇", 1, 12) // within the first second
	p.began = p.began.Add(-time.Hour)
	town("松溪镇", 2, 12)
	town("青石镇", 3, 12)
	p.town("pages")("白石镇", 1, 2) // of so few nothing is said
	p.count("Hugo makes 9 pages", time.Minute)
	p.count("Hugo makes 9 pages", time.Minute)
	p.done()
	town("长寿镇", 4, 12)
	want := "handbook: pages: 2 of 12 towns, 松溪镇\nhandbook: pages: 3 of 12 towns, 青石镇\n"
	if got := out.String(); got != want {
		t.Errorf("%q, want %q", got, want)
	}
	p.told, p.over = p.told.Add(-time.Hour), false
	p.count("Hugo makes 9 pages", time.Minute)
	if got := out.String(); got != want+"handbook: Hugo makes 9 pages\n" {
		t.Errorf("%q", got)
	}
	out.Reset()
	p.terminal, p.shown = true, true
	town("青石镇", 3, 12)
	if got := out.String(); got != clearLine+"handbook: pages: 3 of 12 towns, 青石镇 …" {
		t.Errorf("%q", got)
	}
}
