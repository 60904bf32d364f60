package built

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// TestFloor holds the built style sheets and scripts against the oldest browsers that the handbook is for, by the
// table of @mdn/browser-compat-data. The bound book's style sheet is none of them: it is for the Chromium that prints
// it, and is not published.
func TestFloor(t *testing.T) {
	t.Parallel()
	if found := belowFloor(t, public, "floor/harmless.txt"); len(found) > 0 {
		t.Errorf("too new:\n%s\n  hint: put a declaration that older browsers know before it, or it into @supports; "+
			"what they may do without stands in floor/harmless.txt", strings.Join(found, "\n"))
	}
}

// TestFloorFinds gives it files that are too new, and says for each what is to be found.
func TestFloorFinds(t *testing.T) {
	t.Parallel()
	archive, err := txtar.ParseFile("testdata/floor.txtar")
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	for _, f := range archive.Files {
		file := filepath.Join(folder, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, f.Data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	list := filepath.Join(folder, "harmless.txt")
	found := belowFloor(t, folder, list)
	if unneeded := list + ": css.properties.accent-color"; !strings.Contains(strings.Join(found, "\n"), unneeded) {
		t.Errorf("a line of the list that nothing needs is not said: %q", found)
	}
	for _, f := range archive.Files[1:] {
		var lines []string
		for _, line := range found {
			if strings.HasPrefix(filepath.ToSlash(line), f.Name+": ") {
				lines = append(lines, line)
			}
		}
		first, _, _ := strings.Cut(string(f.Data), "\n")
		_, wanted, _ := strings.Cut(strings.TrimRight(first, " */->"), "finds ")
		wants := strings.Fields(wanted)
		if wanted == "none" {
			wants = nil
		} else if strings.HasPrefix(wanted, "a ") {
			wants = []string{wanted}
		}
		for _, want := range wants {
			if !strings.Contains(strings.Join(lines, "\n"), ": "+want) {
				t.Errorf("%s: %s is not found, but %q", f.Name, want, lines)
			}
		}
		if len(wants) == 0 && len(lines) > 0 {
			t.Errorf("%s is old enough, but %q", f.Name, lines)
		}
	}
}

// belowFloor is what older browsers do not know of a folder's style sheets and scripts.
func belowFloor(t *testing.T, folder, harmless string) []string {
	t.Helper()
	out, err := exec.Command("node", "floor/floor.mjs", folder, filepath.Join(root, ".build/node/node_modules"),
		harmless).CombinedOutput()
	text := strings.TrimSpace(string(out))
	if _, found := err.(*exec.ExitError); err != nil && (!found || strings.Contains(text, "node:internal")) {
		t.Fatalf("floor.mjs: %v (make test installs what it needs)\n%s", err, text)
	}
	if err == nil {
		return nil
	}
	return strings.Split(text, "\n")
}
