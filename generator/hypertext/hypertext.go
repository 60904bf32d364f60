// Package hypertext writes what a page says as HTML, for the book and the one-file edition, which are laid out without
// Hugo. Where links lead is theirs to say.
package hypertext

import (
	"fmt"
	"html/template"
	"strings"

	"handbook/generator/address"
	"handbook/generator/page"
)

// A Writer writes blocks and texts.
type Writer struct {
	// Link is the href of an address, or "" where it leads nowhere: then the text has no link.
	Link func(address.Address) string
	// HeadLevel is the level of headings within a section; 0 means that of the page.
	HeadLevel int
	// DutyClass is the class of a duty, or ""; it may be nil.
	DutyClass func(duty string) string

	// Pieces are those of a text between which its line may be broken, and nowhere else; it may be nil.
	Pieces func(text string) []string

	// Outside says that links out of the handbook remain.
	Outside bool

	// Lower is how many levels the headings of pages that people wrote are lower than on the site.
	Lower int
}

// escaper escapes texts, and attributes in double quotes.
var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

func (w Writer) Text(t page.Text) template.HTML {
	var b strings.Builder
	for _, piece := range t {
		text := w.escape(piece.Text)
		href := ""
		switch {
		case piece.To != nil:
			href = w.Link(*piece.To)
		case piece.URL != "" && w.Outside:
			href = piece.URL
		}
		switch {
		case href != "":
			fmt.Fprintf(&b, `<a href="%s">%s</a>`, escaper.Replace(href), text)
		case piece.Style == page.Mark, piece.Style == page.Strong:
			fmt.Fprintf(&b, "<strong>%s</strong>", text)
		case piece.Style == page.Aside:
			fmt.Fprintf(&b, "<em>%s</em>", text)
		default:
			b.WriteString(text)
		}
	}
	return template.HTML(b.String())
}

func (w Writer) escape(text string) string {
	if w.Pieces == nil {
		return escaper.Replace(text)
	}
	pieces := w.Pieces(text)
	for i, p := range pieces {
		pieces[i] = escaper.Replace(p)
	}
	return strings.Join(pieces, "<wbr>")
}

// Blocks writes blocks. Indexes, lines and charts are left out: the book and the one-file edition lay them out
// themselves.
func (w Writer) Blocks(blocks ...page.Block) template.HTML {
	var b strings.Builder
	for _, block := range blocks {
		switch block := block.(type) {
		case page.Paragraph:
			fmt.Fprintf(&b, "<p>%s</p>\n", w.Text(block.Text))
		case page.Heading:
			w.heading(&b, block.Level, block.Text)
		case page.Duties:
			if block.Head != nil {
				w.heading(&b, block.Level, block.Head)
			}
			fmt.Fprintf(&b, "%s\n", w.Duties(block))
		case page.Note:
			fmt.Fprintf(&b, "<blockquote>\n<p>%s</p>\n</blockquote>\n", w.Text(block.Text))
		}
	}
	return template.HTML(b.String())
}

func (w Writer) heading(b *strings.Builder, level int, text page.Text) {
	if w.HeadLevel > 0 {
		level = w.HeadLevel
	}
	fmt.Fprintf(b, "<h%d>%s</h%[1]d>\n", level, w.Text(text))
}

// dutyClass is the attribute with a duty's class, or "".
func (w Writer) dutyClass(duty page.Text) string {
	if w.DutyClass == nil {
		return ""
	}
	class := w.DutyClass(duty.String())
	if class == "" {
		return ""
	}
	return fmt.Sprintf(" class=%q", class)
}

// Duties writes a block of duties without its heading.
func (w Writer) Duties(d page.Duties) template.HTML {
	if len(d.List) == 1 {
		return template.HTML(fmt.Sprintf("<p%s>%s</p>", w.dutyClass(d.List[0]), w.Text(d.List[0])))
	}
	var b strings.Builder
	list := "ol"
	if d.Marked {
		list = "ul"
	}
	fmt.Fprintf(&b, "<%s>\n", list)
	for _, duty := range d.List {
		fmt.Fprintf(&b, "<li%s>%s</li>\n", w.dutyClass(duty), w.Text(duty))
	}
	fmt.Fprintf(&b, "</%s>", list)
	return template.HTML(b.String())
}
