package listfile

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// lists are the ids of the lists that every town has, in the document's order.
var lists = []string{"basic", "joint", "reclaimed"}

// listIDs are the ids of the lists that something is said of: the three of every town first.
func listIDs[T any](of map[string]T) []string {
	ids := slices.Clone(lists)
	for _, id := range slices.Sorted(maps.Keys(of)) {
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return slices.DeleteFunc(ids, func(id string) bool { _, ok := of[id]; return !ok })
}

// Write returns the files of a town's folder, by their names, as they are written new. A list without items has none.
func Write(t Town) map[string][]byte {
	files := map[string][]byte{"town.toml": []byte(writeTown(t))}
	for _, id := range listIDs(t.Lists) {
		if items := t.Lists[id]; len(items) > 0 {
			files[id+".toml"] = []byte(writeList(t, id))
		}
	}
	if t.Source != "" {
		files["source.txt"] = []byte(t.Source)
	}
	return files
}

// headings say on top of a new file what is in it, and what is whose.
var headings = map[string]string{
	"town":      "%s: who the list is of, what it says of itself, and its preface, verbatim from source.txt.",
	"basic":     "%s基本履职事项清单: what the town must do itself and answers for.",
	"joint":     "%s配合履职事项清单: what the county leads and the town assists in.",
	"reclaimed": "%s上级部门收回事项清单: what the county took back.",
}

func writeList(t Town, id string) string {
	var b strings.Builder
	if heading, ok := headings[id]; ok {
		fmt.Fprintf(&b, "# "+heading+" Verbatim from source.txt; only `note` is the editor's.\n", t.Name)
	}
	for _, item := range t.Lists[id] {
		if b.Len() > 0 {
			b.WriteString("\n")
		}
		b.WriteString(writeItem(item, t.Columns[id]))
	}
	return b.String()
}

// A line is a key and its value, as a file has it; the value is "" where the key is left out.
type line struct{ key, value string }

func writeLines(b *strings.Builder, all []line) {
	for _, l := range all {
		if l.value != "" {
			b.WriteString(l.key + " = " + l.value + "\n")
		}
	}
}

// itemLines are the keys of an item itself, in their order.
func itemLines(item Item, columns []string) []line {
	return []line{
		{"id", text(item.ID)}, {"no", strconv.Itoa(item.No)},
		{"category", text(item.Category)}, {"title", text(item.Title)}, {"see", row(item.See)},
		{"departments", row(item.Departments)}, {"roles", table(item.Roles, item.Departments)},
		{"statement", text(item.Statement)},
		{"empty", table(item.Empty, append([]string{"departments", "county", "town", "takeover"}, columns...))},
		{"note", text(item.Note)},
	}
}

// A part is the tables of one key of an item, as a file has them.
type part struct {
	key    string // county, town, takeover, field
	tables [][]line
}

// itemParts are the tables of an item, in their order.
func itemParts(item Item) []part {
	blocks := func(key, duties string, all []Block) part {
		p := part{key: key}
		for _, b := range all {
			said := column(b.Duties)
			if said == "" {
				said = "[]" // who took over stands there, and not how
			}
			p.tables = append(p.tables, []line{
				{"department", text(b.Department)}, {"heading", text(b.Heading)}, {duties, said},
			})
		}
		return p
	}
	fields := part{key: "field"}
	for _, f := range item.Fields {
		fields.tables = append(fields.tables, []line{{"name", text(f.Name)}, {"text", text(f.Text)}})
	}
	return []part{
		blocks("county", "duties", item.County), blocks("town", "duties", item.Town),
		blocks("takeover", "methods", item.Takeover), fields,
	}
}

func writeItem(item Item, columns []string) string {
	var b strings.Builder
	b.WriteString("[[item]]\n")
	writeLines(&b, itemLines(item, columns))
	for _, p := range itemParts(item) {
		for _, lines := range p.tables {
			b.WriteString("\n[[item." + p.key + "]]\n")
			writeLines(&b, lines)
		}
	}
	return b.String()
}

// townTables are the tables of town.toml that have one place each, in their order; the first is the file's own keys.
func townTables(t Town) []section {
	return []section{
		{"", []line{
			{"id", text(t.ID)}, {"name", text(t.Name)}, {"kind", text(t.Kind)},
			{"county", text(t.County)}, {"county_kind", text(t.CountyKind)}, {"prefecture", text(t.Prefecture)},
			{"region", text(t.Region)}, {"order", number(t.Order)},
		}},
		{"declared", declaredLines(t.Declared)},
		{"columns", eachList(t.Columns, row)},
		{"meaning", eachList(t.Meanings, text)},
		{"edition", []line{
			{"name", text(t.Edition.Name)}, {"status", text(t.Edition.Status)}, {"approved", text(t.Edition.Approved)},
			{"approver", text(t.Edition.Approver)}, {"document", text(t.Edition.Document)},
		}},
		{"book", []line{
			{"issuer", text(t.Book.Issuer)}, {"issued", text(t.Book.Issued)}, {"printer", text(t.Book.Printer)},
			{"copies", number(t.Book.Copies)}, {"permit", text(t.Book.Permit)},
			{"recipients", text(t.Book.Recipients)}, {"paper", number(t.Book.Paper)},
			{"thickness", number(t.Book.Thickness)},
		}},
		{"contact", []line{
			{"phone", text(t.Contact.Phone)}, {"address", text(t.Contact.Address)}, {"hours", text(t.Contact.Hours)},
			{"web", text(t.Contact.Web)},
		}},
		{"words", wordLines(t.Words)},
	}
}

// A section is a table of town.toml.
type section struct {
	key   string
	lines []line
}

func writeTown(t Town) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# "+headings["town"]+"\n", t.Name)
	for i, s := range townTables(t) {
		switch {
		case i == 0 || !s.said():
		case s.key == "declared":
			b.WriteString("\n# The totals: those that the document states, or else counted. The check holds the list " +
				"against them.\n[declared]\n")
		default:
			b.WriteString("\n[" + s.key + "]\n")
		}
		writeLines(&b, s.lines)
	}
	for _, s := range t.Preface {
		b.WriteString("\n[[preface]]\n")
		writeLines(&b, prefaceLines(s))
	}
	return b.String()
}

