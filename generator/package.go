package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"handbook/generator/address"
	"handbook/generator/diag"
	"handbook/generator/pack"
	"handbook/generator/portal"
	"handbook/generator/verify"
)

func packageCommand() command {
	flags := newFlags("package")
	var data, public, zip string
	dataFlag(flags, &data)
	publicFlag(flags, &public)
	flags.StringVar(&zip, "out", "dist/handbook.zip", "Write the zip to `FILE`, and its checksum to FILE.sha256.")
	unproved := flags.Bool("unproved", false, "Pack a list that does not agree with the official text, too.")
	return command{
		flags:   flags,
		summary: "Pack the site into one zip for the county's web desk.",
		details: "The zip has the site, the checksums of its files, settings for web servers, and a note on what to " +
			"do with it. Nothing is packed while `handbook proof` or `handbook portal` reports an error, or a value " +
			"of data/site.toml is missing.",
		examples: []string{"handbook package", "handbook package -unproved -out draft.zip"},
		run:      func(s streams, _ []string) error { return runPackage(s, data, public, zip, *unproved) },
	}
}

func runPackage(s streams, data, public, zip string, unproved bool) error {
	county, _, err := load(data, s.stderr)
	if err != nil {
		return err
	}
	if !unproved {
		if err := allProved(runProof(streams{io.Discard, s.stderr}, data, county)); err != nil {
			return err
		}
	}
	checked, err := inspect(data, county, public, s.stderr)
	if err != nil {
		return err
	}
	if !ready(checked, s.stderr) {
		return diag.Errorf("fill in "+filepath.Join(data, portal.FileName)+", make, and look at `handbook portal`",
			"not packed: %s is not ready for the portal", verify.Quoted(public))
	}
	date, _ := time.Parse("2006-01-02 15:04", checked.config.Value("content.published"))
	headers, err := serverSettings(public)
	if err != nil {
		return err
	}
	packed, err := pack.Write(pack.Config{
		Public: public, Headers: headers, Date: date, Address: checked.config.Value("site.address"), File: zip,
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(s.stdout, "%s: %d files, %d kB, SHA-256 %s\n",
		verify.Quoted(zip), packed.Files, packed.Size/1000, packed.SHA256)
	return nil
}

// allProved is why lists are not packed that do not agree with the official text, or were not compared with one.
func allProved(all proved) error {
	const asItIs = "; to pack it as it is, handbook package -unproved, or make package unproved=yes"
	switch {
	case all.errors > 0:
		return diag.WithHint(errors.New("not packed: the list does not account for the official text"),
			"correct what is named above"+asItIs)
	case len(all.missing) > 0:
		return diag.Errorf("keep it as source.txt in the folder of the town"+asItIs,
			"not packed: there is no official text to compare the list of %s with", strings.Join(all.missing, "、"))
	}
	return nil
}

// ready prints what a portal would not take, and tells whether there is nothing of the kind.
func ready(checked inspection, stderr io.Writer) bool {
	unset := checked.config.Unset()
	for _, key := range unset {
		fmt.Fprintf(stderr, "未填写 unset: %s\n", portal.Describe(key))
	}
	for _, row := range checked.report.Rows {
		if row.Verdict == portal.Broken {
			line := strings.Join([]string{row.Clause, row.Expected, row.Found, row.Page}, " · ")
			fmt.Fprintf(stderr, "不合格 wrong: %s\n", diag.Printable(line))
		}
	}
	return !checked.faulty() && len(unset) == 0 && checked.report.Count(portal.Broken) == 0
}

// serverSettings are the files with settings for web servers, by name. They name the towns' one-file editions.
func serverSettings(public string) (map[string][]byte, error) {
	editions, err := fs.Glob(os.DirFS(public), "*/"+address.OneFileName)
	if err != nil {
		return nil, err
	}
	return portal.Headers(editions)
}
