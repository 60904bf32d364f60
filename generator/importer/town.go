package importer

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"handbook/generator/diag"
	"handbook/generator/intake"
	"handbook/generator/list"
	"handbook/generator/listfile"
	"handbook/generator/place"
)

// settle makes the town of what the documents say and what is known of it.
func (i *importing) settle() error {
	switch {
	case i.book != nil:
		return i.settleBook()
	case i.bound != nil:
		return i.settleBound()
	}
	i.town = i.draft.Town
	t := &i.town
	t.Lists, t.Columns, t.Preface = maps.Clone(t.Lists), maps.Clone(t.Columns), slices.Clone(t.Preface)
	var old listfile.Town
	if i.old != nil {
		old = *i.old
	}
	if err := i.checkTitle(); err != nil {
		return err
	}
	unusual(t, old.Words)
	if i.old != nil {
		i.keep(old)
	}
	var what, flags []string
	for _, p := range []struct{ what, flag, name string }{
		{"town", "-name", t.Name}, {"county", "-county", t.County}, {"province or region", "-region", t.Region},
	} {
		if p.name == "" {
			what, flags = append(what, p.what), append(flags, p.flag)
		}
	}
	if len(what) > 0 {
		return diag.Errorf("add "+strings.Join(flags, " and ")+", and the full name behind it",
			"the documents do not say what the %s is called; nothing was written", strings.Join(what, " and the "))
	}
	if i.old == nil && t.Prefecture == "" && !strings.HasSuffix(t.Region, "市") {
		i.note(intake.Note, "", "文件里没有写%s属于哪个地区（市、州、盟），按%s直接管辖写入；如果不是，请加上 -prefecture 再导入一次",
			t.County, t.Region)
	}
	i.total()
	return nil
}

// checkTitle reports documents whose title names another town: lists of neighbours are much alike.
func (i *importing) checkTitle() error {
	name, titled := i.town.Name, i.draft.Titled
	if titled == "" || strings.HasSuffix(titled, name) || strings.HasSuffix(name, titled) {
		return nil
	}
	if i.old != nil && !i.options.Force {
		return diag.Errorf("name the folder of its own town with -town; where it is the same town, add -force",
			"the document is titled as that of %s, and %s is %s; nothing was written", titled, i.folder(), name)
	}
	i.note(intake.Doubt, "", "文件的标题里写的是“%s”，这里导入为“%s”：请核对", titled, name)
	return nil
}

// keep takes from the town as it is what no document states, and the lists that these documents do not have.
func (i *importing) keep(old listfile.Town) {
	t := &i.town
	t.Order, t.Book, t.Contact, t.Meanings = old.Order, old.Book, old.Contact, old.Meanings
	for _, list := range i.lists() {
		if len(t.Lists[list]) > 0 {
			continue
		}
		if items := old.Lists[list]; len(items) > 0 {
			t.Lists[list] = items
			if columns := old.Columns[list]; len(columns) > 0 {
				if t.Columns == nil {
					t.Columns = map[string][]string{}
				}
				t.Columns[list] = columns
			}
			i.note(intake.Note, "", "文件里没有%s清单，原有的 %d 项没有改动", i.called(list), len(items))
		}
	}
	if len(t.Preface) == 0 {
		t.Preface = old.Preface
	}
	for n, s := range t.Preface {
		for _, was := range old.Preface {
			if was.Heading == s.Heading {
				t.Preface[n].Note = was.Note
			}
		}
	}
	if t.Edition == (listfile.Edition{}) {
		t.Edition = old.Edition
	}
	words := maps.Clone(old.Words)
	if words == nil {
		words = map[string]string{}
	}
	maps.Copy(words, t.Words)
	t.Words = words
}

// called is what a list is called.
func (i *importing) called(id string) string {
	kinds := list.Kinds[:]
	if i.county != nil {
		kinds = i.county.Possible
	}
	for _, k := range kinds {
		if k.ID() == id {
			return k.Name()
		}
	}
	return id
}

// note adds a finding of the import itself to those of the documents.
func (i *importing) note(level intake.Level, item, format string, a ...any) {
	i.draft.Findings = append(i.draft.Findings, intake.Finding{
		Level: level, Item: item, File: i.draft.Files[item], Place: i.draft.Places[item],
		Text: fmt.Sprintf(format, a...),
	})
}

// unusual leaves out the heads of columns that pages use anyhow, unless the town's file says otherwise now.
func unusual(t *listfile.Town, now map[string]string) {
	usual, err := place.OfTown(t.Name, t.Kind)
	if err != nil {
		return // the check says it
	}
	t.Words = maps.Clone(t.Words)
	maps.DeleteFunc(t.Words, func(key, word string) bool {
		its := map[string]string{"ours": usual.Ours, "theirs": usual.Theirs, "own": usual.Own}[key]
		return word == its && now[key] == ""
	})
	if len(t.Words) == 0 {
		t.Words = nil
	}
}

// total completes the totals: those that the document states, and of the others what is counted. Where it states other
// numbers of categories or departments than its tables have, those of the tables are written, and it is said: they are
// often counted by other rules.
func (i *importing) total() {
	t := &i.town
	stated := t.Declared
	t.Declared = map[string]int{}
	set := func(key, what string, counted int) {
		t.Declared[key] = counted
		if n, ok := stated[key]; ok && n != counted {
			i.note(intake.Doubt, "", "文件的说明里写着%s %d 个，表格里数出 %d 个：按数出来的写入，请核对", what, n, counted)
		}
	}
	for n, id := range i.lists() {
		items := t.Lists[id]
		if len(items) == 0 && n >= len(list.Kinds) {
			continue
		}
		t.Declared["items"] += len(items)
		t.Declared[id+".items"] = len(items)
		if len(items) == 0 {
			if _, ok := stated[id+".items"]; !ok {
				i.note(intake.Doubt, "", "文件里没有%s清单，按 0 项写入；如果另有一份文件，请与这一份一起导入", i.called(id))
			}
			continue
		}
		categories, departments := map[string]bool{}, map[string]bool{}
		for _, item := range items {
			categories[item.Category] = true
			for _, d := range namedBy(item) {
				departments[d] = true
			}
		}
		set(id+".categories", i.called(id)+"的类别", len(categories))
		if len(departments) > 0 {
			set(id+".departments", i.called(id)+"的部门", len(departments))
		}
	}
}

// namedBy are the departments that an item counts for.
func namedBy(item listfile.Item) []string {
	names := slices.Clone(item.Departments)
	for _, b := range item.Takeover {
		names = append(names, b.Department)
	}
	return slices.DeleteFunc(names, func(name string) bool { return strings.TrimSpace(name) == "" })
}
