package page

import (
	"fmt"
	"slices"
	"strings"

	"handbook/generator/address"
	"handbook/generator/alike"
	"handbook/generator/list"
)

// mostAbove is how many towns are listed above what they write; more, below it.
const mostAbove = 20

// comparison makes the page of a matter: who has it and in which words. The words of most towns stand in full, those of
// others beneath each place where they differ.
func (m *maker) comparison(matter *alike.Matter, at address.Address) *Page {
	item, towns := matter.Common, matter.All(m.county)
	has := "都有"
	if len(matter.Lacking) > 0 {
		has = "有"
	}
	said := fmt.Sprintf("%d 个%s%s这一项", len(towns), m.county.Words.Towns, has)
	switch {
	case matter.One():
		said += "，写法相同。"
	case len(matter.Towns) > 1:
		said += fmt.Sprintf("：%d 个写法完全相同。每一条照录多数的写法，不同的列在它下面，前面是地名。", len(matter.Towns))
	default:
		said += "，写法各不相同。每一条照录多数的写法，不同的列在它下面，前面是地名。"
	}
	p := &Page{Address: at, Source: "departments.toml", Type: "comparison", Title: m.matterTitle(matter),
		Brief: fmt.Sprintf("%s：%d 个%s怎么写，哪里不同。", item.Kind.Name(), len(towns), m.county.Words.Towns)}
	p.Facts = m.comparisonFacts(matter, p.Title)
	p.Intro = []Block{Paragraph{Words(said)}}
	if text := m.saidIn(matter, func(i *list.Item) string { return i.Statement }).common().text; text != "" {
		p.Intro = append(p.Intro, Paragraph{Words(text)})
	}
	switch lacking := len(matter.Lacking); {
	case lacking > len(towns):
		lacks := fmt.Sprintf("其余 %d 个%s没有这一项。", lacking, m.county.Words.Towns)
		p.Intro = append(p.Intro, Paragraph{Text{{Text: lacks, Style: Aside}}})
	case lacking > 0:
		p.Intro = append(p.Intro, Paragraph{Text{{Text: townNames(matter.Lacking) + "没有这一项。", Style: Aside}}})
	}
	p.Sections = slices.Concat(m.differentAsWhole(matter), m.comparedParts(matter), m.comparedFields(matter))
	if who := m.whoHasWhich(matter); len(towns) <= mostAbove {
		p.Sections = append([]Section{who}, p.Sections...)
	} else {
		p.Sections = append(p.Sections, who)
	}
	return p
}

// whoHasWhich lists the towns, each leading to its own page of the item: those that have the wording of most, and the
// others.
func (m *maker) whoHasWhich(matter *alike.Matter) Section {
	var others []*list.Town
	for _, t := range matter.All(m.county) {
		if !slices.Contains(matter.Towns, t) || len(matter.Towns) == 1 {
			others = append(others, t)
		}
	}
	var lines Lines
	if len(matter.Towns) > 1 {
		lines = append(lines, append(Words("写法相同："), m.linked(matter, matter.Towns)...))
	}
	if len(others) > 0 {
		said := "有的地方写法不同："
		if len(lines) == 0 {
			said = "写法各不相同："
		}
		lines = append(lines, append(Words(said), m.linked(matter, others)...))
	}
	return Section{"towns", Words("哪些" + m.county.Words.Towns), []Block{lines}}
}

// linked are towns, each leading to its item.
func (m *maker) linked(matter *alike.Matter, towns []*list.Town) Text {
	var text Text
	for n, t := range towns {
		if n > 0 {
			text = append(text, Inline{Text: "、"})
		}
		text = append(text, link(t.Name, address.Item(t, matter.Item(t))))
	}
	return text
}

