package listbook

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"handbook/generator/diag"
	"handbook/generator/list"
	"handbook/generator/listfile"
)

// The keys of columns that are not those of a list's file, or are written in another way.
const (
	fieldKey = "field:" // and the column's name
	idKey    = "id"
	noteKey  = "note"
	seeKey   = "see"
	placeKey = "place" // of a department's workbook: the town
)

// columns are those of a list: the official ones, then the editor's.
func (k kind) columns() []column {
	columns := []column{
		{"no", "序号", 40, lookCenter}, {"category", "事项类别", 76, lookCenter}, {"title", "事项名称", 156, lookMiddle},
	}
	switch k.shape {
	case list.BasicShape:
		if k.ownColumn {
			columns = append(columns, column{"town", k.heads["town"], 320, lookText})
		}
	case list.JointShape:
		columns = append(columns, column{"departments", k.heads["departments"], 134, lookMiddle},
			column{"county", k.heads["county"], 309, lookText}, column{"town", k.heads["town"], 309, lookText})
	case list.ReclaimedShape:
		columns = append(columns, column{"takeover", k.heads["takeover"], 400, lookText})
	}
	for _, name := range k.fields {
		columns = append(columns, column{fieldKey + name, name, 120, lookTyped})
	}
	widen(columns)
	heads := []string{}
	for _, c := range columns {
		heads = append(heads, c.head)
	}
	own := func(head string) string { // a document may have a column that is called so
		for slices.Contains(heads, head) {
			head += "（本手册）"
		}
		return head
	}
	return append(columns, column{noteKey, own("编者注"), 150, lookAside}, column{seeKey, own("另见"), 106, lookCode},
		column{idKey, own("编号"), 112, lookCode})
}

// acrossPage is how wide a printed page is, in pixels.
const acrossPage = 1024

// acrossText is how wide a sheet of one column is. A program that lacks its fonts draws a column wider, and a column
// that is wider than the page it does not shrink, but cuts.
const acrossText = acrossPage * 4 / 5

// widen makes columns as wide as the page together: those that have room to give or to take, which are all but the
// first two.
func widen(columns []column) {
	const least = 100
	rest, flexible := float64(acrossPage), 0.0
	for n, c := range columns {
		if n < 2 {
			rest -= c.width
		} else {
			flexible += c.width
		}
	}
	for n := range columns[2:] {
		c := &columns[n+2]
		c.width = max(least, float64(int(c.width*rest/flexible)))
	}
}

// write makes the sheet of a list.
func (k kind) write(town listfile.Town) (*sheet, error) {
	s := &sheet{
		name: k.sheet, title: town.Name + k.name + "清单", columns: k.columns(), frozen: 3, filter: true,
		foot: town.Name + k.name + "清单",
	}
	if len(s.columns) == 6 { // number, category and title alone: the title is as wide as the screen
		s.frozen = 2
	}
	var single []string // the cells that name one department
	for _, item := range town.Lists[k.id] {
		parts, err := k.rowsOf(item, s.columns)
		if err != nil {
			return nil, err
		}
		at := slices.IndexFunc(s.columns, func(c column) bool { return c.key == "departments" })
		if at >= 0 && len(item.Departments) < 2 {
			name := nameOf(at, s.firstRow()+len(s.rows))
			single = append(single, name)
		}
		s.rows = append(s.rows, parts...)
	}
	last := s.firstRow() + len(s.rows) + spareRows
	s.choices = append(s.choices, choice{
		cells: fmt.Sprintf("B%d:B%d", s.firstRow(), last), source: rangeOf(categorySheet, 2, len(k.categories)),
		hint: "类别要与“" + categorySheet + "”表里的名称一致；新的类别先在那张表里加一行。",
	})
	if at := slices.IndexFunc(s.columns, func(c column) bool { return c.key == "departments" }); at >= 0 {
		spare := nameOf(at, s.firstRow()+len(s.rows)) + ":" + nameOf(at, last)
		s.choices = append(s.choices, choice{
			cells: strings.Join(append(single, spare), " "), source: rangeOf(departmentSheet, 2, len(k.known)),
		})
	}
	return s, nil
}

// spareRows is for how many rows below a table there are choices, too.
const spareRows = 60

// rangeOf is the cells of a column of a registry's sheet, with some below for what is added.
func rangeOf(sheet string, column, n int) string {
	letter := nameOf(column-1, 1)[:1]
	return fmt.Sprintf("%s!$%s$3:$%s$%d", quoted(sheet), letter, letter, n+2+20)
}

// rowsOf are the rows of an item, which are read back, and must say the same.
func (k kind) rowsOf(item listfile.Item, columns []column) ([]row, error) {
	rows := laidOut(item, k.texts(item), columns)
	return rows, k.same(item, columns, rows)
}

