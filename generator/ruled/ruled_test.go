package ruled

import (
	"strings"
	"testing"

	"handbook/generator/diag"
	"handbook/generator/grid"
)

// three is a table of three columns and a head, without rows yet: its rules down end at the page's end.
func three() *sheetOf {
	return paper().text(150, 280, "清单").down(20, 270, 50, 80, 200, 350).across(50, 350, 270, 250).
		text(52, 255, "序号").text(100, 255, "名称").text(220, 255, "职责")
}

// TestTables reads pages that have, each, one of the traps that real files have.
func TestTables(t *testing.T) {
	for _, c := range []struct {
		name  string
		pages []*sheetOf
		want  string
	}{
		{"cells, merged over columns and over rows", []*sheetOf{
			paper().across(50, 350, 270, 250).across(80, 350, 230).across(50, 350, 210).down(210, 270, 50, 350).
				down(210, 250, 80, 200).
				text(52, 255, "一、党的建设（2项）").text(60, 225, "1").text(85, 235, "甲").text(205, 235, "乙").
				text(85, 215, "丙").text(205, 215, "丁"),
		}, `
table
|一、党的建设（2项）|<|<|
|1|甲|乙|
|^|丙|丁|
`},
		{"a row that the page's end breaks, without a rule there", []*sheetOf{
			three().text(60, 235, "1").text(85, 235, "甲乙").lines(205, 235, "丙丙丙丙丙丙丙丙丙丙丙丙丙丙", "丁"),
			paper().down(20, 280, 50, 80, 200, 350).across(50, 350, 260, 20).text(205, 270, "戊。").
				text(60, 245, "2").text(85, 245, "己").text(205, 245, "庚"),
		}, `
text 清单
table
|序号|名称|职责|
|1|甲乙|丙丙丙丙丙丙丙丙丙丙丙丙丙丙~⏎丁|
table
|||戊。|
|2|己|庚|
`},
		{"a last rule that covers some columns only", []*sheetOf{
			paper().down(20, 270, 50, 80, 200, 350).across(50, 350, 270).across(80, 350, 250).across(200, 350, 20).
				text(60, 255, "1").text(85, 255, "甲").text(205, 255, "乙").text(85, 235, "丙").text(205, 235, "丁"),
		}, `
table
|1|甲|乙|
|^|丙|丁|
`},
		{"a frame that is thick, with inner rules that end at its edge", []*sheetOf{
			paper().fill(50, 200, 3, 60).fill(347, 200, 3, 60).fill(50, 257, 300, 3).fill(50, 200, 300, 3).
				fill(54.2, 230, 291.6, 0.5).fill(200, 204.2, 0.5, 52).
				text(60, 240, "甲").text(210, 240, "乙").text(60, 210, "丙").text(210, 210, "丁"),
		}, `
table
|甲|乙|
|丙|丁|
`},
		{"rules in one path of many rectangles, scaled", []*sheetOf{
			paper().raw("q 0.5 0 0 0.5 0 0 cm 100 400 600 1 re 100 460 600 1 re 100 520 600 1 re "+
				"100 400 1 121 re 400 400 1 121 re 700 400 1 121 re f Q").
				text(60, 240, "甲").text(210, 240, "乙").text(60, 210, "丙").text(210, 210, "丁"),
		}, `
table
|甲|乙|
|丙|丁|
`},
		{"what a clip hides", []*sheetOf{
			three().across(50, 350, 20).text(60, 235, "1").text(85, 235, "甲").text(205, 235, "乙").
				raw("q 80 100 120 20 re W n BT /F1 10 Tf 1 0 0 1 85 150 Tm <" + coded("裁去") + "> Tj ET Q").
				raw("q 80 100 120 80 re W n BT /F1 10 Tf 1 0 0 1 85 120 Tm <" + coded("留下") + "> Tj ET Q"),
		}, `
text 清单
table
|序号|名称|职责|
|1|甲⏎留下|乙|
left 被裁去、看不见: 裁去
`},
		{"what is underlined, and what is struck out", []*sheetOf{
			three().across(50, 350, 20).text(60, 235, "1").text(85, 235, "删去甲乙").rule(85, 238.5, 105, 238.5).
				rule(105, 233, 125, 233).text(205, 235, "丙"),
		}, `
text 清单
table
|序号|名称|职责|
|1|甲乙|丙|
left 删除线: 删去
`},
		{"spaces, a long dash, bold print, radicals", []*sheetOf{
			three().across(50, 350, 20).text(60, 235, "1").text(85, 235, "第 1 项 App Store\u3000级").
				text(205, 235, "甲"+longDash+"乙").text(205, 200, "粗").text(205.3, 200, "粗").text(205, 180, "⼈⺠"),
		}, `
text 清单
table
|序号|名称|职责|
|1|第1项App Store级|甲——乙⏎粗⏎⼈⺠|
`},
		{"a page that is turned", []*sheetOf{
			turned(three().across(50, 350, 20).text(60, 235, "1").text(85, 235, "甲").text(205, 235, "乙")),
		}, `
text 清单
table
|序号|名称|职责|
|1|甲|乙|
`},
		{"text that is turned in its cell, and a stamp across", []*sheetOf{
			three().across(50, 350, 20).text(60, 235, "1").text(85, 235, "甲").
				raw("BT /F1 10 Tf 0 1 -1 0 260 100 Tm <" + coded("向上") + "> Tj ET").
				raw("BT /F1 30 Tf 0.7 0.7 -0.7 0.7 100 100 Tm <" + coded("样稿") + "> Tj ET"),
		}, `
text 清单
table
|序号|名称|职责|
|1|甲|向上|
left 文本框: 样稿
`},
		{"two tables and a heading between, sides without rules, numbers of pages", []*sheetOf{
			paper().across(50, 350, 280, 260, 240).down(240, 280, 100, 200).text(60, 270, "甲").text(110, 270, "乙").
				text(210, 270, "丙").text(60, 250, "1").text(110, 250, "2").text(210, 250, "3").
				text(60, 220, "二、第二张").across(50, 350, 210, 190).down(190, 210, 50, 200, 350).text(60, 200, "丁").
				text(210, 200, "戊").text(180, 10, "－ 7 －"),
		}, `
table
|甲|乙|丙|
|1|2|3|
text 二、第二张
table
|丁|戊|
left 页码、页眉、页脚: －7－
`},
		{"text that has run out of its cell, and a note", []*sheetOf{
			paper().across(50, 350, 270, 250, 60).down(60, 270, 50, 80, 350).text(52, 255, "序号").text(85, 255, "职责").
				text(60, 240, "1").lines(85, 88, "甲；", "乙；", "丙。"),
			paper().across(50, 350, 270, 250).down(250, 270, 50, 80, 350).text(60, 255, "2").text(85, 255, "丁").
				text(50, 220, "注：本清单自印发之日起施行。"),
		}, `
table
|序号|职责|
|1|甲；⏎乙；⏎丙。|
table
|2|丁|
text 注：本清单自印发之日起施行。
`},
		{"rules that enclose no cells, beside a page with a table", []*sheetOf{
			three().across(50, 350, 20), paper().across(50, 350, 200, 150, 100).text(60, 160, "甲"),
		}, `
text 清单
table
|序号|名称|职责|
||||
text 甲
doubt 这一页画了表格线，但是没有围成格子，没有当作表格
`},
		{"a cell that is no rectangle", []*sheetOf{
			paper().across(50, 350, 270, 210).across(50, 200, 240).down(210, 270, 50, 350).down(240, 270, 200).
				text(60, 255, "甲").text(210, 255, "乙").text(60, 220, "丙").text(210, 220, "丁"),
		}, `
table
|甲|乙|
|丙丁|<|
doubt 这一页的表格里有一格不是长方形，按行拆开了
`},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc, done, err := Open("test.pdf", pdf(c.pages...), Options{Cache: cache(t)})
			if err != nil {
				t.Fatal(err)
			}
			defer done()
			if got := grid.Format(doc); got != strings.TrimPrefix(c.want, "\n") {
				t.Errorf("got\n%swant%s", got, c.want)
			}
		})
	}
}

