package listbook

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"handbook/generator/list"
	"handbook/generator/listfile"
)

// What a workbook is known by, after any program has saved it: a name that it defines, and lines at the end of the
// sheet of how it is filled in, which tell its sheets and their heads as well.
const (
	definedName = "handbook_listbook"
	markOpens   = "@listbook 1 "
	sheetOpens  = "@sheet "
	bar         = "｜"
)

// markLine is the line that a workbook is known by: @listbook 1 kuiyibage, and the sum of the list it was made of.
var markLine = regexp.MustCompile(`^@listbook ([0-9]+) ([a-z0-9-]+) ([0-9a-f]+)$`)

// Sum tells one state of a town's files, and of the registries, from another.
func Sum(county *list.County, town listfile.Town) string {
	town.Source = ""
	files := listfile.Write(town)
	departments, categories := listfile.DepartmentRegistry(), listfile.CategoryRegistry()
	for _, d := range county.Departments {
		if !d.Derived {
			departments.AddDepartment(d)
		}
	}
	for _, c := range county.Categories {
		if !c.Derived {
			categories.AddCategory(c.ID, c.Name)
		}
	}
	files[departments.Name], files[categories.Name] = []byte(departments.Text()), []byte(categories.Text())
	h := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		fmt.Fprintf(h, "%s\n%s", name, files[name])
	}
	return fmt.Sprintf("%x", h.Sum(nil)[:8])
}

// mark has the workbook define the name that it is known by.
func (b *book) mark(town string) error {
	name := &excelize.DefinedName{Name: definedName, RefersTo: `"1 ` + town + `"`, Scope: "Workbook"}
	return b.file.SetDefinedName(name)
}

// guide makes the sheet that says how the workbook is filled in, in the words of the place.
func guide(town listfile.Town, county *list.County, kinds []kind) *sheet {
	s := &sheet{
		name: guideSheet, title: town.Name + "履职事项清单：填写说明", bare: true, foot: town.Name + "履职事项清单：填写说明",
		columns: []column{{"text", "", acrossText, lookGuide}},
	}
	heading := func(text string) {
		s.rows = append(s.rows, s.row(text))
		s.rows[len(s.rows)-1].cells[0].look = lookGuideHead
	}
	say := func(format string, a ...any) { s.rows = append(s.rows, s.row(fmt.Sprintf(format, a...))) }

	heading("一、这本工作簿是什么")
	say("它是%s履职事项清单的全部内容，与手册的数据逐字一致。可以照样打印，也可以改：改好后存为 .xlsx，交给管理手册的人导入，改了哪里，手册里就只变哪里。用 Excel、WPS、LibreOffice 都行。",
		town.Name)
	say("每张清单一张表，另有“%s”“%s”“%s”“%s”四张表。没有底色的列是官方清单的内容，要与正式文件逐字一致；灰色的“编者注”“另见”“编号”不打印。",
		departmentSheet, categorySheet, factSheet, prefaceSheet)
	heading("二、改内容")
	say("直接在格子里改。一格里要换行，按 Alt+Enter。字体、颜色、列宽、行高、筛选、排序都不影响导入；表头的文字、工作表的名称不要改，列不要删。")
	say("职责：一条一行，前面编号 1. 2. 3.；只有一条的不编号。原文本来就用（一）（二）、①②、一是二是开头的，照原文写，不再编号。")
	say("小标题单独占一行，末尾写“：”；小标题是部门的，写部门全称加“：”，部门下面再分小标题的写成“某某局（小标题）：”。")
	if has(kinds, list.JointShape) {
		say("部门：写全称，一个部门一行，名称后面印着“牵头”的写成“某某局（牵头）”。只有一个部门的格子可以从下拉列表里选。")
	}
	if has(kinds, list.ReclaimedShape) {
		say("%s：第一行“%s某某局”，下一行“%s……”；工作方式有几条的，“%s”后面换行，一条一行编号。没有部门承接的，只写文件里的那一句话。",
			theirHead(kinds), takenBy, how, how)
	}
	say("空格子：文件里印着“/”“—”“无”的照写；什么也没有印的，写“%s”。", list.Blank)
	heading("三、增加、调整、删除事项")
	say("增加：插入一行，写好序号和内容，“编号”空着，导入时自动给一个从未用过的编号。后面的序号顺延。")
	say("调整次序：改序号就行，行的先后不算数；同一张表的序号要从 1 连续排到底。“编号”是网址和二维码的一部分，永远不变，不要改，也不要挪给别的事项。")
	say("删除：删去整行。为防误删，导入时要另外写明编号（-remove 编号）；这个编号以后也不再给别的事项用。别的事项的“另见”里写着它的，一并删去。")
	say("增减事项以后，“%s”表里的合计也要改成一致。", factSheet)
	heading("四、太长的事项")
	say("一项太长、一行放不下的，分成几行，“编号”后面有（1/2）（2/2），序号和类别每行都写。续行接着上一行写：从半句接起的，开头有“%s”。几行都要留着，次序由（1/2）（2/2）定。", goesOn)
	heading("五、少见的记号")
	say("有的文字会被看成别的意思，前面加一个记号，导入时自动去掉：“%s”这一行是职责，不是小标题（例如以“：”结尾的职责）；“%s”这一行是小标题，不是部门；“%s”单独一行，从这里起是另一段，没有小标题。",
		asText, asHead, newBlock)
	heading("六、“另见”和“编者注”")
	say("“另见”写%s另外几项的编号，一行一个；两项要互相写上。“编者注”是编者的话，不是官方文字；原文看着有误而照录的，在注里用“”引出原文。",
		thisPlace(county, town.ID))
	said := len(s.rows)
	s.rows = append(s.rows, s.row(""), s.row("以下几行供导入时核对，请勿改动："))
	mark := func(text string) {
		r := row{cells: []cell{{text: text, look: lookMark}}, height: 13}
		s.rows = append(s.rows, r)
	}
	mark(markOpens + town.ID + " " + Sum(county, town))
	for _, k := range kinds {
		heads := []string{k.sheet, k.id}
		for _, c := range k.columns() {
			if !strings.HasPrefix(c.key, fieldKey) {
				heads = append(heads, c.key+"="+c.head)
			}
		}
		mark(sheetOpens + strings.Join(heads, bar))
	}
	s.aside = len(s.rows) - said
	return s
}

// thisPlace is what the town calls itself, where its file does not say it.
func thisPlace(county *list.County, id string) string {
	for _, t := range county.Towns {
		if t.ID == id {
			return t.Words.This
		}
	}
	return ""
}

func has(kinds []kind, shape list.Shape) bool {
	for _, k := range kinds {
		if k.shape == shape {
			return true
		}
	}
	return false
}

// theirHead is how the first list of items that were taken over heads its column.
func theirHead(kinds []kind) string {
	for _, k := range kinds {
		if k.shape == list.ReclaimedShape {
			return k.heads["takeover"]
		}
	}
	return ""
}
