// Package markdown writes pages as Markdown, for Hugo and for whoever reads the repository.
//
// The pages are plain CommonMark that reads well in any viewer; links lead to the .md files, so that they work there,
// too. The theme's layouts divide the text at some of its forms: themes/README.md says at which, and TestContract tries
// them.
package markdown

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"unicode/utf8"

	"handbook/generator/address"
	"handbook/generator/page"
)

// GeneratedMark begins the second line of a page that was made from the list: it tells readers where to change the
// text, and `handbook pages` which pages it may replace or remove.
const GeneratedMark = "# generated: edit the list, not this page; from"

// Generated tells whether a file is a page that was made from the list.
func Generated(file string) (bool, error) {
	f, err := os.Open(file)
	if err != nil {
		return false, err
	}
	defer f.Close()
	head := make([]byte, len("---\n")+len(GeneratedMark))
	n, err := f.Read(head)
	if n == 0 && err != nil {
		return false, nil // an empty file, made by people
	}
	return IsGenerated(head[:n]), nil
}

// IsGenerated tells whether a text is a page that was made from the list.
func IsGenerated(text []byte) bool {
	return bytes.HasPrefix(text, []byte("---\n"+GeneratedMark))
}

// Page writes a page.
func Page(p *page.Page) string {
	w := &writer{at: p.Address}
	w.Grow(4 << 10) // most pages
	fmt.Fprintf(w, "---\n%s %s\n", GeneratedMark, p.Source)
	w.fact("title", p.Title)
	w.fact("type", p.Type)
	if p.Brief != "" {
		w.fact("description", p.Brief)
	}
	for _, f := range p.Facts {
		w.fact(f.Name, f.Value)
	}
	var parts []string
	for _, s := range p.Sections {
		if s.ID != "" {
			parts = append(parts, s.ID)
		}
	}
	if len(parts) > 0 {
		w.fact("parts", parts)
	}
	fmt.Fprintf(w, "---\n\n# %s\n", escape(p.Title))
	w.blocks(p.Intro)
	for _, s := range p.Sections {
		fmt.Fprintf(w, "\n## %s\n", w.text(s.Head))
		w.blocks(s.Body)
	}
	return w.String()
}

// A writer writes one page; its links are relative to the page's address.
type writer struct {
	strings.Builder
	at address.Address
}

// fact writes a fact as front matter. A list of facts has a line for each element, so that a diff shows which one
// changed.
func (w *writer) fact(name string, value any) {
	rows, ok := value.([][]page.Fact)
	if !ok {
		fmt.Fprintf(w, "%s: %s\n", name, yamlOf(value))
		return
	}
	if len(rows) == 0 {
		fmt.Fprintf(w, "%s: []\n", name)
		return
	}
	fmt.Fprintf(w, "%s:\n", name)
	for _, row := range rows {
		fmt.Fprintf(w, "  - %s\n", yamlOf(row))
	}
}

// yamlOf is a value in front matter.
func yamlOf(value any) string {
	switch v := value.(type) {
	case string:
		return quote(v)
	case []string:
		return sequence(v)
	case []int:
		return sequence(v)
	case [][]page.Fact:
		return sequence(v)
	case []page.Fact:
		facts := make([]string, len(v))
		for i, f := range v {
			facts[i] = f.Name + ": " + yamlOf(f.Value)
		}
		return "{" + strings.Join(facts, ", ") + "}"
	}
	return fmt.Sprint(value)
}

func sequence[T any](values []T) string {
	all := make([]string, len(values))
	for i, v := range values {
		all[i] = yamlOf(v)
	}
	return "[" + strings.Join(all, ", ") + "]"
}

