package listbook

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"handbook/generator/listfile"
)

var (
	police  = "云岭县公安局"
	civil   = "云岭县民政局"
	offices = []string{police, civil, "云岭县教育局"}
)

// duties is a block without a head.
func duties(all ...string) listfile.Block { return listfile.Block{Duties: all} }

// Cells of duties as a clerk sees them, and what they say. The item's departments are the police and the civil affairs.
var cells = []struct {
	name, cell string
	blocks     []listfile.Block
}{
	{"one duty", "组织入户宣传。", []listfile.Block{duties("组织入户宣传。")}},
	{"several", "1.组织入户宣传；\n2.上报线索。", []listfile.Block{duties("组织入户宣传；", "上报线索。")}},
	{"marks of their own", "（一）宣传；\n（二）上报。", []listfile.Block{duties("（一）宣传；", "（二）上报。")}},
	{"a department, a heading, both",
		"云岭县公安局：\n侦办案件。\n日常巡查：\n1.值守；\n2.受理。\n云岭县民政局（救助）：\n发放补助。",
		[]listfile.Block{
			{Department: police, Duties: []string{"侦办案件。"}},
			{Heading: "日常巡查", Duties: []string{"值守；", "受理。"}},
			{Department: civil, Heading: "救助", Duties: []string{"发放补助。"}},
		}},
	{"a duty that looks like a head", "1.【文】做好以下工作：\n2.上报。", []listfile.Block{duties("做好以下工作：", "上报。")}},
	{"a single duty that looks numbered", "【文】1.宣传。", []listfile.Block{duties("1.宣传。")}},
	{"an amount is no number", "1.5万亩耕地的保护。", []listfile.Block{duties("1.5万亩耕地的保护。")}},
	{"a duty that opens with an amount", "1.【文】5万亩耕地；\n2.草场。", []listfile.Block{duties("5万亩耕地；", "草场。")}},
	{"a heading that looks like a department", "【题】云岭县公安局：\n侦办案件。",
		[]listfile.Block{{Heading: police, Duties: []string{"侦办案件。"}}}},
	{"a heading that is another department", "【题】云岭县教育局：\n值守。",
		[]listfile.Block{{Heading: "云岭县教育局", Duties: []string{"值守。"}}}},
	{"a later block without a head", "宣传。\n【段】\n上报。", []listfile.Block{duties("宣传。"), duties("上报。")}},
	{"a text that opens with a mark", "【文】【文】字样的标志。", []listfile.Block{duties("【文】字样的标志。")}},
	{"a text that says that a cell is empty", "【文】无", []listfile.Block{duties("无")}},
}

func TestDutyCells(t *testing.T) {
	departments := offices[:2]
	for _, c := range cells {
		if got := strings.Join(dutyLines(c.blocks, departments, offices), "\n"); got != c.cell {
			t.Errorf("%s is written\n%s\nwant\n%s", c.name, got, c.cell)
		}
		got, slips := readDuties(strings.Split(c.cell, "\n"), departments, offices)
		if !reflect.DeepEqual(got, c.blocks) || len(slips) > 0 {
			t.Errorf("%s is read as %q %v", c.name, got, slips)
		}
	}
}

// What a clerk may write otherwise, and what it is taken for.
func TestDutyCellsReadGenerously(t *testing.T) {
	for cell, want := range map[string][]listfile.Block{
		"1、宣传；\n2．上报。":         {duties("宣传；", "上报。")},
		"1. 宣传；\n2. 上报。":       {duties("宣传；", "上报。")},
		"1.宣传。":                {duties("宣传。")},
		"云岭县公安局:\n侦办。":         {{Department: police, Duties: []string{"侦办。"}}},
		"云岭县公安局(治安)：\n侦办。":     {{Department: police, Heading: "治安", Duties: []string{"侦办。"}}},
		"  宣传。  \n\n":          {duties("宣传。")},
		"①宣传；\n②上报。":           {duties("①宣传；", "②上报。")},
		"1.（一）宣传；\n2.（二）上报。\n": {duties("（一）宣传；", "（二）上报。")},
	} {
		got, slips := readDuties(linesOf(cell), offices[:2], offices)
		if !reflect.DeepEqual(got, want) || len(slips) > 0 {
			t.Errorf("%q is read as %q %v", cell, got, slips)
		}
	}
}

