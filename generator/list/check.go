package list

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"handbook/generator/diag"
	"handbook/generator/record"
)

// sequence checks ids and numbers along a list.
type sequence struct {
	kind    Kind
	ids     map[string]bool
	numbers map[int]bool
	last    int
}

var itemNumber = regexp.MustCompile(`^[0-9]{3,6}$`)

func (s *sequence) next(t record.Table, item *Item) {
	prefix := s.kind.ID() + "-"
	switch number, ok := strings.CutPrefix(item.ID, prefix); {
	case item.ID == "":
	case !ok || !itemNumber.MatchString(number):
		t.Report(t.At("id"), diag.Error, fmt.Sprintf("id %q is not of the form %s001", item.ID, prefix), "ids are permanent: the list, a hyphen, three to six digits")
	case s.ids[item.ID]:
		t.Report(t.At("id"), diag.Error, fmt.Sprintf("id %q is used twice", item.ID), "printed codes point at ids; give the new item the next free one")
	}
	s.ids[item.ID] = true

	switch {
	case item.No == 0:
		s.last++ // already reported, and it stands where the next number belongs
		return
	case s.numbers[item.No]:
		t.Report(t.At("no"), diag.Error, fmt.Sprintf("number %d is used twice", item.No), "number the items 1, 2, 3 … in their order")
	case item.No < s.last:
		t.Report(t.At("no"), diag.Error, fmt.Sprintf("number %d stands after %d", item.No, s.last), "items stand in the order of their numbers")
	case item.No > s.last+1:
		missing := fmt.Sprintf("number %d is", s.last+1)
		if item.No > s.last+2 {
			missing = fmt.Sprintf("numbers %d to %d are", s.last+1, item.No-1)
		}
		t.Report(t.At("no"), diag.Error, missing+" missing", "a list has no gaps; after a removal number the rest anew (ids stay)")
	}
	s.numbers[item.No] = true
	s.last = max(s.last, item.No)
}

// storedNumber finds a number that the source printed before a duty, but not an amount (1.5公里). Duties are numbered by their
// place, so it must not be stored.
var storedNumber = regexp.MustCompile(`^([0-9０-９]{1,2}[.．、])(?:[^0-9０-９]|$)`)

func checkDuties(t record.Table, key string, b Block) {
	for i, d := range b.Duties {
		if n := storedNumber.FindStringSubmatch(d); n != nil {
			t.Report(fmt.Sprintf("%s[%d]", t.At(key), i), diag.Error, fmt.Sprintf("the number %q stands in the text", n[1]),
				"remove it: duties are numbered by their place when there are several")
		}
	}
	if h := strings.TrimRight(b.Heading, "：:"); h != b.Heading {
		t.Report(t.At("heading"), diag.Error, "a colon ends the heading", "remove it: the pages set it")
	}
}

// checkHead reports a block that cannot be told from one before it: on a page the two would run together.
func checkHead(t record.Table, before []Block, b Block) {
	if len(before) == 0 || b.Heading != "" {
		return
	}
	if b.Department == nil && !t.Has("department") {
		t.Report(t.Path(), diag.Error, "a block without a head stands after another", "put its duties into the block before, or give it the head that the cell has")
		return
	}
	for _, other := range before {
		if b.Department != nil && other.Department == b.Department {
			t.Report(t.At("department"), diag.Error, fmt.Sprintf("%q heads two blocks", b.Department.Name), "put their duties into one block, or give this one the heading that the cell has")
			return
		}
	}
}

// checkHeads holds the heads of a joint item's county cell against its departments.
func checkHeads(t record.Table, item *Item) {
	for _, side := range []struct {
		key    string
		blocks []Block
	}{{"county", item.County}, {"town", item.Town}} {
		if len(side.blocks) == 0 {
			t.Report(t.Path(), diag.Error, fmt.Sprintf("no duties of the %s", side.key), fmt.Sprintf("add [[item.%s]] with duties = [ … ]", side.key))
		}
	}
	for i, b := range item.County {
		if b.Department != nil && !item.names(b.Department) {
			t.Report(fmt.Sprintf("%s[%d].department", t.At("county"), i), diag.Error,
				fmt.Sprintf("%q heads a block but is not in departments", b.Department.Name), "add it to the item's departments, or mend the head")
		}
	}
}

