package main

import (
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"handbook/generator/diag"
)

// Whoever adds a command describes it, and shows how it is called.
func TestCommandsAreDescribed(t *testing.T) {
	for _, c := range commands() {
		if !strings.HasSuffix(c.summary, ".") || strings.Contains(c.summary, "\n") || diag.Cells(c.summary) > 66 {
			t.Errorf("%s: the summary %q is not one sentence that fits in a line of the list", c.name(), c.summary)
		}
		c.flags.VisitAll(func(f *flag.Flag) {
			if !strings.HasSuffix(f.Usage, ".") {
				t.Errorf("%s: -%s is described by no sentence: %q", c.name(), f.Name, f.Usage)
			}
		})
		if len(c.examples) == 0 {
			t.Errorf("%s has no example", c.name())
		}
		for _, example := range c.examples {
			words := strings.Fields(example)
			if words[0] != "handbook" || words[1] != c.name() {
				t.Errorf("%s: the example %q is of something else", c.name(), example)
			} else if _, _, err := parse(words[1:]); err != nil {
				t.Errorf("%s: the example %q does not parse: %v", c.name(), example, err)
			}
		}
		var help strings.Builder
		c.printHelp(&help)
		for line := range strings.Lines(help.String()) {
			if line = strings.TrimRight(line, "\n"); diag.Cells(line) > columns || strings.HasSuffix(line, " ") {
				t.Errorf("%s: a line of the help is too long, or ends with a space: %q", c.name(), line)
			}
		}
	}
}

// Documents, hints and the Makefile call commands that are there, with options that they have.
func TestCommandLinesInTheRepository(t *testing.T) {
	call := regexp.MustCompile("(?:`(?:\\.build/bin/)?handbook|\\$\\(handbook\\)) ([a-z]+)([^`\n]*)")
	option := regexp.MustCompile(`[ ,\[]-([a-z]+)`)
	calls := 0
	check := func(file, text string) {
		for _, found := range call.FindAllStringSubmatch(text, -1) {
			calls++
			c, err := find(found[1])
			if err != nil {
				t.Errorf("%s: %q: %v", file, found[0], err)
				continue
			}
			arguments, _, _ := strings.Cut(found[2], " ||")
			for _, name := range option.FindAllStringSubmatch(arguments, -1) {
				if c.flags.Lookup(name[1]) == nil && name[1] != "h" {
					t.Errorf("%s: %q: there is no option -%s", file, found[0], name[1])
				}
			}
		}
	}
	skipped := []string{".git", ".build", "content", "dist", "public", "testdata", "node_modules"}
	err := filepath.WalkDir("..", func(file string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && slices.Contains(skipped, d.Name()):
			return fs.SkipDir
		case d.Name() == "Makefile", filepath.Ext(file) == ".md", filepath.Ext(file) == ".toml",
			filepath.Ext(file) == ".go" && !strings.HasSuffix(file, "_test.go"):
			text, err := os.ReadFile(file)
			if err != nil {
				return err
			}
			check(file, string(text))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if calls < 20 {
		t.Errorf("%d command lines were found: does this test look where they are?", calls)
	}
}

// Commands to come have required options, and take several arguments.
func TestArguments(t *testing.T) {
	for _, test := range []struct {
		arguments, line string
		want            string // the arguments, or how the error begins
	}{
		{"FILE…", "-town a x y", "x y"},
		{"FILE…", "x -town a y -hard", "x y hard"},
		{"FILE…", "x -town a -- y -hard", "x y -hard"},
		{"FILE…", "-town a - x", "- x"},
		{"FILE…", "-town a", "sample needs FILE…"},
		{"FILE…", "x", "sample needs -town"},
		{"[FILE…]", "-town a", ""},
		{"FROM TO", "-town a x", "sample needs FROM TO"},
		{"FROM TO", "-town a x y z", `sample takes no argument "z"`},
		{"FROM [TO]", "-town a x", "x"},
		{"", "-town a x", `sample takes no argument "x"`},
	} {
		flags := newFlags("sample")
		flags.String("town", "", "The town `ID`.")
		hard := flags.Bool("hard", false, "Do it hard.")
		c := command{flags: flags, required: []string{"town"}, arguments: test.arguments}
		arguments, err := c.parse(strings.Fields(test.line))
		if *hard {
			arguments = append(arguments, "hard")
		}
		got := strings.Join(arguments, " ")
		if err != nil {
			got = err.Error()
		}
		if got != test.want {
			t.Errorf("%s with %q: %q, want %q", test.line, test.arguments, got, test.want)
		}
		if usage := strings.Join(c.usage(), " "); usage != strings.TrimSpace("[-hard] -town ID "+test.arguments) {
			t.Errorf("usage %q", usage)
		}
	}
}
