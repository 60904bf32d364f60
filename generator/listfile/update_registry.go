package listfile

import (
	"errors"
	"fmt"
	"reflect"
	"strings"

	"handbook/generator/diag"
	"handbook/generator/list"
)

// departmentLines are the keys of a department, in their order.
func departmentLines(d *list.Department) []line {
	return []line{
		{"id", text(d.ID)}, {"name", text(d.Name)}, {"short", text(d.Short)}, {"aliases", row(d.Aliases)},
		{"kind", text(d.Kind)}, {"phone", text(strings.Join(d.Contact.Phones, "、"))},
		{"address", text(d.Contact.Address)}, {"hours", text(d.Contact.Hours)}, {"web", text(d.Contact.Web)},
	}
}

func categoryLines(id, name string) []line { return []line{{"id", text(id)}, {"name", text(name)}} }

// UpdateDepartments changes the registry of departments so that it has these entries, as [Update] changes a list.
func UpdateDepartments(file []byte, shall []*list.Department) ([]byte, error) {
	var tables [][]line
	for _, d := range shall {
		tables = append(tables, departmentLines(d))
	}
	return updateRegistry(file, "department", tables)
}

// UpdateCategories changes the registry of categories likewise.
func UpdateCategories(file []byte, shall []*list.Category) ([]byte, error) {
	var tables [][]line
	for _, c := range shall {
		tables = append(tables, categoryLines(c.ID, c.Name))
	}
	return updateRegistry(file, "category", tables)
}

func updateRegistry(file []byte, key string, shall [][]line) ([]byte, error) {
	old, err := readRegistry(file, key)
	if err != nil {
		return nil, err
	}
	if reflect.DeepEqual(said(old), said(shall)) {
		return file, nil
	}
	mark, doc := cutMark(string(file))
	j := joiner{eol: lineEnd(doc)}
	chunks := split(doc)
	for _, c := range chunks[1:] {
		if c.key != key {
			err = errForm
		}
	}
	if err == nil && len(chunks)-1 == len(old) {
		j.write("", chunks[0].own, true)
		_, err = j.tables("[["+key+"]]", chunks[1:], old, shall, false)
	} else {
		err = errForm
	}
	if err != nil {
		return nil, diag.Errorf("write it by hand", "%s: %w", key, err)
	}
	result := []byte(mark + j.b.String())
	if now, err := readRegistry(result, key); err != nil || !reflect.DeepEqual(said(now), said(shall)) {
		return nil, errors.Join(errors.New("it would not say the same afterwards"), err)
	}
	return result, nil
}

// readRegistry reads the entries of a registry.
func readRegistry(file []byte, key string) ([][]line, error) {
	var entries struct {
		Department []struct {
			ID, Name, Short, Kind, Phone, Address, Hours, Web string

			Aliases []string
		}
		Category []struct{ ID, Name string }
	}
	if err := decode(file, &entries); err != nil {
		return nil, err
	}
	var tables [][]line
	for _, d := range entries.Department {
		made := list.Department{
			ID: d.ID, Name: d.Name, Short: d.Short, Aliases: d.Aliases, Kind: d.Kind,
			Contact: list.Contact{Address: d.Address, Hours: d.Hours, Web: d.Web},
		}
		if d.Phone != "" {
			made.Contact.Phones = []string{d.Phone}
		}
		tables = append(tables, departmentLines(&made))
	}
	if key == "category" {
		tables = nil
		for _, c := range entries.Category {
			tables = append(tables, categoryLines(c.ID, c.Name))
		}
	}
	return tables, nil
}

// A Further is a list beside the three that every town has, as lists.toml has it.
type Further struct{ ID, Name, Short, Word, Mark, Shape, Look, Departments, Theirs, Ours string }

// WriteLists writes lists.toml new.
func WriteLists(all []Further) []byte {
	return []byte("# The lists beside the three that every town has.\n\n" + ListEntries(all))
}

// ListEntries are lists as that file has them.
func ListEntries(all []Further) string {
	var b strings.Builder
	for n, f := range all {
		if n > 0 {
			b.WriteString("\n")
		}
		b.WriteString("[[list]]\n")
		writeLines(&b, []line{
			{"id", text(f.ID)}, {"name", text(f.Name)}, {"short", text(f.Short)}, {"word", text(f.Word)},
			{"mark", text(f.Mark)}, {"shape", text(f.Shape)}, {"look", text(f.Look)},
			{"departments", text(f.Departments)}, {"theirs", text(f.Theirs)}, {"ours", text(f.Ours)},
		})
	}
	return b.String()
}

// entry is a table of a registry as its file has it.
func entry(key string, lines []line) string {
	var b strings.Builder
	fmt.Fprintf(&b, "[[%s]]\n", key)
	writeLines(&b, lines)
	return b.String()
}
