package search

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"handbook/generator/list"
)

// Of a county with several towns a reader's phone gets one town's text whole, and of the others only what may answer:
//
//	search/across/towns.js        which wordings each town has; what towns have alike is one
//	search/across/pairs/<n>.js    which wordings have two characters side by side, or a department, or a category
//	search/across/texts/<n>.js    the text of some wordings that follow each other: all common, or none
//
// What the reader types is understood from the one town's text and the lexicon. The pairs of the words that it comes to
// lead to what has them; once its text is there, the engine ranks it with the rest. Of each matter the wording that
// most towns have is told whole, and of the others only what they have beside it: so a query costs some files of a
// kilobyte, however many towns there are.

// So many wordings are in a file of texts: of the common ones few, for an answer wants one here and one there; of the
// others, which are short, those of a matter or two.
const perCommon, perOther = 5, 25

// across writes the files of all towns together.
func (w *writer) across() []File {
	found := w.found
	all := pairsOf(found.all)
	pairs := w.pairs(all, found.all, len(found.matters))
	files := []File{w.file("search/across/towns.js", w.townsPart(found, len(pairs), w.stems(all)))}
	for n, part := range pairs {
		files = append(files, w.file(fmt.Sprintf("search/across/pairs/%d.js", n), part))
	}
	common, others := found.all[:len(found.matters)], found.all[len(found.matters):]
	texts := slices.AppendSeq(slices.Collect(slices.Chunk(common, perCommon)), slices.Chunk(others, perOther))
	for n, some := range texts {
		files = append(files, w.file(fmt.Sprintf("search/across/texts/%d.js", n), w.textsPart(n, some)))
	}
	return files
}

type townsPart struct {
	Part   string     `json:"part"`
	Kinds  []int      `json:"kinds"`  // matters of each list
	Texts  [2]int     `json:"texts"`  // wordings in a file of texts: of common ones, of others
	Shards int        `json:"shards"` // files of pairs
	Towns  []townPart `json:"towns"`
	Others string     `json:"others"` // which towns have not the common wordings, and
	Which  string     `json:"which"`  // what these have; see unlike
	// Of each matter that towns put otherwise, the id of the page that compares what they write, separated by spaces.
	Compared string `json:"compared"`
}

type townPart struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Stem int    `json:"stem,omitempty"` // so many characters of its name are enough to name it; see stems
	numbering
	Order string `json:"order,omitempty"` // of its matters
}

func (w *writer) townsPart(found wordings, pairs int, stems []string) townsPart {
	kinds := w.county.Kinds()
	part := townsPart{Part: "towns", Kinds: make([]int, len(kinds)), Texts: [2]int{perCommon, perOther}, Shards: pairs}
	for n := range found.matters {
		part.Kinds[slices.Index(kinds, found.all[n].Kind)]++
	}
	part.Others, part.Which = found.unlike()
	part.Compared = strings.Join(found.compared, " ")
	for i, town := range w.county.Towns {
		part.Towns = append(part.Towns, townPart{
			town.ID, town.Name, utf8.RuneCountInString(stems[i]), w.numberingOf(town), found.order(i),
		})
	}
	return part
}

// textsPart has some wordings. Of those that are not common, the title quotes the common one, and of the duties only
// those are told that differ, see changes; each is packed by itself, a line each, since it is read only where the
// common wording is there.
type textsPart struct {
	Part    string         `json:"part"`
	Number  int            `json:"number"`
	Cells   string         `json:"cells"`
	Titles  string         `json:"titles"`
	Own     map[int]string `json:"own,omitempty"`
	Changes string         `json:"changes,omitempty"` // separated by spaces
	packedDuties
}

func (w *writer) textsPart(number int, some []*wording) textsPart {
	part := textsPart{Part: "texts", Number: number}
	var cells, titles, changes, duties []string
	var items []*list.Item
	var texts []itemText
	for _, one := range some {
		items, texts = append(items, one.Item), append(texts, one.text)
		cells = append(cells, w.cell(one.Item))
		if one.common == nil {
			titles = append(titles, one.text.title)
			continue
		}
		titles = append(titles, w.codebook.packQuoting(one.text.title, one.common.text.title))
		numbers, own := one.changes()
		changes = append(changes, string(numbers))
		var packed []string
		for _, line := range own {
			packed = append(packed, w.codebook.packQuoting(line[0], line[1]))
		}
		duties = append(duties, strings.Join(packed, w.codebook.pack("\n")))
	}
	part.Cells, part.Own = strings.Join(cells, " "), w.ownAnswers(items)
	part.packedDuties = w.packDuties(texts)
	part.Titles = strings.Join(titles, "\n")
	if changes == nil {
		part.Titles = w.codebook.pack(part.Titles)
	} else {
		part.Duties, part.Changes = strings.Join(duties, "\n"), strings.Join(changes, " ")
	}
	return part
}
