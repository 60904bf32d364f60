package main

import (
	"fmt"
	"path"
	"path/filepath"

	"handbook/generator/address"
	"handbook/generator/cache"
	"handbook/generator/list"
	"handbook/generator/portal"
)

func exportCommand() command {
	flags := newFlags("export")
	var o exportOptions
	dataFlag(flags, &o.data)
	flags.StringVar(&o.out, "out", "export", "Write the files into `DIR`.")
	flags.StringVar(&o.records, "parts", "", "Remember in `DIR` of what the files were made: one that would be "+
		"the same is not made again, and files of what is in the list no more are removed. Without it, all are made.")
	return command{
		flags:   flags,
		summary: "Write the list as workbooks and as data.",
		details: "Each town has a workbook for Excel and WPS with its whole list, the registries, and all that its " +
			"files say: ready for print, and to be changed and imported again. Each department has one with its " +
			"items in all towns. The data are CSV and JSON, of each town and of all, with a schema and a description " +
			"for programs. The same list makes the same files.",
		examples: []string{
			"handbook export", "handbook export -data towns -out list",
		},
		run: func(s streams, _ []string) error { return runExport(s, o) },
	}
}

// exportOptions say of what the files are made, and where they go.
type exportOptions struct {
	data, out, records string
	program            string // the checksum of the one that runs: another one may make other workbooks
}

func runExport(s streams, o exportOptions) error {
	county, findings := list.Load(o.data)
	if err := report(findings, s.stderr); err != nil {
		return err
	}
	o.program = thisProgram()
	_, err := makeExport(s, o, county, loadPortal(o.data, county, "the data", s.stderr))
	return err
}

// makeExport makes the workbooks and data of a list that has been read. It returns the files of data.
func makeExport(s streams, o exportOptions, county *list.County, config portal.Config) ([]cache.File, error) {
	named := func(name string) string { return filepath.Join(o.out, filepath.FromSlash(name)) }
	books, err := writeWorkbooks(o, county)
	if err != nil {
		return nil, err
	}
	files, err := writeData(o, county, config.Value("site.address"))
	if err != nil {
		return nil, err
	}
	if err := forgetExported(o, county, books); err != nil {
		return nil, err
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
		named(path.Dir(address.DataFile(nil, "list.csv"))), plural(len(files), "file"), plural(items, "item"))
	return files, nil
}
