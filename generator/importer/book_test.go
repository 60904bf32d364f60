package importer

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/diff"
	"github.com/rogpeppe/go-internal/txtar"
	"github.com/xuri/excelize/v2"

	"handbook/generator/list"
	"handbook/generator/listbook"
	"handbook/generator/listfile"
)

// exported is the workbook of a county's first town, in a copy of its folder.
func exported(t *testing.T, from string) (data, book, town string) {
	t.Helper()
	data = t.TempDir()
	if err := os.CopyFS(data, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	county, _ := list.Load(data)
	town = county.Towns[0].ID
	made, err := listbook.Write(county, read(t, data, town))
	if err != nil {
		t.Fatal(err)
	}
	book = filepath.Join(t.TempDir(), town+".xlsx")
	if err := os.WriteFile(book, made, 0o644); err != nil {
		t.Fatal(err)
	}
	return data, book, town
}

// imported imports a workbook, and returns what was said.
func imported(t *testing.T, data, book, town string, remove ...string) (said string, err error) {
	t.Helper()
	var out bytes.Buffer
	err = Import(Options{
		Data: data, Report: filepath.Join(t.TempDir(), "report.html"), Remove: remove,
		Town: listfile.Town{ID: town}, Stdout: &out, Stderr: &out, Working: func(string) {},
	}, []string{book})
	said = regexp.MustCompile(`(?m)^.*report\.html: .*\n`).ReplaceAllString(out.String(), "")
	said = strings.NewReplacer(data, "data", book, "town.xlsx").Replace(said)
	return said, err
}

// files are the files of a folder, by their names.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			text, err := os.ReadFile(name)
			short, _ := filepath.Rel(dir, name)
			all[short] = string(text)
			return err
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// change changes cells of a workbook.
func change(t *testing.T, book string, edit func(*excelize.File)) {
	t.Helper()
	f, err := excelize.OpenFile(book)
	if err != nil {
		t.Fatal(err)
	}
	edit(f)
	if err := f.Save(); err != nil {
		t.Fatal(err)
	}
}

var counties = []string{"../../data", "../testdata/county", "../testdata/district"}

// A workbook in which nothing was changed changes nothing.
func TestBookUntouched(t *testing.T) {
	for _, from := range counties {
		data, book, town := exported(t, from)
		before := files(t, data)
		said, err := imported(t, data, book, town)
		t.Log(said)
		if err != nil {
			t.Errorf("%s: %v", from, err)
		}
		after := files(t, data)
		for name := range after {
			if after[name] != before[name] {
				t.Errorf("%s: %s was changed", from, name)
			}
		}
	}
}

// From the workbook alone come the list and its registries, byte for byte but for the comments; where the files were
// written by hand in another way, they say the same.
func TestBookIntoEmptyFolder(t *testing.T) {
	for _, from := range counties {
		was, book, town := exported(t, from)
		data := filepath.Join(t.TempDir(), "data")
		if said, err := imported(t, data, book, town); err != nil {
			t.Errorf("%s: %v\n%s", from, err, said)
		}
		old, new := read(t, was, town), read(t, data, town)
		if key := listfile.DifferTown(old, new); key != "" {
			t.Errorf("%s: town.toml: %s differs", from, key)
		}
		for id, items := range old.Lists {
			for _, c := range listfile.Changes(items, new.Lists[id]) {
				t.Errorf("%s: %s differs", from, c.ID)
			}
		}
		if strings.HasSuffix(from, "district") {
			continue
		}
		got := files(t, data)
		for _, name := range []string{
			"departments.toml", "categories.toml", town + "/town.toml", town + "/basic.toml", town + "/joint.toml",
			town + "/reclaimed.toml",
		} {
			want, err := os.ReadFile(filepath.Join(from, name))
			if err != nil {
				continue // a county may do without its registries
			}
			if a, b := withoutComments(string(want)), withoutComments(got[name]); a != b {
				t.Errorf("%s: %s\n%s", from, name, firstDifference(b, a))
			}
		}
	}
}

// read reads a town's files.
func read(t *testing.T, data, town string) listfile.Town {
	t.Helper()
	county, _ := list.Load(data)
	var ids []string
	for _, k := range county.Possible {
		ids = append(ids, k.ID())
	}
	file, err := listfile.Read(filepath.Join(data, town), ids...)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func withoutComments(text string) string {
	var kept []string
	for l := range strings.Lines(text) {
		if !strings.HasPrefix(l, "#") {
			kept = append(kept, l)
		}
	}
	text = strings.Trim(strings.Join(kept, ""), "\n")
	return strings.ReplaceAll(text, "\n\n\n", "\n\n")
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return "got  " + g[i] + "\nwant " + w[i]
		}
	}
	return "one is longer"
}

