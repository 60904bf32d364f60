package search

import (
	"crypto/sha256"
	"encoding/hex"
	"io"

	"handbook/generator/assets"
)

// sumFile is a file that changes with any other of the search's data; the theme makes a version of it.
const sumFile = "search/data.sha256"

// Write brings the files below dir up to date: what changed is written, and data of towns that are no more is removed.
func Write(dir string, files []File) error {
	data := map[string][]byte{}
	all := sha256.New()
	for _, f := range files {
		data[f.Path] = f.Data
		own := sha256.Sum256(f.Data)
		io.WriteString(all, f.Path+"\n")
		all.Write(own[:])
	}
	data[sumFile] = hex.AppendEncode(nil, all.Sum(nil))
	return assets.Write(dir, data, "search/data", "search/across")
}
