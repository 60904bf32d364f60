package listfile

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "write what came out into testdata")

// The examples have a file as it is, as it shall be in plain form, and what it becomes.
func TestUpdate(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no examples", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			example, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			before, shall := example.Files[0].Data, example.Files[1].Data
			var got []byte
			if example.Files[0].Name == "town.toml" {
				town, bad := readTown(shall)
				if bad != nil {
					t.Fatal(bad)
				}
				got, err = UpdateTown(before, town)
			} else {
				got, err = updated(t, before, shall)
			}
			if err != nil {
				got = []byte("error: " + err.Error() + "\n")
			}
			if *update {
				example.Files = append(example.Files[:2], txtar.File{Name: "after", Data: got})
				if err := os.WriteFile(file, txtar.Format(example), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if want := example.Files[2].Data; string(got) != string(want) {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}

func updated(t *testing.T, before, shall []byte) ([]byte, error) {
	t.Helper()
	old, err := readItems(before)
	if err != nil {
		t.Fatal(err)
	}
	new, err := readItems(shall)
	if err != nil {
		t.Fatal(err)
	}
	items, _ := Match(before, old, new)
	return Update(before, items, nil)
}

// What says the same already stays as it is, byte by byte.
func TestUpdateOfSame(t *testing.T) {
	for _, pattern := range []string{"../../data/*/*.toml", "../testdata/*/*/*.toml"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatal(pattern, err)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if j := (&joiner{}); string(data) != joined(j, string(data)) {
				t.Errorf("%s: its chunks are not the file", file)
			}
			if items, err := readItems(data); err == nil && len(items) > 0 {
				same(t, file, data, func(data []byte) ([]byte, error) { return Update(data, items, nil) })
			}
			if town, err := readTown(data); err == nil && town.Name != "" {
				same(t, file, data, func(data []byte) ([]byte, error) { return UpdateTown(data, town) })
			}
		}
	}
}

func joined(j *joiner, doc string) string {
	for _, c := range split(doc) {
		j.write(c.lead, c.own, true)
	}
	return j.b.String()
}

func same(t *testing.T, file string, data []byte, do func([]byte) ([]byte, error)) {
	t.Helper()
	if got, err := do(data); err != nil || string(got) != string(data) {
		t.Errorf("%s: changed, or %v", file, err)
	}
}

// One change of one duty is a change of one line.
func TestUpdateOfOneLine(t *testing.T) {
	data, err := os.ReadFile("../../data/kuiyibage/joint.toml")
	if err != nil {
		t.Fatal(err)
	}
	items, err := readItems(data)
	if err != nil {
		t.Fatal(err)
	}
	for n := 0; n < len(items); n += 5 {
		for _, blocks := range []*[]Block{&items[n].County, &items[n].Town} {
			if len(*blocks) == 0 {
				continue
			}
			duties := (*blocks)[0].Duties
			last := len(duties) - 1
			before := duties[last]
			duties[last] = "做好" + before
			got, err := Update(data, items, nil)
			if err != nil {
				t.Fatal(items[n].ID, err)
			}
			if n := differing(string(data), string(got)); n != 1 {
				t.Errorf("%s: %d lines differ", items[n].ID, n)
			}
			duties[last] = before
		}
	}
}

func differing(a, b string) int {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	if len(x) != len(y) {
		return max(len(x), len(y))
	}
	n := 0
	for i := range x {
		if x[i] != y[i] {
			n++
		}
	}
	return n
}

// Whatever changes, the file says it afterwards, its comments are there, and what was not changed is as it was.
func TestUpdateProperty(t *testing.T) {
	for seed := range uint64(400) {
		property(t, seed, seed%3 == 0)
	}
}

func FuzzUpdate(f *testing.F) {
	for seed := range uint64(8) {
		f.Add(seed, seed%2 == 0)
	}
	f.Fuzz(property)
}

func property(t *testing.T, seed uint64, windows bool) {
	m := mutator{rand.New(rand.NewPCG(seed, 1))}
	var a []Item
	for n := range 2 + m.IntN(6) {
		a = append(a, m.item(n+1))
	}
	file := Write(Town{Name: "松溪镇", Lists: map[string][]Item{"joint": a}})["joint.toml"]
	file = m.commented(file)
	if windows {
		file = []byte(strings.ReplaceAll(string(file), "\n", "\r\n"))
	}
	b := m.mutated(a)
	items, _ := Match(file, a, b)
	got, err := Update(file, items, nil)
	if err != nil {
		t.Fatalf("seed %d: %v\n%s", seed, err, file)
	}
	now, err := readItems(got)
	if err != nil || !sameItems(now, items) {
		t.Fatalf("seed %d: reads back otherwise (%v)\n%s", seed, err, got)
	}
	if windows && strings.Count(string(got), "\n") != strings.Count(string(got), "\r\n") {
		t.Errorf("seed %d: a line without the line end of Windows", seed)
	}
	ids := map[string]bool{}
	for n, item := range items {
		if ids[item.ID] {
			t.Errorf("seed %d: %s stands twice", seed, item.ID)
		}
		ids[item.ID] = true
		at := slices.IndexFunc(a, func(i Item) bool { return i.ID == item.ID })
		if at >= 0 && sameItems(a[at:at+1], items[n:n+1]) { // what did not change is as it was
			for _, c := range groups(t, file)[at : at+1] {
				if !strings.Contains(string(got), c) {
					t.Errorf("seed %d: %s was not changed, and differs\n%s", seed, item.ID, got)
				}
			}
		}
	}
	for n, item := range a {
		if ids[item.ID] {
			for l := range strings.Lines(groups(t, file)[n]) {
				if strings.HasPrefix(l, "# kept") && !strings.Contains(string(got), strings.TrimSpace(l)) {
					t.Errorf("seed %d: the comment %q is gone", seed, l)
				}
			}
		} else if !strings.Contains(string(got), "# "+item.ID+" is gone: ") {
			t.Errorf("seed %d: nothing says that %s is gone", seed, item.ID)
		}
	}
}

// groups are the texts of a file's items.
func groups(t *testing.T, file []byte) []string {
	items, err := readItems(file)
	if err != nil {
		t.Fatal(err)
	}
	_, all, err := groupsOf(split(string(file)), items)
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	for _, g := range all {
		texts = append(texts, g.text())
	}
	return texts
}

type mutator struct{ *rand.Rand }

var some = []rune("做好组织宣传调解排查登记上报村民矛盾纠纷隐患台账“安全”\"\\、—")

func (m mutator) words(n int) string {
	var b strings.Builder
	for range n {
		b.WriteRune(some[m.IntN(len(some))])
	}
	return b.String()
}

func (m mutator) duties() []string {
	var duties []string
	for range 1 + m.IntN(4) {
		duties = append(duties, m.words(5+m.IntN(20))+"。")
	}
	return duties
}

func (m mutator) blocks() []Block {
	var all []Block
	for n := range m.IntN(3) {
		all = append(all, Block{Heading: fmt.Sprint("标题", n, m.words(3)), Duties: m.duties()})
	}
	return all
}

func (m mutator) item(no int) Item {
	i := Item{
		ID: fmt.Sprintf("joint-%03d", no), No: no, Category: "党的建设", Title: m.words(6 + m.IntN(10)),
		County: m.blocks(), Town: m.blocks(), Departments: []string{"云岭县公安局"},
	}
	if m.IntN(3) == 0 {
		i.Departments = append(i.Departments, "云岭县民政局")
		i.Roles = map[string]string{"云岭县公安局": "牵头"}
	}
	if m.IntN(4) == 0 {
		i.Note = "原文如此：" + m.words(4)
	}
	if m.IntN(4) == 0 {
		i.Empty = map[string]string{"备注": "/"}
	} else if m.IntN(3) == 0 {
		i.Fields = []Field{{"备注", m.words(5)}}
	}
	return i
}

// commented adds comments between the lines that a table has, above tables, and in lists.
func (m mutator) commented(file []byte) []byte {
	var b strings.Builder
	n, header := 0, false
	for l := range strings.Lines(string(file)) {
		if m.IntN(12) == 0 && !strings.HasPrefix(l, "#") && b.Len() > 0 && (header || l != "\n") {
			n++
			fmt.Fprintf(&b, "# kept %d\n", n)
			if strings.HasPrefix(l, "[[") && m.IntN(2) == 0 {
				b.WriteString("\n")
			}
		}
		header = strings.HasPrefix(l, "[[")
		b.WriteString(l)
	}
	return []byte(b.String())
}

func (m mutator) mutated(a []Item) []Item {
	var b []Item
	for _, i := range a {
		if m.IntN(6) == 0 {
			continue
		}
		i.Note, i.See = "", nil
		for _, blocks := range []*[]Block{&i.County, &i.Town} {
			*blocks = slices.Clone(*blocks)
			for n := range *blocks {
				block := &(*blocks)[n]
				block.Duties = slices.Clone(block.Duties)
				switch at := m.IntN(len(block.Duties)); m.IntN(8) {
				case 0:
					block.Duties[at] += "并及时上报。"
				case 1:
					block.Duties = slices.Insert(block.Duties, at, m.words(9)+"；")
				case 2:
					if len(block.Duties) > 1 {
						block.Duties = slices.Delete(block.Duties, at, at+1)
					}
				case 3:
					block.Heading = ""
				}
			}
			switch m.IntN(8) {
			case 0:
				*blocks = append(*blocks, m.blocks()...)
			case 1:
				*blocks = nil
			}
		}
		switch m.IntN(8) {
		case 0:
			i.Title += "工作"
		case 1:
			i.Departments, i.Roles = []string{"云岭县教育局"}, nil
		case 2:
			i.Fields, i.Empty = nil, map[string]string{"备注": "空白"}
		case 3:
			i.Fields, i.Empty = []Field{{"备注", m.words(5)}}, nil
		}
		b = append(b, i)
		if m.IntN(8) == 0 {
			b = append(b, m.item(0))
		}
	}
	if m.IntN(4) == 0 {
		m.Shuffle(len(b), func(i, j int) { b[i], b[j] = b[j], b[i] })
	}
	for n := range b {
		b[n].No, b[n].ID = n+1, fmt.Sprintf("joint-%03d", n+1)
	}
	return b
}

// FuzzForms changes an item of a file in any form at all: it says what it shall afterwards, or is left alone.
func FuzzForms(f *testing.F) {
	for _, doc := range []string{
		"[[item]]\nid='a-001'\nno=1\ntown=[{duties=['x']}]\n",
		"item=[{id='a-001',no=1,title='t'}]\n",
		"[[item]]\nid=\"a-001\"\ntitle='''\nt\n# u'''\ndepartments=[\n'a' , # one\n'b'\n# two\n]\n" +
			"[item.roles]\na='b'\n",
		"# c\n[[item]] # d\n  id = 'a-001' # e\n  empty.town = '/'\n  see = [ 'b-001',\n'b-002' ]\n" +
			"[[item.town]]\nduties=[ # f\n'g',\n]",
		"\ufeff\r\n\r\n[[item]]\r\nid='a-001'\r\n[[item.county]]\r\nduties=['x','y']\r\n" +
			"[[item.town]]\r\n[[item.county]]\r\n",
		"[[item]]\n[[item]]\nid='b'\n", "x=1\n[[item]]\nid='a-001'", "[a]\nb=1\n[[item]]\nid='a-001'\n[c]\n",
	} {
		f.Add([]byte(doc), "新", 0)
	}
	for _, file := range []string{"../testdata/county/songxi/joint.toml", "../testdata/county/songxi/reclaimed.toml"} {
		doc, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(doc, "新", 1)
	}
	f.Fuzz(func(t *testing.T, doc []byte, text string, at int) {
		items, err := readItems(doc)
		if err != nil || len(items) == 0 || !utf8.Valid(doc) || !utf8.ValidString(text) {
			return
		}
		items = slices.Clone(items)
		item := &items[(at&0xffff)%len(items)]
		item.Title, item.Departments = text, []string{text, "b"}
		item.Town = append(slices.Clone(item.Town), Block{Duties: []string{text}})
		if len(item.County) > 0 {
			item.County = slices.Clone(item.County)
			item.County[0].Duties = append(slices.Clone(item.County[0].Duties), text, "y")
		}
		got, err := Update(doc, items, nil)
		if err != nil {
			return
		}
		if now, err := readItems(got); err != nil || !sameItems(now, items) {
			t.Errorf("%v\n%s\nbecomes\n%s", err, doc, got)
		}
	})
}
