package book

import (
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"html/template"
	"io/fs"
	"maps"
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

// Every character is printed from a TrueType font that the book names itself. For a character that a font lacks, the
// browser would take any font of the system; where that is an OpenType font with cubic outlines, the PDF would have the
// character as a nameless drawing (Type 3) that can be neither searched nor copied. So it is looked up before printing
// which font has which character.

// A webFont is a weight of a family, in a package of @fontsource. The package has the common characters in one file and
// the rare ones in numbered slices.
type webFont struct {
	family string // as the styles name it
	weight int
	name   string // of the package, and with which its files begin
}

// webFonts are 宋 for text and 黑 for headings.
var webFonts = [...]webFont{
	{"Song", 400, "noto-serif-sc"},
	{"Song", 600, "noto-serif-sc"},
	{"Hei", 500, "noto-sans-sc"},
	{"Hei", 700, "noto-sans-sc"},
}

// fontRules are the @font-face rules for all characters of a book and of its template. kai is the file of 楷; what it
// lacks is printed in 宋.
func fontRules(folder, kai string, b *manuscript.Book, source string) (template.CSS, error) {
	need := characters(b, source)
	var css strings.Builder
	for _, f := range webFonts {
		files, err := f.files(folder, need)
		if err != nil {
			return "", whereMissing(b, err)
		}
		for _, file := range files {
			fontFace(&css, f.family, f.weight, file)
		}
	}
	face, err := typeface.Load(kai)
	if err != nil {
		return "", fontError(err)
	}
	fontFace(&css, "Kai", 400, fontFile{kai, nil})
	missing := lacking(face, need)
	files, err := webFonts[0].files(folder, missing)
	if err != nil {
		return "", err
	}
	for _, f := range files {
		if f.only == nil {
			f.only = missing
		}
		if len(f.only) > 0 {
			fontFace(&css, "Kai", 400, f)
		}
	}
	return template.CSS(css.String()), nil
}

// lacking are the characters that a font has not.
func lacking(face *typeface.Face, characters []rune) []rune {
	return slices.DeleteFunc(slices.Clone(characters), face.Has)
}

// fontError says what to do about a font that cannot be read.
func fontError(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return diag.Errorf("on Debian `make book` sets the fonts up; if it has before, remove .build/fonts first",
			"a font of the book is missing: %w", err)
	}
	return diag.Errorf("remove .build/fonts and run `make book`, which sets the fonts up anew",
		"a font of the book cannot be read: %w", err)
}

// characters are all that may be printed, sorted.
func characters(b *manuscript.Book, source string) []rune {
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
	note(source, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,:;/-–—#…", b.Title, b.Address)
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
	return slices.Sorted(maps.Keys(seen))
}

// texts are all texts of an item.
func texts(i *list.Item) []string {
	all := []string{i.Category.Name, i.Note}
	for _, d := range i.Departments {
		all = append(all, d.Name)
	}
	for _, text := range i.Texts() {
		all = append(all, *text)
	}
	return all
}

// A missingError is a character that a font has in none of its files.
type missingError struct{ char rune }

func (e missingError) Error() string { return fmt.Sprintf("no glyph for %q", e.char) }

// whereMissing adds to a missingError in which item the character is.
func whereMissing(b *manuscript.Book, err error) error {
	missing, ok := errors.AsType[missingError](err)
	if !ok {
		return err
	}
	where := "the book"
	for _, item := range b.Items() {
		if strings.ContainsRune(strings.Join(texts(item.Item), "\n"), missing.char) {
			where = item.ID + " " + item.Title
			break
		}
	}
	return diag.Errorf("if it is a slip, correct it in the list; a private-use character (U+E000 and on) was left by "+
		"the program that the text came from",
		"%s: no font of the book has the character %q (U+%04X)", where, missing.char, missing.char)
}

// A fontFile is a file and which characters to take from it; nil means all.
type fontFile struct {
	file string
	only []rune
}

// files finds the font files that together have the characters: the common one, and slices for what it lacks.
func (f webFont) files(folder string, need []rune) ([]fontFile, error) {
	dir := filepath.Join(folder, "@fontsource", f.name)
	file := func(slice string) string {
		return filepath.Join(dir, "files", fmt.Sprintf("%s-%s-%d-normal.woff", f.name, slice, f.weight))
	}
	common := file("chinese-simplified")
	face, err := typeface.Load(common)
	if err != nil {
		return nil, fontError(err)
	}
	files := []fontFile{{common, nil}}
	rare := lacking(face, need)
	if len(rare) == 0 {
		return files, nil
	}
	table, err := readSlices(filepath.Join(dir, "unicode.json"))
	if err != nil {
		return nil, fontError(err)
	}
	only := map[string][]rune{}
	for _, r := range rare {
		i := slices.IndexFunc(table, func(s fontSlice) bool { return s.has(r) })
		if i < 0 {
			return nil, missingError{r}
		}
		slice := file(table[i].name)
		face, err := typeface.Load(slice)
		if err != nil {
			return nil, fontError(err)
		}
		if !face.Has(r) {
			return nil, missingError{r}
		}
		only[slice] = append(only[slice], r)
	}
	for _, slice := range slices.Sorted(maps.Keys(only)) {
		files = append(files, fontFile{slice, only[slice]})
	}
	return files, nil
}

// A fontSlice is a file of rare characters and the ranges that its package says it has.
type fontSlice struct {
	name   string
	ranges [][2]rune // both ends included
}

func (s fontSlice) has(r rune) bool {
	return slices.ContainsFunc(s.ranges, func(span [2]rune) bool { return r >= span[0] && r <= span[1] })
}

// readSlices reads the package's table of slices: "[12]": "U+4e00-4e05,U+4e10".
func readSlices(file string) ([]fontSlice, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var table map[string]string
	if err := json.Unmarshal(text, &table); err != nil {
		return nil, err
	}
	var all []fontSlice
	for _, key := range slices.Sorted(maps.Keys(table)) {
		s := fontSlice{name: strings.Trim(key, "[]")}
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

// fontFace writes an @font-face rule.
func fontFace(css *strings.Builder, family string, weight int, f fontFile) {
	path, err := filepath.Abs(f.file)
	if err != nil {
		path = f.file
	}
	address := url.URL{Scheme: "file", Path: filepath.ToSlash(path)}
	fmt.Fprintf(css, "@font-face{font-family:%s;font-weight:%d;src:url(%q)", family, weight, address.String())
	for i, r := range f.only {
		if i == 0 {
			css.WriteString(";unicode-range:")
		} else {
			css.WriteByte(',')
		}
		fmt.Fprintf(css, "U+%X", r)
	}
	css.WriteString("}\n")
}
