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

// bind makes the bound book of each town, in all its editions. What the site shows of it is laid below o.book for
// Hugo: site/ is published as it is, content/ has the book as a page, data/ the printed page numbers.
func bind(o options, stdout, stderr io.Writer) error {
	stock, err := book.OpenStock(o.book, o.dist, func() {
		fmt.Fprintf(stderr, "handbook: waiting for another run that makes the books in %s and %s\n", o.book, o.dist)
	})
	if err != nil {
		return err
	}
	defer stock.Close()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	county, lexicon, err := load(o, stderr) // not before it is our turn: the books of the last run are those of the last list
	if err != nil {
		return err
	}
	config, _ := portal.Load(o.data, ids(county)) // `pages` has said what is wrong with it
	all := page.All(county)
	var failed []error
	kept := 0
	for _, town := range county.Towns {
		if len(county.Towns) > 1 {
			fmt.Fprintf(stdout, "book: %s\n", town.Name)
		}
		err := bindTown(ctx, o, stock, county, town, all, lexicon.Terms, config.Value("site.address"), stdout)
		if err != nil && ctx.Err() != nil {
			return errors.New("stopped: the last good books stay as they were")
		}
		if err != nil { // the others' do not wait for it
			failed = append(failed, fmt.Errorf("the book of %s: %w", town.Name, err), stock.Keep(town.ID))
			kept++
		}
	}
	if kept < len(county.Towns) {
		failed = append(failed, stock.Publish(kept == 0))
	}
	return errors.Join(failed...)
}

func bindTown(ctx context.Context, o options, stock *book.Stock, county *list.County, town *list.Town, all []page.Page, terms []string, address string, progress io.Writer) error {
	browser := press.Start(ctx, press.Limits{}) // it starts while the manuscript is read
	defer browser.Close()
	manuscript, err := book.Read(o.data, county, town, all, terms, address)
	if err != nil {
		return err
	}
	config := stock.Folders(book.Config{Theme: filepath.Join(o.theme, "book"), Fonts: o.fonts, Kai: o.kai, Progress: progress})
	return book.Make(ctx, config, browser, manuscript)
}
