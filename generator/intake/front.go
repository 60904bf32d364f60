package intake

import (
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
	d.place(slices.Clone(said))
	d.otherTowns(said)
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

// What a preface says of how much there is.
var (
	allItems   = regexp.MustCompile(`(?:履职)?事项(?:清单)?(?:共|共计|总计)?(\d+)项`)
	someKinds  = regexp.MustCompile(`(\d+)(?:个|大|种)?(?:类别|大类|方面|类)`)
	someOffice = regexp.MustCompile(`(?:涉及|共)(\d+)个(?:上级)?(?:部门|单位)`)
)

// Totals are those that a preface states, by their keys: joint.items. The further lists are those beside the three.
func Totals(preface []listfile.Section, further []List) map[string]int {
	d := &Draft{Town: listfile.Town{Preface: preface}, lists: withFurther(further)}
	d.totals()
	return d.Town.Declared
}

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
	if len(d.Undeclared) > 0 {
		return // their items are lacking, and that is said
	}
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
