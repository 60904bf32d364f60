package page

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"handbook/generator/address"
	"handbook/generator/list"
)

// Title is the name of a town's handbook.
func Title(t *list.Town) string { return t.Name + "履职事项清单手册" }

// front makes the county's front page; with one town it is the town's own.
func (m *maker) front() {
	if len(m.county.Towns) == 1 {
		m.town(m.county.Towns[0], address.Front)
		return
	}
	m.countyFront()
}

// town makes a town's front page: its lists, the categories, the departments and what else there is.
func (m *maker) town(t *list.Town, at address.Address) {
	var lists Lines
	var facts [][]Fact
	for _, kind := range t.Kinds() {
		line := Text{{Text: kind.Mark(), Style: Mark}, {Text: " "}, link(kind.Name(), address.List(t, kind)),
			{Text: fmt.Sprintf(" %d 项", len(t.Lists[kind]))}}
		fact := []Fact{{"id", kind.ID()}, {"count", len(t.Lists[kind])}}
		if meant := meaning(t, kind); meant != "" {
			line = append(line, Inline{Text: " "}, Inline{Text: meant, Style: Aside})
			fact = append(fact, Fact{"meaning", meant})
		}
		lists, facts = append(lists, line), append(facts, fact)
	}
	rows := m.matrix(t)
	more := Lines{{link("清单统计", address.Figures(t))}}
	if len(t.Preface) > 0 {
		more = append(Lines{{link("清单说明", address.Preface(t))}}, more...)
	}
	more = append(Lines{{link("Excel 工作簿、数据和全部文件", address.Downloads(t))}}, more...)
	p := &Page{Address: at, Source: t.ID + "/town.toml", Type: "town", Title: Title(t), Brief: m.opening(t),
		Facts: []Fact{{"town", t.Name}, {"folder", t.ID}, {"lists", facts}, matrixFact(rows)},
		Intro: []Block{Paragraph{Words(m.opening(t))}},
		Sections: []Section{
			{"lists", Words(howMany(len(lists)) + "张清单"), []Block{lists}},
			{"categories", Words("事项类别"), []Block{matrixLines(t, rows)}},
		}}
	if departments := m.departmentsSection(t); len(departments.Body) > 0 {
		p.Sections = append(p.Sections, departments)
		if len(m.county.Towns) > 1 {
			p.Facts = append(p.Facts, m.departmentFacts(t))
		}
		p.Facts = append(p.Facts, m.legend(t))
	}
	p.Sections = append(p.Sections, Section{"downloads", Words("下载、打印和说明"), []Block{more}})
	if len(m.county.Towns) > 1 {
		p.Facts = append(p.Facts, Fact{"weight", 1 + slices.Index(m.county.Towns, t)})
	}
	if said := EditionOf(t); said != "" {
		said = "清单版本：" + said
		p.Facts = append(p.Facts, Fact{"edition", said})
		p.Intro = append(p.Intro, Paragraph{Words(said)})
	}
	if phones := phonesOf(t.Contact); len(phones) > 0 {
		p.Facts = append(p.Facts, Fact{"phones", phones})
	}
	p.Intro = append(p.Intro, Contact(t.Contact)...)
	if at != address.Front && len(m.county.Towns) == 1 {
		p.Facts = append(p.Facts, Fact{"twin", true}) // it says what the front page says
	}
	m.add(p)
}

// opening is the first sentence of a town's front page: whose list it is, and which questions it answers.
func (m *maker) opening(t *list.Town) string {
	var which []string
	for _, kind := range t.Kinds() {
		switch kind {
		case list.Basic:
			which = append(which, "哪些由"+t.Words.Word+"负责")
		case list.Joint:
			which = append(which, fmt.Sprintf("哪些由%s负责、%s配合", m.county.Words.Departments, t.Words.Word))
		case list.Reclaimed:
			which = append(which, "哪些已由上级部门收回")
		} // what lists of the county's own are, their names say
	}
	questions := ""
	if len(which) > 0 {
		questions = "：" + strings.Join(which, "，")
	}
	return fmt.Sprintf("%s%s%s的履职事项，共 %d 项%s。", t.Prefecture, t.County, t.Name, len(t.Items()), questions)
}

