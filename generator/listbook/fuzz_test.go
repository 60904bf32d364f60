package listbook

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"handbook/generator/list"
	"handbook/generator/listfile"
)

// pieces are what random texts are made of: what a cell could be mistaken over, and plain text.
var pieces = []string{
	"负责辖区内", "宣传教育", "1.", "2.", "10．", "3、", "1.5万亩", "：", ":", "；", "。", "（一）", "（二）", "①", "②",
	"一是", "二是", "第一，",
	"【文】", "【题】", "【段】", "【续】", "承接部门：", "工作方式：", "甲县公安局", "甲县民政局", "（牵头）", "(a)", "/", "无",
	"空白", "—", "、", "，", "A.", "abc", "12", "_x000D_", "_x0041_", "&<>\"'", "=1+1", "+1", "@", "'", "️", "𠀀", "ئۇيغۇر",
	"“”", "％", "%", "县", "　中", " 中", "n/a",
	"#N/A!", "（1/2）", "\u200b", "é",
}

// text is a random text without white space at its ends.
func text(r *rand.Rand) string {
	for {
		var b strings.Builder
		for range 1 + r.IntN(4) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		if r.IntN(60) == 0 {
			b.WriteString(strings.Repeat("很长的一段话，", r.IntN(400)))
		}
		if s := strings.TrimSpace(b.String()); s != "" {
			return s
		}
	}
}

func blocks(r *rand.Rand, departments []string) []listfile.Block {
	var all []listfile.Block
	for range 1 + r.IntN(3) {
		b := listfile.Block{}
		if len(departments) > 0 && r.IntN(2) == 0 {
			b.Department = departments[r.IntN(len(departments))]
		}
		if r.IntN(2) == 0 {
			b.Heading = text(r)
		}
		for range 1 + r.IntN(4) {
			b.Duties = append(b.Duties, text(r))
		}
		if r.IntN(4) == 0 { // marks of their own
			for n, mark := range []string{"（一）", "（二）", "（三）", "（四）"} {
				if n < len(b.Duties) {
					b.Duties[n] = mark + b.Duties[n]
				}
			}
		}
		all = append(all, b)
	}
	return all
}

// randomTown is a town of random lists, and how many values they have.
func randomTown(r *rand.Rand, county *list.County) (t listfile.Town, values int) {
	signs := []string{"/", "／", "—", "——", "-", "－", "无", "空白"}
	var names []string
	for _, d := range county.Departments {
		names = append(names, d.Name)
	}
	t = listfile.Town{
		ID: county.Towns[0].ID, Name: "甲镇", County: "甲县", Region: "乙省", Lists: map[string][]listfile.Item{},
		Columns:  map[string][]string{"basic": {"备注", "编号"}, "joint": {"实施依据"}},
		Meanings: map[string]string{"basic": text(r)}, Words: map[string]string{"ours": "本级职责"},
		Preface: []listfile.Section{{Heading: text(r), Paragraphs: []string{text(r), text(r)}, Note: text(r)}},
	}
	t.Edition.Name, t.Contact.Address = text(r), text(r)
	t.Book = listfile.Book{Issuer: text(r), Permit: text(r), Copies: r.IntN(9), Paper: 80}
	for shape, k := range list.Kinds {
		for n := range 8 {
			i := listfile.Item{
				ID: fmt.Sprintf("%s-%03d", k.ID(), n+1), No: n + 1, Title: text(r),
				Category: county.Categories[r.IntN(len(county.Categories))].Name,
			}
			if r.IntN(3) == 0 {
				i.Note = text(r)
			}
			if other := n ^ 1; n < 6 { // two and two name each other
				i.See = []string{fmt.Sprintf("%s-%03d", k.ID(), other+1)}
			}
			i.Empty = map[string]string{}
			cell := func(key string) bool { // whether it says something
				if r.IntN(6) == 0 {
					i.Empty[key] = signs[r.IntN(len(signs))]
					return false
				}
				return true
			}
			switch shape {
			case 0:
				if r.IntN(2) == 0 && cell("town") {
					i.Town = blocks(r, nil)
				}
			case 1:
				if cell("departments") {
					i.Departments = []string{names[r.IntN(len(names))]}
					if r.IntN(3) == 0 {
						i.Roles = map[string]string{i.Departments[0]: "牵头"}
					}
				}
				if cell("county") {
					i.County = blocks(r, i.Departments)
				}
				if cell("town") {
					i.Town = blocks(r, nil)
				}
			case 2:
				switch {
				case !cell("takeover"):
				case r.IntN(3) == 0:
					i.Statement = text(r)
				default:
					i.Takeover = blocks(r, nil)
					for n := range i.Takeover {
						i.Takeover[n].Department, i.Takeover[n].Heading = names[n%len(names)], ""
						if r.IntN(5) == 0 {
							i.Takeover[n].Duties = nil
						}
					}
				}
			}
			for _, name := range t.Columns[k.ID()] {
				if cell(name) {
					i.Fields = append(i.Fields, listfile.Field{Name: name, Text: text(r)})
				}
			}
			for _, all := range [][]listfile.Block{i.County, i.Town, i.Takeover} {
				for _, b := range all {
					values += 1 + len(b.Duties)
				}
			}
			values += 3 + len(i.Fields)
			t.Lists[k.ID()] = append(t.Lists[k.ID()], i)
		}
	}
	return t, values
}

