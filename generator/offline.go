package main

import (
	"fmt"

	"handbook/generator/offline"
)

func offlineCommand() command {
	flags := newFlags("offline")
	var c offline.Config
	contentFlag(flags, &c.Content)
	themeFlag(flags, &c.Theme)
	flags.StringVar(&c.Site, "from", builtSite, "Add the files to the site that Hugo made in `DIR`.")
	return command{
		flags:   flags,
		summary: "Add the one-file edition of each town to the site.",
		details: "It is offline.html in the town's folder, with all pages of the town. With it comes the service worker " +
			"that keeps it on the devices of readers, who may have no network later.",
		examples: []string{"handbook offline"},
		run:      func(s streams, _ []string) error { return runOffline(s, c) },
	}
}

func runOffline(s streams, c offline.Config) error {
	files, err := offline.Make(c)
	for _, f := range files {
		fmt.Fprintf(s.stdout, "%s: %d kB\n", f.Path, f.Size/1000)
	}
	return err
}
