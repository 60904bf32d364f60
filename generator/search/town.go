package search

import (
	"slices"
	"strconv"
	"strings"

	"handbook/generator/list"
)

type titlesPart struct {
	Part  string `json:"part"`
	Town  string `json:"town"`
	Cells string `json:"cells"` // for each item its category and departments, a sign each
	Means string `json:"means"` // for each of the lexicon's entries what it means; see meanings
	numbering
	Titles string         `json:"titles"`
	Own    map[int]string `json:"own,omitempty"` // answers of items that have one of their own
}

// A numbering is which items a town has, and their numbers.
type numbering struct {
	Counts  []int `json:"counts"`            // items of each list
	Numbers []int `json:"numbers,omitempty"` // where an id's number is not that of the edition: the numbers of all ids
}

func (w *writer) numberingOf(town *list.Town) numbering {
	var n numbering
	moved := false
	for _, kind := range w.county.Kinds() {
		items := town.Lists[kind]
		n.Counts = append(n.Counts, len(items))
		for _, item := range items {
			number, _ := strconv.Atoi(item.Number())
			n.Numbers = append(n.Numbers, number)
			moved = moved || number != item.No
		}
	}
	if !moved {
		n.Numbers = nil
	}
	return n
}

func (w *writer) titlesPart(town *list.Town, text townText) titlesPart {
	var cells []string
	for _, item := range town.Items() {
		cells = append(cells, w.cell(item))
	}
	return titlesPart{
		Part: "titles", Town: town.ID, numbering: w.numberingOf(town), Cells: strings.Join(cells, " "),
		Means: w.meanings(text.folded), Titles: w.codebook.pack(text.titles),
		Own: w.ownAnswers(town.Items()),
	}
}

// cell is an item's category and departments, a sign each.
func (w *writer) cell(item *list.Item) string {
	cell := []byte{signs[1+slices.Index(w.county.Categories, item.Category)]}
	for _, d := range item.Departments {
		cell = append(cell, signs[1+slices.Index(w.county.Departments, d)])
	}
	return string(cell)
}

type dutiesPart struct {
	Part string `json:"part"`
	Town string `json:"town"`
	packedDuties
	Words string `json:"words,omitempty"` // of the lexicon, what comes behind the first answer
}

// packedDuties are the headings and duties of some items, and their shapes, separated by spaces.
type packedDuties struct {
	Shape  string `json:"shape"`
	Duties string `json:"duties"`
}

func (w *writer) dutiesPart(town *list.Town, text townText) dutiesPart {
	return dutiesPart{"duties", town.ID, w.packDuties(text.items), w.codebook.pack(w.laterText())}
}

func (w *writer) packDuties(items []itemText) packedDuties {
	var shapes []string
	var packed strings.Builder
	for _, item := range items {
		shapes = append(shapes, item.shape)
		if item.lines != nil {
			packed.WriteString(w.packLines(item))
		}
	}
	return packedDuties{strings.Join(shapes, " "), packed.String()}
}

// packLines packs the lines of an item. What several towns' lists have alike is packed once.
func (w *writer) packLines(item itemText) string {
	lines := strings.Join(item.lines, "\n") + "\n"
	key := [2]string{item.title, lines}
	if known, ok := w.packed.Load(key); ok {
		return known.(string)
	}
	packed := w.codebook.packQuoting(lines, item.title)
	w.packed.Store(key, packed)
	return packed
}
