package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"handbook/generator/diag"
	"handbook/generator/docfile"
	"handbook/generator/grid"
	"handbook/generator/intake"
	"handbook/generator/list"
	"handbook/generator/listfile"
)

// importOptions are what the command line says of an import.
type importOptions struct {
	data, report string
	reportAsked  bool
	force        bool
	town         listfile.Town // its id, and what was said of the places
}

func importCommand() command {
	flags := newFlags("import")
	var o importOptions
	dataFlag(flags, &o.data)
	flags.StringVar(&o.town.ID, "town", "", "Call the town's folder `ID`: small letters, part of all addresses.")
	flags.StringVar(&o.report, "report", "", "Write what is to be looked at into `FILE`, instead of import-ID.html.")
	flags.BoolVar(&o.force, "force", false, "Change a town's files even where what they say would be lost.")
	flags.StringVar(&o.town.Name, "name", "", "The town is called `NAME`, where the documents do not say it.")
	flags.StringVar(&o.town.County, "county", "", "Its county is called `NAME`, likewise.")
	flags.StringVar(&o.town.Prefecture, "prefecture", "", "The county belongs to the prefecture `NAME`, likewise.")
	flags.StringVar(&o.town.Region, "region", "", "It is in the province or region `NAME`, likewise.")
	flags.StringVar(&o.town.Kind, "kind", "",
		"Take the town for a `KIND` of those in data/README.md, if its name does not tell.")
	flags.StringVar(&o.town.CountyKind, "county-kind", "", "Take the county for a `KIND` of those there, likewise.")
	return command{
		flags:     flags,
		required:  []string{"town"},
		arguments: "FILE…",
		summary:   "Make a town's list of the office's own documents.",
		details: "The documents are Word files, workbooks or PDF files, as the office has them: one with all lists, " +
			"or one each. Files of older programs are read where LibreOffice is installed. A new town gets a folder " +
			"with all that a site needs, the registries of departments and categories included. Of a town that is " +
			"there already only what differs is changed; comments, notes, and the ids of items stay, also where " +
			"their numbers change." +
			"\n\nEach character of the documents is accounted for, and the list is checked and compared with them " +
			"before anything is written. What is to be looked at stands in the report, import-ID.html, with the " +
			"place in the document." +
			"\n\nThe exit status is 0 when all is proved, 1 when the list is written and something is to be looked " +
			"at, and 2 when nothing was written.",
		examples: []string{
			"handbook import -town songxi list.docx",
			"handbook import -town songxi -region 西岭省 basic.xlsx joint.xlsx",
		},
		run: func(s streams, files []string) error {
			o.reportAsked = isSet(flags, "report")
			return runImport(s, o, files)
		},
	}
}

// unwritten is an error after which nothing was written. It is told by the exit status of a wrong command line.
type unwritten struct{ error }

func (u unwritten) Unwrap() error { return u.error }

func runImport(s streams, o importOptions, files []string) error {
	if reason := list.Unfit(list.TownID, o.town.ID); reason != "" {
		return misusef("it names the town's folder, and is part of the addresses of its pages: songxi",
			"-town %s: %s", o.town.ID, reason)
	}
	if o.report == "" {
		o.report = "import-" + o.town.ID + ".html"
	}
	i := &importing{options: o, streams: s, files: map[string][]byte{}}
	defer i.close()
	for _, step := range []func() error{
		func() error { return i.before() },
		func() error { return i.read(files) },
		i.settle, i.plan, i.check, i.guard, i.install,
	} {
		if err := step(); err != nil {
			if i.draft != nil && o.reportAsked {
				err = errors.Join(err, i.writeReport(false))
			}
			return unwritten{err}
		}
	}
	if err := i.writeReport(true); err != nil {
		return err
	}
	return i.summarise()
}

// importing is an import on its way: each step adds to it, and only install writes.
type importing struct {
	options importOptions
	streams streams

	county *list.County   // as it is, or nil where the data folder is empty
	old    *listfile.Town // as it is, or nil
	known  intake.Known   // what is known before the documents are read
	docs   []*grid.Document
	open   []func() // what ends the readers of documents whose pages can be drawn
	draft  *intake.Draft

	town    listfile.Town     // as it will be
	files   map[string][]byte // what is to be written, by its path below the data folder; nil is to be removed
	base    map[string][]byte // what stood there when it was read
	added   []registryFile    // what the registries get
	proof   string            // what the comparison with the documents came to
	changed changed
	wrong   []string // what keeps the list from being used, each a sentence in Chinese
}

