// Package docx reads a text document of Word or WPS (.docx) as tables of cells and the lines between them.
//
// It takes the document as its author accepts it: what a tracked change deleted is left out, what it inserted is taken.
// The numbers of numbered paragraphs, which the program shows and the file does not hold, it works out as Word does.
// What it leaves out, it names: [grid.Left].
package docx

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"handbook/generator/diag"
	"handbook/generator/grid"
)

// Limits of what is unpacked, in bytes: a document of a hundred pages has two million.
const (
	largestPart = 64 << 20
	largestAll  = 256 << 20
)

const saveAgain = "open it in Word or WPS, save it again as .docx, and import that"

// Read reads a document. An error names the part of the file that cannot be read.
func Read(file string, data []byte) (*grid.Document, error) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, diag.WithHint(fmt.Errorf("%s: the file is damaged or cut off", file), saveAgain)
	}
	p := &parcel{file: file, archive: archive}
	main := p.main()
	if main == "" {
		return nil, diag.WithHint(fmt.Errorf("%s: no text document: it has no document.xml", file), saveAgain)
	}
	root, err := p.part(main)
	if err != nil {
		return nil, err
	}
	body := root.child("body")
	if body == nil {
		return nil, diag.WithHint(fmt.Errorf("%s: %s has no body", file, main), saveAgain)
	}
	r := &reader{doc: &grid.Document{File: file}}
	folder := path.Dir(main)
	for _, part := range []struct {
		name string
		take func(*node)
	}{
		{"styles.xml", func(n *node) { r.styles = readStyles(n) }},
		{"numbering.xml", func(n *node) { r.numbering = readNumbering(n) }},
		{"footnotes.xml", func(n *node) { r.notes = append(r.notes, n.children("footnote")...) }},
		{"endnotes.xml", func(n *node) { r.endnotes = n.children("endnote") }},
		{"comments.xml", func(n *node) { r.comments = n.children("comment") }},
	} {
		n, err := p.optional(path.Join(folder, part.name))
		if err != nil {
			return nil, err
		}
		if n != nil {
			part.take(n)
		}
	}
	if err := r.margins(p, folder); err != nil {
		return nil, err
	}
	r.blocks(body.kids, r.outside)
	r.flush(r.outside)
	r.finish()
	return r.doc, nil
}

// margins reads the headers and footers of pages, which are no part of the text.
func (r *reader) margins(p *parcel, folder string) error {
	for _, f := range p.archive.File {
		name := path.Base(f.Name)
		if path.Dir(f.Name) != folder || path.Ext(name) != ".xml" ||
			!strings.HasPrefix(name, "header") && !strings.HasPrefix(name, "footer") {
			continue
		}
		n, err := p.part(f.Name)
		if err != nil {
			return err
		}
		if text := n.text(); strings.TrimSpace(text) != "" {
			r.left(grid.PageMark, text)
		}
	}
	return nil
}

// A parcel is the zip that a document is.
type parcel struct {
	file    string
	archive *zip.Reader
	read    int64 // bytes unpacked so far
}

// main is the name of the part that holds the text: as a rule word/document.xml, and otherwise what the parcel says.
func (p *parcel) main() string {
	found := ""
	if n, err := p.optional("_rels/.rels"); err == nil && n != nil {
		for _, r := range n.children("Relationship") {
			if strings.HasSuffix(r.attr("Type"), "/officeDocument") {
				found = strings.TrimPrefix(r.attr("Target"), "/")
			}
		}
		if !slices.ContainsFunc(p.archive.File, func(f *zip.File) bool { return f.Name == found }) {
			found = ""
		}
	}
	for _, f := range p.archive.File {
		if f.Name == "word/document.xml" {
			return f.Name
		}
		if path.Base(f.Name) == "document.xml" && found == "" {
			found = f.Name
		}
	}
	return found
}

// optional reads a part that need not be there.
func (p *parcel) optional(name string) (*node, error) {
	for _, f := range p.archive.File {
		if f.Name == name {
			return p.part(name)
		}
	}
	return nil, nil
}

func (p *parcel) part(name string) (*node, error) {
	file, err := p.archive.Open(name)
	if err != nil {
		return nil, diag.WithHint(fmt.Errorf("%s: %s cannot be unpacked", p.file, name), saveAgain)
	}
	defer file.Close()
	limited := io.LimitReader(file, min(largestPart, largestAll-p.read)+1)
	data, err := io.ReadAll(limited)
	p.read += int64(len(data))
	switch {
	case len(data) > largestPart || p.read > largestAll:
		return nil, diag.WithHint(fmt.Errorf("%s: %s is larger than any list when it is unpacked", p.file, name),
			"is it the right file? remove pictures from it, or save it again in Word or WPS")
	case err != nil:
		return nil, diag.WithHint(fmt.Errorf("%s: %s is damaged or cut off", p.file, name), saveAgain)
	}
	root, err := parse(data)
	if err != nil {
		reason := "is no proper XML"
		if errors.Is(err, errDeep) {
			reason = "is nested deeper than any document"
		}
		return nil, diag.WithHint(fmt.Errorf("%s: %s %s", p.file, name, reason), saveAgain)
	}
	return root, nil
}
