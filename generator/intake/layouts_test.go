package intake

import (
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"handbook/generator/grid"
	"handbook/generator/list"
	"handbook/generator/listfile"
)

// blankCell is said of a cell in which nothing is printed.
const blankCell = "空白"

// A layout is one of the ways in which offices lay out a list.
type layout struct {
	number     string // before a duty: "%d.", "%d．", or "{%d.}" where the program sets it
	categories string // "each" row has its own, "merged", "above" (empty where as above), "groups"
	oursFirst  bool   // the town's duties stand before the departments'
	bare       bool   // a department's head has no colon
	between    string // departments
	twoColumns bool   // who took over, and how, in columns of their own
	heads      map[string]string
}

func layouts() []layout {
	standard := map[string]string{"no": "序号", "category": "事项类别", "title": "事项名称", "departments": "对应上级部门",
		"theirs": "上级部门职责", "ours": "乡镇配合职责", "takeover": "承接部门及工作方式"}
	other := map[string]string{"no": "编号", "category": "类别", "title": "履职事项", "departments": "牵头部门",
		"theirs": "主管部门职责", "ours": "街道职责", "takeover": "承接单位"}
	return []layout{
		{number: "%d.", categories: "each", between: "、", heads: standard},
		{number: "{%d.}", categories: "merged", between: "，", heads: other, oursFirst: true},
		{number: "%d．", categories: "above", between: "¶", heads: standard, bare: true},
		{number: "%d、", categories: "groups", between: "、", heads: other, twoColumns: true},
		{number: "{%d、}", categories: "groups", between: "、", heads: standard, oursFirst: true, bare: true},
		{number: "%d. ", categories: "merged", between: "；", heads: other, twoColumns: true},
	}
}

// document is a town's list as an office lays it out, in the text form of package grid.
func (y layout) document(t listfile.Town, lists []List) string {
	var b strings.Builder
	for _, list := range lists {
		items := t.Lists[list.ID]
		if len(items) == 0 {
			continue
		}
		fmt.Fprintf(&b, "text %s清单\ntable\n", list.Name)
		columns := y.columns(t, list, items)
		row := func(cell func(column string) string) {
			b.WriteString("|")
			for _, c := range columns {
				b.WriteString(cell(c) + "|")
			}
			b.WriteString("\n")
		}
		row(func(c string) string {
			if h, ok := y.heads[c]; ok {
				return h
			}
			return c
		})
		before := ""
		for i, item := range items {
			if y.categories == "groups" && item.Category != before {
				n := 0
				for _, other := range items[i:] {
					if other.Category != item.Category {
						break
					}
					n++
				}
				fmt.Fprintf(&b, "|%s、%s（%d项）%s|\n", "一", item.Category, n, strings.Repeat("|<", len(columns)-1))
			}
			row(func(c string) string { return y.cell(c, list, item, before) })
			before = item.Category
		}
	}
	return b.String()
}

func (y layout) columns(t listfile.Town, list List, items []listfile.Item) []string {
	columns := []string{"no", "category", "title"}
	if y.categories == "groups" {
		columns = []string{"no", "title"}
	}
	switch list.Shape {
	case Basic:
		for _, i := range items {
			if len(i.Town) > 0 {
				columns = append(columns, "ours")
				break
			}
		}
	case Joint:
		if y.oursFirst {
			columns = append(columns, "ours", "departments", "theirs")
		} else {
			columns = append(columns, "departments", "theirs", "ours")
		}
	case Reclaimed:
		if y.twoColumns {
			columns = append(columns, "承接部门", "工作方式")
		} else {
			columns = append(columns, "takeover")
		}
	}
	return append(columns, t.Columns[list.ID]...)
}

func (y layout) cell(column string, list List, i listfile.Item, before string) string {
	empty := func(key string) string {
		if printed := i.Empty[key]; printed != blankCell {
			return printed
		}
		return ""
	}
	switch column {
	case "no":
		return fmt.Sprint(i.No)
	case "category":
		switch {
		case i.Category == before && y.categories == "merged":
			return "^"
		case i.Category == before && y.categories == "above":
			return ""
		}
		return i.Category
	case "title":
		return i.Title
	case "departments":
		var names []string
		for _, name := range i.Departments {
			if role := i.Roles[name]; role != "" {
				name += "（" + role + "）"
			}
			names = append(names, name)
		}
		return strings.Join(names, y.between) + empty("departments")
	case "theirs":
		return y.blocks(i.County) + empty("county")
	case "ours":
		return y.blocks(i.Town) + empty("town")
	case "takeover":
		var all []string
		for _, b := range i.Takeover {
			how := "¶工作方式："
			if strings.HasPrefix(y.number, "{") && len(b.Duties) > 1 {
				how += "¶" // the program numbers paragraphs
			}
			all = append(all, "承接部门："+b.Department+how+y.duties(b.Duties))
		}
		return strings.Join(all, "¶") + i.Statement + empty("takeover")
	case "承接部门":
		var names []string
		for _, b := range i.Takeover {
			names = append(names, b.Department)
		}
		return strings.Join(names, "、")
	case "工作方式":
		if len(i.Takeover) == 1 {
			return y.duties(i.Takeover[0].Duties)
		}
		return y.blocks(i.Takeover) + i.Statement + empty("takeover")
	}
	for _, f := range i.Fields {
		if f.Name == column {
			return f.Text
		}
	}
	return empty(column)
}

