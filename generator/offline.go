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
	flags.StringVar(&c.Site, "from", builtSite, "Add the files to the site that Hugo made in `DIR`.")
	return command{
		flags:   flags,
		summary: "Add the one-file edition of each town to the site.",
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
	c.County, c.Pages = county, page.All(county)
	var err error
	if c.Written, err = readContent(folder, c.Pages, s.stderr); err != nil {
		return err
	}
	working := progress(s.stderr)
	c.Done = working.town("one-file editions")
	files, err := offline.Make(c)
	working.done()
	for _, f := range files {
		fmt.Fprintf(s.stdout, "%s: %d kB\n", f.Path, f.Size/1000)
	}
	return err
}