// A list that was changed since its workbook was made is not written over unasked; then it is said.
func TestBookStale(t *testing.T) {
	data, book, town := exported(t, "../testdata/county")
	file := filepath.Join(data, town, "basic.toml")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	text = bytes.Replace(text, []byte("按期召开"), []byte("按时召开"), 1)
	if err := os.WriteFile(file, text, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := imported(t, data, book, town); err == nil || !strings.Contains(err.Error(), "kept nowhere else") {
		t.Errorf("%v", err)
	}
	var out bytes.Buffer
	err = Import(Options{
		Data: data, Report: filepath.Join(t.TempDir(), "report.html"), Force: true, Town: listfile.Town{ID: town},
		Stdout: &out, Stderr: &out, Working: func(string) {},
	}, []string{book})
	if !errors.Is(err, ErrDoubts) || !strings.Contains(out.String(), "导出以后，清单另外改过") {
		t.Errorf("%v\n%s", err, out.String())
	}
}

// A workbook is that of its town, and comes alone.
func TestBookOfAnother(t *testing.T) {
	data, book, town := exported(t, "../testdata/county")
	if _, err := imported(t, data, book, "beixi"); err == nil || !strings.Contains(err.Error(), "another town") {
		t.Errorf("%v", err)
	}
	err := Import(Options{Data: data, Town: listfile.Town{ID: town}, Working: func(string) {}}, []string{book, book})
	if err == nil || !strings.Contains(err.Error(), "a workbook that the handbook wrote") {
		t.Errorf("%v", err)
	}
}

var update = flag.Bool("update", false, "write what is expected anew")

// edits are what a clerk may do to a workbook.
var edits = []struct {
	name   string
	remove []string
	edit   func(*excelize.File)
}{
	{"one cell", nil, func(f *excelize.File) {
		f.SetCellValue(joint, "F4", "组织村干部入户宣传反诈知识，发现线索两日内报告。")
	}},
	{"a duty more", nil, func(f *excelize.File) {
		f.SetCellValue(joint, "F5", "日常巡查：\n1.组织志愿者在上下学时段维持秩序；\n2．劝离占道摊点。\n联合检查：\n1.提供校园周边商户名册；\n"+
			"2.督促商户落实整改要求。")
	}},
	{"a new item, its totals, and a note", nil, func(f *excelize.File) {
		f.SetSheetRow(basic, "A6", &[]any{2, "党的建设", "做好党员发展工作", "新增。"})
		f.SetCellValue(basic, "A4", 3)
		f.SetCellValue(basic, "A5", 4)
		set(f, "declared.items", 10)
		set(f, "declared.basic.items", 4)
	}},
	{"a new item without its totals", nil, func(f *excelize.File) {
		f.SetSheetRow(basic, "A6", &[]any{4, "党的建设", "做好党员发展工作"})
	}},
	{"rows in another order", nil, func(f *excelize.File) {
		for _, cell := range []string{"A", "B", "C", "D", "E", "F"} {
			a, _ := f.GetCellValue(basic, cell+"3")
			b, _ := f.GetCellValue(basic, cell+"5")
			f.SetCellValue(basic, cell+"3", b)
			f.SetCellValue(basic, cell+"5", a)
		}
	}},
	{"a row that is gone", nil, func(f *excelize.File) { f.RemoveRow(basic, 5) }},
	{"a row that is to be gone", []string{"basic-003"}, func(f *excelize.File) {
		f.RemoveRow(basic, 5)
		set(f, "declared.items", 8)
		set(f, "declared.basic.items", 2)
		set(f, "declared.basic.categories", 2)
	}},
	{"a row that is to be gone, and that others name", []string{"basic-003"}, func(f *excelize.File) {
		f.SetCellValue(basic, "E3", "basic-003")
		f.RemoveRow(basic, 5)
		set(f, "declared.items", 8)
		set(f, "declared.basic.items", 2)
		set(f, "declared.basic.categories", 2)
	}},
	{"a department that takes over, without a label", nil, func(f *excelize.File) {
		f.SetCellValue(reclaimed, "D3", "云岭县公安局负责办理。")
	}},
	{"to be gone, and there; never there", []string{"basic-003", "basic-009"}, func(*excelize.File) {}},
	{"an id twice, an invented one, a broken one", nil, func(f *excelize.File) {
		f.SetCellValue(basic, "F5", "basic-002")
		f.SetCellValue(joint, "I3", "joint-099")
		f.SetCellValue(joint, "I4", "二号")
	}},
	{"a renamed sheet", nil, func(f *excelize.File) { f.SetSheetName(joint, "配合事项") }},
	{"a deleted column, an added one, a renamed one", nil, func(f *excelize.File) {
		f.RemoveCol(basic, "B")
		f.SetCellValue(joint, "J2", "责任人")
		f.SetCellValue(joint, "J3", "张三")
		f.SetCellValue(reclaimed, "C2", "事项名")
		f.SetCellValue(reclaimed, "K9", "另外")
	}},
	{"a column that is declared", nil, func(f *excelize.File) {
		set(f, "columns.basic", "责任岗位")
		f.SetSheetCol(basic, "G2", &[]any{"责任岗位", "党政办", "/", "空白"})
	}},
	{"a column that is declared, with cells left out", nil, func(f *excelize.File) {
		set(f, "columns.basic", "责任岗位")
		f.SetSheetCol(basic, "G2", &[]any{"责任岗位", "党政办"})
	}},
	{"names that nobody knows, numbers that are none", nil, func(f *excelize.File) {
		f.SetCellValue(basic, "B3", "党的建社")
		f.SetCellValue(basic, "A4", "二")
		f.SetCellValue(basic, "A5", 9)
		f.SetCellValue(joint, "D4", "云岭县公安")
		f.SetCellValue(joint, "B3", "")
		f.SetCellValue(reclaimed, "D3", "承接部门：妇联\n工作方式：负责。")
		f.SetCellValue(basic, "E3", "joint-009")
	}},
	{"cells that are read in no way", nil, func(f *excelize.File) {
		f.SetCellValue(joint, "E3", "云岭县委组织部：\n1.制定方案；\n3.考察人选。\n云岭县公安局：\n维护秩序。")
		f.SetCellValue(joint, "F3", "宣传推荐条件；\n初步审核。")
		f.SetCellValue(joint, "F4", "入户宣传：")
		f.SetCellValue(joint, "F5", "")
		f.SetCellValue(reclaimed, "D4", "云岭县公安局负责。\n工作方式：登记。")
		f.SetCellValue(reclaimed, "C5", "第一行\n第二行")
	}},
	{"a text as long as a cell, one struck out, a formula without result, a remark", nil, func(f *excelize.File) {
		f.SetCellValue(basic, "C3", strings.Repeat("长", 32767))
		f.SetCellRichText(basic, "C4", []excelize.RichTextRun{
			{Text: "走访慰问"}, {Text: "困难群众", Font: &excelize.Font{Strike: true}},
		})
		f.SetCellValue(basic, "C5", "#REF!")
		said := []excelize.RichTextRun{{Text: "再议"}}
		f.AddComment(joint, excelize.Comment{Cell: "C3", Author: "某人", Paragraph: said})
	}},
	{"a remark alone", nil, func(f *excelize.File) {
		said := []excelize.RichTextRun{{Text: "再议"}}
		f.AddComment(joint, excelize.Comment{Cell: "C3", Author: "某人", Paragraph: said})
	}},
	{"a department more, and where to call one", nil, func(f *excelize.File) {
		rows, _ := f.GetRows("部门")
		at := fmt.Sprint(len(rows) + 1)
		f.SetSheetRow("部门", "A"+at, &[]any{"guqiaozhongxin", "云岭县古桥保护中心", "古桥中心", "桥办", "其他单位", "0000-1234567"})
		f.SetCellValue("部门", "G3", "人民路1号")
		f.SetCellValue(joint, "D4", "云岭县公安局（牵头）\n云岭县古桥保护中心")
		set(f, "declared.joint.departments", 5)
	}},
	{"a department that is gone, one without a name", nil, func(f *excelize.File) {
		f.RemoveRow("部门", 3)
		f.SetCellValue("部门", "B4", "")
		f.SetCellValue("部门", "E4", "机关")
	}},
	{"what the town says of itself", nil, func(f *excelize.File) {
		set(f, "edition.name", "2026年版")
		set(f, "edition.approved", 46203)
		set(f, "contact.phone", "0000-0000009")
		f.SetCellValue("清单说明", "B3", "松溪镇下辖7个行政村。")
	}},
	{"what the town cannot say of itself", nil, func(f *excelize.File) {
		set(f, "declared.joint.departments", "四")
		set(f, "order", 1.5)
		set(f, "name", "松溪镇\n松溪")
		f.RemoveRow("概况", 4)
		f.SetCellValue("清单说明", "A4", "")
	}},
	{"what only the check finds", nil, func(f *excelize.File) {
		f.SetCellValue(basic, "C4", "走访慰问困难群众，电话13800000000")
		f.SetCellValue(basic, "E3", "joint-001")
	}},
	{"a sheet of their own", nil, func(f *excelize.File) {
		f.NewSheet("Sheet9")
		f.NewSheet("草稿")
		f.SetCellValue("草稿", "A1", "待定")
	}},
	{"no marks", nil, func(f *excelize.File) { f.DeleteSheet("填写说明") }},
}

const (
	basic     = "基本履职事项"
	joint     = "配合履职事项"
	reclaimed = "上级部门收回事项"
)

// set sets a line of the sheet of what the town says of itself.
func set(f *excelize.File, key string, value any) {
	rows, _ := f.GetRows("概况")
	for n, row := range rows {
		if len(row) > 3 && row[3] == key {
			f.SetCellValue("概况", fmt.Sprintf("B%d", n+1), value)
		}
	}
}

// What a clerk does to a workbook changes that in the files and nothing else, or is named with its cell.
func TestBookEdited(t *testing.T) {
	var got txtar.Archive
	for _, e := range edits {
		data, book, town := exported(t, "../testdata/county")
		before := files(t, data)
		change(t, book, e.edit)
		said, err := imported(t, data, book, town, e.remove...)
		if err != nil {
			said += "error: " + strings.ReplaceAll(err.Error(), book, "town.xlsx") + "\n"
		}
		after := files(t, data)
		for _, name := range slices.Sorted(maps.Keys(after)) {
			if filepath.Base(name) != ".imported" {
				said += string(diff.Diff(name, []byte(before[name]), name, []byte(after[name])))
			}
		}
		got.Files = append(got.Files, txtar.File{Name: e.name, Data: []byte(said)})
	}
	const golden = "testdata/book.golden.txtar"
	if *update {
		if err := os.WriteFile(golden, txtar.Format(&got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := txtar.ParseFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if d := diff.Diff("want", txtar.Format(want), "got", txtar.Format(&got)); len(d) > 0 {
		t.Errorf("%s", d)
	}
}

// The rows of a long item belong together wherever they stand; one that is missing is named.
func TestBookOfSeveralRows(t *testing.T) {
	second := func(f *excelize.File) (int, []string) {
		rows, _ := f.GetRows(joint)
		for n, row := range rows {
			if len(row) > 8 && strings.Contains(row[8], "（2/") {
				return n + 1, row
			}
		}
		t.Fatal("no item takes several rows")
		return 0, nil
	}
	data, book, town := exported(t, "../../data")
	before := files(t, data)
	change(t, book, func(f *excelize.File) {
		n, row := second(f)
		f.RemoveRow(joint, n)
		rows, _ := f.GetRows(joint)
		for c, text := range row {
			cell, _ := excelize.CoordinatesToCellName(c+1, len(rows)+1)
			f.SetCellValue(joint, cell, text)
		}
	})
	if said, err := imported(t, data, book, town); err != nil {
		t.Errorf("%v\n%s", err, said)
	}
	if after := files(t, data); !maps.Equal(before, after) {
		t.Error("a row that was moved changed a file")
	}
	change(t, book, func(f *excelize.File) {
		n, _ := second(f)
		f.RemoveRow(joint, n)
	})
	if said, err := imported(t, data, book, town); err == nil || !strings.Contains(said, "分成了") {
		t.Errorf("%v\n%s", err, said)
	}
}
