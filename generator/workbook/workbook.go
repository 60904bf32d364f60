// Package workbook reads a workbook of Excel or WPS (.xlsx): each sheet is a table of cells. It takes what the file
// stores and not what is shown, of formulas the stored result, and names what it leaves out.
package workbook

import (
	"bytes"
	"fmt"
	"maps"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"handbook/generator/diag"
	"handbook/generator/grid"
)

// Limits: a county's lists are far below them.
const (
	largestSheet = 64 << 20  // bytes of a sheet, unpacked
	largestAll   = 256 << 20 // of all
	mostMerged   = 20_000    // merged ranges
	mostCells    = 2_000_000 // of a sheet, empty ones too
	cut          = 32_767    // characters: a cell of this length has lost its end
)

const saveAgain = "open it in Excel or WPS, save it again as .xlsx, and import that"

// A reader reads one workbook.
type reader struct {
	file                       string
	book                       *excelize.File
	doc                        *grid.Document
	formulas, crossing, hidden bool             // some sheet has formulas, text that is struck out, hidden rows
	results                    map[int][]result // of the sheet's formulas, by column
}

// Open opens a workbook. One that is no proper one, has a password, or is larger than any list is an error.
func Open(file string, data []byte) (*excelize.File, error) {
	book, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{
		RawCellValue: true, UnzipSizeLimit: largestAll, UnzipXMLSizeLimit: largestSheet,
	})
	switch {
	case err != nil && bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")):
		return nil, diag.Errorf("open it, remove the password, save it, and import that",
			"%s: the workbook has a password", file)
	case err != nil && strings.Contains(err.Error(), "unzip size"):
		return nil, diag.Errorf("is it the right file? copy the lists into a new workbook, and import that",
			"%s: the workbook is larger than any list when it is unpacked", file)
	case err != nil:
		return nil, diag.Errorf(saveAgain, "%s: the workbook is damaged or cut off", file)
	}
	return book, nil
}

// Read reads a workbook. An error names the sheet and the cell that cannot be read.
func Read(file string, data []byte) (*grid.Document, error) {
	book, err := Open(file, data)
	if err != nil {
		return nil, err
	}
	defer book.Close()
	r := &reader{file: file, book: book, doc: &grid.Document{File: file}, results: map[int][]result{}}
	if err := r.look(); err != nil {
		return nil, err
	}
	for _, sheet := range book.GetSheetList() {
		if err := r.sheet(sheet); err != nil {
			return nil, err
		}
	}
	return r.doc, nil
}

// look finds out what has to be looked at cell by cell: that takes long, and few workbooks have any of it.
func (r *reader) look() error {
	merged, texts, shared := 0, -1, map[string]int{} // cells, by the number of the text that they have; the last text
	r.book.Pkg.Range(func(name, content any) bool {
		data, ok := content.([]byte)
		part, _ := name.(string)
		if !ok {
			return true
		}
		if strings.Contains(part, "worksheets/") {
			for _, m := range sharedText.FindAllSubmatch(data, -1) {
				n, err := strconv.Atoi(string(bytes.TrimSpace(m[2])))
				if err != nil || n < 0 {
					n = math.MaxInt
				}
				shared[string(m[1])] = max(shared[string(m[1])], n)
			}
			merged += bytes.Count(data, []byte("<mergeCell "))
			r.formulas = r.formulas || bytes.Contains(data, []byte("<f>")) || bytes.Contains(data, []byte("<f "))
			r.hidden = r.hidden || bytes.Contains(data, []byte(` hidden="`))
		}
		if strings.HasSuffix(part, "sharedStrings.xml") {
			texts = len(sharedItem.FindAll(data, -1)) - 1
		}
		if strings.HasSuffix(part, "sharedStrings.xml") || strings.HasSuffix(part, "styles.xml") {
			r.crossing = r.crossing || bytes.Contains(data, []byte("<strike"))
		}
		return true
	})
	for _, cell := range slices.Sorted(maps.Keys(shared)) {
		switch n := shared[cell]; {
		case texts < 0:
			return diag.Errorf(saveAgain, "%s: the workbook is damaged: its texts (sharedStrings.xml) are missing",
				r.file)
		case n > texts:
			return diag.Errorf(saveAgain, "%s: the workbook is damaged: %s has a text that is not there", r.file,
				r.where(cell))
		}
	}
	if merged > mostMerged {
		return diag.Errorf("copy the lists into a new workbook, as values, and import that",
			"%s: %d merged ranges are more than a list has", r.file, merged)
	}
	return nil
}

