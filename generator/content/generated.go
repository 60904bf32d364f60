package content

import (
	"sync"

	"handbook/generator/page"
)

// Generated is what the pages of the list are to those beside them: which there are, and which places they have; by
// their paths.
type Generated map[string]generated

type generated struct {
	orOwn bool   // people may put a page of their own in its place
	kind  string // its type
	parts []string
	later func() Generated // has the parts of a page that was not made; nil: they are known
}

// GeneratedOf are these pages.
func GeneratedOf(pages []*page.Page) Generated {
	g := Generated{}
	g.Add(pages)
	return g
}

// Add adds further pages.
func (g Generated) Add(pages []*page.Page) {
	for _, p := range pages {
		one := generated{orOwn: p.OrOwn, kind: p.Type}
		for _, s := range p.Sections {
			one.parts = append(one.parts, s.ID)
		}
		g[p.Address.File()] = one
	}
}

// UnmadeAt are pages of which no more is known than where they stand, and that no page by hand may replace. They are
// made only if somebody asks which places they have.
func UnmadeAt(paths []string, made func() []*page.Page) Generated {
	g := make(Generated, len(paths))
	later := sync.OnceValue(func() Generated { return GeneratedOf(made()) })
	for _, path := range paths {
		g[path] = generated{later: later}
	}
	return g
}

func (g Generated) has(path string) bool { _, ok := g[path]; return ok }

// partsOf are the places of a page that there is.
func (g Generated) partsOf(path string) []string {
	if p := g[path]; p.later != nil {
		return p.later()[path].parts
	}
	return g[path].parts
}

// hasTown is whether there is a town of this id: each has a page of its categories.
func (g Generated) hasTown(id string) bool { return g.has(id + "/categories/_index.md") }