func (i *importing) path(name string) string { return filepath.Join(i.options.data, name) }

func (i *importing) folder() string { return i.path(i.options.town.ID) }

// lists are the ids of the lists that the county has.
func (i *importing) lists() []string {
	var ids []string
	if i.county != nil {
		for _, k := range i.county.Possible {
			ids = append(ids, k.ID())
		}
		return ids
	}
	for _, k := range list.Kinds {
		ids = append(ids, k.ID())
	}
	return ids
}

// before reads what the data folder has.
func (i *importing) before() error {
	i.known.Town = i.options.town
	entries, err := os.ReadDir(i.options.data)
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
	county, findings := list.Load(i.options.data)
	if len(county.Towns) == 0 {
		findings = slices.DeleteFunc(findings, func(f diag.Finding) bool { return f.File == i.options.data })
	}
	if errs, _ := diag.Count(findings); errs > 0 {
		diag.PrintMost(i.streams.stderr, findings)
		return diag.Errorf("correct it first: an import has to know what is there",
			"the list in %s has errors; nothing was changed", i.options.data)
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
	working := progress(i.streams.stderr)
	defer working.done()
	for _, name := range files {
		working.on("reading " + name)
		doc, err := docfile.Open(context.Background(), name, docfile.Options{PDF: i.pdf(working)})
		if err != nil {
			return err
		}
		i.docs = append(i.docs, doc)
	}
	working.on("understanding what was read")
	i.draft = intake.Read(i.docs, i.known)
	if i.draft.Failed() {
		return i.refuse()
	}
	return nil
}

// refuse prints the errors that were found in the documents.
func (i *importing) refuse() error {
	n := 0
	for _, f := range i.draft.Findings {
		if f.Level == intake.Error {
			n++
			fmt.Fprintln(i.streams.stderr, diag.Printable(inOneLine(f)))
		}
	}
	return diag.Errorf("correct the document, and import it again", "%s in the documents; nothing was written",
		plural(n, "error"))
}

// inOneLine is a finding in one line: 松溪镇.docx 第 2 张表第 34 行 joint-034：….
func inOneLine(f intake.Finding) string {
	text := ""
	place := ""
	if f.Place != (grid.Place{}) {
		place = f.Place.String()
	}
	for _, part := range []string{f.File, place, f.Item} {
		if part != "" {
			text += part + " "
		}
	}
	if text != "" {
		text = text[:len(text)-1] + "："
	}
	return text + f.Text
}

// summarise says what was written, and what is to be looked at.
func (i *importing) summarise() error {
	out := i.streams.stdout
	all, each := 0, ""
	for n, id := range i.lists() {
		if items := len(i.town.Lists[id]); items > 0 || n < len(list.Kinds) {
			all += items
			each += fmt.Sprintf(", %d %s", items, id)
		}
	}
	fmt.Fprintf(out, "%s: %s, %s (%s)\n", i.folder(), i.town.Name, plural(all, "item"), each[2:])
	ledger := i.draft.Ledger
	fmt.Fprintf(out, "%d of %s accounted for\n", ledger.Accounted(), plural(ledger.All, "character"))
	for _, r := range i.added {
		fmt.Fprintf(out, "%s: %s added\n", i.path(r.name), r.count())
	}
	if i.old != nil {
		if len(i.files) == 0 {
			fmt.Fprintln(out, "the town's files say all that already: nothing was changed")
		} else {
			fmt.Fprintln(out, i.changed)
		}
		for _, name := range slices.Sorted(maps.Keys(i.files)) {
			if filepath.Dir(name) != "." && filepath.Base(name) != stampFile {
				became := "changed"
				if i.files[name] == nil {
					became = "removed"
				}
				fmt.Fprintf(out, "%s: %s\n", i.path(name), became)
			}
		}
	}
	fmt.Fprintf(out, "%s: what was read, to be looked at and ticked off\n", i.options.report)
	var doubts []intake.Finding
	for _, f := range i.draft.Findings {
		if f.Level == intake.Doubt {
			doubts = append(doubts, f)
		}
	}
	if len(doubts) == 0 {
		return nil
	}
	fmt.Fprintf(i.streams.stderr, "%s to be looked at:\n", plural(len(doubts), "thing"))
	for n, f := range doubts {
		if n == diag.Most {
			fmt.Fprintf(i.streams.stderr, "… and %d more\n", len(doubts)-n)
			break
		}
		fmt.Fprintln(i.streams.stderr, "  "+diag.Printable(inOneLine(f)))
	}
	return errFindings
}
