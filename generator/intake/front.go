package intake

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"handbook/generator/grid"
	"handbook/generator/listfile"
)

// chapter is the heading of a part of the preface: 一、基本情况.
var chapter = regexp.MustCompile(`^[一二三四五六七八九十]+、[^。；]{1,30}$`)

// prefaceHead is the title of the preface.
var prefaceHead = regexp.MustCompile(`^(清单|编制|编制工作)?(说明|前言|编制说明|情况说明)$`)

// contents finds the table of contents among the lines outside tables: what stands below 目录, as long as it leads
// somewhere, to a page or to what is said again further down.
func (d *Draft) contents(lines []*grid.Line) map[*grid.Line]bool {
	found := map[*grid.Line]bool{}
	said := make([]string, len(lines))
	for i, l := range lines {
		said[i] = l.Number + d.read(l).String()
	}
	for i := 0; i < len(lines); i++ {
		if said[i] != "目录" {
			continue
		}
		found[lines[i]] = true
		for i++; i < len(lines); i++ {
			entry := leader.ReplaceAllString(said[i], "")
			if entry == said[i] && !slices.Contains(said[i+1:], entry) {
				i--
				break
			}
			found[lines[i]] = true
		}
	}
	return found
}

// leader is what leads from an entry of the contents to its page: ……3, - 3 -, iv.
var leader = regexp.MustCompile(`[.…·\s]*[-—－(（]*([0-9０-９]+|[ivxIVX]+)[-—－)）]*$`)

// readFront understands the lines outside tables: titles, the preface, what the document states of itself.
func (d *Draft) readFront(lines []*grid.Line, tables bool) {
	inPreface, ofALists := false, false // the last title is a list's: what follows is no preface
	var said []string
	var open *listfile.Section
	var last *grid.Line
	contents := d.contents(lines)
	var heads []text // of the sections of the preface
	var unread []*grid.Line
	for _, l := range lines {
		t := d.read(l)
		if contents[l] {
			inPreface, open = false, nil
			t.own(grid.Outside)
			continue
		}
		s := l.Number + t.String()
		said = append(said, s)
		switch {
		case prefaceHead.MatchString(s):
			inPreface, ofALists = true, false
			t.own(grid.Value)
		case !ofALists && chapter.MatchString(s) && !strings.Contains(s, "清单）") && !listTitle.MatchString(s):
			inPreface = true
			d.Town.Preface = append(d.Town.Preface, listfile.Section{Heading: l.Number + t.value()})
			heads = append(heads, t)
			open = &d.Town.Preface[len(d.Town.Preface)-1]
			last = nil
		case listTitle.MatchString(s):
			inPreface, open = false, nil
			t.own(grid.Outside)
			l, strange := d.named(s)
			ofALists = l != nil || strange != ""
		case inPreface && open != nil:
			n := len(open.Paragraphs)
			if n > 0 && last != nil && !l.Hard && !strings.ContainsAny(lastRune(open.Paragraphs[n-1]), "。；;！？：") {
				open.Paragraphs[n-1] += t.value()
			} else {
				open.Paragraphs = append(open.Paragraphs, l.Number+t.value())
			}
			last = l
		default:
			t.own(grid.Outside)
			if n, _, _ := t.typed(); n > 0 || decimal(l.Number) > 0 {
				unread = append(unread, l)
			} else if tables && strings.ContainsAny(s, "。；") {
				d.find(Doubt, "", l.Place, "表格以外的一段文字没有收入清单：“%s”", s)
			}
		}
	}
	d.withoutText(heads)
	if len(unread) > 0 {
		d.find(Doubt, "", unread[0].Place, "表格以外有 %d 段编了号的文字没有收入清单，从这一段起：“%s”。如果它们是一张清单，请做成表格，再导入一次",
			len(unread), unread[0].Number+unread[0].Text)
	}
	for _, s := range d.Town.Preface {
		said = append(said, s.Paragraphs...)
		d.Town.Source += s.Heading + "\n" + strings.Join(s.Paragraphs, "\n") + "\n"
	}
	if len(d.Town.Preface) > 0 {
		d.Town.Source = "说明\n" + d.Town.Source
	}
	said = append(said, d.titles...)
	d.place(said)
	d.totals()
	d.edition(said)
}

