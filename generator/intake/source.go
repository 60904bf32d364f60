package intake

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"handbook/generator/grid"
	"handbook/generator/list"
	"handbook/generator/listfile"
)

// source is the text of an item for source.txt: the characters are the document's own, cell by cell. What offices
// write between them in many ways, the numbers of duties, the colon behind a head, what parts names, is written in one,
// as the list prints it: the ledger has accounted for the document's. What a cell has beside that follows as it stands.
func (d *Draft) source(e *entry, item listfile.Item) string {
	b, written := &source{}, map[role]bool{}
	fmt.Fprintf(b, "%d %s\n", e.no, e.category.name)
	for _, c := range e.columns.columns {
		cell := d.printed(e.cells[c.role])
		if c.role == further {
			cell = d.printed(e.further[c.name])
		}
		if c.role != further && written[c.role] {
			continue // of several columns of departments
		}
		written[c.role] = true
		if c.role == takeover && e.columns.has(methods) {
			cell = append(cell, d.printed(e.cells[methods])...)
		}
		b.from, b.whole = &cell, slices.Clone(cell)
		switch c.role {
		case number, category:
			continue
		case title:
			b.words(item.Title)
		case departments:
			b.names(item)
		case theirs:
			b.blocks(item.County)
		case ours:
			b.blocks(item.Town)
		case both:
			b.blocks(item.County)
			b.blocks(item.Town)
		case takeover:
			b.takeovers(item)
		case methods:
			if e.columns.has(takeover) {
				continue
			}
			b.takeovers(item)
		}
		if rest := cell.rest(); rest != "" {
			b.WriteString(rest + "\n")
		}
	}
	return b.String()
}

// A printed cell is the characters of a cell that stand in the list; before them, where a line begins, what the program
// numbers the line with: it may be a part of what the list says.
type printed []struct {
	r    rune
	auto string
}

func (d *Draft) printed(lines []*grid.Line) printed {
	var p printed
	add := func(r rune, auto string) {
		p = append(p, struct {
			r    rune
			auto string
		}{r, auto})
	}
	for _, l := range lines {
		if l.Number != "" {
			add(0, l.Number)
		}
		owners := l.Owners()
		for _, c := range d.read(l) {
			if c.line == l && owners[c.at] == grid.Value && !unicode.IsSpace(c.r) {
				add(c.r, "")
			}
		}
	}
	return p
}

// take takes a text of the list out of the cell. As a rule it stands next; offices also write a cell in another order,
// 牵头部门：甲局, where the list has 甲局（牵头）. What the cell does not have is not there: proof shall miss it.
func (p *printed) take(value string) string {
	for at := range *p {
		if end, ok := (*p)[at:].reach(value); ok {
			*p = slices.Delete(slices.Clone(*p), at, at+end)
			return value
		}
	}
	return ""
}

// reach is how many characters from the cell's beginning a text takes, and whether it stands there.
func (p printed) reach(value string) (int, bool) {
	left := strings.Join(strings.Fields(value), "")
	for i, c := range p {
		if left == "" {
			return i, true
		}
		want := c.auto
		if want == "" {
			want = string(c.r)
		}
		rest, ok := strings.CutPrefix(left, want)
		if !ok && c.auto == "" {
			return 0, false
		}
		left = rest
	}
	return len(p), left == ""
}

// has reports whether a text stands in the cell.
func (p printed) has(value string) bool { return value != "" && p.take(value) == value }

func (p *printed) rest() string {
	var out strings.Builder
	for _, c := range *p {
		if c.auto == "" {
			out.WriteRune(c.r)
		}
	}
	*p = nil
	return out.String()
}

// A source is being written, from the characters of a cell.
type source struct {
	strings.Builder
	from  *printed // what is left of it
	whole printed
}

// take takes a text out of the cell, or says it once more: a duty that several departments share stands there once.
func (s *source) take(text string) string {
	if taken := s.from.take(text); taken != "" {
		return taken
	}
	whole := s.whole
	return whole.take(text)
}

func (s *source) words(text string) {
	if text != "" {
		s.WriteString(s.take(text) + "\n")
	}
}

// head is a name; one that stands for several heads is said of each.
func (s *source) head(name string) string {
	if s.from.has(name) {
		return s.from.take(name)
	}
	return name
}

func (s *source) names(item listfile.Item) {
	for i, name := range item.Departments {
		if i > 0 {
			s.WriteString("、")
		}
		s.WriteString(s.from.take(name))
		if role := item.Roles[name]; role != "" {
			s.WriteString("（" + s.head(role) + "）")
		}
	}
	if len(item.Departments) > 0 {
		s.WriteString("\n")
	}
}

func (s *source) blocks(blocks []listfile.Block) {
	for _, b := range blocks {
		head := b.Heading
		if head != "" && b.Department == "" {
			head = s.head(head)
		}
		if b.Department != "" {
			head = s.head(b.Department)
			if b.Heading != "" {
				head += "（" + s.head(b.Heading) + "）"
			}
		}
		if head != "" {
			s.WriteString(head + "：\n")
		}
		s.duties(b.Duties)
	}
}

func (s *source) duties(duties []string) {
	for i, duty := range duties {
		if len(duties) > 1 && !list.Marked(duties) {
			fmt.Fprintf(s, "%d.", i+1)
		}
		s.words(duty)
	}
}

func (s *source) takeovers(item listfile.Item) {
	s.words(item.Statement)
	for _, b := range item.Takeover {
		s.WriteString("承接部门：" + s.head(b.Department) + "\n")
		if len(b.Duties) > 0 {
			s.WriteString("工作方式：")
			s.duties(b.Duties)
		}
	}
	// Where both columns name the departments, the list does it once.
	for _, b := range item.Takeover {
		s.from.take(b.Department)
	}
}
