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
			"characters, and no other; exceptions, each with a reason, are in proof.toml.",
		examples: []string{"handbook proof"},
		run: func(s streams, _ []string) error {
			county, _, err := load(data, s.stderr)
			if err != nil {
				return err
			}
			if !runProof(s, data, county) {
				return errFindings
			}
			return nil
		},
	}
}

// runProof compares the list of each town with its official text, and tells whether all agree.
func runProof(s streams, data string, county *list.County) bool {
	agree := true
	for _, t := range county.Towns {
		report, findings := proof.Of(data, t)
		diag.PrintMost(s.stderr, findings)
		agree = agree && len(findings) == 0
		fmt.Fprintln(s.stdout, report)
	}
	return agree
}
