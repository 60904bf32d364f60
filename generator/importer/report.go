package importer

import (
	"bytes"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"handbook/generator/disk"
	"handbook/generator/grid"
	"handbook/generator/intake"
	page "handbook/generator/intake/report"
)

// writeReport writes the page for the clerk; written says that the list was.
func (i *importing) writeReport(written bool) error {
	r := page.Report{
		Town: i.town.Name, Draft: i.draft, Lists: append(intake.Three(), i.known.Lists...), Proof: i.proof,
		Wrong: i.wrong, Picture: i.picture,
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

// picture draws a place of a document that has pages.
func (i *importing) picture(file string, place grid.Place) ([]byte, error) {
	for _, d := range i.docs {
		if d.File == file && d.Picture != nil {
			return d.Picture(place)
		}
	}
	return nil, nil
}
