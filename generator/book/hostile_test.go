package book

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"handbook/generator/book/manuscript"
	"handbook/generator/book/pdf"
	"handbook/generator/book/press"
	"handbook/generator/browser"
	"handbook/generator/content"
	"handbook/generator/diag"
	"handbook/generator/list"
	"handbook/generator/needs"
	"handbook/generator/page"
)

// county is the real one with a few items of each list, changed for a test.
func county(t testing.TB, change func(*list.County, *list.Town)) *list.County {
	t.Helper()
	c, _ := list.Load(filepath.Join(root, "data"))
	town := c.Towns[0]
	for k := range town.Lists {
		town.Lists[k] = town.Lists[k][:4]
	}
	change(c, town)
	return c
}

func manuscriptOf(t testing.TB, c *list.County) *manuscript.Book {
	t.Helper()
	b, err := manuscript.New(manuscript.Source{County: c, Town: c.Towns[0], Pages: page.All(c)})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// print1 prints a book in its usual size and reads it back.
func print1(t testing.TB, b *manuscript.Book) (*printed, []sheet) {
	t.Helper()
	c := config(t, t.TempDir())
	if err := os.MkdirAll(c.Work, 0o755); err != nil {
		t.Fatal(err)
	}
	p := press.Start(context.Background(), press.Limits{})
	defer p.Close()
	composer, err := newComposer(c, b)
	if err != nil {
		t.Fatal(err)
	}
	r, err := composer.print(c, p, standardEdition)
	if err != nil {
		t.Fatal(err)
	}
	if err := r.finish(b); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(c.Work, "book.pdf")
	if err := os.WriteFile(file, r.file.Write(), 0o644); err != nil {
		t.Fatal(err)
	}
	return r, sheets(t, file)
}

// Whatever the list holds, the book comes out whole: nothing is cut off, nothing shrinks.
func TestUnwieldyItems(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("开展镇领导班子绩效考核、", 34)[:400*3]
	duty := strings.Repeat("对照整改要求，检查违法状态是否消除、土地是否恢复原状；", 200)
	duty = string([]rune(duty)[:5000])
	word := strings.Repeat("Unbrechbar", 60)
	c := county(t, func(c *list.County, town *list.Town) {
		town.Lists[list.Basic][1].Title = long
		town.Lists[list.Basic][2].Title = word
		joint := town.Lists[list.Joint]
		joint[0].Title = long + "二"
		joint[1].County = []list.Block{{Duties: []string{duty}}}
		joint[1].Departments = joint[1].Departments[:1]
		joint[2].Town = []list.Block{{Heading: word, Duties: []string{word, "短"}}}
		joint[3].Departments = c.Departments[:30]
		joint[3].County = nil
		for _, d := range c.Departments[:30] {
			joint[3].County = append(joint[3].County, list.Block{Department: d, Duties: []string{"一", "二"}})
		}
		town.Lists[list.Reclaimed][0].Takeovers[0].Duties = []string{duty + word}
	})
	b := manuscriptOf(t, c)
	r, pages := print1(t, b)
	for _, s := range pages {
		for _, row := range s.body {
			if row.x > 185*mm {
				t.Errorf("%q starts outside the type area", row.text)
			}
		}
	}
	columns := streams(pages)
	for _, item := range b.Items() {
		for _, text := range texts(item.Item) {
			if !slices.ContainsFunc(columns, func(c string) bool { return strings.Contains(c, letters(text)) }) {
				t.Errorf("%s: the book has no %.60q…", item.ID, text)
			}
		}
	}
	for _, h := range []string{"joint-002", "basic-002"} {
		if r.layout.headings[h].Page == 0 {
			t.Errorf("%s stands nowhere", h)
		}
	}
	if size := commonSize(t, r.file, func(int) bool { return true }); size != "12.0" {
		t.Errorf("the type has %s points, want 12: the book was shrunk", size)
	}
}

// A book is made of a character that no font has, too: it prints the mark of a missing type and the character's code.
func TestCharacterWithoutAGlyph(t *testing.T) {
	t.Parallel()
	c := county(t, func(c *list.County, town *list.Town) {
		town.Lists[list.Joint][1].Town[0].Duties[0] = "前\ue123中\U0003106c后\u2003末\U000e0100尾\u202c。"
	})
	_, pages := print1(t, manuscriptOf(t, c))
	want := letters("前〓（U+E123）中〓（U+3106C）后末尾。")
	if !slices.ContainsFunc(streams(pages), func(s string) bool { return strings.Contains(s, want) }) {
		t.Errorf("the book has no %q", want)
	}
}

// Rare characters of GB 2312 and beyond, and letters of other scripts, come from fonts of the book's own: no font of
// the system steps in, and what is copied from the PDF is what the list says.
func TestRareCharacters(t *testing.T) {
	t.Parallel()
	rare := "鼐犇喆龘〇瓩㵲𣲘𬭚鿍"
	others := []string{"བོད་ཡིག", "ᠮᠣᠩᠭᠣᠯ", "ꆈꌠꉙ", "ğӓ", "조선족"}
	uyghur := []string{"ئۇيغۇرچە", "تەرجىمە", "قۇرۇلۇشى"}
	c := county(t, func(c *list.County, town *list.Town) {
		town.Lists[list.Basic][0].Title += rare
		town.Lists[list.Joint][0].Note = rare + "。" + strings.Join(others, "、")
		town.Lists[list.Basic][1].Title = strings.Join(uyghur, " ") + "（翻译）"
	})
	r, pages := print1(t, manuscriptOf(t, c))
	if err := r.file.TellLetters(); err != nil {
		t.Fatal(err)
	}
	for _, o := range r.file.Objects {
		if d, ok := o.(pdf.Dict); ok && d["Type"] == pdf.Name("Font") && d["Subtype"] == pdf.Name("Type3") {
			t.Error("a font of the system stepped in")
		}
	}
	found := 0
	for _, s := range pages {
		left, right := s.columns()
		found += strings.Count(left, letters(rare)) + strings.Count(right, letters(rare))
	}
	if found < 3 { // title, note, index
		t.Errorf("the rare characters stand %d times in the book", found)
	}
	// What is written from right to left is drawn so, too: mutool tells it from left to right.
	file := filepath.Join(t.TempDir(), "book.pdf")
	if err := os.WriteFile(file, r.file.Write(), 0o644); err != nil {
		t.Fatal(err)
	}
	text, err := exec.Command("mutool", "draw", "-F", "txt", file).Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range others {
		if !strings.Contains(string(text), word) {
			t.Errorf("the book has no %s", word)
		}
	}
	for _, word := range uyghur {
		turned := []rune(word)
		slices.Reverse(turned)
		if n := strings.Count(string(text), string(turned)); n < 2 {
			t.Errorf("%s stands %d times in the book", word, n)
		}
	}
	if strings.ContainsRune(string(text), '\ufffd') {
		t.Error("a glyph stands for nothing")
	}
}

// A list may be empty: then the book has no such part. With all three empty there is no book.
func TestEmptyLists(t *testing.T) {
	t.Parallel()
	c := county(t, func(c *list.County, town *list.Town) {
		town.Lists[list.Basic], town.Lists[list.Reclaimed] = nil, nil
	})
	b := manuscriptOf(t, c)
	if _, pages := print1(t, b); len(b.Parts) != 1 || b.Parts[0].Ordinal != "第一部分" || len(pages) < 9 {
		t.Errorf("%d parts on %d pages", len(b.Parts), len(pages))
	}
	c = county(t, func(c *list.County, town *list.Town) { town.Lists = map[*list.Kind][]*list.Item{} })
	source := manuscript.Source{County: c, Town: c.Towns[0], Pages: page.All(c)}
	if _, err := manuscript.New(source); diag.Hint(err) == "" {
		t.Errorf("no items: error %v, want one with a hint", err)
	}
}

// A browser for which the page is as wide as the styles take a window to be prints nothing at first. The book that it
// is asked for again is the same to the byte: nothing of what else the browser has printed is in it.
func TestBrowserThatPrintsNothing(t *testing.T) {
	t.Parallel()
	c := config(t, t.TempDir())
	theme := t.TempDir()
	if err := os.CopyFS(theme, os.DirFS(c.Theme)); err != nil {
		t.Fatal(err)
	}
	css := filepath.Join(theme, "book.css")
	text, err := os.ReadFile(css)
	if err != nil {
		t.Fatal(err)
	}
	narrow := strings.Replace(string(text), "min-width: 1500px", "min-width: 100px", 1)
	if narrow == string(text) {
		t.Fatal("the styles hide nothing from the first layout")
	}
	if err := os.WriteFile(css, []byte(narrow), 0o644); err != nil {
		t.Fatal(err)
	}
	usual := config(t, t.TempDir())
	c.Theme = theme
	b := manuscriptOf(t, county(t, func(*list.County, *list.Town) {}))
	if err := errors.Join(makeBook(usual, b), makeBook(c, b)); err != nil {
		t.Fatal(err)
	}
	if pages := sheets(t, filepath.Join(c.Site, b.Town.ID, "handbook.pdf")); len(pages) < 9 {
		t.Errorf("the book has %d pages", len(pages))
	}
	for _, name := range []string{"site/" + b.Town.ID + "/handbook.pdf", "dist/" + b.Town.ID + "-large.pdf"} {
		one, err1 := os.ReadFile(filepath.Join(filepath.Dir(c.Dist), name))
		two, err2 := os.ReadFile(filepath.Join(filepath.Dir(usual.Dist), name))
		if err1 != nil || err2 != nil || !bytes.Equal(one, two) {
			t.Errorf("%s differs from that of a browser that prints at once (%v, %v)", name, err1, err2)
		}
	}
}

// A browser that hangs, crashes, is killed or ends, at once or in the middle of a print, is said to have done so as
// soon as it has, and the last good book stays.
func TestBrowserThatFails(t *testing.T) {
	needs.Long(t, "a browser")
	real, err := browser.Find()
	if err != nil {
		t.Fatal(err)
	}
	// during runs the browser and, in the middle of its first print, a command: $$ is the browser.
	during := func(command string) string {
		return `(cd "${0%/*}"; until [ -e work/print.html ]; do sleep .1; done; sleep .5; ` + command + `) & exec ` +
			real + ` "$@"`
	}
	renderers := `for a; do case $a in --user-data-dir=*) profile=$a;; esac; done
		grep -l -- "$profile" /proc/[0-9]*/cmdline | xargs grep -l type=renderer | cut -d/ -f3 | xargs kill -KILL`
	for _, c := range []struct {
		name, script string
		limits       press.Limits
		want         string
	}{
		{"hangs", "exec sleep 60", press.Limits{Start: time.Second},
			"the browser did not start within 1s and was ended"},
		{"ends", "echo no display; exit 3", press.Limits{},
			"the browser could not start: chrome failed to start:\n  no display"},
		{"cannot load", "echo libnss3.so: cannot open shared object file; exit 127", press.Limits{}, "libnss3.so"},
		{"has no sandbox", "echo '[1:1:FATAL:zygote_host_impl_linux.cc(128)] No usable sandbox!'; exit 134",
			press.Limits{}, "does not let it have a sandbox"},
		{"hangs in a print", "exec " + real + ` "$@"`, press.Limits{Print: 50 * time.Millisecond},
			"within 50ms and was ended"},
		{"is killed in a print", during("kill -KILL $$"), press.Limits{}, "it was ended from outside (signal: killed)"},
		{"crashes in a print", during("kill -SEGV $$"), press.Limits{}, "it crashed (signal: segmentation fault"},
		{"ends in a print", during("kill -INT $$"), press.Limits{}, "it ended by itself"},
		{"is killed below a shell", strings.Replace(during("kill -KILL $(cat ${0%/*}/pid)"), "exec ", "", 1) +
			` & echo $! >${0%/*}/pid; wait $!`, press.Limits{}, "it was ended from outside (exit status 137)"},
		{"has its pages killed", during(renderers), press.Limits{}, "the process of its page crashed or was killed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			program := filepath.Join(dir, "browser")
			if err := os.WriteFile(program, []byte("#!/bin/sh\n"+c.script+"\n"), 0o755); err != nil {
				t.Fatal(err)
			}
			t.Setenv("HANDBOOK_BROWSER", program)
			conf := config(t, dir)
			good := filepath.Join(conf.Site, "kuiyibage", "handbook.pdf")
			if err := os.MkdirAll(filepath.Dir(good), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(good, []byte("good"), 0o644); err != nil {
				t.Fatal(err)
			}
			b := realBook(t)
			started := time.Now()
			p := press.Start(context.Background(), c.limits)
			defer p.Close()
			err := printBook(conf, p, b)
			if err == nil || !strings.Contains(err.Error(), c.want) || diag.Hint(err) == "" {
				t.Errorf("error %v,\nwant %q and one hint", err, c.want)
			}
			if took := time.Since(started); took > 90*time.Second { // the limits are longer
				t.Errorf("it took %s", took)
			}
			if text, err := os.ReadFile(good); err != nil || string(text) != "good" {
				t.Errorf("the last good book is gone: %q, %v", text, err)
			}
		})
	}
}

// A page that people wrote is an appendix: in the contents and the outline, with a picture, and however wide it is, the
// book stays as large as it is.
func TestAppendix(t *testing.T) {
	c := county(t, func(*list.County, *list.Town) {})
	dir := t.TempDir()
	pages := page.All(c)
	text := "---\ntitle: \"办事指南\"\n---\n\n# 办事指南\n\n先到窗口取号。见[配合 1](joint/001.md)和[第一节](#part-1)。\n\n## 材料\n\n" +
		"1. **户口本**；\n2. *照片*。\n\n```\n" + strings.Repeat("0123456789", 30) + "\n```\n\n![图](wide.svg)\n"
	for name, text := range map[string]string{
		"kuiyibage/guide.md": text,
		"kuiyibage/wide.svg": `<svg xmlns="http://www.w3.org/2000/svg" width="9000" height="300">` +
			`<rect width="9000" height="300"/></svg>`,
	} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, []byte(text), 0o644))
		if err != nil {
			t.Fatal(err)
		}
	}
	written, findings := content.Read(dir, content.GeneratedOf(pages))
	for _, f := range findings {
		t.Fatal(f)
	}
	b, err := manuscript.New(manuscript.Source{County: c, Town: c.Towns[0], Pages: pages, Written: written})
	if err != nil {
		t.Fatal(err)
	}
	_, pagesWith := print1(t, b)
	_, pagesWithout := print1(t, manuscriptOf(t, c))
	if len(pagesWith) != len(pagesWithout)+1 {
		t.Errorf("%d pages with a page more, %d without", len(pagesWith), len(pagesWithout))
	}
	found := 0
	for _, p := range pagesWith {
		if strings.Contains(p.between(0, 1000), "先到窗口取号") {
			found++
		}
	}
	if found != 1 || !slices.ContainsFunc(titles(b), func(t title) bool { return t.title == "办事指南" && t.level == 1 }) {
		t.Errorf("it stands on %d pages; the outline has %v", found, titles(b)[:6])
	}
}
