package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"handbook/generator/portal"
	"handbook/generator/verify"
)

func verifyCommand() command {
	flags := newFlags("verify")
	var c verify.Config
	flags.StringVar(&c.Original, "against", publicSite, "Trust the manifest in `DIR`.")
	flags.StringVar(&c.Copy, "in", publicSite, "Compare the copy `FOLDER|ADDRESS`, as the argument does.")
	return command{
		flags:     flags,
		arguments: "[FOLDER|ADDRESS]",
		summary:   "Compare a published copy with the site that was built.",
		details: "The copy is a folder, or an address that begins with http:// or https://. Every file that was " +
			"changed, added or lost is named, and what could not be compared.",
		examples: []string{
			"handbook verify /mnt/www/qingdan",
			"handbook verify https://www.example.gov.cn/zwgk/qingdan/",
		},
		run: func(s streams, arguments []string) error {
			if len(arguments) > 0 {
				if isSet(flags, "in") {
					return misusef("leave out -in", "two copies to verify: %q and %q", c.Copy, arguments[0])
				}
				c.Copy = arguments[0]
			}
			return runVerify(s, c)
		},
	}
}

func runVerify(s streams, c verify.Config) error {
	settings, err := serverSettings(c.Original)
	if err != nil {
		return err
	}
	c.Beside = map[string][]byte{
		".htaccess": settings[portal.ApacheHeaders], "web.config": settings[portal.IISHeaders],
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	report, err := verify.Against(ctx, c)
	if err != nil {
		return err
	}
	report.Print(s.stdout)
	if !report.Holds() {
		fmt.Fprintf(s.stderr, "%s; compared with %s\n", report.Summary(), verify.Quoted(c.Original))
		return errFindings
	}
	fmt.Fprintln(s.stdout, report.Summary())
	return nil
}
