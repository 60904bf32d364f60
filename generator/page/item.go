package page

import (
	"fmt"
	"sort"
	"strings"

	"handbook/generator/list"
)

// Heads of the two columns of a joint item, as the official table has them.
const (
	townHead     = "乡镇配合职责"
	countyHead   = "上级部门职责"
	takeoverHead = "承接部门及工作方式"
	noteHead     = "编者注"
)

func (b *book) item(t *list.Town, item *list.Item) {
	parts, sections := b.sections(t, item)
	metas := []meta{
		{"id", item.ID}, {"list", item.Kind.ID()}, {"mark", item.Kind.Mark()}, {"weight", item.No},
		{"category", item.Category.Name},
	}
	if len(item.Departments) > 0 {
		metas = append(metas, meta{"departments", departmentNames(item.Departments)})
	}
	if len(parts) > 0 {
		metas = append(metas, meta{"parts", parts})
	}
	w := begin(itemPath(t, item), source(t, item.Kind), "item", item.Title, metas...)
	fmt.Fprintf(w, "\n**%s** %d · %s · %s\n", item.Kind.Mark(), item.No,
		w.link(item.Kind.Name(), listPath(t, item.Kind)), w.link(item.Category.Name, categoryPath(t, item.Category)))
	if len(item.Departments) > 0 {
		fmt.Fprintf(w, "\n%s\n", w.departmentLinks(item))
	}
	if item.Statement != "" {
		fmt.Fprintf(w, "\n%s\n", escape(item.Statement))
	}
	for _, s := range sections {
		s(w)
	}
	b.add(w)
}

// sections returns the parts of an item's page and what writes each.
func (b *book) sections(t *list.Town, item *list.Item) (parts []string, write []func(*writer)) {
	add := func(part, head string, blocks []list.Block) {
		if len(blocks) == 0 {
			return
		}
		parts = append(parts, part)
		write = append(write, func(w *writer) {
			fmt.Fprintf(w, "\n## %s\n", head)
			for _, block := range blocks {
				b.block(w, "###", block)
			}
		})
	}
	add("town", townHead, item.Town)
	add("county", countyHead, item.County)
	add("takeover", takeoverHead, item.Takeovers)
	if item.Note != "" {
		parts = append(parts, "note")
		write = append(write, func(w *writer) {
			fmt.Fprintf(w, "\n## %s\n\n> %s\n", noteHead, escape(item.Note))
		})
	}
	return parts, write
}

// departmentLinks is the line that names an item's departments.
func (w *writer) departmentLinks(item *list.Item) string {
	label := "对应上级部门"
	if item.Kind == list.Reclaimed {
		label = "承接部门"
	}
	links := make([]string, len(item.Departments))
	for i, d := range item.Departments {
		links[i] = w.link(d.Name, departmentPath(d))
	}
	return label + "：" + strings.Join(links, "、")
}

// block writes a block's head, where it has one, and its duties.
func (b *book) block(w *writer, level string, block list.Block) {
	switch {
	case block.Department != nil && block.Heading != "":
		fmt.Fprintf(w, "\n%s %s（%s）\n", level, w.link(block.Department.Name, departmentPath(block.Department)), escape(block.Heading))
	case block.Department != nil:
		fmt.Fprintf(w, "\n%s %s\n", level, w.link(block.Department.Name, departmentPath(block.Department)))
	case block.Heading != "":
		fmt.Fprintf(w, "\n%s %s\n", level, escape(block.Heading))
	}
	b.duties(w, block)
}

// duties writes one duty as a paragraph and several as a numbered list, as the official document does.
func (b *book) duties(w *writer, block list.Block) {
	if len(block.Duties) == 1 {
		fmt.Fprintf(w, "\n%s\n", b.mention(w, block.Duties[0], block.Department))
		return
	}
	w.WriteByte('\n')
	for i, d := range block.Duties {
		fmt.Fprintf(w, "%d. %s\n", i+1, b.mention(w, d, block.Department))
	}
}

// An officialName is a name by which a text may mention a department: its full name, or the county's with one of the short
// names (泽普县市场监管局). Bare short names are too short to be sure of.
type officialName struct {
	name       string
	department *list.Department
}

// officialNames returns the names to look for, longest first so that a name is never taken for its own beginning.
func officialNames(county *list.County) []officialName {
	var names []officialName
	prefixes := map[string]bool{}
	for _, t := range county.Towns {
		prefixes[t.County] = true
	}
	for _, d := range county.Departments {
		names = append(names, officialName{d.Name, d})
		for _, short := range append([]string{d.Short}, d.Aliases...) {
			for prefix := range prefixes {
				if prefix+short != d.Name && !strings.HasPrefix(short, "县") && strings.HasPrefix(d.Name, prefix) {
					names = append(names, officialName{prefix + short, d})
				}
			}
		}
	}
	sort.Slice(names, func(i, j int) bool {
		if a, b := len(names[i].name), len(names[j].name); a != b {
			return a > b
		}
		return names[i].name < names[j].name
	})
	return names
}

// mention escapes a text and links the departments it mentions, but not the one whose duty or page it is.
func (b *book) mention(w *writer, text string, own *list.Department) string {
	var out strings.Builder
	for text != "" {
		at, found := len(text), officialName{}
		for _, n := range b.names {
			if i := strings.Index(text[:min(len(text), at+len(n.name))], n.name); i >= 0 && i < at {
				at, found = i, n
			}
		}
		if found.department == nil {
			break
		}
		end := at + len(found.name)
		if found.department == own || found.department == w.self {
			out.WriteString(escape(text[:end]))
		} else {
			out.WriteString(escape(text[:at]))
			out.WriteString(w.link(found.name, departmentPath(found.department)))
		}
		text = text[end:]
	}
	out.WriteString(escape(text))
	return out.String()
}

func departmentNames(departments []*list.Department) []string {
	names := make([]string, len(departments))
	for i, d := range departments {
		names[i] = d.Name
	}
	return names
}