// Whatever a list says comes back from its workbook, or is refused when it is written.
func FuzzRoundTrip(f *testing.F) {
	county := load(f, "../testdata/county")
	for seed := range uint64(4) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		town, _ := randomTown(rand.New(rand.NewPCG(seed, 1)), county)
		roundTrip(t, county, town)
	})
}

// TestManyValues has 20,000 random values go there and back.
func TestManyValues(t *testing.T) {
	if testing.Short() {
		t.Skip("not in a short run: it takes some seconds")
	}
	county := load(t, "../testdata/county")
	r := rand.New(rand.NewPCG(17, 17))
	refused, written, values := 0, 0, 0
	for values < 20_000 {
		town, n := randomTown(r, county)
		values += n
		written++
		if !roundTrip(t, county, town) {
			refused++
		}
	}
	t.Logf("%d values in %d workbooks, %d of them refused", values, written, refused)
	if refused > 0 {
		t.Errorf("%d of %d workbooks refused", refused, written)
	}
}

// roundTrip writes a town's workbook and reads it back; whether it was written.
func roundTrip(t *testing.T, county *list.County, town listfile.Town) bool {
	t.Helper()
	data, err := Write(county, town)
	if err != nil {
		t.Log(err)
		return false
	}
	book, slips, err := Read("x.xlsx", data)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range slips {
		if !strings.Contains(s.Text, "没有算出结果") {
			t.Errorf("%s", s)
		}
	}
	sameTown(t, town, book.Town)
	return true
}

// sameTown reports what two towns do not say alike.
func sameTown(t *testing.T, want, got listfile.Town) {
	t.Helper()
	if key := listfile.DifferTown(got, want); key != "" {
		t.Errorf("town.toml: %s differs", key)
	}
	for id, items := range want.Lists {
		if len(got.Lists[id]) != len(items) {
			t.Errorf("%s: %d items, want %d", id, len(got.Lists[id]), len(items))
			continue
		}
		for n, item := range items {
			if key := listfile.Differ(got.Lists[id][n], item); key != "" {
				t.Errorf("%s: %s differs:\n%+v\n%+v", item.ID, key, got.Lists[id][n], item)
			}
		}
	}
}

func load(t testing.TB, dir string) *list.County {
	t.Helper()
	county, _ := list.Load(dir)
	if len(county.Towns) == 0 {
		t.Fatalf("%s: no town", dir)
	}
	return county
}

// townFile is a town as its files have it.
func townFile(t testing.TB, dir, id string) listfile.Town {
	t.Helper()
	var ids []string
	for _, k := range load(t, dir).Possible {
		ids = append(ids, k.ID())
	}
	town, err := listfile.Read(filepath.Join(dir, id), ids...)
	if err != nil {
		t.Fatal(err)
	}
	return town
}

// Whatever a town's file can say has a line in the workbook.
func TestAllFacts(t *testing.T) {
	county := load(t, "../testdata/county")
	town := townFile(t, "../testdata/county", county.Towns[0].ID)
	var fill func(reflect.Value)
	fill = func(v reflect.Value) {
		for n := range v.NumField() {
			switch f := v.Field(n); f.Kind() {
			case reflect.String:
				if f.String() == "" {
					f.SetString("1")
				}
			case reflect.Int:
				f.SetInt(1)
			case reflect.Struct:
				fill(f)
			}
		}
	}
	fill(reflect.ValueOf(&town).Elem())
	town.Words = map[string]string{}
	for _, key := range []string{"town", "this", "ours", "theirs", "own", "county", "departments", "towns"} {
		town.Words[key] = key
	}
	for _, id := range []string{"basic", "joint", "reclaimed"} {
		town.Meanings = map[string]string{id: "是。"}
	}
	if !roundTrip(t, county, town) {
		t.Error("it was refused")
	}
}
