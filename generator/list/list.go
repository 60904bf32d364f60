// Package list is the duty list of a county's towns: what it holds, how it is read from TOML, and what is wrong with
// it.
//
// The list is in a data folder, one folder a town beside the registries of the county; data/README.md has every key:
//
//	data/departments.toml      the county departments, by full official name
//	data/categories.toml       the categories (事项类别), in their official order
//	                           (of both, what is usual in counties need not be written: package office knows it)
//	data/lists.toml            further lists, beside the three that every town has
//	data/<town>/town.toml      the town, its preface, the totals it declares
//	data/<town>/basic.toml     基本履职事项: what the town must do itself
//	data/<town>/joint.toml     配合履职事项: the county leads, the town assists
//	data/<town>/reclaimed.toml 上级部门收回事项: what the county took back
//
// [Load] reads the folder whole and reports every finding at once. Of what it returns without errors, ids are unique,
// the numbers of a list are 1, 2, 3 …, every department and category is known, and no text is empty.
//
// The model knows nothing of pages, Markdown, HTML or PDF. generator/README.md says who may know it.
package list

import (
	"cmp"
	"maps"
	"slices"

	"handbook/generator/place"
)

// A County is one handbook: the registries and the towns whose lists use them.
type County struct {
	Departments []*Department // in the order of the registry, and behind those the derived ones
	Categories  []*Category   // in their official order, likewise
	Towns       []*Town       // in the order in which they are shown
	Words       place.County

	Possible []*Kind // the lists that its towns may have: the three of every town, and those of lists.toml
}

// Kinds are the lists that some town has, in their order.
func (c *County) Kinds() []*Kind {
	some := map[*Kind]bool{}
	for _, t := range c.Towns {
		for _, k := range t.Kinds() {
			some[k] = true
		}
	}
	return slices.SortedFunc(maps.Keys(some), (*Kind).Compare)
}

// A Department is a county department (部门、单位) that the lists name.
type Department struct {
	ID      string   // part of its address, for ever
	Name    string   // full official name, as the lists print it
	Short   string   // where space is scarce
	Aliases []string // other names people use, former names among them
	Kind    string   // one of [DepartmentKinds]
	Contact Contact
	Derived bool // in no registry, but of a kind that package office knows
}

// A Contact is how to reach an office; what nobody told is "".
type Contact struct {
	Phones  []string // 0000-0000000, or with an extension 0000-0000000转801
	Address string
	Hours   string
	Web     string // with https:// or http://
}

// Known says whether there is anything to tell.
func (c Contact) Known() bool {
	return len(c.Phones) > 0 || c.Address != "" || c.Hours != "" || c.Web != ""
}

// A Category is a 事项类别; all lists share one set of them.
type Category struct {
	ID      string // part of its address, for ever
	Name    string
	Derived bool // likewise
}

// A Town is one town's edition of the lists.
type Town struct {
	ID         string
	Name       string // 奎依巴格镇
	County     string // 泽普县
	Prefecture string // 喀什地区, or "" where the county is directly under the region
	Region     string // 新疆维吾尔自治区
	Words      place.Town
	Preface    []Section
	Lists      map[*Kind][]*Item  // each in the order of its numbers
	Meanings   map[*Kind]string   // what a list is, where the town's file says it
	Columns    map[*Kind][]string // the names of a list's further columns, in order
	Edition    Edition
	Book       Book
	Contact    Contact
}

// Kinds are the lists that have items, in their order.
func (t *Town) Kinds() []*Kind {
	var some []*Kind
	for k, items := range t.Lists {
		if len(items) > 0 {
			some = append(some, k)
		}
	}
	slices.SortFunc(some, (*Kind).Compare)
	return some
}

// Theirs is the head of the column of the departments' duties in a list.
func (t *Town) Theirs(k *Kind) string { return cmp.Or(k.theirs, t.Words.Theirs) }

// Ours is the head of the column of the town's duties in a list.
func (t *Town) Ours(k *Kind) string {
	if k.shape == BasicShape {
		return cmp.Or(k.ours, t.Words.Own)
	}
	return cmp.Or(k.ours, t.Words.Ours)
}

// Of returns the items of the town's lists of a shape, list by list.
func (t *Town) Of(shape Shape) []*Item {
	var all []*Item
	for _, k := range t.Kinds() {
		if k.shape == shape {
			all = append(all, t.Lists[k]...)
		}
	}
	return all
}

// Items returns the items of all lists in the order of the document.
func (t *Town) Items() []*Item {
	var all []*Item
	for _, k := range t.Kinds() {
		all = append(all, t.Lists[k]...)
	}
	return all
}

// An Edition is what the document states of itself; what it does not state is "".
type Edition struct {
	Name     string // 2025年版
	Status   string // 试行 or 正式
	Approved string // the date, 2025-06-30
	Approver string // who approved it
	Document string // its number, 澜编发〔2025〕3号
}

// Known says whether anything is stated.
func (e Edition) Known() bool { return e != Edition{} }

// A Book is what is said of the printed book: on its cover, in its imprint, and to the print shop. What nobody told is
// "" or 0.
type Book struct {
	Issuer     string // 编印单位
	Issued     string // the date, 2025-08-15 or 2025-08
	Printer    string // 印刷单位
	Copies     int    // 印数
	Permit     string // the number of the 准印证
	Recipients string // 发送对象
	Paper      int    // its weight, in grams a square metre
	Thickness  int    // of a leaf, in thousandths of a millimetre
}

// A Section is one part of a town's preface (说明).
type Section struct {
	Heading    string
	Paragraphs []string
	Note       string // the editor's, never official text
}

// An Item is one 事项. Its ID is permanent, printed codes point at it; its number is that of the current edition.
type Item struct {
	Kind        *Kind
	ID          string // "joint-034"
	No          int
	Category    *Category
	Title       string
	Departments []*Department          // joint: as its cell names them; reclaimed: those that took it over; basic: none
	Roles       map[*Department]string // joint: what the cell prints beside a department: 牵头
	County      []Block                // joint: 上级部门职责
	Town        []Block                // joint: 乡镇配合职责; basic: the town's duties, where the document has them
	Takeovers   []Block                // reclaimed: who took it over, and how; each names its department
	Statement   string                 // reclaimed: what is said instead where nobody took it over
	Fields      []Field                // further columns of the document, in order
	Empty       map[string]string      // cells that are empty, by their key: what is printed there, or [Blank]
	Note        string                 // the editor's, never official text
	See         []*Item                // items of the town about the same matter, as the editor says; they name it, too
}

// Blank is said of an empty cell in which nothing is printed.
const Blank = "空白"

// A Field is the cell of a further column (实施依据, 责任岗位).
type Field struct{ Name, Text string }

// Number is the permanent number in the item's address: "034" of "joint-034".
func (i *Item) Number() string { return i.ID[len(i.Kind.id)+1:] }

// A Block is a run of duties under one head. Duties are numbered 1. 2. … when there are several and plain text when
// there is one; the numbers are not part of the text. Those that carry marks of their own (（一） ① 一是) are not
// numbered: see [Marked].
type Block struct {
	Department *Department // the department that the cell itself names as a head, or nil
	Heading    string      // a sub-heading within the cell, or ""
	Duties     []string
}
