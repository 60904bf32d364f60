package main

import (
	"fmt"
	"path/filepath"
	"slices"

	"handbook/generator/disk"
	"handbook/generator/list"
	"handbook/generator/listfile"
)

func departmentsCommand() command {
	flags := newFlags("departments")
	var data string
	var write bool
	dataFlag(flags, &data)
	flags.BoolVar(&write, "write", false, "Append the entries to departments.toml and categories.toml.")
	return command{
		flags:   flags,
		summary: "Print what the registries lack, or add it to them.",
		details: "Departments and categories that the lists name, and departments.toml and categories.toml lack, get " +
			"an id, a short name and other names where they are of a kind that counties have. They are printed as " +
			"these files have them; with -write they are appended to the files, and nothing in these is changed. Ids " +
			"are permanent once they are published: write them down before that, and correct what you want to call " +
			"otherwise.",
		examples: []string{"handbook departments", "handbook departments -write"},
		run:      func(s streams, _ []string) error { return runDepartments(s, data, write) },
	}
}

func runDepartments(s streams, data string, write bool) error {
	county, findings := list.Load(data)
	if err := report(findings, s.stderr); err != nil {
		return err
	}
	lacking := lackingEntries(county)
	if len(lacking) == 0 {
		fmt.Fprintln(s.stdout, "the registries have every department and category that the lists name")
		return nil
	}
	if !write {
		for _, r := range lacking {
			fmt.Fprintf(s.stdout, "# %s lacks %s:\n\n%s\n", filepath.Join(data, r.Name), r.Count(), r.Text())
		}
		return nil
	}
	texts := make([][]byte, len(lacking))
	for i, r := range lacking { // all that can go wrong in a file is found before any is written
		text, err := r.Appended(filepath.Join(data, r.Name))
		if err != nil {
			return err
		}
		texts[i] = text
	}
	for i, r := range lacking {
		file := filepath.Join(data, r.Name)
		to := file
		if linked, err := filepath.EvalSymlinks(file); err == nil {
			to = linked // a link stays one
		}
		if err := disk.WriteFile(to, texts[i]); err != nil {
			return err
		}
		fmt.Fprintf(s.stdout, "%s: %s added\n", file, r.Count())
	}
	return nil
}

// lackingEntries are what registries lack, in the order in which the entries are shown.
func lackingEntries(county *list.County) []listfile.Registry {
	departments, categories := listfile.DepartmentRegistry(), listfile.CategoryRegistry()
	for _, d := range county.Departments {
		if d.Derived {
			departments.AddDepartment(d)
		}
	}
	for _, c := range county.Categories {
		if c.Derived {
			categories.AddCategory(c.ID, c.Name)
		}
	}
	return slices.DeleteFunc([]listfile.Registry{departments, categories}, listfile.Registry.Empty)
}