// laidOut puts an item into rows: one, or as many as its text needs. Its number and category stand in each.
func laidOut(item listfile.Item, texts map[string][]string, columns []column) []row {
	repeated := func(key string) bool { return slices.Contains([]string{placeKey, "no", "category", idKey}, key) }
	parts := make([][][]string, len(columns)) // by column, by row
	rows := 1
	for n, c := range columns {
		if !repeated(c.key) {
			parts[n] = split(texts[c.key], c)
		}
		rows = max(rows, len(parts[n]))
	}
	made := make([]row, rows)
	for at := range made {
		for n, c := range columns {
			v := cell{look: c.look}
			switch {
			case c.key == placeKey:
				v.text = strings.Join(texts[placeKey], "")
			case c.key == "no":
				v.number = item.No
			case c.key == "category":
				v.text = item.Category
			case c.key == idKey && rows > 1:
				v.text = fmt.Sprintf("%s（%d/%d）", item.ID, at+1, rows)
			case c.key == idKey:
				v.text = item.ID
			case at < len(parts[n]):
				v.text = strings.Join(parts[n][at], "\n")
			}
			if c.key == "title" && at > 0 && v.text == "" {
				v.text = goesOn
			}
			if list.Nothing(v.text) || v.text == list.Blank {
				v.look = lookEmpty
			}
			made[at].cells = append(made[at].cells, v)
			made[at].height = max(made[at].height, height(lineCount(v.text, c.width, c.size())))
		}
	}
	return made
}

// same says whether rows are read as the item that they were made of.
func (k kind) same(item listfile.Item, columns []column, rows []row) error {
	r := itemReader{kind: k, columns: columns}
	for at, made := range rows {
		p := rowText{id: item.ID, part: at + 1, of: len(rows), cells: map[string]string{}}
		for n, c := range made.cells {
			p.cells[columns[n].key] = c.text
		}
		p.cells["no"] = strconv.Itoa(item.No)
		r.parts = append(r.parts, p)
	}
	got := r.item()
	if len(r.slips) > 0 {
		return diag.Errorf("write the text in another way, in the list's file", "%s: a workbook cannot carry it: %s",
			item.ID, r.slips[0].text)
	}
	if key := listfile.Differ(got, item); key != "" {
		return diag.Errorf("write it in another way, in the list's file; white space at the ends of a text, and line "+
			"ends within, are none of it", "%s: a workbook cannot carry its %s", item.ID, key)
	}
	return nil
}

// texts are the lines of an item's cells, by the keys of their columns.
func (k kind) texts(item listfile.Item) map[string][]string {
	texts := map[string][]string{
		"title": one(item.Title), noteKey: one(item.Note), seeKey: item.See,
	}
	switch k.shape {
	case list.BasicShape:
		texts["town"] = dutyLines(item.Town, nil, nil)
	case list.JointShape:
		texts["departments"] = departmentLines(item.Departments, item.Roles)
		texts["county"] = dutyLines(item.County, item.Departments, k.known)
		texts["town"] = dutyLines(item.Town, nil, nil)
	case list.ReclaimedShape:
		texts["takeover"] = takeoverLines(item.Takeover, item.Statement, k.known)
	}
	for _, f := range item.Fields {
		text := f.Text
		if marked(text) || list.Nothing(text) || text == list.Blank {
			text = asText + text
		}
		texts[fieldKey+f.Name] = one(text)
	}
	for key, printed := range item.Empty {
		if slices.Contains(k.fields, key) {
			key = fieldKey + key
		}
		texts[key] = append(texts[key], printed)
	}
	return texts
}

func one(text string) []string {
	if text == "" {
		return nil
	}
	return []string{text}
}

// split parts the lines of a cell into those of several rows, where one has no room for them.
func split(lines []string, c column) [][]string {
	most := mostLines
	var parts [][]string
	var part []string
	used := 0
	end := func() {
		var head []string
		if n := len(part) - 1; n > 0 && isHead(part[n]) { // a head stands with what it is the head of
			part, head = part[:n], slices.Clone(part[n:])
		}
		parts = append(parts, part)
		part, used = head, len(head)
	}
	for _, line := range lines {
		n := lineCount(line, c.width, c.size())
		if used > 0 && used+n > most {
			end()
		}
		for n > most-used {
			ends := breaks(line, c.width, c.size())
			at := len(strings.TrimRight(line[:ends[most-used-1]], " \u00a0\u3000"))
			if at == 0 {
				break
			}
			part = append(part, line[:at])
			parts = append(parts, part)
			part, used = nil, 0
			line = goesOn + line[at:]
			n = lineCount(line, c.width, c.size())
		}
		part = append(part, line)
		used += n
	}
	return append(parts, part)
}

// idCell is the cell of an item's id: joint-088, or joint-088（2/3） where it takes several rows.
var idCell = regexp.MustCompile(`^([a-z]+-[0-9]{3,6})(?:[（(]([0-9]{1,3})/([0-9]{1,3})[）)])?$`)