// The foot that a browser prints on each page is wider than the text: where paragraphs end is told by the text alone,
// and the foot is no part of it, on the first page either.
func TestPrintedFoot(t *testing.T) {
	const foot = "file:///list.html file:///list.html file:///list.html "
	doc, done, err := Open("test.pdf", pdf(
		paper().text(50, 200, "一二三四五六七八九十").text(50, 180, "一二三。").text(50, 160, "一二").
			text(20, 10, foot+"1/3"),
		paper().text(50, 200, "甲").text(20, 10, foot+"2/3"),
		paper().across(50, 350, 270, 230).down(230, 270, 50, 350).text(60, 245, "乙").text(20, 10, foot+"3/3"),
	), Options{Cache: cache(t)})
	if err != nil {
		t.Fatal(err)
	}
	defer done()
	got := ""
	for _, part := range doc.Parts {
		if part.Line != nil {
			if part.Line.Hard {
				got += "¶"
			}
			got += part.Line.Text
		}
	}
	if got != "¶一二三四五六七八九十一二三。¶一二¶甲" || len(doc.Left) != 3 {
		t.Errorf("%s, left out %v", got, doc.Left)
	}
}

// TestForeignFont wants to be told where a font that is not in the file may hide a character.
func TestForeignFont(t *testing.T) {
	page := three().across(50, 350, 20).text(60, 235, "1").text(85, 235, "甲").text(205, 235, "乙丙。")
	doc, done, err := Open("test.pdf", fontOf{mapped: true}.pdf(page), Options{Cache: cache(t)})
	if err != nil {
		t.Fatal(err)
	}
	defer done()
	if len(doc.Doubts) != 1 || !strings.Contains(doc.Doubts[0].Text, "1 处可能有单独的一个字") {
		t.Errorf("doubts %v", doc.Doubts)
	}
	row := doc.Parts[1].Table.Rows[1]
	if !row.Place.Holds(doc.Doubts[0].Place) {
		t.Errorf("told of %v, not of %v", doc.Doubts[0].Place, row.Place)
	}
}

