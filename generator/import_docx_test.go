package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"html"
	"os"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// word makes a Word file of a text. A line is a paragraph; lines that begin with | are a table's rows, their cells
// have | between them, and ／ stands for a new paragraph in a cell.
func word(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: word file text")
	}
	var body strings.Builder
	inTable := false
	for line := range strings.Lines(ts.ReadFile(args[1])) {
		line = strings.TrimSuffix(line, "\n")
		cells, row := strings.CutPrefix(line, "|")
		if row != inTable {
			body.WriteString(map[bool]string{true: "<w:tbl>", false: "</w:tbl>"}[row])
			inTable = row
		}
		if !row {
			body.WriteString(paragraph(line))
			continue
		}
		body.WriteString("<w:tr>")
		for cell := range strings.SplitSeq(strings.TrimSuffix(cells, "|"), "|") {
			body.WriteString("<w:tc>")
			for text := range strings.SplitSeq(cell, "／") {
				body.WriteString(paragraph(strings.TrimSpace(text)))
			}
			body.WriteString("</w:tc>")
		}
		body.WriteString("</w:tr>")
	}
	if inTable {
		body.WriteString("</w:tbl>")
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), wordFile(body.String()), 0o644))
}

func paragraph(text string) string {
	return "<w:p><w:r><w:t>" + html.EscapeString(text) + "</w:t></w:r></w:p>"
}

func wordFile(body string) []byte {
	const main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
	const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
	const names = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	var file bytes.Buffer
	archive := zip.NewWriter(&file)
	for _, part := range [][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
			`<Override PartName="/word/document.xml" ContentType="` + main + `"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
			`<Relationship Id="r" Type="` + office + `" Target="word/document.xml"/></Relationships>`},
		{"word/document.xml", `<w:document xmlns:w="` + names + `"><w:body>` + body + `</w:body></w:document>`},
	} {
		w, err := archive.Create(part[0])
		if err == nil {
			_, err = fmt.Fprint(w, part[1])
		}
		if err != nil {
			panic(err)
		}
	}
	if err := archive.Close(); err != nil {
		panic(err)
	}
	return file.Bytes()
}
