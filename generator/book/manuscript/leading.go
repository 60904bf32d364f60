package manuscript

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Leading words say that something is done and not what it is done with: nobody looks for the archives under 做. They
// are those of duty lists anywhere; the longest that fits is taken, and then what follows it is looked at again, as in
// 组织+开展 and 对+在.
var leading = []string{
	"做好", "抓好", "搞好", "开展", "组织", "负责", "承担", "履行", "落实", "统筹", "协助", "配合", "参与",
	"加强", "强化", "推进", "推动", "促进", "深化", "健全", "完善", "建立", "巩固", "拓展", "改进", "改进创新", "推广",
	"运用", "实施", "受理", "受理审核", "办理", "召开", "进行", "对", "在", "将", "从事", "造成", "完成",
	"辖区内", "辖区", "本辖区", "本辖区内", "本行政区域内", "行政区域内", "本级",
}

// notThings are how what is no name of a thing goes on after a leading word: with what makes a noun of that word, as in
// 实施方案, or with a deed, as in 对未经…的处罚.
var notThings = []string{
	"好", "并", "和", "与", "及", "或", "、", "的", "者", "员", "积极",
	"方案", "细则", "办法", "意见", "情况", "机构", "生活会", "关系",
	"不", "未", "没有", "擅自", "违反", "侵占", "破坏", "损坏",
}

// split divides a title into the words that lead it, "" where it has none, and what it is about. more are leading words
// of this town's: 本镇.
func split(title string, more ...string) (lead, about string) {
	words := slices.Concat(leading, more)
	about = title
	for {
		longest := ""
		for _, w := range words {
			if len(w) > len(longest) && strings.HasPrefix(about, w) {
				longest = w
			}
		}
		rest := about[len(longest):]
		if longest == "" {
			return title[:len(title)-len(about)], about
		}
		if utf8.RuneCountInString(rest) < 2 || slices.ContainsFunc(notThings, func(w string) bool {
			return strings.HasPrefix(rest, w)
		}) {
			return "", title
		}
		about = rest
	}
}

// inverted is a title for the index: what it is about, and behind its first clause the words that led it.
func inverted(lead, about string) string {
	if lead == "" {
		return about
	}
	first := strings.TrimRight(clauses(about)[0], stops)
	return first + "〔" + lead + "〕" + about[len(first):]
}

// stops are what ends a clause.
const stops = "，；。"

// clauses divides a title after its stops, but for those in brackets or quotes.
func clauses(title string) (all []string) {
	from, depth := 0, 0
	for i, r := range title {
		switch {
		case strings.ContainsRune("（(《〈“‘〔【", r):
			depth++
		case strings.ContainsRune("）)》〉”’〕】", r):
			depth--
		case depth == 0 && strings.ContainsRune(stops, r):
			end := i + utf8.RuneLen(r)
			all = append(all, title[from:end])
			from = end
		}
	}
	if from < len(title) {
		all = append(all, title[from:])
	}
	return all
}