// A cell has the number of its text in sharedStrings.xml, where the texts of all cells are items.
var (
	sharedText = regexp.MustCompile(`<(?:\w+:)?c r="(\w+)"[^>]*\bt="s"[^>]*>\s*<(?:\w+:)?v[^>]*>([^<]*)<`)
	sharedItem = regexp.MustCompile(`<(?:\w+:)?si[\s/>]`)
)

// where is a cell whose text cannot be found, with the sheet that it is in.
func (r *reader) where(cell string) string {
	for _, sheet := range r.book.GetSheetList() {
		if _, err := r.book.GetCellValue(sheet, cell); err != nil {
			return fmt.Sprintf("sheet %q, cell %s", sheet, cell)
		}
	}
	return "cell " + cell
}

func (r *reader) sheet(sheet string) error {
	rows, err := r.book.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		return diag.Errorf(saveAgain, "%s: the sheet %q cannot be read", r.file, sheet)
	}
	wide := 0
	for _, row := range rows {
		wide = max(wide, len(row))
	}
	if wide*len(rows) > mostCells {
		return diag.Errorf("delete what stands far to the right or below, and save it again",
			"%s: the sheet %q has %d rows and %d columns, more than a list has", r.file, sheet, len(rows), wide)
	}
	if wide == 0 {
		return nil
	}
	place := grid.Place{Sheet: sheet}
	if visible, err := r.book.GetSheetVisible(sheet); err == nil && !visible {
		for _, row := range rows {
			for _, text := range row {
				r.left(grid.Hidden, text, place)
			}
		}
		r.doubt(place, "“%s”表是隐藏的，没有收入", sheet)
		return nil
	}
	shown, err := r.book.GetRows(sheet, excelize.Options{RawCellValue: false})
	if err != nil {
		shown = nil
	}
	covered, err := r.covered(sheet)
	if err != nil {
		return err
	}
	table := &grid.Table{Sheet: sheet, Wide: wide}
	if r.hidden {
		for j := range wide {
			letter, _ := excelize.ColumnNumberToName(j + 1)
			if visible, err := r.book.GetColVisible(sheet, letter); err == nil && !visible {
				r.doubt(place, "%s 列是隐藏的，照样收入", letter)
			}
		}
	}
	for i, row := range rows {
		made := &grid.Row{Place: grid.Place{Sheet: sheet, Cell: name(0, i)}}
		if r.hidden && strings.Join(row, "") != "" {
			if visible, err := r.book.GetRowVisible(sheet, i+1); err == nil && !visible {
				r.doubt(made.Place, "第 %d 行是隐藏的，照样收入", i+1)
			}
		}
		for j, text := range row {
			c, err := r.cell(sheet, i, j, text, covered[[2]int{j, i}])
			if err != nil {
				return err
			}
			if i < len(shown) && j < len(shown[i]) && shown[i][j] != text && numeric.MatchString(text) {
				r.doubt(c.Place, "这一格显示的是“%s”，存的是“%s”：收入存的", shown[i][j], text)
			}
			made.Cells = append(made.Cells, c)
		}
		for j := len(row); j < wide; j++ {
			place.Cell = name(j, i)
			made.Cells = append(made.Cells, &grid.Cell{Column: j, Wide: 1, Place: place})
		}
		table.Rows = append(table.Rows, made)
	}
	r.sayResults()
	if err := r.merge(sheet, table); err != nil {
		return err
	}
	r.heads(sheet, table)
	r.doc.Parts = append(r.doc.Parts, grid.Part{Table: table})
	return r.remarks(sheet)
}

