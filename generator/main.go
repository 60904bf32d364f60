// Command handbook makes a handbook of the duty lists of a county's towns: a website and a bound book. The flow has one
// direction, and each command is one step of it:
//
//	data/*.toml ──check, proof, pages──▶ content/*.md ──render──▶ .build/html ──offline, export, finish──▶ public/
//	     └────────book, site───────▶ .build/shown, dist/ ──┘
//
// Beside the steps, serve previews the site, portal checks the published folder against the rules for government
// portals, package makes a zip of it, and verify compares a published copy with it.
//
// Each command has a file of its own, with its options, its help text and the function that runs it. A new one is a
// file like check.go, and a line in [commands].
package main

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"handbook/generator/diag"
	"handbook/generator/disk"
	"handbook/generator/importer"
	"handbook/generator/record"
)

// commands are all commands, in the order that help lists them in.
func commands() []command {
	return []command{
		checkCommand(),
		importCommand(),
		initCommand(),
		departmentsCommand(),
		proofCommand(),
		siteCommand(),
		pagesCommand(),
		bookCommand(),
		renderCommand(),
		offlineCommand(),
		exportCommand(),
		compareCommand(),
		finishCommand(),
		serveCommand(),
		portalCommand(),
		packageCommand(),
		verifyCommand(),
		versionCommand(),
		helpCommand(),
	}
}

// Exit statuses.
const (
	exitFindings = 1
	exitMisuse   = 2
)

func main() {
	tuneMemory()
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// run runs a command line and returns its exit status.
func run(args []string, stdout, stderr io.Writer) int {
	if len(args) == 0 {
		printOverview(stderr)
		return exitMisuse
	}
	out := &output{to: stdout}
	c, arguments, err := parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		c.printHelp(out)
		err = nil
	case err == nil:
		err = c.run(streams{out, stderr}, arguments)
	}
	if err == nil && out.err != nil {
		// The error itself would name a device.
		err = fmt.Errorf("cannot write the output: %s", record.Reason(out.err))
	}
	switch {
	case err == nil:
		return 0
	case !errors.Is(err, errFindings):
		diag.PrintError(stderr, diag.WithHint(err, disk.Hint(err))) // any command may meet a full disk
	}
	if errors.As(err, new(misuse)) || errors.As(err, new(importer.Unwritten)) {
		return exitMisuse
	}
	return exitFindings
}

// streams are where a command writes to: its results, and what it says about them.
type streams struct{ stdout, stderr io.Writer }

// output remembers a failed write: a report that is cut off must not pass for a whole one.
type output struct {
	to  io.Writer
	err error
}

func (o *output) Write(p []byte) (int, error) {
	n, err := o.to.Write(p)
	o.err = cmp.Or(o.err, err)
	return n, err
}
