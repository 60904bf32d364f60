package main

import (
	"crypto/sha256"
	"fmt"
	"path/filepath"

	"handbook/generator/address"
	"handbook/generator/ahead"
	"handbook/generator/cache"
	"handbook/generator/disk"
	"handbook/generator/list"
	"handbook/generator/listbook"
	"handbook/generator/listfile"
)

// A workbook is one that can be made.
type workbook struct {
	part    string // what it is remembered by
	name    string // with slashes
	made    func() ([]byte, error)
	sources func(*cache.Key) error // adds what it is made of
}

// writeWorkbooks writes those workbooks that are not as they would be made.
func writeWorkbooks(o exportOptions, county *list.County) ([]workbook, error) {
	all := workbooks(o.data, county)
	var common *cache.Sum
	if o.records != "" && o.program != "" {
		county, err := countyKey(o.data, county, o.program)
		if err != nil {
			return nil, err
		}
		common = &county
	}
	for _, err := range ahead.Each(all, func(w workbook) error { return w.update(o, common) }) {
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}

// update writes the workbook, unless it is as it would be made. Common is the key of what all are made of; nil: nothing
// is remembered.
func (w workbook) update(o exportOptions, common *cache.Sum) error {
	store := cache.Store{Dir: o.records}
	var key cache.Sum
	if common != nil {
		sources := cache.NewKey("workbooks 1", w.part)
		sources.AddSum("common", *common)
		if err := w.sources(sources); err != nil {
			return err
		}
		key = sources.Sum()
		if files, same := store.Look(w.part, key, o.out); same && len(files) == 1 && files[0].Path == w.name {
			return nil
		}
	}
	data, err := w.made()
	if err != nil {
		return fmt.Errorf("%s: %w", w.name, err)
	}
	if err := disk.WriteFile(filepath.Join(o.out, filepath.FromSlash(w.name)), data); err != nil {
		return err
	}
	if common == nil {
		return nil
	}
	return store.Keep(w.part, key, []cache.File{{Path: w.name, Sum: sha256.Sum256(data)}})
}

// forgetExported removes the files of towns and departments that the list has no more.
func forgetExported(o exportOptions, county *list.County, books []workbook) error {
	if o.records == "" {
		return nil
	}
	made := map[string]bool{allData: true}
	for _, t := range county.Towns {
		made[dataOf(t)] = true
	}
	for _, w := range books {
		made[w.part] = true
	}
	return cache.Store{Dir: o.records}.Sweep(o.out, func(part string) bool { return made[part] })
}

// workbooks are those of a county, the towns' first.
func workbooks(data string, county *list.County) []workbook {
	var all []workbook
	var ids []string
	for _, k := range county.Possible {
		ids = append(ids, k.ID())
	}
	for _, t := range county.Towns {
		folder := filepath.Join(data, t.ID)
		all = append(all, workbook{
			part: t.ID, name: address.Workbook(t),
			made: func() ([]byte, error) {
				town, err := listfile.Read(folder, ids...)
				if err != nil {
					return nil, err
				}
				return listbook.Write(county, town)
			},
			sources: func(key *cache.Key) error { return key.AddFolder(folder, nil) },
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
		if !named[d] {
			continue
		}
		all = append(all, workbook{
			part: "department." + d.ID, name: address.DepartmentWorkbook(d),
			made: func() ([]byte, error) { return listbook.Department(county, d) },
			sources: func(key *cache.Key) error {
				text, err := listbook.DepartmentSources(county, d)
				key.Add("items", text)
				return err
			},
		})
	}
	return all
}
