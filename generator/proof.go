package main

import (
	"fmt"

	"handbook/generator/diag"
	"handbook/generator/list"
	"handbook/generator/proof"
)

func proofCommand() command {
	flags := newFlags("proof")
	var data string
	dataFlag(flags, &data)
	return command{
		flags:   flags,
		summary: "Compare the list with the official text, character by character.",
		details: "The official text of a town is the file source.txt in its folder. The list must have each of its " +
			"characters, and no other; exceptions, each with a reason, are in proof.toml. A town without source.txt " +
			"is a warning, as long as another town has one.",
		examples: []string{"handbook proof"},
		run: func(s streams, _ []string) error {
			county, _, err := load(data, s.stderr)
			if err != nil {
				return err
			}
			// Where a county keeps the texts of some towns, a warning of the others must not look like the error that
			// it would hide; where it keeps none, nothing was shown.
			if proved := runProof(s, data, county); proved.errors > 0 || len(proved.missing) == len(county.Towns) {
				return errFindings
			}
			return nil
		},
	}
}

// proved tells what a comparison of all towns came to.
type proved struct {
	errors  int
	missing []string // the names of the towns that have no text to be compared with
}

// runProof compares the list of each town with its official text.
func runProof(s streams, data string, county *list.County) proved {
	var all proved
	for _, t := range county.Towns {
		report := proof.Of(data, t)
		diag.Print(s.stderr, report.Findings)
		errs, _ := diag.Count(report.Findings)
		all.errors += errs
		if report.Missing {
			all.missing = append(all.missing, t.Name)
		}
		fmt.Fprintln(s.stdout, report.Summary)
	}
	return all
}
