package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"handbook/generator/diag"
	"handbook/generator/disk"
	"handbook/generator/list"
	"handbook/generator/listfile"
	"handbook/generator/record"
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

// A registryFile is what a registry lacks: entries as its file has them.
type registryFile struct {
	name    string // of the file
	key     string // department
	many    string // departments
	heads   string // what a new file says of itself
	entries []string
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
			fmt.Fprintf(s.stdout, "# %s lacks %s:\n\n%s\n", filepath.Join(data, r.name), r.count(), r.text())
		}
		return nil
	}
	texts := make([][]byte, len(lacking))
	for i, r := range lacking { // all that can go wrong in a file is found before any is written
		text, err := r.appended(filepath.Join(data, r.name))
		if err != nil {
			return err
		}
		texts[i] = text
	}
	for i, r := range lacking {
		file := filepath.Join(data, r.name)
		to := file
		if linked, err := filepath.EvalSymlinks(file); err == nil {
			to = linked // a link stays one
		}
		if err := disk.WriteFile(to, texts[i]); err != nil {
			return err
		}
		fmt.Fprintf(s.stdout, "%s: %s added\n", file, r.count())
	}
	return nil
}

// lackingEntries are what registries lack, in the order in which the entries are shown.
func lackingEntries(county *list.County) []registryFile {
	departments, categories := departmentRegistry(), categoryRegistry()
	for _, d := range county.Departments {
		if d.Derived {
			departments.add(departmentLines(d))
		}
	}
	for _, c := range county.Categories {
		if c.Derived {
			categories.add(categoryLines(c.ID, c.Name))
		}
	}
	return slices.DeleteFunc([]registryFile{departments, categories}, registryFile.empty)
}

func departmentRegistry() registryFile {
	return registryFile{
		name: "departments.toml", key: "department", many: "departments",
		heads: "# The county departments that the lists name, each by its full official name.\n" +
			"# An id is part of the department's address: once it is published, it never changes.\n",
	}
}

func categoryRegistry() registryFile {
	return registryFile{
		name: "categories.toml", key: "category", many: "categories",
		heads: "# The categories of the lists, in their official order.\n" +
			"# An id is part of the category's address: once it is published, it never changes.\n",
	}
}

func (r registryFile) empty() bool { return len(r.entries) == 0 }

func departmentLines(d *list.Department) []string {
	lines := []string{
		"id = " + listfile.Quote(d.ID), "name = " + listfile.Quote(d.Name), "short = " + listfile.Quote(d.Short),
	}
	if len(d.Aliases) > 0 {
		lines = append(lines, "aliases = ["+listfile.Quote(d.Aliases...)+"]")
	}
	return append(lines, "kind = "+listfile.Quote(d.Kind))
}

func categoryLines(id, name string) []string {
	return []string{"id = " + listfile.Quote(id), "name = " + listfile.Quote(name)}
}

func (r *registryFile) add(lines []string) {
	r.entries = append(r.entries, "[["+r.key+"]]\n"+strings.Join(lines, "\n")+"\n")
}

func (r registryFile) text() string { return strings.Join(r.entries, "\n") }

func (r registryFile) count() string {
	if len(r.entries) == 1 {
		return "1 " + r.key
	}
	return fmt.Sprintf("%d %s", len(r.entries), r.many)
}

// appended is the file with the entries at its end, in the line ends that it has. All its bytes stay as they are.
func (r registryFile) appended(file string) ([]byte, error) {
	text, err := record.ReadFile(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		text = []byte(r.heads)
	case err != nil:
		return nil, fmt.Errorf("%s cannot be read: %s", file, record.Reason(err))
	}
	added := "\n" + r.text()
	if len(text) > 0 && !bytes.HasSuffix(text, []byte("\n")) {
		added = "\n" + added
	}
	if bytes.Contains(text, []byte("\r\n")) {
		added = strings.ReplaceAll(added, "\n", "\r\n")
	}
	text = append(text, added...)
	var values map[string]any
	if _, err := toml.Decode(strings.TrimPrefix(string(text), "\ufeff"), &values); err != nil {
		return nil, diag.Errorf("write them there by hand: `handbook departments` prints them",
			"%s cannot be appended to %s, whose own are not written as [[%s]]; nothing was changed",
			r.many, file, r.key)
	}
	return text, nil
}
