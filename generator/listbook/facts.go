package listbook

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"handbook/generator/list"
	"handbook/generator/listfile"
	"handbook/generator/place"
)

// A fact is a line of the sheet of what the town's file says of itself. It is found again by its key, whatever stands
// beside it.
type fact struct {
	key, label, hint string
	text             *string // what it says, or
	number           *int    // how many, or
	total            string  // the key of a total in [declared]
	word             string  // the key of a word in [words]
	meaning          string  // the id of a list whose meaning it is
	columns          string  // likewise, its further columns
	section          bool    // it opens a part of the sheet
}

// factsOf are all that a town's file may say, the preface aside. The kinds are the county's lists; the county is called
// by its word.
func factsOf(t *listfile.Town, kinds []listfile.Further, county string) []fact {
	all := []fact{
		{section: true, label: "是什么地方"},
		{key: "id", label: "编号", hint: "网址的一部分，不能改", text: &t.ID},
		{key: "name", label: "名称", text: &t.Name},
		{key: "kind", label: "类型", hint: oneOf(place.TownKinds()), text: &t.Kind},
		{key: "county", label: "所属" + county, text: &t.County},
		{key: "county_kind", label: county + "的类型", hint: oneOf(place.CountyKinds()), text: &t.CountyKind},
		{key: "prefecture", label: "所属地区（州、市）", hint: county + "直属省、自治区的不写", text: &t.Prefecture},
		{key: "region", label: "所属省（自治区）", text: &t.Region},
		{key: "order", label: "排在第几", hint: "在全" + county + "的次序，可以不写", number: &t.Order},
		{section: true, label: "文件写明的版本"},
		{key: "edition.name", label: "版本", hint: "如 2025年版", text: &t.Edition.Name},
		{key: "edition.status", label: "状态", hint: "试行 或 正式", text: &t.Edition.Status},
		{key: "edition.approved", label: "批准日期", hint: "如 2025-06-30", text: &t.Edition.Approved},
		{key: "edition.approver", label: "批准机关", text: &t.Edition.Approver},
		{key: "edition.document", label: "文号", text: &t.Edition.Document},
		{section: true, label: "联系方式"},
		{key: "contact.phone", label: "电话", hint: "如 0000-0000000；几个号码之间写“、”", text: &t.Contact.Phone},
		{key: "contact.address", label: "地址", text: &t.Contact.Address},
		{key: "contact.hours", label: "办公时间", text: &t.Contact.Hours},
		{key: "contact.web", label: "网址", hint: "以 https:// 或 http:// 开头", text: &t.Contact.Web},
		{section: true, label: "印成书时用的"},
		{key: "book.issuer", label: "编印单位", text: &t.Book.Issuer},
		{key: "book.issued", label: "编印日期", hint: "如 2025-08-15 或 2025-08", text: &t.Book.Issued},
		{key: "book.printer", label: "印刷单位", text: &t.Book.Printer},
		{key: "book.copies", label: "印数", hint: "册", number: &t.Book.Copies},
		{key: "book.recipients", label: "发送对象", text: &t.Book.Recipients},
		{key: "book.permit", label: "准印证号", text: &t.Book.Permit},
		{key: "book.paper", label: "内文用纸", hint: "克/平方米；不写按 80 克", number: &t.Book.Paper},
		{key: "book.thickness", label: "一张纸的厚度", hint: "微米，以纸厂所标为准", number: &t.Book.Thickness},
		{section: true, label: "文件写明的合计"},
		{key: "declared.items", label: "全部事项", hint: "增减事项以后，合计也要改", total: "items"},
	}
	for _, k := range kinds {
		all = append(all,
			fact{key: "declared." + k.ID + ".items", label: k.Name + "：项数", total: k.ID + ".items"},
			fact{key: "declared." + k.ID + ".categories", label: k.Name + "：类别数", total: k.ID + ".categories"})
		if k.Shape != list.BasicShape.String() {
			all = append(all, fact{
				key: "declared." + k.ID + ".departments", label: k.Name + "：部门数", total: k.ID + ".departments",
			})
		}
	}
	all = append(all, fact{section: true, label: "各清单是什么、还有哪些列"})
	for _, k := range kinds {
		all = append(all,
			fact{
				key: "meaning." + k.ID, label: k.Name + "：含义", hint: "一句话，以“。”结尾；说明里写了的可以不写",
				meaning: k.ID,
			},
			fact{
				key: "columns." + k.ID, label: k.Name + "：其他列",
				hint: "官方文件另有的列，一行一个；先写在这里，再到表里加这一列", columns: k.ID,
			})
	}
	all = append(all, fact{section: true, label: "用语（与一般说法不同的才写）"})
	for _, w := range [][2]string{
		{"town", "本级简称"}, {"this", "本级自称"}, {"ours", "本级职责一列的表头"}, {"theirs", "上级职责一列的表头"},
		{"own", "基本履职事项职责的标题"}, {"county", county + "的简称"}, {"departments", county + "级部门的总称"},
		{"towns", "本级在全" + county + "的总称"},
	} {
		all = append(all, fact{key: "words." + w[0], label: w[1], word: w[0]})
	}
	return all
}

// oneOf says that it is one of some kinds, the first of which it names.
func oneOf(kinds []string) string {
	const shown = 4
	return strings.Join(kinds[:shown], "、") + "……；名称看得出来的可以不写"
}

