package proof

import (
	"regexp"
	"strings"

	"handbook/generator/list"
)

// headerPieces are the pieces into which the extraction breaks the head of a table that every page of the document
// repeats, whatever the columns are called.
var headerPieces = []string{
	"事", "序号", "序", "类", "项", "别", "对应", "事项名称", "级", "部", "上", "门", "序号 事项类别 事项名称",
	"号 事项类别 事项名称", "序号 事项类别 事项名称 承接部门及工作方式", "号 事项类别 事项名称 承接部门及工作方式",
}

var pageNumber = regexp.MustCompile(`^\s*第 \d+ 页，共 \d+ 页\s*$`)

// headersOf are the pieces of headers in a town's document: those of all, and the names of its lists and columns.
func headersOf(t *list.Town) map[string]bool {
	pieces := map[string]bool{t.Words.Theirs: true, t.Words.Ours: true, t.Words.Theirs + " " + t.Words.Ours: true}
	for _, piece := range headerPieces {
		pieces[piece] = true
	}
	for _, k := range t.Kinds() {
		pieces[k.Name()+"清单"] = true
		for _, name := range t.Columns[k] {
			pieces[name] = true
		}
		pieces["序号 事项类别 事项名称 "+strings.Join(t.Columns[k], " ")] = true
	}
	return pieces
}

// dropHeaders empties the lines that are page headers: a run of header pieces that opens a page. A page opens with a
// line that starts with a space, or follows a page number; blank lines do not count.
func dropHeaders(lines []line, pieces map[string]bool) {
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
		header = (header || strings.HasPrefix(l.printed, " ")) && pieces[strings.TrimSpace(l.printed)]
		if header {
			l.content = ""
		}
	}
}
