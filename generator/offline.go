package main

import (
	"fmt"

	"handbook/generator/list"
	"handbook/generator/offline"
	"handbook/generator/page"
)

func offlineCommand() command {
	flags := newFlags("offline")
	var data, folder string
	var c offline.Config
	dataFlag(flags, &data)
	contentFlag(flags, &folder)
	themeFlag(flags, &c.Theme)
	flags.StringVar(&c.Site, "from", builtSite, "Read the site that Hugo made from `DIR`.")
	flags.StringVar(&c.Out, "out", oneFiles, "Write the files to `DIR`.")
	flags.StringVar(&c.Records, "parts", madeOneFiles, "Remember in `DIR` of what they were made: one that would be "+
		"the same is not made again.")
	return command{
		flags:   flags,
		summary: "Make the one-file edition of each town.",
		details: "It is offline.html in the town's folder, with all pages of the town. With it comes the service " +
			"worker that keeps it on the devices of readers, who may have no network later.",
		examples: []string{"handbook offline"},
		run:      func(s streams, _ []string) error { return runOffline(s, data, folder, c) },
	}
}

func runOffline(s streams, data, folder string, c offline.Config) error {
	county, findings := list.Load(data) // what people say for its words, it takes from what pages wrote
	if err := report(findings, s.stderr); err != nil {
		return err
	}
	made := madePages{pages: page.For(county)}
	var err error
	if made.written, err = readContent(folder, generatedOf(county, made.pages), s.stderr); err != nil {
		return err
	}
	c.Data, c.Content, c.Program = data, folder, thisProgram()
	return makeOffline(s, county, made, c)
}

// makeOffline makes the one-file editions of a list that has been read.
func makeOffline(s streams, county *list.County, made madePages, c offline.Config) error {
	c.County, c.Pages, c.Written = county, made.pages, made.written
	working := progress(s.stderr)
	c.Done = working.town("one-file editions")
	files, err := offline.Make(c)
	working.done()
	for _, f := range files {
		if !f.Kept {
			fmt.Fprintf(s.stdout, "%s: %d kB\n", f.Path, f.Size/1000)
		}
	}
	return err
}
