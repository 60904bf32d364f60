package main

import (
	"errors"
	"flag"
	"io"
	"strings"

	"handbook/generator/diag"
	"handbook/generator/record"
)

// A command is one thing that the program does. Its help is made from it.
type command struct {
	flags     *flag.FlagSet // its options; the set is named like the command
	required  []string      // the options that must be given
	arguments string        // after the options: "FILE", "[FILE]" where it may be left out, "FILE…" for one or more
	summary   string        // one sentence, for the list of commands
	details   string        // more paragraphs, for its own help
	examples  []string      // command lines
	run       func(s streams, arguments []string) error
}

// newFlags is an empty set of options. It prints nothing: errors and help are printed in one place, [run].
func newFlags(command string) *flag.FlagSet {
	flags := flag.NewFlagSet(command, flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	return flags
}

func (c command) name() string { return c.flags.Name() }

// A misuse is a mistake in the command line. It is told by an exit status of its own.
type misuse struct{ error }

func (m misuse) Unwrap() error { return m.error }

func misusef(hint, format string, args ...any) error {
	return misuse{diag.Errorf(hint, format, args...)}
}

// parse finds the command that a command line names, sets its options and returns its arguments. Where the command line
// asks for help, the error is [flag.ErrHelp].
func parse(args []string) (command, []string, error) {
	name := args[0]
	switch name {
	case "-h", "-help", "--help":
		name = "help"
	case "-version", "--version":
		name = "version"
	}
	c, err := find(name)
	if err != nil {
		return c, nil, err
	}
	arguments, err := c.parse(args[1:])
	return c, arguments, err
}

// find returns the command of a name.
func find(name string) (command, error) {
	const hint = "`handbook help` lists the commands"
	var names []string
	for _, c := range commands() {
		if c.name() == name {
			return c, nil
		}
		names = append(names, c.name())
	}
	return command{}, misusef(didYouMean("", name, names, hint), "unknown command %q", name)
}

// didYouMean puts the known name that is nearest to an unknown one, if one is near, before a hint.
func didYouMean(prefix, name string, known []string, hint string) string {
	if near, ok := record.Nearest(name, known); ok {
		return "did you mean " + prefix + near + "? " + hint
	}
	return hint
}

// parse sets the options and returns the arguments, which may stand in any order. After "--" all are arguments.
func (c command) parse(args []string) (arguments []string, err error) {
	for {
		if err := c.flags.Parse(args); err != nil {
			return nil, c.misread(err)
		}
		left := c.flags.Args()
		read := len(args) - len(left)
		if len(left) == 0 || read > 0 && args[read-1] == "--" {
			arguments = append(arguments, left...)
			break
		}
		arguments, args = append(arguments, left[0]), left[1:]
	}
	for _, name := range c.required {
		if !isSet(c.flags, name) {
			return nil, misusef(c.seeHelp(), "%s needs -%s", c.name(), name)
		}
	}
	least, most := c.count()
	switch {
	case len(arguments) < least:
		return nil, misusef(c.seeHelp(), "%s needs %s", c.name(), c.arguments)
	case most >= 0 && len(arguments) > most:
		return nil, misusef(c.seeHelp(), "%s takes no argument %q", c.name(), arguments[most])
	}
	return arguments, nil
}

// misread says in the program's own words what package flag could not read.
func (c command) misread(err error) error {
	if errors.Is(err, flag.ErrHelp) {
		return err
	}
	name, unknown := strings.CutPrefix(err.Error(), "flag provided but not defined: -")
	if !unknown {
		return misusef(c.seeHelp(), "%w", err)
	}
	var names []string
	c.flags.VisitAll(func(f *flag.Flag) { names = append(names, f.Name) })
	return misusef(didYouMean("-", name, names, c.seeHelp()), "%s has no option -%s", c.name(), diag.Printable(name))
}

func (c command) seeHelp() string { return "see `handbook help " + c.name() + "`" }

// count is how many arguments a command takes; most is -1 where there is no limit.
func (c command) count() (least, most int) {
	for argument := range strings.FieldsSeq(c.arguments) {
		if !strings.HasPrefix(argument, "[") {
			least++
		}
		most++
	}
	if strings.Contains(c.arguments, "…") {
		most = -1
	}
	return least, most
}

// isSet tells whether the command line gives an option.
func isSet(flags *flag.FlagSet, name string) bool {
	set := false
	flags.Visit(func(f *flag.Flag) { set = set || f.Name == name })
	return set
}
