package search

import (
	"os/exec"
	"regexp"
	"strconv"
	"testing"

	"handbook/generator/needs"
)

// TestEvery asks a list that has nearly every subject that towns have, each once and many not under its commonest name,
// for what people say of it: herders' and fishers' subjects beside those of streets. It tells whether a subject lacks
// words, or whether its words lead to another. More of the common layer is of use to such a list than there is room
// for, and the queries were at hand when the layer was written; how unseen ones are answered, TestOtherLists tells.
func TestEvery(t *testing.T) {
	t.Parallel()
	const folder = "testdata/every/"
	out, err := exec.CommandContext(t.Context(), needs.Program(t, "node"), "evaluate.mjs", folder+"list",
		folder+"queries.jsonl").CombinedOutput()
	found := regexp.MustCompile(`(?m)^  all .* S@1 ([0-9.]+)  S@3 ([0-9.]+) .* empty ([0-9.]+) `).FindSubmatch(out)
	if err != nil || found == nil {
		t.Fatalf("%v\n%s", err, out)
	}
	t.Logf("%s", out)
	for i, c := range []struct {
		what  string
		limit float64
	}{{"S@1", .81}, {"S@3", .90}, {"no answer", .05}} {
		got, err := strconv.ParseFloat(string(found[i+1]), 64)
		if least := i < 2; err != nil || least && got < c.limit || !least && got > c.limit {
			t.Errorf("%s is %v, the limit %v; %v", c.what, got, c.limit, err)
		}
	}
}
