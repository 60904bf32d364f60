// Package search writes what the search on the pages reads: plain scripts, so that it also works from a folder on a disk.
//
//	search/data/county.js          codebook, pinyin, departments, categories and the lexicon: once a county
//	search/data/<town>/titles.js   the town's items: list, number, category, departments, title
//	search/data/<town>/duties.js   the duties, which may arrive while the first results show
//	search/across/…                of several towns, what leads from one town's text to the others'; see across.go
//
// They hold text, not an index: at the size of a town the engine, themes/handbook/assets/search, finds every substring in less
// time than it takes to draw the result, and a list of the town's words would be twice the size of the text. Each script hands
// one part to handbook.search.load. Texts are packed; see pack.go, and packing.js for the way back.
//
// The lexicon is data/synonyms.toml; see [LoadLexicon].
package search

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"handbook/generator/list"
)

// A File is one of the site's files: a slash-separated path below its root, and what it holds.
type File struct {
	Path string
	Data []byte
}

// Files writes the search data of a county that was loaded without errors. The same county gives the same bytes.
func Files(county *list.County, lexicon *Lexicon) ([]File, error) {
	w := &writer{county: county, lexicon: lexicon}
	w.gather()
	if err := w.fits(); err != nil {
		return nil, err
	}
	files := []File{w.file("search/data/county.js", w.countyPart())}
	for i, town := range county.Towns {
		dir := "search/data/" + town.ID + "/"
		files = append(files, w.file(dir+"titles.js", w.titlesPart(town, w.towns[i])), w.file(dir+"duties.js", w.dutiesPart(town, w.towns[i])))
	}
	if len(county.Towns) > 1 {
		files = append(files, w.across()...)
	}
	return files, nil
}

// A writer carries what the files of a county share.
type writer struct {
	county  *list.County
	lexicon *Lexicon
	words   string // the lexicon's entries
	towns   []townText

	readings *readings // how the characters of the texts are read

	common []rune // of GB 2312
	used   []bool // which of them the texts use
	others []rune // characters of the texts that are not among them
	book   *codebook
}

type townText struct {
	items  []itemText
	titles string
	folded []title
}

// An itemText is an item's text: its title, and a line for each heading and duty. The shape says what the lines are: the item's
// blocks, each c (county), t (town), k (takeover) or s (statement), the number of its duties, and h for a heading.
type itemText struct {
	title, shape string
	lines        []string
}

// gather collects all texts, their characters, and makes the codebook.
func (w *writer) gather() {
	for _, town := range w.county.Towns {
		w.towns = append(w.towns, textOf(town))
	}
	if len(w.towns) > 0 {
		w.lexicon = w.lexicon.sorted(w.towns[0].folded)
	}
	w.words = w.wordText()
	texts := []string{w.departmentText(), w.categoryText(), w.words, w.lexicon.termText(), w.lexicon.otherText()}
	same := map[string]bool{} // what several towns' lists have alike counts once
	for _, t := range w.towns {
		for _, text := range append([]string{t.titles}, t.duties()...) {
			if !same[text] {
				same[text] = true
				texts = append(texts, text)
			}
		}
	}
	seen := map[rune]bool{'\n': true}
	for _, text := range texts {
		if len(w.towns) > 1 {
			text += fold(text) // pairs of characters are folded
		}
		for _, c := range text {
			seen[c] = true
		}
	}
	w.readings = newReadings()
	var reading sync.WaitGroup // beside the codebook: between them they are most of the work
	defer reading.Wait()
	reading.Go(func() {
		for _, text := range texts {
			w.readings.read(text)
		}
	})
	w.common = commonCharacters()
	w.used = make([]bool, len(w.common))
	var known []rune
	for i, c := range w.common {
		if seen[c] {
			w.used[i] = true
			known = append(known, c)
			delete(seen, c)
		}
	}
	for c := range seen {
		w.others = append(w.others, c)
	}
	slices.Sort(w.others)
	w.book = newCodebook(append(slices.Clone(w.others), known...), texts)
}

