package workbook

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"handbook/generator/diag"
	"handbook/generator/grid"
)

// pack makes a workbook.
func pack(t *testing.T, fill func(*excelize.File)) []byte {
	f := excelize.NewFile()
	defer f.Close()
	fill(f)
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestRead(t *testing.T) {
	data := pack(t, func(f *excelize.File) {
		f.SetSheetName("Sheet1", "配合履职")
		rows := [][]any{
			{"序号", "事项类别", "事项名称", "职责"},
			{1, "平安法治", "养犬管理", "1.登记；\r\n2.处罚。"},
			{2, nil, "消防", "检查。"},
		}
		for i, row := range rows {
			f.SetSheetRow("配合履职", name(0, i), &row)
		}
		f.MergeCell("配合履职", "B2", "B3")
		f.MergeCell("配合履职", "A4", "D4")
		f.SetCellValue("配合履职", "A4", "注：共2项")
		f.SetCellRichText("配合履职", "D3", []excelize.RichTextRun{
			{Text: "检查。"}, {Text: "作废。", Font: &excelize.Font{Strike: true}},
		})
		f.SetDefinedName(&excelize.DefinedName{
			Name: "_xlnm.Print_Titles", RefersTo: "'配合履职'!$1:$1", Scope: "配合履职",
		})
		said := []excelize.RichTextRun{{Text: "再议"}}
		f.AddComment("配合履职", excelize.Comment{Cell: "C2", Author: "某人", Paragraph: said})
		f.SetRowVisible("配合履职", 3, false)
		f.NewSheet("旧表")
		f.SetCellValue("旧表", "A1", "不要")
		f.SetSheetVisible("旧表", false)
		f.NewSheet("空表")
	})
	d, err := Read("list.xlsx", data)
	if err != nil {
		t.Fatal(err)
	}
	const want = `table 配合履职
#|序号|事项类别|事项名称|职责|
|1|平安法治|养犬管理|1.登记；¶2.处罚。|
|2|^|消防|检查。|
|注：共2项|<|<|<|
left 删除线: 作废。
left 批注: 再议
left 隐藏文字: 不要
doubt 第 3 行是隐藏的，照样收入
doubt 这里有加了删除线的文字，没有收入：“作废。”
doubt “旧表”表是隐藏的，没有收入
`
	if got := grid.Format(d); got != want {
		t.Errorf("got\n%s", got)
	}
	if p := d.Parts[0].Table.Rows[2].Cells[3].Place; p.String() != "“配合履职”表 D3" {
		t.Errorf("at %s", p)
	}
}

// changed is a workbook in whose sheet a text is replaced.
func changed(t *testing.T, data []byte, old, new string) []byte {
	from, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	to := zip.NewWriter(&b)
	for _, part := range from.File {
		r, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, _ := io.ReadAll(r)
		if strings.Contains(part.Name, "worksheets/") {
			if !bytes.Contains(text, []byte(old)) {
				t.Fatalf("no %s in %s", old, text)
			}
			text = bytes.ReplaceAll(text, []byte(old), []byte(new))
		}
		w, _ := to.Create(part.Name)
		w.Write(text)
	}
	to.Close()
	return b.Bytes()
}

// TestValues takes what is stored, and not what is shown.
func TestValues(t *testing.T) {
	data := pack(t, func(f *excelize.File) {
		style, err := f.NewStyle(&excelize.Style{NumFmt: 1})
		if err != nil {
			t.Fatal(err)
		}
		f.SetCellValue("Sheet1", "A1", 2541.8691564101)
		f.SetCellStyle("Sheet1", "A1", "A1", style)
		f.SetCellFormula("Sheet1", "B1", `="甲"&"乙"`)
		f.SetCellStr("Sheet1", "B1", "甲乙")
	})
	d, err := Read("list.xlsx", data)
	if err != nil {
		t.Fatal(err)
	}
	if got := grid.Format(d); !strings.Contains(got, "|2541.8691564101|甲乙|") ||
		!strings.Contains(got, "这一格显示的是“2542”") {
		t.Errorf("got\n%s", got)
	}
}

// TestRefused names the sheet and the cell, and says what to do.
func TestRefused(t *testing.T) {
	for _, c := range []struct {
		name, want string
		data       []byte
	}{
		{"formula", `sheet "Sheet1", cell B2: a formula without its result`, pack(t, func(f *excelize.File) {
			f.SetCellValue("Sheet1", "C2", "丙")
			f.SetCellFormula("Sheet1", "B2", "=A1")
		})},
		{"error", `sheet "Sheet1", cell A1: "#NAME?" stands where`, pack(t, func(f *excelize.File) {
			f.SetCellStr("Sheet1", "A1", "#NAME?")
		})},
		{"long", `cell A1: the text is as long as a cell can be`, pack(t, func(f *excelize.File) {
			f.SetCellStr("Sheet1", "A1", strings.Repeat("长", 40_000))
		})},
		{"astray", `sheet "Sheet1", cell B1 has a text that is not there`, changed(t, pack(t, func(f *excelize.File) {
			f.SetCellStr("Sheet1", "A1", "甲")
			f.SetCellStr("Sheet1", "B1", "乙")
		}), "<v>1</v>", "<v>7</v>")},
		{"merged", `sheet "Sheet1": the merged cells A1:XFD1048576 are more`,
			changed(t, pack(t, func(f *excelize.File) {
				f.SetCellStr("Sheet1", "A1", "甲")
				f.MergeCell("Sheet1", "A1", "B2")
			}), `"A1:B2"`, `"A1:XFD1048576"`)},
		{"no number", "cell A1 has a text that is not there", changed(t, pack(t, func(f *excelize.File) {
			f.SetCellStr("Sheet1", "A1", "甲")
		}), "<v>0</v>", "<v>x</v>")},
		{"password", "the workbook has a password", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and so on")},
		{"damaged", "damaged or cut off", pack(t, func(*excelize.File) {})[:500]},
		{"nothing", "damaged or cut off", nil},
	} {
		_, err := Read("list.xlsx", c.data)
		if err == nil || !strings.Contains(err.Error(), c.want) || diag.Hint(err) == "" {
			t.Errorf("%s: %v (%s), want %q", c.name, err, diag.Hint(err), c.want)
		}
	}
}

// A column of numbers that count themselves is said once.
func TestFormulas(t *testing.T) {
	doc, err := Read("list.xlsx", pack(t, func(f *excelize.File) {
		for row := 2; row <= 20; row++ {
			cell, _ := excelize.CoordinatesToCellName(1, row)
			f.SetCellInt("Sheet1", cell, int64(row-1))
			f.SetCellFormula("Sheet1", cell, "=ROW()-1")
		}
		f.SetCellInt("Sheet1", "B2", 7)
		f.SetCellFormula("Sheet1", "B2", "=3+4")
	}))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, doubt := range doc.Doubts {
		got = append(got, doubt.Place.Cell+": "+doubt.Text)
	}
	want := "A2: A2 到 A20 有 19 格是公式，收入了它们存的结果，从“1”到“19” B2: 这一格是公式，收入了它存的结果“7”"
	if strings.Join(got, " ") != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// FuzzRead reads a workbook whose sheet is any text: it is read or refused, with a hint.
func FuzzRead(f *testing.F) {
	const rows, first = "<sheetData>", `<row r="1"><c r="A1" t="s"><v>0</v></c></row>`
	for _, sheet := range []string{
		first, `<row r="1"><c r="A1" t="s"><v>7</v></c></row>`,
		`<row r="9"><c r="XFD9" t="inlineStr"><is><t>甲</t></is></c></row>`,
		`<row r="1"><c r="A1"><f>A1</f><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A1:C3"/></mergeCells>`,
		`<row r="1048577"><c r="A1048577"><v>1</v></c></row>`, `<row><c><v>1</v></c></row>`,
	} {
		f.Add(sheet)
	}
	f.Fuzz(func(t *testing.T, sheet string) {
		data := changed(t, pack(t, func(f *excelize.File) { f.SetCellStr("Sheet1", "A1", "甲") }), rows, rows+sheet)
		start := time.Now()
		_, err := Read("list.xlsx", data)
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("it took %v", took)
		}
		if err != nil && diag.Hint(err) == "" {
			t.Errorf("%v, without a hint", err)
		}
	})
}
