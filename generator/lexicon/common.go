package lexicon

import (
	"cmp"
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"
)

// A layer is what is true of any list: what people say, wherever they live, and the words that lists across China have
// for it. It is written as data/synonyms.toml is; but @ stands before the id of a kind of department, and what is meant
// stands in the order in which to look for it, each variant and then what comes next to it.
type layer struct {
	Lexicon                        // without traps
	vocabulary []string            // ordinary words of lists, of which traps are found
	alike      map[string][]string // words apart that say as much: 娃 and 崽 for 孩子
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
	all := layer{alike: map[string][]string{}}
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		var file struct {
			Noise, Absent, Terms []string
			Vocabulary           []string
			Alike, Words         map[string]string
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
		all.vocabulary = append(all.vocabulary, file.Vocabulary...)
		for word, alike := range file.Alike {
			all.alike[word] = strings.Split(alike, separator)
		}
		for _, key := range meta.Keys() { // a map has no order
			if len(key) == 2 && key[0] == "words" {
				all.Entries = append(all.Entries,
					Entry{Said: strings.Split(key[1], separator), Meant: strings.Split(file.Words[key[1]], separator)})
			}
		}
	}
	return &all, nil
}

// widened is a way of saying something with words apart, in which each stands for those alike, too: 孩子 for 娃 and 崽.
// The longest go first, for the search takes the first that a query has. What is chosen is weighed without those alike:
// what stands in one entry after the other packs to next to nothing.
func (l *layer) widened(said string) string {
	parts := strings.Split(said, " ")
	if len(parts) < 2 {
		return said
	}
	for i, part := range parts {
		words := strings.Split(part, "/")
		for _, w := range words {
			for _, alike := range l.alike[w] {
				if !slices.Contains(words, alike) {
					words = append(words, alike)
				}
			}
		}
		slices.SortStableFunc(words, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
		parts[i] = strings.Join(words, "/")
	}
	return strings.Join(parts, " ")
}