func prefaceLines(s Section) []line {
	return []line{{"heading", text(s.Heading)}, {"paragraphs", column(s.Paragraphs)}, {"note", text(s.Note)}}
}

// totals are the keys of the totals of a list, in their order.
var totals = []string{"items", "categories", "departments"}

func declaredLines(declared map[string]int) []line {
	if len(declared) == 0 {
		return nil
	}
	lines, of := []line{{"items", strconv.Itoa(declared["items"])}}, map[string][]string{}
	for _, key := range slices.SortedFunc(maps.Keys(declared), func(a, b string) int {
		_, a, _ = strings.Cut(a, ".")
		_, b, _ = strings.Cut(b, ".")
		return slices.Index(totals, a) - slices.Index(totals, b)
	}) {
		if list, total, ok := strings.Cut(key, "."); ok {
			of[list] = append(of[list], fmt.Sprintf("%s = %d", total, declared[key]))
		}
	}
	for _, list := range listIDs(of) {
		lines = append(lines, line{list, "{ " + strings.Join(of[list], ", ") + " }"})
	}
	return lines
}

func eachList[T any](of map[string]T, write func(T) string) []line {
	var lines []line
	for _, id := range listIDs(of) {
		lines = append(lines, line{id, write(of[id])})
	}
	return lines
}

func wordLines(words map[string]string) []line {
	var lines []line
	for _, key := range []string{"town", "this", "ours", "theirs", "own", "county", "departments", "towns"} {
		lines = append(lines, line{key, text(words[key])})
	}
	return lines
}

// Values, as a file has them. Nothing is written of what says nothing.

func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func text(s string) string {
	if s == "" {
		return ""
	}
	return Quote(s)
}

// Quote writes texts as TOML has them, in a row.
func Quote(texts ...string) string {
	all := make([]string, len(texts))
	for i, s := range texts {
		var b strings.Builder
		for _, r := range s {
			switch {
			case r == '"' || r == '\\':
				b.WriteString(`\` + string(r))
			case r < ' ' || r == 0x7f:
				fmt.Fprintf(&b, `\u%04x`, r)
			default:
				b.WriteRune(r)
			}
		}
		all[i] = `"` + b.String() + `"`
	}
	return strings.Join(all, ", ")
}

// row is a list of short texts, in one line.
func row(texts []string) string {
	if len(texts) == 0 {
		return ""
	}
	return "[" + Quote(texts...) + "]"
}

// column is a list of sentences, a line each where there are several.
func column(texts []string) string {
	if len(texts) < 2 {
		return row(texts)
	}
	var b strings.Builder
	b.WriteString("[\n")
	for _, s := range texts {
		b.WriteString("  " + Quote(s) + ",\n")
	}
	return b.String() + "]"
}

// table is a table in one line. Its keys stand in the order given, others behind these.
func table(values map[string]string, order []string) string {
	if len(values) == 0 {
		return ""
	}
	var pairs []string
	for _, key := range append(slices.Clone(order), slices.Sorted(maps.Keys(values))...) {
		value, ok := values[key]
		if pair := bare(key) + " = " + Quote(value); ok && !slices.Contains(pairs, pair) {
			pairs = append(pairs, pair)
		}
	}
	return "{ " + strings.Join(pairs, ", ") + " }"
}

var bareKey = regexp.MustCompile(`^[A-Za-z0-9_-]+$`)

// bare is a key without quotation marks, where it needs none.
func bare(key string) string {
	if bareKey.MatchString(key) {
		return key
	}
	return Quote(key)
}
