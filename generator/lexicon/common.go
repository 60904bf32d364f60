package lexicon

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"
)

// A layer is what is true of any list: what people say, wherever they live, and the words that lists across China have
// for it. It is written as data/synonyms.toml is; but @ stands before the id of a kind of department, and what is meant
// stands in the order in which to look for it, each variant and then what comes next to it.
type layer struct {
	Lexicon             // without traps
	told       []string // noise of stories, which is worth less: 三天三夜
	vocabulary []string // ordinary words of lists, of which traps are found
}

//go:embed common/*.toml
var commonFiles embed.FS

// common is the layer that ships with the generator; a test finds what is wrong with it.
var common = sync.OnceValue(func() *layer {
	l, err := readLayer(commonFiles, "common")
	if err != nil {
		panic(err)
	}
	return l
})

// readLayer reads the files of a folder, in the order of their names.
func readLayer(files fs.FS, folder string) (*layer, error) {
	names, err := fs.Glob(files, folder+"/*.toml")
	if err != nil {
		return nil, err
	}
	var all layer
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		var file struct {
			Noise, Absent, Terms []string
			Told, Vocabulary     []string
			Words                map[string]string
		}
		meta, err := toml.Decode(string(text), &file)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if keys := meta.Undecoded(); len(keys) > 0 {
			return nil, fmt.Errorf("%s: unknown key %s", name, keys[0])
		}
		all.Noise = append(all.Noise, file.Noise...)
		all.Absent = append(all.Absent, file.Absent...)
		all.Terms = append(all.Terms, file.Terms...)
		all.told = append(all.told, file.Told...)
		all.vocabulary = append(all.vocabulary, file.Vocabulary...)
		for _, key := range meta.Keys() { // a map has no order
			if len(key) == 2 {
				all.Entries = append(all.Entries,
					Entry{Said: strings.Split(key[1], separator), Meant: strings.Split(file.Words[key[1]], separator)})
			}
		}
	}
	return &all, nil
}
