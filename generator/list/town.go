package list

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"handbook/generator/diag"
	"handbook/generator/office"
	"handbook/generator/place"
	"handbook/generator/record"
)

// townFile is what a town's folder holds beside its lists.
const townFile = "town.toml"

func (l *loader) loadTown(dir, folder string, p *places) *Town {
	file := filepath.Join(dir, townFile)
	if _, err := os.Stat(file); errors.Is(err, fs.ErrNotExist) {
		l.report(diag.Error, dir, "a town's folder without town.toml",
			"write it, or keep this folder elsewhere: each folder beside the registries is a town's")
		return nil
	}
	l.checkTownFolder(dir)
	root, ok := l.open(file)
	if !ok {
		return nil
	}
	id := l.id(root, TownID, map[string]bool{})
	if l.copied(root, dir, id) {
		return nil
	}
	town := &Town{
		ID: id, Name: root.Text("name"),
		County: root.Text("county"), Prefecture: root.Optional("prefecture"), Region: root.Text("region"),
		Lists: map[*Kind][]*Item{}, Meanings: map[*Kind]string{}, Columns: map[*Kind][]string{},
	}
	l.checkTown(root, town, filepath.Dir(dir), folder)
	checkNames(root, map[string]string{
		"name": town.Name, "county": town.County, "prefecture": town.Prefecture, "region": town.Region,
	})
	p.read(root, town)
	for _, t := range root.Tables("preface") {
		section := Section{
			Heading: t.Text("heading"), Paragraphs: t.Texts("paragraphs", true), Note: t.Optional("note"),
		}
		checkPreface(t, section)
		town.Preface = append(town.Preface, section)
		t.Done()
	}
	columns := l.loadFacts(root, town)
	l.derived.place, l.derived.nowhere = office.NewPlace(town.County, town.Prefecture, town.Region), town.County == ""
	l.derived.county = town.County
	var sights []sight
	for _, kind := range l.kinds {
		items, said := l.loadList(root, listFile(dir, kind), kind, columns[kind])
		if len(items) > 0 {
			town.Lists[kind] = items
		}
		sights = append(sights, said...)
	}
	l.checkSee(town, sights)
	l.checkDeclared(root, dir, town)
	root.Elsewhere("contact", "phone", "address", "hours", "web")
	root.Elsewhere("book", "issuer", "issued", "printer", "copies", "permit", "recipients", "paper", "thickness")
	root.Elsewhere("edition", "status", "approved", "approver", "document")
	root.Elsewhere("words", "town", "this", "ours", "theirs", "own")
	root.Done()
	return town
}

// copied reports a town's file that has the id of another folder, from which it was copied: all else that is wrong with
// it follows from that, and is not said.
func (l *loader) copied(root record.Table, dir, id string) bool {
	original := filepath.Join(filepath.Dir(dir), id, townFile)
	if _, err := os.Stat(original); id == filepath.Base(dir) || !addressID.MatchString(id) || err != nil {
		return false
	}
	root.Errorf("id", fmt.Sprintf("if this is a copy to begin a town with, write the id %q, and the town's own name; "+
		"otherwise keep it elsewhere", filepath.Base(dir)), "the id %q is that of %s", id, original)
	return true
}

// checkTown reports a town that is not what its folder says, or that the county has already.
func (l *loader) checkTown(root record.Table, town *Town, data, folder string) {
	if town.ID != "" && town.ID != folder {
		root.Errorf("id", "rename the folder, or correct the id",
			"the town's id %q differs from its folder %q", town.ID, folder)
	}
	if towns := l.county.Towns; len(towns) > 0 && town.County != towns[0].County && town.County != "" {
		root.Errorf("county", "a handbook is of one county: correct the name, or keep the town's folder elsewhere",
			"the county differs from that of %s, %q", towns[0].Name, towns[0].County)
	}
	if towns := l.county.Towns; len(towns) > 0 && town.County == towns[0].County {
		const hint = "a county is in one place: write the same for all its towns"
		if first := towns[0]; town.Region != first.Region && town.Region != "" {
			root.Errorf("region", hint, "the region differs from that of %s, %q", first.Name, first.Region)
		}
		if first := towns[0]; town.Prefecture != first.Prefecture {
			root.Errorf("prefecture", hint, "the prefecture differs from that of %s, %q", first.Name, first.Prefecture)
		}
	}
	for _, other := range l.county.Towns {
		if other.Name == town.Name && other.County == town.County && town.Name != "" {
			root.Errorf("name", "two towns of a county have two names: correct it in one of the files; if one is a "+
				"copy, write the name of its own town, or keep it elsewhere",
				"the name %q stands in %s, too", town.Name, filepath.Join(data, other.ID, townFile))
		}
	}
}

// places gathers what the towns' files say of the places: their order, and the words for the county, which are those of
// all its towns.
type places struct {
	orders map[int]string // order → the folder of the town that has it
	order  map[*Town]int
	county place.County // as far as some town's file says it
	kind   string       // of the county, likewise
	word   string       // for the county, by its kind or name
}

