package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"handbook/generator/diag"
	"handbook/generator/hugo"
)

func renderCommand() command {
	flags := newFlags("render")
	var c hugo.Config
	contentFlag(flags, &c.Content)
	flags.StringVar(&c.Portal, "portal", portalSettings,
		"Read what the theme gets of data/site.toml from `FILE`, as handbook pages wrote it.")
	hugoFlag(flags, &c.Program)
	flags.StringVar(&c.Site, "html", builtSite, "Write the site to `DIR`, and remove what is in it before.")
	flags.StringVar(&c.Records, "parts", renderedParts,
		"Remember in `DIR` of what each town's pages were made: those of a town that has not changed are not made "+
			"again.")
	flags.Func("only", "Of several towns, make the pages of `TOWNS`, by their folders, divided by commas, and "+
		hugo.County+" for the county's own; the others' are left for other runs, or for other computers.",
		func(parts string) error {
			c.Only = strings.FieldsFunc(parts, func(r rune) bool { return r == ',' })
			return nil
		})
	withFlag(flags, &c.MoreSettings)
	return command{
		flags:   flags,
		summary: "Make the site of the pages with Hugo.",
		details: "That Hugo wrote every page, and wrote it whole, is checked. Variables of the environment that " +
			"begin with HUGO have no effect: the same pages make the same site for everybody.",
		examples: []string{"handbook render", "handbook render -with themes/book.toml"},
		run:      func(s streams, _ []string) error { return runRender(s, c) },
	}
}

// withFlag is the option that names more settings for Hugo.
func withFlag(flags *flag.FlagSet, to *[]string) {
	flags.Func("with", "Give Hugo the settings in `FILES`, too; several are divided by commas. "+
		"themes/book.toml puts the bound book on the site.", func(files string) error {
		*to = strings.FieldsFunc(files, func(r rune) bool { return r == ',' })
		return nil
	})
}

// tellHugo is how often a log is told that Hugo is at work.
const tellHugo = 30 * time.Second

func runRender(s streams, c hugo.Config) error {
	_, err := makeSite(s, c)
	return err
}

// makeSite has Hugo make the site.
func makeSite(s streams, c hugo.Config) (hugo.Report, error) {
	// The theme links to these from every page, and has a template for each.
	for _, name := range []string{"about.md", "search.md"} {
		file := filepath.Join(c.Content, name)
		if _, err := os.Stat(file); errors.Is(err, fs.ErrNotExist) {
			return hugo.Report{}, diag.Errorf("run `handbook pages`, which writes it",
				"there is no %s, which every page links to", file)
		}
	}
	ctx, stop := untilStopped()
	defer stop()
	c.Output = s.stderr
	working := progress(s.stderr)
	c.Working = func(pages int, took, limit time.Duration) {
		working.count(fmt.Sprintf("Hugo makes %d pages: %v, of %v that it may take",
			pages, took.Round(time.Second), limit.Round(time.Second)), tellHugo)
	}
	c.Done = working.town("Hugo")
	report, err := c.Render(ctx)
	working.done()
	if err != nil {
		return report, err
	}
	parts := ""
	if report.Kept {
		fmt.Fprintf(s.stdout, "%s: as it was\n", c.Site)
		return report, nil
	}
	if report.Parts > 0 {
		parts = fmt.Sprintf(", %d of %d parts", report.Made, report.Parts)
		if report.Lacks > 0 {
			parts += fmt.Sprintf("; %s not there yet", plural(report.Lacks, "part"))
		}
	}
	fmt.Fprintf(s.stdout, "%s: %d pages, %d kB%s\n", c.Site, report.Pages, report.Size/1000, parts)
	return report, nil
}

// untilStopped ends with Ctrl-C, with kill, and with the terminal that the program runs in.
func untilStopped() (context.Context, context.CancelFunc) {
	return signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
}
