package manuscript

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"handbook/generator/address"
	"handbook/generator/list"
	"handbook/generator/pinyin"
)

// A Group is the departments of one kind.
type Group struct {
	Name    string
	Entries []Department
}

// A Department is what the index by department says of one.
type Department struct {
	Anchor    string
	Name      string
	Phones    string  // with 、 between them, or ""
	Joint     []*Item // items that name it
	Reclaimed []*Item // items it took over
}

// A Letter is what the index by pinyin has under a letter.
type Letter struct {
	Name, Anchor string
	Entries      []Entry
}

// An Entry of the index by pinyin is a title with its one item, or a key term with the items that have it. A title's
// leading words stand behind what it is about.
type Entry struct {
	Text  string
	Term  bool
	Items []*Item
}

// twoLines is how many characters of a title two lines of such a list have.
const twoLines = 34

// ShortTitle is the title for a list of titles: of one that takes more than two lines, the clauses that they hold, or
// the first one.
func (i *Item) ShortTitle() string {
	short := ""
	for n, clause := range clauses(i.Title) {
		if n > 0 && utf8.RuneCountInString(short+clause) > twoLines {
			return strings.TrimRight(short, stops) + "……"
		}
		short += clause
	}
	return short
}

// OverviewLines is about how many lines the list of the part's items has, where a line holds so many characters of a
// title; half a line stands above each category.
func (p *Part) OverviewLines(characters int) float64 {
	lines := 0.
	for _, c := range p.Chapters {
		lines += 1.5
		for _, i := range c.Items {
			const number = 3 // takes as much room at the end, with the space before it
			lines += math.Ceil(float64(utf8.RuneCountInString(i.ShortTitle())+number) / float64(characters))
		}
	}
	return lines
}

func (b *Book) indexDepartments(county *list.County) {
	b.DepartmentMarks = departmentMarks(b.Town.Kinds())
	joint, reclaimed := map[*list.Department][]*Item{}, map[*list.Department][]*Item{}
	for _, item := range b.Items() {
		for _, d := range item.Departments {
			if item.Kind.Shape() == list.JointShape {
				joint[d] = append(joint[d], item)
			} else {
				reclaimed[d] = append(reclaimed[d], item)
			}
		}
	}
	for _, kind := range list.DepartmentKinds {
		g := Group{Name: kind.Name}
		for _, d := range county.Departments {
			if d.Kind != kind.ID || len(joint[d])+len(reclaimed[d]) == 0 {
				continue
			}
			g.Entries = append(g.Entries, Department{
				address.Department(d).Book(), d.Name, strings.Join(d.Contact.Phones, "、"), joint[d], reclaimed[d],
			})
			b.DepartmentCount++
		}
		if len(g.Entries) > 0 {
			b.Departments = append(b.Departments, g)
		}
	}
}

// departmentMarks says what a list's mark stands for below a department's name.
func departmentMarks(kinds []*list.Kind) string {
	var said []string
	for _, k := range kinds {
		switch k.Shape() {
		case list.JointShape:
			said = append(said, k.Mark()+"：列有该部门的"+k.Name())
		case list.ReclaimedShape:
			said = append(said, k.Mark()+"：由该部门承接的"+k.Name())
		}
	}
	return strings.Join(said, "；") + "。"
}

// indexTitles sorts titles, by what they are about, and terms by their pinyin; what sounds alike, by its characters.
func (b *Book) indexTitles(terms []string) {
	var entries []Entry
	for _, item := range b.Items() {
		lead, about := split(item.Title, b.Town.Words.This)
		entries = append(entries, Entry{Text: inverted(lead, about), Items: []*Item{item}})
	}
	for _, term := range terms {
		if items := b.itemsWith(term); len(items) > 0 {
			entries = append(entries, Entry{Text: term, Term: true, Items: items})
		}
	}
	r := pinyin.NewReader()
	keys := map[string]string{}
	for _, e := range entries {
		keys[e.Text] = r.Key(e.Text)
	}
	slices.SortStableFunc(entries, func(x, y Entry) int {
		return cmp.Or(cmp.Compare(keys[x.Text], keys[y.Text]), cmp.Compare(x.Text, y.Text))
	})
	for _, e := range entries {
		name := r.Letter(e.Text)
		if n := len(b.Letters); n == 0 || b.Letters[n-1].Name != name {
			b.Letters = append(b.Letters, Letter{Name: name, Anchor: "letter-" + strings.ReplaceAll(name, "#", "0")})
		}
		l := &b.Letters[len(b.Letters)-1]
		l.Entries = append(l.Entries, e)
	}
}

// itemsWith finds the items of a term: those whose title has it, or where none does, those whose duties do.
func (b *Book) itemsWith(term string) []*Item {
	var inTitle, inDuty []*Item
	for _, item := range b.Items() {
		if strings.Contains(item.Title, term) {
			inTitle = append(inTitle, item)
		} else if item.hasDuty(term) {
			inDuty = append(inDuty, item)
		}
	}
	if len(inTitle) > 0 {
		return inTitle
	}
	return inDuty
}

func (i *Item) hasDuty(term string) bool {
	for _, block := range i.Blocks() {
		for _, duty := range block.Duties {
			if strings.Contains(duty, term) {
				return true
			}
		}
	}
	return false
}
