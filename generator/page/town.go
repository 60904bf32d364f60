package page

import (
	"fmt"

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
	var towns Lines
	for _, t := range m.county.Towns {
		line := Text{link(t.Name, address.Town(t))}
		for _, kind := range list.Kinds {
			line = append(line, Inline{Text: fmt.Sprintf(" %s %d", kind.Mark(), len(t.Lists[kind]))})
		}
		towns = append(towns, line)
	}
	m.add(&Page{Address: address.Front, Source: "departments.toml", Type: "county",
		Title:    m.county.Towns[0].County + "乡镇履职事项清单手册",
		Sections: []Section{{"towns", Words("乡镇"), []Block{towns}}, m.departmentsSection()}})
}

// town makes a town's front page: the three lists, the categories, the departments and what else there is.
func (m *maker) town(t *list.Town, at address.Address) {
	var lists Lines
	var facts [][]Fact
	for _, kind := range list.Kinds {
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
	p := &Page{Address: at, Source: t.ID + "/town.toml", Type: "town", Title: Title(t),
		Facts: []Fact{{"town", t.Name}, {"folder", t.ID}, {"lists", facts}, matrixFact(rows)},
		Intro: []Block{Paragraph{Words(fmt.Sprintf("%s%s%s的履职事项，共 %d 项：哪些由镇负责，哪些由县级部门负责、镇配合，哪些已由上级收回。",
			t.Prefecture, t.County, t.Name, len(t.Items())))}},
		Sections: []Section{
			{"lists", Words("三张清单"), []Block{lists}},
			{"categories", Words("事项类别"), []Block{matrixLines(t, rows)}},
			m.departmentsSection(),
			{"more", Words("其他"), []Block{Lines{{link("清单说明", address.Preface(t))}, {link("图表", address.Figures(t))}}}},
		}}
	if at != address.Front && len(m.county.Towns) == 1 {
		p.Facts = append(p.Facts, Fact{"twin", true}) // it says what the front page says
	}
	m.add(p)
}

// preface makes the page of a town's preface (说明), word for word.
func (m *maker) preface(t *list.Town) {
	p := &Page{Address: address.Preface(t), Source: t.ID + "/town.toml", Type: "preface", Title: "说明",
		Facts: []Fact{{"weight", 5}}}
	for _, s := range t.Preface {
		section := Section{Head: Words(s.Heading)}
		for _, text := range s.Paragraphs {
			section.Body = append(section.Body, Paragraph{Words(text)})
		}
		p.Sections = append(p.Sections, section)
	}
	m.add(p)
}
