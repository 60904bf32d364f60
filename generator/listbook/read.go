package listbook

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"handbook/generator/diag"
	"handbook/generator/grid"
	"handbook/generator/list"
	"handbook/generator/listfile"
	"handbook/generator/record"
	"handbook/generator/workbook"
)

// A Book is what a workbook says.
type Book struct {
	ID          string // of the town that it was made for
	Sum         string // of the list that it was made of, see [Sum]
	Town        listfile.Town
	Departments []list.Department
	Categories  []list.Category
	Lists       []listfile.Further // beside the three that every town has
	Notes       []Slip             // what people wrote beside the cells, and is not taken
	Dropped     []Slip             // references that went with the items that they named

	places  map[string]grid.Place
	missing map[string]bool // lists whose sheets are missing
}

// Missing reports whether the sheet of a list is missing, so that nothing is known of its items.
func (b *Book) Missing(list string) bool { return b.missing[list] }

// Places are where the items stand, by their ids. Those of new ones are told by [New].
func (b *Book) Places() map[string]grid.Place { return b.places }

// New is what an item is called that has no id yet, by its list and number: basic/139.
func New(list string, no int) string { return fmt.Sprintf("%s/%d", list, no) }

// A Slip is something that keeps a workbook from being read, with its place; in Chinese, for the clerk.
type Slip struct {
	Place grid.Place
	Text  string
}

func (s Slip) String() string {
	if s.Place == (grid.Place{}) {
		return s.Text
	}
	return s.Place.String() + "：" + s.Text
}

// Recognise reports whether a file is a workbook that [Write] made, whatever has happened to it since.
func Recognise(data []byte) bool {
	if !bytes.HasPrefix(data, []byte("PK")) {
		return false
	}
	book, err := workbook.Open("", data)
	if err != nil {
		return false
	}
	defer book.Close()
	if slices.ContainsFunc(book.GetDefinedName(), func(d excelize.DefinedName) bool { return d.Name == definedName }) {
		return true
	}
	rows, err := book.GetRows(guideSheet, excelize.Options{RawCellValue: true})
	return err == nil && slices.ContainsFunc(rows, func(row []string) bool {
		return len(row) > 0 && markLine.MatchString(row[0])
	})
}

// Read reads a workbook back. What is wrong is told all at once; with any of it, the book is not to be used. The gone
// are ids of items that are to be removed: others that name them do so no longer.
func Read(file string, data []byte, gone ...string) (*Book, []Slip, error) {
	book, err := workbook.Open(file, data)
	if err != nil {
		return nil, nil, err
	}
	defer book.Close()
	r := &reader{
		book: book, made: &Book{places: map[string]grid.Place{}, missing: map[string]bool{}}, left: map[string]bool{},
		gone: gone, lacks: map[string]bool{}, sees: map[string]grid.Place{}, facted: map[string]grid.Place{},
	}
	for _, name := range book.GetSheetList() {
		r.left[name] = true
	}
	if err := r.read(); err != nil {
		return nil, nil, err
	}
	inOrder(r.slips, book.GetSheetList())
	return r.made, r.slips, nil
}

// A reader reads one workbook.
type reader struct {
	book    *excelize.File
	made    *Book
	slips   []Slip
	gone    []string              // items that are to be removed
	left    map[string]bool       // sheets that have not been read
	crossed bool                  // some text of the workbook is struck out
	lacks   map[string]bool       // columns that are missing, by their sheet and key: that is said once
	sees    map[string]grid.Place // where items name others
	facted  map[string]grid.Place // where what the town says of itself stands, by its key
}

func (r *reader) say(place grid.Place, format string, a ...any) {
	r.slips = append(r.slips, Slip{place, fmt.Sprintf(format, a...)})
}

