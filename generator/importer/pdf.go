package importer

import (
	"fmt"
	"runtime/debug"

	"handbook/generator/grid"
	"handbook/generator/ruled"
)

// pdf reads a PDF. It stays open, for the report shows its pages, until the import is over.
func (i *importing) pdf() func(file string, data []byte) (*grid.Document, error) {
	cache, err := ruled.Cache()
	if err != nil {
		cache = ""
	}
	return func(file string, data []byte) (*grid.Document, error) {
		debug.SetMemoryLimit(enough) // offices have small machines
		doc, done, err := ruled.Open(file, data, ruled.Options{Cache: cache, Progress: func(page, pages int) {
			i.options.Working(fmt.Sprintf("reading %s, page %d of %d", file, page, pages))
		}})
		if err == nil {
			i.open = append(i.open, done)
		}
		return doc, err
	}
}

// enough is the memory, in bytes, from which on the program looks for what it no longer needs: with what PDFium itself
// takes, an import stays below 200 MB.
const enough = 100 << 20

// close ends what reads the documents.
func (i *importing) close() {
	for _, done := range i.open {
		done()
	}
}
