// Package address says where everything in the handbook is found. One thing has four addresses:
//
//	content/kuiyibage/joint/034.md          [Address.Markdown]: the page in the repository
//	kuiyibage/joint/034.html#town-1-2       [Address.Site]: the published page, which never changes
//	offline.html#joint-034-town-1-2         [Address.OneFile]: in the town's one-file edition
//	handbook.pdf, at joint-034              [Address.Book]: in the town's book
//
// The theme and its scripts are told what they need of it: see [Data].
package address

import (
	"fmt"
	"path"
	"strings"

	"handbook/generator/list"
)

// An Address is a page of the handbook, or with a Fragment something on it. Path is the page's path on the site,
// without .html: "kuiyibage/joint/034"; a folder's own page is its "index".
type Address struct{ Path, Fragment string }

// At is the address of something on the page.
func (a Address) At(fragment string) Address { return Address{a.Path, fragment} }

// The pages of a county.
var (
	Front       = Address{Path: "index"}
	Departments = Address{Path: departmentsFolder + "/index"}
	Matters     = Address{Path: categoriesFolder + "/index"} // of several towns: their categories
	Comparisons = Address{Path: compareFolder + "/index"}    // of several towns: what they put unlike
	About       = Address{Path: "about"}                     // how to use the handbook
	Search      = Address{Path: "search"}                    // the answers of the search
	Columns     = Address{Path: "columns"}                   // what the columns of the data mean
)

// The folders that a county has beside those of its towns. A town has one of its categories, too.
const (
	departmentsFolder = "departments"
	categoriesFolder  = "categories"
	compareFolder     = "compare"
)

// OfCounty says whether a folder at the root of the site holds pages of the county, not of a town.
func OfCounty(folder string) bool {
	return folder == departmentsFolder || folder == categoriesFolder || folder == compareFolder
}

// Department is a department's page.
func Department(d *list.Department) Address { return Address{Path: departmentsFolder + "/" + d.ID} }

// Town is a town's front page.
func Town(t *list.Town) Address { return Address{Path: t.ID + "/index"} }

// List is the page of one of a town's lists.
func List(t *list.Town, k *list.Kind) Address { return Address{Path: t.ID + "/" + k.ID() + "/index"} }

// Item is an item's page. It never changes: printed QR codes lead to it.
func Item(t *list.Town, i *list.Item) Address {
	return Address{Path: t.ID + "/" + i.Kind.ID() + "/" + i.Number()}
}

// Categories is the page of a town's categories.
func Categories(t *list.Town) Address { return Address{Path: t.ID + "/" + categoriesFolder + "/index"} }

// Category is the page of a town's items of a category.
func Category(t *list.Town, c *list.Category) Address {
	return Address{Path: t.ID + "/" + categoriesFolder + "/" + c.ID}
}

// MattersOf is the page of several towns' items of a category.
func MattersOf(c *list.Category) Address { return Address{Path: categoriesFolder + "/" + c.ID} }

// Preface is the page of a town's preface (说明).
func Preface(t *list.Town) Address { return Address{Path: t.ID + "/preface"} }

// Figures is a town's page of figures (清单统计).
func Figures(t *list.Town) Address { return Address{Path: t.ID + "/figures"} }

// Downloads is the page of a town's files to take away, or where no town is given, of those of all.
func Downloads(t *list.Town) Address {
	if t == nil {
		return Address{Path: "downloads"}
	}
	return Address{Path: t.ID + "/downloads"}
}

// Group is the fragment of a run of items of one category on a list's page: "minsheng", and where a category comes up
// again further down, "minsheng-2".
func Group(g list.Group) string {
	if g.Time > 1 {
		return fmt.Sprintf("%s-%d", g.Category.ID, g.Time)
	}
	return g.Category.ID
}

// withFragment adds the fragment to an address.
func (a Address) withFragment(address string) string {
	if a.Fragment == "" {
		return address
	}
	return address + "#" + a.Fragment
}

