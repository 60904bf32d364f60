package listfile

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/BurntSushi/toml"

	"handbook/generator/record"
)

// Read reads a town's folder, its lists by their ids. Of a folder that package list finds no error in, it has all; what
// is wrong with another is not its matter. A list that is not there has no items.
func Read(dir string, lists ...string) (Town, error) {
	t, err := read(dir, record.ReadFile, lists)
	if err != nil {
		return t, err
	}
	source, err := os.ReadFile(filepath.Join(dir, "source.txt"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return t, err
	}
	t.Source = string(source)
	return t, nil
}

// ReadFiles is [Read] of files that are in no folder yet.
func ReadFiles(town string, files []File, lists ...string) (Town, error) {
	return read(town, func(name string) ([]byte, error) {
		for _, f := range files {
			if filepath.FromSlash(f.Name) == name {
				return f.Text, nil
			}
		}
		return nil, fs.ErrNotExist
	}, lists)
}

func read(dir string, readFile func(name string) ([]byte, error), lists []string) (Town, error) {
	var t Town
	data, err := readFile(filepath.Join(dir, "town.toml"))
	if err == nil {
		t, err = readTown(data)
	}
	if err != nil {
		return t, fmt.Errorf("%s: %w", filepath.Join(dir, "town.toml"), err)
	}
	t.Lists = map[string][]Item{}
	for _, id := range lists {
		file := filepath.Join(dir, id+".toml")
		data, err := readFile(file)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err == nil {
			t.Lists[id], err = readItems(data)
		}
		if err != nil {
			return t, fmt.Errorf("%s: %w", file, err)
		}
	}
	return t, nil
}

func decode(data []byte, into any) error {
	_, err := toml.Decode(strings.TrimPrefix(string(data), "\ufeff"), into)
	return err
}

func readTown(data []byte) (Town, error) {
	var file struct {
		ID, Name, County, Prefecture, Region, Kind string

		CountyKind string `toml:"county_kind"`
		Order      int
		Preface    []Section
		Declared   map[string]any
		Columns    map[string][]string
		Meaning    map[string]string
		Words      map[string]string
		Edition    Edition
		Book       Book
		Contact    Contact
	}
	err := decode(data, &file)
	t := Town{
		ID: file.ID, Name: file.Name, County: file.County, Prefecture: file.Prefecture, Region: file.Region,
		Kind: file.Kind, CountyKind: file.CountyKind, Order: file.Order, Preface: file.Preface,
		Columns: file.Columns, Meanings: file.Meaning, Words: file.Words, Edition: file.Edition, Book: file.Book,
		Contact: file.Contact,
	}
	for key, value := range file.Declared {
		if t.Declared == nil {
			t.Declared = map[string]int{}
		}
		switch value := value.(type) {
		case int64:
			t.Declared[key] = int(value)
		case map[string]any:
			for total, n := range value {
				if n, ok := n.(int64); ok {
					t.Declared[key+"."+total] = int(n)
				}
			}
		}
	}
	return t, err
}

// fileItem is an item as a file has it.
type fileItem struct {
	ID, Category, Title, Statement, Note string

	No                     int
	See, Departments       []string
	Roles, Empty           map[string]string
	County, Town, Takeover []fileBlock
	Field                  []Field
}

type fileBlock struct {
	Department, Heading string
	Duties, Methods     []string
}

func readItems(data []byte) ([]Item, error) {
	var file struct{ Item []fileItem }
	err := decode(data, &file)
	var items []Item
	for _, i := range file.Item {
		items = append(items, Item{
			ID: i.ID, No: i.No, Category: i.Category, Title: i.Title, See: i.See,
			Departments: i.Departments, Roles: i.Roles, Statement: i.Statement, Empty: i.Empty, Note: i.Note,
			County: blocks(i.County), Town: blocks(i.Town), Takeover: blocks(i.Takeover), Fields: i.Field,
		})
	}
	return items, err
}

func blocks(all []fileBlock) []Block {
	var out []Block
	for _, b := range all {
		out = append(out, Block{Department: b.Department, Heading: b.Heading, Duties: append(b.Duties, b.Methods...)})
	}
	return out
}