// say is what the town's file says.
func (f fact) say(t *listfile.Town) string {
	switch {
	case f.text != nil:
		return *f.text
	case f.number != nil && *f.number != 0:
		return strconv.Itoa(*f.number)
	case f.total != "":
		if n, ok := t.Declared[f.total]; ok {
			return strconv.Itoa(n)
		}
	case f.word != "":
		return t.Words[f.word]
	case f.meaning != "":
		return t.Meanings[f.meaning]
	case f.columns != "":
		return strings.Join(t.Columns[f.columns], "\n")
	}
	return ""
}

// set has the town's file say it.
func (f fact) set(t *listfile.Town, text string) (slips []slip) {
	lines := linesOf(text)
	if len(lines) > 1 && f.columns == "" {
		slips = append(slips, slipf("只能写一行，这里有 %d 行", len(lines)))
	}
	text = strings.Join(lines, "")
	n := 0
	if f.number != nil || f.total != "" {
		var err error
		if n, err = strconv.Atoi(text); text != "" && (err != nil || n < 0) {
			return append(slips, slipf("“%s”不是数：写整数", text))
		}
	}
	put := func(to *map[string]string, key string) {
		if *to == nil {
			*to = map[string]string{}
		}
		(*to)[key] = text
	}
	switch {
	case f.text != nil:
		*f.text = text
	case f.number != nil:
		*f.number = n
	case text == "":
	case f.total != "":
		if t.Declared == nil {
			t.Declared = map[string]int{}
		}
		t.Declared[f.total] = n
	case f.word != "":
		put(&t.Words, f.word)
	case f.meaning != "":
		put(&t.Meanings, f.meaning)
	case f.columns != "":
		if t.Columns == nil {
			t.Columns = map[string][]string{}
		}
		t.Columns[f.columns] = lines
	}
	return slips
}

const (
	factKey  = "key"
	factText = "text"
)

func factColumns() []column {
	return []column{
		{"label", "项目", 190, lookMiddle}, {factText, "内容", 470, lookTyped},
		{"hint", "怎么写", acrossPage - 660, lookMiddle},
		{factKey, "键", 200, lookCode},
	}
}

// facts makes the sheet of what the town's file says.
func facts(t listfile.Town, county *list.County) (*sheet, error) {
	s := &sheet{name: factSheet, title: t.Name + "概况", columns: factColumns(), foot: t.Name + "概况", frozen: 1}
	var kinds []listfile.Further
	for _, k := range county.Possible {
		kinds = append(kinds, FurtherOf(k))
	}
	var again listfile.Town
	for n, f := range factsOf(&t, kinds, county.Words.Word) {
		texts := []string{f.label, f.say(&t), f.hint, f.key}
		factsOf(&again, kinds, county.Words.Word)[n].set(&again, texts[1])
		s.rows = append(s.rows, s.row(texts...))
		if f.section {
			for c := range s.rows[len(s.rows)-1].cells[:3] {
				s.rows[len(s.rows)-1].cells[c].look = lookSection
			}
		}
	}
	again.Lists, again.Preface, again.Source = t.Lists, t.Preface, t.Source
	if key := listfile.DifferTown(again, t); key != "" {
		return nil, fmt.Errorf("town.toml: a workbook cannot carry its %s", key)
	}
	return s, nil
}

// row makes a row of texts, as tall as it needs.
func (s *sheet) row(texts ...string) row {
	var r row
	most := 0.0
	for n, text := range texts {
		c := s.columns[n]
		r.cells = append(r.cells, cell{text: text, look: c.look})
		most = max(most, height(lineCount(text, c.width, c.size())))
	}
	r.height = most
	return r
}

func prefaceColumns() []column {
	return []column{
		{"heading", "标题", 170, lookMiddle}, {"paragraphs", "正文（一段一行）", acrossPage - 170, lookText},
		{noteKey, "编者注", 150, lookAside},
	}
}

// preface makes the sheet of the preface.
func preface(t listfile.Town) *sheet {
	title := t.Name + "履职事项清单说明"
	s := &sheet{name: prefaceSheet, title: title, columns: prefaceColumns(), foot: title}
	for _, section := range t.Preface {
		parts := split(section.Paragraphs, s.columns[1])
		for n, lines := range parts {
			if n == 0 {
				s.rows = append(s.rows, s.row(section.Heading, strings.Join(lines, "\n"), section.Note))
			} else {
				s.rows = append(s.rows, s.row(goesOn, strings.Join(lines, "\n"), ""))
			}
		}
	}
	return s
}

// readPreface reads that sheet back.
func readPreface(rows []rowText) (sections []listfile.Section, slips []cellSlip) {
	for _, r := range rows {
		say := func(key string, s slip) { slips = append(slips, cellSlip{s, r.row, key}) }
		heading, lines, note := linesOf(r.cells["heading"]), linesOf(r.cells["paragraphs"]), linesOf(r.cells[noteKey])
		if len(heading) > 1 || len(note) > 1 {
			say("heading", slipf("标题和编者注只能写一行"))
		}
		if strings.Join(heading, "") == goesOn && len(sections) > 0 {
			last := &sections[len(sections)-1]
			if len(lines) > 0 && len(last.Paragraphs) > 0 {
				if rest, ok := strings.CutPrefix(lines[0], goesOn); ok {
					last.Paragraphs[len(last.Paragraphs)-1] += rest
					lines = lines[1:]
				}
			}
			last.Paragraphs = append(last.Paragraphs, lines...)
			continue
		}
		switch {
		case len(heading) == 0:
			say("heading", slipf("没有写标题；接着上一行的正文，标题写“%s”", goesOn))
		case len(lines) == 0:
			say("paragraphs", slipf("没有写正文"))
		}
		sections = append(sections, listfile.Section{
			Heading: strings.Join(heading, ""), Paragraphs: slices.Clone(lines), Note: strings.Join(note, ""),
		})
	}
	return sections, slips
}
