package main

import (
	"fmt"
	"path"
	"path/filepath"
	"runtime"
	"sync"

	"handbook/generator/address"
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
	files, err := workbooks(data, county)
	if err != nil {
		return err
	}
	all, err := dataset.Files(county, config.Value("site.address"))
	if err != nil {
		return err
	}
	named := func(name string) string { return filepath.Join(out, filepath.FromSlash(name)) }
	for _, f := range append(files, all...) {
		if err := disk.WriteFile(named(f.Name), f.Data); err != nil {
			return err
		}
	}
	items := 0
	for _, t := range county.Towns {
		items += len(t.Items())
		fmt.Fprintf(s.stdout, "%s: %s\n", named(address.Workbook(t)), plural(len(t.Items()), "item"))
	}
	if n := len(files) - len(county.Towns); n > 0 {
		fmt.Fprintf(s.stdout, "%s: %s of departments\n", named("departments"), plural(n, "workbook"))
	}
	fmt.Fprintf(s.stdout, "%s, and data in each town's folder: %s of data, of %s\n",
		named(path.Dir(address.DataFile(nil, "list.csv"))), plural(len(all), "file"), plural(items, "item"))
	return nil
}

// workbooks makes all workbooks, those of towns first, several at a time.
func workbooks(data string, county *list.County) ([]dataset.File, error) {
	var all []dataset.File
	var makers []func() ([]byte, error)
	for _, t := range county.Towns {
		all = append(all, dataset.File{Name: address.Workbook(t)})
		makers = append(makers, func() ([]byte, error) {
			var ids []string
			for _, k := range county.Possible {
				ids = append(ids, k.ID())
			}
			town, err := listfile.Read(filepath.Join(data, t.ID), ids...)
			if err != nil {
				return nil, err
			}
			return listbook.Write(county, town)
		})
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
			all = append(all, dataset.File{Name: address.DepartmentWorkbook(d)})
			makers = append(makers, func() ([]byte, error) { return listbook.Department(county, d) })
		}
	}
	errs := make([]error, len(all))
	var working sync.WaitGroup
	free := make(chan struct{}, runtime.NumCPU())
	for n := range all {
		working.Go(func() {
			free <- struct{}{}
			defer func() { <-free }()
			all[n].Data, errs[n] = makers[n]()
		})
	}
	working.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}
