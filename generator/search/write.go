package search

import "handbook/generator/assets"

// Write brings the files below dir up to date: what changed is written, and data of towns that are no more is removed.
func Write(dir string, files []File) error {
	data := map[string][]byte{}
	for _, f := range files {
		data[f.Path] = f.Data
	}
	return assets.Write(dir, data, "search/data", "search/across")
}
