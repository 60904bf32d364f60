package main

import (
	"encoding/json"

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
	err := key.AddFolder(data, nil)
	return key.Sum(), err
}
