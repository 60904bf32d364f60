package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"

	"handbook/generator/cache"
	"handbook/generator/list"
)

// countyKey is the key of what all that is made for towns and departments is made from: the program, the county's
// files, and what its towns' lists make of them.
func countyKey(data string, county *list.County, program string) (cache.Sum, error) {
	key := cache.NewKey("county 1", program)
	for _, v := range []any{county.Words, county.Departments, county.Categories} {
		text, err := json.Marshal(v)
		if err != nil {
			return cache.Sum{}, err
		}
		key.Add("county", text)
	}
	err := addFiles(key, data)
	return key.Sum(), err
}

// addFiles adds the files of a folder to a key, but not those of folders in it.
func addFiles(key *cache.Key, dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if !e.Type().IsRegular() || strings.HasPrefix(e.Name(), ".") {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			return err
		}
		key.Add(e.Name(), text)
	}
	return nil
}
