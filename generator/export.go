package main

import (
	"fmt"
	"path"
	"path/filepath"

	"handbook/generator/address"
	"handbook/generator/ahead"
	"handbook/generator/dataset"
	"handbook/generator/disk"
	"handbook/generator/list"
	"handbook/generator/listbook"
	"handbook/generator/listfile"
	"handbook/generator/portal"
)

func exportCommand() command {
	flags := newFlags("export")
	var data, out string
	dataFlag(flags, &data)
	flags.StringVar(&out, "out", "export", "Write the files into `DIR`.")
	return command{
		flags:   flags,
		summary: "Write the list as workbooks and as data.",
		details: "Each town has a workbook for Excel and WPS with its whole list, the registries, and all that its " +
			"files say: ready for print, and to be changed and imported again. Each department has one with its " +
			"items in all towns. The data are CSV and JSON, of each town and of all, with a schema and a description " +
			"for programs. The same list makes the same files.",
		examples: []string{
			"handbook export", "handbook export -data towns -out list", "handbook export -out " + builtSite,
		},
		run: func(s streams, _ []string) error { return runExport(s, data, out) },
	}
}

func runExport(s streams, data, out string) error {
	county, findings := list.Load(data)
	if err := report(findings, s.stderr); err != nil {
		return err
	}
	return makeExport(s, data, out, county, loadPortal(data, county, "the data", s.stderr))
}

// makeExport makes the workbooks and data of a list that has been read.
func makeExport(s streams, data, out string, county *list.County, config portal.Config) error {
	named := func(name string) string { return filepath.Join(out, filepath.FromSlash(name)) }
	books := workbooks(data, county)
	for _, err := range ahead.Each(books, func(w workbook) error { return w.write(named(w.name)) }) {
		if err != nil {
			return err
		}
	}
	files := 0
	for f, err := range dataset.Walk(county, config.Value("site.address")) {
		if err != nil {
			return err
		}
		if err := disk.WriteFile(named(f.Name), f.Data); err != nil {
			return err
		}
		files++
	}
	items := 0
	for _, t := range county.Towns {
		items += len(t.Items())
		fmt.Fprintf(s.stdout, "%s: %s\n", named(address.Workbook(t)), plural(len(t.Items()), "item"))
	}
	if n := len(books) - len(county.Towns); n > 0 {
		fmt.Fprintf(s.stdout, "%s: %s of departments\n", named("departments"), plural(n, "workbook"))
	}
	fmt.Fprintf(s.stdout, "%s, and data in each town's folder: %s of data, of %s\n",
		named(path.Dir(address.DataFile(nil, "list.csv"))), plural(files, "file"), plural(items, "item"))
	return nil
}

// A workbook is one that can be made.
type workbook struct {
	name string // with slashes
	made func() ([]byte, error)
}

// write makes the workbook and writes it into a file: none is kept, there may be hundreds.
func (w workbook) write(file string) error {
	data, err := w.made()
	if err != nil {
		return fmt.Errorf("%s: %w", w.name, err)
	}
	return disk.WriteFile(file, data)
}

// workbooks are those of a county, the towns' first.
func workbooks(data string, county *list.County) []workbook {
	var all []workbook
	var ids []string
	for _, k := range county.Possible {
		ids = append(ids, k.ID())
	}
	for _, t := range county.Towns {
		all = append(all, workbook{address.Workbook(t), func() ([]byte, error) {
			town, err := listfile.Read(filepath.Join(data, t.ID), ids...)
			if err != nil {
				return nil, err
			}
			return listbook.Write(county, town)
		}})
	}
	named := map[*list.Department]bool{}
	for _, t := range county.Towns {
		for _, i := range t.Items() {
			for _, d := range i.Departments {
				named[d] = true
			}
		}
	}
	for _, d := range county.Departments {
		if named[d] {
			all = append(all, workbook{address.DepartmentWorkbook(d), func() ([]byte, error) {
				return listbook.Department(county, d)
			}})
		}
	}
	return all
}
