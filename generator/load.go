package main

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"handbook/generator/content"
	"handbook/generator/diag"
	"handbook/generator/lexicon"
	"handbook/generator/list"
	"handbook/generator/page"
	"handbook/generator/portal"
)

// errFindings ends a command that has printed what is wrong.
var errFindings = errors.New("the list has errors")

// load reads the list and the county's own synonyms, and prints the findings. Errors among them end the command.
func load(data string, stderr io.Writer) (*list.County, *lexicon.Lexicon, error) {
	county, findings := list.Load(data)
	words := &lexicon.Lexicon{}
	if errs, _ := diag.Count(findings); errs == 0 {
		var more []diag.Finding
		words, more = lexicon.Read(filepath.Join(data, "synonyms.toml"), county)
		findings = append(findings, more...)
	}
	if err := report(findings, stderr); err != nil {
		return nil, nil, err
	}
	return county, words, nil
}

// report prints what was found in the list. Errors among the findings end the command.
func report(findings []diag.Finding, stderr io.Writer) error {
	diag.PrintMost(stderr, findings)
	if errs, _ := diag.Count(findings); errs > 0 {
		fmt.Fprintf(stderr, "%s in the list; nothing was changed\n", plural(errs, "error"))
		return errFindings
	}
	return nil
}

// loadPortal reads what the county's portal asks for, and prints the findings. What is made, "the site" or "the book",
// is made without the values at fault.
func loadPortal(data string, county *list.County, made string, stderr io.Writer) portal.Config {
	config, findings := portal.Load(data, ids(county))
	diag.PrintMost(stderr, findings)
	if errs, _ := diag.Count(findings); errs > 0 {
		fmt.Fprintf(stderr, "%s in %s; %s is made without the values at fault\n",
			plural(errs, "fault"), filepath.Join(data, portal.FileName), made)
	}
	return config
}

// ids are the names that the pages of a county give to their parts: an id of the portal's header must be another one.
func ids(county *list.County) []string {
	var all []string
	for _, d := range county.Departments {
		all = append(all, d.ID)
	}
	for _, c := range county.Categories {
		all = append(all, c.ID)
	}
	for _, t := range county.Towns {
		all = append(all, t.ID)
	}
	return all
}

// readContent reads the pages that people keep beside those of the list, and prints what is wrong with them and the
// files there.
func readContent(folder string, generated content.Generated, stderr io.Writer) ([]*page.Written, error) {
	written, findings := content.Read(folder, generated)
	diag.PrintMost(stderr, findings)
	if errs, _ := diag.Count(findings); errs > 0 {
		fmt.Fprintf(stderr, "%s in %s; nothing was changed\n", plural(errs, "error"), folder)
		return nil, errFindings
	}
	return written, nil
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
