package page

import (
	"path"
	"strings"

	"handbook/generator/address"
	"handbook/generator/columns"
	"handbook/generator/list"
)

// An offer is a file that a page of downloads has beside the books: those the theme knows, where they are printed.
type offer struct {
	section, file, name, use string
	save                     string // the name that it is saved by; "" of what a browser shows
}

// facts are the offers as a page's front matter has them, their addresses as from that page.
func facts(offers []offer) Fact {
	all := make([][]Fact, len(offers))
	for i, o := range offers {
		all[i] = []Fact{{"part", o.section}, {"file", o.file}, {"name", o.name}, {"use", o.use}}
		if o.save != "" {
			all[i] = append(all[i], Fact{"save", o.save})
		}
	}
	return Fact{"files", all}
}

// sums says how a checksum is compared.
func sums() Section {
	return Section{"file-sums", Words("核对文件"), []Block{Paragraph{Words("文件转了几手，想知道是不是原样，就比对校验码：" +
		"在 Windows 的命令提示符里输入 certutil -hashfile 文件名 SHA256，得到的与下面的一样，文件就一个字也没有变。")}}}
}

// dataSection says what the data are for.
func dataSection() Section {
	return Section{"file-data", Words("数据"), []Block{Paragraph{Text{
		{Text: "给统计、给别的系统用的清单全文。文件的网址和各列的意思永久不变，见"}, link("数据说明", address.Columns), {Text: "。"},
	}}}}
}

// dataOffers are a folder's files of data.
func dataOffers(of *list.Town, from address.Address) []offer {
	at := func(name string) string { return fileFrom(from, address.DataFile(of, name)) }
	return []offer{
		{"file-data", at("list.csv"), "CSV 表格", "一条职责一行，Excel 能打开", "list.csv"},
		{"file-data", at("list.json"), "JSON", "一个事项一个对象，给程序用", ""},
		{"file-data", at("datapackage.json"), "数据包说明", "有哪些文件、各列是什么，给程序读", ""},
	}
}

// registryOffers are the files of data that all towns share.
func registryOffers(from address.Address) []offer {
	at := func(name string) string { return fileFrom(from, address.DataFile(nil, name)) }
	return []offer{
		{"file-data", at("departments.csv"), "部门名录", "CSV，编号、全称、简称和电话", "departments.csv"},
		{"file-data", at("categories.csv"), "事项类别名录", "CSV，编号和名称", "categories.csv"},
		{"file-data", at("list.schema.json"), "JSON Schema", "JSON 文件的格式，能用来检验", ""},
	}
}

// fileFrom is a file's address as from a page; both are from the root of the site.
func fileFrom(from address.Address, file string) string {
	if path.Dir(from.Path) == "." {
		return file
	}
	if own, ok := strings.CutPrefix(file, path.Dir(from.Path)+"/"); ok {
		return own
	}
	return "../" + file
}

// downloads makes the page of a town's files to take away.
func (m *maker) downloads(t *list.Town) {
	at := address.Downloads(t)
	p := &Page{Address: at, Source: t.ID + "/town.toml", Type: "downloads", Title: "下载",
		Brief: t.Name + "履职事项清单的全部文件：PDF、离线版、Excel 工作簿和数据。"}
	if len(m.county.Towns) > 1 { // each page has a title of its own
		p.Title = t.Name + "清单下载"
	}
	offers := []offer{{"file-workbook", fileFrom(at, address.Workbook(t)), "Excel 工作簿",
		"清单的全部内容，一张清单一张表；改好的可以导回手册", t.Name + "履职事项清单.xlsx"}}
	offers = append(offers, dataOffers(t, at)...)
	if len(m.county.Towns) == 1 {
		offers = append(offers, registryOffers(at)...)
	}
	p.Facts = []Fact{{"weight", 4 + len(t.Kinds())}, facts(offers)}
	p.Intro = []Block{Paragraph{Words(p.Brief)}}
	if said := EditionOf(t); said != "" {
		p.Intro = append(p.Intro, Paragraph{Words("清单版本：" + said)})
	}
	p.Sections = []Section{
		{"file-books", Words("看和打印"), []Block{Paragraph{Words("给要看、要打印、要发给别人的人：内容都与网页一样。")}}},
		m.workbookSection("给在 Excel、WPS 里办公的人：照官方清单的表格排好，A4 横向，可以直接打印。"),
		dataSection(), sums(),
	}
	m.add(p)
}

