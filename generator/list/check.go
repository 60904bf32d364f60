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
	kind    *Kind
	ids     map[string]bool
	numbers map[int]bool
	last    int
}

var itemNumber = regexp.MustCompile(`^[0-9]{3,6}$`)

func (s *sequence) next(t record.Table, item *Item) {
	prefix := s.kind.id + "-"
	switch number, ok := strings.CutPrefix(item.ID, prefix); {
	case item.ID == "":
	case !ok || !itemNumber.MatchString(number):
		t.Errorf(t.At("id"), "ids are permanent: the list, a hyphen, three to six digits",
			"id %q is not of the form %s001", item.ID, prefix)
	case s.ids[item.ID]:
		t.Errorf(t.At("id"), "printed codes point at ids; give the new item the next free one",
			"id %q is used twice", item.ID)
	}
	s.ids[item.ID] = true

	switch {
	case item.No == 0:
		s.last++ // already reported, and it stands where the next number belongs
		return
	case s.numbers[item.No]:
		t.Errorf(t.At("no"), "number the items 1, 2, 3 … in their order", "number %d is used twice", item.No)
	case item.No < s.last:
		t.Errorf(t.At("no"), "items stand in the order of their numbers", "number %d stands after %d", item.No, s.last)
	case item.No > s.last+1:
		missing := fmt.Sprintf("number %d is", s.last+1)
		if item.No > s.last+2 {
			missing = fmt.Sprintf("numbers %d to %d are", s.last+1, item.No-1)
		}
		t.Errorf(t.At("no"), "a list has no gaps; after a removal number the rest anew (ids stay)",
			"%s missing", missing)
	}
	s.numbers[item.No] = true
	s.last = max(s.last, item.No)
}

// storedNumber finds a number that the source printed before a duty, but not an amount (1.5公里). Duties are numbered
// when they are shown, so the number must not be stored.
var storedNumber = regexp.MustCompile(`^([0-9０-９]{1,2}[.．、])(?:[^0-9０-９]|$)`)

func checkDuties(t record.Table, key string, b Block) {
	for i, d := range b.Duties {
		if n := storedNumber.FindStringSubmatch(d); n != nil {
			t.Errorf(fmt.Sprintf("%s[%d]", t.At(key), i),
				"remove it: duties are numbered by their place when there are several",
				"the number %q stands in the text", n[1])
		}
	}
	if h := strings.TrimRight(b.Heading, "：:"); h != b.Heading {
		t.Errorf(t.At("heading"), "remove it: the pages set it", "a colon ends the heading")
	}
}

// checkHead reports a block that cannot be told from one before it: on a page the two would run together.
func checkHead(t record.Table, before []Block, b Block) {
	if len(before) == 0 || b.Heading != "" {
		return
	}
	if b.Department == nil && !t.Has("department") {
		t.Errorf(t.Path(), "put its duties into the block before, or give it the head that the cell has",
			"a block without a head stands after another")
		return
	}
	for _, other := range before {
		if b.Department != nil && other.Department == b.Department {
			t.Errorf(t.At("department"),
				"put their duties into one block, or give this one the heading that the cell has",
				"%q heads two blocks", b.Department.Name)
			return
		}
	}
}

// checkHeads reports a joint item's cell without duties, and heads of its county cell that its departments lack.
func checkHeads(t record.Table, item *Item) {
	for _, cell := range []struct {
		part   Part
		blocks []Block
	}{{CountyPart, item.County}, {TownPart, item.Town}} {
		if _, empty := item.Empty[string(cell.part)]; len(cell.blocks) == 0 && !empty {
			t.Errorf(t.Path(), fmt.Sprintf("add [[item.%s]] with duties = [ … ]; %s", cell.part,
				emptyHint(string(cell.part))), "no duties of the %s", cell.part)
		}
	}
	for i, b := range item.County {
		if b.Department != nil && !item.names(b.Department) {
			t.Errorf(fmt.Sprintf("%s[%d].department", t.At("county"), i),
				"add it to the item's departments, or correct the head",
				"%q heads a block but is not in departments", b.Department.Name)
		}
	}
}

// checkShares warns where a cell that gives some departments their duties leaves out others, or has duties that are
// nobody's.
func checkShares(t record.Table, item *Item) {
	heads := map[*Department]bool{}
	for _, b := range item.County {
		heads[b.Department] = true
	}
	if len(heads) == 0 || heads[nil] && len(heads) == 1 {
		return // the cell is empty, or names no department: its duties are those of all
	}
	for i, b := range item.County {
		if b.Department == nil && !strings.Contains(item.Note, "部门") {
			t.Warnf(fmt.Sprintf("%s[%d]", t.At("county"), i),
				"add its department; where the source names none (未写明部门), say so in the item's note",
				"a block of no department, though others have one: no department's page will have its duties")
		}
	}
	for i, d := range item.Departments {
		if !heads[d] && !strings.Contains(item.Note, d.Name) {
			t.Warnf(fmt.Sprintf("%s[%d]", t.At("departments"), i),
				"add its block; where the source has none, say so in the item's note, with the department's name",
				"%q heads no block, though others do", d.Name)
		}
	}
}

