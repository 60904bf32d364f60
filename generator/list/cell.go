package list

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"handbook/generator/record"
)

// columns are the further columns of a list, as the town's file declares them.
type columns struct {
	names    []string
	rejected []string // those that cannot be columns: said once, and not again of each item
	broken   bool     // they could not be read
}

// cells are the keys of the cells of a list's items that may be empty, further columns aside.
func cells(kind *Kind) []string {
	switch kind.shape {
	case JointShape:
		return []string{"departments", string(CountyPart), string(TownPart)}
	case ReclaimedShape:
		return []string{string(TakeoverPart)}
	}
	return []string{string(TownPart)}
}

// printedInEmpty is what documents print in a cell that has nothing to say.
var printedInEmpty = []string{"/", "／", "—", "——", "-", "－", "无", Blank}

// Nothing says of a text that it is what documents print in a cell that has nothing to say.
func Nothing(text string) bool { return text != Blank && slices.Contains(printedInEmpty, text) }

// emptyHint is how to say that the document leaves a cell empty.
func emptyHint(cell string) string {
	return fmt.Sprintf("where the document's cell is empty, say so: %s, or %q where nothing is printed",
		emptyCell(cell, "/"), Blank)
}

// emptyCell is how a cell is written in which this is printed.
func emptyCell(cell, printed string) string {
	if !bareKey.MatchString(cell) {
		cell = fmt.Sprintf("%q", cell)
	}
	return fmt.Sprintf("empty = { %s = %q }", cell, printed)
}

// bareKey is a key that TOML has without quotation marks.
var bareKey = regexp.MustCompile(`^[A-Za-z0-9_-]+$`)

// loadEmpty reads which cells the document leaves empty: to say so keeps a forgotten one an error.
func loadEmpty(t record.Table, kind *Kind, columns columns) map[string]string {
	table, ok := t.Table("empty")
	if !ok {
		return nil
	}
	hint := fmt.Sprintf("write what is printed there: %s, or %s where nothing is",
		strings.Join(printedInEmpty[:7], " "), Blank)
	empty := map[string]string{}
	known := slices.Concat(cells(kind), columns.names)
	for _, cell := range table.Keys() {
		switch {
		case !slices.Contains(known, cell) && (columns.broken || slices.Contains(columns.rejected, cell)):
			table.Knows(cell)
			continue
		case !slices.Contains(known, cell):
			continue
		case table.Void(cell):
			table.Errorf(table.At(cell), hint, "the text is empty")
			empty[cell] = Blank
			continue
		}
		empty[cell] = table.Text(cell)
		if printed := empty[cell]; printed != "" && !slices.Contains(printedInEmpty, printed) {
			table.Errorf(table.At(cell), hint, "%q is no empty cell", printed)
		}
	}
	for _, cell := range known { // for who has misspelt one
		table.Knows(cell)
	}
	table.Done()
	return empty
}

// loadFields reads the cells of the further columns. Each must be there, or be said to be empty.
func loadFields(t record.Table, item *Item, columns columns) {
	last, names := -1, columns.names
	var meant []string // columns whose names are misspelt, as they should be
	for _, ft := range t.Tables("field") {
		f := Field{Name: ft.Text("name")}
		if ft.Void("text") {
			ft.Errorf(ft.At("text"), "write the text, or remove the field; "+emptyHint(f.Name), "the text is empty")
		} else {
			f.Text = ft.Text("text")
		}
		if slices.Contains(printedInEmpty, f.Text) {
			ft.Errorf(ft.At("text"), "remove the field, and write "+emptyCell(f.Name, f.Text), notText, f.Text)
		}
		ft.Done()
		at := slices.Index(names, f.Name)
		switch {
		case f.Name == "":
			meant = append(meant, names...) // it may be any
		case columns.broken, slices.Contains(columns.rejected, f.Name):
		case at < 0:
			hint := fmt.Sprintf("add it to town.toml, as the document heads it: [columns] %s = [ … ]", item.Kind.id)
			if near, ok := record.Nearest(f.Name, names); ok {
				hint = fmt.Sprintf("did you mean %q? the columns stand in town.toml, under [columns]", near)
				meant = append(meant, near)
			}
			ft.Errorf(ft.At("name"), hint, "unknown column %q", f.Name)
		case slices.ContainsFunc(item.Fields, func(other Field) bool { return other.Name == f.Name }):
			ft.Errorf(ft.At("name"), "put it into one text", "the column %q stands twice", f.Name)
		case at < last:
			ft.Errorf(ft.At("name"), "put the fields in the order of [columns], in town.toml",
				"%q stands after %q", f.Name, names[last])
		}
		last = max(last, at)
		item.Fields = append(item.Fields, f)
	}
	if empty, ok := t.Table("empty"); ok {
		for _, key := range empty.Keys() {
			if near, ok := record.Nearest(key, slices.Concat(cells(item.Kind), names)); ok {
				meant = append(meant, near)
			}
		}
	}
	for _, name := range names {
		_, empty := item.Empty[name]
		written := slices.ContainsFunc(item.Fields, func(f Field) bool { return f.Name == name })
		if !empty && !written && !slices.Contains(meant, name) {
			t.Errorf(t.Path(), fmt.Sprintf("add [[item.field]] with name = %q and text; %s", name, emptyHint(name)),
				"no text of the column %q", name)
		}
	}
}

// checkEmpty reports cells that are said to be empty, and are not.
func checkEmpty(t record.Table, item *Item) {
	filled := map[string]bool{"departments": len(item.Departments) > 0}
	for part := range item.Parts() {
		filled[string(part)] = true
	}
	for _, f := range item.Fields {
		filled[f.Name] = true
	}
	for cell := range item.Empty {
		if filled[cell] {
			t.Errorf(t.At("empty")+"."+cell, "remove it here, or the cell's text", "the cell %q is not empty", cell)
		}
	}
}

// notText is said of what stands in an empty cell.
const notText = "%q is what an empty cell has, and no text"

// checkSigns reports texts that say no more than that their cell is empty.
func checkSigns(t record.Table, item *Item) {
	for at, text := range item.texts() {
		if at.key == "field" || !slices.Contains(printedInEmpty, *text) { // that is said already
			continue
		}
		path := at.String()
		hint := "write the item's name: a title is never empty"
		switch cell, _, nested := strings.Cut(path, "["); {
		case path == "statement":
			hint = "remove it, and write " + emptyCell(string(TakeoverPart), *text)
		case strings.HasSuffix(path, ".heading"):
			hint = "remove it"
		case nested:
			hint = fmt.Sprintf("remove it; if the cell has nothing else, remove [[item.%s]] and write %s", cell,
				emptyCell(cell, *text))
		}
		t.Errorf(t.At(path), hint, notText, *text)
	}
}
