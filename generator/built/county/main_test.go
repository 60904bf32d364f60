package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"handbook/generator/list"
)

// The county that is measured has towns of different names and lists, about one text of eight differing, without a
// finding; the same number makes the same.
func TestMultiply(t *testing.T) {
	var first string
	for range 2 {
		dir := filepath.Join(t.TempDir(), "data")
		if err := multiply("../../../data", dir, 5, 8, 1); err != nil {
			t.Fatal(err)
		}
		county, found := list.Load(dir)
		if len(found) > 0 || len(county.Towns) != 5 {
			t.Fatalf("%d towns, findings %v", len(county.Towns), found)
		}
		raw, err := os.ReadFile(filepath.Join(dir, "xihe", "joint.toml"))
		if err != nil {
			t.Fatal(err)
		}
		if first != "" && string(raw) != first {
			t.Error("made twice, the county differs")
		}
		first = string(raw)
	}
	own, err := os.ReadFile("../../../data/kuiyibage/joint.toml")
	if err != nil {
		t.Fatal(err)
	}
	lines, texts, differ := strings.Split(string(own), "\n"), 0, 0
	for i, line := range strings.Split(first, "\n") {
		if strings.HasPrefix(line, `  "`) {
			texts++
			if line != lines[i] {
				differ++
			}
		}
	}
	if differ < texts/12 || differ > texts/5 {
		t.Errorf("%d of %d duties differ", differ, texts)
	}
}
