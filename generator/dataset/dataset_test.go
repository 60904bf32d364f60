package dataset

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"golang.org/x/tools/txtar"

	"handbook/generator/address"
	"handbook/generator/columns"
	"handbook/generator/list"
)

var update = flag.Bool("update", false, "write what came out into testdata")

// The counties that the tests look at: a small one, one of two towns with lists and columns of its own, the real one.
var counties = []string{"../testdata/county", "../testdata/district", "../../data"}

func load(t *testing.T, folder string) *list.County {
	t.Helper()
	county, findings := list.Load(folder)
	for _, f := range findings {
		t.Fatal(f)
	}
	return county
}

func filesOf(t *testing.T, county *list.County, site string) map[string][]byte {
	t.Helper()
	made, err := Files(county, site)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, f := range made {
		if files[f.Name] != nil {
			t.Errorf("%s is written twice", f.Name)
		}
		files[f.Name] = f.Data
	}
	return files
}

// All data of the small county; the marks of CSV are left out, and JSON has lines, for who reads the difference.
func TestFiles(t *testing.T) {
	made, err := Files(load(t, counties[0]), "")
	if err != nil {
		t.Fatal(err)
	}
	archive := &txtar.Archive{Comment: []byte("The sample county as data.\n\n")}
	for _, f := range made {
		shown := bytes.ReplaceAll(bytes.TrimPrefix(f.Data, []byte(mark)), []byte("\r\n"), []byte("\n"))
		if path.Ext(f.Name) == ".json" {
			var lines bytes.Buffer
			if err := json.Indent(&lines, f.Data, "", "  "); err != nil {
				t.Fatal(err)
			}
			shown = append(lines.Bytes(), '\n')
		}
		if path.Base(f.Name) != schema {
			archive.Files = append(archive.Files, txtar.File{Name: f.Name, Data: shown})
		}
	}
	const golden = "testdata/county.golden.txtar"
	got := txtar.Format(archive)
	if *update {
		if err := os.WriteFile(golden, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("the data differ; go test ./generator/dataset -update takes them over, git diff shows them")
	}
}

// Equal lists give equal bytes, and CSV is what Excel opens rightly: marked as UTF-8, with the line ends of RFC 4180.
func TestBytes(t *testing.T) {
	for _, folder := range counties {
		one, two := filesOf(t, load(t, folder), ""), filesOf(t, load(t, folder), "")
		for name, data := range one {
			if !bytes.Equal(data, two[name]) {
				t.Errorf("%s: %s differs from run to run", folder, name)
			}
			if path.Ext(name) != ".csv" {
				continue
			}
			lines := bytes.Count(data, []byte("\n"))
			if !bytes.HasPrefix(data, []byte(mark)) || bytes.Count(data, []byte("\r\n")) != lines ||
				!bytes.HasSuffix(data, []byte("\r\n")) {
				t.Errorf("%s: %s is not marked, or has other line ends", folder, name)
			}
		}
	}
}

// compile reads a JSON Schema.
func compile(t *testing.T, name string, text []byte) *jsonschema.Schema {
	t.Helper()
	said, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource(name, said); err != nil {
		t.Fatal(err)
	}
	compiled, err := c.Compile(name)
	if err != nil {
		t.Fatal(err)
	}
	return compiled
}

// valid checks a file, or a value, with a schema.
func valid(s *jsonschema.Schema, data []byte) error {
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		return err
	}
	return s.Validate(value)
}