// differentAsWhole is what the towns say otherwise of the item as a whole, its title, departments and number; none
// where they do not.
func (m *maker) differentAsWhole(matter *alike.Matter) []Section {
	var lines, doubt Lines
	var doubtful []*list.Town
	for _, v := range matter.Variants {
		if v.Sure == alike.Possibly {
			doubtful = append(doubtful, v.Towns...)
		}
	}
	if len(doubtful) > 0 {
		doubt = Lines{append(Words("差得多，可能是同一件事，请核对："), m.linked(matter, doubtful)...)}
	}
	var cells []string
	var differ [][]Text
	add := func(cell string, others []Text) {
		if len(others) > 0 {
			cells, differ = append(cells, cell), append(differ, others)
		}
	}
	for _, cell := range wholeCells {
		add(cell.name, m.otherLines(m.saidIn(matter, cell.said), "没有"))
	}
	if said := m.numbers(matter); said != "" {
		add("序号", []Text{Words(said)})
	}
	for n, cell := range cells {
		for _, line := range differ[n] {
			if len(cells) > 1 {
				line = append(Words(cell+"——"), line...)
			}
			lines = append(lines, line)
		}
	}
	if len(cells) == 0 {
		return nil
	}
	head := strings.Join(cells, "、") + "不同"
	return []Section{{"whole", Words(head), []Block{append(doubt, lines...)}}}
}

// wholeCells are what an item says of itself as a whole.
var wholeCells = []struct {
	name string
	said func(*list.Item) string
}{
	{"名称", func(i *list.Item) string { return i.Title }},
	{"部门", alike.NamedDepartments},
	{"类别", func(i *list.Item) string { return i.Category.Name }},
	{"说明", func(i *list.Item) string { return i.Statement }},
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
	return strings.Join(said, "，")
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

// comparedFields are the further columns of an item, likewise.
func (m *maker) comparedFields(matter *alike.Matter) []Section {
	var sections []Section
	for n, f := range matter.Common.Fields {
		said := m.saidIn(matter, func(i *list.Item) string {
			if n := slices.IndexFunc(i.Fields, func(own list.Field) bool { return own.Name == f.Name }); n >= 0 {
				return i.Fields[n].Text
			}
			return ""
		})
		body := append([]Block{Paragraph{m.mention(said.common().text)}}, others(m.otherLines(said, "没有"))...)
		sections = append(sections, Section{fmt.Sprintf("%s%d", fieldID, n+1), Words(f.Name), body})
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
	add := func(in, there place, text string, towns []*list.Town) {
		w := all.in[in]
		for _, t := range towns {
			w.add(text, t, placeAt(address.Item(t, matter.Item(t)), part, there))
		}
		all.in[in] = w
	}
	for p, blocks := range matter.Common.Parts() {
		if p != part {
			continue
		}
		for n, b := range blocks {
			if b.Heading != "" {
				add(place{n, heading}, place{n, heading}, b.Heading, matter.Towns)
			}
			for duty, text := range b.Duties {
				add(place{n, duty}, place{n, duty}, text, matter.Towns)
			}
		}
	}
	for _, v := range matter.Variants {
		otherwise := map[place]bool{}
		for _, d := range v.Differences {
			if d.Cell != alike.Cell(part) {
				continue
			}
			there, _ := placeOf(d.InB) // the page, where they have nothing there
			if in, ok := placeOf(d.InA); ok {
				otherwise[in] = true
				add(in, there, d.B, v.Towns)
				continue
			}
			if d.B == "" {
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
				all.further.add(text, t, placeAt(address.Item(t, matter.Item(t)), part, there))
			}
		}
		for in, w := range all.in {
			if !otherwise[in] {
				add(in, sameIn(v.Item, matter.Common, part, in), w[0].text, v.Towns)
			}
		}
	}
	return all
}

// placeAt is where a place of a part is on an item's page: a duty, or where it is that of a heading, all of the page.
func placeAt(item address.Address, part list.Part, in place) address.Address {
	if in.duty == heading {
		return item
	}
	return item.At(fmt.Sprintf("%s-%d", blockID(part, in.block), in.duty+1))
}
