package record

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"handbook/generator/diag"
	"handbook/generator/position"
)

// A Table reads the keys of one TOML table.
type Table struct {
	src    *source
	path   string
	values map[string]any
	seen   map[string]bool
}

// At is the path of a key of this table, for Report.
func (t Table) At(key string) string {
	if t.path == "" {
		return key
	}
	return t.path + "." + key
}

// take returns the value of a key and marks the key as known.
func (t Table) take(key string, required bool) (any, bool) {
	t.seen[key] = true
	v, ok := t.values[key]
	if !ok && required {
		t.Errorf(t.path, fmt.Sprintf("add a line %s = …", key), "missing key %q", key)
	}
	return v, ok
}

func (t Table) wrong(path, want string, got any) {
	t.Errorf(path, "", want+" expected, found %s", typeOf(got))
}

func typeOf(v any) string {
	switch v.(type) {
	case string:
		return "a text"
	case int64:
		return "a number"
	case float64:
		return "a number with a decimal point"
	case bool:
		return "true or false"
	case []any, []map[string]any:
		return "a list"
	case map[string]any:
		return "a table"
	}
	return "a date or time"
}

// Text reads a text that must be there and say something.
func (t Table) Text(key string) string { return t.oneOf(key, true, published) }

// Optional reads a text that may be absent: it is "" then.
func (t Table) Optional(key string) string { return t.oneOf(key, false, published) }

// Telephone reads an office's telephone number that may be absent.
func (t Table) Telephone(key string) string { return t.oneOf(key, false, telephone) }

func (t Table) oneOf(key string, required bool, u use) string {
	v, ok := t.take(key, required)
	if !ok {
		return ""
	}
	if s, ok := v.(string); ok && clean(s) {
		return s
	}
	return t.oneText(t.At(key), v, u)
}

func (t Table) oneText(path string, v any, u use) string {
	s, ok := v.(string)
	if !ok {
		t.wrong(path, "a text in \"…\"", v)
		return ""
	}
	return t.sound(path, s, u)
}

// Texts reads a list of texts.
func (t Table) Texts(key string, required bool) []string {
	v, ok := t.take(key, required)
	if !ok {
		return nil
	}
	list, ok := v.([]any)
	if !ok {
		t.wrong(t.At(key), "a list of texts [\"…\", \"…\"]", v)
		return nil
	}
	if len(list) == 0 && required {
		t.Errorf(t.At(key), "write at least one text", "the list %q is empty", key)
	}
	texts := make([]string, len(list))
	for i, v := range list {
		if s, ok := v.(string); ok && clean(s) {
			texts[i] = s
			continue
		}
		texts[i] = t.oneText(fmt.Sprintf("%s[%d]", t.At(key), i), v, published)
	}
	return texts
}

// Number reads a whole number from 1 up; it is 0 where there is none.
func (t Table) Number(key string) int {
	n, _ := t.whole(key, 1)
	return n
}

// Within reads a whole number that may be absent: it is 0 then.
func (t Table) Within(key string, least, most int) int {
	if !t.Knows(key) {
		return 0
	}
	n, ok := t.whole(key, 0)
	if ok && (n < least || n > most) {
		t.Errorf(t.At(key), fmt.Sprintf("it is from %d to %d", least, most), "the number %d is out of range", n)
		return 0
	}
	return n
}

// Count reads how many there are of something, from 0 up, and says whether it could be read.
func (t Table) Count(key string) (n int, ok bool) { return t.whole(key, 0) }

// Says reports whether the key is there with this number.
func (t Table) Says(key string, n int) bool {
	v, ok := t.values[key].(int64)
	return ok && v == int64(n)
}

func (t Table) whole(key string, least int64) (int, bool) {
	v, ok := t.take(key, true)
	if !ok {
		return 0, false
	}
	n, ok := v.(int64)
	if !ok {
		t.wrong(t.At(key), "a whole number without quotes", v)
		return 0, false
	}
	if n < least || n > 1<<20 {
		t.Errorf(t.At(key), fmt.Sprintf("numbers count from %d", least), "the number %d is out of range", n)
		return 0, false
	}
	return int(n), true
}

// Table reads a table that may be absent.
func (t Table) Table(key string) (Table, bool) {
	v, ok := t.take(key, false)
	if !ok {
		return Table{}, false
	}
	m, ok := v.(map[string]any)
	if !ok {
		want := fmt.Sprintf("a table [%s]", t.At(key))
		if strings.Contains(t.path, "[") { // in a table that stands in a list
			want = fmt.Sprintf("a table %s = { … = … }", key)
		}
		t.wrong(t.At(key), want, v)
		return Table{}, false
	}
	return Table{src: t.src, path: t.At(key), values: m, seen: map[string]bool{}}, true
}

// Tables reads a list of tables [[key]] that may be absent.
func (t Table) Tables(key string) []Table {
	v, ok := t.take(key, false)
	if !ok {
		return nil
	}
	var list []map[string]any
	switch v := v.(type) {
	case []map[string]any:
		list = v
	case []any: // an array of inline tables
		for i, e := range v {
			m, ok := e.(map[string]any)
			if !ok {
				t.wrong(fmt.Sprintf("%s[%d]", t.At(key), i), t.tables(key), e)
				return nil
			}
			list = append(list, m)
		}
	default:
		t.wrong(t.At(key), t.tables(key), v)
		return nil
	}
	tables := make([]Table, len(list))
	for i, m := range list {
		tables[i] = Table{src: t.src, path: fmt.Sprintf("%s[%d]", t.At(key), i), values: m, seen: map[string]bool{}}
	}
	return tables
}

