package book

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"handbook/generator/diag"
	"handbook/generator/faces"
	"handbook/generator/list"
	"handbook/generator/needs"
	"handbook/generator/page"
)

// A character that no font has is told once for each file, with its place; keys, comments, and what only the search
// knows are not printed.
func TestLacking(t *testing.T) {
	needs.Long(t, "the fonts of the book")
	data, content := t.TempDir(), t.TempDir()
	for name, text := range map[string]string{
		"departments.toml": "# 𱍐\n\"𱍐\" = 1\nname = \"民政局\"",
		"synonyms.toml":    "said = \"\ue000\"",
		"site.toml":        "name = \"\ue000\"",
		"town/basic.toml": "\ufeff[[item]]\r\ntitle = \"㵲𣲘ئۇ\u200b：\ue123\"\r\n" +
			"no = \"\"\"\n𱍐\ue123\"\"\"",
		"other/basic.toml": "title = \"\ue000\"",
	} {
		file := filepath.Join(data, filepath.FromSlash(name))
		os.Mkdir(filepath.Dir(file), 0o755)
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var written []*page.Written
	for name, kind := range map[string]string{"help": "", "about": "about"} {
		if err := os.WriteFile(filepath.Join(content, name+".md"), []byte("# 帮助\n\n电话𱍐"), 0o644); err != nil {
			t.Fatal(err)
		}
		p := &page.Written{Type: kind}
		p.Address.Path = name
		written = append(written, p)
	}
	county := &list.County{Towns: []*list.Town{{ID: "town"}}}
	told := func(f faces.Folders) (string, []string) {
		found, missing, err := Lacking(faces.Open(f), data, county, content, written)
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		diag.Print(&b, found)
		return strings.NewReplacer(data, "data", content, "content").Replace(b.String()), missing
	}
	const want = `
data/town/basic.toml:2:16: warning: no font of the book has '\ue123' (U+E123): 〓（U+E123） is printed for it
  2 | title = "㵲𣲘ئۇ·：·"
    |                   ^
  hint: it is for private use: the program that the text came from left it; write what it stands for
data/town/basic.toml:4:1: warning: no font of the book has '𱍐' (U+31350): 〓（U+31350） is printed for it
  4 | 𱍐·"""
    | ^^
  hint: if it is a slip, correct it in the list; if not, have the character drawn in by hand in the print
content/help.md:3:3: warning: no font of the book has '𱍐' (U+31350): 〓（U+31350） is printed for it
  3 | 电话𱍐
    |     ^^
  hint: if it is a slip, correct it in the list; if not, have the character drawn in by hand in the print
`
	got, missing := told(fonts)
	if strings.TrimSpace(got) != strings.TrimSpace(want) || len(missing) > 0 {
		t.Errorf("missing %q, told:\n%s\nwant:\n%s", missing, got, want)
	}
	bare := fonts
	bare.Debian = t.TempDir()
	got, missing = told(bare)
	if strings.Join(missing, " ") != "fonts-hanazono fonts-ukij-uyghur" ||
		!strings.Contains(got, "Debian's fonts-ukij-uyghur may have it") {
		t.Errorf("missing %q, told:\n%s", missing, got)
	}
	bare.Packages = t.TempDir()
	if _, _, err := Lacking(faces.Open(bare), data, county, content, written); diag.Hint(err) == "" {
		t.Errorf("without fonts: %v", err)
	}
}
