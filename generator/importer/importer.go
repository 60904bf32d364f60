// Package importer makes a town's folder of an office's documents: it puts together what reads a document, what says
// what it means, what writes a list, and what compares the two.
//
//	documents ──read──▶ draft ──settle──▶ town ──plan──▶ files ──check──▶ report, findings ──install──▶ data/
//
//	read      opens the documents (docfile) and understands them (intake)
//	settle    makes the town of what they say and of what is known of it: town.go
//	plan      decides which files there will be, all new or only what differs: changes.go
//	check     tries the files in a copy of the data folder, adds there what the registries lack (registry.go), and
//	          compares the list with the documents' text: check.go
//	guard     keeps what somebody wrote and nothing else has: guard.go
//	install   writes all files, or none: files.go
//
// Until install nothing is written: an error before it leaves everything as it was. What a person has to look at stands
// in the draft's findings, in Chinese, for a clerk reads it (chinese.go); the report shows them beside the document.
//
// A workbook that the handbook wrote and a book that it printed leave nothing to be understood: they have their own
// ways to the files, book.go and bound.go.
package importer

import (
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"handbook/generator/diag"
	"handbook/generator/docfile"
	"handbook/generator/grid"
	"handbook/generator/intake"
	"handbook/generator/list"
	"handbook/generator/listbook"
	"handbook/generator/listfile"
	"handbook/generator/ruled"
)

// Options are what is asked of an import.
type Options struct {
	Data        string // the folder of the list
	Report      string // the file of the report
	ReportAsked bool   // it is written even where nothing else is
	Force       bool
	Remove      []string      // ids of items that may be gone
	Town        listfile.Town // its id, and what was said of the places

	Stdout, Stderr io.Writer
	Working        func(what string) // is told what takes long, and "" when that is over
}

// ErrDoubts ends an import that has written the list and named what is to be looked at.
var ErrDoubts = errors.New("the list is written, and something is to be looked at")

// Unwritten is an error after which nothing was written.
type Unwritten struct{ error }

func (u Unwritten) Unwrap() error { return u.error }

// Import makes the town's list of the documents.
func Import(o Options, files []string) error {
	if err := notOver(o.Report, files); err != nil {
		return Unwritten{err}
	}
	i := &importing{options: o, files: map[string][]byte{}, notesGo: map[string]bool{}}
	defer i.close()
	for _, step := range []func() error{
		i.before,
		func() error { return i.read(files) },
		i.settle, i.plan, i.check, i.guard, i.install,
	} {
		if err := step(); err != nil {
			if i.draft != nil && o.ReportAsked {
				err = errors.Join(err, i.writeReport(false))
			}
			return Unwritten{err}
		}
	}
	if err := i.writeReport(true); err != nil {
		return err
	}
	return i.summarise()
}

// importing is an import on its way: each step adds to it, and only install writes.
type importing struct {
	options Options

	county *list.County   // as it is, or nil where the data folder is empty
	old    *listfile.Town // as it is, or nil
	known  intake.Known   // what is known before the documents are read
	docs   []*grid.Document
	open   []func() // what ends the readers of documents whose pages can be drawn
	draft  *intake.Draft
	book   *listbook.Book // where the document is a workbook that the handbook wrote
	bound  *bound         // where it is a book that the handbook printed

	town    listfile.Town       // as it will be
	files   map[string][]byte   // what is to be written, by its path below the data folder; nil is to be removed
	base    map[string][]byte   // what stood there when it was read
	added   []listfile.Registry // what the registries get
	proof   string              // what the comparison with the documents came to
	changed changed
	notesGo map[string]bool // files in which items are gone that have a note
	wrong   []string        // what keeps the list from being used, each a sentence in Chinese
}

func (i *importing) path(name string) string { return filepath.Join(i.options.Data, name) }

func (i *importing) folder() string { return i.path(i.options.Town.ID) }

// lists are the ids of the lists that the county has.
func (i *importing) lists() []string {
	var ids []string
	if i.county != nil {
		for _, k := range i.county.Possible {
			ids = append(ids, k.ID())
		}
		return i.bound.withLists(ids)
	}
	for _, k := range list.Kinds {
		ids = append(ids, k.ID())
	}
	if i.book != nil {
		for _, l := range i.book.Lists {
			ids = append(ids, l.ID)
		}
	}
	return i.bound.withLists(ids)
}