// checkShares warns where a cell that gives some departments their duties leaves out others, or duties that are nobody's.
func checkShares(t record.Table, item *Item) {
	heads := map[*Department]bool{}
	for _, b := range item.County {
		heads[b.Department] = true
	}
	if heads[nil] && len(heads) == 1 {
		return // the cell names no department: its duties are those of all
	}
	for i, b := range item.County {
		if b.Department == nil && !strings.Contains(item.Note, "部门") {
			t.Report(fmt.Sprintf("%s[%d]", t.At("county"), i), diag.Warning, "a block of no department, though others have one: no department's page will have its duties",
				"add its department; where the source names none (未写明部门), say so in the item's note")
		}
	}
	for i, d := range item.Departments {
		if !heads[d] && !strings.Contains(item.Note, d.Name) {
			t.Report(fmt.Sprintf("%s[%d]", t.At("departments"), i), diag.Warning, fmt.Sprintf("%q heads no block, though others do", d.Name),
				"add its block; where the source has none, say so in the item's note, with the department's name")
		}
	}
}

func (l *loader) checkTakeover(t record.Table, item *Item) {
	for i, b := range item.Takeovers {
		if b.Department == nil {
			continue
		}
		if item.names(b.Department) {
			t.Report(fmt.Sprintf("%s[%d].department", t.At("takeover"), i), diag.Error, fmt.Sprintf("%q takes over twice", b.Department.Name), "put its methods into one block")
			continue
		}
		item.Departments = append(item.Departments, b.Department)
	}
	switch {
	case len(item.Takeovers) == 0 && item.Statement == "":
		t.Report(t.Path(), diag.Error, "nobody takes the item over, and nothing is said instead", "add [[item.takeover]] with department and methods, or a statement")
	case len(item.Takeovers) > 0 && item.Statement != "":
		t.Report(t.At("statement"), diag.Error, "a statement beside departments that take over", "keep one of them")
	}
}

// checkDeclared holds the list against the totals that the document states of itself. A total that an error already reported
// makes differ is not reported besides: of a list that is empty or cannot be read, none; of one with any error, or where a
// registry has one, not the categories and departments.
func (l *loader) checkDeclared(root record.Table, dir string, town *Town) {
	declared, ok := root.Table("declared")
	if !ok {
		if !root.Has("declared") {
			root.Report("", diag.Error, "missing table [declared]", "write down the totals that the document states: items, and items, categories and departments of each list")
		}
		return
	}
	defer declared.Done()
	agree := func(t record.Table, key string, counted int, sound bool, what string) {
		if n := t.Number(key); sound && n != 0 && n != counted {
			t.Report(t.At(key), diag.Error, fmt.Sprintf("the document declares %d %s, the list has %d", n, what, counted), "look for what is missing or doubled; mend this number only if the document's own words changed")
		}
	}
	whole := true
	for _, kind := range Kinds {
		whole = whole && len(town.Lists[kind]) > 0
	}
	agree(declared, "items", len(town.Items()), whole, "items")
	for _, kind := range Kinds {
		t, ok := declared.Table(kind.ID())
		if !ok {
			if !declared.Has(kind.ID()) {
				declared.Report("declared", diag.Error, fmt.Sprintf("missing key %q", kind.ID()), fmt.Sprintf("write %s = { items = …, categories = … }", kind.ID()))
			}
			continue
		}
		categories, departments := map[*Category]bool{}, map[*Department]bool{}
		for _, item := range town.Lists[kind] {
			categories[item.Category] = true
			for _, d := range item.Departments {
				departments[d] = true
			}
		}
		sound := l.sound(l.departments.file, l.categories.file, listFile(dir, kind))
		agree(t, "items", len(town.Lists[kind]), len(town.Lists[kind]) > 0, kind.ID()+" items")
		agree(t, "categories", len(categories), sound, "categories of "+kind.ID()+" items")
		if kind != Basic && (len(departments) > 0 || t.Has("departments")) { // of a list that names none nothing need be declared
			agree(t, "departments", len(departments), sound, "departments in "+kind.ID()+" items")
		}
		t.Done()
	}
}

// sound tells that no error was found in these files.
func (l *loader) sound(files ...string) bool {
	return !slices.ContainsFunc(l.found, func(f diag.Finding) bool {
		return f.Severity == diag.Error && slices.Contains(files, f.File)
	})
}
