package main

import (
	"crypto/sha256"
	"maps"
	"path/filepath"
	"slices"
	"sync"

	"handbook/generator/ahead"
	"handbook/generator/cache"
	"handbook/generator/content"
	"handbook/generator/list"
	"handbook/generator/page"
)

// comparedPages are a county's pages, compared with those in the folder.
type comparedPages struct {
	generated content.Generated
	compared  []content.Compared   // the county's first
	sums      map[string]cache.Sum // of the pages' bytes, by their paths
	made      []pagesPart          // of towns
}

// A pagesPart is some of them: the county's own, or those of a town.
type pagesPart struct {
	generated content.Generated
	compared  content.Compared
	files     []cache.File
	town      string
	key       cache.Sum
	known     bool // they are in the folder as they would be made, and were not made
	err       error
}

// comparePages makes the pages of a county and compares them with those in the folder; not those of towns that are
// there as they would be made. A town's pages are forgotten before those of many others are made.
func comparePages(folder content.Folder, o pagesOptions, county *list.County, pages page.Maker) (
	all comparedPages, err error,
) {
	all.generated, all.sums = content.Generated{}, map[string]cache.Sum{}
	var common cache.Sum
	remembered := o.records != "" && o.program != ""
	if remembered {
		if common, err = countyKey(o.data, county, o.program); err != nil {
			return all, err
		}
	}
	store := cache.Store{Dir: o.records}
	ofTown := func(t *list.Town) (part pagesPart) {
		part.town = t.ID
		if remembered {
			key := cache.NewKey("pages 1", t.ID)
			key.AddSum("county", common)
			key.Add("beside", []byte(pages.Beside(t)))
			if part.err = key.AddFolder(filepath.Join(o.data, t.ID), nil); part.err != nil {
				return part
			}
			part.key = key.Sum()
			if part.files, part.known = store.Look(t.ID, part.key, o.content); part.known {
				paths := cache.Paths(part.files)
				part.generated = content.UnmadeAt(paths, func() []*page.Page { return pages.Town(t) })
				part.compared = content.AsTheyWere(paths)
				return part
			}
		}
		part.compare(folder, pages.Town(t))
		return part
	}
	var shared pagesPart
	var working sync.WaitGroup // beside the towns: the county's pages take longer than those of any town
	working.Go(func() { shared.compare(folder, pages.County()) })
	all.compared = make([]content.Compared, 1, len(county.Towns)+1)
	for _, part := range ahead.Each(county.Towns, ofTown) {
		if part.err != nil {
			err = part.err
			break
		}
		all.compared = append(all.compared, part.compared)
		all.add(part)
	}
	working.Wait()
	all.compared[0] = shared.compared
	all.add(shared)
	return all, err
}

// compare fills in a part of which the pages were made.
func (p *pagesPart) compare(folder content.Folder, pages []*page.Page) {
	files := content.Files(pages)
	p.generated, p.compared, p.files = content.GeneratedOf(pages), folder.Compare(files), nil
	for _, f := range files {
		if !f.OrOwn { // another may stand there
			p.files = append(p.files, cache.File{Path: f.Path, Sum: sha256.Sum256([]byte(f.Text))})
		}
	}
}

func (c *comparedPages) add(p pagesPart) {
	maps.Copy(c.generated, p.generated)
	for _, f := range p.files {
		c.sums[f.Path] = f.Sum
	}
	if p.key != (cache.Sum{}) && !p.known {
		c.made = append(c.made, p)
	}
}

// keep remembers of what the towns' pages were made, and forgets those of towns that are no more.
func (c *comparedPages) keep(o pagesOptions, county *list.County) error {
	store := cache.Store{Dir: o.records}
	for _, p := range c.made {
		if err := store.Keep(p.town, p.key, p.files); err != nil {
			return err
		}
	}
	for _, name := range store.Parts() {
		if slices.ContainsFunc(county.Towns, func(t *list.Town) bool { return t.ID == name }) {
			continue
		}
		if err := store.Forget(name); err != nil {
			return err
		}
	}
	return nil
}
