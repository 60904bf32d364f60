package main

import (
	"fmt"

	"handbook/generator/grid"
	"handbook/generator/ruled"
)

// pdf reads a PDF. It stays open, for the report shows its pages, until the import is over.
func (i *importing) pdf(working *progressLine) func(file string, data []byte) (*grid.Document, error) {
	cache, err := ruled.Cache()
	if err != nil {
		cache = ""
	}
	return func(file string, data []byte) (*grid.Document, error) {
		doc, done, err := ruled.Open(file, data, ruled.Options{Cache: cache, Progress: func(page, pages int) {
			working.on(fmt.Sprintf("reading %s, page %d of %d", file, page, pages))
		}})
		if err == nil {
			i.open = append(i.open, done)
		}
		return doc, err
	}
}

// close ends what reads the documents.
func (i *importing) close() {
	for _, done := range i.open {
		done()
	}
}
