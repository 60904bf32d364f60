package intake

import (
	"regexp"
	"strconv"
	"strings"

	"handbook/generator/grid"
	"handbook/generator/list"
)

// What a number's cell says.
type numbering int

const (
	goesOn     numbering = iota // the row goes on with the item before
	begins                      // an item begins
	unnumbered                  // the table has no column of numbers
	inTitle                     // an item begins, and its number stands before its title
)

// aNumber is an item's number, with what some documents write around it.
var aNumber = regexp.MustCompile(`^[第(]?(\d+)[)]?[.、项]?$`)

// chineseNumber is an item's number in Chinese numerals, or 0.
func chineseNumber(said string) int {
	if strings.ContainsAny(said, "0123456789") {
		return 0
	}
	return list.MarkOf("（" + strings.Trim(said, "第()（）、.项") + "）").N
}

// number reads the cell of an item's number, and compares it with the one that is expected. cut says that a page ends
// below it: where that broke the number, broken is what stands of it.
func (w *walk) number(
	list string, row *grid.Row, cells map[role][]*grid.Line, cut bool,
) (no int, state numbering, broken string) {
	want, last, lines := len(w.entries[list])+1, w.last(list), cells[number]
	if !w.columns.has(number) {
		return want, w.beforeTitle(list, cells[title], row), ""
	}
	var printed text
	auto := ""
	for _, l := range lines {
		auto += l.Number
		printed = append(printed, w.draft.read(l)...)
	}
	said := folded(auto + printed.String())
	if said == "" {
		return 0, goesOn, ""
	}
	printed.own(grid.Numeral)
	place, id := lines[0].Place, itemID(list, want)
	m := aNumber.FindStringSubmatch(said)
	if n := chineseNumber(said); n > 0 && (last == nil || w.chinese[list]) {
		m = []string{said, strconv.Itoa(n)}
		if last == nil {
			w.chinese[list] = true
			w.draft.find(Note, id, place, "%s的编号是汉字（从“%s”起），按它们的次序收入", w.columns.list.Name, said)
		}
	}
	if m == nil {
		w.draft.find(Doubt, id, place, "编号栏写的是“%s”，不是数字；这一行按第 %d 项收入", said, want)
		return want, begins, ""
	}
	n, _ := strconv.Atoi(m[1])
	whole, g := strconv.Itoa(want), w.group[list]
	switch {
	case w.again[list] > 0 && n == want-w.again[list]: // that is said
	case n == want:
	case last != nil && n <= last.no && w.stoodBefore(list, n, cells[title]):
		w.again[list] = want - n
		w.draft.find(Error, "", place, "%s在这里又来了一遍，前一遍%s：同一张清单只能放一份，请去掉一份，再导入一次",
			w.columns.list.Name, w.whereStood(w.entries[list][n-1]))
	case last != nil && last.broken != "" && last.broken+m[1] == strconv.Itoa(last.no):
		last.broken = ""
		return 0, goesOn, "" // the rest of a number
	case n == 1 && g != nil && g.from == want-1 && !(cut && strings.HasPrefix(whole, "1")):
		w.restart(g, id, place, want)
	case n == 2 && g != nil && g.from == want-2 && last.broken == "1": // it was whole
		last.broken = ""
		w.restart(g, last.id(), last.place, want-1)
	case g != nil && g.restart && n == want-g.from:
	case strings.HasPrefix(whole, m[1]):
		broken = m[1]
	case last != nil && n <= last.no && n > 0:
		w.draft.find(Error, id, place,
			"编号 %d 出现了两次，上一次在%s。这里应当是第 %d 项：请在文件里改正编号，再导入一次；如果同一张清单放了两份，去掉一份",
			n, w.entries[list][n-1].place, want)
	default:
		w.draft.find(Error, id, place,
			"这里应当是第 %d 项，文件写的是 %d：少了一项、重了一项，或者编号写错了。请在文件里改正编号，再导入一次", want, n)
	}
	return want, begins, broken
}

// stoodBefore reports whether an item of this number and title has been read.
func (w *walk) stoodBefore(list string, n int, name []*grid.Line) bool {
	if n < 1 || n > len(w.entries[list]) {
		return false
	}
	before := w.draft.joined(w.entries[list][n-1].cells[title]).String()
	return before != "" && before == w.draft.joined(name).String()
}

// whereStood says where an item stood that comes again.
func (w *walk) whereStood(e *entry) string {
	if e.file != w.file {
		return "在文件“" + e.file + "”里"
	}
	return "在" + e.place.String()
}

// restart takes an item for the first of its group, where numbers begin anew.
func (w *walk) restart(g *group, id string, place grid.Place, no int) {
	g.restart = true
	w.draft.find(Note, id, place, "编号在每一类里重新从 1 开始，收入清单时改成连续编号：这一项是第 %d 项", no)
}

// beforeTitle reads the number that stands before the title, in a table without a column of numbers: 1.宣传.
func (w *walk) beforeTitle(list string, lines []*grid.Line, row *grid.Row) numbering {
	n := 0
	if len(lines) > 0 {
		if n = decimal(lines[0].Number); n == 0 {
			n, _, _ = w.draft.read(lines[0]).typed()
		}
	}
	want, last, g := len(w.entries[list])+1, w.last(list), w.group[list]
	id := itemID(list, want)
	switch {
	case n == 0:
	case n == 1 && want > 1 && g != nil && g.from == want-1:
		w.restart(g, id, row.Place, want)
		return inTitle
	case n == want, g != nil && g.restart && n == want-g.from:
		return inTitle
	case last != nil && last.inTitle:
		w.draft.find(Error, id, row.Place,
			"这里应当是第 %d 项，文件写的是 %d：少了一项、重了一项，或者编号写错了。请在文件里改正编号，再导入一次", want, n)
	default:
		w.draft.find(Doubt, id, row.Place, "事项名称以编号 %d 开头，原样收入，请核对", n)
	}
	return unnumbered
}
