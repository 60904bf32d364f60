package page

import (
	"path"

	"handbook/generator/address"
	"handbook/generator/list"
)

// A Written page is written by people, in Markdown.
type Written struct {
	Address  address.Address
	Title    string
	Type     string // "about" and "search" have layouts of their own, and are about the website
	Markdown []byte // without front matter, its heading # first

	// Picture returns a picture of the page as a data: address, for a page in a single file.
	Picture func(name string) (string, error)
}

// ForWebsite says that the page is about the website: the book and the one-file edition leave it out.
func (p *Written) ForWebsite() bool { return p.Type == "about" || p.Type == "search" }

// WrittenFor are the pages of a town's book and one-file edition: the town's own, and the county's.
func WrittenFor(t *list.Town, written []*Written) []*Written {
	var own []*Written
	for _, p := range written {
		if folder := path.Dir(p.Address.Path); !p.ForWebsite() && (folder == "." || folder == t.ID) {
			own = append(own, p)
		}
	}
	return own
}
