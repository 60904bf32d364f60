package main

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"maps"
	"sync"

	"golang.org/x/sync/errgroup"

	"handbook/generator/cache"
	"handbook/generator/hugo"
	"handbook/generator/offline"
	"handbook/generator/site"
)

func siteCommand() command {
	flags := newFlags("site")
	var o siteOptions
	o.pages.declare(flags)
	o.pages.declareFonts(flags)
	themeFlag(flags, &o.offline.Theme)
	hugoFlag(flags, &o.hugo.Program)
	withFlag(flags, &o.hugo.MoreSettings)
	flags.StringVar(&o.books, "books", "", "Show of the books that handbook book left in `DIR` those that are true, "+
		"and say of which towns they are not. Without it, those are shown that were shown last.")
	flags.StringVar(&o.finish.To, "to", publicSite, "Publish the site in `DIR`.")
	return command{
		flags:   flags,
		summary: "Make the site, from the list to the published folder.",
		details: "It does what pages, render, offline, export and finish do, in this order, but reads the list once, " +
			"and makes what it can side by side.",
		examples: []string{"handbook site", "handbook site -with themes/book.toml"},
		run:      func(s streams, _ []string) error { return runSite(s, o) },
	}
}

// siteOptions are those of the steps.
type siteOptions struct {
	pages   pagesOptions
	books   string // the folder of the printed ones
	hugo    hugo.Config
	offline offline.Config
	export  exportOptions
	finish  site.Config
}

// manyTowns is from how many towns on steps are made one after the other: side by side they save little time there,
// where each keeps all cores busy by itself, and need the memory of both.
const manyTowns = 20

func runSite(s streams, o siteOptions) error {
	var program string
	var reading sync.WaitGroup // beside the list: both take a hundredth of a second and more
	reading.Go(func() { program = thisProgram() })
	county, words, err := load(o.pages.data, s.stderr)
	reading.Wait()
	if err != nil {
		return err
	}
	config := loadPortal(o.pages.data, county, "the site", s.stderr)
	o.pages.program = program
	made, err := makePages(s, o.pages, county, words, config)
	if err != nil {
		return err
	}
	o.hugo.Content, o.hugo.ContentSums, o.hugo.Portal = o.pages.content, made.sums, o.pages.portal
	o.hugo.Site, o.hugo.Records = builtSite, renderedParts
	o.offline.Content = o.pages.content
	o.offline.Data, o.offline.Site, o.offline.Out, o.offline.Records = o.pages.data, builtSite, oneFiles, madeOneFiles
	o.finish.From, o.finish.More, o.finish.Next = builtSite, []string{oneFiles, exportedFiles}, nextSite
	o.finish.Record = finishRecord
	o.export = exportOptions{o.pages.data, exportedFiles, madeExports, program}
	o.offline.Program, o.finish.Program = program, program
	said, err := showBooks(s, o, drafting{
		data: o.pages.data, theme: o.offline.Theme, folders: o.pages.fonts, county: county, pages: made.pages,
		written: made.written, terms: words.Terms, address: config.Value("site.address"), program: program,
	})
	if err != nil {
		return err
	}
	// The workbooks need neither Hugo's pages nor what is made of these.
	var exported bytes.Buffer
	var data []cache.File
	var report hugo.Report
	var steps errgroup.Group
	if len(county.Towns) > manyTowns {
		steps.SetLimit(1)
	}
	steps.Go(func() (err error) {
		data, err = makeExport(streams{&exported, s.stderr}, o.export, county, config)
		if len(county.Towns) > manyTowns {
			leaveMemory() // to Hugo
		}
		return err
	})
	steps.Go(func() (err error) {
		if report, err = makeSite(s, o.hugo); err != nil {
			return err
		}
		tuneMemory()
		return makeOffline(s, county, made, o.offline)
	})
	if err := steps.Wait(); err != nil {
		return err
	}
	known := maps.Clone(report.Sums)
	for _, f := range data {
		known[f.Path] = f.Sum
	}
	o.finish.Known = func(path string) ([sha256.Size]byte, bool) { sum, ok := known[path]; return sum, ok }
	fmt.Fprint(s.stdout, exported.String())
	if err := runFinish(s, o.finish); err != nil {
		return err
	}
	fmt.Fprintf(s.stdout, "open %s/index.html: the site %s\n", o.finish.To, said)
	return nil
}