// fits says whether the county is within what the format can tell apart.
func (w *writer) fits() error {
	if n := len(w.county.Departments); n >= len(signs) {
		return fmt.Errorf("search can tell %d departments apart, the county has %d", len(signs)-1, n)
	}
	if n := len(w.county.Categories); n >= len(signs) {
		return fmt.Errorf("search can tell %d categories apart, the county has %d", len(signs)-1, n)
	}
	if n := len(w.book.tokens); n > room-10*len(signs) {
		return fmt.Errorf("search can tell %d characters and runs apart, the county has %d", room-10*len(signs), n)
	}
	return nil
}

func textOf(town *list.Town) townText {
	var text townText
	var titles []string
	for _, item := range town.Items() {
		text.items = append(text.items, textOfItem(item))
		titles = append(titles, item.Title)
	}
	text.titles = strings.Join(titles, "\n")
	text.folded = foldTitles(text.titles)
	return text
}

func textOfItem(item *list.Item) itemText {
	text := itemText{title: item.Title}
	add := func(letter byte, blocks []list.Block) {
		for _, b := range blocks {
			text.shape += fmt.Sprintf("%c%d", letter, len(b.Duties))
			if b.Heading != "" {
				text.shape += "h"
				text.lines = append(text.lines, b.Heading)
			}
			for n, duty := range b.Duties {
				text.lines = append(text.lines, withoutEnd(duty, n == len(b.Duties)-1))
			}
		}
	}
	add('c', item.County)
	add('t', item.Town)
	add('k', item.Takeovers)
	if item.Statement != "" {
		add('s', []list.Block{{Duties: []string{item.Statement}}})
	}
	return text
}

// duties are the lines of each item that has some.
func (t townText) duties() []string {
	var all []string
	for _, item := range t.items {
		if item.lines != nil {
			all = append(all, strings.Join(item.lines, "\n"))
		}
	}
	return all
}

// withoutEnd leaves out the sign that a duty ends with, for nearly all end alike: the last of a block with 。 and the others with ；.
// One that does not gets a 、 instead.
func withoutEnd(duty string, last bool) string {
	end := "；"
	if last {
		end = "。"
	}
	if bare, ok := strings.CutSuffix(duty, end); ok && !strings.HasSuffix(bare, "、") {
		return bare
	}
	return duty + "、"
}

func (w *writer) departmentText() string {
	var lines []string
	for _, d := range w.county.Departments {
		names := []string{d.Name, d.Short}
		_, bare, _ := strings.Cut(d.Name, "县")
		for _, a := range d.Aliases {
			if a != bare && a != "县"+bare && a != "县"+d.Short { // the browser makes these itself
				names = append(names, a)
			}
		}
		lines = append(lines, strings.Join(names, "、"))
	}
	return strings.Join(lines, "\n")
}

func (w *writer) categoryText() string {
	var names []string
	for _, c := range w.county.Categories {
		names = append(names, c.Name)
	}
	return strings.Join(names, "\n")
}

type countyPart struct {
	Part          string `json:"part"`
	Others        string `json:"others"`
	Used          string `json:"used"`
	Short         string `json:"short"`
	Pairs         string `json:"pairs"`
	Syllables     string `json:"syllables"`
	Readings      string `json:"readings"`
	DepartmentIDs string `json:"departmentIDs"`
	Departments   string `json:"departments"`
	CategoryIDs   string `json:"categoryIDs"`
	Categories    string `json:"categories"`
	Words         string `json:"words"`
	Terms         string `json:"terms"`
	Rest          string `json:"rest"`
}

func (w *writer) countyPart() countyPart {
	var departments, categories []string
	for _, d := range w.county.Departments {
		departments = append(departments, w.idOf(d))
	}
	for _, c := range w.county.Categories {
		categories = append(categories, c.ID)
	}
	syllables, others := w.pinyin()
	return countyPart{
		Part: "county", Others: string(w.others), Used: bitmap(w.used), Short: w.book.shortTokens(), Pairs: w.book.packedPairs(),
		Syllables: syllables, Readings: others,
		DepartmentIDs: strings.Join(departments, " "), Departments: w.book.pack(w.departmentText()),
		CategoryIDs: strings.Join(categories, " "), Categories: w.book.pack(w.categoryText()),
		Words: w.book.pack(w.words), Terms: w.book.pack(w.lexicon.termText()), Rest: w.book.pack(w.lexicon.otherText()),
	}
}