// numeric is a number as a file stores it.
var numeric = regexp.MustCompile(`^-?[0-9.]+(E[-+][0-9]+)?$`)

// Failed says of a text that it is what a cell has whose formula found nothing.
func Failed(text string) bool { return failed.MatchString(strings.TrimSpace(text)) }

var failed = regexp.MustCompile(`^(#(NAME\?|REF!|VALUE!|DIV/0!|N/A|NUM!|NULL!|MACRO\?|SPILL!)|Err:[0-9]+)$`)

// covered are the cells that a merged range hides, by column and row.
func (r *reader) covered(sheet string) (map[[2]int]bool, error) {
	ranges, err := r.book.GetMergeCells(sheet)
	if err != nil {
		return nil, diag.Errorf(saveAgain, "%s: the merged cells of the sheet %q cannot be read", r.file, sheet)
	}
	all := map[[2]int]bool{}
	for _, m := range ranges {
		fromColumn, fromRow, err1 := excelize.CellNameToCoordinates(m.GetStartAxis())
		toColumn, toRow, err2 := excelize.CellNameToCoordinates(m.GetEndAxis())
		if err1 != nil || err2 != nil {
			continue
		}
		if (toColumn-fromColumn+1)*(toRow-fromRow+1) > mostCells {
			return nil, diag.Errorf("split these cells, and save it again",
				"%s: sheet %q: the merged cells %s:%s are more than a list has", r.file, sheet,
				m.GetStartAxis(), m.GetEndAxis())
		}
		for row := fromRow; row <= toRow; row++ {
			for column := fromColumn; column <= toColumn; column++ {
				all[[2]int{column - 1, row - 1}] = column > fromColumn || row > fromRow
			}
		}
	}
	return all, nil
}

func (r *reader) cell(sheet string, row, column int, text string, covered bool) (*grid.Cell, error) {
	place := grid.Place{Sheet: sheet, Cell: name(column, row)}
	c := &grid.Cell{Column: column, Wide: 1, Place: place}
	if utf8.RuneCountInString(text) >= cut {
		return nil, diag.Errorf("part it into several rows: the rows below without a number go on with it",
			"%s: sheet %q, cell %s: the text is as long as a cell can be, and has lost its end",
			r.file, sheet, place.Cell)
	}
	if Failed(text) {
		return nil, diag.Errorf("write the text into the cell, and save it again",
			"%s: sheet %q, cell %s: %q stands where a formula found nothing", r.file, sheet, place.Cell, text)
	}
	if r.formulas && !covered {
		if formula, err := r.book.GetCellFormula(sheet, place.Cell); err == nil && formula != "" {
			if text == "" {
				return nil, diag.Errorf("open it in Excel or WPS, so that it is worked out, and save it again",
					"%s: sheet %q, cell %s: a formula without its result", r.file, sheet, place.Cell)
			}
			r.results[column] = append(r.results[column], result{place, text})
		}
	}
	if r.crossing && text != "" {
		text = r.uncrossed(sheet, place, text)
	}
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "_x000D_", "").Replace(text)
	for _, line := range strings.Split(text, "\n") {
		if strings.TrimSpace(line) != "" {
			c.Lines = append(c.Lines, &grid.Line{Text: line, Hard: true, Place: place})
		}
	}
	return c, nil
}

// uncrossed leaves out what is struck out of a text.
func (r *reader) uncrossed(sheet string, place grid.Place, text string) string {
	kept, struck := Uncrossed(r.book, sheet, place.Cell, text)
	if struck != "" {
		r.left(grid.Struck, struck, place)
		r.doubt(place, "这里有加了删除线的文字，没有收入：“%s”", struck)
	}
	return kept
}

// Uncrossed parts the text of a cell into what is kept and what is struck out.
func Uncrossed(book *excelize.File, sheet, cell, text string) (kept, struck string) {
	runs, err := book.GetCellRichText(sheet, cell)
	if err != nil {
		return text, ""
	}
	whole := false
	if id, err := book.GetCellStyle(sheet, cell); err == nil {
		if style, err := book.GetStyle(id); err == nil && style.Font != nil {
			whole = style.Font.Strike
		}
	}
	if len(runs) == 0 {
		runs = []excelize.RichTextRun{{Text: text}}
	}
	var stays, goes strings.Builder
	for _, run := range runs {
		if run.Font != nil && run.Font.Strike || whole && run.Font == nil {
			goes.WriteString(run.Text)
		} else {
			stays.WriteString(run.Text)
		}
	}
	if goes.Len() == 0 {
		return text, ""
	}
	return stays.String(), goes.String()
}

