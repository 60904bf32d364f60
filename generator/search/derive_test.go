package search

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"handbook/generator/fold"
	"handbook/generator/list"
	"handbook/generator/pinyin"
	"handbook/generator/wordbreak"
)

// A derived query is made of a phrase of some titles: nobody needs to judge what answers it. It is to find one of the
// items whose title has the phrase.
type derived struct {
	query, kind string
	ids         []string
}

// ordinary are words that many titles have: nobody looks for a matter by them.
var ordinary = strings.Fields("做好 开展 加强 负责 组织 推进 推动 落实 实施 建立 健全 完善 强化 指导 协助 配合 工作 管理 服务 建设 " +
	"活动 相关 有关 情况 统筹 履行 贯彻 深化 提升 促进 依法 事项 日常 及时")

// phrases are what of a town's titles people type: words of three characters to six, and two of two that stand side by
// side, each with the items whose titles have it.
func phrases(town *list.Town) (all []string, having map[string][]string) {
	words := wordbreak.With()
	having = map[string][]string{}
	note := func(phrase string) {
		if having[phrase] != nil || strings.ContainsFunc(phrase, func(r rune) bool { return r < '㐀' || r > '鿿' }) ||
			strings.ContainsAny(phrase, "的等及和与或为中对") {
			return
		}
		for _, item := range town.Items() {
			if strings.Contains(fold.Text(item.Title)+"\n"+fold.Unbracketed(item.Title), phrase) {
				having[phrase] = append(having[phrase], item.ID)
			}
		}
		if having[phrase] != nil {
			all = append(all, phrase)
		}
	}
	for _, item := range town.Items() {
		before := ""
		for _, piece := range words.Pieces(fold.Unbracketed(item.Title)) {
			n := utf8.RuneCountInString(piece)
			if n < 2 || slices.Contains(ordinary, piece) {
				before = ""
				continue
			}
			if n > 2 && n < 7 {
				note(piece)
			}
			if n == 2 && before != "" {
				note(before + piece)
			}
			before = ""
			if n == 2 {
				before = piece
			}
		}
	}
	return all, having
}

// A maker makes a query of a phrase, the n-th; "" where there is none to make. Of those queries, so many at least find
// an item with the phrase first.
type maker struct {
	kind  string
	least float64
	make  func(phrase []rune, n int) string
}

var makers = []maker{
	{"letters", .98, func(p []rune, _ int) string { return strings.Join(read(p), "") }},
	{"spaced", .98, func(p []rune, _ int) string { return strings.Join(read(p), " ") }},
	{"initials", .96, func(p []rune, _ int) string {
		if len(p) > 4 {
			return ""
		}
		letters := ""
		for _, syllable := range read(p) {
			letters += syllable[:1]
		}
		return letters
	}},
	{"blurred", .97, func(p []rune, _ int) string { // as in the south
		letters := ""
		for _, s := range read(p) {
			s = strings.NewReplacer("zh", "z", "ch", "c", "sh", "s").Replace(s)
			letters += strings.NewReplacer("ang", "an", "ing", "in", "eng", "en").Replace(s)
		}
		return letters
	}},
	{"asking", .95, func(p []rune, n int) string {
		ask := []string{"zenmeban", "zhaoshui", "wo yao ", "zai nali banli"}[n%4]
		if n%4 == 2 {
			return ask + strings.Join(read(p), "")
		}
		return strings.Join(read(p), "") + ask
	}},
	{"letter slip", .84, func(p []rune, n int) string {
		l := []byte(strings.Join(read(p), ""))
		if len(l) < 9 {
			return ""
		}
		at := 1 + n%(len(l)-2)
		if n%2 == 0 {
			return string(slices.Delete(l, at, at+1))
		}
		if l[at] == l[at+1] {
			return ""
		}
		l[at], l[at+1] = l[at+1], l[at]
		return string(l)
	}},
	{"mixed", .97, func(p []rune, _ int) string {
		if len(p) != 4 {
			return ""
		}
		return string(p[:2]) + strings.Join(read(p[2:]), "")
	}},
	{"missing", .90, func(p []rune, n int) string { // a character within the phrase
		if len(p) < 4 {
			return ""
		}
		at := 1 + n%(len(p)-2)
		return string(p[:at]) + string(p[at+1:])
	}},
	{"swapped", .96, func(p []rune, n int) string { // two neighbours
		if len(p) < 4 {
			return ""
		}
		at := n % (len(p) - 1)
		return string(p[:at]) + string(p[at+1]) + string(p[at]) + string(p[at+2:])
	}},
	{"sound", .95, func(p []rune, n int) string { // another character that sounds the same
		same := func(c rune) bool { return pinyin.Alone(c) == pinyin.Alone(p[n%len(p)]) }
		return replaced(p, n%len(p), slices.DeleteFunc(commonCharacters(), func(c rune) bool { return !same(c) }), n)
	}},
	{"other", .82, func(p []rune, n int) string { // any other character, in four or more
		if len(p) < 4 {
			return ""
		}
		return replaced(p, n%len(p), commonCharacters(), n*7)
	}},
	{"brief", .85, func(p []rune, _ int) string { // as staff shorten two words, 政采
		if len(p) != 4 {
			return ""
		}
		return string(p[0]) + string(p[2])
	}},
	{"look", .96, func(p []rune, n int) string { // another that looks like it
		for i := range p {
			at := (n + i) % len(p)
			for _, group := range strings.Fields(lookalikes) {
				if strings.ContainsRune(group, p[at]) && !strings.HasPrefix(group, "#") {
					return replaced(p, at, []rune(group), n)
				}
			}
		}
		return ""
	}},
}

var aloud = sync.OnceValue(pinyin.NewReader)

func read(phrase []rune) []string { return aloud().Read(string(phrase)) }

// replaced is a phrase with another character in one place: the n-th of some.
func replaced(phrase []rune, at int, others []rune, n int) string {
	others = slices.DeleteFunc(others, func(c rune) bool { return c == phrase[at] })
	if len(others) == 0 {
		return ""
	}
	return string(phrase[:at]) + string(others[n%len(others)]) + string(phrase[at+1:])
}

// derive makes queries of a town's titles, some so many of each kind.
func derive(town *list.Town, each int) []derived {
	all, having := phrases(town)
	var made []derived
	for _, m := range makers {
		var some []derived
		for n, phrase := range all {
			if query := m.make([]rune(phrase), n); query != "" && having[query] == nil {
				some = append(some, derived{query, m.kind, having[phrase]})
			}
		}
		for n := 0; n < len(some); n += max(1, len(some)/each) {
			made = append(made, some[n])
		}
	}
	return made
}
