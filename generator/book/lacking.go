package book

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"handbook/generator/diag"
	"handbook/generator/faces"
	"handbook/generator/list"
	"handbook/generator/page"
	"handbook/generator/position"
)

// A source is a file that says what the book prints, and which of its bytes do.
type source struct {
	name  string
	text  string
	spans [][2]int
}

// Lacking warns of each character of the list and of the pages beside it that no font has, at the first place in each
// file. data is the list's folder, content that of the pages. What cannot be read is left to those whose job it is.
// missing are the packages of Debian whose fonts may have some of the characters.
func Lacking(fonts *faces.Fonts, data string, county *list.County, content string,
	written []*page.Written) (found []diag.Finding, missing []string, err error) {
	sources := sourcesOf(data, county, content, written)
	seen := map[rune]bool{}
	for _, s := range sources {
		s.each(func(r rune, _ int) { seen[r] = true })
	}
	var all []rune
	for r := range seen {
		all = append(all, r)
	}
	slices.Sort(all)
	_, lacking, err := fonts.Find(all)
	if err != nil {
		return nil, nil, fontError(err)
	}
	lacking = slices.DeleteFunc(lacking, func(r rune) bool { return !strings.Contains(Substitute(r), geta) })
	for _, r := range lacking {
		if name := fonts.Missing(r); name != "" {
			missing = append(missing, name)
		}
	}
	slices.Sort(missing)
	for _, s := range sources {
		told := map[rune]bool{}
		s.each(func(r rune, at int) {
			if _, lacks := slices.BinarySearch(lacking, r); lacks && !told[r] {
				told[r] = true
				found = append(found, s.finding(r, at, fonts.Missing(r)))
			}
		})
	}
	return diag.Sort(found), slices.Compact(missing), nil
}

// sourcesOf are the files of a county's list that are printed, and its pages but those about the website.
func sourcesOf(data string, county *list.County, content string, written []*page.Written) []source {
	names, _ := filepath.Glob(filepath.Join(data, "*.toml"))
	names = slices.DeleteFunc(names, func(name string) bool {
		return slices.Contains([]string{"synonyms.toml", "site.toml"}, filepath.Base(name)) // for search and site
	})
	for _, t := range county.Towns {
		own, _ := filepath.Glob(filepath.Join(data, t.ID, "*.toml"))
		names = append(names, own...)
	}
	var all []source
	for _, name := range names {
		if text, err := os.ReadFile(name); err == nil {
			all = append(all, source{name: name, text: string(text), spans: position.Texts(text)})
		}
	}
	for _, p := range written {
		name := filepath.Join(content, filepath.FromSlash(p.Address.Path)+".md")
		if text, err := os.ReadFile(name); err == nil && !p.ForWebsite() {
			all = append(all, source{name: name, text: string(text), spans: [][2]int{{0, len(text)}}})
		}
	}
	return all
}

// each calls with each character that may be printed and its offset.
func (s source) each(call func(r rune, at int)) {
	for _, span := range s.spans {
		for at, r := range s.text[span[0]:span[1]] {
			if r > ' ' && r != utf8.RuneError && r != '　' {
				call(r, span[0]+at)
			}
		}
	}
}

// finding is about the character at an offset; missing is the package that may have it.
func (s source) finding(r rune, at int, missing string) diag.Finding {
	before := strings.TrimPrefix(s.text[:at], "\ufeff")
	start := strings.LastIndexByte(before, '\n') + 1
	line, _, _ := strings.Cut(before[start:]+s.text[at:], "\n")
	hint := "if it is a slip, correct it in the list; if not, have the character drawn in by hand in the print"
	switch {
	case unicode.Is(unicode.Co, r):
		hint = "it is for private use: the program that the text came from left it; write what it stands for"
	case missing != "":
		hint = "Debian's " + missing + " may have it; `make book` sets it up"
	}
	return diag.Finding{
		Severity: diag.Warning, File: s.name, Line: strings.Count(before, "\n") + 1,
		Col: utf8.RuneCountInString(before[start:]) + 1, Len: 1, Text: strings.TrimSuffix(line, "\r"),
		Message: fmt.Sprintf("no font of the book has %q (U+%04X): %s is printed for it", r, r, Substitute(r)),
		Hint:    hint,
	}
}
