package page

import (
	"regexp"
	"strconv"
	"strings"

	"handbook/generator/list"
)

// Answers say in one line who does an item of a list, which is what a reader has come for: 农业农村局为主，镇配合. They are
// worked out from the list's kind and the item's departments, and claim nothing beyond these. Which of them is said
// depends on how many departments an item names: none, up to [MostNamed], which are named, or more, which are counted.
//
// {town} stands for what the town is called, {names} for the departments' short names, {number} for how many they are.
// The search in the browser fills them in by itself.
type Answers struct{ None, Few, Many string }

// MostNamed is how many departments are named where there is room for a line.
const MostNamed = 3

// AnswersOf are the answers of one of a county's lists. Of the three that every town has, the name says who does what;
// of a further one, only its own words are said.
func AnswersOf(county *list.County, kind *list.Kind) Answers {
	many := "{number} 个" + county.Words.Departments
	switch kind {
	case list.Basic:
		return Answers{None: "{town}负责"}
	case list.Joint:
		return Answers{"上级部门为主，{town}配合", "{names}为主，{town}配合", many + "为主，{town}配合"}
	case list.Reclaimed:
		return Answers{"已收回，没有写明承接部门", "已收回，现由{names}承接", "已收回，现由 " + many + "承接"}
	}
	if kind.Shape() == list.BasicShape {
		return Answers{None: kind.Name()}
	}
	return Answers{kind.Name(), kind.Departments() + "：{names}", kind.Departments() + "：" + many}
}

// Of is the answer for these departments, still with {town}.
func (a Answers) Of(departments []*list.Department) string {
	said := a.Many
	switch n := len(departments); {
	case n == 0:
		said = a.None
	case n <= MostNamed:
		said = a.Few
	}
	said = strings.ReplaceAll(said, "{number}", strconv.Itoa(len(departments)))
	return strings.ReplaceAll(said, "{names}", strings.Join(shortNames(departments), "、"))
}

// Answer says who does an item of a town.
func Answer(county *list.County, t *list.Town, item *list.Item) string {
	return strings.ReplaceAll(AnswerInAny(county, item), "{town}", t.Words.Word)
}

// AnswerInAny is the answer of any town that has the item, with {town}. What the item itself says goes before what its
// list says: who leads, where the cell names one, and of what was taken back nothing where a sentence may tell who has
// it now.
func AnswerInAny(county *list.County, item *list.Item) string {
	switch {
	case item.Kind == list.Joint:
		if said := led(county, item); said != "" {
			return said
		}
	case item.Kind == list.Reclaimed && mayName.MatchString(item.Statement):
		return "已收回，详见原文"
	}
	return AnswersOf(county, item.Kind).Of(item.Departments)
}

// mayName finds what may be the name of somebody in a statement.
var mayName = regexp.MustCompile(`由|局|委|部|办|院|中心|单位|机构|政府`)

// led is the answer for a joint item whose cell says of exactly one department that it leads, or "".
func led(county *list.County, item *list.Item) string {
	var leads, others []*list.Department
	for _, d := range item.Departments {
		if strings.HasPrefix(item.Roles[d], "牵头") {
			leads = append(leads, d)
		} else {
			others = append(others, d)
		}
	}
	if len(leads) != 1 {
		return ""
	}
	with := Answers{"", "{names}参与，", "{number} 个" + county.Words.Departments + "参与，"}
	return leads[0].Short + "牵头，" + with.Of(others) + "{town}配合"
}

func shortNames(departments []*list.Department) []string {
	names := make([]string, len(departments))
	for i, d := range departments {
		names[i] = d.Short
	}
	return names
}
