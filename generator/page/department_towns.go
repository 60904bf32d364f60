package page

import (
	"fmt"
	"slices"
	"strings"

	"handbook/generator/address"
	"handbook/generator/list"
)

// departmentOfTowns makes a department's page in a county of several towns: what several have alike is said once, and
// what a town has in other words, beneath it.
func (m *maker) departmentOfTowns(i int, d *list.Department) {
	p := &Page{Address: address.Department(d), Source: "departments.toml", Type: "department", Title: d.Name}
	var items Lines
	var counts, shared [][]Fact
	var brief []string
	var sections []Section
	duties := 0
	roles := m.shared[d]
	for _, kind := range m.kinds {
		name := kind.Name()
		switch kind.Shape() {
		case list.BasicShape:
			continue
		case list.ReclaimedShape:
			name = "承接" + kind.Word() + "事项"
		}
		section := Section{ID: kind.ID()}
		var numbers []int
		var ids, lacking []string
		for _, s := range roles {
			if s.Kind != kind {
				continue
			}
			id := fmt.Sprintf("%s-%d", kind.ID(), s.item.No)
			for n := 2; slices.Contains(ids, id); n++ {
				id = fmt.Sprintf("%s-%d-%d", kind.ID(), s.item.No, n)
			}
			ids, numbers = append(ids, id), append(numbers, s.item.No)
			lacking = append(lacking, strings.Join(townIDs(m.without(s)), " "))
			items = append(items, m.itemLine(s, p.Address.At(id)))
			blocks, n := m.sharedRole(d, s)
			section.Body = append(section.Body, blocks...)
			duties += n
		}
		counts = append(counts, []Fact{{"list", kind.ID()}, {"name", name}, {"count", len(ids)}})
		if len(ids) == 0 {
			continue
		}
		brief = append(brief, fmt.Sprintf("%s %d 项", strings.TrimSuffix(name, "事项"), len(ids)))
		section.Head = Text{{Text: fmt.Sprintf("%s %d 项", name, len(ids))}}
		sections = append(sections, section)
		shared = append(shared, []Fact{{"list", kind.ID()}, {"name", name}, {"numbers", numbers}, {"ids", ids},
			{"lacking", lacking}})
	}
	if len(items) > 0 {
		p.Sections = append([]Section{{"items", Words("事项"), []Block{items}}}, sections...)
	}
	p.Brief = fmt.Sprintf("%d 个%s合看：%s，逐项列出职责，写法不同处注明。", len(m.county.Towns), m.county.Words.Towns,
		strings.Join(brief, "、"))
	towns := make([][]Fact, len(m.county.Towns))
	for i, t := range m.county.Towns {
		towns[i] = []Fact{{"id", t.ID}, {"name", t.Name}}
	}
	p.Facts = append([]Fact{{"id", d.ID}, {"short", d.Short}, {"kind", d.Kind}, {"weight", i + 1},
		{"counts", counts}, {"duties", duties}, {"lists", m.townLists(d)}, {"shared", shared}, {"towns", towns}},
		m.pieces(p.Title)...)
	p.Intro = append([]Block{Paragraph{Words(fmt.Sprintf("%d 个%s的履职事项清单中与%s有关的全部内容。"+
		"各地写法相同的只列一次；不同的列在其下，前面是地名，后面是不同之处。",
		len(m.county.Towns), m.county.Words.Towns, d.Name))}}, Contact(d.Contact)...)
	m.add(p)
}

// townLists are the facts of how many items of each list name a department, town by town.
func (m *maker) townLists(d *list.Department) [][]Fact {
	var all [][]Fact
	for _, t := range m.county.Towns {
		for _, c := range m.counts(d, t) {
			all = append(all, []Fact{{"list", c.kind.ID()}, {"count", c.n}, {"town", t.ID}})
		}
	}
	return all
}

// without are the towns that have no such item, or do not name the department in it.
func (m *maker) without(s *sharedRole) []*list.Town {
	return slices.DeleteFunc(slices.Clone(m.county.Towns), func(t *list.Town) bool {
		return slices.ContainsFunc(s.roles, func(r role) bool { return r.town == t })
	})
}

func townIDs(towns []*list.Town) []string {
	ids := make([]string, len(towns))
	for i, t := range towns {
		ids[i] = t.ID
	}
	return ids
}

