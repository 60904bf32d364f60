package main

import (
	"cmp"
	"flag"
	"fmt"
	"sync"

	"handbook/generator/address"
	"handbook/generator/assets"
	"handbook/generator/cache"
	"handbook/generator/content"
	"handbook/generator/diag"
	"handbook/generator/faces"
	"handbook/generator/lexicon"
	"handbook/generator/list"
	"handbook/generator/page"
	"handbook/generator/portal"
	"handbook/generator/search"
	"handbook/generator/share"
)

// pagesOptions say what the pages are made of, and where they go.
type pagesOptions struct {
	data, content, assets, portal string
	fonts                         faces.Folders // of the pictures; without node packages, they have no letters
	records                       string        // of which towns' pages are as they were made last
	program                       string        // the checksum of the one that runs: another one may make other pages
}

// declare adds the options that serve has, too.
func (o *pagesOptions) declare(flags *flag.FlagSet) {
	dataFlag(flags, &o.data)
	flags.StringVar(&o.content, "content", contentFolder, "Write the Markdown pages to `DIR`.")
	flags.StringVar(&o.portal, "portal", portalSettings, "Write what the theme gets of data/site.toml to `FILE`.")
	flags.StringVar(&o.records, "parts", madeTownPages, "Remember in `DIR` of what the towns' pages were made: those "+
		"of a town that would be the same are not made again.")
	flags.StringVar(&o.assets, "assets", ".build/assets", "Write what the search reads to `DIR`, for Hugo to publish.")
}

// declareFonts adds those about the pictures.
func (o *pagesOptions) declareFonts(flags *flag.FlagSet) {
	flags.StringVar(&o.fonts.Packages, "letters", "", "Show the towns' names in the pictures beside shared links, "+
		"with the fonts in the node packages in `DIR`. Without it, the pictures have no letters.")
	rareFlag(flags, &o.fonts)
}

func pagesCommand() command {
	flags := newFlags("pages")
	var o pagesOptions
	o.declare(flags)
	o.declareFonts(flags)
	return command{
		flags:   flags,
		summary: "Write the Markdown pages of the list, and the data of the search.",
		details: "The list is checked first, as `handbook check` does; one with errors changes nothing. Only what " +
			"has changed is written, and pages that people wrote stay as they are. Errors in data/site.toml are " +
			"reported, and the site is made without the values that have them.",
		examples: []string{"handbook pages", "handbook pages -letters " + bookFonts},
		run:      func(s streams, _ []string) error { return runPages(s, o) },
	}
}

func runPages(s streams, o pagesOptions) error {
	county, lexicon, err := load(o.data, s.stderr)
	if err != nil {
		return err
	}
	o.program = thisProgram()
	_, err = makePages(s, o, county, lexicon, loadPortal(o.data, county, "the site", s.stderr))
	return err
}

// madePages are the pages of a list, and those that people keep beside them.
type madePages struct {
	pages   page.Maker
	written []*page.Written
	sums    map[string]cache.Sum // of the pages' bytes, by their paths in the content folder
}

// makePages makes the pages of a list that has been read.
func makePages(s streams, o pagesOptions, county *list.County, lexicon *lexicon.Lexicon, config portal.Config) (
	made madePages, err error,
) {
	made.pages = page.For(county)
	var data []search.File
	var unsearchable error
	var searching sync.WaitGroup
	searching.Go(func() { data, unsearchable = search.FilesOf(county, made.pages.Matters(), lexicon.Fit(county)) })
	folder := content.Folder{Dir: o.content}
	all, err := comparePages(folder, o, county, made.pages)
	searching.Wait()
	if err = cmp.Or(unsearchable, err); err != nil {
		return made, err
	}
	if made.written, err = readContent(o.content, all.generated, s.stderr); err != nil {
		return made, err
	}
	working := progress(s.stderr)
	defer working.done()
	folder.Done = working.town("pages")
	changes, err := folder.Apply(all.compared...)
	working.done()
	made.sums = all.sums
	if err == nil {
		err = all.keep(o, county)
	}
	if err != nil {
		return made, err
	}
	for _, folder := range changes.Gone {
		diag.PrintMost(s.stderr, []diag.Finding{{Severity: diag.Warning, File: folder,
			Message: "its pages were removed: the list has no town of this id any more",
			Hint: "printed codes lead to these pages; put the town's folder back, or its id, if it was not meant " +
				"to go"}})
	}
	told, err := address.Files(county)
	if err != nil {
		return made, err
	}
	if err := assets.Write(o.assets, told); err != nil {
		return made, err
	}
	if err := search.Write(o.assets, data); err != nil {
		return made, err
	}
	if err := config.WriteParams(o.portal); err != nil {
		return made, err
	}
	shared := share.Config{Assets: o.assets, Address: config.Value("site.address"), Fonts: o.fonts}
	if err := share.Write(shared, county); err != nil {
		return made, err
	}
	fmt.Fprintf(s.stdout, "%s: %d pages, %d written, %d removed\n",
		o.content, len(all.generated), changes.Written, changes.Removed)
	return made, nil
}
