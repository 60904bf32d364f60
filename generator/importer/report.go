package importer

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"handbook/generator/diag"
	"handbook/generator/disk"
	"handbook/generator/grid"
	"handbook/generator/intake"
	page "handbook/generator/intake/report"
)

// writeReport writes the page for the clerk; written says that the list was.
func (i *importing) writeReport(written bool) error {
	r := page.Report{
		Town: i.town.Name, Draft: i.draft, Lists: append(intake.Three(), i.known.Lists...), Proof: i.proof,
		Wrong: i.wrong, Picture: i.picture, Exact: i.exactly(),
	}
	if r.Town == "" {
		r.Town = i.options.Town.ID
	}
	for _, d := range i.docs {
		r.Files = append(r.Files, d.File)
	}
	if written {
		for _, name := range slices.Sorted(maps.Keys(i.files)) {
			if filepath.Base(name) != stampFile {
				r.Written = append(r.Written, i.path(name))
			}
		}
		for _, added := range i.added {
			r.Added = append(r.Added, i.path(added.Name)+"："+strings.Join(strings.Fields(added.Text()), " "))
		}
	}
	var out bytes.Buffer
	if err := page.Write(&out, r); err != nil {
		return err
	}
	return disk.WriteFile(i.options.Report, out.Bytes())
}

// exactly says how a file that the handbook made was read, or "".
func (i *importing) exactly() string {
	switch {
	case i.book != nil:
		return "这是手册自己的工作簿，一格一格照原样读回。"
	case i.bound != nil:
		return fmt.Sprintf("这是手册自己的书，清单取自它的附件，共 %d 个文件，一个字节不差；核对码与版本说明里印的一致：%s。",
			len(i.bound.files), i.bound.digest)
	}
	return ""
}

// picture draws a place of a document that has pages.
func (i *importing) picture(file string, place grid.Place) ([]byte, error) {
	for _, d := range i.docs {
		if d.File == file && d.Picture != nil {
			return d.Picture(place)
		}
	}
	return nil, nil
}

// notOver reports a report that would be written over a document, or over any other file that is no report.
func notOver(report string, files []string) error {
	info, err := os.Stat(report)
	if err != nil {
		return nil // it is new, or writing it will say what is wrong
	}
	for _, name := range files {
		if other, err := os.Stat(name); err == nil && os.SameFile(info, other) {
			return diag.Errorf("give -report a name of its own", "the report would be written over %s", name)
		}
	}
	begins := make([]byte, len(page.Beginning))
	file, err := os.Open(report)
	if err != nil {
		return nil
	}
	defer file.Close()
	if n, _ := io.ReadFull(file, begins); info.Mode().IsRegular() && n > 0 && string(begins[:n]) != page.Beginning {
		return diag.Errorf("give -report another name", "%s is there, and is no report of an import", report)
	}
	return nil
}
