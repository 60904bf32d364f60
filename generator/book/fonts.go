package book

import (
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"html/template"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"handbook/generator/book/manuscript"
	"handbook/generator/diag"
	"handbook/generator/list"
	"handbook/generator/typeface"
)

// Every character is printed from a TrueType font that the book names itself. A character that a font lacks the browser
// would take from whatever the system has; if that is an OpenType font with cubic outlines, the PDF has it as nameless
// drawings (Type 3) whose text cannot be trusted. So the characters are looked up before the print.

// A cut is a weight of a family as the styles name it.
type cut struct {
	family string
	weight int
	folder string // of the package within the fonts' folder
	name   string // with which its files begin
}

// cuts are 宋 for text, 黑 for heads. Their packages hold the common characters in one file and the rare ones in numbered
// slices.
var cuts = [...]cut{
	{"Song", 400, "noto-serif-sc", "noto-serif-sc"},
	{"Song", 600, "noto-serif-sc", "noto-serif-sc"},
	{"Hei", 500, "noto-sans-sc", "noto-sans-sc"},
	{"Hei", 700, "noto-sans-sc", "noto-sans-sc"},
}

// fonts looks up all characters of a book and writes the @font-face rules that cover them. kai is the file of the 楷
// face, which is a single one; what it lacks is set in 宋.
func fonts(folder, kai string, b *manuscript.Book, fixed string) (template.CSS, error) {
	need := characters(b, fixed)
	var css strings.Builder
	for _, c := range cuts {
		files, err := c.cover(folder, need)
		if err != nil {
			return "", missing(b, c.family, err)
		}
		for _, f := range files {
			rule(&css, c.family, c.weight, f.file, f.only)
		}
	}
	face, err := typeface.Load(kai)
	if err != nil {
		return "", setup(err)
	}
	rule(&css, "Kai", 400, kai, nil)
	var lacking []rune
	for _, r := range need {
		if !face.Has(r) {
			lacking = append(lacking, r)
		}
	}
	files, err := cuts[0].cover(folder, lacking)
	if err != nil {
		return "", err
	}
	for _, f := range files {
		only := f.only
		if only == nil {
			only = lacking
		}
		if len(only) > 0 {
			rule(&css, "Kai", 400, f.file, only)
		}
	}
	return template.CSS(css.String()), nil
}

func setup(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return diag.Errorf("on Debian `make book` sets the fonts up; if it has before, remove .build/fonts first",
			"a font of the book is missing: %w", err)
	}
	return diag.Errorf("remove .build/fonts and run `make book`, which sets the fonts up anew",
		"a font of the book cannot be read: %w", err)
}