func (r *reader) read() error {
	r.book.Pkg.Range(func(name, content any) bool {
		part, _ := name.(string)
		data, _ := content.([]byte)
		if strings.HasSuffix(part, "sharedStrings.xml") || strings.HasSuffix(part, "styles.xml") {
			r.crossed = r.crossed || bytes.Contains(data, []byte("<strike"))
		}
		return true
	})
	marks, err := r.marks()
	if err != nil {
		return err
	}
	r.departments()
	r.categories()
	r.lists()
	r.facts()
	r.preface()
	r.made.Town.Lists = map[string][]listfile.Item{}
	for _, m := range marks {
		r.items(m)
	}
	r.references()
	r.counts()
	for _, name := range r.book.GetSheetList() {
		if r.left[name] && !r.empty(name) {
			r.say(grid.Place{Sheet: name}, "这张表不是工作簿原有的，里面的内容不会导入：删去它，或者改回原来的名称")
		}
	}
	return nil
}

func (r *reader) empty(sheet string) bool {
	rows, err := r.book.GetRows(sheet, excelize.Options{RawCellValue: true})
	return err == nil && !slices.ContainsFunc(rows, func(row []string) bool {
		return strings.TrimSpace(strings.Join(row, "")) != ""
	})
}

// A mark is the line of a list's sheet: what the sheet is called, and its heads.
type mark struct {
	sheet, list string
	heads       map[string]string // by the keys of the columns
}

// marks reads the lines by which a workbook is known.
func (r *reader) marks() ([]mark, error) {
	delete(r.left, guideSheet)
	rows, err := r.book.GetRows(guideSheet, excelize.Options{RawCellValue: true})
	var marks []mark
	version := ""
	for _, row := range rows {
		if err != nil || len(row) == 0 {
			continue
		}
		if found := markLine.FindStringSubmatch(row[0]); found != nil {
			version, r.made.ID, r.made.Sum = found[1], found[2], found[3]
		}
		if line, ok := strings.CutPrefix(row[0], sheetOpens); ok {
			values := strings.Split(line, bar)
			if len(values) < 3 {
				continue
			}
			m := mark{values[0], values[1], map[string]string{}}
			for _, pair := range values[2:] {
				key, head, _ := strings.Cut(pair, "=")
				m.heads[key] = head
			}
			marks = append(marks, m)
		}
	}
	switch {
	case version == "" || len(marks) == 0:
		return nil, diag.Errorf("export it again, and copy what was changed into the new one",
			"the workbook's sheet %s, or the lines at its end, are missing; nothing was written", guideSheet)
	case version != "1":
		return nil, diag.Errorf("export it again with this program, and copy what was changed into the new one",
			"the workbook is of another version of this program; nothing was written")
	}
	return marks, nil
}

// table reads a sheet that has these columns: its rows that say anything. Those that it must have are named where they
// are missing; any other that says something is named, too.
func (r *reader) table(sheet string, columns []column) []rowText {
	if i, err := r.book.GetSheetIndex(sheet); err != nil || i < 0 {
		var others []string
		for name := range r.left {
			others = append(others, name)
		}
		slices.Sort(others)
		text := fmt.Sprintf("缺少工作表“%s”：它被删去了，或者改了名称", sheet)
		if near, ok := record.Nearest(sheet, others); ok {
			text += fmt.Sprintf("（是不是现在的“%s”？）", near)
		}
		r.say(grid.Place{}, "%s", text)
		return nil
	}
	delete(r.left, sheet)
	rows, err := r.book.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		r.say(grid.Place{Sheet: sheet}, "这张表读不出来：在 Excel 或 WPS 里另存一遍")
		return nil
	}
	r.remarks(sheet)
	at, keys := r.heads(sheet, columns, rows)
	if at < 0 {
		return nil
	}
	var read []rowText
	for n := at + 1; n < len(rows); n++ {
		row := rowText{row: n + 1, cells: map[string]string{}}
		said := false
		for c, text := range rows[n] {
			if strings.TrimSpace(text) == "" {
				continue
			}
			place := grid.Place{Sheet: sheet, Cell: nameOf(c, n+1)}
			if c >= len(keys) || keys[c] == "" {
				if c >= len(rows[at]) || strings.TrimSpace(rows[at][c]) == "" {
					r.say(place, "这一格在表的外面，不会导入：“%s”", short(text))
				}
				continue
			}
			said = true
			row.cells[keys[c]] = r.text(place, text)
		}
		if said {
			read = append(read, row)
		}
	}
	return read
}

