package listfile

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/BurntSushi/toml"

	"handbook/generator/diag"
	"handbook/generator/list"
	"handbook/generator/record"
)

// A Registry is what one of the county's registries lacks: entries as its file has them.
type Registry struct {
	Name    string   // of the file
	Entries []string // [[department]] and what stands below

	key   string // department
	many  string // departments
	heads string // what a new file says of itself
}

// DepartmentRegistry is departments.toml, without entries.
func DepartmentRegistry() Registry {
	return Registry{
		Name: "departments.toml", key: "department", many: "departments",
		heads: "# The county departments that the lists name, each by its full official name.\n" +
			"# An id is part of the department's address: once it is published, it never changes.\n",
	}
}

// CategoryRegistry is categories.toml, without entries.
func CategoryRegistry() Registry {
	return Registry{
		Name: "categories.toml", key: "category", many: "categories",
		heads: "# The categories of the lists, in their official order.\n" +
			"# An id is part of the category's address: once it is published, it never changes.\n",
	}
}

// Empty reports whether nothing is to be added.
func (r Registry) Empty() bool { return len(r.Entries) == 0 }

// AddDepartment adds the entry of a department.
func (r *Registry) AddDepartment(d *list.Department) {
	r.Entries = append(r.Entries, entry(r.key, departmentLines(d)))
}

// AddCategory adds the entry of a category.
func (r *Registry) AddCategory(id, name string) {
	r.Entries = append(r.Entries, entry(r.key, categoryLines(id, name)))
}

// Text is all entries.
func (r Registry) Text() string { return strings.Join(r.Entries, "\n") }

// Count says how many entries there are: 3 departments.
func (r Registry) Count() string {
	if len(r.Entries) == 1 {
		return "1 " + r.key
	}
	return fmt.Sprintf("%d %s", len(r.Entries), r.many)
}

// Appended is a file with the entries at its end, in the line ends that it has. All its bytes stay as they are.
func (r Registry) Appended(file string) ([]byte, error) {
	text, err := record.ReadFile(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		text = []byte(r.heads)
	case err != nil:
		return nil, fmt.Errorf("%s cannot be read: %s", file, record.Reason(err))
	}
	added := "\n" + r.Text()
	if len(text) > 0 && !bytes.HasSuffix(text, []byte("\n")) {
		added = "\n" + added
	}
	if bytes.Contains(text, []byte("\r\n")) {
		added = strings.ReplaceAll(added, "\n", "\r\n")
	}
	text = append(text, added...)
	var values map[string]any
	if _, err := toml.Decode(strings.TrimPrefix(string(text), "\ufeff"), &values); err != nil {
		return nil, diag.Errorf("write them there by hand: `handbook departments` prints them",
			"%s cannot be appended to %s, whose own are not written as [[%s]]; nothing was changed",
			r.many, file, r.key)
	}
	return text, nil
}
