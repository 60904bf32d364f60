package list_test

import (
	"slices"
	"testing"

	"handbook/generator/list"
)

func TestWalk(t *testing.T) {
	item := &list.Item{
		Title: "a", Statement: "b", Note: "the editor's",
		County:    []list.Block{{Heading: "c", Duties: []string{"d", "e"}}, {Duties: []string{"f"}}},
		Takeovers: []list.Block{{Duties: []string{"g"}}},
	}
	want := []string{
		"title", "statement", "county[0].heading", "county[0].duties[0]", "county[0].duties[1]", "county[1].duties[0]",
		"takeover[0].methods[0]",
	}
	var paths []string
	var said string
	for path, text := range item.Texts() {
		paths = append(paths, path)
		said += *text
		*text = "x"
	}
	if !slices.Equal(paths, want) || said != "abcdefg" {
		t.Errorf("%q at %q", said, paths)
	}
	if item.Takeovers[0].Duties[0] != "x" || item.County[0].Heading != "x" {
		t.Error("a text is not that of the item")
	}
	var parts []list.Part
	for part := range item.Blocks() {
		parts = append(parts, part)
	}
	if !slices.Equal(parts, []list.Part{list.CountyPart, list.CountyPart, list.TakeoverPart}) {
		t.Errorf("parts %v", parts)
	}
}

// A walk may be left at any step.
func TestWalkEnds(t *testing.T) {
	item := load(t, sample).Towns[0].Lists[list.Joint][0]
	all := 0
	for range item.Texts() {
		all++
	}
	for stop := 1; stop <= all; stop++ {
		steps := 0
		for range item.Texts() {
			if steps++; steps == stop {
				break
			}
		}
		if steps != stop {
			t.Errorf("%d steps, left after %d", steps, stop)
		}
	}
	for range item.Blocks() {
		break
	}
}