// checkTakeover takes the departments of a reclaimed item from its blocks, and reports one without any, or with too
// much.
func checkTakeover(t record.Table, item *Item) {
	for i, b := range item.Takeovers {
		if b.Department == nil {
			continue
		}
		if item.names(b.Department) {
			t.Errorf(fmt.Sprintf("%s[%d].department", t.At("takeover"), i), "put its methods into one block",
				"%q takes over twice", b.Department.Name)
			continue
		}
		item.Departments = append(item.Departments, b.Department)
	}
	_, empty := item.Empty[string(TakeoverPart)]
	switch {
	case len(item.Takeovers) == 0 && item.Statement == "" && !empty:
		t.Errorf(t.Path(), "add [[item.takeover]] with department and methods ([] where the cell has "+
			"none), or a statement; "+
			emptyHint(string(TakeoverPart)), "nobody takes the item over, and nothing is said instead")
	case item.Statement != "" && empty:
		t.Errorf(t.At("empty"), "keep one of them", "a statement in a cell that is said to be empty")
	case len(item.Takeovers) > 0 && item.Statement != "":
		t.Errorf(t.At("statement"), "keep one of them", "a statement beside departments that take over")
	}
}

// declaresNone says that the document has no items of a list: it declares 0, or does not know a further list at all.
func declaresNone(root record.Table, kind *Kind) bool {
	declared, ok := root.Table("declared")
	if !ok {
		return false
	}
	if !declared.Has(kind.id) {
		return kind.order >= len(Kinds)
	}
	t, ok := declared.Table(kind.id)
	return ok && t.Says("items", 0)
}

// checkDeclared compares the list with the totals that the document states of itself. A total that differs because of
// an error that is reported already is not reported: where a list is empty or cannot be read, none is; where a list or
// a registry has an error, those of its categories and departments are not.
func (l *loader) checkDeclared(root record.Table, dir string, town *Town) {
	declared, ok := root.Table("declared")
	if !ok {
		if !root.Has("declared") {
			root.Errorf("", "write down the totals that the document states: items, "+
				"and items, categories and departments of each list", "missing table [declared]")
		}
		return
	}
	defer l.done(declared)
	complete := !l.unsure
	for _, kind := range l.kinds {
		complete = complete && (len(town.Lists[kind]) > 0 || declaresNone(root, kind))
	}
	checkTotal(declared, "items", len(town.Items()), complete, "item", "items")
	if complete && len(town.Items()) == 0 {
		declared.Errorf(declared.At("items"), "write its lists; until then, keep the town's folder elsewhere",
			"no list of the town has an item: there is nothing to show")
	}
	for _, kind := range l.kinds {
		t, ok := declared.Table(kind.id)
		if !ok {
			if !declared.Has(kind.id) && (kind.order < len(Kinds) || len(town.Lists[kind]) > 0) {
				declared.Errorf("declared", fmt.Sprintf("write %s = { items = …, categories = … }; "+
					"items = 0 where the document has no such list", kind.id), "missing key %q", kind.id)
			}
			continue
		}
		sound := l.sound(l.departments.file, l.categories.file, listFile(dir, kind)) && !l.derived.nowhere
		checkTotals(t, kind, town.Lists[kind], sound)
		t.Done()
	}
}

// checkTotals compares one list with its declared totals. Where it is not sound, only its items are counted.
func checkTotals(t record.Table, kind *Kind, items []*Item, sound bool) {
	categories, departments := map[*Category]bool{}, map[*Department]bool{}
	for _, item := range items {
		categories[item.Category] = true
		for _, d := range item.Departments {
			departments[d] = true
		}
	}
	none, of := t.Says("items", 0), " of "+kind.id+" items"
	checkTotal(t, "items", len(items), len(items) > 0, kind.id+" item", kind.id+" items")
	if !none || t.Knows("categories") {
		checkTotal(t, "categories", len(categories), sound, "category"+of, "categories"+of)
	}
	// A list that names no department need not declare it.
	if kind.shape != BasicShape && (len(departments) > 0 && !none || t.Has("departments")) {
		checkTotal(t, "departments", len(departments), sound, "department"+of, "departments"+of)
	}
}

// checkTotal reads a declared total, which must be there, and compares it where the count can be relied upon. One and
// what are the names of what is counted, of one and of others.
func checkTotal(t record.Table, key string, counted int, reliable bool, one, what string) {
	if declared, ok := t.Count(key); ok && reliable && declared != counted {
		if declared == 1 {
			what = one
		}
		t.Errorf(t.At(key), "look for what is missing or doubled; "+
			"correct this number only if the document's own words changed",
			"the document declares %d %s, the list has %d", declared, what, counted)
	}
}

// sound reports whether no error was found in these files.
func (l *loader) sound(files ...string) bool {
	return !slices.ContainsFunc(l.found, func(f diag.Finding) bool {
		return f.Severity == diag.Error && slices.Contains(files, f.File)
	})
}
