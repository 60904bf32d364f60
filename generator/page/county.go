package page

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"handbook/generator/address"
	"handbook/generator/list"
	"handbook/generator/pinyin"
)

// many is from how many towns on one looks for a town by its letter or its name: fewer are seen at a glance.
const many = 20

// countyFront makes the front page of a county of several towns: the towns in their order, by kind of place where there
// are several kinds, the departments, and figures over the county.
func (m *maker) countyFront() {
	towns, words := m.county.Towns, m.county.Words
	county := towns[0].County
	kinds := kindsOfPlace(towns)
	p := &Page{Address: address.Front, Source: "departments.toml", Type: "county",
		Title: county + words.Towns + "履职事项清单手册", Brief: m.countyBrief(),
		Facts: []Fact{{"county", county}}, Intro: []Block{Paragraph{Words(m.countyOpening(kinds))}}}
	section := Section{ID: "towns", Head: Words(words.Towns)}
	for _, k := range kinds {
		if len(kinds) > 1 {
			section.Body = append(section.Body, Heading{3, Words(k.head())})
		}
		section.Body = append(section.Body, townLines(k.towns))
	}
	p.Sections = append(p.Sections, section)
	p.Facts = append(p.Facts, townFacts(kinds)...)
	if departments := m.departmentsSection(nil); len(departments.Body) > 0 {
		p.Sections = append(p.Sections, departments)
		p.Facts = append(p.Facts, m.legend(nil))
	}
	var downloads Lines
	for _, t := range towns {
		downloads = append(downloads, Text{link(t.Name, address.Town(t).At("downloads"))})
	}
	all := Paragraph{Text{link("Excel 工作簿、数据和全部文件", address.Downloads(nil))}}
	figures, facts := m.countyFigures()
	p.Facts = append(p.Facts, facts)
	p.Sections = append(p.Sections, Section{"figures", Words("全" + words.Word + "合计"), []Block{figures}},
		Section{"downloads", Words("下载和打印"), []Block{downloads, all}})
	m.add(p)
}

// A kindOfPlace is the towns of a county that are called by one word: 镇, 乡, 街道.
type kindOfPlace struct {
	word  string
	towns []*list.Town
}

func (k kindOfPlace) head() string { return fmt.Sprintf("%s %d 个", k.word, len(k.towns)) }

// kindsOfPlace groups towns by what they are, in the order in which the first of each kind stands.
func kindsOfPlace(towns []*list.Town) []kindOfPlace {
	var kinds []kindOfPlace
	for _, t := range towns {
		i := slices.IndexFunc(kinds, func(k kindOfPlace) bool { return k.word == t.Words.Word })
		if i < 0 {
			i, kinds = len(kinds), append(kinds, kindOfPlace{word: t.Words.Word})
		}
		kinds[i].towns = append(kinds[i].towns, t)
	}
	return kinds
}

// countyBrief is what the county's front page is, in a sentence.
func (m *maker) countyBrief() string {
	items := 0
	for _, t := range m.county.Towns {
		items += len(t.Items())
	}
	return fmt.Sprintf("%s %d 个%s的履职事项清单，共 %d 项，一项一页，写明由谁办。", m.county.Towns[0].County,
		len(m.county.Towns), m.county.Words.Towns, items)
}

// countyOpening is the first sentence of the front page: the same, with how many towns of each kind there are.
func (m *maker) countyOpening(kinds []kindOfPlace) string {
	if len(kinds) == 1 {
		return m.countyBrief()
	}
	heads := make([]string, len(kinds))
	for i, k := range kinds {
		heads[i] = k.head()
	}
	return m.countyBrief() + "其中" + strings.Join(heads, "、") + "。"
}

// townLines are towns with how many items their lists have.
func townLines(towns []*list.Town) Lines {
	var lines Lines
	for _, t := range towns {
		line := Text{link(t.Name, address.Town(t))}
		for _, kind := range t.Kinds() {
			line = append(line, Inline{Text: fmt.Sprintf(" %s %d", kind.Mark(), len(t.Lists[kind]))})
		}
		lines = append(lines, line)
	}
	return lines
}

// townFacts are the groups of towns, and the towns, with how many items their lists have. Of many towns each has how
// its name is read instead; then letters are those with which some are read.
func townFacts(kinds []kindOfPlace) []Fact {
	var groups, rows [][]Fact
	var towns []*list.Town
	for _, k := range kinds {
		head := ""
		if len(kinds) > 1 {
			head = k.head()
		}
		groups = append(groups, []Fact{{"kind", k.word}, {"head", head}})
		towns = append(towns, k.towns...)
	}
	reader := pinyin.NewReader()
	for _, t := range towns {
		row := []Fact{{"id", t.ID}, {"name", t.Name}, {"kind", t.Words.Word}}
		if len(towns) < many {
			row = append(row, Fact{"lists", countsOf(t)})
		} else {
			row = append(row, Fact{"sound", reader.Key(t.Name)})
		}
		rows = append(rows, row)
	}
	facts := []Fact{{"groups", groups}, {"towns", rows}}
	if len(towns) < many {
		return facts
	}
	slices.SortStableFunc(towns, func(a, b *list.Town) int {
		return cmp.Compare(reader.Key(a.Name), reader.Key(b.Name))
	})
	var order []string
	of := map[string][][]Fact{}
	for _, t := range towns {
		letter := reader.Letter(t.Name)
		if of[letter] == nil {
			order = append(order, letter)
		}
		of[letter] = append(of[letter], []Fact{{"id", t.ID}, {"name", t.Name}})
	}
	letters := make([][]Fact, len(order))
	for i, letter := range order {
		letters[i] = []Fact{{"letter", letter}, {"towns", of[letter]}}
	}
	return append(facts, Fact{"letters", letters})
}

// countsOf are how many items a town's lists have.
func countsOf(t *list.Town) [][]Fact {
	var counts [][]Fact
	for _, kind := range t.Kinds() {
		counts = append(counts, []Fact{{"id", kind.ID()}, {"count", len(t.Lists[kind])}})
	}
	return counts
}

// countyFigures are how many items each list has in all towns, and in one: as text, and as a fact.
func (m *maker) countyFigures() (Lines, Fact) {
	var lines Lines
	var facts [][]Fact
	for _, kind := range m.kinds {
		total := 0
		var having []*list.Town
		for _, t := range m.county.Towns {
			if n := len(t.Lists[kind]); n > 0 {
				total, having = total+n, append(having, t)
			}
		}
		said := m.inEach(kind, having)
		lines = append(lines, Text{{Text: kind.Mark(), Style: Mark},
			{Text: fmt.Sprintf(" %s %d 项 ", kind.Name(), total)}, {Text: said, Style: Aside}})
		facts = append(facts, []Fact{{"id", kind.ID()}, {"count", total}, {"said", said}})
	}
	return lines, Fact{"figures", facts}
}

// inEach says how many items of a list each of the towns has that have it.
func (m *maker) inEach(kind *list.Kind, having []*list.Town) string {
	if len(having) == 1 {
		return "只有" + having[0].Name + "有"
	}
	least, most := len(having[0].Lists[kind]), 0
	for _, t := range having {
		least, most = min(least, len(t.Lists[kind])), max(most, len(t.Lists[kind]))
	}
	said := "每个" + m.county.Words.Towns
	if len(having) < len(m.county.Towns) {
		said = fmt.Sprintf("%d 个%s有，各", len(having), m.county.Words.Towns)
	}
	if least < most {
		return fmt.Sprintf("%s %d 至 %d 项", said, least, most)
	}
	return fmt.Sprintf("%s %d 项", said, most)
}
