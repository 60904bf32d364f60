package listfile

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"handbook/generator/position"
)

// errForm says that something is written in another form than [Write] writes, which is changed by hand.
var errForm = errors.New("written in a form that is not changed in place")

// An edit replaces some bytes of a text.
type edit struct {
	from, to int
	text     string
}

func apply(s string, edits []edit) string {
	slices.SortStableFunc(edits, func(a, b edit) int { return cmp.Or(a.from-b.from, a.to-b.to) })
	var b strings.Builder
	at := 0
	for _, e := range edits {
		b.WriteString(s[at:e.from] + e.text)
		at = e.to
	}
	return b.String() + s[at:]
}

// editKeys makes the values of a table's keys those that it shall have. The texts of old and of new are as [Write]
// writes them, key by key: what is equal stays as the file has it.
func editKeys(own, eol string, old, new []line) (string, error) {
	extents := position.Extents([]byte(own))
	prefix := ""
	for path, e := range extents {
		if e.Header {
			prefix = path + "."
		}
	}
	endOfLine := func(at int) int {
		if n := strings.IndexByte(own[at:], '\n'); n >= 0 {
			return at + n + 1
		}
		return len(own)
	}
	behind := 0 // the line after which a new key is written
	if e, ok := extents[strings.TrimSuffix(prefix, ".")]; ok {
		behind = endOfLine(e.To)
	} else if len(old) > 0 { // a file's own keys stand behind its comments
		behind = len(comments(own))
	}
	values := map[string]string{}
	for _, l := range old {
		values[l.key] = l.value
	}
	var edits []edit
	for _, l := range withGone(old, new) {
		e, there := extents[prefix+l.key]
		was := values[l.key]
		if there {
			behind = endOfLine(e.To)
		}
		switch {
		case was == l.value:
		case was == "":
			text := l.key + " = " + strings.ReplaceAll(l.value, "\n", eol) + eol
			if behind > 0 && own[behind-1] != '\n' {
				text = eol + strings.TrimSuffix(text, eol)
			}
			edits = append(edits, edit{behind, behind, text})
		case !there:
			return "", fmt.Errorf("%s: %w", l.key, errForm)
		case l.value == "":
			from := 1 + strings.LastIndexByte(own[:e.From], '\n')
			if strings.TrimSpace(own[from:e.From]) != "" {
				return "", fmt.Errorf("%s: %w", l.key, errForm)
			}
			edits = append(edits, edit{from, behind, ""})
		case strings.HasPrefix(l.value, "[") && strings.HasPrefix(was, "["):
			text, err := editTexts(own[e.Value:e.To], eol, was, l.value)
			if err != nil {
				return "", fmt.Errorf("%s: %w", l.key, err)
			}
			edits = append(edits, edit{e.Value, e.To, text})
		default:
			edits = append(edits, edit{e.Value, e.To, strings.ReplaceAll(l.value, "\n", eol)})
		}
	}
	return apply(own, edits), nil
}

// withGone are the new lines, and those of the old whose key the new do not have, without a value.
func withGone(old, new []line) []line {
	all := slices.Clone(new)
	for n, l := range old {
		if !slices.ContainsFunc(new, func(o line) bool { return o.key == l.key }) {
			all = slices.Insert(all, min(n, len(all)), line{l.key, ""})
		}
	}
	return all
}

// editTexts changes a list of texts: where each has a line of its own, only the lines that differ.
func editTexts(value, eol, old, new string) (string, error) {
	was, shall := textsOf(old), textsOf(new)
	layout, ok := linesOf(value, len(was))
	switch {
	case ok && (len(shall) > 1 || layout.comments):
		return layout.changed(eol, was, shall), nil
	case !ok && hasComment(value):
		return "", errForm
	}
	return strings.ReplaceAll(new, "\n", eol), nil
}

// textsOf reads a list of texts back.
func textsOf(value string) []string {
	var file struct{ Texts []string }
	if err := decode([]byte("texts = "+value), &file); err != nil {
		panic(err) // it was written by row or column
	}
	return file.Texts
}

// hasComment reports whether there is a comment in a value.
func hasComment(value string) bool {
	const before = "x = "
	doc := before + value
	rest := []byte(doc)
	for _, span := range position.Texts([]byte(doc)) {
		for n := span[0]; n < span[1]; n++ {
			rest[n] = ' '
		}
	}
	return strings.Contains(string(rest), "#")
}

// A layout is a list that has a line for each of its texts.
type layout struct {
	first, last string // the lines of the brackets
	lines       []textLine
	comments    bool
}

// A textLine is the lines of comments above a text, and what stands before, at and behind it in its line.
type textLine struct{ above, before, text, behind string }

// linesOf takes a list apart that has n texts, if each has a line of its own.
func linesOf(value string, n int) (l layout, ok bool) {
	const name = "x = "
	extents := position.Extents([]byte(name + value))
	all := strings.SplitAfter(value, "\n")
	if len(all) < 3 || strings.TrimSpace(all[len(all)-1]) != "]" {
		return l, false
	}
	first := strings.TrimSpace(strings.TrimPrefix(all[0], "["))
	if first != "" && !strings.HasPrefix(first, "#") {
		return l, false
	}
	l.first, l.last, l.comments = all[0], all[len(all)-1], first != ""
	at, next, above := len(all[0]), 0, ""
	for _, text := range all[1 : len(all)-1] {
		e, there := extents[fmt.Sprintf("x[%d]", next)]
		from, to := e.From-len(name)-at, e.To-len(name)-at
		trimmed := strings.TrimSpace(text)
		switch {
		case there && from >= 0 && to <= len(text):
			t := textLine{above, text[:from], text[from:to], text[to:]}
			rest := strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(t.behind), ","))
			if strings.TrimSpace(t.before) != "" || rest != "" && rest[0] != '#' {
				return l, false
			}
			l.comments = l.comments || rest != ""
			l.lines = append(l.lines, t)
			next, above = next+1, ""
		case trimmed == "", trimmed[0] == '#':
			above += text
			l.comments = l.comments || trimmed != ""
		default:
			return l, false
		}
		at += len(text)
	}
	l.last = above + l.last
	return l, next == n
}

// changed is the list with other texts.
func (l layout) changed(eol string, was, shall []string) string {
	var lines []textLine
	above := ""
	for _, p := range align(was, shall) {
		if p.new < 0 {
			above += l.lines[p.old].above
			continue
		}
		t := textLine{before: "  ", behind: "," + eol}
		if p.old >= 0 {
			t = l.lines[p.old]
		} else if len(l.lines) > 0 {
			t.before = l.lines[0].before
		}
		if p.old < 0 || was[p.old] != shall[p.new] {
			t.text = Quote(shall[p.new])
		}
		t.above = above + t.above
		above = ""
		lines = append(lines, t)
	}
	var b strings.Builder
	b.WriteString(l.first)
	for n, t := range lines {
		if n < len(lines)-1 && !strings.HasPrefix(strings.TrimSpace(t.behind), ",") {
			t.behind = "," + t.behind
		}
		b.WriteString(t.above + t.before + t.text + t.behind)
	}
	return b.String() + above + l.last
}
