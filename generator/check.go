package main

import (
	"fmt"

	"handbook/generator/list"
	"handbook/generator/page"
)

func checkCommand() command {
	flags := newFlags("check")
	var data, content string
	dataFlag(flags, &data)
	contentFlag(flags, &content)
	return command{
		flags:   flags,
		summary: "Report every error in the list and in the pages beside it.",
		details: "Each error is told with its file, line and column, the line itself, and how to correct it. Nothing " +
			"is written. Of a list without errors, the number of items in each town is printed.",
		examples: []string{"handbook check", "handbook check -data data -content content"},
		run:      func(s streams, _ []string) error { return runCheck(s, data, content) },
	}
}

func runCheck(s streams, data, content string) error {
	county, _, err := load(data, s.stderr)
	if err != nil {
		return err
	}
	if _, err := readContent(content, page.All(county), s.stderr); err != nil {
		return err
	}
	for _, t := range county.Towns {
		fmt.Fprintf(s.stdout, "%s: %d items (%d basic, %d joint, %d reclaimed), %d departments in the registry\n",
			t.Name, len(t.Items()), len(t.Lists[list.Basic]), len(t.Lists[list.Joint]), len(t.Lists[list.Reclaimed]),
			len(county.Departments))
	}
	return nil
}
