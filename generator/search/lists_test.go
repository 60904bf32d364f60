package search

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"handbook/generator/needs"
)

// TestOtherLists judges the search on lists that no county's own words were written for: a 镇 in the north, a 街道
// inland, a 乡 in the south, an industrial 镇 in the east, a 苏木 of herders, a fishing 镇 on the coast, a 镇 of closed
// mines and state works, a 镇 between lakes and dykes, a 乡 of the grain plain, a 乡 in the mountains of the
// south-west, a 街道 at the edge of a coastal city, a 镇 on the dykes of a great river, a 街道 in the heart of a city, a
// 乡 of tea hills and a 镇 of loess, coal and orchards; a coal town in Shanxi, a 乡 of islands, one at the border, an
// old inner city, a 镇 of vineyards, one of forests and snow, a 街道 of factories and a 乡 of karst; a 镇 of canals, a
// 街道 of campuses, a 乡 in the gorges and a 镇 at a desert; a 镇 of orchards and seaweed on a bay, one on the plateau,
// a 街道 of tower blocks and a county's seat; a 街道 of resettled villagers and a 镇 of a steel works; a 街道 on a ridge
// above the Yangtze, a 镇 of rice and crayfish; and then one of rubber and shrimps, and one of potatoes and noodle
// cooks. Each is invented, with a hundred queries written before anyone of their writers had seen lexicon or engine.
// The common layer was widened with the first two in view, and of east with every other query of each kind; later with
// all others down to steelmill, of which the first runs had S@1 .77 to .92. ridge and paddy were looked at after their
// first run, and nothing was changed for them. At what is missed in the last two nobody looked: they tell how a list is
// answered that nobody has tuned for. Whoever works on the search leaves them unread, or writes others.
func TestOtherLists(t *testing.T) {
	for _, c := range []struct {
		list               string
		first, third, gain float64 // S@1, S@3, nDCG: at least
		empty, falsely     float64 // at most: no answer where there is one, and one where there is none
	}{
		{"north", .99, .99, .97, .01, 0},
		{"street", .96, .98, .93, .02, 0},
		{"south", .96, .98, .95, .02, 0},
		{"east", .94, .96, .93, .02, 0},
		{"steppe", .97, .98, .96, .01, 0},
		{"delta", .95, .98, .93, .02, 0},
		{"works", .95, .95, .93, .02, 0},
		{"lake", .96, .97, .91, .02, 0},
		{"plain", .95, .97, .93, .02, 0},
		{"hill", .98, .98, .92, .01, 0},
		{"suburb", .93, .97, .92, .02, 0},
		{"river", .95, .98, .92, .02, 0},
		{"inner", .91, .97, .92, .02, 0},
		{"tea", .91, .94, .90, .02, 0},
		{"loess", .97, .98, .93, .02, .1},
		{"mine", .93, .95, .90, .02, 0},
		{"island", .89, .93, .89, .02, 0},
		{"border", .92, .93, .86, .04, 0},
		{"oldtown", .94, .96, .92, .02, 0},
		{"grape", .86, .92, .86, .04, 0},
		{"snow", .91, .96, .89, .02, .1},
		{"port", .94, .96, .92, .02, .1},
		{"karst", .90, .95, .90, .02, .1},
		{"canal", .89, .95, .90, .02, 0},
		{"campus", .84, .92, .87, .03, .1},
		{"gorge", .87, .90, .86, .03, 0},
		{"desert", .85, .90, .85, .04, 0},
		{"bay", .94, .94, .91, .02, 0},
		{"plateau", .89, .94, .89, .02, .1},
		{"quarter", .90, .96, .92, .02, .1},
		{"seat", .97, .97, .93, .02, 0},
		{"newtown", .90, .96, .90, .02, .1},
		{"steelmill", .97, .98, .95, .01, 0},
		{"ridge", .83, .86, .83, .07, .2},
		{"paddy", .90, .96, .92, .02, .2},
		{"tropic", .82, .91, .84, .09, .1},
		{"hui", .81, .86, .83, .09, .2},
	} {
		t.Run(c.list, func(t *testing.T) {
			t.Parallel()
			got := evaluate(t, "testdata/lists/"+c.list, "testdata/lists/"+c.list+".jsonl")
			atLeast(t, got, [5]float64{c.first, c.third, c.gain, c.empty, c.falsely})
		})
	}
}

// TestMended asks what kinds of slips, of letters and of old offices the search mends, one query each: the whole of a
// list's queries would hide one that is lost.
func TestMended(t *testing.T) {
	for list, queries := range map[string]map[string]string{
		"karst": {
			"tiankeng": "joint-025", // 天坑 of a title as well as 填坑
			"特种备检查":    "reclaimed-018",
			"畜牧局":      "joint-015", // what was its own, of all that 农业农村局 does
		},
		"island": {"minsu": "joint-024"}, // 民宿 and 民俗
		"loess":  {"控缀保学": "joint-007"},
		"port":   {"龙丹赛": "joint-026", "拆迁办": "joint-015"},
		"campus": {"养老宝险": "basic-016"}, // before what is claimed back
		"desert": {"户藉证明": "reclaimed-004"},
	} {
		t.Run(list, func(t *testing.T) {
			t.Parallel()
			lines := "{\"q\": \"信用卡\", \"relevant\": {}, \"kind\": \"absent\"}\n"
			for query, id := range queries {
				lines += fmt.Sprintf("{\"q\": %q, \"relevant\": {%q: 3}, \"kind\": \"mended\"}\n", query, id)
			}
			file := filepath.Join(t.TempDir(), "queries.jsonl")
			if err := os.WriteFile(file, []byte(lines), 0o644); err != nil {
				t.Fatal(err)
			}
			if got := evaluate(t, "testdata/lists/"+list, file); got[0] != 1 || got[4] != 0 {
				t.Errorf("answered first: %v, falsely: %v", got[0], got[4])
			}
		})
	}
}