// before reads what the data folder has.
func (i *importing) before() error {
	i.known.Town = i.options.Town
	entries, err := os.ReadDir(i.options.Data)
	if info, wrong := os.Stat(i.options.Data); wrong == nil && !info.IsDir() {
		return diag.Errorf("name the folder of the list behind -data; documents stand after all options",
			"%s: a file, no folder", i.options.Data)
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if len(entries) > 0 {
		if err := i.loadCounty(); err != nil {
			return err
		}
	}
	if _, err := os.Lstat(i.folder()); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	old, err := listfile.Read(i.folder(), i.lists()...)
	if err != nil {
		return err
	}
	i.old = &old
	t := &i.known.Town
	for _, p := range [][2]*string{
		{&t.Name, &old.Name}, {&t.Kind, &old.Kind}, {&t.CountyKind, &old.CountyKind},
	} {
		said(p[0], *p[1])
	}
	return nil
}

// loadCounty reads the list as it is. A folder may have registries, and no town yet.
func (i *importing) loadCounty() error {
	county, findings := list.Load(i.options.Data)
	if len(county.Towns) == 0 {
		findings = slices.DeleteFunc(findings, func(f diag.Finding) bool { return f.File == i.options.Data })
	}
	if errs, _ := diag.Count(findings); errs > 0 {
		diag.PrintMost(i.options.Stderr, findings)
		return diag.Errorf("correct it first: an import has to know what is there",
			"the list in %s has errors; nothing was changed", i.options.Data)
	}
	i.county = county
	for _, c := range county.Categories {
		i.known.Categories = append(i.known.Categories, c.Name)
	}
	for _, k := range county.Possible[len(list.Kinds):] {
		i.known.Lists = append(i.known.Lists, intake.List{
			ID: k.ID(), Name: k.Name(), Shape: intake.Shape(k.Shape()),
			Departments: k.Departments(), Theirs: k.Theirs(), Ours: k.Ours(),
		})
	}
	if len(county.Towns) > 0 {
		t, first := &i.known.Town, county.Towns[0]
		said(&t.County, first.County)
		said(&t.Prefecture, first.Prefecture)
		said(&t.Region, first.Region)
	}
	return nil
}

// said takes a value for what the command line does not say.
func said(to *string, value string) {
	if *to == "" {
		*to = value
	}
}

// read reads the documents, and understands them.
func (i *importing) read(files []string) error {
	defer i.options.Working("")
	names := map[[sha256.Size]byte]string{} // by what is in the file
	for _, name := range files {
		i.options.Working("reading " + name)
		var what string // a file that the handbook made
		var own func() error
		take := func(kind docfile.Kind, _ string, data []byte) bool {
			sum := sha256.Sum256(data)
			if first, twice := names[sum]; twice {
				own = func() error {
					return diag.Errorf("name each document once", "%s: the same as %s, to the last byte", name, first)
				}
				return true
			}
			names[sum] = name
			switch {
			case kind == docfile.Excel && listbook.Recognise(data):
				what, own = "a workbook that the handbook wrote", func() error { return i.readBook(name, data) }
			case kind == docfile.PDF && ruled.Carries(data):
				what, own = i.carried(name, data)
			}
			return own != nil
		}
		doc, err := docfile.Open(context.Background(), name, docfile.Options{PDF: i.pdf(), Take: take})
		switch {
		case err != nil:
			return err
		case what != "" && len(files) > 1:
			return diag.Errorf("import it alone: it has the whole list", "%s: %s", name, what)
		case own != nil:
			return own()
		}
		i.docs = append(i.docs, doc)
	}
	if len(i.options.Remove) > 0 {
		return diag.Errorf("leave it out: what other documents lack is gone, and is said in the report",
			"-remove is for a workbook that the handbook wrote")
	}
	i.options.Working("understanding what was read")
	i.draft = intake.Read(i.docs, i.known)
	if i.draft.Failed() {
		return i.refuse()
	}
	return nil
}
