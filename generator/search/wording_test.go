package search

import (
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"handbook/generator/address"
	"handbook/generator/diag"
	"handbook/generator/lexicon"
	"handbook/generator/list"
	"handbook/generator/needs"
)

// TestTowns asks the search of three towns, whose lists differ as the example says.
func TestTowns(t *testing.T) {
	const file = "testdata/towns.txtar"
	example, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]*txtar.File{}
	data := t.TempDir()
	if err := os.CopyFS(data, os.DirFS("../testdata/county")); err != nil {
		t.Fatal(err)
	}
	for i := range example.Files {
		part := &example.Files[i]
		parts[part.Name] = part
		if id, town := strings.CutPrefix(part.Name, "town "); town {
			copyTown(t, data, id, string(part.Data))
		}
	}
	county, found := list.Load(data)
	if errors, _ := diag.Count(found); errors > 0 {
		t.Fatal(found)
	}
	site := siteOf(t, county, &lexicon.Lexicon{})
	cmd := exec.CommandContext(t.Context(), needs.Program(t, "node"), "testdata/towns.mjs", site)
	cmd.Stdin = strings.NewReader(string(parts["asked"].Data))
	cmd.Stderr = os.Stderr
	got, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		parts["answered"].Data = got
		if err := os.WriteFile(file, txtar.Format(example), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want := string(parts["answered"].Data); string(got) != want {
		t.Errorf("%s: the answers are\n%s\nwant\n%s\n(-update writes them anew)", file, got, want)
	}
}

// copyTown makes a further town of the first: each line says what stands for what in its files.
func copyTown(t *testing.T, data, id, changes string) {
	t.Helper()
	pairs := []string{`"songxi"`, `"` + id + `"`}
	for line := range strings.Lines(changes) {
		from, to, ok := strings.Cut(line, "→")
		if !ok {
			t.Fatalf("%s: no change in %q", id, line)
		}
		pairs = append(pairs, strings.TrimSpace(from), strings.TrimSpace(to))
	}
	if err := os.Mkdir(filepath.Join(data, id), 0o755); err != nil {
		t.Fatal(err)
	}
	all := ""
	for _, name := range []string{"town.toml", "basic.toml", "joint.toml", "reclaimed.toml"} {
		raw, err := os.ReadFile(filepath.Join(data, "songxi", name))
		if err != nil {
			t.Fatal(err)
		}
		all += string(raw)
		text := strings.NewReplacer(pairs...).Replace(string(raw))
		if err := os.WriteFile(filepath.Join(data, id, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for i := 0; i < len(pairs); i += 2 {
		if !strings.Contains(all, pairs[i]) {
			t.Errorf("%s: the first town has no %q", id, pairs[i])
		}
	}
}

// TestChanges has texts of a few lines lead to each other.
func TestChanges(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	some := func() itemText {
		text := itemText{title: "题"}
		for range random.IntN(6) {
			text.lines = append(text.lines, []string{"甲", "乙", "丙", "丁"}[random.IntN(4)])
		}
		return text
	}
	for range 2000 {
		common := &wording{text: some()}
		other := &wording{text: some(), common: common}
		packed, own := other.changes()
		numbers, lines, at := numbersOf(string(packed)), []string(nil), 0
		for ; len(numbers) > 0; numbers = numbers[3:] {
			lines = append(lines, common.text.lines[at:at+numbers[0]]...)
			at += numbers[0]
			for n := range numbers[2] {
				like := "题"
				if n < numbers[1] {
					like = common.text.lines[at+n]
				}
				if own[n][1] != like {
					t.Fatalf("%q is like %q, want %q", own[n][0], own[n][1], like)
				}
				lines = append(lines, own[n][0])
			}
			at, own = at+numbers[1], own[numbers[2]:]
		}
		lines = append(lines, common.text.lines[at:]...)
		if !slices.Equal(lines, other.text.lines) {
			t.Fatalf("%q leads to %q, want %q", common.text.lines, lines, other.text.lines)
		}
	}
}

// One town has nothing of what leads to others.
func TestOneTown(t *testing.T) {
	county, words := handbook(t)
	files, err := Files(county, words)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if strings.Contains(f.Path, "across") {
			t.Errorf("one town has %s", f.Path)
		}
	}
	told, err := address.Files(county)
	if script := string(told["search/addresses.js"]); err != nil || strings.Contains(script, "comparison") {
		t.Errorf("the search of one town is told of comparisons: %s, %v", script, err)
	}
}