// turned is a page as some programs make it that is wider than high: it stands upright, and its text runs up.
func turned(s *sheetOf) *sheetOf {
	out := &sheetOf{wide: s.high, high: s.wide}
	return out.raw("q 0 1 -1 0 " + "300 0 cm").raw(s.String()).raw("Q")
}

// TestRefused wants a way out for whoever has a file that cannot be read.
func TestRefused(t *testing.T) {
	for _, c := range []struct {
		name       string
		data       []byte
		want, hint string
	}{
		{"a scan", pdf(paper().raw("q 400 0 0 300 0 0 cm /I1 Do Q")), "its pages are pictures", "Word file"},
		{"nothing", pdf(paper()), "no text", "export it again"},
		{"no map", fontOf{embedded: true}.pdf(three().across(50, 350, 20)), "does not say which they are",
			"export it again"},
		{"no rules", pdf(paper().text(50, 50, "甲").rule(50, 48, 60, 48)), "no tables with drawn lines", "borders"},
		{"cut off", pdf(three())[:900], "damaged or cut off", "export it again"},
		{"no PDF", []byte("%PDF-1.7\nhello"), "damaged or cut off", "export it again"},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc, done, err := Open("test.pdf", c.data, Options{Cache: cache(t)})
			if err == nil {
				done()
				t.Fatalf("read as\n%s", grid.Format(doc))
			}
			if !strings.Contains(err.Error(), c.want) || !strings.Contains(diag.Hint(err), c.hint) {
				t.Errorf("%v, %s", err, diag.Hint(err))
			}
		})
	}
}