func (y layout) blocks(all []listfile.Block) string {
	var parts []string
	for _, b := range all {
		head := b.Department
		if head != "" && b.Heading != "" {
			head += "（" + b.Heading + "）"
		} else {
			head += b.Heading
		}
		if head != "" && (!y.bare || b.Department == "") {
			head += "："
		}
		if head != "" {
			parts = append(parts, head)
		}
		parts = append(parts, y.duties(b.Duties))
	}
	return strings.Join(parts, "¶")
}

func (y layout) duties(all []string) string {
	var lines []string
	for n, d := range all {
		if len(all) > 1 && !list.Marked(all) {
			d = fmt.Sprintf(y.number, n+1) + d
		}
		lines = append(lines, d)
	}
	return strings.Join(lines, "¶")
}

// TestLayouts lays out the lists of every example town in several ways and reads them back. An item that is not exact
// has a finding that names it, and nearly all are.
func TestLayouts(t *testing.T) {
	var towns []string
	for _, pattern := range []string{"../testdata/*/*/town.toml", "../search/testdata/lists/*/*/town.toml",
		"../../data/*/town.toml", os.Getenv("HANDBOOK_COUNTY") + "/*/town.toml"} {
		found, _ := filepath.Glob(pattern)
		towns = append(towns, found...)
	}
	if len(towns) < 6 {
		t.Fatalf("only %d towns", len(towns))
	}
	further := []List{{ID: "empowered", Name: "赋权事项", Shape: Basic}, {ID: "entrusted", Name: "委托事项", Shape: Joint}}
	for _, file := range towns {
		town, err := listfile.Read(filepath.Dir(file), "basic", "joint", "reclaimed", "empowered", "entrusted")
		if err != nil {
			t.Fatal(err)
		}
		for n, y := range layouts() {
			all := append(Three(), further...)
			doc, err := grid.Parse(file, y.document(town, all))
			if err != nil {
				t.Fatal(err)
			}
			d := Read([]*grid.Document{doc}, Known{Lists: further})
			named := map[string]bool{}
			for _, f := range d.Findings {
				named[f.Item] = named[f.Item] || f.Level >= Doubt
			}
			exact, count := 0, 0
			for _, list := range all {
				got := map[string]listfile.Item{}
				for _, i := range d.Town.Lists[list.ID] {
					got[i.ID] = i
				}
				for _, w := range town.Lists[list.ID] {
					count++
					w.Note, w.See = "", nil
					g := got[itemID(list.ID, w.No)]
					w.ID = g.ID
					if reflect.DeepEqual(g, w) {
						exact++
					} else if !named[g.ID] {
						t.Errorf("%s, layout %d, %s: not exact, and nothing says so\n got %+v\nwant %+v",
							file, n, w.ID, g, w)
					} else if testing.Verbose() {
						t.Logf("%s, layout %d, %s\n got %+v\nwant %+v", file, n, w.ID, g, w)
					}
				}
			}
			if lost := d.Ledger.All - d.Ledger.Accounted(); lost != 0 {
				t.Errorf("%s, layout %d: %d characters are not accounted for: %v", file, n, lost, d.Ledger.Lost)
			}
			t.Logf("%s, layout %d: %d of %d exact", file, n, exact, count)
		}
	}
}

// FuzzCell reads cells made of any lines: every character has an owner, whatever they are.
func FuzzCell(f *testing.F) {
	for _, seed := range []string{"1.甲；\n2.乙。", "泽普县教育局：\n（一）招生\n1.报名", "承接部门：甲、乙\n工作方式：1.丙；2.丁", "/", "1.5万\n①"} {
		f.Add(seed, int64(1))
	}
	f.Fuzz(func(t *testing.T, cell string, seed int64) {
		random := rand.New(rand.NewSource(seed))
		row := &grid.Row{}
		for i, text := range []string{"1", "民生", "甲", "泽普县教育局", cell, cell, cell} {
			c := &grid.Cell{Column: i, Wide: 1}
			for _, l := range strings.Split(text, "\n") {
				c.Lines = append(c.Lines, &grid.Line{Text: l, Hard: random.Intn(2) > 0, Full: random.Intn(2) > 0})
			}
			row.Cells = append(row.Cells, c)
		}
		head := &grid.Row{}
		for i, name := range []string{"序号", "事项类别", "事项名称", "对应上级部门", "上级部门职责", "乡镇配合职责", "备注"} {
			lines := []*grid.Line{{Text: name, Hard: true}}
			head.Cells = append(head.Cells, &grid.Cell{Column: i, Wide: 1, Lines: lines})
		}
		doc := &grid.Document{Parts: []grid.Part{{Table: &grid.Table{Wide: 7, Rows: []*grid.Row{head, row}}}}}
		d := Read([]*grid.Document{doc}, Known{})
		if lost := d.Ledger.All - d.Ledger.Accounted(); lost != 0 {
			t.Errorf("%d characters of %q are not accounted for: %v", lost, cell, d.Ledger.Lost)
		}
	})
}
