package list

import (
	"iter"
	"strconv"
)

// A Part is one of the cells of an item that hold blocks. Its text is the key of the cell in the list's files, and the
// part's name on the item's page.
type Part string

// The parts that hold blocks, in the order of the official document.
const (
	CountyPart   Part = "county"   // joint: 上级部门职责
	TownPart     Part = "town"     // joint: 乡镇配合职责; basic: the town's duties
	TakeoverPart Part = "takeover" // reclaimed: 承接部门及工作方式
)

// dutiesKey is the key of a block's duties in the list's files.
func (p Part) dutiesKey() string {
	if p == TakeoverPart {
		return "methods"
	}
	return "duties"
}

// Parts walks the parts that the item has, in the order of the official document.
func (i *Item) Parts() iter.Seq2[Part, []Block] {
	return func(yield func(Part, []Block) bool) {
		for _, p := range []struct {
			part   Part
			blocks []Block
		}{{CountyPart, i.County}, {TownPart, i.Town}, {TakeoverPart, i.Takeovers}} {
			if len(p.blocks) > 0 && !yield(p.part, p.blocks) {
				return
			}
		}
	}
}

// Blocks walks the blocks of all parts, in the order of the official document.
func (i *Item) Blocks() iter.Seq2[Part, *Block] {
	return func(yield func(Part, *Block) bool) {
		for part, blocks := range i.Parts() {
			for n := range blocks {
				if !yield(part, &blocks[n]) {
					return
				}
			}
		}
	}
}

// Texts walks the item's own official texts that are not empty, each with its path in the item's table of the list's
// file: "title", "statement", "county[0].heading", "takeover[1].methods[2]", "field[0].text". The names of category
// and departments are the registries', and the note is the editor's: none of them is among the texts.
func (i *Item) Texts() iter.Seq2[string, *string] {
	return func(yield func(string, *string) bool) {
		for at, text := range i.texts() {
			if !yield(at.String(), text) {
				return
			}
		}
	}
}

// A textPlace is where a text stands in its item: the path is written down only of the few that are asked for it.
type textPlace struct {
	key   string // "title", "statement", "heading", "field", or that of the duties
	part  Part   // of headings and duties
	block int    // likewise; of a field, its number
	duty  int
}

// String is the path of the text in the item's table.
func (p textPlace) String() string {
	switch {
	case p.key == "field":
		return "field[" + strconv.Itoa(p.block) + "].text"
	case p.part == "":
		return p.key
	}
	path := string(p.part) + "[" + strconv.Itoa(p.block) + "]." + p.key
	if p.key == p.part.dutiesKey() {
		path += "[" + strconv.Itoa(p.duty) + "]"
	}
	return path
}

// texts walks the same as Texts.
func (i *Item) texts() iter.Seq2[textPlace, *string] {
	return func(yield func(textPlace, *string) bool) {
		say := func(at textPlace, text *string) bool { return *text == "" || yield(at, text) }
		if !say(textPlace{key: "title"}, &i.Title) || !say(textPlace{key: "statement"}, &i.Statement) {
			return
		}
		for part, blocks := range i.Parts() {
			for n := range blocks {
				b := &blocks[n]
				if !say(textPlace{key: "heading", part: part, block: n}, &b.Heading) {
					return
				}
				for d := range b.Duties {
					if !say(textPlace{key: part.dutiesKey(), part: part, block: n, duty: d}, &b.Duties[d]) {
						return
					}
				}
			}
		}
		for n := range i.Fields {
			if !say(textPlace{key: "field", block: n}, &i.Fields[n].Text) {
				return
			}
		}
	}
}
