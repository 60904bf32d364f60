package importer

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"handbook/generator/diag"
	"handbook/generator/intake"
	"handbook/generator/listfile"
	"handbook/generator/record"
)

// mostGone is the share of a list's items that may be gone before the documents are taken for those of another town.
const mostGone = 1.0 / 3

// plan decides which files of the town there will be.
func (i *importing) plan() error {
	switch {
	case i.book != nil:
		return i.planBook()
	case i.bound != nil:
		return i.planBound()
	}
	if i.old != nil {
		return i.planChanges()
	}
	for name, text := range listfile.Write(i.town) {
		i.files[filepath.Join(i.town.ID, name)] = text
	}
	i.stamp()
	return nil
}

// planChanges decides what changes in the files of a town that is there.
func (i *importing) planChanges() error {
	ids, gone := map[string]string{}, map[string]bool{}
	differ := false
	for _, list := range i.lists() {
		file, err := i.now(list + ".toml")
		if err != nil {
			return err
		}
		old, new := i.old.Lists[list], i.town.Lists[list]
		items, changes := listfile.Match(file, old, new)
		for n := range items {
			ids[new[n].ID] = items[n].ID
		}
		lost := 0
		for _, c := range changes {
			if c.New == nil {
				gone[c.ID] = true
				lost++
				i.notesGo[list+".toml"] = i.notesGo[list+".toml"] || c.Old.Note != ""
			}
		}
		if float64(lost) > mostGone*float64(len(old)) && !i.options.Force {
			return diag.Errorf("are they this town's documents, and complete? with -force they are taken all the same",
				"the documents lack %d of the %d items in %s; nothing was written", lost, len(old),
				filepath.Join(i.folder(), list+".toml"))
		}
		differ = differ || len(changes) > 0
		i.town.Lists[list] = items
		i.rename(ids)
		clear(ids)
		i.tell(changes)
	}
	for _, list := range i.lists() {
		items := i.town.Lists[list]
		for n := range items { // what is gone is referred to no longer
			items[n].See = slices.DeleteFunc(slices.Clone(items[n].See), func(id string) bool { return gone[id] })
		}
	}
	if err := i.update(i.lists()); err != nil {
		return err
	}
	i.renewSource(differ || !slices.EqualFunc(i.old.Preface, i.town.Preface, sameSection))
	if len(i.files) > 0 {
		i.stamp()
	}
	return nil
}

// update has the town's files say what the town says.
func (i *importing) update(lists []string) error {
	for _, list := range lists {
		file, err := i.now(list + ".toml")
		if err != nil {
			return err
		}
		if err := i.change(list+".toml", file, func(file []byte) ([]byte, error) {
			return listfile.Update(file, i.town.Lists[list], i.town.Columns[list])
		}); err != nil {
			return err
		}
	}
	file, err := i.now("town.toml")
	if err != nil {
		return err
	}
	return i.change("town.toml", file, func(file []byte) ([]byte, error) {
		return listfile.UpdateTown(file, i.town)
	})
}

func sameSection(a, b listfile.Section) bool {
	return a.Heading == b.Heading && slices.Equal(a.Paragraphs, b.Paragraphs)
}

// now is a file of the town as it is; nil where there is none.
func (i *importing) now(name string) ([]byte, error) {
	return i.file(filepath.Join(i.options.Town.ID, name))
}

// file is a file of the data folder as it is, likewise.
func (i *importing) file(name string) ([]byte, error) {
	file, err := record.ReadFile(i.path(name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return file, err
}

// change decides what becomes of a file. One that is not there is written new.
func (i *importing) change(name string, file []byte, update func([]byte) ([]byte, error)) error {
	changed, fresh := file, listfile.Write(i.town)[name]
	var err error
	switch {
	case file == nil && fresh == nil:
		return nil
	case file == nil:
		changed = fresh
	default:
		changed, err = update(file)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", filepath.Join(i.folder(), name), err)
	}
	if !bytes.Equal(changed, file) {
		i.files[filepath.Join(i.town.ID, name)] = changed
	}
	return nil
}

// rename has the findings call items by the ids that they have.
func (i *importing) rename(ids map[string]string) {
	for n := range i.draft.Findings {
		if id, ok := ids[i.draft.Findings[n].Item]; ok {
			i.draft.Findings[n].Item = id
		}
	}
	places, files := maps.Clone(i.draft.Places), maps.Clone(i.draft.Files)
	for from, to := range ids {
		i.draft.Places[to], i.draft.Files[to] = places[from], files[from]
	}
}

// changed counts what became of the items of a town that was there.
type changed struct {
	fresh, other, renumbered, gone int
	texts                          []string // items of which the official text is another now
}

func (c changed) String() string {
	return fmt.Sprintf("%s new, %d changed, %d only renumbered, %d gone",
		plural(c.fresh, "item"), c.other, c.renumbered, c.gone)
}

// tell says what became of items.
func (i *importing) tell(changes []listfile.Change) {
	for _, c := range changes {
		if c.OfText() {
			i.changed.texts = append(i.changed.texts, c.ID)
		}
		switch {
		case c.Renumbered():
			i.changed.renumbered++
			continue
		case c.New == nil:
			i.changed.gone++
			level := intake.Doubt
			if i.book != nil { // it was asked for
				level = intake.Note
			}
			i.note(level, "", "%s“%s”在新文件里没有了，已从清单中删去；它的编号 %s 不再给别的事项用",
				c.ID, c.Old.Title, c.ID)
		case c.Old == nil:
			i.changed.fresh++
			i.note(intake.Note, c.ID, "新增的事项：“%s”", c.New.Title)
		case c.Old.Title != c.New.Title:
			i.changed.other++
			i.note(intake.Note, c.ID, "事项名称原为“%s”，现为“%s”", c.Old.Title, c.New.Title)
		default:
			i.changed.other++
			i.note(intake.Note, c.ID, "内容有改动")
		}
	}
}

// renewSource has the new documents' text take the place of the old one's, where they say anything else. What
// proof.toml says is of the old one's lines.
func (i *importing) renewSource(differ bool) {
	if !differ && i.old.Source != "" {
		return
	}
	for _, list := range i.lists() {
		if len(i.old.Lists[list]) > 0 && len(i.draft.Town.Lists[list]) == 0 {
			i.note(intake.Doubt, "", "文件里没有%s清单，source.txt 没有更新：请把全部清单的文件一起导入一次", i.called(list))
			return
		}
	}
	text := i.draft.Town.Source
	if len(i.draft.Town.Preface) == 0 && len(i.town.Preface) > 0 { // it was compared with the document that had it
		text = "说明\n"
		for _, s := range i.town.Preface {
			text += s.Heading + "\n" + strings.Join(s.Paragraphs, "\n") + "\n"
		}
		text += i.draft.Town.Source
		i.note(intake.Note, "", "文件里没有说明部分，原有的说明没有改动")
	}
	i.files[filepath.Join(i.town.ID, "source.txt")] = []byte(text)
	name := filepath.Join(i.town.ID, "proof.toml")
	if _, err := os.Lstat(i.path(name)); err == nil {
		i.files[name] = nil
		i.note(intake.Note, "", "proof.toml 说的是旧文件的行，已随旧的 source.txt 删去")
	}
}
