package pdf

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A glyph of a font, by the font's object.
type glyph struct {
	font Ref
	code string // two bytes
}

// TellLetters writes into the fonts what each glyph stands for where the browser says it only beside the text, in
// marked content (ActualText): a letter of the Uyghur alphabet has up to four glyphs, by its place in the word, and the
// fonts have for each the character of that form, which nobody types or searches. Not every program reads marked
// content. A glyph that stands for several texts is left as it is.
func (f *File) TellLetters() error {
	told := map[glyph]string{}
	several := map[glyph]bool{}
	for i, r := range f.Pages() {
		content, err := f.Content(r)
		if err != nil {
			return err
		}
		fonts := f.Dict(f.Dict(f.Dict(r)["Resources"])["Font"])
		err = spelled(content, func(font Name, code, text string) {
			ref, ok := fonts[font].(Ref)
			if g := (glyph{ref, code}); ok {
				several[g] = several[g] || told[g] != "" && told[g] != text
				told[g] = text
			}
		})
		if err != nil {
			return fmt.Errorf("page %d: %w", i+1, err)
		}
	}
	texts := map[Ref]map[string]string{}
	for g, text := range told {
		if several[g] {
			continue
		}
		if texts[g.font] == nil {
			texts[g.font] = map[string]string{}
		}
		texts[g.font][g.code] = text
	}
	for font, told := range texts {
		stream, ok := f.Get(f.Dict(font)["ToUnicode"]).(*Stream)
		if !ok {
			continue
		}
		cmap, err := stream.Inflate()
		if err != nil {
			return err
		}
		f.Dict(font)["ToUnicode"] = f.Add(Deflate(Dict{}, []byte(withTexts(string(cmap), told))))
	}
	return nil
}

// spelled calls for each piece of marked content that has one glyph and says what it stands for.
func spelled(content []byte, call func(font Name, code, text string)) error {
	var font Name
	text, codes := "", ""
	return Operations(content, func(o Operation) {
		switch o.Name {
		case "Tf":
			if len(o.Args) > 0 {
				font, _ = o.Args[0].(Name)
			}
		case "BDC":
			text, codes = "", ""
			if len(o.Args) == 2 {
				if d, ok := o.Args[1].(Dict); ok {
					s, _ := d["ActualText"].(String)
					text = strings.TrimPrefix(string(s), "\xfe\xff")
				}
			}
		case "Tj":
			if len(o.Args) == 1 {
				s, _ := o.Args[0].(String)
				codes += string(s)
			}
		case "TJ": // several glyphs
			text = ""
		case "EMC":
			if text != "" && len(codes) == 2 {
				call(font, codes, text)
			}
			text = ""
		}
	})
}

var (
	sections = regexp.MustCompile(`(?s)\d+ beginbf(?:char|range)\n.*endbf(?:char|range)\n`)
	mapping  = regexp.MustCompile(`<([0-9A-Fa-f]{4})>(?: <([0-9A-Fa-f]{4})>)? <([0-9A-Fa-f]{4,})>\n`)
)

// withTexts is a ToUnicode map that has some glyphs stand for other texts, in UTF-16.
func withTexts(cmap string, told map[string]string) string {
	number := func(hex string) int {
		n, _ := strconv.ParseUint(hex, 16, 16) // the pattern leaves nothing else
		return int(n)
	}
	lines := map[int]string{}
	for _, m := range mapping.FindAllStringSubmatch(cmap, -1) {
		first, text := number(m[1]), m[3]
		last := first
		if m[2] != "" {
			last = number(m[2])
		}
		head, end := text[:len(text)-4], number(text[len(text)-4:])
		for code := first; code <= last; code++ {
			lines[code] = fmt.Sprintf("<%04X> <%s%04X>\n", code, head, end+code-first)
		}
	}
	for code, text := range told {
		n := int(code[0])<<8 | int(code[1])
		lines[n] = fmt.Sprintf("<%04X> <%X>\n", n, text)
	}
	var out strings.Builder
	for some := range slices.Chunk(slices.Sorted(maps.Keys(lines)), 100) { // at most, says the standard
		fmt.Fprintf(&out, "%d beginbfchar\n", len(some))
		for _, code := range some {
			out.WriteString(lines[code])
		}
		out.WriteString("endbfchar\n")
	}
	at := sections.FindStringIndex(cmap)
	if at == nil {
		at = []int{strings.Index(cmap, "endcmap"), strings.Index(cmap, "endcmap")}
		if at[0] < 0 {
			return cmap
		}
	}
	return cmap[:at[0]] + out.String() + cmap[at[1]:]
}
