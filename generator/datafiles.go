package main

import (
	"crypto/sha256"
	"os"
	"path/filepath"
	"sync"

	"handbook/generator/address"
	"handbook/generator/cache"
	"handbook/generator/dataset"
	"handbook/generator/disk"
	"handbook/generator/list"
)

// allData is the part by which all files of data are remembered. Those of a town have its folder's name behind it.
const allData = "data"

func dataOf(t *list.Town) string { return allData + "." + t.ID }

// writeData writes the files of data and returns all that there are. Those of towns that are as they would be made are
// not made again. Site is the address of the site.
func writeData(o exportOptions, county *list.County, site string) ([]cache.File, error) {
	store := cache.Store{Dir: o.records}
	keys, err := dataKeys(o, county, site)
	if err != nil {
		return nil, err
	}
	if keys != nil {
		if files, same := store.Look(allData, keys[nil], o.out); same {
			return files, nil
		}
	}
	var all []cache.File
	var mu sync.Mutex // of them
	known := func(t *list.Town) (csv, json []byte, same bool) {
		key, ok := keys[t]
		if !ok {
			return nil, nil, false
		}
		files, same := store.Look(dataOf(t), key, o.out)
		if !same {
			return nil, nil, false
		}
		name := func(file string) string {
			return filepath.Join(o.out, filepath.FromSlash(address.DataFile(t, file)))
		}
		csv, noCSV := os.ReadFile(name(dataset.ListCSV))
		json, noJSON := os.ReadFile(name(dataset.ListJSON))
		if noCSV != nil || noJSON != nil {
			return nil, nil, false
		}
		mu.Lock()
		defer mu.Unlock()
		all = append(all, files...)
		return csv, json, true
	}
	made := map[*list.Town][]cache.File{}
	for f, err := range dataset.Walk(county, site, known) {
		if err != nil {
			return nil, err
		}
		if err := disk.WriteFile(filepath.Join(o.out, filepath.FromSlash(f.Name)), f.Data); err != nil {
			return nil, err
		}
		made[f.Town] = append(made[f.Town], cache.File{Path: f.Name, Sum: sha256.Sum256(f.Data)})
	}
	for t, files := range made {
		all = append(all, files...)
		if key, ok := keys[t]; ok && t != nil {
			if err := store.Keep(dataOf(t), key, files); err != nil {
				return nil, err
			}
		}
	}
	return all, keepData(o, keys[nil], all)
}

// keepData remembers all files of data, and removes those that there were before.
func keepData(o exportOptions, key cache.Sum, files []cache.File) error {
	if o.records == "" {
		return nil
	}
	store := cache.Store{Dir: o.records}
	there := map[string]bool{}
	for _, f := range files {
		there[f.Path] = true
	}
	for _, f := range store.Files(allData) {
		if !there[f.Path] {
			if err := cache.Remove(o.out, f.Path); err != nil {
				return err
			}
		}
	}
	return store.Keep(allData, key, files)
}

// dataKeys are, by town, the keys of what the files of data are made from; that of all stands by nil. Where nothing is
// remembered, there are none.
func dataKeys(o exportOptions, county *list.County, site string) (map[*list.Town]cache.Sum, error) {
	if o.records == "" || o.program == "" {
		return nil, nil
	}
	common, err := countyKey(o.data, county, o.program)
	if err != nil {
		return nil, err
	}
	keys := map[*list.Town]cache.Sum{}
	all := cache.NewKey("data 1", site)
	all.AddSum("county", common)
	for _, t := range county.Towns {
		key := cache.NewKey("data 1", site, t.ID)
		key.AddSum("county", common)
		if err := key.AddFolder(filepath.Join(o.data, t.ID), nil); err != nil {
			return nil, err
		}
		keys[t] = key.Sum()
		all.AddSum(t.ID, keys[t])
	}
	keys[nil] = all.Sum()
	return keys, nil
}
