package list

import (
	"fmt"
	"testing"
)

// Each text with the piece that is warned of, if any, and a note that quotes it.
func TestSlips(t *testing.T) {
	for _, c := range []struct{ text, piece, note string }{
		{"组织各村（社区）推荐人选", "", ""},
		{"“三会一课”、《办法》和‘两项’（含〔2024〕1号）", "", ""},
		{"各村(社区）推荐", "(社区）", "原文“各村(社区）推荐”括号混用"},
		{"各村（社区)推荐", "（社区)", "原文“（社区)”括号混用"},
		{"各村（社区推荐", "（", "原文“村（社”缺后括号"},
		{"各村社区）推荐", "）", "原文“区）”缺前括号"},
		{"落实“三会一课制度", "“", "原文““三会”缺后引号"},
		{"落实三会一课”制度", "”", "原文“一课””缺前引号"},
		{"（“甲）”", "“甲）", "原文“（“甲）””交错"},
		{"管理管理制度", "管理管理", "原文“管理管理”重复"},
		{"社会治安社会治安综合治理", "社会治安社会治安", "原文“社会治安社会治安”重复"},
		{"做好工作；；", "；；", "原文“；；”重复"},
		{"人人有责，常常检查", "", ""},      // single characters double in good Chinese
		{"2020年2020年", "", ""},     // figures may
		{"宣传、宣传", "", ""},          // with something between
		{"abab；an an", "", ""},     // no Chinese
		{"处理……——反馈", "", ""},       // punctuation that comes in pairs
		{"村（社区（含牧区）））", "）", ""},   // one too many
		{"甲甲甲甲", "甲甲甲甲", "“甲甲甲甲”"}, // once, not three times
		{"", "", ""}, //
		{"讨论讨论研究研究", "讨论讨论", "“讨论”"}, // a note that quotes too little does not cover it
	} {
		found := slips([]rune(c.text))
		if c.piece == "" {
			if len(found) > 0 {
				t.Errorf("%q: %v", c.text, found)
			}
			continue
		}
		if len(found) == 0 {
			t.Errorf("%q: nothing found, want %q", c.text, c.piece)
			continue
		}
		if piece := string([]rune(c.text)[found[0].from:found[0].to]); piece != c.piece {
			t.Errorf("%q: found %q, want %q", c.text, piece, c.piece)
		}
		if quoted("待核。", []rune(c.text), found[0]) {
			t.Errorf("%q: a note that quotes nothing covers it", c.text)
		}
		if covers := c.note != "" && c.note != "“讨论”"; quoted(c.note, []rune(c.text), found[0]) != covers {
			t.Errorf("%q: note %q covers it: want %v", c.text, c.note, covers)
		}
	}
	const want = `[{0 3 '(' is closed by '）'} {3 7 "管理" stands twice in a row}]`
	if got := fmt.Sprint(slips([]rune("(甲）管理管理"))); got != want {
		t.Error(got)
	}
}
