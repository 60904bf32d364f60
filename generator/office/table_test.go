package office

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestTable finds what is wrong with kinds.toml.
func TestTable(t *testing.T) {
	table, err := readTable(kindsFile)
	if err != nil {
		t.Fatal(err)
	}
	if len(table.kinds) < 70 {
		t.Fatalf("%d kinds", len(table.kinds))
	}
	ids, group := map[string]bool{}, 0 // the groups stand in their order, too
	for _, k := range table.kinds {
		if !regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`).MatchString(k.ID) || ids[k.ID] {
			t.Errorf("id %q is none, or stands twice", k.ID)
		}
		ids[k.ID] = true
		at := slices.IndexFunc(Groups[:], func(g Group) bool { return g.ID == k.Group })
		if at < 0 {
			t.Errorf("%s: unknown group %q", k.ID, k.Group)
		} else if at < group {
			t.Errorf("%s: %s stands behind another group", k.ID, k.Group)
		}
		group = at
		if len(k.forms) == 0 && len(k.Topics) == 0 || k.Short == "" || len(k.Ends) > 0 && len(k.Topics) == 0 {
			t.Errorf("%s: nothing is recognised, or nothing is said", k.ID)
		}
		seen := map[*kind]bool{}
		for heir := k; heir != nil && heir.Heir != ""; heir = table.byID[heir.Heir] {
			if seen[heir] || table.byID[heir.Heir] == nil {
				t.Errorf("%s: its heirs go round, or lead to none", k.ID)
				break
			}
			seen[heir] = true
		}
	}
}

// TestNamesAreOfOneKind: whatever a department of a kind is called is of that kind and no other.
func TestNamesAreOfOneKind(t *testing.T) {
	place := NewPlace("县", "", "")
	owner := map[string]*kind{}
	for _, k := range shipped().kinds {
		for _, a := range append([]string{k.Short}, k.Aliases...) {
			if other := owner[a]; other != nil && other != k {
				t.Errorf("%s is of %s and %s", a, other.ID, k.ID)
			}
			owner[a] = k
		}
		for _, f := range k.forms {
			name := strings.NewReplacer("*", "", "…", "东山").Replace(f.text)
			if d, ok := place.Recognise(name); !ok || d.kinds[0] != k {
				t.Errorf("%s: %s is taken for %s", k.ID, name, d.ID)
			}
		}
		for _, topic := range readForms(k.Topics) {
			for _, end := range k.ends {
				d, ok := place.Recognise(topic.text + end.text)
				if !ok || d.kinds[0] != k {
					t.Errorf("%s: %s is taken for %s", k.ID, topic.text+end.text, d.ID)
				}
				if short, ok := place.Recognise(d.Short); !ok || short.kinds[0] != k {
					t.Errorf("%s: its short name %s is taken for %s", k.ID, d.Short, short.ID)
				}
			}
		}
	}
	for name, k := range owner {
		if d, ok := place.Recognise(name); ok && d.kinds[0] != k {
			t.Errorf("%s: its alias %s is a department of %s", k.ID, name, d.ID)
		}
	}
}

func TestCategoryTable(t *testing.T) {
	owner := map[string]string{}
	for name, id := range categories() {
		if !regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`).MatchString(id) || owner[id] != "" {
			t.Errorf("%s: id %q is none, or also that of %s", name, id, owner[id])
		}
		owner[id] = name
	}
	if len(owner) < 45 {
		t.Errorf("%d categories", len(owner))
	}
	if id, ok := CategoryID("党建"); ok {
		t.Errorf("党建 is guessed to be %s", id)
	}
}
