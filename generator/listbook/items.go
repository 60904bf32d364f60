package listbook

import (
	"slices"
	"strconv"
	"strings"

	"handbook/generator/list"
	"handbook/generator/listfile"
)

// A rowText is a row of a list's sheet as it stands there.
type rowText struct {
	row      int // of the sheet
	id       string
	part, of int // which of the item's rows it is
	cells    map[string]string
}

// A cellSlip is a slip with its cell.
type cellSlip struct {
	slip
	row int
	key string // of the column
}

// An itemReader reads an item from its rows, the first of them first.
type itemReader struct {
	kind    kind
	columns []column
	parts   []rowText
	slips   []cellSlip
}

func (r *itemReader) slip(part int, key string, s slip) {
	r.slips = append(r.slips, cellSlip{s, r.parts[part].row, key})
}

// item reads the item, and what is wrong with it into slips.
func (r *itemReader) item() listfile.Item {
	item := listfile.Item{ID: r.parts[0].id}
	item.No = r.number()
	item.Category = r.same("category")
	item.Title = r.plain("title")
	item.Note = r.plain(noteKey)
	for _, line := range r.lines(seeKey, false) {
		item.See = append(item.See, strings.FieldsFunc(line, func(c rune) bool { return c == ' ' || isComma(c) })...)
	}
	if item.Title == "" {
		r.slip(0, "title", slipf("没有写事项名称"))
	}
	switch {
	case item.Category == "":
		r.slip(0, "category", slipf("没有写类别（合并的单元格要拆开，每行都写）"))
	case !slices.Contains(r.kind.categories, item.Category):
		r.slip(0, "category", unknownCategory(item.Category, r.kind.categories))
	}
	take := func(key string, slips []slip) {
		for _, s := range slips {
			r.slip(0, key, s)
		}
	}
	for _, c := range r.columns {
		name, isField := strings.CutPrefix(c.key, fieldKey)
		if !isField && !slices.Contains([]string{"departments", "county", "town", "takeover"}, c.key) {
			continue
		}
		lines := r.lines(c.key, false)
		switch {
		case len(lines) == 0 && (isField || r.kind.shape != list.BasicShape):
			r.slip(0, c.key, slipf("这一格没有填：文件里印着“/”“无”的照写，什么也没有印的写“%s”", list.Blank))
			continue
		case len(lines) == 1 && (list.Nothing(lines[0]) || lines[0] == list.Blank):
			if item.Empty == nil {
				item.Empty = map[string]string{}
			}
			item.Empty[name] = lines[0]
			continue
		}
		var slips []slip
		switch {
		case isField:
			if len(lines) > 1 {
				slips = append(slips, slipf("“%s”只能写一段，这里有 %d 行：合成一行", name, len(lines)))
			}
			text := strings.TrimPrefix(strings.Join(lines, ""), asText)
			item.Fields = append(item.Fields, listfile.Field{Name: name, Text: text})
		case len(lines) == 0:
		case c.key == "departments":
			item.Departments, item.Roles, slips = readDepartments(lines, r.kind.known)
		case c.key == "county":
			item.County, slips = readDuties(lines, item.Departments, r.kind.known) // that column comes first
		case c.key == "town":
			item.Town, slips = readDuties(lines, nil, nil)
		case c.key == "takeover":
			item.Takeover, item.Statement, slips = readTakeover(lines, r.kind.known)
		}
		take(c.key, slips)
	}
	return item
}

// number is the item's number, which stands in each of its rows.
func (r *itemReader) number() int {
	text := r.same("no")
	n, err := strconv.Atoi(text)
	switch {
	case text == "":
		r.slip(0, "no", slipf("没有写序号"))
	case err != nil || n < 1:
		r.slip(0, "no", slipf("“%s”不是序号：写 1、2、3 这样的整数", text))
	}
	return n
}

// same is what a cell says that all rows of an item repeat.
func (r *itemReader) same(key string) string {
	text := strings.TrimSpace(r.parts[0].cells[key])
	for n, p := range r.parts[1:] {
		if t := strings.TrimSpace(p.cells[key]); t != "" && t != text {
			r.slip(n+1, key, slipf("这一行是 %s 的续行，与第 %d 行写的不一样：“%s”，“%s”", r.parts[0].id, r.parts[0].row, t, text))
		}
	}
	return text
}

// plain is a text of one line.
func (r *itemReader) plain(key string) string {
	lines := r.lines(key, true)
	if len(lines) > 1 {
		r.slip(0, key, slipf("只能写一段，这里有 %d 行：合成一行", len(lines)))
	}
	return strings.Join(lines, "")
}

// lines are those of a cell, over all rows of the item. Where literal, a mark that opens the first row's is its text.
func (r *itemReader) lines(key string, literal bool) []string {
	var all []string
	for part, p := range r.parts {
		for n, line := range linesOf(p.cells[key]) {
			rest, on := strings.CutPrefix(line, goesOn)
			switch {
			case on && part > 0 && n == 0 && len(all) > 0:
				all[len(all)-1] += rest
			case on && !literal:
				r.slip(part, key, slipf("“%s”只能写在续行的开头", goesOn))
				all = append(all, rest)
			case part > 0 && n == 0 && literal && len(all) > 0:
				r.slip(part, key, slipf("这一行是续行，接着上一行的文字前面要写“%s”", goesOn))
			default:
				all = append(all, line)
			}
		}
	}
	return all
}

// linesOf are the lines of a cell that say something.
func linesOf(text string) []string {
	var lines []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// isComma is whether a character parts names from each other.
func isComma(c rune) bool { return strings.ContainsRune("、，,；;", c) }