// File is the page's file in the content folder: "kuiyibage/joint/034.md". Hugo calls a folder's own page _index.md.
func (a Address) File() string {
	if folder, ok := strings.CutSuffix(a.Path, "index"); ok && (folder == "" || strings.HasSuffix(folder, "/")) {
		return folder + "_index.md"
	}
	return a.Path + ".md"
}

// Markdown is how another page links to the address, in Markdown: "../joint/_index.md#minsheng".
func (a Address) Markdown(from Address) string {
	return a.withFragment(relative(path.Dir(from.Path), a.File()))
}

// Site is the address on the site, from its root: "kuiyibage/joint/034.html".
func (a Address) Site() string { return a.withFragment(a.Path + ".html") }

// Files in a town's folder that are no pages of the site: the one-file edition, the book, the book in large type.
const (
	OneFileName   = "offline.html"
	BookName      = "handbook.pdf"
	LargeBookName = "handbook-large.pdf"
	PaperName     = "paper.js" // tells the search what stands on the book's pages
)

// Workbook is the file of a town's list as a workbook; DepartmentWorkbook that of a department's items in all towns.
// Both are from the root of the site.
func Workbook(t *list.Town) string { return t.ID + "/data/" + t.ID + ".xlsx" }

// DepartmentWorkbook is likewise.
func DepartmentWorkbook(d *list.Department) string { return departmentsFolder + "/" + d.ID + ".xlsx" }

// DataFile is a file of a town's list as data, or where no town is given, of all: from the root of the site, likewise.
// Other people's programs fetch them: neither an address nor a name ever changes.
func DataFile(t *list.Town, name string) string {
	if t == nil {
		return "data/" + name
	}
	return t.ID + "/data/" + name
}

// OneFile is the id in the one-file edition, or "" for what it does not have: kuiyibage/joint/034.html#town-1-2 has the
// id joint-034-town-1-2. A category's id is that of its row in the front page's table.
func (a Address) OneFile() string {
	folder, name := path.Split(a.Path)
	ofList := isList(folder)
	switch folder = path.Base(folder); {
	case ofList && name == "index":
		return joined(folder, a.Fragment)
	case ofList:
		return joined(folder, name, a.Fragment)
	case name == "index" && !OfCounty(folder):
		return oneFileFront
	case name == "index" || name == "figures" || name == "downloads", a.Path == About.Path, a.Path == Search.Path,
		a.Path == Columns.Path:
		return ""
	case folder == compareFolder:
		return ""
	case folder == departmentsFolder:
		return departmentPrefix + name
	case folder == categoriesFolder:
		return categoryPrefix + name
	case name == "preface":
		return joined(name, a.Fragment)
	}
	return joined(pagePrefix+strings.ReplaceAll(a.Path, "/", "-"), a.Fragment)
}

func joined(parts ...string) string { return strings.TrimSuffix(strings.Join(parts, "-"), "-") }

// Prefixes of ids in the one-file edition, and the id of its front page.
const (
	departmentPrefix = "d-"
	categoryPrefix   = "category-"
	pagePrefix       = "page-" // written by hand
	oneFileFront     = "front"
)

// isList says whether a folder, with a slash at its end, is that of a list: the one folder in a town's that is not, has
// the categories.
func isList(folder string) bool {
	return strings.Count(folder, "/") == 2 && path.Base(folder) != categoriesFolder
}

// Book is the anchor in the book, or "" for what it does not have. It has items, departments (in the index), the
// preface, and pages written by hand with their sections. Anchors are ASCII, so that they can be names of destinations
// in a PDF.
func (a Address) Book() string {
	folder, name := path.Split(a.Path)
	ofList := isList(folder)
	switch folder = path.Base(folder); {
	case name == "index" || name == "figures" || name == "downloads" || folder == categoriesFolder,
		folder == compareFolder, a.Path == Columns.Path:
		return ""
	case name == "preface":
		return name
	case ofList:
		return folder + "-" + name
	case folder == departmentsFolder:
		return "d." + name
	}
	return strings.TrimSuffix("page."+strings.ReplaceAll(a.Path, "/", ".")+"."+a.Fragment, ".")
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
