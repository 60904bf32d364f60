// Package list is the duty list of a county's towns: what it holds, how it is read from TOML, and what is wrong with
// it.
//
// The list is in a data folder, one folder a town beside the registries of the county; data/README.md has every key:
//
//	data/departments.toml      the county departments, by full official name
//	data/categories.toml       the categories (事项类别), in their official order
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

// A Kind is one of the three lists of a town.
type Kind int

// The three lists, in the order of the official document.
const (
	Basic     Kind = iota // 基本履职事项
	Joint                 // 配合履职事项
	Reclaimed             // 上级部门收回事项
)

// Kinds holds the three lists in the order of the official document.
var Kinds = [...]Kind{Basic, Joint, Reclaimed}

// kinds is what there is to say of each list.
var kinds = [...]struct{ id, mark, name, short, word, departments string }{
	Basic:     {"basic", "基", "基本履职事项", "基本履职", "基本", ""},
	Joint:     {"joint", "配", "配合履职事项", "配合履职", "配合", "对应上级部门"},
	Reclaimed: {"reclaimed", "收", "上级部门收回事项", "上级收回", "收回", "承接部门"},
}

// ID is the list's name in data and addresses: "basic", "joint", "reclaimed".
func (k Kind) ID() string { return kinds[k].id }

// Mark is the one character that stands for the list, like a seal: 基, 配, 收.
func (k Kind) Mark() string { return kinds[k].mark }

// Name is the list's official name without 清单.
func (k Kind) Name() string { return kinds[k].name }

// Short is the list's name where space is scarce: 配合履职.
func (k Kind) Short() string { return kinds[k].short }

// Word is the list's name in a row of links: 配合.
func (k Kind) Word() string { return kinds[k].word }

// Departments says who the departments of the list's items are: 对应上级部门, 承接部门. Basic items have none.
func (k Kind) Departments() string { return kinds[k].departments }

// A County is one handbook: the registries and the towns whose lists use them.
type County struct {
	Departments []*Department // in the order of the registry
	Categories  []*Category   // in their official order
	Towns       []*Town       // by id
}

// A Department is a county department (部门、单位) that the lists name.
type Department struct {
	ID      string   // part of its address, for ever
	Name    string   // full official name, as the lists print it
	Short   string   // where space is scarce
	Aliases []string // other names people use, former names among them
	Kind    string   // one of [DepartmentKinds]
}

// A Category is a 事项类别; the three lists share one set of them.
type Category struct {
	ID   string // part of its address, for ever
	Name string
}

// A Town is one town's edition of the three lists.
type Town struct {
	ID         string
	Name       string // 奎依巴格镇
	County     string // 泽普县
	Prefecture string // 喀什地区
	Region     string // 新疆维吾尔自治区
	Preface    []Section
	Lists      [3][]*Item // by [Kind], each in the order of its numbers
}

// Items returns the items of all three lists in the order of the document.
func (t *Town) Items() []*Item {
	var all []*Item
	for _, items := range t.Lists {
		all = append(all, items...)
	}
	return all
}

// A Section is one part of a town's preface (说明).
type Section struct {
	Heading    string
	Paragraphs []string
}

// An Item is one 事项. Its ID is permanent, printed codes point at it; its number is that of the current edition.
type Item struct {
	Kind        Kind
	ID          string // "joint-034"
	No          int
	Category    *Category
	Title       string
	Departments []*Department // joint: as its cell names them; reclaimed: those that took it over; basic: none
	County      []Block       // joint: 上级部门职责
	Town        []Block       // joint: 乡镇配合职责
	Takeovers   []Block       // reclaimed: who took it over, and how; each names its department
	Statement   string        // reclaimed: what is said instead where nobody took it over
	Note        string        // the editor's, never official text
}

// Number is the permanent number in the item's address: "034" of "joint-034".
func (i *Item) Number() string { return i.ID[len(i.Kind.ID())+1:] }

// A Block is a run of duties under one head. Duties are numbered 1. 2. … when there are several and plain text when
// there is one; the numbers are not part of the text.
type Block struct {
	Department *Department // the department that the cell itself names as a head, or nil
	Heading    string      // a sub-heading within the cell, or ""
	Duties     []string
}
