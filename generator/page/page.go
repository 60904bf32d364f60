// Package page writes the list as Markdown: a page per item, list, category, department and town, and the front page.
//
// The pages are plain CommonMark and read well in any viewer; links go to the .md files and anchors, so a reader of the
// repository can follow them too. What the theme may rely on:
//
//   - The front matter says what a page is (type) and, in parts, what each of its second-level sections is: "town", "county",
//     "takeover", "note" on an item; the category's id on a list; the list's id on a category or department. Parts are in the
//     order of the sections and are their ids.
//   - Before the first section stand the title (#) and paragraphs that say where the page belongs.
//   - A numbered duty is an element of an ordered list; the n-th duty of the b-th block of a part is "town-b-n". A block opens
//     with a third-level heading, or with the part where it has none.
//   - An entry of an index is "- **配** 34 [title](034.md) *departments*".
//
// All pages are computed from the model alone, so equal lists give equal bytes.
package page

import (
	"fmt"
	"path"
	"strings"

	"handbook/generator/list"
)

// A Page is one Markdown file.
type Page struct {
	Path string // below the content folder, with slashes: "kuiyibage/joint/034.md"
	Text string
}

// All returns every generated page of a county, in a fixed order.
func All(county *list.County) []Page {
	b := &book{county: county, names: officialNames(county)}
	b.roles = rolesOf(county)
	b.front()
	for _, t := range county.Towns {
		b.town(t, t.ID+"/_index.md")
		b.preface(t)
		b.figures(t)
		for _, kind := range list.Kinds {
			b.list(t, kind)
		}
		for _, item := range t.Items() {
			b.item(t, item)
		}
		b.categories(t)
	}
	b.departments()
	return b.pages
}

// book is the set of pages being written.
type book struct {
	county *list.County
	names  []officialName
	roles  map[*list.Department][]role
	pages  []Page
}

func (b *book) add(w *writer) {
	b.pages = append(b.pages, Page{Path: w.path, Text: w.String()})
}

// A writer writes one page; its links are relative to the page's path.
type writer struct {
	strings.Builder
	path string
	self *list.Department // whose page this is, if a department's: it is not linked to
}

// meta is one line of front matter. Values are JSON, which YAML contains.
type meta struct {
	key   string
	value any
}

// begin opens a page with its front matter and title. The comment is how generated pages are told from hand-written ones.
func begin(file, source, kind, title string, metas ...meta) *writer {
	w := &writer{path: file}
	fmt.Fprintf(w, "---\n%s %s\n", generatedMark, source)
	w.meta("title", title)
	w.meta("type", kind)
	for _, m := range metas {
		w.meta(m.key, m.value)
	}
	fmt.Fprintf(w, "---\n\n# %s\n", escape(title))
	return w
}

func (w *writer) meta(key string, value any) {
	switch v := value.(type) {
	case string:
		fmt.Fprintf(w, "%s: %s\n", key, quote(v))
	case int:
		fmt.Fprintf(w, "%s: %d\n", key, v)
	case []string:
		quoted := make([]string, len(v))
		for i, s := range v {
			quoted[i] = quote(s)
		}
		fmt.Fprintf(w, "%s: [%s]\n", key, strings.Join(quoted, ", "))
	}
}

// link is a Markdown link to another page of the site, given by its path below the content folder.
func (w *writer) link(text, target string) string {
	return "[" + escape(text) + "](" + relative(path.Dir(w.path), target) + ")"
}

// relative is target as seen from the folder dir; both have slashes and no "..".
func relative(dir, target string) string {
	if dir == "." {
		return target
	}
	from := strings.Split(dir, "/")
	to := strings.Split(target, "/")
	for len(from) > 0 && len(to) > 1 && from[0] == to[0] {
		from, to = from[1:], to[1:]
	}
	return strings.Repeat("../", len(from)) + strings.Join(to, "/")
}

// quote is a text in front matter: a JSON string, which is a YAML string too.
func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r < ' ' || r == 0x7f || (r >= 0x80 && r < 0xa0) || r == 0x2028 || r == 0x2029 || r == 0xfeff:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// Addresses, below the content folder.

func itemPath(t *list.Town, i *list.Item) string {
	return t.ID + "/" + i.Kind.ID() + "/" + i.Number() + ".md"
}
func listPath(t *list.Town, k list.Kind) string { return t.ID + "/" + k.ID() + "/_index.md" }
func categoryPath(t *list.Town, c *list.Category) string {
	return t.ID + "/categories/" + c.ID + ".md"
}
func departmentPath(d *list.Department) string { return "departments/" + d.ID + ".md" }
func source(t *list.Town, k list.Kind) string  { return t.ID + "/" + k.ID() + ".toml" }
