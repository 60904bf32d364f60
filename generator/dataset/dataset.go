// Package dataset is the list as data, for other people's programs and for who counts in Excel:
//
//	<town>/data/  list.csv, list.json, datapackage.json
//	data/         the same of all towns; towns.csv, lists.csv, categories.csv, departments.csv; list.schema.json
//
// list.csv has a row for each duty, list.json an object for each item, with all that the list says of it. What their
// columns and keys mean, the files say themselves: datapackage.json, a Tabular Data Package of Frictionless, and
// list.schema.json. The columns are those of package columns.
//
// Texts are those of the list, to the character: none is changed lest a spreadsheet take it for a formula. The files
// are in UTF-8, those of CSV with the mark at the beginning by which Excel knows it.
//
// Equal lists give equal bytes. JSON is written as the finish writes it, in one line, so that the files have one
// checksum wherever they are.
package dataset

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"strings"

	"handbook/generator/address"
	"handbook/generator/columns"
	"handbook/generator/list"
)

// A File is one of the data; its name is from the root of the site.
type File struct {
	Name string
	Data []byte
}

// The names of files.
const (
	listCSV  = "list.csv"
	listJSON = "list.json"
	schema   = "list.schema.json"
	describe = "datapackage.json"
)

// Files are the data of a county. Addresses of pages begin with that of the site, or where there is none, lead from its
// root.
func Files(county *list.County, site string) ([]File, error) {
	m := maker{county: county, site: site}
	for _, t := range county.Towns {
		if err := m.folder(t, []*list.Town{t}, m.listTable([]*list.Town{t})); err != nil {
			return nil, err
		}
	}
	tables := []table{
		m.listTable(county.Towns), m.townTable(), m.kindTable(), m.categoryTable(), m.departmentTable(),
	}
	if err := m.folder(nil, county.Towns, tables...); err != nil {
		return nil, err
	}
	var compact bytes.Buffer
	if err := json.Compact(&compact, schemaText); err != nil {
		return nil, err
	}
	return append(m.files, File{address.DataFile(nil, schema), compact.Bytes()}), nil
}

// A maker makes the files of a county.
type maker struct {
	county *list.County
	site   string
	files  []File
}

// folder makes the data of a town, or where there is none, of all.
func (m *maker) folder(of *list.Town, towns []*list.Town, tables ...table) error {
	var made []resource
	add := func(name string, data []byte) File {
		f := File{address.DataFile(of, name), data}
		m.files = append(m.files, f)
		return f
	}
	for _, t := range tables {
		data, err := t.csv()
		if err != nil {
			return err
		}
		name := t.Name + ".csv"
		add(name, data)
		made = append(made, tabular(t.Table, name, data, tables))
	}
	data, err := encode(m.document(of, towns))
	if err != nil {
		return err
	}
	add(listJSON, data)
	made = append(made, resource{
		Name: "items", Title: "履职事项清单", Description: "一个事项一个对象，清单里写的都在内。", Path: listJSON, Format: "json",
		MediaType: "application/json", Encoding: "utf-8", Bytes: len(data), Hash: hash(data),
	})
	data, err = encode(m.describe(of, made))
	add(describe, data)
	return err
}

// page is the address of a page.
func (m *maker) page(a address.Address) string { return m.site + a.Site() }

// encode writes JSON in one line, with its characters as they are.
func encode(v any) ([]byte, error) {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(v)
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), err
}

// A table is one with its rows; a row has what its cells say by the names of their columns.
type table struct {
	columns.Table
	rows []map[string]string
}

func (t *table) add(row map[string]string) { t.rows = append(t.rows, row) }

// mark tells programs that the file is in UTF-8.
const mark = "\ufeff"

// csv is the table as RFC 4180 has it.
func (t table) csv() ([]byte, error) {
	var out bytes.Buffer
	out.WriteString(mark)
	w := csv.NewWriter(&out)
	w.UseCRLF = true
	heads := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		heads[i] = c.Name
	}
	w.Write(heads)
	for _, row := range t.rows {
		cells, known := make([]string, len(heads)), 0
		for i, name := range heads {
			text, ok := row[name]
			if cells[i] = text; ok {
				known++
			}
		}
		if known < len(row) {
			return nil, fmt.Errorf("the table %s has no column for some of %v", t.Name, row)
		}
		w.Write(cells)
	}
	w.Flush()
	return out.Bytes(), w.Error()
}

// several joins what a cell says of several things.
func several(texts []string) string { return strings.Join(texts, "；") }