// list.json is what its schema says, and leads to it; what it does not say is refused.
func TestSchema(t *testing.T) {
	for _, folder := range counties {
		for _, site := range []string{"", "https://www.example.gov.cn/qingdan/"} {
			files := filesOf(t, load(t, folder), site)
			said := compile(t, "list.schema.json", files["data/list.schema.json"])
			for name, data := range files {
				if path.Base(name) != ListJSON {
					continue
				}
				if err := valid(said, data); err != nil {
					t.Errorf("%s: %s: %v", folder, name, err)
				}
				var made struct {
					Schema string `json:"$schema"`
				}
				json.Unmarshal(data, &made)
				if at := path.Join(path.Dir(name), made.Schema); files[at] == nil {
					t.Errorf("%s: %s names %s as its schema, which is not there", folder, name, at)
				}
				for _, slip := range [][2]string{
					{`"no":1,`, `"no":"1",`}, {`"no":1,`, `"no":1,"colour":"red",`}, {`"id":`, `"di":`},
					{`"list":"basic"`, `"list":"Basic"`}, {`"shape":"basic"`, `"shape":"square"`},
				} {
					if wrong := strings.Replace(string(data), slip[0], slip[1], 1); wrong == string(data) {
						t.Errorf("%s: %s has no %s", folder, name, slip[0])
					} else if valid(said, []byte(wrong)) == nil {
						t.Errorf("%s: %s with %s is valid", folder, name, slip[1])
					}
				}
			}
		}
	}
}

// datapackage.json is what the profiles of Frictionless ask for, and what it says of the files is true: sizes,
// checksums, columns, which cells are filled and with what, and where they lead.
func TestPackage(t *testing.T) {
	profiles := map[string]*jsonschema.Schema{}
	for _, name := range []string{"data-package", "tabular-data-resource"} {
		text, err := os.ReadFile("testdata/" + name + ".json")
		if err != nil {
			t.Fatal(err)
		}
		profiles[name] = compile(t, name+".json", text)
	}
	for _, folder := range counties {
		for _, site := range []string{"", "https://www.example.gov.cn/qingdan/"} {
			files := filesOf(t, load(t, folder), site)
			for name, data := range files {
				if path.Base(name) != describe {
					continue
				}
				if err := valid(profiles["data-package"], data); err != nil {
					t.Errorf("%s: %s: %v", folder, name, err)
				}
				var made description
				if err := json.Unmarshal(data, &made); err != nil {
					t.Fatal(err)
				}
				tables := map[string][]map[string]string{}
				for _, r := range made.Resources {
					of := files[path.Join(path.Dir(name), r.Path)]
					if r.Bytes != len(of) || r.Hash != hash(of) {
						t.Errorf("%s: %s says something else of %s than it is", folder, name, r.Path)
					}
					if r.Format != "csv" {
						continue
					}
					resource, err := json.Marshal(r)
					if err != nil {
						t.Fatal(err)
					}
					if err := valid(profiles[r.Profile], resource); err != nil {
						t.Errorf("%s: %s: %s: %v", folder, name, r.Name, err)
					}
					tables[r.Name] = read(t, of, r)
				}
				for _, r := range made.Resources {
					checkLeads(t, r, tables)
				}
			}
		}
	}
}

// read reads a table as its description says, and checks that it is so.
func read(t *testing.T, data []byte, r resource) []map[string]string {
	t.Helper()
	lines, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte(mark)))).ReadAll()
	if err != nil {
		t.Fatal(r.Path, err)
	}
	var heads []string
	for _, f := range r.Schema.Fields {
		heads = append(heads, f.Name)
	}
	if !slices.Equal(lines[0], heads) {
		t.Fatalf("%s has the columns %v, its description %v", r.Path, lines[0], heads)
	}
	var rows []map[string]string
	for n, cells := range lines[1:] {
		row := map[string]string{}
		for i, f := range r.Schema.Fields {
			cell := cells[i]
			row[f.Name] = cell
			c := f.Constraints
			_, err := strconv.Atoi(cell)
			switch {
			case c != nil && c.Required && cell == "",
				c != nil && c.Enum != nil && cell != "" && !slices.Contains(c.Enum, cell),
				f.Type == "integer" && cell != "" && err != nil:
				t.Errorf("%s, row %d: %s is %q", r.Path, n+2, f.Name, cell)
			}
		}
		rows = append(rows, row)
	}
	if key := r.Schema.PrimaryKey; key != nil {
		seen := map[string]bool{}
		for _, row := range rows {
			if seen[row[key[0]]] {
				t.Errorf("%s has %s twice", r.Path, row[key[0]])
			}
			seen[row[key[0]]] = true
		}
	}
	return rows
}

