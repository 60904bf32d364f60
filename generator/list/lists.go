package list

import (
	"os"
	"path/filepath"
	"regexp"
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
		return
	}
	for _, t := range root.Tables("list") {
		k := &Kind{
			id: t.Text("id"), name: t.Text("name"), short: t.Text("short"), word: t.Text("word"), mark: t.Text("mark"),
			departments: t.Optional("departments"), order: len(l.kinds),
		}
		k.shape = l.shape(t, "shape", t.Text("shape"), BasicShape)
		k.look = l.shape(t, "look", t.Optional("look"), k.shape)
		l.checkKind(t, k)
		t.Done()
		l.kinds = append(l.kinds, k)
	}
	root.Done()
}

// shape reads a list's shape, or another list's that it is to look like.
func (l *loader) shape(t record.Table, key, name string, otherwise Shape) Shape {
	for _, k := range Kinds {
		if k.id == name {
			return k.shape
		}
	}
	if name != "" {
		t.Errorf(t.At(key), "shapes: basic (a title and duties), joint (departments and both duties), "+
			"reclaimed (who took it over)", "unknown shape %q", name)
	}
	return otherwise
}

// checkKind reports what a list's names must not be, and gives it the word before its departments.
func (l *loader) checkKind(t record.Table, k *Kind) {
	switch {
	case k.id == "":
	case !listID.MatchString(k.id):
		t.Errorf(t.At("id"), "use small letters a-z alone: it opens the ids of the list's items",
			"id %q cannot be a list's", k.id)
	case Reserved(ListID, k.id) != "":
		t.Errorf(t.At("id"), Reserved(ListID, k.id)+"; choose another", "the id %q is taken by the site itself", k.id)
	}
	if k.mark != "" && utf8.RuneCountInString(k.mark) != 1 {
		t.Errorf(t.At("mark"), "it stands in a seal: 赋, 委", "the mark %q is not one character", k.mark)
	}
	checkNames(t, map[string]string{"name": k.name, "short": k.short, "word": k.word, "departments": k.departments})
	if strings.HasSuffix(k.name, "清单") {
		t.Errorf(t.At("name"), "remove it: the pages set it", "清单 ends the name")
	}
	for _, other := range l.kinds {
		for _, same := range []struct{ key, own, others string }{
			{"id", k.id, other.id}, {"mark", k.mark, other.mark}, {"name", k.name, other.name},
			{"short", k.short, other.short}, {"word", k.word, other.word},
		} {
			if same.own == same.others && same.own != "" {
				t.Errorf(t.At(same.key), "readers tell lists apart by it: choose another",
					"the %s %q is that of the list %q", same.key, same.own, other.id)
			}
		}
	}
	switch standard := Kinds[k.shape]; {
	case k.shape == BasicShape && k.departments != "":
		t.Errorf(t.At("departments"), "remove it, or give the list the shape joint",
			"items of a list of the shape basic name no departments")
	case k.departments == "":
		k.departments = standard.departments
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
	t.Done()
}

// townFiles are the files that a town's folder may hold.
func (l *loader) townFiles() []string {
	names := []string{"town.toml"}
	for _, k := range l.kinds {
		names = append(names, k.id+".toml")
	}
	return append(names, "source.txt", "proof.toml")
}
