package intake

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"handbook/generator/grid"
)

// aPlace is a place in the title of a document: the region, the prefecture, the county and the town.
var aPlace = regexp.MustCompile(`^(.{1,8}?(?:省|自治区))?(.{2,10}?(?:地区|自治州|盟|市))?(.{1,12}?(?:自治县|县|自治旗|旗|区|市))?` +
	`(.{1,15}?(?:民族乡|镇|乡|街道办事处|街道|苏木|团场|农场|林场|牧场))(?:乡镇|街道)?(?:基本|配合)?(?:履职事项|权责|职责)`)

// anOfficeInPlace is what the name of no place has: what was read as one is a piece of a table.
var anOfficeInPlace = regexp.MustCompile(`局|委员会|办公室|部门|中心|公司`)

// places is how many places a title names. 乡镇 is none: 乡镇配合职责.
func places(title string) int {
	n := 0
	m := aPlace.FindStringSubmatch(title)
	if m != nil && !strings.ContainsAny(m[0], "，。、；") && !strings.HasSuffix(m[4], "乡镇") &&
		!anOfficeInPlace.MatchString(m[1]+m[2]+m[3]) {
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

// place takes the names of the places from the title, where they were not given. What was given stays what it was given
// as: a title never makes a county of a prefecture, nor a prefecture of a county.
func (d *Draft) place(said []string) {
	for i := range said { // the title may stand in two lines, or in three
		for n := 2; n <= 3 && i+n <= len(said); n++ {
			said = append(said, strings.Join(said[i:i+n], ""))
		}
	}
	slices.SortStableFunc(said, func(a, b string) int { return cmp.Compare(places(b), places(a)) })
	for _, s := range said {
		if places(s) == 0 {
			continue
		}
		m := aPlace.FindStringSubmatch(s)
		t := &d.Town
		region, prefecture, county := m[1], m[2], m[3]
		d.Titled = m[4]
		switch {
		case county != "" || prefecture == "":
		case d.isCounty(prefecture): // 青州市松溪镇
			prefecture, county = "", prefecture
		case t.Prefecture == "" && t.County != "":
			d.find(Doubt, "", grid.Place{}, "文件的标题里没有写%s，只写了“%s”：按%s属于它写入，请核对", t.County, prefecture, t.County)
		}
		for _, p := range []struct {
			name   *string
			titled string
		}{{&t.Region, region}, {&t.Prefecture, prefecture}, {&t.County, county}} {
			switch {
			case *p.name == "":
				*p.name = p.titled
			case p.titled != "" && !strings.HasSuffix(p.titled, *p.name) && !strings.HasSuffix(*p.name, p.titled):
				d.find(Doubt, "", grid.Place{}, "文件的标题里写的是“%s”，这里导入为“%s”的：请核对", p.titled, *p.name)
			}
		}
		if t.Name == "" {
			t.Name = d.Titled
		}
		return
	}
}

// isCounty reports whether the only place above the town in a title is the county: a 市 may be one, or have one. It is
// the prefecture where it was given as that, or where the county that was given is one that a 市 has: 岩溪县, 城东区.
func (d *Draft) isCounty(titled string) bool {
	t := &d.Town
	switch {
	case !strings.HasSuffix(titled, "市") || titled == t.Prefecture:
		return false
	case t.County == "" || strings.HasSuffix(t.County, "市"):
		return true
	}
	return t.Prefecture != ""
}

// otherTowns looks at titles that name another town than the document's: of a list copied from a neighbour's.
func (d *Draft) otherTowns(said []string) {
	told := map[string]bool{d.Titled: true}
	for _, s := range said {
		if places(s) == 0 || len([]rune(s)) > mostInTitle {
			continue
		}
		name := aPlace.FindStringSubmatch(s)[4]
		if told[name] || strings.HasSuffix(name, d.Town.Name) || strings.HasSuffix(d.Town.Name, name) {
			continue
		}
		told[name] = true
		d.find(Doubt, "", grid.Place{}, "“%s”写的是“%s”，这里导入为“%s”：请核对这一部分是不是别的乡镇（街道）的",
			s, name, d.Town.Name)
	}
}