// idOf is the id of a department, or nothing where it is its short name's pinyin, which the browser knows.
func (w *writer) idOf(d *list.Department) string {
	var b strings.Builder
	for _, c := range d.Short {
		if syllables := w.readings.of(c); len(syllables) > 0 {
			b.WriteString(syllables[0])
		} else {
			b.WriteRune(c)
		}
	}
	if b.String() == d.ID {
		return ""
	}
	return d.ID
}

// pinyin returns the syllables of the common characters, and the characters of the texts that are read otherwise or in two ways
// as "hui kuai会 chang zhang长…".
func (w *writer) pinyin() (syllables, others string) {
	r := w.readings
	syllables, given := syllableRuns(w.common)
	type reading struct {
		syllables string
		c         rune
	}
	var list []reading
	for c := range r.count {
		s := strings.Join(r.of(c), " ")
		if s != given[c] {
			list = append(list, reading{s, c})
		}
	}
	slices.SortFunc(list, func(a, b reading) int {
		if n := strings.Compare(a.syllables, b.syllables); n != 0 {
			return n
		}
		return int(a.c - b.c)
	})
	var b strings.Builder
	for i, x := range list {
		if i == 0 || x.syllables != list[i-1].syllables {
			b.WriteString(x.syllables)
		}
		b.WriteRune(x.c)
	}
	return syllables, b.String()
}

// bitmap writes six booleans to a sign.
func bitmap(bits []bool) string {
	var b strings.Builder
	for i := 0; i < len(bits); i += 6 {
		n := 0
		for k, bit := range bits[i:min(i+6, len(bits))] {
			if bit {
				n |= 1 << k
			}
		}
		b.WriteByte(signs[n])
	}
	return b.String()
}

type titlesPart struct {
	Part  string `json:"part"`
	Town  string `json:"town"`
	Cells string `json:"cells"` // for each item its category and departments, a sign each
	Means string `json:"means"` // for each of the lexicon's entries what it means, as places in the titles
	numbering
	Titles string `json:"titles"`
}

// A numbering is which items a town has, and their numbers.
type numbering struct {
	Counts  []int `json:"counts"`            // items of each list
	Numbers []int `json:"numbers,omitempty"` // where an id's number is not that of the edition: the numbers of all ids
}

func numberingOf(town *list.Town) numbering {
	var n numbering
	moved := false
	for _, items := range town.Lists {
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
		Part: "titles", Town: town.ID, numbering: numberingOf(town), Cells: strings.Join(cells, " "),
		Means: w.means(text.folded), Titles: w.book.pack(text.titles),
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
}

// packedDuties are the headings and duties of some items, and their shapes, separated by spaces.
type packedDuties struct {
	Shape  string `json:"shape"`
	Duties string `json:"duties"`
}

func (w *writer) dutiesPart(town *list.Town, text townText) dutiesPart {
	return dutiesPart{"duties", town.ID, w.packDuties(text.items)}
}

func (w *writer) packDuties(items []itemText) packedDuties {
	var shapes []string
	var packed strings.Builder
	for _, item := range items {
		shapes = append(shapes, item.shape)
		if item.lines != nil {
			packed.WriteString(w.book.packQuoting(strings.Join(item.lines, "\n")+"\n", item.title))
		}
	}
	return packedDuties{strings.Join(shapes, " "), packed.String()}
}

// file writes a part as a script that hands it to the engine.
func (w *writer) file(path string, part any) File {
	var b strings.Builder
	b.WriteString("handbook.search.load(")
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(part); err != nil {
		panic(err) // texts and numbers only
	}
	return File{path, []byte(strings.TrimSuffix(b.String(), "\n") + ");\n")}
}
