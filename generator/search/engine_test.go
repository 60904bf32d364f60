package search

import (
	"bytes"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"handbook/generator/address"
	"handbook/generator/lexicon"
	"handbook/generator/list"
	"handbook/generator/needs"
)

var update = flag.Bool("update", false, "write the examples of themes/README.md anew")

const theme = "../../themes/"

// site is a folder with what the search of the handbook's list reads, its scripts one by one.
func site(t *testing.T) string {
	t.Helper()
	county, words := handbook(t)
	return siteOf(t, county, words)
}

// siteOf is the same of any county.
func siteOf(t *testing.T, county *list.County, words *lexicon.Lexicon) string {
	t.Helper()
	files, err := Files(county, words)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "search"), os.DirFS(theme+"handbook/assets/search")); err != nil {
		t.Fatal(err)
	}
	told, err := address.Files(county)
	if err != nil {
		t.Fatal(err)
	}
	files = append(files, File{"search/addresses.js", told["search/addresses.js"]})
	for _, f := range files {
		name := filepath.Join(dir, filepath.FromSlash(f.Path))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// rank runs rank.mjs on a site.
func rank(t *testing.T, arguments ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), needs.Program(t, "node"), append([]string{"rank.mjs"}, arguments...)...)
	var complaints bytes.Buffer
	cmd.Stderr = &complaints
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("node: %v\n%s%s", err, out, &complaints)
	}
	return string(out)
}

// TestEngine asks the engine what it must answer whatever the list says, and what breaks searches.
func TestEngine(t *testing.T) {
	if out := rank(t, site(t), "--test"); out != "ok\n" {
		t.Error(out)
	}
}

// TestExamples holds the examples in themes/README.md to be what the search answers. They may stop before its end.
func TestExamples(t *testing.T) {
	dir, name := site(t), theme+"README.md"
	doc, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	example := regexp.MustCompile("(?m)^\\$ node generator/search/rank.mjs public --ask (.*)\n((?:[^`$].*\n)+)```")
	all := example.FindAllSubmatchIndex(doc, -1)
	if len(all) < 3 {
		t.Fatalf("%d examples, want three", len(all))
	}
	var fresh []byte
	end := 0
	for _, at := range all {
		asked, want := string(doc[at[2]:at[3]]), string(doc[at[4]:at[5]])
		got := rank(t, dir, "--ask", asked)
		if !strings.HasPrefix(got, want) && !*update {
			t.Errorf("%s answers\n%s, want\n%s", asked, got, want)
		}
		lines := strings.SplitAfter(got, "\n")
		lines = lines[:min(len(lines), strings.Count(want, "\n"))]
		fresh = append(append(fresh, doc[end:at[4]]...), strings.Join(lines, "")...)
		end = at[5]
	}
	if *update {
		if err := os.WriteFile(name, append(fresh, doc[end:]...), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
