package importer

import (
	"bytes"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"handbook/generator/diag"
	"handbook/generator/grid"
	"handbook/generator/intake"
	"handbook/generator/list"
	"handbook/generator/listbook"
	"handbook/generator/listfile"
)

// A workbook that the handbook wrote says all that the town's files say, and nothing in it is to be guessed: it has its
// own way from being read to the files. What is wrong is told cell by cell, all at once.

// readBook reads such a workbook.
func (i *importing) readBook(name string, data []byte) error {
	book, slips, err := listbook.Read(name, data, i.options.Remove...)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if book.ID != i.options.Town.ID {
		return diag.Errorf("import it with -town "+book.ID, "%s: the workbook of another town, %s; nothing was written",
			name, book.ID)
	}
	i.book = book
	i.draft = &intake.Draft{Town: book.Town, Places: maps.Clone(book.Places()), Files: map[string]string{}}
	for id := range i.draft.Places {
		i.draft.Files[id] = name
	}
	i.docs = []*grid.Document{{File: name}}
	slips = append(slips, i.removed()...)
	slips = append(slips, i.registered()...)
	for _, s := range slips {
		i.draft.Findings = append(i.draft.Findings, intake.Finding{
			Level: intake.Error, File: name, Place: s.Place, Text: s.Text,
		})
	}
	if len(slips) > 0 {
		return i.refuse()
	}
	for level, said := range map[intake.Level][]listbook.Slip{intake.Doubt: book.Notes, intake.Note: book.Dropped} {
		for _, s := range said {
			i.draft.Findings = append(i.draft.Findings, intake.Finding{
				Level: level, File: name, Place: s.Place, Text: s.Text,
			})
		}
	}
	return nil
}