// workbookSection says what the workbooks are for, and where the departments' are.
func (m *maker) workbookSection(text string) Section {
	s := Section{"file-workbook", Words("在表格里用"), []Block{Paragraph{Words(text)}}}
	if len(m.county.Departments) > 0 {
		s.Body = append(s.Body, Paragraph{Text{
			{Text: "每个部门也有一本，只有它的事项，在"}, link(m.county.Words.Departments, address.Departments), {Text: "各自的页上。"},
		}})
	}
	return s
}

// allDownloads makes the page of the files of all towns.
func (m *maker) allDownloads() {
	at, words := address.Downloads(nil), m.county.Words
	county := m.county.Towns[0].County
	p := &Page{Address: at, Source: "departments.toml", Type: "downloads", Title: "下载",
		Brief: county + "各" + words.Towns + "履职事项清单的文件：Excel 工作簿和数据。"}
	var offers []offer
	var towns Lines
	for _, t := range m.county.Towns {
		towns = append(towns, Text{link(t.Name, address.Downloads(t))})
		save := t.Name + "履职事项清单.xlsx"
		offers = append(offers, offer{"file-workbook", address.Workbook(t), t.Name, "Excel 工作簿", save})
	}
	offers = append(append(offers, dataOffers(nil, at)...), registryOffers(at)...)
	p.Facts = []Fact{facts(offers)}
	p.Intro = []Block{Paragraph{Words(p.Brief)}}
	p.Sections = []Section{
		{"file-books", Words("各" + words.Towns + "的文件"), []Block{
			Paragraph{Words("PDF、离线版和只有一个" + words.Towns + "的数据，在它自己的页上：")}, towns}},
		m.workbookSection("给在 Excel、WPS 里办公的人：一个" + words.Towns + "一本，照官方清单的表格排好，A4 横向，可以直接打印。"),
		dataSection(), sums(),
	}
	m.add(p)
}

// dataGuide makes the page on what the data have in their columns.
func (m *maker) dataGuide() {
	words := m.county.Words
	p := &Page{Address: address.Columns, Source: "departments.toml", Type: "columns", Title: "数据说明",
		Brief: "履职事项清单的数据文件：有哪些、各列是什么意思、怎样用。"}
	p.Intro = []Block{Paragraph{Words("清单的全文也有给程序用的文件。文字照录原文，编者注是编者的话；编号和网址永久不变。")}}
	downloads := address.Downloads(nil)
	if len(m.county.Towns) == 1 {
		downloads = address.Downloads(m.county.Towns[0])
	}
	p.Sections = []Section{{"data-files", Words("有哪些文件"), []Block{
		Paragraph{Words("data 文件夹里是全部" + words.Towns + "的，各" + words.Towns + "自己的在它的文件夹的 data 里。")},
		Table{Columns: []string{"文件", "内容"}, Rows: [][]Text{
			{Words("list.csv"), Words("一条职责一行的表格")},
			{Words("list.json"), Words("一个事项一个对象；格式由 list.schema.json（JSON Schema 2020-12）规定")},
			{Words("datapackage.json"), Words("有哪些文件、各列的名称和类型（Frictionless Data Package）")},
		}},
		Paragraph{Text{{Text: "都在"}, link("下载", downloads), {Text: "一页上。"}}},
	}}, {"data-use", Words("怎样打开"), []Block{
		Paragraph{Words("CSV 是带 BOM 的 UTF-8，逗号分隔，换行是 CRLF（RFC 4180）：Excel、WPS 双击就能打开，不会乱码。" +
			"程序里读，用 utf-8-sig。")},
		Paragraph{Words("职责照录原文，以 = + - @ 开头的也不加别的字。担心 Excel 把它当成公式的，用“数据—从文本/CSV”导入，" +
			"把各列设为文本；或者用 Excel 工作簿，里面都是文本。")},
		Paragraph{Words("改过的 CSV 不能导回手册。要在表格里改清单，用 Excel 工作簿。")},
	}}}
	for _, t := range columns.All(words) {
		table := Table{Columns: []string{"列", "意思"}}
		for _, c := range t.Columns {
			said := Text{strong(c.Title)}
			if c.Means != "" {
				said = append(said, Inline{Text: "：" + c.Means + "。"})
			}
			table.Rows = append(table.Rows, []Text{Words(c.Name), said})
		}
		p.Sections = append(p.Sections, Section{"data-" + t.Name, Words(t.Name + ".csv：" + t.Title),
			[]Block{Paragraph{Words(t.Means)}, table}})
	}
	m.add(p)
}
