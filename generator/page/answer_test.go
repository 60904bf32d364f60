package page

import (
	"testing"

	"handbook/generator/list"
)

// Who does what, in a county and in a district with lists, roles and empty cells of its own.
func TestAnswer(t *testing.T) {
	for folder, cases := range map[string]map[string]string{
		"../../data": {
			"kuiyibage/basic-042":     "镇负责",
			"kuiyibage/joint-023":     "农业农村局为主，镇配合",
			"kuiyibage/joint-088":     "11 个县级部门为主，镇配合",
			"kuiyibage/reclaimed-014": "已收回，现由医保局、民政局承接",
			"kuiyibage/reclaimed-006": "已收回，没有写明承接部门",
		},
		"../testdata/district": {
			"zhenlan/basic-001":     "街道负责",
			"zhenlan/joint-001":     "组织部、统战部为主，街道配合",
			"zhenlan/joint-002":     "发改局牵头，住建局、自然资源分局参与，街道配合",
			"zhenlan/empowered-001": "赋权事项",
			"zhenlan/entrusted-001": "委托部门：人社局",
			"wutang/basic-001":      "乡负责",
		},
	} {
		county, findings := list.Load(folder)
		for _, f := range findings {
			t.Log(f)
		}
		tried := 0
		for _, town := range county.Towns {
			for _, item := range town.Items() {
				got := Answer(county, town, item)
				want, ok := cases[town.ID+"/"+item.ID]
				if got == "" || ok && got != want {
					t.Errorf("%s %s: %q, want %q", town.ID, item.ID, got, want)
				}
				if ok {
					tried++
				}
			}
		}
		if tried != len(cases) {
			t.Errorf("%s: %d items of %d", folder, tried, len(cases))
		}
	}
}

// What cells may hold beside names: a department that leads among many, several that do, a cell left empty, a
// statement that may name somebody.
func TestAnswerOfCells(t *testing.T) {
	county := &list.County{}
	county.Words.Departments = "旗级部门"
	town := &list.Town{}
	town.Words.Word = "苏木"
	var all []*list.Department
	for _, name := range []string{"甲局", "乙局", "丙局", "丁局", "戊局"} {
		all = append(all, &list.Department{Short: name})
	}
	for _, c := range []struct {
		item list.Item
		want string
	}{
		{list.Item{Kind: list.Joint}, "上级部门为主，苏木配合"},
		{list.Item{Kind: list.Joint, Departments: all[:3]}, "甲局、乙局、丙局为主，苏木配合"},
		{list.Item{Kind: list.Joint, Departments: all[:4]}, "4 个旗级部门为主，苏木配合"},
		{list.Item{Kind: list.Joint, Departments: all[:1], Roles: roles("牵头", all[0])}, "甲局牵头，苏木配合"},
		{list.Item{Kind: list.Joint, Departments: all, Roles: roles("牵头单位", all[1])},
			"乙局牵头，4 个旗级部门参与，苏木配合"},
		{list.Item{Kind: list.Joint, Departments: all[:2], Roles: roles("牵头", all[:2]...)}, "甲局、乙局为主，苏木配合"},
		{list.Item{Kind: list.Joint, Departments: all[:2], Roles: roles("配合", all[0])}, "甲局、乙局为主，苏木配合"},
		{list.Item{Kind: list.Reclaimed, Departments: all}, "已收回，现由 5 个旗级部门承接"},
		{list.Item{Kind: list.Reclaimed}, "已收回，没有写明承接部门"},
		{list.Item{Kind: list.Reclaimed, Statement: "不再对苏木进行考核。"}, "已收回，没有写明承接部门"},
		{list.Item{Kind: list.Reclaimed, Statement: "改由旗公安局直接办理。"}, "已收回，详见原文"},
	} {
		if got := Answer(county, town, &c.item); got != c.want {
			t.Errorf("%s, want %s", got, c.want)
		}
	}
}

func roles(role string, of ...*list.Department) map[*list.Department]string {
	said := map[*list.Department]string{}
	for _, d := range of {
		said[d] = role
	}
	return said
}
