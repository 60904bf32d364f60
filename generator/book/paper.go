package book

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"

	"handbook/generator/address"
	"handbook/generator/book/manuscript"
)

// A paperPart tells the search what stands on which page of the book; see paper.js.
type paperPart struct {
	Part  string `json:"part"`
	Town  string `json:"town"`
	File  string `json:"file"`  // the book's, from the site's root
	Front int    `json:"front"` // how many pages of the file stand before page 1
	End   int    `json:"end"`   // the last page's number
	Lists []any  `json:"lists"` // each list's id, and how many items it has
	Pages []int  `json:"pages"` // of each page, twice how many items begin on it; one more if it goes on with an item
}

// paper writes it as a script, which the search fetches when somebody asks for a page.
func (f *editionFiles) paper(b *manuscript.Book, p *printed) error {
	data, err := json.Marshal(p.paper(b))
	if err != nil {
		return err
	}
	script := fmt.Sprintf("handbook.search.load(%s);\n", data)
	return os.WriteFile(f.file(f.config.Site, b.Town.ID+"/"+address.PaperName), []byte(script), 0o644)
}

func (p *printed) paper(b *manuscript.Book) paperPart {
	front := p.layout.bodyStart(p.divisions)
	part := paperPart{Part: "paper", Town: b.Town.ID, File: b.Town.ID + "/" + address.BookName, Front: front,
		End: p.layout.pages - front}
	for _, list := range b.Parts {
		part.Lists = append(part.Lists, list.Kind.ID(), list.Count())
	}
	first, last := p.layout.itemsOn(b, p.layout.titles(p.divisions))
	items := b.Items()
	next, used := 0, 0 // the next item that begins on a page; how many pages there are up to the last with an item
	for n := front; n < len(first); n++ {
		code := 0
		if first[n] != nil {
			from, to := slices.Index(items, first[n]), slices.Index(items, last[n])+1
			if code = 2 * (to - next); from < next {
				code++
			}
			next, used = to, len(part.Pages)+1
		}
		part.Pages = append(part.Pages, code)
	}
	part.Pages = part.Pages[:used]
	return part
}
