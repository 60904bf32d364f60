package main

import (
	"errors"
	"strings"

	"handbook/generator/importer"
	"handbook/generator/list"
)

func importCommand() command {
	flags := newFlags("import")
	var o importer.Options
	dataFlag(flags, &o.Data)
	flags.StringVar(&o.Town.ID, "town", "", "Call the town's folder `ID`: small letters, part of all addresses.")
	flags.StringVar(&o.Report, "report", "", "Write what is to be looked at into `FILE`, instead of import-ID.html.")
	flags.Func("remove", "Have the item `ID` be gone, which the handbook's workbook lacks; several with commas.",
		func(ids string) error {
			o.Remove = append(o.Remove, strings.Split(ids, ",")...)
			return nil
		})
	flags.BoolVar(&o.Force, "force", false, "Change a town's files even where what they say would be lost.")
	flags.StringVar(&o.Town.Name, "name", "", "The town is called `NAME`, where the documents do not say it.")
	flags.StringVar(&o.Town.County, "county", "", "Its county is called `NAME`, likewise.")
	flags.StringVar(&o.Town.Prefecture, "prefecture", "", "The county belongs to the prefecture `NAME`, likewise.")
	flags.StringVar(&o.Town.Region, "region", "", "It is in the province or region `NAME`, likewise.")
	flags.StringVar(&o.Town.Kind, "kind", "",
		"Take the town for a `KIND` of those in data/README.md, if its name does not tell.")
	flags.StringVar(&o.Town.CountyKind, "county-kind", "", "Take the county for a `KIND` of those there, likewise.")
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
			"\n\nA workbook that `handbook export` made is read exactly, and alone: untouched it changes nothing. " +
			"What is wrong in it is named by its cell, all at once. An item that it lacks is an error, unless " +
			"-remove says that it is gone." +
			"\n\nA book that `handbook book` printed, handbook.pdf or handbook-large.pdf, carries the list's files. " +
			"They are put back byte for byte, alone, if their checksum is the one printed in the imprint." +
			"\n\nThe exit status is 0 when all is proved, 1 when the list is written and something is to be looked " +
			"at, and 2 when nothing was written.",
		examples: []string{
			"handbook import -town songxi list.docx",
			"handbook import -town songxi -region 西岭省 basic.xlsx joint.xlsx",
			"handbook import -town songxi -remove basic-012 songxi.xlsx",
			"handbook import -data towns -town songxi handbook.pdf",
		},
		run: func(s streams, files []string) error {
			o.ReportAsked = isSet(flags, "report")
			return runImport(s, o, files)
		},
	}
}

func runImport(s streams, o importer.Options, files []string) error {
	if reason := list.Unfit(list.TownID, o.Town.ID); reason != "" {
		return misusef("it names the town's folder, and is part of the addresses of its pages: songxi",
			"-town %s: %s", o.Town.ID, reason)
	}
	if o.Report == "" {
		o.Report = "import-" + o.Town.ID + ".html"
	}
	o.Stdout, o.Stderr = s.stdout, s.stderr
	working := progress(s.stderr)
	defer working.done()
	o.Working = func(what string) {
		if what == "" {
			working.done()
		} else {
			working.on(what)
		}
	}
	err := importer.Import(o, files)
	if errors.Is(err, importer.ErrDoubts) {
		return errFindings
	}
	return err
}
