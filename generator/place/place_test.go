package place_test

import (
	"fmt"
	"testing"

	"handbook/generator/place"
)

func TestOfTown(t *testing.T) {
	for _, c := range []struct{ name, kind, want string }{
		{"奎依巴格镇", "", "镇 本镇 乡镇配合职责 本镇职责"},
		{"赛力乡", "", "乡 本乡 乡镇配合职责 本乡职责"},
		{"布依鲁克塔吉克族乡", "", "乡 本乡 乡镇配合职责 本乡职责"},
		{"澄南街道", "", "街道 本街道 街道配合职责 本街道职责"},
		{"澄南街道办事处", "", "街道 本街道 街道配合职责 本街道职责"},
		{"巴彦苏木", "", "苏木 本苏木 苏木配合职责 本苏木职责"},
		{"某某鄂温克民族苏木", "", "苏木 本苏木 苏木配合职责 本苏木职责"},
		{"一四四团", "", "团场 本团场 团场配合职责 本团场职责"},
		{"红星农场", "", "农场 本农场 农场配合职责 本农场职责"},
		{"河东管理区", "街道", "街道 本街道 街道配合职责 本街道职责"},
		{"河东管理区", "", "unknown kind of place"},
		{"奎依巴格镇", "村", "unknown kind of place"},
		{"", "", "unknown kind of place"},
	} {
		words, err := place.OfTown(c.name, c.kind)
		got := fmt.Sprintf("%s %s %s %s", words.Word, words.This, words.Ours, words.Own)
		if err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%s as %q: %s, want %s", c.name, c.kind, got, c.want)
		}
	}
}

func TestOfCounty(t *testing.T) {
	for _, c := range []struct {
		name, kind string
		towns      []string
		want       string
	}{
		{"泽普县", "", []string{"奎依巴格镇"}, "县 县级部门 乡镇"},
		{"塔什库尔干塔吉克自治县", "", []string{"赛力乡", "奎依巴格镇"}, "县 县级部门 乡镇"},
		{"青澜市", "", []string{"澄南街道"}, "市 市级部门 街道"},
		{"澜江区", "", []string{"澄南街道", "奎依巴格镇"}, "区 区级部门 乡镇（街道）"},
		{"乌审旗", "", []string{"巴彦苏木", "奎依巴格镇", "澄南街道"}, "旗 旗级部门 苏木乡镇（街道）"},
		{"鄂伦春自治旗", "", []string{"巴彦苏木"}, "旗 旗级部门 苏木"},
		{"第十师", "", []string{"一四四团", "红星农场", "奎依巴格镇"}, "师 师级部门 乡镇、团场、农场"},
		{"东城经济开发区", "", nil, "unknown kind of place"},
		{"东城经济开发区", "区", []string{"澄南街道"}, "区 区级部门 街道"},
		{"某地", "", nil, "unknown kind of place"},
	} {
		var towns []place.Town
		for _, name := range c.towns {
			town, err := place.OfTown(name, "")
			if err != nil {
				t.Fatal(name, err)
			}
			towns = append(towns, town)
		}
		words, err := place.OfCounty(c.name, c.kind, towns)
		got := fmt.Sprintf("%s %s %s", words.Word, words.Departments, words.Towns)
		if err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%s as %q: %s, want %s", c.name, c.kind, got, c.want)
		}
	}
}

func TestStem(t *testing.T) {
	for name, want := range map[string]string{
		"奎依巴格镇": "奎依巴格", "赛力乡": "赛力", "南街街道": "南街", "泽普县": "泽普", "巴彦苏木": "巴彦", "镇": "镇", "": "",
		"青澜市": "青澜", "某地": "某地",
	} {
		if got := place.Stem(name); got != want {
			t.Errorf("stem of %s: %s, want %s", name, got, want)
		}
	}
}
