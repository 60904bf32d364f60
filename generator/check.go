package main

import (
	"fmt"
	"strings"

	"handbook/generator/ahead"
	"handbook/generator/book"
	"handbook/generator/content"
	"handbook/generator/diag"
	"handbook/generator/faces"
	"handbook/generator/list"
	"handbook/generator/page"
)

func checkCommand() command {
	flags := newFlags("check")
	var data, folder string
	var fonts faces.Folders
	dataFlag(flags, &data)
	contentFlag(flags, &folder)
	fontFlags(flags, &fonts)
	return command{
		flags:   flags,
		summary: "Report every error in the list and in the pages beside it.",
		details: "Each error is told with its file, line and column, the line itself, and how to correct it. Nothing " +
			"is written. Of a list without errors, the number of items in each town is printed. Where the fonts of " +
			"the book are set up, a character that none of them has is told, too.",
		examples: []string{"handbook check", "handbook check -data data -content content"},
		run:      func(s streams, _ []string) error { return runCheck(s, data, folder, faces.Open(fonts)) },
	}
}

func runCheck(s streams, data, folder string, fonts *faces.Fonts) error {
	county, _, err := load(data, s.stderr)
	if err != nil {
		return err
	}
	written, err := readContent(folder, generatedOf(county, page.For(county)), s.stderr)
	if err != nil {
		return err
	}
	// Where fonts are missing or broken, nobody can say yet what they lack: `make book` sets them up, and says it then.
	lacking, missing, err := book.Lacking(fonts, data, county, folder, written)
	if err == nil && len(missing) == 0 {
		diag.PrintMost(s.stderr, lacking)
	}
	for _, t := range county.Towns {
		var lists []string
		for _, kind := range t.Kinds() {
			lists = append(lists, fmt.Sprintf("%d %s", len(t.Lists[kind]), kind.ID()))
		}
		fmt.Fprintf(s.stdout, "%s: %s (%s), %s\n",
			t.Name, plural(len(t.Items()), "item"), strings.Join(lists, ", "), registered(county))
	}
	return nil
}

// generatedOf is what pages that people write may lead to, of a county's. The pages themselves are not kept.
func generatedOf(county *list.County, pages page.Maker) content.Generated {
	all := content.GeneratedOf(pages.County())
	for _, own := range ahead.Each(county.Towns, pages.Town) {
		all.Add(own)
	}
	return all
}

// registered tells how many departments are in the registry, and how many should be before their ids are published.
func registered(county *list.County) string {
	derived := 0
	for _, d := range county.Departments {
		if d.Derived {
			derived++
		}
	}
	said := plural(len(county.Departments)-derived, "department") + " in the registry"
	if derived > 0 {
		said += fmt.Sprintf(", %d beside it (`handbook departments`)", derived)
	}
	return said
}
