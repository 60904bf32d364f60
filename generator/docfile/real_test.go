package docfile_test

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"handbook/generator/docfile"
	"handbook/generator/grid"
	"handbook/generator/needs"
)

// TestRealCells reads files of Word, WPS and Excel and compares the cells with what a second program has read in them,
// row by row: their texts, without white space and without what is empty.
func TestRealCells(t *testing.T) {
	folder := filepath.Join(needs.Documents(t), "real")
	files, err := filepath.Glob(filepath.Join(folder, "truth", "*.txt"))
	if err != nil || len(files) < 12 {
		t.Fatal(len(files), "files", err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".txt")
		switch filepath.Ext(name) {
		case "":
			name += ".docx"
		case ".xls", ".et": // LibreOffice reads them itself
			continue
		}
		t.Run(name, func(t *testing.T) {
			said, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			doc, err := docfile.Open(context.Background(), filepath.Join(folder, name), docfile.Options{})
			if err != nil {
				t.Fatal(err)
			}
			got, want := rowsOf(doc), truth(leftOut.Replace(string(said)))
			if at := slices.Index(want, "…"); at >= 0 { // rows that the truth leaves out
				more := max(at, len(got)-(len(want)-at-1))
				got = slices.Replace(got, at, more, "…")
			}
			for i := range max(len(got), len(want)) {
				a, b := "", ""
				if i < len(got) {
					a = got[i]
				}
				if i < len(want) {
					b = want[i]
				}
				if a != b {
					t.Fatalf("row %d of %d and %d: %q, want %q", i, len(got), len(want), a, b)
				}
			}
			t.Log(len(got), "rows")
		})
	}
}

// leftOut is in what the second program has read and ours has not: struck-out text and the mark of a footnote, which
// ours leaves out and says. The text of a formula only ours has.
var leftOut = strings.NewReplacer("The next cell has an equation", "The next cell has an equation\tA=πr2",
	"has another equation", "has another equation\tx=-b±b2-4ac2a",
	"bold, strikethrough and", "bold, and",
	"Rich cell A nested table ¶ A ¶ B ¶ C ¶ Cell 1 ¶", "Rich cell A nested table ¶ A ¶ B ¶ C ¶", "slove1", "slove")

// rowsOf are the rows of a document's tables that have a text.
func rowsOf(doc *grid.Document) []string {
	var rows []string
	for _, part := range doc.Parts {
		if part.Table == nil {
			continue
		}
		for _, row := range part.Table.Rows {
			var cells []string
			for _, c := range row.Cells {
				text := ""
				for _, l := range c.Lines {
					text += l.Text
				}
				cells = append(cells, text)
			}
			rows = append(rows, withTexts(cells)...)
		}
	}
	return rows
}

// truth are the rows that the second program has read.
func truth(said string) []string {
	marks := regexp.MustCompile(`\[\d+x\d+\]|[¶⏎]|\(no cell\)`)
	var rows []string
	table := false
	for line := range strings.Lines(said) {
		if strings.HasPrefix(line, "#") {
			table = strings.HasPrefix(line, "# table") && !strings.Contains(line, "not in the body") ||
				strings.HasPrefix(line, "# sheet")
			continue
		}
		if table {
			rows = append(rows, withTexts(strings.Split(marks.ReplaceAllString(line, ""), "\t"))...)
		}
	}
	return rows
}

// withTexts is a row as one text, or nothing where all of it is empty.
func withTexts(cells []string) []string {
	for i, c := range cells {
		cells[i] = strings.Map(func(r rune) rune {
			if unicode.IsSpace(r) {
				return -1
			}
			return r
		}, c)
	}
	cells = slices.DeleteFunc(cells, func(c string) bool { return c == "" })
	if len(cells) == 0 {
		return nil
	}
	return []string{strings.Join(cells, "|")}
}
