package office

import (
	_ "embed"
	"maps"
	"slices"
	"sync"

	"github.com/BurntSushi/toml"
)

//go:embed categories.toml
var categoriesFile string

var categories = sync.OnceValue(func() map[string]string {
	var file struct{ IDs map[string]string }
	if _, err := toml.Decode(categoriesFile, &file); err != nil {
		panic(err) // a test reads the file
	}
	return file.IDs
})

// CategoryID is the id of a category by its full name, where it is one that lists across China have.
func CategoryID(name string) (id string, ok bool) {
	id, ok = categories()[name]
	return id, ok
}

// CategoryIDs are all ids that [CategoryID] knows.
func CategoryIDs() []string { return slices.Sorted(maps.Values(categories())) }
