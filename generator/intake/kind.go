package intake

import (
	"strings"

	"handbook/generator/listfile"
)

// A Shape is which cells the items of a list have.
type Shape int

// The shapes, each called by the list that every town has of it.
const (
	Basic Shape = iota
	Joint
	Reclaimed
)

// A List is one of the lists that a town may have.
type List struct {
	ID, Name string // "entrusted", 委托事项
	Shape    Shape
	words    []string // one of them in the title of a table tells that it is this list's

	Departments, Theirs, Ours string // the heads of its columns, where they are of its own: 委托部门, 委托部门职责
}

// settle gives columns the meaning that the list says their heads have.
func (l *List) settle(h *heading) {
	for i := range h.columns {
		switch c := &h.columns[i]; {
		case c.role != further || c.name == "":
		case c.name == squeezed(l.Departments) && !h.has(departments):
			c.role = departments
		case c.name == squeezed(l.Theirs) && !h.has(theirs):
			c.role = theirs
		case c.name == squeezed(l.Ours) && !h.has(ours):
			c.role = ours
		}
	}
}

// Three are those that every town has, in the document's order.
func Three() []List {
	return []List{
		{ID: "basic", Name: "基本履职事项", Shape: Basic, words: []string{"基本"}},
		{ID: "joint", Name: "配合履职事项", Shape: Joint, words: []string{"配合"}},
		{ID: "reclaimed", Name: "上级部门收回事项", Shape: Reclaimed, words: []string{"收回"}},
	}
}

// withFurther are the three, and the further lists of a county.
func withFurther(further []List) []List {
	all := Three()
	for _, l := range further {
		l.words = []string{strings.TrimSuffix(l.Name, "事项")}
		all = append(all, l)
	}
	return all
}

// others are words of lists that some counties have beside the three: a table under such a title is none of these.
var others = []string{"赋权", "委托", "下放", "授权", "负面", "禁止", "取消", "清单外"}

// idOf are the ids that such lists may get.
var idOf = map[string]string{
	"赋权": "empowered", "委托": "entrusted", "下放": "devolved", "授权": "authorised", "负面": "negative",
	"禁止": "forbidden", "取消": "cancelled", "清单外": "beyond",
}

// undeclared is how a list could be declared whose title has one of these words, by the columns of its table.
func undeclared(word string, h *heading) listfile.Further {
	shape := "basic"
	switch {
	case h.has(takeover) || h.has(methods):
		shape = "reclaimed"
	case h.has(theirs) || h.has(departments) && h.has(ours):
		shape = "joint"
	}
	name := word + "事项"
	return listfile.Further{
		ID: idOf[word], Name: name, Short: name, Word: word, Mark: string([]rune(word)[:1]), Shape: shape, Look: shape,
	}
}

// named is the list that a title speaks of; the further lists of a county go first. strange is what tells that it is a
// list that nobody has declared.
func (d *Draft) named(title string) (list *List, strange string) {
	title = squeezed(title)
	for i := range d.lists {
		l := &d.lists[len(d.lists)-1-i]
		for _, word := range l.words {
			if strings.Contains(title, word) {
				return l, ""
			}
		}
	}
	for _, word := range others {
		if strings.Contains(title, word) && (strings.Contains(title, "事项") || strings.Contains(title, "清单")) {
			return nil, word
		}
	}
	return nil, ""
}

// listOf is which list a table is: by columns that no other has, or by what stands above it.
func (d *Draft) listOf(h *heading) (list *List, strange string) {
	named, strange := d.named(h.title)
	switch {
	case named != nil && named.ID != "basic" && named.ID != "joint" && named.ID != "reclaimed", strange != "":
		return named, strange
	case h.has(takeover) || h.has(methods):
		return &d.lists[2], ""
	case h.has(theirs):
		return &d.lists[1], ""
	case named != nil:
		return named, ""
	case h.has(departments) && h.has(ours):
		return &d.lists[1], ""
	}
	return &d.lists[0], ""
}
