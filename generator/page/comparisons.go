package page

import (
	"fmt"
	"strings"

	"handbook/generator/address"
	"handbook/generator/alike"
	"handbook/generator/list"
)

// compared gives each matter that several towns have the address of its comparison, and each of their items that of its
// matter's.
func (m *maker) compared() {
	m.comparisonAt, m.comparisonOf = map[*alike.Matter]address.Address{}, map[*list.Item]address.Address{}
	var matters []*alike.Matter
	var titles []address.Title
	for n := range m.matters {
		if matter := &m.matters[n]; len(matter.All(m.county)) > 1 {
			matters = append(matters, matter)
			titles = append(titles, address.Title{Kind: matter.Kind, Text: m.matterTitle(matter)})
		}
	}
	for n, at := range address.ComparisonsOf(titles) {
		m.comparisonAt[matters[n]] = at
		for _, t := range matters[n].All(m.county) {
			m.comparisonOf[matters[n].Item(t)] = at
		}
	}
}

// ComparisonsOf are the addresses of the pages that compare matters, in the order of these; of one that only one town
// has, there is none.
func ComparisonsOf(county *list.County, matters []alike.Matter) []address.Address {
	m := &maker{county: county, matters: matters}
	m.compared()
	all := make([]address.Address, len(matters))
	for n := range matters {
		all[n] = m.comparisonAt[&matters[n]]
	}
	return all
}

// elsewhere are the facts of where an item's page leads to the matter in other towns; none where no other has it. How
// many put it otherwise is not said here: a town's pages do not change with what others write.
func (m *maker) elsewhere(item *list.Item) []Fact {
	at, ok := m.comparisonOf[item]
	if !ok {
		return nil
	}
	return []Fact{{"elsewhere", []Fact{{"at", at.Site()}, {"name", "其他" + m.county.Words.Towns + "怎么写"}}}}
}

// mostLines is how many lines the index has at most that it shows as they are: of more, those of a category are folded
// behind its name.
const mostLines = 40

// comparisons makes the page of each matter that several towns have, and the index of those that they have unlike.
func (m *maker) comparisons() {
	index := &Page{Address: address.Comparisons, Source: "departments.toml", Type: "comparisons",
		Title: "各" + m.county.Words.Towns + "写法对照"}
	unlike := map[*list.Kind][]*alike.Matter{}
	all, lines := 0, 0
	var pages []*Page
	taken := map[address.Address]bool{}
	for _, at := range m.comparisonAt {
		taken[at] = true
	}
	for n := range m.matters {
		matter := &m.matters[n]
		at, several := m.comparisonAt[matter]
		if !several {
			continue
		}
		all++
		if !matter.One() || len(matter.Lacking) > 0 {
			unlike[matter.Kind] = append(unlike[matter.Kind], matter)
			lines++
		}
		pages = append(pages, m.comparison(matter, at))
		pages = append(pages, m.otherTitles(matter, at, taken)...)
	}
	folded := lines > mostLines
	for _, kind := range m.kinds {
		if matters := unlike[kind]; len(matters) > 0 {
			head := fmt.Sprintf("%s %d 项", kind.Name(), len(matters))
			index.Sections = append(index.Sections, Section{kind.ID(), Words(head), m.unlike(matters, folded)})
		}
	}
	if folded {
		index.Facts = append(index.Facts, Fact{"folded", true})
	}
	index.Brief = fmt.Sprintf("%d 个%s的清单逐项对照。", len(m.county.Towns), m.county.Words.Towns)
	if all == 0 {
		index.Brief += "没有两处都有的事项"
	} else {
		index.Brief += fmt.Sprintf("两个以上%s都有的事项共 %d 项，其中 %d 项各地都有，一字不差", m.county.Words.Towns, all, all-lines)
	}
	if lines > 0 {
		index.Brief += fmt.Sprintf("；其余 %d 项列在这里", lines)
	}
	index.Brief += "。"
	index.Intro = []Block{Paragraph{Words(index.Brief)}}
	m.add(index)
	for _, p := range pages {
		m.add(p)
	}
}

// unlike is what the index has of a list: where it is folded, each category's for itself.
func (m *maker) unlike(matters []*alike.Matter, folded bool) []Block {
	if !folded {
		return []Block{m.comparisonLines(matters)}
	}
	of := map[*list.Category][]*alike.Matter{}
	for _, matter := range matters {
		of[matter.Common.Category] = append(of[matter.Common.Category], matter)
	}
	var blocks []Block
	for _, c := range m.county.Categories {
		if of[c] != nil {
			head := Heading{3, Words(fmt.Sprintf("%s %d 项", c.Name, len(of[c])))}
			blocks = append(blocks, head, m.comparisonLines(of[c]))
		}
	}
	return blocks
}

// comparisonLines lead to the comparisons of matters, with how unlike the towns have each.
func (m *maker) comparisonLines(matters []*alike.Matter) Lines {
	var lines Lines
	for _, matter := range matters {
		var remarks []string
		if n := len(matter.Variants); n > 0 {
			remarks = append(remarks, fmt.Sprintf("%d 种写法", n+1))
		}
		if n := len(matter.Lacking); n > 0 {
			remarks = append(remarks, fmt.Sprintf("%d 个%s没有", n, m.county.Words.Towns))
		}
		lines = append(lines, Text{{Text: matter.Kind.Mark(), Style: Mark},
			{Text: fmt.Sprintf(" %d ", matter.Common.No)}, link(m.matterTitle(matter), m.comparisonAt[matter]),
			{Text: " "}, {Text: strings.Join(remarks, "，"), Style: Aside}})
	}
	return lines
}

// otherTitles are the pages at the addresses that a matter had, or would have, by other titles than most towns give it:
// of each that at least half as many do, where no other matter has that address. So its address stays when a town more
// or less decides which title most have.
func (m *maker) otherTitles(matter *alike.Matter, at address.Address, taken map[address.Address]bool) []*Page {
	titles := m.titles(matter)
	common := titles.common()
	var pages []*Page
	for _, other := range titles.others() {
		before := address.Comparison(address.Title{Kind: matter.Kind, Text: other.text})
		if 2*len(other.towns) < len(common.towns) || taken[before] {
			continue
		}
		taken[before] = true
		said := Text{{Text: fmt.Sprintf("%s写作“%s”，与“", alike.Count(m.county, other.towns), other.text)},
			link(common.text, at), {Text: "”是同一件事，对照在那一页。"}}
		pages = append(pages, &Page{Address: before, Source: "departments.toml", Type: "comparison",
			Title: other.text, Brief: said.String(), Facts: m.comparisonFacts(matter, other.text),
			Intro: []Block{Paragraph{said}}})
	}
	return pages
}

// titles are what the towns call a matter.
func (m *maker) titles(matter *alike.Matter) wordings {
	return m.saidIn(matter, func(i *list.Item) string { return i.Title })
}

// matterTitle is what most towns call it.
func (m *maker) matterTitle(matter *alike.Matter) string { return m.titles(matter).common().text }

func (m *maker) comparisonFacts(matter *alike.Matter, title string) []Fact {
	return append([]Fact{{"list", matter.Kind.ID()}, {"mark", matter.Kind.Mark()}, {"weight", matter.Common.No}},
		m.pieces(title)...)
}
