package listbook

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"handbook/generator/alike"
	"handbook/generator/list"
	"handbook/generator/wordbreak"
)

// Compare makes a workbook of where the towns' lists disagree: about the departments, and about the items themselves.
// It is to be read and printed; nothing is read back from it.
func Compare(county *list.County, words *wordbreak.Words, all []alike.Disagreement) ([]byte, error) {
	towns := county.Words.Towns
	title := fmt.Sprintf("%s各%s清单不一致之处", county.Towns[0].County, towns)
	b, err := newBook(title, county.Words.Departments)
	if err != nil {
		return nil, err
	}
	departments := &sheet{name: "部门职责", title: title + "：部门职责", foot: title, filter: true, frozen: 1,
		columns: comparedColumns(towns, column{"department", "部门", 120, lookMiddle})}
	items := &sheet{name: "事项", title: title + "：事项", foot: title, filter: true, frozen: 1,
		columns: comparedColumns(towns, column{"about", "哪一点", 60, lookCenter})}
	about := &sheet{name: "说明", title: title, bare: true, foot: title,
		columns: []column{{"text", "", acrossPage, lookGuide}}}
	for _, line := range []string{
		fmt.Sprintf("各%s清单逐项比较，多数%[1]s的写法在前，另外的写法在后，不同的字词加粗并加下划线。", towns),
		"事项先按名称对应；名称不同的，按名称、内容和部门的相像程度对应，“把握”一列说明有多大把握。",
		"供核对用，改动不会导入手册。要改清单，请联系各" + towns + "。",
	} {
		about.rows = append(about.rows, about.row(line))
	}
	for _, d := range all {
		s, of := items, d.About.String()
		if d.Department != nil {
			s, of = departments, d.Department.Name
		}
		s.rows = append(s.rows, compared(county, words, s, of, d))
	}
	for _, s := range []*sheet{about, departments, items} {
		if s != about && len(s.rows) == 0 {
			continue
		}
		if err := s.fits(); err != nil {
			return nil, err
		}
		if err := b.add(s); err != nil {
			return nil, err
		}
	}
	return b.bytes()
}

func comparedColumns(towns string, of column) []column {
	return []column{of, {"list", "清单", 70, lookCenter}, {"no", "序号", 40, lookCenter},
		{"title", "事项名称", 150, lookMiddle}, {"a", "多数写法", 230, lookText}, {"inA", "有此写法的" + towns, 110, lookMiddle},
		{"b", "另一写法", 230, lookText}, {"inB", "有此写法的" + towns, 110, lookMiddle}, {"sure", "把握", 70, lookCenter}}
}

// compared is a row of the workbook. A text that one side has not is said to be none, which is no text of a list.
func compared(county *list.County, words *wordbreak.Words, s *sheet, of string, d alike.Disagreement) row {
	item := d.Matter.Common
	inA, inB := alike.Count(county, d.InA), alike.Count(county, d.InB)
	a, b := d.A, d.B
	if a == "" {
		a = "（无）"
	}
	if b == "" {
		b = "（无）"
	}
	r := s.row(of, d.Matter.Kind.Short(), "", item.Title, a, inA, b, inB, d.Sure.String())
	r.cells[2].number = item.No
	if d.A != "" && d.B != "" {
		spans := alike.Differ(words, d.A, d.B)
		r.cells[4].rich, r.cells[6].rich = runs(spans, alike.OnlyA), runs(spans, alike.OnlyB)
	}
	return r
}

// runs are the words of one of two texts, those that the other has not in bold and underlined.
func runs(spans []alike.Span, own alike.In) []excelize.RichTextRun {
	var all []excelize.RichTextRun
	for _, s := range spans {
		switch s.In {
		case alike.Both:
			all = append(all, excelize.RichTextRun{Text: s.Text, Font: &excelize.Font{Family: song, Size: size}})
		case own:
			all = append(all, excelize.RichTextRun{Text: s.Text, Font: &excelize.Font{Family: song, Size: size,
				Bold: true, Underline: "single", Color: "9C2A1B"}})
		}
	}
	return all
}
