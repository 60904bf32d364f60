package record

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
)

// wide is what a Chinese input method types for the signs of TOML.
var wide = map[rune]rune{
	'“': '"', '”': '"', '＂': '"', '‘': '\'', '’': '\'', '＇': '\'',
	'＝': '=', '［': '[', '］': ']', '【': '[', '】': ']', '｛': '{', '｝': '}',
	'，': ',', '、': ',', '＃': '#', '．': '.', '＿': '_', '－': '-', '\u3000': ' ', '\u00a0': ' ',
}

// narrow returns the sign that belongs in a full-width one's place, outside of texts.
func narrow(r rune) (rune, bool) {
	if to, ok := wide[r]; ok {
		return to, true
	}
	if r >= '０' && r <= '９' || r >= 'ａ' && r <= 'ｚ' || r >= 'Ａ' && r <= 'Ｚ' {
		return r - 0xfee0, true
	}
	return r, false
}

// narrowed writes a line's full-width signs, but not those within its texts, as TOML has them. signs are those it met,
// in their order.
func narrowed(line string) (text string, signs []rune) {
	var out strings.Builder
	runes := []rune(line)
	note := func(r rune) {
		if !strings.ContainsRune(string(signs), r) {
			signs = append(signs, r)
		}
	}
	assigned := false // a colon before the = is meant to be one
	for i := 0; i < len(runes); i++ {
		r, changed := narrow(runes[i])
		if r == '：' && !assigned {
			r, changed = '=', true
		}
		assigned = assigned || r == '='
		if changed {
			note(runes[i])
		}
		out.WriteRune(r)
		switch r {
		case '#':
			out.WriteString(string(runes[i+1:]))
			return out.String(), signs
		case '"', '\'':
			end := textEnd(runes, i)
			if end == len(runes) { // not closed: as it is
				out.WriteString(string(runes[i+1:]))
				return out.String(), signs
			}
			text := string(runes[i+1 : end])
			if changed && r == '"' {
				text = strings.ReplaceAll(strings.ReplaceAll(text, `\`, `\\`), `"`, `\"`)
			}
			out.WriteString(text)
			out.WriteRune(r)
			if runes[end] != r {
				note(runes[end])
			}
			i = end
		}
	}
	return out.String(), signs
}

// textEnd finds the quotation mark that closes the text opened at from: of the same kind, or where there is none the
// first full-width one that may end a value.
func textEnd(line []rune, from int) int {
	open, _ := narrow(line[from])
	if line[from] == open {
		for i := from + 1; i < len(line); i++ {
			if line[i] == '\\' && open == '"' {
				i++
			} else if line[i] == open {
				return i
			}
		}
	}
	for i := from + 1; i < len(line); i++ {
		if to, _ := narrow(line[i]); to == open && endsValue(line[i+1:]) {
			return i
		}
	}
	return len(line)
}

// endsValue reports whether what follows a quotation mark may follow a value or key. A full-width comma stands within a
// text more often than after one: there another text, or the end, comes after it.
func endsValue(rest []rune) bool {
	comma := false
	for _, r := range rest {
		to, changed := narrow(r)
		switch {
		case to == ' ' || to == '\t':
		case comma:
			return to == '"' || to == '\'' || to == ']'
		case to == ',' && changed:
			comma = true
		default:
			return strings.ContainsRune(",]}#=", to)
		}
	}
	return true
}

// widthHint says which full-width signs keep a line from being TOML, and shows the line without them; "" where
// something else is wrong.
func widthHint(lines []string, number int) string {
	if number < 1 || number > len(lines) {
		return ""
	}
	corrected, signs := narrowed(lines[number-1])
	if len(signs) == 0 {
		return ""
	}
	all := append([]string{}, lines...)
	all[number-1] = corrected
	var values map[string]any
	if _, err := toml.Decode(strings.Join(all, "\n"), &values); err != nil {
		if line, _ := lineAndColumn(strings.Join(all, "\n")[:offset(err)]); line <= number {
			return ""
		}
	}
	names := make([]string, len(signs))
	for i, r := range signs {
		names[i] = fmt.Sprintf("%c", r)
		if r == '\u3000' || r == '\u00a0' {
			names[i] = fmt.Sprintf("a wide space (U+%04X)", r)
		}
	}
	corrected = strings.TrimSpace(corrected)
	if utf8.RuneCountInString(corrected) > 60 {
		corrected = string([]rune(corrected)[:60]) + "…"
	}
	return fmt.Sprintf("%s: full-width, typed with the Chinese input method on; write %s", strings.Join(names, " "),
		corrected)
}
