package grid

import (
	"fmt"
	"strings"
)

// The text form of a document, for tests: a line outside tables is "text …"; a table, "table" with its sheet's name,
// then a row a line that opens with "|", or "#|" where it is repeated as a head. Between cells stands "|"; a cell that
// goes on over further columns is followed by "<" for each, and "^" is one that is merged with the cell above. Within a
// cell "¶" begins a paragraph and "/" a printed line that may go on; before a line, {1.} is what the program numbers it
// with, and behind it "~" says that it is full. What was left out is "left", the reason and the text; a doubt, "doubt"
// and its sentence.
const (
	paragraph = "¶"
	printed   = "⏎"
	fullMark  = "~"
)

// Format writes a document in its text form.
func Format(d *Document) string {
	var b strings.Builder
	for _, part := range d.Parts {
		if part.Line != nil {
			fmt.Fprintf(&b, "text %s\n", formatLine(part.Line))
			continue
		}
		b.WriteString(strings.TrimSpace("table "+part.Table.Sheet) + "\n")
		for _, row := range part.Table.Rows {
			if row.Head {
				b.WriteString("#")
			}
			b.WriteString(formatRow(row, part.Table.Wide) + "\n")
		}
	}
	for _, l := range d.Left {
		fmt.Fprintf(&b, "left %s: %s\n", l.Why, l.Text)
	}
	for _, doubt := range d.Doubts {
		fmt.Fprintf(&b, "doubt %s\n", doubt.Text)
	}
	return b.String()
}

func formatRow(row *Row, wide int) string {
	fields := make([]string, wide)
	for _, c := range row.Cells {
		for i := c.Column + 1; i < c.Column+c.Wide && i < wide; i++ {
			fields[i] = "<"
		}
		if c.Above != nil {
			fields[c.Column] = "^"
			continue
		}
		var text strings.Builder
		for i, line := range c.Lines {
			switch {
			case i == 0:
			case line.Hard:
				text.WriteString(paragraph)
			default:
				text.WriteString(printed)
			}
			text.WriteString(formatLine(line))
		}
		fields[c.Column] = text.String()
	}
	return "|" + strings.Join(fields, "|") + "|"
}

func formatLine(l *Line) string {
	text := l.Text
	if l.Number != "" {
		text = "{" + l.Number + "}" + text
	}
	if l.Full {
		text += fullMark
	}
	return text
}

// Parse reads a document in its text form. Of a file called .pdf each table stands on a page of its own.
func Parse(file, text string) (*Document, error) {
	d := &Document{File: file}
	var table *Table
	tables := 0
	for n, line := range strings.Split(strings.TrimRight(text, "\n"), "\n") {
		word, rest, _ := strings.Cut(line, " ")
		switch {
		case line == "":
		case word == "text":
			d.Parts, table = append(d.Parts, Part{Line: parseLine(rest, true)}), nil
		case word == "table":
			table = &Table{Sheet: rest}
			tables++
			d.Parts = append(d.Parts, Part{Table: table})
		case word == "doubt":
			d.Doubts = append(d.Doubts, Doubt{Text: rest})
		case word == "left":
			why, what, _ := strings.Cut(rest, ": ")
			left := Left{Why: -1, Text: what}
			for w := Deleted; w <= Drawing; w++ {
				if w.String() == why {
					left.Why = w
				}
			}
			if left.Why < 0 {
				return nil, fmt.Errorf("line %d: no reason %q", n+1, why)
			}
			d.Left = append(d.Left, left)
		case strings.HasPrefix(strings.TrimPrefix(line, "#"), "|") && table != nil:
			row := parseRow(table, line)
			row.Place = Place{Sheet: table.Sheet, Table: tables, Row: len(table.Rows) + 1}
			if strings.HasSuffix(file, ".pdf") {
				row.Place.Page = tables
			}
			for _, c := range row.Cells {
				c.Place = row.Place
				for _, l := range c.Lines {
					l.Place = row.Place
				}
			}
			table.Rows = append(table.Rows, row)
		default:
			return nil, fmt.Errorf("line %d: neither text nor a row of a table: %q", n+1, line)
		}
	}
	return d, nil
}

func parseRow(table *Table, line string) *Row {
	row := &Row{Head: strings.HasPrefix(line, "#")}
	line = strings.TrimPrefix(line, "#")
	fields := strings.Split(strings.TrimSuffix(strings.TrimPrefix(line, "|"), "|"), "|")
	table.Wide = max(table.Wide, len(fields))
	for i, field := range fields {
		switch field {
		case "<":
			if n := len(row.Cells); n > 0 {
				row.Cells[n-1].Wide++
			}
			continue
		case "^":
			row.Cells = append(row.Cells, &Cell{Column: i, Wide: 1, Above: table.owner(i)})
			continue
		}
		cell := &Cell{Column: i, Wide: 1}
		for j, text := range strings.Split(field, paragraph) {
			for k, part := range strings.Split(text, printed) {
				if part != "" || j+k > 0 {
					cell.Lines = append(cell.Lines, parseLine(part, k == 0))
				}
			}
		}
		row.Cells = append(row.Cells, cell)
	}
	return row
}

// owner is the cell of the row above that covers a column, or the one that it is merged with.
func (t *Table) owner(column int) *Cell {
	if len(t.Rows) == 0 {
		return nil
	}
	for _, c := range t.Rows[len(t.Rows)-1].Cells {
		if c.Column <= column && column < c.Column+c.Wide {
			if c.Above != nil {
				return c.Above
			}
			return c
		}
	}
	return nil
}

func parseLine(text string, hard bool) *Line {
	l := &Line{Hard: hard}
	if rest, ok := strings.CutPrefix(text, "{"); ok {
		if number, after, ok := strings.Cut(rest, "}"); ok {
			l.Number, text = number, after
		}
	}
	l.Text, l.Full = strings.CutSuffix(text, fullMark)
	return l
}
