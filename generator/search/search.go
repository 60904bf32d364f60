// Package search writes what the search on the pages reads: plain scripts, so that it also works from a folder on a
// disk.
//
//	search/data/county.js          codebook, departments, categories and the lexicon: once a county
//	search/data/slips.js           what reads slips, pinyin, and those words of the lexicon for which there was no
//	                               room else; it is fetched when something of a query stands nowhere
//	search/data/last.js            those words, where the county has its own: fetched when these find nothing, or
//	                               little
//	search/data/<town>/titles.js   the town's items: list, number, category, departments, title
//	search/data/<town>/duties.js   the duties, which may arrive while the first results show, and with them those
//	                               words of the lexicon for which there was no room before
//	search/answers.js              who does an item, in patterns; see answer.go
//	search/across/…                of several towns, what leads from one town's text to the others'; see across.go
//
// They hold text, not an index: at the size of a town the engine, themes/handbook/assets/search, finds every substring
// in less time than it takes to draw the result, and a list of the town's words would be twice the size of the text.
// Each script hands one part to handbook.search.load. Texts are packed; see pack.go, and packing.js for the way back.
package search

import (
	"encoding/json"
	"slices"
	"strings"
	"sync"

	"handbook/generator/ahead"
	"handbook/generator/alike"
	"handbook/generator/diag"
	"handbook/generator/fold"
	"handbook/generator/lexicon"
	"handbook/generator/list"
)

// A File is one of the site's files: a slash-separated path below its root, and what it holds.
type File struct {
	Path string
	Data []byte
}

// Files writes the search data of a county that was loaded without errors. The same county gives the same bytes.
func Files(county *list.County, l *lexicon.Lexicon) ([]File, error) {
	var matters []alike.Matter
	if len(county.Towns) > 1 {
		matters = alike.Of(county)
	}
	return FilesOf(county, matters, l)
}

// FilesOf is [Files] for who knows already what the towns' lists have in common: alike.Of of several towns.
func FilesOf(county *list.County, matters []alike.Matter, l *lexicon.Lexicon) ([]File, error) {
	w := &writer{county: county, matters: matters, lexicon: l}
	w.prepare()
	if err := w.fits(); err != nil {
		return nil, err
	}
	files := []File{
		w.file("search/data/county.js", w.countyPart()),
		w.file("search/data/slips.js", w.slipsPart()),
	}
	var across []File
	var working sync.WaitGroup
	if len(county.Towns) > 1 {
		working.Go(func() { across = w.across() })
	}
	places := make([]int, len(county.Towns))
	for i := range places {
		places[i] = i
	}
	for _, own := range ahead.Each(places, w.townFiles) {
		files = append(files, own...)
	}
	working.Wait()
	return append(slices.Concat(files, w.lastFile(), across), Answers(county)), nil
}

// townFiles are those of the town at a place.
func (w *writer) townFiles(i int) []File {
	town, text := w.county.Towns[i], w.towns[i]
	dir := "search/data/" + town.ID + "/"
	return []File{
		w.file(dir+"titles.js", w.titlesPart(town, text)), w.file(dir+"duties.js", w.dutiesPart(town, text)),
	}
}

// A writer carries what the files of a county share.
type writer struct {
	county  *list.County
	matters []alike.Matter // of several towns
	lexicon *lexicon.Lexicon
	entries string // the lexicon's entries
	towns   []townText
	found   wordings // of several towns

	readings *readings // how the characters of the texts are read

	common []rune // of GB 2312
	used   []bool // which of them the texts use
	others []rune // characters of the texts that are not among them

	codebook *codebook
	packed   sync.Map // see packLines
}

// prepare collects all texts and their characters, and makes the codebook and the readings.
func (w *writer) prepare() {
	for _, text := range ahead.Each(w.county.Towns, textOf) {
		w.towns = append(w.towns, text)
	}
	if len(w.towns) > 0 {
		w.lexicon = inOrderOf(w.towns[0].folded, w.lexicon)
	}
	if len(w.county.Towns) > 1 {
		w.found = w.wordingsOf()
	}
	w.entries = w.entryText()
	texts := w.texts()
	all := texts
	if !w.lexicon.Rest.Last {
		all = slices.Concat(texts, w.moreTexts())
	}
	w.readings = newReadings()
	var reading sync.WaitGroup // beside the codebook: between them they are most of the work
	defer reading.Wait()
	reading.Go(func() { w.readings.readAll(all) })
	w.codebook = newCodebook(w.characters(all), w.usualTexts(texts))
}

// usualTexts are those from which the codebook learns what comes often. Of several towns these are the wordings that
// most have: then a change of one town's list leaves the codebook, and with it the files of all others, as they are.
func (w *writer) usualTexts(all []string) []string {
	if len(w.county.Towns) < 2 {
		return all
	}
	usual := w.countyTexts()
	for _, common := range w.found.all[:len(w.found.matters)] {
		usual = append(usual, strings.Join(append([]string{common.text.title}, common.text.lines...), "\n"))
	}
	return usual
}

// countyTexts are those that belong to no town.
func (w *writer) countyTexts() []string {
	return append(w.knownTexts(), w.restText())
}

// knownTexts are those that name something.
func (w *writer) knownTexts() []string {
	return []string{w.departmentText(), w.categoryText(), w.entries, w.termText(), w.laterText()}
}

// texts are all that will be packed. What several towns' lists have alike counts once.
func (w *writer) texts() []string {
	texts := w.countyTexts()
	seen := map[string]bool{}
	for _, t := range w.towns {
		for _, text := range append([]string{t.titles}, t.duties()...) {
			if !seen[text] {
				seen[text] = true
				texts = append(texts, text)
			}
		}
	}
	return texts
}

// characters are those that the texts use, in the order in which the browser is told of them; it sets common, used and
// others.
func (w *writer) characters(texts []string) []rune {
	w.common = commonCharacters()
	var known []rune
	known, w.used, w.others = w.charactersOf(texts)
	return append(slices.Clone(w.others), known...)
}

// charactersOf are the common characters that some texts use, which of all common ones these are, and the others.
func (w *writer) charactersOf(texts []string) (known []rune, used []bool, others []rune) {
	seen := map[rune]bool{'\n': true}
	for _, text := range texts {
		for _, c := range text {
			seen[c] = true
		}
		if len(w.towns) > 1 { // pairs of characters are folded, and have no spaces
			for _, c := range strings.ReplaceAll(fold.Text(text), " ", "") {
				seen[c] = true
			}
		}
	}
	used = make([]bool, len(w.common))
	for i, c := range w.common {
		if seen[c] {
			used[i] = true
			known = append(known, c)
			delete(seen, c)
		}
	}
	for c := range seen {
		others = append(others, c)
	}
	slices.Sort(others)
	return known, used, others
}

// fits says whether the county is within what the format can tell apart.
func (w *writer) fits() error {
	const most, mostCharacters = len(signs) - 1, mostTokens - 10*len(signs)
	if n := len(w.county.Departments); n > most {
		return diag.Errorf("remove from departments.toml those that no list names",
			"search can tell %d departments apart, the county has %d", most, n)
	}
	if n := len(w.county.Categories); n > most {
		return diag.Errorf("remove from categories.toml those that no item has",
			"search can tell %d categories apart, the county has %d", most, n)
	}
	if n := len(w.codebook.tokens); n > mostCharacters {
		return diag.Errorf("make a handbook of its own of some of the towns",
			"search can tell %d characters and runs apart, the county has %d", mostCharacters, n)
	}
	return nil
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