// howMany is a small number in Chinese, as it stands before a measure word.
func howMany(n int) string {
	numbers := []string{"零", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十"}
	if n < len(numbers) {
		return numbers[n]
	}
	return fmt.Sprintf(" %d ", n)
}

// EditionOf is a sentence on what a town's document states of itself, or "" where it states nothing.
func EditionOf(t *list.Town) string {
	e := t.Edition
	said := e.Name
	if e.Status != "" && !strings.Contains(said, e.Status) {
		if said == "" {
			said = e.Status
		} else {
			said += "（" + e.Status + "）"
		}
	}
	parts := []string{said}
	date, _ := time.Parse(time.DateOnly, e.Approved)
	switch on := date.Format("2006年1月2日"); {
	case e.Approver != "" && e.Approved != "":
		parts = append(parts, fmt.Sprintf("%s于%s批准", e.Approver, on))
	case e.Approver != "":
		parts = append(parts, e.Approver+"批准")
	case e.Approved != "":
		parts = append(parts, on+"批准")
	}
	if e.Document != "" {
		parts = append(parts, "文号"+e.Document)
	}
	parts = slices.DeleteFunc(parts, func(part string) bool { return part == "" })
	if len(parts) == 0 {
		return ""
	}
	return strings.Join(parts, "，") + "。"
}

// Contact is how to reach an office, in a paragraph, or nothing where that is not known.
func Contact(c list.Contact) []Block {
	var text Text
	say := func(name string, what ...Inline) {
		if len(text) > 0 {
			name = "　" + name
		}
		text = append(append(text, Inline{Text: name + "："}), what...)
	}
	if len(c.Phones) > 0 {
		var numbers []Inline
		for i, number := range c.Phones {
			if i > 0 {
				numbers = append(numbers, Inline{Text: "、"})
			}
			numbers = append(numbers, Inline{Text: number, URL: Telephone(number)})
		}
		say("电话", numbers...)
	}
	if c.Address != "" {
		say("地址", Inline{Text: c.Address})
	}
	if c.Hours != "" {
		say("办公时间", Inline{Text: c.Hours})
	}
	if c.Web != "" {
		say("网页", Inline{Text: c.Web, URL: c.Web})
	}
	if text == nil {
		return nil
	}
	return []Block{Paragraph{text}}
}

// phonesOf are an office's numbers, each with the address that calls it.
func phonesOf(c list.Contact) [][]Fact {
	phones := make([][]Fact, len(c.Phones))
	for i, number := range c.Phones {
		phones[i] = []Fact{{"number", number}, {"call", Telephone(number)}}
	}
	return phones
}

// Telephone is the address that calls a number. An extension is dialled after a pause (RFC 3966, 5.3).
func Telephone(number string) string {
	number, extension, _ := strings.Cut(number, "转")
	if extension != "" {
		extension = ";ext=" + extension
	}
	return "tel:" + number + extension
}

// preface makes the page of a town's preface (说明), word for word.
func (m *maker) preface(t *list.Town) {
	p := &Page{Address: address.Preface(t), Source: t.ID + "/town.toml", Type: "preface", Title: "说明",
		Facts: []Fact{{"weight", 2 + len(t.Kinds())}}}
	var heads []string
	for _, s := range t.Preface {
		heads = append(heads, s.Heading)
	}
	p.Brief = t.Name + "履职事项清单的说明：" + strings.Join(heads, "；") + "。"
	for _, s := range t.Preface {
		section := Section{Head: Words(s.Heading)}
		for _, text := range s.Paragraphs {
			section.Body = append(section.Body, Paragraph{Words(text)})
		}
		if s.Note != "" {
			section.Body = append(section.Body, Note{Words("编者注：" + s.Note)})
		}
		p.Sections = append(p.Sections, section)
	}
	m.add(p)
}

// kindsOf are a town's lists of a shape.
func kindsOf(t *list.Town, shape list.Shape) []*list.Kind {
	return slices.DeleteFunc(t.Kinds(), func(k *list.Kind) bool { return k.Shape() != shape })
}

// namesOf are the names of lists, as a sentence has them.
func namesOf(kinds []*list.Kind) string {
	names := make([]string, len(kinds))
	for i, k := range kinds {
		names[i] = k.Name()
	}
	return inWords(names, "和")
}

// inWords writes things in a row, with a word before the last.
func inWords(things []string, last string) string {
	if n := len(things) - 1; n > 0 {
		return strings.Join(things[:n], "、") + last + things[n]
	}
	return strings.Join(things, "")
}
