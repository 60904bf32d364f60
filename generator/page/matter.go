package page

import (
	"fmt"
	"slices"
	"strings"

	"handbook/generator/address"
	"handbook/generator/alike"
	"handbook/generator/list"
)

// matterAddress is the page on which a matter of several towns is compared; ok is false where only one town has it.
func (m *maker) matterAddress(matter *alike.Matter) (at address.Address, ok bool) {
	towns := matter.All(m.county)
	first := slices.MinFunc(towns, func(a, b *list.Town) int { return strings.Compare(a.ID, b.ID) })
	return address.Matter(first, matter.Item(first)), len(towns) > 1
}

// elsewhere are the facts of where an item's page leads to the matter in other towns; none where no other has it.
func (m *maker) elsewhere(t *list.Town, item *list.Item) []Fact {
	matter := m.matterOf[item]
	if matter == nil {
		return nil
	}
	at, ok := m.matterAddress(matter)
	if !ok {
		return nil
	}
	same := len(matter.Towns)
	for _, v := range matter.Variants {
		if slices.Contains(v.Towns, t) {
			same = len(v.Towns)
		}
	}
	others := len(matter.All(m.county)) - 1
	said := fmt.Sprintf("%d 个写法相同", others)
	if other := others - (same - 1); other > 0 {
		said = fmt.Sprintf("%d 个写法不同", other)
	}
	name := "其他" + m.county.Words.Towns + "怎么写"
	return []Fact{{"elsewhere", []Fact{{"at", at.Site()}, {"name", name}, {"said", said}}}}
}

// comparisons makes the page of each matter that several towns have, and the index of those that they have unlike.
func (m *maker) comparisons() {
	index := &Page{Address: address.Matters, Source: "departments.toml", Type: "matters",
		Title: "各" + m.county.Words.Towns + "写法对照"}
	alikeOnes, all := 0, 0
	for _, kind := range m.kinds {
		var lines Lines
		for n := range m.matters {
			matter := &m.matters[n]
			at, several := m.matterAddress(matter)
			if matter.Kind != kind || !several {
				continue
			}
			all++
			if matter.One() && len(matter.Lacking) == 0 {
				alikeOnes++
			} else {
				lines = append(lines, m.matterLine(matter, at))
			}
			m.matter(matter, at)
		}
		if len(lines) > 0 {
			index.Sections = append(index.Sections, Section{kind.ID(), Words(kind.Name()), []Block{lines}})
		}
	}
	index.Brief = fmt.Sprintf("%d 个%s的清单逐项对照：两个以上%[2]s都有的 %d 项，各地一字不差的 %d 项；其余的列在这里。",
		len(m.county.Towns), m.county.Words.Towns, all, alikeOnes)
	index.Intro = []Block{Paragraph{Words(index.Brief)}}
	m.add(index)
}

// matterLine is a matter's line in the index, with how unlike the towns have it.
func (m *maker) matterLine(matter *alike.Matter, at address.Address) Text {
	var remarks []string
	if n := len(matter.Variants); n > 0 {
		remarks = append(remarks, fmt.Sprintf("%d 种写法", n+1))
	}
	if n := len(matter.Lacking); n > 0 {
		remarks = append(remarks, fmt.Sprintf("%d 个%s没有", n, m.county.Words.Towns))
	}
	item := matter.Common
	return Text{{Text: item.Kind.Mark(), Style: Mark}, {Text: fmt.Sprintf(" %d ", item.No)},
		link(m.matterTitle(matter), at),
		{Text: " "}, {Text: strings.Join(remarks, "，"), Style: Aside}}
}

