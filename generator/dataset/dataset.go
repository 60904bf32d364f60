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
	"iter"
	"strings"

	"handbook/generator/address"
	"handbook/generator/ahead"
	"handbook/generator/columns"
	"handbook/generator/list"
)

// A File is one of the data; its name is from the root of the site.
type File struct {
	Name string
	Data []byte
	Town *list.Town // that it is of; nil: of all
}

// Known tells of a town whose files are there as they would be made: what its list.csv and list.json are.
type Known func(*list.Town) (csv, json []byte, known bool)

// The names of files, in a town's folder of data and in that of all.
const (
	ListCSV  = "list.csv"
	ListJSON = "list.json"
	schema   = "list.schema.json"
	describe = "datapackage.json"
)

// Files are the data of a county. Addresses of pages begin with that of the site, or where there is none, lead from its
// root.
func Files(county *list.County, site string) ([]File, error) {
	var files []File
	for f, err := range Walk(county, site, nil) {
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	return files, nil
}

// Walk makes the same files one after the other, for who needs none of them any more once it is written: those of a
// large county are hundreds of megabytes. The files of towns that are known are not made. It ends with the first error.
func Walk(county *list.County, site string, known Known) iter.Seq2[File, error] {
	m := maker{county, site, known}
	return func(yield func(File, error) bool) {
		give := func(files []File, err error) bool {
			if err != nil {
				return yield(File{}, err) && false
			}
			for _, f := range files {
				if !yield(f, nil) {
					return false
				}
			}
			return true
		}
		var rows, items [][]byte
		for _, own := range ahead.Each(county.Towns, m.town) {
			if !give(own.files, own.err) {
				return
			}
			rows, items = append(rows, own.rows), append(items, own.items)
		}
		tables := []table{
			{Table: columns.List(county.Words)}, m.townTable(), m.kindTable(), m.categoryTable(), m.departmentTable(),
		}
		_ = give(m.folder(nil, county.Towns, items, rows, tables...)) &&
			give(schemaFile())
	}
}

// schemaFile is the schema of list.json, for all folders.
func schemaFile() ([]File, error) {
	var compact bytes.Buffer
	err := json.Compact(&compact, schemaText)
	return []File{{Name: address.DataFile(nil, schema), Data: compact.Bytes()}}, err
}

// A maker makes the files of a county.
type maker struct {
	county *list.County
	site   string
	known  Known
}

// A townPart is the files of a town, and what of them is in those of the county, too.
type townPart struct {
	files       []File
	rows, items []byte // of list.csv and list.json
	err         error
}

func (m *maker) town(t *list.Town) (own townPart) {
	if m.known != nil {
		if csv, json, known := m.known(t); known {
			if part, whole := m.taken(t, csv, json); whole {
				return part
			}
		}
	}
	listed := m.listTable([]*list.Town{t})
	if own.rows, own.err = listed.body(); own.err != nil {
		return own
	}
	if own.items, own.err = m.items(t); own.err != nil {
		return own
	}
	listed.rows = nil
	own.files, own.err = m.folder(t, []*list.Town{t}, [][]byte{own.items}, [][]byte{own.rows}, listed)
	return own
}

// taken takes what the county's files have of a town out of the town's own.
func (m *maker) taken(t *list.Town, csv, json []byte) (part townPart, whole bool) {
	head, err := m.document(t, []*list.Town{t}, nil)
	if err != nil {
		return part, false
	}
	var begun, headed, ended bool
	part.rows, begun = bytes.CutPrefix(csv, table{Table: columns.List(m.county.Words)}.head())
	part.items, headed = bytes.CutPrefix(json, bytes.TrimSuffix(head, []byte(documentEnd)))
	part.items, ended = bytes.CutSuffix(part.items, []byte(documentEnd))
	return part, begun && headed && ended
}

// folder makes the data of a town, or where there is none, of all. The rows are those of the first of the tables.
func (m *maker) folder(of *list.Town, towns []*list.Town, items, rows [][]byte, tables ...table) ([]File, error) {
	var files []File
	var made []resource
	add := func(name string, data []byte) { files = append(files, File{address.DataFile(of, name), data, of}) }
	for n, t := range tables {
		body, err := t.body()
		if err != nil {
			return nil, err
		}
		parts := [][]byte{t.head(), body}
		if n == 0 {
			parts = append(parts, rows...)
		}
		name, data := t.Name+".csv", bytes.Join(parts, nil)
		add(name, data)
		made = append(made, tabular(t.Table, name, data, tables))
	}
	data, err := m.document(of, towns, items)
	if err != nil {
		return nil, err
	}
	add(ListJSON, data)
	made = append(made, resource{
		Name: "items", Title: "履职事项清单", Description: "一个事项一个对象，清单里写的都在内。", Path: ListJSON, Format: "json",
		MediaType: "application/json", Encoding: "utf-8", Bytes: len(data), Hash: hash(data),
	})
	data, err = encode(m.describe(of, made))
	add(describe, data)
	return files, err
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

// head is the first line of the table as RFC 4180 has it.
func (t table) head() []byte {
	heads := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		heads[i] = c.Name
	}
	line, _ := lines([][]string{heads}) // of names
	return append([]byte(mark), line...)
}

// body is the lines of its rows.
func (t table) body() ([]byte, error) {
	all := make([][]string, len(t.rows))
	for n, row := range t.rows {
		cells, known := make([]string, len(t.Columns)), 0
		for i, c := range t.Columns {
			text, ok := row[c.Name]
			if cells[i] = text; ok {
				known++
			}
		}
		if known < len(row) {
			return nil, fmt.Errorf("the table %s has no column for some of %v", t.Name, row)
		}
		all[n] = cells
	}
	return lines(all)
}

func lines(rows [][]string) ([]byte, error) {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	w.UseCRLF = true
	err := w.WriteAll(rows)
	return out.Bytes(), err
}

// several joins what a cell says of several things.
func several(texts []string) string { return strings.Join(texts, "；") }