// tables is how the tables of a key are written.
func (t Table) tables(key string) string {
	return fmt.Sprintf("tables [[%s]]", regexp.MustCompile(`\[[0-9]+\]`).ReplaceAllString(t.At(key), ""))
}

// Done reports the keys that nobody asked for.
func (t Table) Done() {
	for _, key := range slices.Sorted(maps.Keys(t.values)) {
		if t.seen[key] {
			continue
		}
		known := slices.Sorted(maps.Keys(t.seen))
		hint := "known keys: " + strings.Join(known, ", ")
		if near, ok := Nearest(key, known); ok {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		t.reportKey(t.At(key), fmt.Sprintf("unknown key %q", key), hint)
	}
}

// Keys are the keys of the table, in the order of the file.
func (t Table) Keys() []string {
	return slices.SortedFunc(maps.Keys(t.values), func(a, b string) int {
		x, y := t.Place(t.At(a)).Key, t.Place(t.At(b)).Key
		return cmp.Or(cmp.Compare(x.Line, y.Line), cmp.Compare(x.Col, y.Col), cmp.Compare(a, b))
	})
}

// Place is where the key and the value of a path stand.
func (t Table) Place(path string) position.Place { return t.src.place(path) }

// Void reports whether the key is there and says nothing: a text without characters, a list without texts. Then the key
// counts as known: who reads the table has more to say of it than that it is empty.
func (t Table) Void(key string) bool {
	v := t.values[key]
	text, isText := v.(string)
	list, isList := v.([]any)
	if isText && strings.TrimSpace(text) == "" || isList && len(list) == 0 {
		t.seen[key] = true
		return true
	}
	return false
}

// Lists reports whether the key has a list with this text.
func (t Table) Lists(key, text string) bool {
	list, _ := t.values[key].([]any)
	return slices.Contains(list, any(text))
}

// Elsewhere reports keys that stand here and belong into another table.
func (t Table) Elsewhere(table string, keys ...string) {
	for _, key := range keys {
		if t.Has(key) {
			t.seen[key] = true
			t.ErrorOfKey(key, fmt.Sprintf("it belongs below a line [%s]", table),
				"the key %q stands outside its table", key)
		}
	}
}

// ErrorOfKey adds an error about a key of the table itself, with a hint on what to do.
func (t Table) ErrorOfKey(key, hint, format string, args ...any) {
	t.reportKey(t.At(key), fmt.Sprintf(format, args...), hint)
}

// Has reports whether the key is there, whatever its type.
func (t Table) Has(key string) bool { _, ok := t.values[key]; return ok }

// Knows reports whether the key is there, like Has, and has it be a key that is known.
func (t Table) Knows(key string) bool {
	_, ok := t.take(key, false)
	return ok
}

// Path is the table's own path: "item[3]".
func (t Table) Path() string { return t.path }

// Report adds a finding about the value at a path of the file; "" is the file as a whole.
func (t Table) Report(path string, severity diag.Severity, message, hint string) {
	t.src.at(t.src.place(path).Value, severity, message, hint)
}

// Errorf adds an error about the value at a path, with a hint on what to do.
func (t Table) Errorf(path, hint, format string, args ...any) {
	t.reportf(path, diag.Error, hint, format, args)
}

// Warnf adds a warning about the value at a path, with a hint on what to do.
func (t Table) Warnf(path, hint, format string, args ...any) {
	t.reportf(path, diag.Warning, hint, format, args)
}

func (t Table) reportf(path string, severity diag.Severity, hint, format string, args []any) {
	t.src.put(t.src.place(path).Value, diag.Finding{
		Severity: severity, Kind: format, Message: fmt.Sprintf(format, args...), Hint: hint,
	})
}

// ReportSpan adds a finding about a span of the file.
func (t Table) ReportSpan(span position.Span, severity diag.Severity, message, hint string) {
	t.src.at(span, severity, message, hint)
}

// ReportPart adds a finding about the characters of the text at a path from one up to another. Where the file writes
// the text in another way, with escapes or over several lines, it is about the whole text.
func (t Table) ReportPart(
	path, text string, from, to int, severity diag.Severity, message, hint string,
) {
	t.AddPart(path, text, from, to, diag.Finding{Severity: severity, Message: message, Hint: hint})
}

// AddPart adds a finding that says all but its place, likewise.
func (t Table) AddPart(path, text string, from, to int, f diag.Finding) {
	if t.src.full(f.Severity) {
		return
	}
	span := t.src.place(path).Value
	if span.Line > 0 {
		line, before := []rune(t.src.line(span.Line)), []rune(text)[:to]
		// The text begins after the opening quote.
		if end := span.Col + to; end <= len(line) && slices.Equal(line[span.Col:end], before) {
			span.Col += 1 + from
			span.Len = to - from
		}
	}
	t.src.put(span, f)
}

func (t Table) reportKey(path, message, hint string) {
	t.src.at(t.src.place(path).Key, diag.Error, message, hint)
}