// matter makes the page of one: who has it and in which words. The words of most towns stand in full, those of others
// beneath each place where they differ.
func (m *maker) matter(matter *alike.Matter, at address.Address) {
	item, towns := matter.Common, matter.All(m.county)
	said := fmt.Sprintf("%d 个%s都有这一项", len(towns), m.county.Words.Towns)
	switch {
	case matter.One():
		said += "，写法相同。"
	case len(matter.Towns) > 1:
		said += fmt.Sprintf("：%d 个写法完全相同。每一条照录多数的写法，不同的列在它下面，前面是地名。", len(matter.Towns))
	default:
		said += "，写法各不相同。每一条照录多数的写法，不同的列在它下面，前面是地名。"
	}
	p := &Page{Address: at, Source: "departments.toml", Type: "matter", Title: m.matterTitle(matter),
		Brief: fmt.Sprintf("%s：%d 个%s怎么写，哪里不同。", item.Kind.Name(), len(towns), m.county.Words.Towns)}
	p.Facts = append([]Fact{{"list", item.Kind.ID()}, {"mark", item.Kind.Mark()}, {"weight", item.No}},
		m.pieces(p.Title)...)
	p.Intro = []Block{Paragraph{Words(said)}}
	if text := m.saidIn(matter, func(i *list.Item) string { return i.Statement }).common().text; text != "" {
		p.Intro = append(p.Intro, Paragraph{Words(text)})
	}
	if len(matter.Lacking) > 0 {
		p.Intro = append(p.Intro, Paragraph{Text{{Text: "没有这一项：" + townNames(matter.Lacking) + "。", Style: Aside}}})
	}
	p.Sections = append([]Section{{"towns", Words("哪些" + m.county.Words.Towns), m.whoseWords(matter)}},
		m.comparedParts(matter)...)
	m.add(p)
}

// whoseWords lists the towns, each leading to its own page of the item: those that have the wording of most, and the
// others; then, what they say otherwise of the item as a whole.
func (m *maker) whoseWords(matter *alike.Matter) []Block {
	line := func(said string, towns []*list.Town) Text {
		text := Words(said)
		for n, t := range towns {
			if n > 0 {
				text = append(text, Inline{Text: "、"})
			}
			text = append(text, link(t.Name, address.Item(t, matter.Item(t))))
		}
		return text
	}
	var lines Lines
	var others, doubtful []*list.Town
	for _, t := range matter.All(m.county) {
		if !slices.Contains(matter.Towns, t) || len(matter.Towns) == 1 {
			others = append(others, t)
		}
	}
	for _, v := range matter.Variants {
		if v.Sure == alike.Possibly {
			doubtful = append(doubtful, v.Towns...)
		}
	}
	if len(matter.Towns) > 1 {
		lines = append(lines, line("写法相同：", matter.Towns))
	}
	if len(others) > 0 {
		lines = append(lines, line("有的地方写法不同：", others))
	}
	if len(doubtful) > 0 {
		lines = append(lines, line("名称差得多，可能是同一件事，请核对：", doubtful))
	}
	for _, cell := range wholeCells(matter.Common) {
		for _, other := range m.otherLines(m.saidIn(matter, cell.said), "没有") {
			lines = append(lines, append(Words(cell.name+"不同——"), other...))
		}
	}
	if said := m.numbers(matter); said != "" {
		lines = append(lines, Words(said))
	}
	return []Block{lines}
}

// A wholeCell is what an item says of itself as a whole.
type wholeCell struct {
	name string
	said func(*list.Item) string
}

func wholeCells(item *list.Item) []wholeCell {
	cells := []wholeCell{
		{"名称", func(i *list.Item) string { return i.Title }},
		{"部门", alike.NamedDepartments},
		{"类别", func(i *list.Item) string { return i.Category.Name }},
		{"说明", func(i *list.Item) string { return i.Statement }},
	}
	for n, f := range item.Fields {
		cells = append(cells, wholeCell{f.Name, func(i *list.Item) string {
			if n < len(i.Fields) && i.Fields[n].Name == f.Name {
				return i.Fields[n].Text
			}
			return ""
		}})
	}
	return cells
}

// saidIn is what the towns say in a cell of the whole item.
func (m *maker) saidIn(matter *alike.Matter, cell func(*list.Item) string) wordings {
	var all wordings
	for _, t := range matter.All(m.county) {
		item := matter.Item(t)
		all.add(cell(item), t, address.Item(t, item))
	}
	return all
}

