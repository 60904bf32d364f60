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
			switch all := runProof(s, data, county); {
			case all.errors > 0:
				return errFindings
			case len(all.missing) == len(county.Towns):
				return diag.Errorf("keep the text of the official document beside the list, as source.txt",
					"no town has an official text to compare its list with")
			}
			return nil
		},
	}
}

// proved tells what a comparison of all towns came to. That a town has no text fails the command only where no town has
// one, and so nothing was shown: otherwise the failure would be there always, and hide that of a list that differs.
type proved struct {
	errors  int
	missing []string // the names of the towns that have no text to be compared with
}

// runProof compares the list of each town with its official text.
func runProof(s streams, data string, county *list.County) proved {
	var all proved
	for _, t := range county.Towns {
		report := proof.Of(data, t)
		diag.PrintMost(s.stderr, report.Findings)
		errs, _ := diag.Count(report.Findings)
		all.errors += errs
		if report.Missing {
			all.missing = append(all.missing, t.Name)
		}
		fmt.Fprintln(s.stdout, report.Summary)
	}
	return all
}