// removed reports items that the workbook has not, and nobody said may be gone; and ids that were never given.
func (i *importing) removed() (slips []listbook.Slip) {
	say := func(place grid.Place, format string, a ...any) {
		slips = append(slips, listbook.Slip{Place: place, Text: fmt.Sprintf(format, a...)})
	}
	there, titles := map[string]bool{}, map[string]string{}
	if i.old != nil {
		for _, id := range i.lists() {
			for _, item := range i.old.Lists[id] {
				titles[item.ID] = item.Title
			}
		}
	}
	for _, id := range i.lists() {
		for _, item := range i.book.Town.Lists[id] {
			there[item.ID] = true
			if _, known := titles[item.ID]; i.old != nil && !known && item.ID != "" {
				say(i.draft.Places[item.ID], "编号 %s 不是清单里的：新的事项空着编号，导入时自动给", item.ID)
			}
		}
	}
	for _, id := range i.options.Remove {
		switch _, known := titles[id]; {
		case there[id]:
			say(i.draft.Places[id], "%s 还在工作簿里，-remove 却要删去它：删去这一行，或者不写 -remove", id)
		case !known:
			say(grid.Place{}, "-remove %s：清单里没有这个编号", id)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(titles)) {
		list, _, _ := strings.Cut(id, "-")
		if !there[id] && !slices.Contains(i.options.Remove, id) && !i.book.Missing(list) {
			say(grid.Place{}, "%s“%s”在工作簿里没有了：找回来；确实要删去的，导入时加上 -remove %s", id, titles[id], id)
		}
	}
	return slips
}

// registered reports what the workbook's registries lack of those that are there.
func (i *importing) registered() (slips []listbook.Slip) {
	if i.county == nil {
		return nil
	}
	say := func(format string, a ...any) {
		slips = append(slips, listbook.Slip{Text: fmt.Sprintf(format, a...)})
	}
	if i.old != nil {
		for _, d := range i.county.Departments {
			kept := func(b list.Department) bool { return b.ID == d.ID }
			if !d.Derived && !slices.ContainsFunc(i.book.Departments, kept) {
				say("部门“%s”（%s）在工作簿里没有了：找回来；确实要删去的，直接改 departments.toml", d.Name, d.ID)
			}
		}
		for _, c := range i.county.Categories {
			kept := func(b list.Category) bool { return b.ID == c.ID }
			if !c.Derived && !slices.ContainsFunc(i.book.Categories, kept) {
				say("类别“%s”（%s）在工作簿里没有了：找回来；确实要删去的，直接改 categories.toml", c.Name, c.ID)
			}
		}
	}
	for _, l := range i.book.Lists {
		at := slices.IndexFunc(i.county.Possible, func(k *list.Kind) bool { return k.ID() == l.ID })
		if at < 0 || listbook.FurtherOf(i.county.Possible[at]) != l {
			say("“%s”清单的名称、形式等与 lists.toml 写的不一样：要改的，直接改 lists.toml", l.Name)
		}
	}
	return slips
}

// settleBook takes the town as the workbook has it, and gives new items their ids.
func (i *importing) settleBook() error {
	i.town = i.book.Town
	var old listfile.Town
	if i.old != nil {
		old = *i.old
		i.town.Source = old.Source
		if i.stale() {
			i.note(intake.Doubt, "", "这本工作簿导出以后，清单另外改过：以工作簿为准，请逐条核对下面的改动")
		}
	}
	i.disagreeing(old)
	for _, id := range i.lists() {
		file, err := i.now(id + ".toml")
		if err != nil {
			return err
		}
		items := i.town.Lists[id]
		listfile.GiveIDs(file, id, old.Lists[id], items)
		for _, item := range items {
			if place, ok := i.draft.Places[listbook.New(id, item.No)]; ok {
				i.draft.Places[item.ID], i.draft.Files[item.ID] = place, i.docs[0].File
			}
		}
	}
	return nil
}

// stale is whether the list is another than the workbook was made of.
func (i *importing) stale() bool { return i.book.Sum != listbook.Sum(i.county, *i.old) }

// planBook decides which files change. The document's text is not the workbook's matter: source.txt stays.
func (i *importing) planBook() error {
	if err := i.planRegistries(); err != nil {
		return err
	}
	if i.old == nil {
		for name, text := range listfile.Write(i.town) {
			i.files[filepath.Join(i.town.ID, name)] = text
		}
		i.stamp()
		return nil
	}
	for _, id := range i.lists() {
		i.tell(listfile.Changes(i.old.Lists[id], i.town.Lists[id]))
	}
	if err := i.update(i.lists()); err != nil {
		return err
	}
	if len(i.files) > 0 {
		i.stamp()
	}
	return nil
}

// planRegistries decides what changes in the registries: those entries that the workbook has otherwise, or anew.
func (i *importing) planRegistries() error {
	var departments []*list.Department
	var categories []*list.Category
	if i.county != nil {
		for _, d := range i.county.Departments {
			if !d.Derived {
				departments = append(departments, d)
			}
		}
		for _, c := range i.county.Categories {
			if !c.Derived {
				categories = append(categories, c)
			}
		}
	}
	named, kinds := i.names()
	for n := range i.book.Departments {
		d := &i.book.Departments[n]
		at := slices.IndexFunc(departments, func(o *list.Department) bool { return o.ID == d.ID })
		switch {
		case at >= 0:
			departments[at] = d
		case !d.Derived || !i.follows(d) && (i.county != nil || slices.Contains(named, d.Name)):
			departments = append(departments, d)
		}
	}
	for n := range i.book.Categories {
		c := &i.book.Categories[n]
		at := slices.IndexFunc(categories, func(o *list.Category) bool { return o.ID == c.ID })
		switch {
		case at >= 0:
			categories[at] = c
		case !c.Derived || !i.followsCategory(c) && (i.county != nil || slices.Contains(kinds, c.Name)):
			categories = append(categories, c)
		}
	}
	for _, r := range []struct {
		registry listfile.Registry
		add      func(*listfile.Registry)
		update   func([]byte) ([]byte, error)
	}{
		{listfile.DepartmentRegistry(), func(r *listfile.Registry) {
			for _, d := range departments {
				r.AddDepartment(d)
			}
		}, func(file []byte) ([]byte, error) { return listfile.UpdateDepartments(file, departments) }},
		{listfile.CategoryRegistry(), func(r *listfile.Registry) {
			for _, c := range categories {
				r.AddCategory(c.ID, c.Name)
			}
		}, func(file []byte) ([]byte, error) { return listfile.UpdateCategories(file, categories) }},
	} {
		file, err := i.file(r.registry.Name)
		switch {
		case err != nil:
			return err
		case file == nil:
			if r.add(&r.registry); !r.registry.Empty() {
				i.added = append(i.added, r.registry)
				if i.files[r.registry.Name], err = r.registry.Appended(i.path(r.registry.Name)); err != nil {
					return err
				}
			}
			continue
		}
		changed, err := r.update(file)
		if err != nil {
			return fmt.Errorf("%s: %w", i.path(r.registry.Name), err)
		}
		if !bytes.Equal(changed, file) {
			i.files[r.registry.Name] = changed
		}
	}
	if i.county == nil && len(i.book.Lists) > 0 {
		i.files["lists.toml"] = listfile.WriteLists(i.book.Lists)
	}
	return nil
}

// follows is whether a department's entry follows from its name in this county, and stands in no file.
func (i *importing) follows(d *list.Department) bool {
	return i.county != nil && d.Derived && slices.ContainsFunc(i.county.Departments, func(o *list.Department) bool {
		return o.Derived && o.ID == d.ID && o.Name == d.Name && o.Short == d.Short && o.Kind == d.Kind &&
			slices.Equal(o.Aliases, d.Aliases) && !d.Contact.Known()
	})
}

// followsCategory is the same of a category.
func (i *importing) followsCategory(c *list.Category) bool {
	return i.county != nil && slices.ContainsFunc(i.county.Categories, func(o *list.Category) bool {
		return o.Derived && o.ID == c.ID && o.Name == c.Name
	})
}

// refuseBook tells what keeps the list from being used, by its cells.
func (i *importing) refuseBook(findings []diag.Finding) error {
	i.draft.Findings = nil
	for _, f := range findings {
		if f.Severity != diag.Error {
			continue
		}
		item := i.itemOf(f)
		text := sayInChinese(f)
		if item == "" {
			text = fmt.Sprintf("%s:%d：%s", f.File, f.Line, text)
		}
		i.note(intake.Error, item, "%s", strings.TrimSpace(text))
	}
	return i.refuse()
}
