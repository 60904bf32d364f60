package main

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"handbook/generator/diag"
	"handbook/generator/disk"
	"handbook/generator/list"
)

func initCommand() command {
	flags := newFlags("init")
	var data string
	flags.StringVar(&data, "data", "data", "Make the folder in `DIR`.")
	return command{
		flags:     flags,
		arguments: "TOWN",
		summary:   "Make the folder of a town whose list is keyed by hand.",
		details: "TOWN is the town's id: the name of its folder, and part of the addresses of its pages. The " +
			"files in the folder say what goes where, with an item of each list to begin with; `handbook check` " +
			"says what is still to be filled in. Where the list is in a Word file, a workbook or a PDF, `handbook " +
			"import` reads it instead.",
		examples: []string{"handbook init songxi"},
		run:      func(s streams, arguments []string) error { return runInit(s, data, arguments[0]) },
	}
}

//go:embed init
var initFiles embed.FS

func runInit(s streams, data, id string) error {
	if reason := list.Unfit(list.TownID, id); reason != "" {
		return misusef("it names the town's folder, and is part of the addresses of its pages: songxi",
			"%s: %s", id, reason)
	}
	folder := filepath.Join(data, id)
	if _, err := os.Lstat(folder); !errors.Is(err, fs.ErrNotExist) {
		return diag.Errorf("choose another id, or write in the files that are there", "%s is there already", folder)
	}
	next := filepath.Join(data, "."+id+".new")
	defer os.RemoveAll(next)
	files, err := fs.Glob(initFiles, "init/*")
	if err != nil {
		return err
	}
	slices.SortFunc(files, func(a, b string) int { return strings.Compare(order(a), order(b)) })
	for _, name := range files {
		text, err := initFiles.ReadFile(name)
		if err != nil {
			return err
		}
		text = []byte(strings.ReplaceAll(string(text), "TOWN", id))
		if err := disk.WriteFile(filepath.Join(next, filepath.Base(name)), text); err != nil {
			return err
		}
	}
	if err := os.Rename(next, folder); err != nil {
		return err
	}
	for _, name := range files {
		fmt.Fprintln(s.stdout, filepath.Join(folder, filepath.Base(name)))
	}
	fmt.Fprintf(s.stdout, "fill them in, the first first; `handbook check` says what is missing\n")
	return nil
}

// order has the town's own file come first.
func order(name string) string {
	if filepath.Base(name) == "town.toml" {
		return ""
	}
	return name
}
