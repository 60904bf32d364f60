package content

import "handbook/generator/page"

// Generated is what the pages of the list are to those beside them: which there are, and which places they have; by
// their paths.
type Generated map[string]generated

type generated struct {
	orOwn bool   // people may put a page of their own in its place
	kind  string // its type
	parts []string
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

func (g Generated) has(path string) bool { _, ok := g[path]; return ok }

// hasTown is whether there is a town of this id: each has a page of its categories.
func (g Generated) hasTown(id string) bool { return g.has(id + "/categories/_index.md") }