// characters are those of all that may be printed, sorted.
func characters(b *manuscript.Book, fixed string) []rune {
	seen := map[rune]bool{}
	note := func(texts ...string) {
		for _, s := range texts {
			for _, r := range s {
				if r > ' ' && r != '　' {
					seen[r] = true
				}
			}
		}
	}
	note(fixed, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,:;/-–—#…", b.Title, b.Address)
	t := b.Town
	note(t.Name, t.County, t.Prefecture, t.Region)
	for _, s := range t.Preface {
		note(s.Heading)
		note(s.Paragraphs...)
	}
	for _, f := range b.Figures {
		note(f.Title, string(f.Sentence))
		note(f.Columns...)
		for _, r := range f.Rows {
			note(r.Name)
		}
	}
	for _, a := range b.Appendices {
		note(a.Title, html.UnescapeString(string(a.Body)))
	}
	for _, item := range b.Items() {
		note(texts(item.Item)...)
	}
	var all []rune
	for r := range seen {
		all = append(all, r)
	}
	slices.Sort(all)
	return all
}

// texts are all words of an item.
func texts(i *list.Item) []string {
	all := []string{i.Title, i.Category.Name, i.Statement, i.Note}
	for _, d := range i.Departments {
		all = append(all, d.Name)
	}
	for _, blocks := range [][]list.Block{i.County, i.Town, i.Takeovers} {
		for _, b := range blocks {
			all = append(append(all, b.Heading), b.Duties...)
		}
	}
	return all
}

// A lackError is a character that a face has nowhere.
type lackError struct{ char rune }

func (e lackError) Error() string { return fmt.Sprintf("no glyph for %q", e.char) }

// missing says where the character is that no font has.
func missing(b *manuscript.Book, family string, err error) error {
	var lack lackError
	if !errors.As(err, &lack) {
		return err
	}
	where := "the book"
	for _, item := range b.Items() {
		if strings.ContainsRune(strings.Join(texts(item.Item), "\n"), lack.char) {
			where = item.ID + " " + item.Title
			break
		}
	}
	return diag.Errorf("if it is a slip, correct it in the list; a private-use character (U+E000 and on) was left by the "+
		"program that the text came from",
		"%s: no font of the book has the character %q (U+%04X)", where, lack.char, lack.char)
}

// A fontFile is a file and which characters to take from it; nil is all it has.
type fontFile struct {
	file string
	only []rune
}

// cover finds the files that together have the characters: the common one, and slices for what it lacks.
func (c cut) cover(folder string, need []rune) ([]fontFile, error) {
	dir := filepath.Join(folder, "@fontsource", c.folder)
	common := filepath.Join(dir, "files", fmt.Sprintf("%s-chinese-simplified-%d-normal.woff", c.name, c.weight))
	face, err := typeface.Load(common)
	if err != nil {
		return nil, setup(err)
	}
	files := []fontFile{{file: common}}
	var rare []rune
	for _, r := range need {
		if !face.Has(r) {
			rare = append(rare, r)
		}
	}
	if len(rare) == 0 {
		return files, nil
	}
	parts, err := readSlices(filepath.Join(dir, "unicode.json"))
	if err != nil {
		return nil, setup(err)
	}
	only := map[string][]rune{}
	for _, r := range rare {
		name := ""
		for _, s := range parts {
			if s.has(r) {
				name = s.name
				break
			}
		}
		if name == "" {
			return nil, lackError{r}
		}
		file := filepath.Join(dir, "files", fmt.Sprintf("%s-%s-%d-normal.woff", c.name, name, c.weight))
		face, err := typeface.Load(file)
		if err != nil {
			return nil, setup(err)
		}
		if !face.Has(r) {
			return nil, lackError{r}
		}
		only[file] = append(only[file], r)
	}
	for _, file := range sorted(only) {
		files = append(files, fontFile{file, only[file]})
	}
	return files, nil
}

// A slice is a file of rare characters and the ranges it is said to hold.
type slice struct {
	name   string
	ranges [][2]rune
}

func (s slice) has(r rune) bool {
	for _, span := range s.ranges {
		if r >= span[0] && r <= span[1] {
			return true
		}
	}
	return false
}

// readSlices reads the package's table of slices: "[12]": "U+4e00-4e05,U+4e10".
func readSlices(file string) ([]slice, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var table map[string]string
	if err := json.Unmarshal(text, &table); err != nil {
		return nil, err
	}
	var all []slice
	for _, key := range sorted(table) {
		s := slice{name: strings.Trim(key, "[]")}
		for _, span := range strings.Split(table[key], ",") {
			from, to, ok := strings.Cut(strings.TrimPrefix(strings.ToUpper(strings.TrimSpace(span)), "U+"), "-")
			if !ok {
				to = from
			}
			low, err1 := strconv.ParseUint(from, 16, 21)
			high, err2 := strconv.ParseUint(to, 16, 21)
			if err := errors.Join(err1, err2); err != nil {
				return nil, err
			}
			s.ranges = append(s.ranges, [2]rune{rune(low), rune(high)})
		}
		all = append(all, s)
	}
	return all, nil
}

func sorted[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// rule writes an @font-face rule.
func rule(css *strings.Builder, family string, weight int, file string, only []rune) {
	if abs, err := filepath.Abs(file); err == nil {
		file = abs
	}
	address := url.URL{Scheme: "file", Path: filepath.ToSlash(file)}
	fmt.Fprintf(css, "@font-face{font-family:%s;font-weight:%d;src:url(%q)", family, weight, address.String())
	for i, r := range only {
		if i == 0 {
			css.WriteString(";unicode-range:")
		} else {
			css.WriteByte(',')
		}
		fmt.Fprintf(css, "U+%X", r)
	}
	css.WriteString("}\n")
}