// merge joins the cells of merged ranges.
func (r *reader) merge(sheet string, table *grid.Table) error {
	ranges, err := r.book.GetMergeCells(sheet)
	if err != nil {
		return diag.Errorf(saveAgain, "%s: the merged cells of the sheet %q cannot be read", r.file, sheet)
	}
	gone := map[*grid.Cell]bool{}
	at := func(column, row int) *grid.Cell {
		if row < len(table.Rows) && column < table.Wide {
			return table.Rows[row].Cells[column]
		}
		return nil
	}
	for _, m := range ranges {
		fromColumn, fromRow, err1 := excelize.CellNameToCoordinates(m.GetStartAxis())
		toColumn, toRow, err2 := excelize.CellNameToCoordinates(m.GetEndAxis())
		first := at(fromColumn-1, fromRow-1)
		if err1 != nil || err2 != nil || first == nil {
			continue
		}
		for row := fromRow - 1; row < min(toRow, len(table.Rows)); row++ {
			for column := fromColumn - 1; column < min(toColumn, table.Wide); column++ {
				c := at(column, row)
				switch {
				case column > fromColumn-1:
					gone[c] = true
				case row > fromRow-1:
					c.Above = first
				}
				if c != first {
					for _, l := range c.Lines { // stored, and shown by no program
						r.left(grid.Hidden, l.Text, l.Place)
					}
					c.Lines = nil
				}
				if column == fromColumn-1 {
					c.Wide = min(toColumn, table.Wide) - column
				}
			}
		}
	}
	if len(gone) == 0 {
		return nil
	}
	for _, row := range table.Rows {
		kept := row.Cells[:0]
		for _, c := range row.Cells {
			if !gone[c] {
				kept = append(kept, c)
			}
		}
		row.Cells = kept
	}
	return nil
}

// titles is the range of rows that a sheet repeats on each page: 'name'!$1:$2.
var titles = regexp.MustCompile(`\$(\d+):\$(\d+)`)

// heads marks the rows that are repeated on each printed page.
func (r *reader) heads(sheet string, table *grid.Table) {
	for _, defined := range r.book.GetDefinedName() {
		if defined.Name != "_xlnm.Print_Titles" || defined.Scope != sheet {
			continue
		}
		var from, to int
		if m := titles.FindStringSubmatch(defined.RefersTo); m != nil {
			fmt.Sscan(m[1], &from)
			fmt.Sscan(m[2], &to)
		}
		for i := max(from, 1); i <= min(to, len(table.Rows)); i++ {
			table.Rows[i-1].Head = true
		}
	}
}

// remarks leaves out people's remarks on cells.
func (r *reader) remarks(sheet string) error {
	comments, err := r.book.GetComments(sheet)
	if err != nil {
		return nil // they are no part of the list
	}
	for _, c := range comments {
		text := c.Text
		for _, run := range c.Paragraph {
			text += run.Text
		}
		r.left(grid.Comment, text, grid.Place{Sheet: sheet, Cell: c.Cell})
	}
	return nil
}

func (r *reader) left(why grid.Why, text string, place grid.Place) {
	if strings.TrimSpace(text) != "" {
		r.doc.Left = append(r.doc.Left, grid.Left{Why: why, Text: text, Place: place})
	}
}

func (r *reader) doubt(place grid.Place, format string, a ...any) {
	r.doc.Doubts = append(r.doc.Doubts, grid.Doubt{Text: fmt.Sprintf(format, a...), Place: place})
}

// name is the name of a cell by its column and row, from 0.
func name(column, row int) string {
	s, _ := excelize.CoordinatesToCellName(column+1, row+1)
	return s
}
