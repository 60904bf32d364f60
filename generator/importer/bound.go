package importer

import (
	"bytes"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"handbook/generator/diag"
	"handbook/generator/grid"
	"handbook/generator/intake"
	"handbook/generator/listfile"
	"handbook/generator/ruled"
)

// A book that the handbook printed carries the files that it was printed from, and its imprint has their checksum. They
// are taken as they are: nothing is read from its pages but that.

// bound is such a book.
type bound struct {
	name   string // of the file
	town   string // its id
	files  []listfile.File
	digest string // of the files
	print  string // the digest that the imprint has, or ""
	faults []string
}

// frontPages are the pages that the imprint is among: cover, imprint, and a blank one.
const frontPages = 6

// carried finds out what a PDF carries, and how to go on: one that carries no file of a list is read by its tables.
func (i *importing) carried(name string, data []byte) (what string, read func() error) {
	cache, err := ruled.Cache()
	if err != nil {
		cache = ""
	}
	attached, pages, err := ruled.Attached(name, data, frontPages, ruled.Options{Cache: cache})
	if err != nil {
		return "", func() error { return err }
	}
	b := bind(name, attached, pages)
	if b == nil {
		return "", nil
	}
	return "a book that the handbook printed", func() error { return i.readBound(b) }
}

// aDigest is the checksum in the imprint, which may go over a line.
var aDigest = regexp.MustCompile(`SHA-256.*?([0-9a-f]{64})`)

// bind makes a book of what a PDF carries, or nil.
func bind(name string, attached []ruled.Attachment, pages []string) *bound {
	b := &bound{name: name}
	var foreign []string
	taken := map[string]bool{}
	for _, a := range attached {
		placed, town, ok := listfile.Placed(a.Name)
		switch {
		case !ok:
			foreign = append(foreign, "附件“"+a.Name+"”不是清单的文件")
			continue
		case taken[placed]:
			b.faults = append(b.faults, "附件“"+a.Name+"”有两个")
		case !a.Good:
			b.faults = append(b.faults, "附件“"+a.Name+"”坏了：内容与它登记的校验码不符")
		case town != "" && b.town != "" && town != b.town:
			b.faults = append(b.faults, "附件“"+a.Name+"”是另一个地方的，不是 "+b.town+" 的")
		}
		if b.town == "" {
			b.town = town
		}
		taken[placed] = true
		b.files = append(b.files, listfile.File{Name: placed, Text: append([]byte{}, a.Data...)})
	}
	if b.town == "" {
		return nil
	}
	b.faults = append(b.faults, foreign...)
	if !taken[b.town+"/town.toml"] {
		b.faults = append(b.faults, "没有附件“"+b.town+"-town.toml”")
	}
	b.digest = listfile.Digest(b.files)
	for _, page := range pages {
		if m := aDigest.FindStringSubmatch(strings.Join(strings.Fields(page), "")); m != nil {
			b.print = m[1]
			break
		}
	}
	switch {
	case len(b.faults) > 0:
	case b.print == "":
		b.faults = append(b.faults, "书的版本说明里没有印清单数据的核对码（SHA-256），附件无从核对")
	case b.print != b.digest:
		b.faults = append(b.faults, "附件不是印这本书的清单：附件的核对码是 "+b.digest+"，版本说明里印的是 "+b.print)
	}
	return b
}

// readBound takes what a book carries, if it is whole.
func (i *importing) readBound(b *bound) (err error) {
	if len(i.options.Remove) > 0 {
		return diag.Errorf("leave it out: what the book lacks is gone, and is said in the report",
			"-remove is for a workbook that the handbook wrote")
	}
	i.draft = &intake.Draft{Places: map[string]grid.Place{}, Files: map[string]string{}}
	i.docs = []*grid.Document{{File: b.name}}
	if len(b.faults) > 0 {
		for _, text := range b.faults {
			i.draft.Findings = append(i.draft.Findings, intake.Finding{Level: intake.Error, File: b.name, Text: text})
		}
		return i.refuseFor("take the book from the website again, as it is there")
	}
	if b.town != i.options.Town.ID {
		return diag.Errorf("import it with -town "+b.town, "%s: the book of another town, %s; nothing was written",
			b.name, b.town)
	}
	i.bound = b
	i.draft.Town, err = listfile.ReadFiles(b.town, b.files, i.lists()...)
	return err
}

// exact is whether the document says all that the files say, and nothing in it was to be understood.
func (i *importing) exact() bool { return i.book != nil || i.bound != nil }

// withLists adds the lists that a book has to those that are known.
func (b *bound) withLists(ids []string) []string {
	if b == nil {
		return ids
	}
	for _, f := range b.files {
		id := strings.TrimSuffix(strings.TrimPrefix(f.Name, b.town+"/"), ".toml")
		if strings.HasPrefix(f.Name, b.town+"/") && id != "town" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// settleBound takes the town as its files have it. The document's text is not the book's matter: source.txt stays.
func (i *importing) settleBound() error {
	i.town = i.draft.Town
	i.town.ID = i.bound.town
	if i.old != nil {
		i.town.Source = i.old.Source
	}
	return nil
}

// planBound decides which files are replaced by those that the book carries, and which lists go because it has none.
func (i *importing) planBound() error {
	for _, f := range i.bound.files {
		name := filepath.FromSlash(f.Name)
		now, err := i.file(name)
		if err != nil {
			return err
		}
		if now != nil && bytes.Equal(now, f.Text) {
			continue
		}
		if now != nil && filepath.Dir(name) == "." && i.neighbours() && !i.options.Force {
			return diag.Errorf("import the book into a folder of its own; with -force its file replaces the other one",
				"%s is not as the book has it, and other towns need it, too; nothing was written", i.path(name))
		}
		i.files[name] = f.Text
	}
	if i.old != nil {
		for _, id := range i.lists() {
			i.tell(listfile.Changes(i.old.Lists[id], i.town.Lists[id]))
			name := i.bound.town + "/" + id + ".toml"
			has := slices.ContainsFunc(i.bound.files, func(f listfile.File) bool { return f.Name == name })
			if now, err := i.now(id + ".toml"); err != nil {
				return err
			} else if now != nil && !has {
				i.files[filepath.FromSlash(name)] = nil
			}
		}
	}
	if len(i.files) > 0 {
		i.stamp()
	}
	return nil
}

// neighbours is whether the data folder has other towns.
func (i *importing) neighbours() bool {
	if i.county == nil {
		return false
	}
	for _, t := range i.county.Towns {
		if t.ID != i.options.Town.ID {
			return true
		}
	}
	return false
}