func TestTakeoverCells(t *testing.T) {
	for _, c := range []struct {
		cell      string
		blocks    []listfile.Block
		statement string
	}{
		{"承接部门：云岭县公安局\n工作方式：负责登记。",
			[]listfile.Block{{Department: police, Duties: []string{"负责登记。"}}}, ""},
		{"承接部门：云岭县公安局\n工作方式：\n1.登记；\n2.核对。\n承接部门：云岭县民政局",
			[]listfile.Block{{Department: police, Duties: []string{"登记；", "核对。"}}, {Department: civil}}, ""},
		{"不再开展此项工作。", nil, "不再开展此项工作。"},
		{"【文】承接部门：待定。", nil, "承接部门：待定。"},
		{"【文】云岭县公安局不再要求出具证明。", nil, "云岭县公安局不再要求出具证明。"},
	} {
		if got := strings.Join(takeoverLines(c.blocks, c.statement, offices), "\n"); got != c.cell {
			t.Errorf("written\n%s\nwant\n%s", got, c.cell)
		}
		blocks, statement, slips := readTakeover(strings.Split(c.cell, "\n"), offices)
		if !reflect.DeepEqual(blocks, c.blocks) || statement != c.statement || len(slips) > 0 {
			t.Errorf("%s\nis read as %q %q %v", c.cell, blocks, statement, slips)
		}
	}
}

func TestDepartmentCells(t *testing.T) {
	known := append(slices.Clone(offices), "云岭县住建局（人防办）")
	names, roles, slips := readDepartments([]string{"云岭县公安局（牵头）、云岭县民政局", "云岭县住建局（人防办）"}, known)
	want := []string{police, civil, "云岭县住建局（人防办）"}
	if !slices.Equal(names, want) || !reflect.DeepEqual(roles, map[string]string{police: "牵头"}) || len(slips) > 0 {
		t.Errorf("%q %q %v", names, roles, slips)
	}
	if got := departmentLines(names, roles); !slices.Equal(got, []string{"云岭县公安局（牵头）", civil, want[2]}) {
		t.Errorf("%q", got)
	}
}

// A long item takes several rows, none taller than a page has room for; they are told by their ids, in whatever order
// they stand.
func TestLongItem(t *testing.T) {
	county := load(t, "../../data")
	town := townFile(t, "../../data", county.Towns[0].ID)
	k := kindOf(county.Possible[1], county.Towns[0])
	for _, d := range county.Departments {
		k.known = append(k.known, d.Name)
	}
	for _, c := range county.Categories {
		k.categories = append(k.categories, c.Name)
	}
	at := slices.IndexFunc(town.Lists["joint"], func(i listfile.Item) bool { return i.ID == "joint-088" })
	item := town.Lists["joint"][at]
	item.Town = append(slices.Clone(item.Town), listfile.Block{
		Heading: "一条很长的职责", Duties: []string{strings.Repeat("开展辖区内隐患排查，", 300)},
	})
	rows, err := k.rowsOf(item, k.columns())
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) < 3 {
		t.Errorf("%d rows", len(rows))
	}
	for n, r := range rows {
		if r.height > 400 {
			t.Errorf("row %d is %.0f points tall", n+1, r.height)
		}
	}
	ids := rows[1].cells[len(rows[1].cells)-1].text
	if want := "joint-088（2/"; !strings.HasPrefix(ids, want) {
		t.Errorf("%s, want %s…", ids, want)
	}
}
