package proof

import (
	"regexp"
	"strings"
)

// Every page of the document repeats the head of its table, broken into these pieces.
var headerPieces = map[string]bool{
	"事": true, "序号": true, "序": true, "类": true, "项": true, "别": true, "对应": true, "事项名称": true,
	"级": true, "部": true, "上": true, "门": true,
	"上级部门职责": true, "上级部门职责 乡镇配合职责": true,
	"序号 事项类别 事项名称": true, "号 事项类别 事项名称": true,
	"序号 事项类别 事项名称 承接部门及工作方式": true, "号 事项类别 事项名称 承接部门及工作方式": true,
	"基本履职事项清单": true, "配合履职事项清单": true, "上级部门收回事项清单": true,
}

var pageNumber = regexp.MustCompile(`^\s*第 \d+ 页，共 \d+ 页\s*$`)

// dropHeaders empties the lines that are page headers: a run of header pieces that opens a page. A page opens with a
// line that starts with a space, or follows a page number; blank lines do not count.
func dropHeaders(lines []line) {
	header := false
	for i := range lines {
		l := &lines[i]
		if l.content == "" {
			continue
		}
		if pageNumber.MatchString(l.printed) {
			l.content, header = "", true
			continue
		}
		header = (header || strings.HasPrefix(l.printed, " ")) && headerPieces[strings.TrimSpace(l.printed)]
		if header {
			l.content = ""
		}
	}
}
