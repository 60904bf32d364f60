package docfile

import (
	"bytes"
	"unicode/utf8"

	"handbook/generator/diag"
)

// refusePlain says what a text is, with its encoding, and what to give instead: a table whose cells have commas between
// them, as programs save it, tells neither a number from a text nor a line of a cell from a row.
func refusePlain(name string, data []byte) error {
	encoding := "GBK"
	if utf8.Valid(data) {
		encoding = "UTF-8"
	}
	what, hint := "plain text", asExcel
	if isCSV(data) {
		what = "a table as CSV"
		hint += "; in place of the handbook's own list.csv, change the workbook that `handbook export` writes"
	}
	return diag.Errorf(hint, "%s: %s in %s, which is not read", name, what, encoding)
}

// isCSV says whether a text's first lines have the same number of commas, semicolons or tabs.
func isCSV(data []byte) bool {
	lines := bytes.SplitN(bytes.TrimSpace(data), []byte("\n"), 3)
	for _, sign := range []string{",", "\t", ";"} {
		n := bytes.Count(lines[0], []byte(sign))
		if n > 0 && (len(lines) < 2 || bytes.Count(lines[1], []byte(sign)) >= n) {
			return true
		}
	}
	return false
}