func townNames(towns []*list.Town) string {
	names := make([]string, len(towns))
	for i, t := range towns {
		names[i] = t.Name
	}
	return strings.Join(names, "、")
}

// itemLine is a matter's line in the index of a department's page.
func (m *maker) itemLine(s *sharedRole, to address.Address) Text {
	line := Text{{Text: s.Kind.Mark(), Style: Mark}, {Text: fmt.Sprintf(" %d ", s.item.No)},
		link(s.title.common().text, to)}
	var remarks []string
	switch n := len(s.roles); {
	case n == len(m.county.Towns):
	case n <= 2:
		remarks = append(remarks, townNames(s.towns()))
	default:
		remarks = append(remarks, fmt.Sprintf("%d 个%s", n, m.county.Words.Towns))
	}
	if s.different > 0 {
		remarks = append(remarks, fmt.Sprintf("%d 处不同", s.different))
	}
	if len(remarks) > 0 {
		line = append(line, Inline{Text: " "}, Inline{Text: strings.Join(remarks, "，"), Style: Aside})
	}
	return line
}

// towns are those that name the department in the matter.
func (s *sharedRole) towns() []*list.Town {
	var towns []*list.Town
	for _, r := range s.roles {
		towns = append(towns, r.town)
	}
	return towns
}

// whoHas says which towns have a matter, where not all have it alike.
func (m *maker) whoHas(s *sharedRole) []Block {
	var said []string
	switch n := len(s.roles) + len(s.silent); {
	case n == len(m.county.Towns):
	case n <= len(s.Lacking):
		said = append(said, "只有"+townNames(s.All(m.county))+"有这一项。")
	default:
		said = append(said, townNames(s.Lacking)+"没有这一项。")
	}
	if len(s.silent) > 0 {
		said = append(said, townNames(s.silent)+"的这一项没有列本部门。")
	}
	if said == nil {
		return nil
	}
	return []Block{Paragraph{Text{{Text: strings.Join(said, ""), Style: Aside}}}}
}

// sharedRole is a matter on a department's page: its heading, which leads to the comparison where wordings differ;
// which towns have it; and what it asks of the department in the words of most towns, each duty with those of the
// others. It tells how many duties there are.
func (m *maker) sharedRole(d *list.Department, s *sharedRole) (blocks []Block, duties int) {
	title := s.title.common()
	to := title.at[0]
	if s.headed && len(s.places) > 0 {
		to = to.At(s.places[0])
	}
	if at, several := m.comparisonAt[s.Matter]; several && s.different > 0 {
		to = at
	}
	blocks = []Block{Heading{3, Text{{Text: s.Kind.Mark(), Style: Mark}, {Text: fmt.Sprintf(" %d ", s.item.No)},
		link(title.text, to)}}}
	blocks = append(blocks, others(m.otherLines(s.title, ""))...)
	blocks = append(blocks, m.whoHas(s)...)
	blocks = append(blocks, m.remarks(s.role)...)
	for i, block := range s.blocks {
		if !s.shared {
			block.Department = nil
		}
		n := s.block(i)
		block.Duties = slices.Clone(block.Duties)
		for duty := range block.Duties {
			block.Duties[duty] = s.said[place{n, duty}].common().text
		}
		if w := s.said[place{n, heading}]; w != nil {
			block.Heading = w.common().text
			blocks = append(blocks, others(m.otherLines(*w, "没有小标题"))...)
		}
		shown := m.duties(4, block, d)
		for duty := range block.Duties {
			w := s.said[place{n, duty}]
			shown.List[duty] = append(shown.List[duty], Inline{Text: " "}, link(citeWord, w.common().at[0]))
			shown.Others = append(shown.Others, m.otherLines(*w, "没有这一条"))
		}
		blocks = append(blocks, shown)
		duties += len(block.Duties)
	}
	var further []Text
	for _, one := range s.headings {
		further = append(further, append(namesWithLinks(one), Inline{Text: "另有小标题：" + one.text}))
	}
	for _, one := range s.further {
		further = append(further, append(namesWithLinks(one), Inline{Text: "另有：" + one.text}))
	}
	return append(blocks, others(further)...), duties
}

func others(lines []Text) []Block {
	if len(lines) == 0 {
		return nil
	}
	return []Block{Others(lines)}
}
