package dataset

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"handbook/generator/address"
	"handbook/generator/columns"
	"handbook/generator/list"
)

// A description is datapackage.json: which files there are, and what their columns mean.
type description struct {
	Profile     string     `json:"profile"`
	Name        string     `json:"name"`
	Title       string     `json:"title"`
	Description string     `json:"description"`
	Homepage    string     `json:"homepage,omitempty"`
	Version     string     `json:"version,omitempty"`
	Resources   []resource `json:"resources"`
}

type resource struct {
	Profile     string       `json:"profile,omitempty"`
	Name        string       `json:"name"`
	Title       string       `json:"title"`
	Description string       `json:"description,omitempty"`
	Path        string       `json:"path"`
	Format      string       `json:"format"`
	MediaType   string       `json:"mediatype"`
	Encoding    string       `json:"encoding"`
	Bytes       int          `json:"bytes"`
	Hash        string       `json:"hash"`
	Dialect     *dialect     `json:"dialect,omitempty"`
	Schema      *tableSchema `json:"schema,omitempty"`
}

type dialect struct {
	Delimiter      string `json:"delimiter"`
	LineTerminator string `json:"lineTerminator"`
	DoubleQuote    bool   `json:"doubleQuote"`
	Header         bool   `json:"header"`
}

type tableSchema struct {
	Fields      []field      `json:"fields"`
	PrimaryKey  []string     `json:"primaryKey,omitempty"`
	ForeignKeys []foreignKey `json:"foreignKeys,omitempty"`
}

type field struct {
	Name        string       `json:"name"`
	Type        string       `json:"type"`
	Title       string       `json:"title"`
	Description string       `json:"description,omitempty"`
	Constraints *constraints `json:"constraints,omitempty"`
}

type constraints struct {
	Required bool     `json:"required,omitempty"`
	Enum     []string `json:"enum,omitempty"`
}

type foreignKey struct {
	Fields    string    `json:"fields"`
	Reference reference `json:"reference"`
}

type reference struct {
	Resource string `json:"resource"`
	Fields   string `json:"fields"`
}

// describe says what the files of a town, or of all, are.
func (m *maker) describe(of *list.Town, resources []resource) description {
	county := m.county.Towns[0].County
	made := description{
		Profile: "data-package", Name: "duty-lists", Title: county + "各" + m.county.Words.Towns + "履职事项清单",
		Resources: resources,
	}
	front := address.Front
	if of != nil {
		front = address.Town(of)
		made.Name, made.Title, made.Version = "duty-list-"+of.ID, of.Name+"履职事项清单", of.Edition.Name
	}
	made.Description = "事项、职责和部门名称照录清单原文；note（编者注）是编者的话，不是清单原文。编号和网址永久不变。"
	if m.site != "" {
		made.Homepage = m.page(front)
	}
	return made
}

// tabular describes a table; columns that lead to a table which is not among the others lead nowhere.
func tabular(t columns.Table, name string, data []byte, tables []table) resource {
	said := &tableSchema{PrimaryKey: t.Key}
	for _, c := range t.Columns {
		f := field{Name: c.Name, Type: "string", Title: c.Title, Description: c.Means}
		if c.Number {
			f.Type = "integer"
		}
		if c.Always || c.Values != nil {
			f.Constraints = &constraints{c.Always, c.Values}
		}
		said.Fields = append(said.Fields, f)
		to, leads := t.Leads[c.Name]
		if leads && slices.ContainsFunc(tables, func(other table) bool { return other.Name == to[0] }) {
			said.ForeignKeys = append(said.ForeignKeys, foreignKey{c.Name, reference{to[0], to[1]}})
		}
	}
	return resource{
		Profile: "tabular-data-resource", Name: t.Name, Title: t.Title, Description: t.Means, Path: name,
		Format: "csv", MediaType: "text/csv", Encoding: "utf-8", Bytes: len(data), Hash: hash(data),
		Dialect: &dialect{",", "\r\n", true, true}, Schema: said,
	}
}

func hash(data []byte) string {
	sum := sha256.Sum256(data)
	return "sha256:" + hex.EncodeToString(sum[:])
}
