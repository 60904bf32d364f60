package book

import (
	"errors"
	"fmt"
	"html"
	"html/template"
	"io/fs"
	"maps"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"handbook/generator/diag"
	"handbook/generator/faces"
)

// Every character is printed from a TrueType font that the book names itself. For a character that a font lacks, the
// browser would take any font of the system; where that is an OpenType font with cubic outlines, the PDF would have the
// character as a nameless drawing (Type 3) that can be neither searched nor copied. So it is looked up before printing
// which font has which character.

// fontRules are the @font-face rules for some faces.
func fontRules(all []faces.Face) template.CSS {
	var css strings.Builder
	for _, face := range all {
		fontFace(&css, face)
	}
	return template.CSS(css.String())
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

// characters are all that may be printed of the HTML, sorted: those that it has, and what numbers and substitutes are
// written with.
func characters(composed string) []rune {
	seen := map[rune]bool{}
	for _, text := range []string{
		html.UnescapeString(composed),
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,:;/-–—#…+（）" + geta,
	} {
		for _, r := range text {
			if r > ' ' && r != '　' {
				seen[r] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

// geta is the mark that printers put in the place of a character that they have no type for.
const geta = "〓"

// Substitute is what the book prints for a character that no font has: the mark of a missing type, with the character's
// code, which tells the reader which it is; a space for a space; and nothing for what is never seen by itself, like a
// mark that turns the direction of writing.
func Substitute(r rune) string {
	switch {
	case unicode.In(r, unicode.Z):
		return " "
	case unicode.In(r, unicode.Cf, unicode.Cc, unicode.Variation_Selector):
		return ""
	}
	return fmt.Sprintf("%s（U+%04X）", geta, r)
}

// substitutes writes them into HTML.
func substitutes(lacking []rune) *strings.Replacer {
	var pairs []string
	for _, r := range lacking {
		pairs = append(pairs, string(r), Substitute(r))
	}
	return strings.NewReplacer(pairs...)
}

// fontFace writes an @font-face rule.
func fontFace(css *strings.Builder, f faces.Face) {
	path, err := filepath.Abs(f.File)
	if err != nil {
		path = f.File
	}
	address := url.URL{Scheme: "file", Path: filepath.ToSlash(path)}
	fmt.Fprintf(css, "@font-face{font-family:%s;font-weight:%d;src:url(%q)", f.Family, f.Weight, address.String())
	for i, r := range f.Only {
		if i == 0 {
			css.WriteString(";unicode-range:")
		} else {
			css.WriteByte(',')
		}
		fmt.Fprintf(css, "U+%X", r)
	}
	css.WriteString("}\n")
}
