package ruled

import "handbook/generator/diag"

// refuse says why nothing can be made of a document.
func (r *reader) refuse() error {
	chars, unmapped, tables, images := 0, 0, 0, 0
	for _, s := range r.sheets {
		unmapped += s.unmapped
		images += s.images
		tables += len(s.tables)
		chars += s.count
	}
	switch {
	case chars == 0 && images > 0:
		return diag.Errorf("ask for the Word file, or for a PDF that was exported from it",
			"%s: its pages are pictures, as a scanner makes them, without text", r.file)
	case chars == 0:
		return diag.Errorf(exportAgain, "%s: no text", r.file)
	case unmapped > 0:
		return diag.Errorf(exportAgain,
			"%s: it shows %d of its %d characters and does not say which they are (no ToUnicode)",
			r.file, unmapped, chars)
	case tables == 0:
		return diag.Errorf("set borders around all cells in Word and export it again, or import the .docx itself",
			"%s: no tables with drawn lines", r.file)
	}
	return nil
}
