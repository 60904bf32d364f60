package portal

import (
	"fmt"
	"io"
	"strings"

	"handbook/generator/diag"
)

// widest is how many cells a column of the table may take; what is longer pushes the rest of its line.
const widest = 44

// longest is how many characters of a cell are shown.
const longest = 300

func short(cell string) string {
	if r := []rune(cell); len(r) > longest {
		return string(r[:longest]) + "…"
	}
	return cell
}

// Print writes the report as a table for a terminal: verdict, clause, what is expected, what was found, page.
func (r Report) Print(w io.Writer) {
	rows := [][]string{{"结果", "条款", "要求", "实际", "网页"}}
	for _, row := range r.Rows {
		page := row.Page
		if page == "" {
			page = "–"
		}
		cells := []string{row.Verdict.String(), row.Clause, row.Expected, row.Found, page}
		for i := range cells {
			cells[i] = short(diag.Printable(cells[i])) // names of files and what stands in pages may be anything
		}
		rows = append(rows, cells)
	}
	widths := make([]int, len(rows[0]))
	for _, cells := range rows {
		for i, cell := range cells {
			widths[i] = max(widths[i], min(diag.Cells(cell), widest))
		}
	}
	for _, cells := range rows {
		var line strings.Builder
		for i, cell := range cells {
			line.WriteString(cell)
			if i < len(cells)-1 {
				line.WriteString(strings.Repeat(" ", max(0, widths[i]-diag.Cells(cell))+2))
			}
		}
		fmt.Fprintln(w, line.String())
	}
	fmt.Fprintf(w, "\n%d 条合格，%d 条未填或待核对，%d 条不合格。\n", r.Count(Holds), r.Count(Unset), r.Count(Broken))
	if r.Count(Broken) > 0 {
		fmt.Fprintln(w, "改过 "+FileName+" 以后要重新 make，网页才会变。")
	}
	fmt.Fprintln(w, "机器不能核对的：站外链接能否打开、地址是否长期不变、备案号是否属实、内容是否更新。")
}