// read reads what a town's file says of the kinds of places and of their words.
func (p *places) read(root record.Table, town *Town) {
	kind, countyKind := root.Optional("kind"), root.Optional("county_kind")
	town.Words = p.townWords(root, town.Name, kind)
	p.countyKind(root, town.County, countyKind)
	if words, ok := root.Table("words"); ok {
		override(words, "town", &town.Words.Word)
		if words.Has("town") {
			town.Words.This, town.Words.Own = "本"+town.Words.Word, "本"+town.Words.Word+"职责"
		}
		override(words, "this", &town.Words.This)
		override(words, "ours", &town.Words.Ours)
		override(words, "theirs", &town.Words.Theirs)
		override(words, "own", &town.Words.Own)
		p.same(words, "county", &p.county.Word, words.Optional("county"))
		p.same(words, "departments", &p.county.Departments, words.Optional("departments"))
		p.same(words, "towns", &p.county.Towns, words.Optional("towns"))
		words.Done()
	}
	if root.Has("order") {
		if n := root.Number("order"); n > 0 {
			if first, ok := p.orders[n]; ok {
				root.Errorf("order", "give each town a place of its own",
					"the town in the folder %q has the order %d, too", first, n)
			}
			p.orders[n] = town.ID
			if p.order == nil {
				p.order = map[*Town]int{}
			}
			p.order[town] = n
		}
	} else {
		root.Knows("order")
	}
}

// townWords are the words for a town by its kind, which its name may tell.
func (p *places) townWords(root record.Table, name, kind string) place.Town {
	words, err := place.OfTown(name, kind)
	hint := "write one of " + strings.Join(place.TownKinds(), " ") + "; what its pages say otherwise stands in [words]"
	switch told, untold := place.OfTown(name, ""); {
	case err == nil && kind != "" && untold == nil && told.Word != words.Word && !saysWord(root, words.Word):
		root.Warnf("kind", fmt.Sprintf("correct it, or leave it out; where it is so all the same, say it again "+
			"below a line [words]: town = %q", words.Word), "%q ends like the name of a %s", name, told.Word)
	case err == nil, kind == "" && name == "":
	case kind == "":
		root.Errorf("name", strings.Replace(hint, "write", "write kind = and", 1),
			"what kind of place %q is cannot be told", name)
	case slices.Contains(place.CountyKinds(), kind):
		root.Errorf("kind", "that of the county is county_kind; "+hint,
			"%q is a kind of county, and no kind of town", kind)
	default:
		root.Errorf("kind", hint, "unknown kind of town %q", kind)
	}
	return words
}

// saysWord reports whether the town's file itself has the word for what the town is.
func saysWord(root record.Table, word string) bool {
	words, ok := root.Table("words")
	return ok && words.Optional("town") == word
}

// countyKind reads the kind of the county, which its name may tell, and which is the same in all towns' files.
func (p *places) countyKind(root record.Table, name, kind string) {
	words, err := place.OfCounty(name, kind, nil)
	hint := "write one of " + strings.Join(place.CountyKinds(), " ")
	switch {
	case err == nil:
		p.kind = cmp.Or(p.kind, kind)
		at := "county_kind"
		if kind == "" {
			at = "county"
		}
		p.same(root, at, &p.word, words.Word)
	case kind == "" && name == "":
	case kind == "":
		root.Errorf("county", strings.Replace(hint, "write", "write county_kind = and", 1),
			"what kind of place %q is cannot be told", name)
	case slices.Contains(place.TownKinds(), kind):
		root.Errorf("county_kind", "that of the town is kind; "+hint,
			"%q is a kind of town, and no kind of county", kind)
	default:
		root.Errorf("county_kind", hint, "unknown kind of county %q", kind)
	}
}

// override reads a word that replaces one of the table's.
func override(t record.Table, key string, word *string) {
	if own := t.Optional(key); own != "" {
		*word = own
	}
}

// same takes a word for the county from a town's file, and reports one that differs from another town's.
func (p *places) same(t record.Table, key string, word *string, own string) {
	switch {
	case own == "":
	case *word == "":
		*word = own
	case *word != own:
		t.Errorf(t.At(key), "it is the county's: write the same for all towns, or for one alone",
			"another town's file says %q", *word)
	}
}

// settle puts the towns in order, and gives the county its words.
func (p *places) settle(c *County) {
	order := func(t *Town) int {
		if n, ok := p.order[t]; ok {
			return n
		}
		return math.MaxInt // after those that have one
	}
	slices.SortStableFunc(c.Towns, func(a, b *Town) int {
		return cmp.Or(cmp.Compare(order(a), order(b)), cmp.Compare(a.ID, b.ID))
	})
	if len(c.Towns) == 0 {
		return
	}
	words := make([]place.Town, len(c.Towns))
	for i, t := range c.Towns {
		words[i] = t.Words
	}
	c.Words, _ = place.OfCounty(c.Towns[0].County, p.kind, words) // an error is reported already
	if p.county.Word != "" {
		c.Words.Word, c.Words.Departments = p.county.Word, p.county.Word+"级部门"
	}
	c.Words.Departments = cmp.Or(p.county.Departments, c.Words.Departments)
	c.Words.Towns = cmp.Or(p.county.Towns, c.Words.Towns)
}
