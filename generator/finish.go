package main

import (
	"errors"
	"fmt"
	"strings"

	"handbook/generator/diag"
	"handbook/generator/site"
)

func finishCommand() command {
	flags := newFlags("finish")
	var c site.Config
	flags.StringVar(&c.From, "from", builtSite, "Read the site that Hugo made from `DIR`.")
	flags.StringVar(&c.To, "to", publicSite, "Publish the site in `DIR`.")
	c.More = []string{oneFiles, exportedFiles}
	flags.Func("more", "Publish what is in `FOLDERS` with it; several are divided by commas. Default: "+
		oneFiles+","+exportedFiles+".", func(folders string) error {
		c.More = strings.FieldsFunc(folders, func(r rune) bool { return r == ',' })
		return nil
	})
	flags.StringVar(&c.Next, "work", nextSite,
		"Prepare the site in `DIR`; where that is on another disk than the published folder, "+
			"in a folder beside the latter.")
	flags.StringVar(&c.Record, "record", finishRecord,
		"Know by `FILE` what the last run made of each file, and publish what has not changed as it was; "+
			"where it is \"\", make all of it anew.")
	return command{
		flags:   flags,
		summary: "Check the site, minify it and publish it.",
		details: "A site with a dead link is not published. The published folder is replaced in one step, so that it " +
			"is always whole; its manifest.json has the SHA-256 of every file.",
		examples: []string{"handbook finish", "handbook finish -from .build/html -to public"},
		run: func(s streams, _ []string) error {
			c.Program = thisProgram()
			return runFinish(s, c)
		},
	}
}

func runFinish(s streams, c site.Config) error {
	working := progress(s.stderr)
	c.Done = working.town("finish")
	report, err := site.Finish(c)
	working.done()
	if findings := site.Findings(nil); errors.As(err, &findings) {
		diag.PrintMost(s.stderr, findings) // a dead link in the page head is on every page
		fmt.Fprintf(s.stderr, "%s in the site; %s was not changed\n", plural(len(findings), "fault"), c.To)
		return errFindings
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(s.stdout, "%s: %d files, %d kB, %d links hold\n", c.To, report.Files, report.Written/1000, report.Links)
	return nil
}
