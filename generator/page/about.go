package page

import (
	"fmt"
	"strings"

	"handbook/generator/address"
	"handbook/generator/list"
)

// about makes the page on how to use the handbook. People may write their own in its place.
func (m *maker) about() {
	p := &Page{Address: address.About, Source: "town.toml", Type: "about", Title: "怎样用这本手册", OrOwn: true}
	words := m.county.Words
	one := m.word()
	p.Brief = fmt.Sprintf("一件事该谁办：%s、%s，还是两边一起？这本手册把官方的履职事项清单一项一页地排好，方便查这个问题。",
		one, words.Departments)
	p.Intro = []Block{Paragraph{Words(p.Brief)}}
	section := func(head string, body ...Block) {
		p.Sections = append(p.Sections, Section{Head: Words(head), Body: body})
	}
	section("先认"+howMany(len(m.kinds))+"个字", m.marks(one), Paragraph{Words(
		"每项前面的字和号数合起来，就是这一项的名字，比如“" + m.example() + "”。打电话、发消息时说这个名字，对方就能找到。")})
	section("一句话的答案", Paragraph{Words(m.answers())})
	section("怎么找", m.waysToFind())
	section("怎么把一条发给别人", Paragraph{Words("事项页上点“分享”，就得到一段可以直接发出去的话：事项名称、哪张清单、第几项、由谁办和网址。" +
		"只发其中一条职责，点这一条的序号，没有序号的，点末尾的“引用”；对方打开，这一条会标出来。" +
		"每一页的地址都不变，直接把地址发出去也行。")})
	section("看不清、不方便看", Paragraph{Text{{Text: "页面上方可以换成"}, strong("大字"), {Text: "或"}, strong("特大"),
		{Text: "字，也可以打开"}, strong("高对比"), {Text: "（手机上先点“字号”）；选过一次，以后每一页都这样。" +
			"事项页和部门页上的“朗读”会把这一页念出来，念到哪里，哪里就标出来。"}}})
	section("用什么手机、什么浏览器", Paragraph{Words("安卓手机上 2018 年以后的浏览器和微信，iPhone 上 iOS 12 以后的系统，" +
		"电脑上近几年的浏览器，都能看、能搜索；更旧的，样子会差一些，文字和链接还在，不能搜索时可以从清单进去找。")})
	section("没有网的时候", Paragraph{Text{{Text: "看过一次以后，这台手机或电脑断了网也能打开手册、也能搜索。要发给没有网的人，用"},
		strong("离线版"), {Text: "（在首页的“下载”里）：整本手册连同搜索都在这一个文件里。"}}})
	section("打印", Paragraph{Words("任何一页都可以印成 A4，导航和搜索不会印出来。" +
		"事项页和部门页上有“打印”；在微信里要先点右上角，选“在浏览器打开”。" +
		"整本要打印、装订，看首页的“下载”。")})
	section("哪些是原文，哪些不是", Paragraph{Words("事项、职责、部门名称和“说明”都照录原文，一字不改；" +
		"原文里看起来有误的地方也照原样保留，另加“编者注”说明。清单统计和各页的件数是数出来的，标题下面由谁办的那一行是按分类和部门栏算出来的。" +
		"手册方便查阅，不替代正式文件；有出入时，以正式文件为准。")})
	m.add(p)
}

// word is what one of the county's towns is called: 镇, or where they differ, what they are called together.
func (m *maker) word() string {
	word := m.county.Towns[0].Words.Word
	for _, t := range m.county.Towns {
		if t.Words.Word != word {
			return m.county.Words.Towns
		}
	}
	return word
}

// marks says what the marks of the lists stand for.
func (m *maker) marks(town string) Lines {
	var lines Lines
	for _, kind := range m.kinds {
		text := kind.Name() + "。"
		switch {
		case kind == list.Basic:
			text += fmt.Sprintf("由%s做，并负全责。", town)
		case kind == list.Joint:
			text += fmt.Sprintf("%s为主，%s配合。每一页分两栏，左边（手机上在前）是%[2]s做什么，右边是%[1]s做什么。",
				m.county.Words.Departments, town)
		case kind == list.Reclaimed:
			text += fmt.Sprintf("%s不再承担，页上写明由哪个部门承接、怎样做。", town)
		default: // what the county says of a list of its own
			for _, t := range m.county.Towns {
				if meant := meaning(t, kind); meant != "" {
					text += meant
					break
				}
			}
		}
		lines = append(lines, Text{strong(kind.Mark()), {Text: "：" + text}})
	}
	return lines
}

// answers says where the line comes from that tells who does an item. Its example is the county's first item of a list
// that names departments, or any.
func (m *maker) answers() string {
	said := "每一项的标题下面、每条搜索结果里都有一行，说这件事由谁办"
	for _, kind := range append([]*list.Kind{list.Joint}, m.kinds...) {
		for _, t := range m.county.Towns {
			for _, item := range t.Lists[kind] {
				return fmt.Sprintf("%s，比如“%s”。这一行是按清单的分类和部门栏算出来的，不是清单原文；"+
					"部门用的是简称，超过%s个就只说有几个，清单没有说由谁牵头的，这一行也不说。",
					said, Answer(m.county, t, item), howMany(MostNamed))
			}
		}
	}
	return said + "。"
}

// example is the mark and number of an item, as people name one.
func (m *maker) example() string {
	kinds := append([]*list.Kind{list.Joint}, m.kinds...)
	for _, kind := range kinds {
		for _, t := range m.county.Towns {
			if n := len(t.Lists[kind]); n > 0 {
				return fmt.Sprintf("%s %d", kind.Mark(), min(n, 34))
			}
		}
	}
	return ""
}

// waysToFind says where to begin. With several towns, what one town has is reached from its own page.
func (m *maker) waysToFind() Lines {
	words := m.county.Words
	lines := Lines{{strong("记得一个词"), {Text: "：用页面上方的搜索。"}}}
	if len(m.county.Towns) > 1 {
		lines = append(lines, Text{strong("知道是哪个" + m.word()), {Text: "：从"}, link("首页", address.Front),
			{Text: "进去，有它的清单和事项类别。"}})
	} else {
		t := m.county.Towns[0]
		lines = append(lines, Text{strong("知道是哪方面的事"), {Text: "：从"}, link("事项类别", address.Categories(t)),
			{Text: "进去，各张清单里同类的事项排在一起。"}})
	}
	if len(m.county.Departments) > 0 {
		lines = append(lines, Text{strong("想知道某个部门管什么"), {Text: "：从"},
			link(words.Departments, address.Departments), {Text: "进去，清单交给这个部门的事都在一页上，可以打印。"}})
	}
	if len(m.county.Towns) > 1 {
		return lines
	}
	t := m.county.Towns[0]
	line := Text{strong("想从头看"), {Text: "：看"}}
	for i, kind := range t.Kinds() {
		if i > 0 {
			line = append(line, Inline{Text: "、"})
		}
		line = append(line, link(kind.Word(), address.List(t, kind)))
	}
	return append(lines, append(line, Inline{Text: strings.TrimPrefix(howMany(len(t.Kinds()))+"张清单。", "一张")}))
}

// search makes the page of the search, which the theme's script fills. People may write their own in its place, too.
func (m *maker) search() {
	m.add(&Page{Address: address.Search, Source: "town.toml", Type: "search", Title: "搜索", OrOwn: true,
		Brief: "一件事由谁办，写一两个字就能查：事项、部门、职责里的词都可以。"})
}