// withoutText takes out of the preface what has nothing below: the title of a list, or of a part that is no text.
func (d *Draft) withoutText(heads []text) {
	var kept []listfile.Section
	for i, s := range d.Town.Preface {
		if len(s.Paragraphs) > 0 {
			kept = append(kept, s)
			continue
		}
		heads[i].own(grid.Outside)
		if !ofList.MatchString(s.Heading) {
			d.find(Doubt, "", heads[i].place(), "“%s”下面没有文字，没有收入说明", s.Heading)
		}
	}
	d.Town.Preface = kept
}

// listTitle is the title of a list, or of the whole document.
var listTitle = regexp.MustCompile(`(履职|收回|配合|基本|赋权|委托).*清单(（.*）)?$|^附(件|表)\d*[:：]?`)

// aPlace is a place in the title of a document: the region, the prefecture, the county and the town.
var aPlace = regexp.MustCompile(`^(.{1,8}?(?:省|自治区))?(.{2,10}?(?:地区|自治州|盟|市))?(.{1,12}?(?:自治县|县|自治旗|旗|区|市))?` +
	`(.{1,15}?(?:民族乡|镇|乡|街道办事处|街道|苏木|团场|农场|林场|牧场))(?:乡镇|街道)?(?:基本|配合)?(?:履职事项|权责|职责)`)

// places is how many places a title names.
func places(title string) int {
	n := 0
	if m := aPlace.FindStringSubmatch(title); m != nil && !strings.ContainsAny(m[0], "，。、；") {
		for _, name := range m[1:] {
			n += min(len(name), 1)
		}
	}
	return n
}

// townIn is the town whose name stands in a title of a document.
func townIn(doc *grid.Document) string {
	for line := range doc.Lines() {
		s := squeezed(line.Text)
		if m := aPlace.FindStringSubmatch(s); m != nil && len([]rune(s)) <= mostInTitle && places(s) > 0 {
			return m[4]
		}
	}
	return ""
}

// place takes the names of the places from the title, where they were not given.
func (d *Draft) place(said []string) {
	for i := range said { // the title may stand in two lines, or in three
		for n := 2; n <= 3 && i+n <= len(said); n++ {
			said = append(said, strings.Join(said[i:i+n], ""))
		}
	}
	slices.SortStableFunc(said, func(a, b string) int { return cmp.Compare(places(b), places(a)) })
	for _, s := range said {
		m := aPlace.FindStringSubmatch(s)
		if m == nil || strings.ContainsAny(m[0], "，。、；") {
			continue
		}
		t := &d.Town
		d.Titled = m[4]
		county := m[3]
		if county == "" && strings.HasSuffix(m[2], "市") {
			county = m[2]
		}
		if t.County != "" && !strings.HasSuffix(county, t.County) && !strings.HasSuffix(t.County, county) {
			d.find(Doubt, "", grid.Place{}, "文件的标题里写的是“%s”，这里导入为“%s”的：请核对", county, t.County)
		}
		for i, name := range []*string{&t.Region, &t.Prefecture, &t.County, &t.Name} {
			if *name == "" {
				*name = m[i+1]
			}
		}
		if t.County == "" && t.Prefecture != "" && strings.HasSuffix(t.Prefecture, "市") { // 青州市松溪镇
			t.County, t.Prefecture = t.Prefecture, ""
		}
		return
	}
}

// What a preface says of how much there is.
var (
	allItems   = regexp.MustCompile(`(?:履职)?事项(?:清单)?(?:共|共计|总计)?(\d+)项`)
	someKinds  = regexp.MustCompile(`(\d+)(?:个|大|种)?(?:类别|大类|方面|类)`)
	someOffice = regexp.MustCompile(`(?:涉及|共)(\d+)个(?:上级)?(?:部门|单位)`)
)

