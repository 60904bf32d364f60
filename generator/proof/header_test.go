package proof

import (
	"slices"
	"strings"
	"testing"
)

// What of a page is its header, for tables of these heads.
func TestHeaders(t *testing.T) {
	headers := [][]string{
		{"基本履职事项清单", "序号", "事项类别", "事项名称", "实施依据", "责任岗位"},
		{"委托事项清单", "序号", "事项类别", "事项名称", "委托部门", "委托部门职责", "街道配合职责"},
	}
	for _, test := range []struct{ name, page, content string }{
		{"in one line", " 序号 事项类别 事项名称 实施依据 责任岗位\n1 党的建设", "1党的建设"},
		{"in another order", " 事项名称 序号 责任岗位 事项类别 实施依据\n1", "1"},
		{"without spaces", " 序号事项类别事项名称\n1", "1"},
		{"a line a head", " 序号\n\n事项类别\n事项名称\n委托部门\n1", "1"},
		{"broken downwards", " 事\n序号\n类\n项\n别\n事项名称\n委托\n部\n门\n1", "1"},
		{"broken in two lines", " 序 事项 事项名称 委托部 街道配\n号 类别 门 合职责\n1", "1"},
		{"with the title of the list between", " 序\n委托事项清单\n号 事项类别 事项名称\n1", "1"},
		{"some lost", " 门\n委托部门职责 街道配合职责\n1", "1"},
		{"after a page number", "第 3 页，共 9 页\n序号 事项名称\n1", "1"},
		{"after a form feed", "\f序号 事项名称\n1", "1"},
		{"content after it", " 序号 事项名称\n做好事项名称登记。\n序号", "做好事项名称登记。|序号"},
		{"content that is like a head", " 序号 事项类别 事项名称 实施依据 责任岗位\n岗位\n1", "岗位|1"},
		{"heads of two lists", " 责任岗位\n街道配合职责\n1", "街道配合职责|1"},
		{"characters of heads, but no piece", " 项事\n1", "项事|1"},
		{"pieces that are no heads together", " 部门委托\n号序\n1", "部门委托|号序|1"},
		{"not at the head of a page", "1 党的建设\n序号 事项类别 事项名称", "1党的建设|序号事项类别事项名称"},
	} {
		var lines []line
		for printed := range strings.SplitSeq(test.page, "\n") {
			lines = append(lines, line{printed: printed, content: squeeze(printed)})
		}
		dropHeaders(lines, headers)
		var content []string
		for _, l := range lines {
			content = append(content, l.content)
		}
		content = slices.DeleteFunc(content, func(s string) bool { return s == "" })
		if got := strings.Join(content, "|"); got != test.content {
			t.Errorf("%s: %q is content, want %q", test.name, got, test.content)
		}
	}
}