func checkLeads(t *testing.T, r resource, tables map[string][]map[string]string) {
	t.Helper()
	if r.Schema == nil {
		return
	}
	for _, key := range r.Schema.ForeignKeys {
		known := map[string]bool{"": true}
		for _, row := range tables[key.Reference.Resource] {
			known[row[key.Reference.Fields]] = true
		}
		for _, row := range tables[r.Name] {
			if !known[row[key.Fields]] {
				t.Errorf("%s: %s %q is not in %s", r.Path, key.Fields, row[key.Fields], key.Reference.Resource)
			}
		}
	}
}

// Both files have all that the list says of each item, to the character.
func TestSaysAll(t *testing.T) {
	for _, folder := range counties {
		county := load(t, folder)
		files := filesOf(t, county, "")
		for _, town := range county.Towns {
			var made document
			if err := json.Unmarshal(files[address.DataFile(town, ListJSON)], &made); err != nil {
				t.Fatal(err)
			}
			rows := map[string]string{}
			said := columns.List(county.Words)
			data := files[address.DataFile(town, ListCSV)]
			for _, row := range read(t, data, tabular(said, ListCSV, data, nil)) {
				for _, name := range []string{"part", "heading", "department_name", "text", "printed"} {
					rows[row["id"]] += row[name]
				}
				rows[row["id"]] += "\n"
			}
			for n, item := range town.Items() {
				of := made.Items[n]
				if of.ID != item.ID || of.Title != item.Title || of.Note != item.Note ||
					of.Statement != item.Statement ||
					fmt.Sprint(of.Empty) != fmt.Sprint(item.Empty) || of.Address != address.Item(town, item).Site() {
					t.Errorf("%s: %+v", item.ID, of)
				}
				var duties dutyData
				if of.Duties != nil {
					duties = *of.Duties
				}
				blocks := map[list.Part][]blockData{
					list.TownPart: duties.Town, list.CountyPart: duties.County, list.TakeoverPart: duties.Takeover,
				}
				for part, b := range item.Blocks() {
					got := blocks[part][0]
					blocks[part] = blocks[part][1:]
					department, its := "", ""
					if b.Department != nil {
						department = b.Department.Name
					}
					if got.Department != nil {
						its = got.Department.Name
					}
					if got.Heading != b.Heading || its != department ||
						!slices.Equal(got.Duties, b.Duties) && len(b.Duties) > 0 {
						t.Errorf("%s: %+v, want %+v", item.ID, got, b)
					}
					for _, duty := range b.Duties {
						row := string(part) + b.Heading + department + duty + "\n"
						if !strings.Contains(rows[item.ID], row) {
							t.Errorf("%s: no row %q", item.ID, row)
						}
					}
				}
				for _, f := range item.Fields {
					if !strings.Contains(rows[item.ID], "field"+f.Name+f.Text+"\n") {
						t.Errorf("%s: no row of %s", item.ID, f.Name)
					}
				}
				for cell, printed := range item.Empty {
					if !strings.Contains(rows[item.ID], printed+"\n") {
						t.Errorf("%s: no row of the empty %s", item.ID, cell)
					}
				}
			}
		}
	}
}

// A text that a spreadsheet would take for a formula stays as it is: texts are those of the list.
func TestFormulas(t *testing.T) {
	county := load(t, counties[0])
	item := county.Towns[0].Items()[0]
	item.Title = `=HYPERLINK("x","y")`
	data := filesOf(t, county, "")["songxi/data/list.csv"]
	if !bytes.Contains(data, []byte(`,"=HYPERLINK(""x"",""y"")",`)) {
		t.Error("the title is another, or gone")
	}
}