// quote is a text in front matter: a JSON string, which is a YAML string too.
func quote(s string) string {
	special := func(r rune) bool {
		return r < ' ' || r == 0x7f || (r >= 0x80 && r < 0xa0) || r == 0x2028 || r == 0x2029 || r == 0xfeff
	}
	changes := func(r rune) bool { return r == '"' || r == '\\' || special(r) }
	if utf8.ValidString(s) && !strings.ContainsFunc(s, changes) {
		return `"` + s + `"`
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case special(r):
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

func (w *writer) blocks(blocks []page.Block) {
	for _, b := range blocks {
		switch b := b.(type) {
		case page.Paragraph:
			fmt.Fprintf(w, "\n%s\n", w.text(b.Text))
		case page.Heading:
			fmt.Fprintf(w, "\n%s %s\n", strings.Repeat("#", b.Level), w.text(b.Text))
		case page.Duties:
			w.duties(b)
		case page.Others:
			w.WriteByte('\n')
			w.others("", b)
		case page.Index:
			w.WriteByte('\n')
			for _, e := range b {
				w.entry(e)
			}
		case page.Lines:
			w.WriteByte('\n')
			for _, line := range b {
				fmt.Fprintf(w, "- %s\n", w.text(line))
			}
		case page.Note:
			fmt.Fprintf(w, "\n> %s\n", w.text(b.Text))
		case page.Chart:
			w.chart(b)
		case page.Table:
			w.table("table", b.Columns, b.Rows)
		}
	}
}

func (w *writer) duties(d page.Duties) {
	if d.Head != nil {
		fmt.Fprintf(w, "\n%s %s\n", strings.Repeat("#", d.Level), w.text(d.Head))
	}
	if len(d.List) == 1 {
		fmt.Fprintf(w, "\n%s\n", w.text(d.List[0]))
		if d.Others != nil && d.Others[0] != nil {
			w.WriteByte('\n')
			w.others("", d.Others[0])
		}
		return
	}
	w.WriteByte('\n')
	for i, duty := range d.List {
		mark := "- "
		if !d.Marked {
			mark = fmt.Sprintf("%d. ", i+1)
		}
		fmt.Fprintf(w, "%s%s\n", mark, w.text(duty))
		if d.Others != nil {
			w.others(strings.Repeat(" ", len(mark)), d.Others[i])
		}
	}
}

// others writes other wordings of what stands above, as a list in a quotation.
func (w *writer) others(indent string, lines []page.Text) {
	for _, line := range lines {
		fmt.Fprintf(w, "%s> - %s\n", indent, w.text(line))
	}
}

func (w *writer) entry(e page.Entry) {
	fmt.Fprintf(w, "- **%s** %d [%s](%s)", e.Mark, e.No, escape(e.Title), e.To.Markdown(w.at))
	remark := strings.Join(e.Departments, "、")
	if remark != "" && e.Remark != "" {
		remark += "；"
	}
	if remark += e.Remark; remark != "" {
		fmt.Fprintf(w, " *%s*", escape(remark))
	}
	w.WriteByte('\n')
}

func (w *writer) chart(c page.Chart) {
	rows := make([][]page.Text, len(c.Rows))
	for i, row := range c.Rows {
		rows[i] = []page.Text{row.Name}
		for _, n := range row.Counts {
			rows[i] = append(rows[i], n.Text())
		}
	}
	w.table("chart", c.Columns, rows)
}

// table writes a table as a fenced block, which only the theme draws: the Markdown of the site has no tables. Each cell
// is Markdown, in which what would end it, " | ", has a backslash, as has what would call a shortcode.
func (w *writer) table(name string, columns []string, rows [][]page.Text) {
	fmt.Fprintf(w, "\n```%s\n%s\n", name, strings.Join(columns, " | "))
	for _, row := range rows {
		cells := make([]string, len(row))
		for i, cell := range row {
			cells[i] = w.text(cell)
		}
		fmt.Fprintf(w, "%s\n", strings.Join(cells, " | "))
	}
	w.WriteString("```\n")
}

// text writes the pieces of a line.
func (w *writer) text(t page.Text) string {
	var b strings.Builder
	for i, piece := range t {
		switch {
		case piece.To != nil:
			fmt.Fprintf(&b, "[%s](%s)", escape(piece.Text), piece.To.Markdown(w.at))
		case piece.URL != "":
			fmt.Fprintf(&b, "[%s](<%s>)", escape(piece.Text), piece.URL)
		case piece.Style == page.Mark, piece.Style == page.Strong:
			fmt.Fprintf(&b, "**%s**", escape(piece.Text))
		case piece.Style == page.Removed || piece.Style == page.Inserted:
			// Beside Chinese signs, emphasis is none without spaces around.
			if i > 0 && !strings.HasSuffix(b.String(), " ") {
				b.WriteByte(' ')
			}
			mark := "*"
			if piece.Style == page.Inserted {
				mark = "**"
			}
			b.WriteString(mark + escape(piece.Text) + mark)
			if i < len(t)-1 {
				b.WriteByte(' ')
			}
		case piece.Style == page.Aside:
			fmt.Fprintf(&b, "*%s*", escape(piece.Text))
		default:
			b.WriteString(escapePiece(piece.Text, i == 0, i == len(t)-1))
		}
	}
	return b.String()
}
