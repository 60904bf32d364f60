package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"handbook/generator/book"
	"handbook/generator/book/press"
	"handbook/generator/list"
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
	config, _ := portal.Load(o.data, ids(county)) // `pages` has said what is wrong with it
	all := page.All(county)
	var failed []error
	for _, town := range county.Towns {
		if len(county.Towns) > 1 {
			fmt.Fprintf(stdout, "book: %s\n", town.Name)
		}
		err := bindTown(ctx, o, county, town, all, config.Value("site.address"), stdout)
		if err != nil && ctx.Err() != nil {
			return errors.New("stopped: the last good books stay as they were")
		}
		if err != nil {
			failed = append(failed, fmt.Errorf("the book of %s: %w", town.Name, err)) // the others' do not wait for it
		}
	}
	return errors.Join(failed...)
}

func bindTown(ctx context.Context, o options, county *list.County, town *list.Town, all []page.Page, address string, progress io.Writer) error {
	browser := press.Start(ctx, press.Limits{}) // it starts while the manuscript is read
	defer browser.Close()
	manuscript, err := book.Read(o.data, county, town, all, address)
	if err != nil {
		return err
	}
	return book.Make(ctx, book.Config{
		Theme: filepath.Join(o.theme, "book"), Fonts: o.fonts, Kai: o.kai,
		Work: filepath.Join(o.book, "work"), Site: filepath.Join(o.book, "site"), Content: filepath.Join(o.book, "content"),
		Pages: filepath.Join(o.book, "data", "book"), Dist: o.dist, Progress: progress,
	}, browser, manuscript)
}
