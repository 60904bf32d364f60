package main

import (
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"

	"handbook/generator/diag"
)

func helpCommand() command {
	return command{
		flags:     newFlags("help"),
		arguments: "[COMMAND]",
		summary:   "List the commands, or describe one.",
		examples:  []string{"handbook help", "handbook help verify"},
		run: func(s streams, arguments []string) error {
			if len(arguments) == 0 {
				printOverview(s.stdout)
				return nil
			}
			c, err := find(arguments[0])
			if err != nil {
				return err
			}
			c.printHelp(s.stdout)
			return nil
		},
	}
}

// printOverview lists the commands.
func printOverview(w io.Writer) {
	fmt.Fprint(w, "Usage:\n    handbook COMMAND [OPTION…] [ARGUMENT…]\n\n")
	paragraphs(w, "Make a handbook of the duty lists of a county's towns: a website and a bound book. "+
		"Each command is one step; `make` runs them in their order.")
	fmt.Fprint(w, "\nCommands:\n")
	all := commands()
	longest := 0
	for _, c := range all {
		longest = max(longest, len(c.name()))
	}
	for _, c := range all {
		wrap(w, fmt.Sprintf("    %-*s  ", longest, c.name()), strings.Fields(c.summary))
	}
	fmt.Fprintln(w)
	paragraphs(w, "`handbook help COMMAND` or `handbook COMMAND -h` describes a command and its options.\n\n"+
		"The exit status is 0 when all is well, 1 when something is wrong with the list or the site, "+
		"and 2 when the command line is wrong.")
	printExamples(w, []string{"handbook check", "handbook serve", "handbook help pages"})
}

// printHelp describes a command.
func (c command) printHelp(w io.Writer) {
	fmt.Fprintln(w, "Usage:")
	wrap(w, "    handbook "+c.name()+" ", c.usage())
	fmt.Fprintln(w)
	paragraphs(w, c.summary)
	if c.details != "" {
		fmt.Fprintln(w)
		paragraphs(w, c.details)
	}
	c.printOptions(w)
	printExamples(w, c.examples)
}

// usage is what may follow the command's name, in pieces that are not broken.
func (c command) usage() []string {
	var pieces []string
	c.flags.VisitAll(func(f *flag.Flag) {
		if option := nameOf(f); slices.Contains(c.required, f.Name) {
			pieces = append(pieces, option)
		} else {
			pieces = append(pieces, "["+option+"]")
		}
	})
	return append(pieces, strings.Fields(c.arguments)...)
}

// nameOf is an option with the name of its value, which stands in backquotes in its description: "-data DIR".
func nameOf(f *flag.Flag) string {
	value, _ := flag.UnquoteUsage(f)
	return strings.TrimSpace("-" + f.Name + " " + value)
}

func (c command) printOptions(w io.Writer) {
	longest := 0
	c.flags.VisitAll(func(f *flag.Flag) { longest = max(longest, len(nameOf(f))) })
	if longest == 0 {
		return
	}
	fmt.Fprint(w, "\nOptions:\n")
	c.flags.VisitAll(func(f *flag.Flag) {
		_, description := flag.UnquoteUsage(f)
		words := strings.Fields(description)
		if value := f.DefValue; value != "" && value != "false" {
			words = append(words, "Default:", value+".")
		}
		wrap(w, fmt.Sprintf("    %-*s  ", longest, nameOf(f)), words)
	})
}

func printExamples(w io.Writer, lines []string) {
	fmt.Fprint(w, "\nExamples:\n")
	for _, line := range lines {
		fmt.Fprintf(w, "    $ %s\n", line)
	}
}

// paragraphs writes text that an empty line divides.
func paragraphs(w io.Writer, text string) {
	for i, paragraph := range strings.Split(strings.TrimSpace(text), "\n\n") {
		if i > 0 {
			fmt.Fprintln(w)
		}
		wrap(w, "", strings.Fields(paragraph))
	}
}

// columns is the width of the help: that of the narrowest terminal in use.
const columns = 80

// wrap writes words in lines, the first after head and the others below its end.
func wrap(w io.Writer, head string, words []string) {
	line, indent := head, diag.Cells(head)
	for i, word := range words {
		switch {
		case i == 0:
		case diag.Cells(line)+1+diag.Cells(word) < columns:
			line += " "
		default:
			fmt.Fprintln(w, line)
			line = strings.Repeat(" ", indent)
		}
		line += word
	}
	fmt.Fprintln(w, strings.TrimRight(line, " "))
}
