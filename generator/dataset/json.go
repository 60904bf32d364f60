package dataset

import (
	"bytes"
	_ "embed" // the schema of list.json
	"slices"
	"strings"

	"handbook/generator/address"
	"handbook/generator/list"
)

// schemaText says what list.json has, for people and for programs: a JSON Schema of 2020-12.
//
//go:embed list.schema.json
var schemaText []byte

// A document is list.json.
type document struct {
	Schema string     `json:"$schema"`
	Site   string     `json:"site,omitempty"`
	Towns  []townData `json:"towns"`
	Lists  []kindData `json:"lists"`
	Items  []itemData `json:"items"`
}

type townData struct {
	ID         string       `json:"id"`
	Name       string       `json:"name"`
	County     string       `json:"county"`
	Prefecture string       `json:"prefecture,omitempty"`
	Region     string       `json:"region"`
	Edition    *editionData `json:"edition,omitempty"`
	Address    string       `json:"address"`
}

type editionData struct {
	Name     string `json:"name,omitempty"`
	Status   string `json:"status,omitempty"`
	Approved string `json:"approved,omitempty"`
	Approver string `json:"approver,omitempty"`
	Document string `json:"document,omitempty"`
}

type kindData struct {
	ID    string `json:"id"`
	Mark  string `json:"mark"`
	Name  string `json:"name"`
	Shape string `json:"shape"`
}

type itemData struct {
	Town        string            `json:"town"`
	ID          string            `json:"id"`
	List        string            `json:"list"`
	No          int               `json:"no"`
	Category    named             `json:"category"`
	Title       string            `json:"title"`
	Departments []named           `json:"departments,omitempty"`
	Duties      *dutyData         `json:"duties,omitempty"`
	Statement   string            `json:"statement,omitempty"`
	Fields      []fieldData       `json:"fields,omitempty"`
	Empty       map[string]string `json:"empty,omitempty"`
	Note        string            `json:"note,omitempty"`
	See         []string          `json:"see,omitempty"`
	Address     string            `json:"address"`
}

// A named thing is a category or a department.
type named struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Role string `json:"role,omitempty"`
}

type dutyData struct {
	Town     []blockData `json:"town,omitempty"`
	County   []blockData `json:"county,omitempty"`
	Takeover []blockData `json:"takeover,omitempty"`
}

type blockData struct {
	Department *named   `json:"department,omitempty"`
	Heading    string   `json:"heading,omitempty"`
	Duties     []string `json:"duties"`
}

type fieldData struct {
	Name string `json:"name"`
	Text string `json:"text"`
}

// documentEnd is that of the items, which are the last, and of all.
const documentEnd = "]}"

// document is the list of a town, or of all, as one object: JSON with that of their items put into it.
func (m *maker) document(of *list.Town, towns []*list.Town, items [][]byte) ([]byte, error) {
	made := document{Schema: schema, Site: m.site, Items: []itemData{}}
	if of != nil {
		folder := address.DataFile(of, "")
		made.Schema = strings.Repeat("../", strings.Count(folder, "/")) + address.DataFile(nil, schema)
	}
	some := map[*list.Kind]bool{}
	for _, t := range towns {
		town := townData{
			ID: t.ID, Name: t.Name, County: t.County, Prefecture: t.Prefecture, Region: t.Region,
			Address: m.page(address.Town(t)),
		}
		if t.Edition.Known() {
			edition := editionData(t.Edition)
			town.Edition = &edition
		}
		made.Towns = append(made.Towns, town)
		for _, k := range t.Kinds() {
			some[k] = true
		}
	}
	for _, k := range m.county.Kinds() {
		if some[k] {
			made.Lists = append(made.Lists, kindData{k.ID(), k.Mark(), k.Name(), k.Shape().String()})
		}
	}
	around, err := encode(made)
	if err != nil {
		return nil, err
	}
	end := []byte(documentEnd)
	return slices.Concat(bytes.TrimSuffix(around, end), bytes.Join(items, []byte(",")), end), nil
}

// items are those of a town in JSON, with commas between them.
func (m *maker) items(t *list.Town) ([]byte, error) {
	all := []itemData{}
	for _, item := range t.Items() {
		all = append(all, m.item(t, item))
	}
	made, err := encode(all)
	return bytes.TrimSuffix(bytes.TrimPrefix(made, []byte("[")), []byte("]")), err
}

func (m *maker) item(t *list.Town, i *list.Item) itemData {
	made := itemData{
		Town: t.ID, ID: i.ID, List: i.Kind.ID(), No: i.No, Category: named{ID: i.Category.ID, Name: i.Category.Name},
		Title: i.Title, Statement: i.Statement, Empty: i.Empty, Note: i.Note, Address: m.page(address.Item(t, i)),
	}
	for _, d := range i.Departments {
		made.Departments = append(made.Departments, named{d.ID, d.Name, i.Roles[d]})
	}
	if len(i.Town)+len(i.County)+len(i.Takeovers) > 0 {
		made.Duties = &dutyData{blocks(i.Town), blocks(i.County), blocks(i.Takeovers)}
	}
	for _, f := range i.Fields {
		made.Fields = append(made.Fields, fieldData(f))
	}
	for _, other := range i.See {
		made.See = append(made.See, other.ID)
	}
	return made
}

func blocks(of []list.Block) []blockData {
	var made []blockData
	for _, b := range of {
		block := blockData{Heading: b.Heading, Duties: b.Duties}
		if block.Duties == nil {
			block.Duties = []string{}
		}
		if d := b.Department; d != nil {
			block.Department = &named{ID: d.ID, Name: d.Name}
		}
		made = append(made, block)
	}
	return made
}