// TestOwnList asks our list what people who had seen neither lexicon nor engine wrote down: what is usual, of all
// kinds, and what is hard, everyday words and stories beside which the list has something near. The county's own words
// were widened with them in view; unseen had .83 to .92 of the usual ones, as these words grew, and .42 to .80 of the
// hard ones. At unseen, written last, nobody looked.
func TestOwnList(t *testing.T) {
	for file, want := range map[string][5]float64{
		"usual":  {.93, .96, .87, .02, .05},
		"hard":   {.91, .93, .80, .03, .25},
		"unseen": {.94, .97, .88, .01, .1},
	} {
		t.Run(file, func(t *testing.T) {
			t.Parallel()
			atLeast(t, evaluate(t, "../../data", "testdata/own/"+file+".jsonl"), want)
		})
	}
}

// atLeast reports what evaluate returns where it is worse than what is wanted.
func atLeast(t *testing.T, got, want [5]float64) {
	t.Helper()
	if got[0] < want[0] || got[1] < want[1] || got[2] < want[2] || got[3] > want[3] || got[4] > want[4] {
		t.Errorf("S@1, S@3, nDCG, empty, false answers: %.3f, want %.3f", got, want)
	}
}

// evaluate has a file of queries answered from a list, and returns S@1, S@3, nDCG, empty and false answers.
func evaluate(t *testing.T, folder, queries string) (got [5]float64) {
	t.Helper()
	node := needs.Program(t, "node")
	out, err := exec.CommandContext(t.Context(), node, "evaluate.mjs", folder, queries).CombinedOutput()
	all := regexp.MustCompile(
		`(?m)^  all .* S@1 ([0-9.]+)  S@3 ([0-9.]+) .* nDCG ([0-9.]+)  empty ([0-9.]+)  FH ([0-9.]+)$`)
	found := all.FindSubmatch(out)
	if err != nil || found == nil {
		t.Fatalf("%v\n%s", err, out)
	}
	t.Logf("%s", out)
	for i := range got {
		if got[i], err = strconv.ParseFloat(string(found[i+1]), 64); err != nil {
			t.Fatal(err)
		}
	}
	return got
}

// TestRareMatters asks our list and nine others of what nobody thinks of first: thirty queries each, half of them about
// items that no other set asks for, written by people who had seen neither lexicon nor engine. As many of the same make
// were open to those who wrote the lexicon; at these, nobody looked. They are judged together, for thirty are few.
func TestRareMatters(t *testing.T) {
	files, err := filepath.Glob("testdata/rare/*.jsonl")
	if err != nil || len(files) < 10 {
		t.Fatal(files, err)
	}
	var all [5]float64
	for _, file := range files {
		folder := "testdata/lists/" + strings.TrimSuffix(filepath.Base(file), ".jsonl")
		if filepath.Base(file) == "own.jsonl" {
			folder = "../../data"
		}
		for i, share := range evaluate(t, folder, file) {
			all[i] += share / float64(len(files))
		}
	}
	atLeast(t, all, [5]float64{.80, .86, .79, .09, .0501})
}

// TestHelpFirst: of titles that have a word, that which punishes comes behind that which helps, unless an offence is
// told; and a single character is found at the end of a word that means the same, as 狗 in 大狗.
func TestHelpFirst(t *testing.T) {
	county, words, _ := listOf(t, "testdata/lists/works")
	dir := siteOf(t, county, words)
	for asked, want := range map[string]string{
		"暖气不热":      "joint-022",
		"推迟供热罚不罚":   "reclaimed-011",
		"大狗天天叫还咬孩子": "joint-013",
		"上坟烧纸":      "joint-006", // not 烧 of 烧纸: what begins with a character is another word
	} {
		answer := strings.Split(rank(t, dir, "--ask", asked), "\n")
		if len(answer) < 2 || !strings.Contains(answer[1], want) {
			t.Errorf("%s answers %q, want %s first", asked, answer, want)
		}
	}
}

// TestAskedLast: a county with many words of its own asks those of the common layer for which it had no room, and what
// is seldom said there, only where these find nothing, or little; of a compound they must have more than half. Nothing
// is mended by them.
func TestAskedLast(t *testing.T) {
	county, words, _ := listOf(t, "../../data")
	dir := siteOf(t, county, words)
	for asked, want := range map[string]string{
		"卫星锅":      "joint-080",
		"巴扎上搭个棚子":  "basic-107", // the first words find little: 巴扎 alone, joint-105
		"邻居占了我家的地": "basic-095", // by the county's own 地 占了; all others say 矛盾纠纷
		"网贷逾期":     "— none",
		"POS机":     "— none",
		"古尔邦节放假":   "— none",
	} {
		answer := rank(t, dir, "--ask", asked)
		if first := strings.SplitAfter(answer, "\n")[:2]; !strings.Contains(strings.Join(first, ""), want) {
			t.Errorf("%s answers %q, want %s first", asked, answer, want)
		}
	}
}
