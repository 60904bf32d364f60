package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"handbook/generator/book"
	"handbook/generator/page"
	"handbook/generator/portal"
)

// bind makes the bound book of each town, in all its editions. What the site shows of it is laid below o.book for Hugo: site/ is
// published as it is, content/ has the book as a page, data/ the printed page numbers.
func bind(o options, stdout, stderr io.Writer) error {
	county, _, err := load(o, stderr)
	if err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	config, _ := portal.Load(o.data) // `pages` has said what is wrong with it
	all := page.All(county)
	for _, town := range county.Towns {
		manuscript, err := book.Read(o.data, county, town, all, config.Value("site.address"))
		if err != nil {
			return err
		}
		err = book.Make(ctx, book.Config{
			Theme: filepath.Join(o.theme, "book"), Fonts: o.fonts, Kai: o.kai,
			Work: filepath.Join(o.book, "work"), Site: filepath.Join(o.book, "site"),
			Content: filepath.Join(o.book, "content"), Pages: filepath.Join(o.book, "data", "book"),
			Dist: o.dist, Progress: stdout,
		}, manuscript)
		if err != nil {
			return fmt.Errorf("the book of %s: %w", town.Name, err)
		}
	}
	return nil
}
