package listbook

import (
	"bytes"
	"testing"

	"github.com/xuri/excelize/v2"

	"handbook/generator/alike"
	"handbook/generator/list"
	"handbook/generator/wordbreak"
)

// What differs is set otherwise, and the same differences make the same file.
func TestCompare(t *testing.T) {
	county := load(t, "../testdata/district")
	d, towns := county.Departments[0], county.Towns
	item := &list.Item{Kind: list.Joint, No: 7, Title: "防汛抗旱", Departments: []*list.Department{d}}
	matter := &alike.Matter{Kind: list.Joint, Common: item}
	all := []alike.Disagreement{
		{About: alike.Duties, Department: d, Matter: matter, A: "每年5月检查", B: "每年15月检查", InA: towns[:1], InB: towns[1:]},
		{About: alike.Duties, Department: d, Matter: matter, A: "=发布汛情", InA: towns[:1], InB: towns[1:]},
		{About: alike.Number, Matter: matter, A: "7", B: "8", InA: towns[:1], InB: towns[1:]},
	}
	made, err := Compare(county, wordbreak.With(), all)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := Compare(county, wordbreak.With(), all); err != nil || !bytes.Equal(made, again) {
		t.Errorf("another file: %v", err)
	}
	file, err := excelize.OpenReader(bytes.NewReader(made))
	if err != nil {
		t.Fatal(err)
	}
	for cell, want := range map[string]string{"A3": d.Name, "C3": "7", "D3": "防汛抗旱", "E3": "每年5月检查",
		"F3": towns[0].Name, "G3": "每年15月检查", "E4": "=发布汛情", "G4": "（无）"} {
		if got, err := file.GetCellValue("部门职责", cell); err != nil || got != want {
			t.Errorf("%s: %q, %v; want %q", cell, got, err, want)
		}
	}
	runs, err := file.GetCellRichText("部门职责", "G3")
	if err != nil || len(runs) != 3 || runs[1].Text != "15" || !runs[1].Font.Bold {
		t.Errorf("%+v, %v", runs, err)
	}
	if got, _ := file.GetCellValue("事项", "A3"); got != "序号" {
		t.Errorf("the other sheet: %q", got)
	}
}