// heads finds the row of the heads, and the key of each column.
func (r *reader) heads(sheet string, columns []column, rows [][]string) (at int, keys []string) {
	most, at := 0, -1
	for n, row := range rows[:min(len(rows), 10)] {
		found := 0
		for _, c := range columns {
			if slices.ContainsFunc(row, func(text string) bool { return strings.TrimSpace(text) == c.head }) {
				found++
			}
		}
		if found > most {
			most, at = found, n
		}
	}
	if at < 0 {
		r.say(grid.Place{Sheet: sheet}, "找不到表头：第二行应当是“%s”等", columns[0].head)
		return at, nil
	}
	keys = make([]string, len(rows[at]))
	var unknown []string
	taken := map[string]bool{}
	for n, head := range rows[at] {
		head = strings.TrimSpace(head)
		place := grid.Place{Sheet: sheet, Cell: nameOf(n, at+1)}
		found := slices.IndexFunc(columns, func(c column) bool { return c.head == head })
		switch {
		case found >= 0 && taken[head]:
			r.say(place, "表头“%s”有两列", head)
		case found >= 0:
			keys[n], taken[head] = columns[found].key, true
		case head != "":
			unknown = append(unknown, head)
			r.say(place, "没有叫“%s”的列：表头改过的改回去；确实要新增的列，先写在“%s”表的“其他列”里", head, factSheet)
		}
	}
	for _, c := range columns {
		if taken[c.head] || c.key == "label" || c.key == "hint" {
			continue
		}
		r.lacks[sheet+"\n"+c.key] = true
		text := fmt.Sprintf("缺少“%s”一列：它被删去了，或者表头改过", c.head)
		if near, ok := record.Nearest(c.head, unknown); ok {
			text += fmt.Sprintf("（是不是现在的“%s”？）", near)
		}
		r.say(grid.Place{Sheet: sheet}, "%s", text)
	}
	return at, keys
}

// text is what a cell says, with line ends as the list's files have them.
func (r *reader) text(place grid.Place, text string) string {
	if utf8.RuneCountInString(text) >= mostInCell {
		r.say(place, "这一格有 %d 个字，一格最多只能存这么多，后面的已经丢失：分成几行写", utf8.RuneCountInString(text))
	}
	if workbook.Failed(text) {
		r.say(place, "这一格的公式没有算出结果（%s）：直接写文字", text)
	}
	if r.crossed {
		if _, struck := workbook.Uncrossed(r.book, place.Sheet, place.Cell, text); struck != "" {
			r.say(place, "这里有加了删除线的文字：要删的请直接删去，不删的请取消删除线（“%s”）", short(struck))
		}
	}
	return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
}

// remarks are what people wrote beside the cells.
func (r *reader) remarks(sheet string) {
	comments, err := r.book.GetComments(sheet)
	if err != nil {
		return // they are no part of the list
	}
	for _, c := range comments {
		text := c.Text
		for _, run := range c.Paragraph {
			text += run.Text
		}
		r.made.Notes = append(r.made.Notes, Slip{
			grid.Place{Sheet: sheet, Cell: c.Cell}, fmt.Sprintf("批注没有导入：“%s”", short(text)),
		})
	}
}

// cellAt is where a column of a row stands.
func cellAt(sheet string, columns []column, row int, key string) grid.Place {
	at := slices.IndexFunc(columns, func(c column) bool { return c.key == key })
	return grid.Place{Sheet: sheet, Cell: nameOf(max(at, 0), row)}
}

// inOrder puts slips in the order of the sheets and cells, for who mends them one by one.
func inOrder(slips []Slip, sheets []string) {
	slices.SortStableFunc(slips, func(a, b Slip) int {
		return cmp.Compare(slices.Index(sheets, a.Place.Sheet), slices.Index(sheets, b.Place.Sheet))
	})
}
