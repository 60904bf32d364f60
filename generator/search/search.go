// Package search writes what the search on the pages reads: plain scripts, so that it also works from a folder on a disk.
//
//	search/data/county.js          codebook, pinyin, departments, categories and the lexicon: once a county
//	search/data/<town>/titles.js   the town's items: list, number, category, departments, title
//	search/data/<town>/duties.js   the duties, which may arrive while the first results show
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
	titles, shape string
	duties        []string // of each item that has some
	titleOf       []string // of the same items
	folded        []title
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
	for _, t := range w.towns {
		texts = append(append(texts, t.titles), t.duties...)
	}
	seen := map[rune]bool{'\n': true}
	for _, text := range texts {
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

// textOf is a town's text with one line for each title, heading and duty. The shape says what the lines of duties are: for each
// item, separated by spaces, its blocks: c (county), t (town), k (takeover) or s (statement), the number of duties, h for a heading.
func textOf(town *list.Town) townText {
	var titles, duties []string
	var text townText
	var shape strings.Builder
	add := func(letter byte, blocks []list.Block) {
		for _, b := range blocks {
			fmt.Fprintf(&shape, "%c%d", letter, len(b.Duties))
			if b.Heading != "" {
				shape.WriteByte('h')
				duties = append(duties, b.Heading)
			}
			for n, duty := range b.Duties {
				duties = append(duties, withoutEnd(duty, n == len(b.Duties)-1))
			}
		}
	}
	for i, item := range town.Items() {
		if i > 0 {
			shape.WriteByte(' ')
		}
		titles, duties = append(titles, item.Title), nil
		add('c', item.County)
		add('t', item.Town)
		add('k', item.Takeovers)
		if item.Statement != "" {
			add('s', []list.Block{{Duties: []string{item.Statement}}})
		}
		if duties != nil {
			text.duties = append(text.duties, strings.Join(duties, "\n"))
			text.titleOf = append(text.titleOf, item.Title)
		}
	}
	text.titles, text.shape = strings.Join(titles, "\n"), shape.String()
	text.folded = foldTitles(text.titles)
	return text
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
	Part    string `json:"part"`
	Town    string `json:"town"`
	Name    string `json:"name"`
	Counts  []int  `json:"counts"`            // items of each list
	Numbers []int  `json:"numbers,omitempty"` // where an id's number is not that of the edition: the numbers of all ids
	Cells   string `json:"cells"`             // for each item its category and departments, a sign each
	Means   string `json:"means"`             // for each of the lexicon's entries what it means, as places in the titles
	Titles  string `json:"titles"`
}

func (w *writer) titlesPart(town *list.Town, text townText) titlesPart {
	part := titlesPart{Part: "titles", Town: town.ID, Name: town.Name, Titles: w.book.pack(text.titles)}
	category, department := map[*list.Category]byte{}, map[*list.Department]byte{}
	for i, c := range w.county.Categories {
		category[c] = signs[i+1]
	}
	for i, d := range w.county.Departments {
		department[d] = signs[i+1]
	}
	moved := false
	var cells []string
	for _, items := range town.Lists {
		part.Counts = append(part.Counts, len(items))
		for _, item := range items {
			cell := []byte{category[item.Category]}
			for _, d := range item.Departments {
				cell = append(cell, department[d])
			}
			cells = append(cells, string(cell))
			var n int
			fmt.Sscanf(item.Number(), "%d", &n)
			part.Numbers = append(part.Numbers, n)
			moved = moved || n != item.No
		}
	}
	if !moved {
		part.Numbers = nil
	}
	part.Cells = strings.Join(cells, " ")
	part.Means = w.means(text.folded)
	return part
}

type dutiesPart struct {
	Part   string `json:"part"`
	Town   string `json:"town"`
	Shape  string `json:"shape"`
	Duties string `json:"duties"`
}

func (w *writer) dutiesPart(town *list.Town, text townText) dutiesPart {
	var packed strings.Builder
	for i, d := range text.duties {
		packed.WriteString(w.book.packQuoting(d+"\n", text.titleOf[i]))
	}
	return dutiesPart{Part: "duties", Town: town.ID, Shape: text.shape, Duties: packed.String()}
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
