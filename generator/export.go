package main

import (
	"fmt"
	"path"
	"path/filepath"
	"runtime"
	"sync"

	"handbook/generator/address"
	"handbook/generator/disk"
	"handbook/generator/list"
	"handbook/generator/listbook"
	"handbook/generator/listfile"
)

func exportCommand() command {
	flags := newFlags("export")
	var data, out string
	dataFlag(flags, &data)
	flags.StringVar(&out, "out", "export", "Write the files into `DIR`.")
	return command{
		flags:   flags,
		summary: "Write the list as workbooks, for Excel and WPS.",
		details: "Each town has a workbook with its whole list, the registries, and all that its files say: ready " +
			"for print, and to be changed and imported again. Each department has one with its items in all towns. " +
			"The same list makes the same files.",
		examples: []string{"handbook export", "handbook export -data towns -out workbooks"},
		run:      func(s streams, _ []string) error { return runExport(s, data, out) },
	}
}

func runExport(s streams, data, out string) error {
	county, findings := list.Load(data)
	if err := report(findings, s.stderr); err != nil {
		return err
	}
	files, err := workbooks(data, county)
	if err != nil {
		return err
	}
	for _, f := range files {
		if err := disk.WriteFile(filepath.Join(out, filepath.FromSlash(f.name)), f.data); err != nil {
			return err
		}
	}
	for _, f := range files {
		if path.Dir(f.name) != "departments" {
			fmt.Fprintf(s.stdout, "%s: %s\n", filepath.Join(out, filepath.FromSlash(f.name)), f.what)
		}
	}
	fmt.Fprintf(s.stdout, "%s: %s of departments\n", filepath.Join(out, "departments"),
		plural(len(files)-len(county.Towns), "workbook"))
	return nil
}

// A workbook is one of those that are exported.
type workbook struct {
	name string // below the folder
	what string
	data []byte
}

// workbooks makes all workbooks, those of towns first, several at a time.
func workbooks(data string, county *list.County) ([]workbook, error) {
	var all []workbook
	var makers []func() ([]byte, error)
	for _, t := range county.Towns {
		all = append(all, workbook{name: address.Workbook(t), what: plural(len(t.Items()), "item")})
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
			all = append(all, workbook{name: address.DepartmentWorkbook(d)})
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
			all[n].data, errs[n] = makers[n]()
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
