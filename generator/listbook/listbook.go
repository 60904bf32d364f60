// Package listbook is a town's list as a workbook of Excel or WPS has it: the official tables, for print, with all that
// the town's files say. What comes back from it is the list again, to the character.
//
// A workbook has these sheets: how it is filled in (guide.go); a sheet a list, with its official columns and heads
// (rows.go, and cell.go for what stands in a cell); the departments and the categories, and further lists where the
// county has them (registry.go); the town and what its document says of itself (facts.go). book.go writes them.
//
// Nothing is carried by looks alone: colours, widths and fonts may be changed. [Read] takes what the cells say, in
// whatever order the rows stand, and names each cell that it cannot take; it guesses nothing.
package listbook

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/xuri/excelize/v2"

	"handbook/generator/diag"
	"handbook/generator/list"
	"handbook/generator/listfile"
)

// The sheets beside those of the lists.
const (
	guideSheet      = "填写说明"
	departmentSheet = "部门"
	categorySheet   = "类别"
	listSheet       = "清单"
	factSheet       = "概况"
	prefaceSheet    = "清单说明"
)

// mostInCell is how many characters a cell has at most: programs cut off what goes beyond.
const mostInCell = 32_767

// A kind is one of the town's lists, by the words of the place.
type kind struct {
	id, name   string
	shape      list.Shape
	heads      map[string]string // of the columns that every list of the shape has, by their keys
	fields     []string          // its further columns
	ownColumn  bool              // a basic list has a column of the town's duties
	sheet      string
	known      []string // departments
	categories []string
}

// kindOf is a list of the county with the words of a town.
func kindOf(k *list.Kind, t *list.Town) kind {
	heads := map[string]string{"departments": k.Departments(), "takeover": k.Departments() + "及工作方式"}
	if t != nil {
		heads["county"], heads["town"] = t.Theirs(k), t.Ours(k)
	}
	return kind{id: k.ID(), name: k.Name(), shape: k.Shape(), heads: heads, sheet: sheetName(k.Name())}
}

// sheetName is a name as a sheet may have it.
func sheetName(name string) string {
	const most = 31
	var runes []rune
	for _, r := range name {
		if !slices.Contains([]rune(`[]:*?/\'`), r) && len(runes) < most {
			runes = append(runes, r)
		}
	}
	return string(runes)
}

// Write makes the workbook of a town. The town is as its files have it; the county knows the words of the place, and
// the registries.
func Write(county *list.County, town listfile.Town) ([]byte, error) {
	at := slices.IndexFunc(county.Towns, func(t *list.Town) bool { return t.ID == town.ID })
	if at < 0 {
		return nil, fmt.Errorf("the county has no town %q", town.ID)
	}
	var kinds []kind
	for n, k := range county.Possible {
		items := town.Lists[k.ID()]
		if len(items) == 0 && n >= len(list.Kinds) {
			continue
		}
		made := kindOf(k, county.Towns[at])
		made.fields = town.Columns[k.ID()]
		made.ownColumn = slices.ContainsFunc(items, func(i listfile.Item) bool {
			return len(i.Town) > 0 || i.Empty["town"] != ""
		})
		for _, d := range county.Departments {
			made.known = append(made.known, d.Name)
		}
		for _, c := range county.Categories {
			made.categories = append(made.categories, c.Name)
		}
		kinds = append(kinds, made)
	}
	title := town.Name + "履职事项清单"
	b, err := newBook(title, town.Name)
	if err != nil {
		return nil, err
	}
	sheets := []*sheet{guide(town, county, kinds)}
	for _, k := range kinds {
		s, err := k.write(town)
		if err != nil {
			return nil, err
		}
		sheets = append(sheets, s)
	}
	sheets = append(sheets, departments(county), categories(county))
	if further := county.Possible[len(list.Kinds):]; len(further) > 0 {
		sheets = append(sheets, lists(further))
	}
	facts, err := facts(town, county)
	if err != nil {
		return nil, err
	}
	sheets = append(sheets, facts, preface(town))
	for _, s := range sheets {
		s.right = cmp.Or(s.right, town.Edition.Name)
		if err := s.fits(); err != nil {
			return nil, err
		}
		if err := b.add(s); err != nil {
			return nil, err
		}
	}
	if err := b.mark(town.ID); err != nil {
		return nil, err
	}
	return b.bytes()
}

// fits says which cell has more than a cell can have, or what no workbook carries.
func (s *sheet) fits() error {
	for n, r := range s.rows {
		for _, c := range r.cells {
			if len(c.text) > mostInCell && len([]rune(c.text)) >= mostInCell {
				return diag.Errorf("part the text in the list's file", "sheet %s, row %d: a text of %d characters is "+
					"more than a cell can have", s.name, s.firstRow()+n, len([]rune(c.text)))
			}
			if r, bad := unfit(c.text); bad {
				return diag.Errorf("take it out of the list's file", "sheet %s, row %d: %U is no character that a "+
					"workbook can have", s.name, s.firstRow()+n, r)
			}
		}
	}
	return nil
}

// unfit is the first character of a text that a workbook cannot have.
func unfit(text string) (rune, bool) {
	for _, r := range text {
		if r < ' ' && r != '\n' || r == 0x7f || r == 0xfffe || r == 0xffff || r == 0xfffd {
			return r, true
		}
	}
	return 0, false
}

// nameOf is the name of a cell by its column, from 0, and its row, from 1.
func nameOf(column, row int) string {
	name, _ := excelize.CoordinatesToCellName(column+1, row)
	return name
}
