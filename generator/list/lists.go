package list

import (
	"cmp"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"handbook/generator/record"
)

// listsFile is where a county declares further lists.
const listsFile = "lists.toml"

// listID is what a list's id may be: it stands before the hyphen of an item's id, and in addresses.
var listID = regexp.MustCompile(`^[a-z]+$`)

// loadKinds reads the further lists, which follow the three that every town has.
func (l *loader) loadKinds(dir string) {
	l.kinds = append(l.kinds, Kinds[:]...)
	file := filepath.Join(dir, listsFile)
	if _, err := os.Lstat(file); os.IsNotExist(err) {
		return
	}
	root, ok := record.Open(file, &l.found)
	if !ok {
		l.unsure = true
		return
	}
	for _, t := range root.Tables("list") {
		k := &Kind{
			id: t.Text("id"), name: t.Text("name"), short: t.Text("short"), word: t.Text("word"), mark: t.Text("mark"),
			departments: t.Optional("departments"), theirs: t.Optional("theirs"), ours: t.Optional("ours"),
			order: len(l.kinds),
		}
		name, shaped := t.Text("shape"), false
		if k.shape, shaped = shapeOf(name); !shaped && name != "" {
			t.Errorf(t.At("shape"), "shapes: basic (a title and duties), joint (departments and both duties), "+
				"reclaimed (who took it over)", "unknown shape %q", name)
		}
		k.look = k.shape
		if look := t.Optional("look"); look != "" {
			if k.look, ok = shapeOf(look); !ok {
				t.Errorf(t.At("look"), "basic, joint or reclaimed: which of the three the list looks like",
					"unknown look %q", look)
			}
		}
		good := l.checkKindID(t, k)
		l.checkKind(t, k)
		if shaped {
			checkHeadsOf(t, k)
		}
		k.departments = cmp.Or(k.departments, Kinds[k.shape].departments)
		t.Done()
		if good && shaped {
			l.kinds = append(l.kinds, k)
		} else {
			l.unsure = true // what a town's files say of it is not known, nor what it lacks
		}
	}
	root.Done()
}

// shapeOf is the shape of this name.
func shapeOf(name string) (Shape, bool) {
	for _, k := range Kinds {
		if k.id == name {
			return k.shape, true
		}
	}
	return BasicShape, false
}

// checkKindID reports whether a list's id can be one.
func (l *loader) checkKindID(t record.Table, k *Kind) bool {
	other := l.kind(k.id)
	switch {
	case k.id == "":
	case !listID.MatchString(k.id):
		t.Errorf(t.At("id"), "use small letters a-z alone: it opens the ids of the list's items",
			"id %q cannot be a list's", k.id)
	case other != nil && other.order < len(Kinds):
		t.Errorf(t.At("id"), "it needs no entry here; give a further list an id of its own",
			"%q is one of the three lists that every town has", k.id)
	case other != nil:
		t.Errorf(t.At("id"), "give each list an id of its own",
			"the id %q is that of another list, %s", k.id, other.name)
	case Reserved(ListID, k.id) != "":
		t.Errorf(t.At("id"), Reserved(ListID, k.id)+"; choose another", "the id %q is taken by the site itself", k.id)
	default:
		return true
	}
	return false
}

// checkKind reports what a list's names must not be.
func (l *loader) checkKind(t record.Table, k *Kind) {
	if k.mark != "" && utf8.RuneCountInString(k.mark) != 1 {
		t.Errorf(t.At("mark"), "it stands in a seal: 赋, 委", "the mark %q is not one character", k.mark)
	}
	checkNames(t, map[string]string{"name": k.name, "short": k.short, "word": k.word, "departments": k.departments})
	if strings.HasSuffix(k.name, "清单") {
		t.Errorf(t.At("name"), "remove it: the pages set it", "清单 ends the name")
	}
	for _, other := range l.kinds {
		for _, same := range []struct{ key, own, others string }{
			{"mark", k.mark, other.mark}, {"name", k.name, other.name},
			{"short", k.short, other.short}, {"word", k.word, other.word},
		} {
			if same.own == same.others && same.own != "" {
				t.Errorf(t.At(same.key), "readers tell lists apart by it: choose another",
					"the %s %q is that of the list %q", same.key, same.own, other.id)
			}
		}
	}
}

// checkHeadsOf reports heads of columns that a list of its shape does not have.
func checkHeadsOf(t record.Table, k *Kind) {
	for _, head := range []struct {
		key, text string
		of        []Shape
	}{
		{"departments", k.departments, []Shape{JointShape, ReclaimedShape}},
		{"theirs", k.theirs, []Shape{JointShape}},
		{"ours", k.ours, []Shape{BasicShape, JointShape}},
	} {
		if head.text != "" && !slices.Contains(head.of, k.shape) {
			t.Errorf(t.At(head.key), "remove it, or give the list the shape joint",
				"items of a list of the shape %s have no such column", k.shape)
		}
	}
}

// kind finds a list by the key of a table that has one for each.
func (l *loader) kind(id string) *Kind {
	for _, k := range l.kinds {
		if k.id == id {
			return k
		}
	}
	return nil
}

// eachKind reads a table of a town's file that has a key for each list. Other keys are reported.
func (l *loader) eachKind(root record.Table, key string, read func(t record.Table, k *Kind)) {
	t, ok := root.Table(key)
	if !ok {
		return
	}
	for _, k := range l.kinds {
		if t.Knows(k.id) {
			read(t, k)
		}
	}
	l.done(t)
}

// done reports the keys of a table with a key for each list that are those of none, unless not all lists are known.
func (l *loader) done(t record.Table) {
	if !l.unsure {
		t.Done()
	}
}

// townFiles are the files that a town's folder may hold.
func (l *loader) townFiles() []string {
	names := []string{townFile}
	for _, k := range l.kinds {
		names = append(names, k.id+".toml")
	}
	return append(names, "source.txt", "proof.toml")
}
