package site

import (
	"strings"
	"sync/atomic"
)

// A townCount tells which towns' files are all done, for who waits.
type townCount struct {
	tell   func(town string, done, of int)
	left   map[string]*atomic.Int64 // files of each town that are to be done
	towns  int
	number atomic.Int64 // of towns that are done
}

// newTownCount counts files by town. A town's folder is known by its index of categories.
func newTownCount(files []*file, tell func(town string, done, of int)) *townCount {
	c := &townCount{tell: tell, left: map[string]*atomic.Int64{}}
	if tell == nil {
		return c
	}
	for _, f := range files {
		if town, ok := strings.CutSuffix(f.path, "/categories/index.html"); ok {
			c.left[town] = new(atomic.Int64)
		}
	}
	for _, f := range files {
		if n := c.of(f.path); n != nil {
			n.Add(1)
		}
	}
	c.towns = len(c.left)
	return c
}

func (c *townCount) of(path string) *atomic.Int64 {
	town, _, _ := strings.Cut(path, "/")
	return c.left[town]
}

// done counts a file that is done.
func (c *townCount) done(path string) {
	if n := c.of(path); n != nil && n.Add(-1) == 0 {
		town, _, _ := strings.Cut(path, "/")
		c.tell(town, int(c.number.Add(1)), c.towns)
	}
}
