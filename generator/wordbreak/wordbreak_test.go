package wordbreak_test

import (
	_ "embed"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"handbook/generator/wordbreak"
)

//go:embed vocabulary.txt
var vocabulary string

func TestPieces(t *testing.T) {
	words := wordbreak.With("澜江区", "农业农村局")
	for _, want := range []string{
		"做好|农村|宅基地|审批|及|管理",
		"对|完成|城镇|新增|就业|人数|任务的|考核",
		"学习|贯彻|习近平|新时代|中国特色社会主义|思想",
		"铸牢|中华民族共同体意识，|做好|少数民族|流动人口|服务",
		"澜江区|农业农村局",
		"大豆、|花生|种植",
		// The longer word at the end: not 人选 举, not 会计 划.
		"负责人|选举",
		"社会|计划",
		// Names in quotes are whole. Signs belong to the word that they open or close.
		"落实|“三会一课”|制度",
		"耕地|“非农化”|“非粮化”|整治",
		"加强|村|（社区）|干部队伍|建设",
		"“养老院、|敬老院、|幸福院等|机构”|安全",
		"河|（湖）|长",
		// Numbers, and what is not Chinese.
		"12345|政务服务|热线",
		"再|延长|三十年",
		"“互联网+督查”|事项",
		"مەزكۇر |村",
		// What nobody knows breaks anywhere.
		"㵲|棠|花|灯",
		"",
	} {
		title := strings.ReplaceAll(want, "|", "")
		if got := strings.Join(words.Pieces(title), "|"); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// TestVocabulary wants each word once, in the order of its line, and of Chinese characters alone.
func TestVocabulary(t *testing.T) {
	var words []string
	for line := range strings.Lines(vocabulary) {
		if !strings.HasPrefix(line, "#") {
			words = append(words, strings.Fields(line)...)
		}
	}
	byLength := func(a, b string) int {
		if n := utf8.RuneCountInString(a) - utf8.RuneCountInString(b); n != 0 {
			return n
		}
		return strings.Compare(a, b)
	}
	if len(words) < 3000 || !slices.IsSortedFunc(words, byLength) {
		t.Errorf("%d words, in order: %v", len(words), slices.IsSortedFunc(words, byLength))
	}
	for i, word := range words {
		if strings.ContainsFunc(word, func(r rune) bool { return !unicode.Is(unicode.Han, r) }) ||
			utf8.RuneCountInString(word) < 2 || i > 0 && word == words[i-1] {
			t.Errorf("%q is there twice, too short, or not Chinese", word)
		}
	}
}

// Whatever a title is, its pieces are the title, none is empty, and no piece begins with what closes.
func FuzzPieces(f *testing.F) {
	for _, title := range []string{"做好农村工作", "“", "”“", "（（）", "a b", "，，", "的", " 的 ", "\xff村", "一二三", "‘甲’"} {
		f.Add(title)
	}
	words := wordbreak.With()
	f.Fuzz(func(t *testing.T, title string) {
		if !utf8.ValidString(title) {
			t.Skip()
		}
		pieces := words.Pieces(title)
		if strings.Join(pieces, "") != title || slices.Contains(pieces, "") {
			t.Errorf("%q became %q", title, pieces)
		}
		for _, piece := range pieces[min(1, len(pieces)):] {
			if strings.HasPrefix(piece, "，") || strings.HasPrefix(piece, "）") || strings.HasPrefix(piece, "”") {
				t.Errorf("%q: a line may begin with %q", title, piece)
			}
		}
	})
}
