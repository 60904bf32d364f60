package site

import (
	"fmt"
	"slices"
	"testing"
)

// A town is told of once all its files are done; what is no town's is not counted.
func TestTownCount(t *testing.T) {
	var files []*file
	for _, path := range []string{"baishi/categories/index.html", "songxi/index.html", "css/a.css", "index.html",
		"baishi/index.html", "songxi/categories/index.html", "departments/index.html"} {
		files = append(files, &file{path: path})
	}
	var told []string
	c := newTownCount(files, func(town string, done, of int) {
		told = append(told, fmt.Sprintf("%s %d of %d", town, done, of))
	})
	for _, f := range files {
		c.done(f.path)
	}
	if !slices.Equal(told, []string{"baishi 1 of 2", "songxi 2 of 2"}) {
		t.Error(told)
	}
	newTownCount(files, nil).done("baishi/index.html") // nobody waits
}
