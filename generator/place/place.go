// Package place has the words for a place by what it is: 镇 or 街道, 县 or 区. Every word of the handbook that would be
// wrong elsewhere stands in its tables and nowhere else; a town's file may replace each.
package place

import (
	"errors"
	"slices"
	"strings"
)

// Town is what a town is called on its pages.
type Town struct {
	Word   string // 镇: 由镇负责
	This   string // 本镇
	Ours   string // the head of a joint item's column of the town's duties: 乡镇配合职责
	Theirs string // the head of the column of the departments' duties: 上级部门职责
	Own    string // the head of a basic item's duties: 本镇职责
}

// County is what a county, and its towns together, are called.
type County struct {
	Word        string // 县; with a short name, what a department is called: 县民政局
	Departments string // 县级部门
	Towns       string // 乡镇
}

// A kind is a kind of place: a town's has a duty list of its own, departments belong to a county's. 地方组织法 and 民法典
// speak of 乡、民族乡、镇 and 街道; 苏木 are those of Inner Mongolia, 团场 and farms those of the Xinjiang Production and
// Construction Corps and of farming regions.
type kind struct {
	names  []string // what a place of the kind is; its name ends so
	word   string
	ours   string // of towns: the head of the column of their duties
	family family // of towns
}

// A family is what towns of a kind are called together.
type family int

const (
	towns family = iota
	sums
	streets
	farms
)

var townKinds = []kind{
	{[]string{"镇"}, "镇", "乡镇配合职责", towns},
	{[]string{"民族乡", "乡"}, "乡", "乡镇配合职责", towns},
	{[]string{"民族苏木", "苏木"}, "苏木", "苏木配合职责", sums},
	{[]string{"街道办事处", "街道"}, "街道", "街道配合职责", streets},
	{[]string{"团场", "团"}, "团场", "团场配合职责", farms},
	{[]string{"农场"}, "农场", "农场配合职责", farms},
	{[]string{"林场"}, "林场", "林场配合职责", farms},
	{[]string{"牧场"}, "牧场", "牧场配合职责", farms},
}

var countyKinds = []kind{
	{names: []string{"自治县", "县"}, word: "县"},
	{names: []string{"市"}, word: "市"},
	{names: []string{"区"}, word: "区"},
	{names: []string{"自治旗", "旗"}, word: "旗"},
	{names: []string{"师"}, word: "师"},
}

// unlike are ends of names of places that are none of the kinds: a 开发区 is not a 区.
var unlike = []string{"开发区", "新区", "园区", "管理区", "高新区", "示范区", "保税区", "管委会"}

// errUnknown says that a place is of no kind that the tables have.
var errUnknown = errors.New("unknown kind of place")

// TownKinds are the kinds of towns, as a town's file names them.
func TownKinds() []string { return names(townKinds) }

// CountyKinds are the kinds of counties, likewise.
func CountyKinds() []string { return names(countyKinds) }

func names(kinds []kind) []string {
	var all []string
	for _, k := range kinds {
		all = append(all, k.names...)
	}
	return all
}

// OfTown returns the words for a town of this kind; where no kind is given, it is told by how the town's name ends. An
// error says that it is none of the kinds.
func OfTown(name, kind string) (Town, error) {
	k, _, ok := kindOfTown(name, kind)
	if !ok {
		return Town{}, errUnknown
	}
	return Town{Word: k.word, This: "本" + k.word, Ours: k.ours, Theirs: "上级部门职责", Own: "本" + k.word + "职责"}, nil
}

// OfCounty returns the words for a county of this kind, likewise, and for its towns, which have words already.
func OfCounty(name, kind string, its []Town) (County, error) {
	k, _, ok := kindOfCounty(name, kind)
	if !ok {
		return County{}, errUnknown
	}
	return County{Word: k.word, Departments: k.word + "级部门", Towns: together(its)}, nil
}

// Stem is a place's name without what it is: 奎依巴格 of 奎依巴格镇, 泽普 of 泽普县; the whole name where nothing would be left.
func Stem(name string) string {
	_, end, ok := kindOfTown(name, "")
	if !ok {
		_, end, ok = kindOfCounty(name, "")
	}
	if ok && end != name {
		return strings.TrimSuffix(name, end)
	}
	return name
}

// together is what some towns are called in one word: 乡镇, 街道, and 乡镇（街道） where there are both, as official
// documents write it.
func together(all []Town) string {
	has := map[family]bool{}
	var words []string // of farms, each by its own name
	for _, t := range all {
		for _, k := range townKinds {
			if k.word != t.Word {
				continue
			}
			has[k.family] = true
			if k.family == farms && !slices.Contains(words, k.word) {
				words = append(words, k.word)
			}
		}
	}
	name := ""
	if has[sums] {
		name = "苏木"
	}
	if has[towns] {
		name += "乡镇"
	}
	switch {
	case has[streets] && name != "":
		name += "（街道）"
	case has[streets]:
		name = "街道"
	}
	if name != "" {
		words = append([]string{name}, words...)
	}
	if len(words) == 0 { // each is called by a word of its own
		return "地方"
	}
	return strings.Join(words, "、")
}

func kindOfTown(name, asked string) (found kind, end string, ok bool) {
	return find(townKinds, name, asked)
}

func kindOfCounty(name, asked string) (found kind, end string, ok bool) {
	if asked == "" && ending(name, unlike) != "" {
		return found, "", false
	}
	return find(countyKinds, name, asked)
}

// find finds the kind of a place that is asked for, or where none is, by how the place's name ends; and with which of
// its names that is.
func find(kinds []kind, name, asked string) (found kind, end string, ok bool) {
	for _, k := range kinds {
		for _, n := range k.names {
			if asked == n {
				return k, ending(name, k.names), true
			}
			if asked == "" && strings.HasSuffix(name, n) && len(n) > len(end) {
				found, end, ok = k, n, true
			}
		}
	}
	return found, end, ok
}

// ending is which of some words a name ends with, or "".
func ending(name string, words []string) string {
	for _, w := range words {
		if strings.HasSuffix(name, w) {
			return w
		}
	}
	return ""
}