// matterTitle is what most towns call it.
func (m *maker) matterTitle(matter *alike.Matter) string {
	return m.saidIn(matter, func(i *list.Item) string { return i.Title }).common().text
}

// numbers says which number the matter has in each town's list, where it is not the same in all.
func (m *maker) numbers(matter *alike.Matter) string {
	of := map[int][]*list.Town{}
	var all []int
	for _, t := range matter.All(m.county) {
		no := matter.Item(t).No
		if of[no] == nil {
			all = append(all, no)
		}
		of[no] = append(of[no], t)
	}
	if len(all) == 1 {
		return ""
	}
	slices.Sort(all)
	said := make([]string, len(all))
	for n, no := range all {
		said[n] = fmt.Sprintf("%s %d（%s）", matter.Kind.Mark(), no, alike.Count(m.county, of[no]))
	}
	return "序号：" + strings.Join(said, "，")
}

// comparedParts are the parts of an item in the words of most towns, each duty and heading with those of the others.
func (m *maker) comparedParts(matter *alike.Matter) []Section {
	var sections []Section
	t, item := matter.Towns[0], matter.Common
	heads := map[list.Part]string{list.TownPart: t.Ours(item.Kind), list.CountyPart: t.Theirs(item.Kind),
		list.TakeoverPart: takeoverHead}
	for _, part := range []list.Part{list.TownPart, list.CountyPart, list.TakeoverPart} {
		said := m.saidInPart(matter, part)
		section := Section{ID: string(part), Head: Words(heads[part])}
		for p, blocks := range item.Parts() {
			if p != part {
				continue
			}
			for n, block := range blocks {
				block.Duties = slices.Clone(block.Duties)
				for duty := range block.Duties {
					block.Duties[duty] = said.in[place{n, duty}].common().text
				}
				if block.Heading != "" {
					block.Heading = said.in[place{n, heading}].common().text
				}
				shown := m.duties(3, block, nil)
				for duty := range block.Duties {
					shown.Others = append(shown.Others, m.otherLines(said.in[place{n, duty}], "没有这一条"))
				}
				lines := m.otherLines(said.in[place{n, heading}], "没有小标题")
				section.Body = append(append(section.Body, shown), others(lines)...)
			}
		}
		var further []Text
		for _, one := range said.further {
			further = append(further, append(namesWithLinks(one), Inline{Text: "另有：" + one.text}))
		}
		section.Body = append(section.Body, others(further)...)
		if len(section.Body) > 0 {
			sections = append(sections, section)
		}
	}
	return sections
}

// said is what the towns say in each place of a part, and what only others than most have there.
type said struct {
	in      map[place]wordings
	further wordings
}

func (m *maker) saidInPart(matter *alike.Matter, part list.Part) said {
	all := said{in: map[place]wordings{}}
	add := func(in place, text string, towns []*list.Town) {
		w := all.in[in]
		for _, t := range towns {
			w.add(text, t, address.Item(t, matter.Item(t)))
		}
		all.in[in] = w
	}
	for p, blocks := range matter.Common.Parts() {
		if p != part {
			continue
		}
		for n, b := range blocks {
			if b.Heading != "" {
				add(place{n, heading}, b.Heading, matter.Towns)
			}
			for duty, text := range b.Duties {
				add(place{n, duty}, text, matter.Towns)
			}
		}
	}
	for _, v := range matter.Variants {
		otherwise := map[place]bool{}
		for _, d := range v.Differences {
			if d.Cell != alike.Cell(part) {
				continue
			}
			if in, ok := placeOf(d.InA); ok {
				otherwise[in] = true
				add(in, d.B, v.Towns)
				continue
			}
			text := d.B
			if d.Heading {
				text = "小标题“" + text + "”"
			}
			if d.Department != nil {
				text = d.Department.Name + "：" + text
			}
			for _, t := range v.Towns {
				all.further.add(text, t, address.Item(t, matter.Item(t)))
			}
		}
		for in, w := range all.in {
			if !otherwise[in] {
				add(in, w[0].text, v.Towns)
			}
		}
	}
	return all
}