// totals takes the totals that the preface states.
func (d *Draft) totals() {
	names := []string{"上级收回事项", "收回事项"}
	for _, l := range d.lists {
		names = append([]string{regexp.QuoteMeta(l.Name)}, names...)
	}
	someItems := regexp.MustCompile("(" + strings.Join(names, "|") + `)(?:清单)?(?:共|共计|有)?(\d+)项`)
	declared := map[string]int{}
	set := func(key, n string) {
		if _, ok := declared[key]; !ok {
			declared[key], _ = strconv.Atoi(n)
		}
	}
	for _, section := range d.Town.Preface {
		for _, p := range section.Paragraphs {
			for _, m := range someItems.FindAllStringSubmatch(p, -1) {
				if list, _ := d.named(m[1]); list != nil {
					set(list.ID+".items", m[2])
				}
			}
			rest := someItems.ReplaceAllString(p, "")
			if m := allItems.FindStringSubmatch(rest); m != nil {
				set("items", m[1])
			}
			if len(someItems.FindAllString(p, -1)) != 1 {
				continue // it speaks of several lists
			}
			list, _ := d.named(someItems.FindString(p))
			if list == nil {
				continue
			}
			if m := someKinds.FindStringSubmatch(p); m != nil {
				set(list.ID+".categories", m[1])
			}
			if m := someOffice.FindStringSubmatch(p); m != nil {
				set(list.ID+".departments", m[1])
			}
		}
	}
	if len(declared) > 0 {
		d.Town.Declared = declared
	}
}

// checkTotals compares what the document states with what was found.
func (d *Draft) checkTotals() {
	all := 0
	for _, list := range d.lists {
		items := len(d.Town.Lists[list.ID])
		all += items
		if n, ok := d.Town.Declared[list.ID+".items"]; ok && n != items {
			d.find(Error, "", grid.Place{}, "文件的“说明”里写着%s %d 项，表格里有 %d 项：可能少读了表格，也可能文件本身不一致。请核对后改正“说明”或者表格，再导入一次",
				list.Name, n, items)
		}
	}
	if n, ok := d.Town.Declared["items"]; ok && n != all {
		d.find(Error, "", grid.Place{},
			"文件的“说明”里写着共 %d 项，表格里有 %d 项：可能少读了表格，也可能文件本身不一致。请核对后改正“说明”或者表格，再导入一次", n, all)
	}
}

// What a document states of its edition.
var (
	editionName = regexp.MustCompile(`(20\d\d)年?版`)
	document    = regexp.MustCompile(`\p{Han}{2,12}〔20\d\d〕\d+号`)
	approved    = regexp.MustCompile(`(?:经|由)([\p{Han}]{2,30}?)(?:于|，于)?(20\d\d)年(\d{1,2})月(\d{1,2})日` +
		`(?:审议通过|审定|批准|批复|审核通过|印发)`)
)

// edition takes what the document states of its edition, and nothing that it does not state.
func (d *Draft) edition(said []string) {
	e := &d.Town.Edition
	for _, s := range said {
		if m := editionName.FindStringSubmatch(s); m != nil && e.Name == "" {
			e.Name = m[1] + "年版"
		}
		if e.Status == "" && strings.Contains(s, "清单") && strings.Contains(s, "（试行）") {
			e.Status = "试行"
		}
		if m := document.FindString(s); m != "" && e.Document == "" && len([]rune(s)) < 30 {
			e.Document = m
		}
		if m := approved.FindStringSubmatch(s); m != nil && e.Approved == "" {
			e.Approver = m[1]
			month, _ := strconv.Atoi(m[3])
			day, _ := strconv.Atoi(m[4])
			e.Approved = fmt.Sprintf("%s-%02d-%02d", m[2], month, day)
		}
	}
}
