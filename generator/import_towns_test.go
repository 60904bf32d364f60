package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"handbook/generator/diag"
	"handbook/generator/list"
	"handbook/generator/listfile"
)

// Each example town comes back from its document: into an empty folder, without an edit, all of it proved.
func TestImportOfExamples(t *testing.T) {
	for _, data := range []string{"../data", "testdata/county", "testdata/district"} {
		county, findings := list.Load(data)
		for _, f := range findings {
			t.Fatal(f)
		}
		for _, town := range county.Towns {
			t.Run(town.ID, func(t *testing.T) { importOf(t, data, county, town) })
		}
	}
}

func importOf(t *testing.T, data string, county *list.County, town *list.Town) {
	dir := t.TempDir()
	to, document := filepath.Join(dir, "data"), filepath.Join(dir, "list.docx")
	if err := os.WriteFile(document, wordFile(documentOf(town)), 0o644); err != nil {
		t.Fatal(err)
	}
	if lists, err := os.ReadFile(filepath.Join(data, "lists.toml")); err == nil {
		if err := os.MkdirAll(to, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(to, "lists.toml"), lists, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	args := []string{
		"import", "-town", town.ID, "-data", to, "-report", filepath.Join(dir, "report.html"), "-name", town.Name,
		"-county", town.County, "-prefecture", town.Prefecture, "-region", town.Region, document,
	}
	var stdout, stderr bytes.Buffer
	if status := run(args, &stdout, &stderr); status > 1 {
		t.Fatalf("status %d\n%s%s", status, &stdout, &stderr)
	}
	if strings.Contains(stderr.String(), "核对：") || strings.Contains(stderr.String(), "没有收入") {
		t.Errorf("not proved:\n%s%s", &stdout, &stderr)
	}
	again, findings := list.Load(to)
	if errs, _ := diag.Count(findings); errs > 0 {
		t.Fatal(findings)
	}
	var ids []string
	for _, k := range county.Possible {
		ids = append(ids, k.ID())
	}
	got, err := listfile.Read(filepath.Join(to, town.ID), ids...)
	if err != nil {
		t.Fatal(err)
	}
	want, err := listfile.Read(filepath.Join(data, town.ID), ids...)
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range ids {
		for n, w := range want.Lists[id] {
			w.Note, w.See = "", nil
			if n >= len(got.Lists[id]) {
				t.Errorf("%s: missing", w.ID)
			} else if g := got.Lists[id][n]; fmt.Sprintf("%+v", g) != fmt.Sprintf("%+v", w) {
				t.Errorf("%s\ngot  %+v\nwant %+v", w.ID, g, w)
			}
		}
	}
	for key, n := range want.Declared {
		if got.Declared[key] != n {
			t.Errorf("%s: %d, want %d", key, got.Declared[key], n)
		}
	}
	for n, s := range want.Preface {
		if n >= len(got.Preface) || got.Preface[n].Heading != s.Heading ||
			!slices.Equal(got.Preface[n].Paragraphs, s.Paragraphs) {
			t.Errorf("the preface differs at %s", s.Heading)
		}
	}
	for _, d := range again.Departments {
		if d.Derived {
			t.Errorf("%s is in no registry", d.Name)
		}
	}
	// Once more, into what is there: nothing changes.
	stdout.Reset()
	if status := run(args, &stdout, &stderr); status > 1 || !strings.Contains(stdout.String(), "nothing was changed") {
		t.Errorf("status %d, said %s%s", status, &stdout, &stderr)
	}
}

// documentOf is a town's document as an office writes it.
func documentOf(town *list.Town) string {
	var b strings.Builder
	b.WriteString(paragraph(town.Name + "履职事项清单"))
	if len(town.Preface) > 0 {
		b.WriteString(paragraph("说明"))
	}
	for _, s := range town.Preface {
		b.WriteString(paragraph(s.Heading))
		for _, p := range s.Paragraphs {
			b.WriteString(paragraph(p))
		}
	}
	for _, kind := range town.Kinds() {
		b.WriteString(paragraph(kind.Name()+"清单") + "<w:tbl>")
		row := func(cells [][]string) {
			b.WriteString("<w:tr>")
			for _, cell := range cells {
				b.WriteString("<w:tc>")
				for _, text := range cell {
					b.WriteString(paragraph(text))
				}
				if len(cell) == 0 {
					b.WriteString(paragraph(""))
				}
				b.WriteString("</w:tc>")
			}
			b.WriteString("</w:tr>")
		}
		row(headsOf(town, kind))
		for _, item := range town.Lists[kind] {
			row(cellsOf(town, item))
		}
		b.WriteString("</w:tbl>")
	}
	return b.String()
}

// withDuties reports whether a basic list has a column for the town's duties.
func withDuties(town *list.Town, kind *list.Kind) bool {
	return slices.ContainsFunc(town.Lists[kind], func(i *list.Item) bool {
		_, empty := i.Empty["town"]
		return empty || len(i.Town) > 0
	})
}

func headsOf(town *list.Town, kind *list.Kind) [][]string {
	heads := [][]string{{"序号"}, {"事项类别"}, {"事项名称"}}
	switch kind.Shape() {
	case list.BasicShape:
		if withDuties(town, kind) {
			heads = append(heads, []string{town.Ours(kind)})
		}
	case list.JointShape:
		heads = append(heads, []string{kind.Departments()}, []string{town.Theirs(kind)}, []string{town.Ours(kind)})
	case list.ReclaimedShape:
		heads = append(heads, []string{kind.Departments() + "及工作方式"})
	}
	for _, name := range town.Columns[kind] {
		heads = append(heads, []string{name})
	}
	return heads
}

func cellsOf(town *list.Town, item *list.Item) [][]string {
	cells := [][]string{{fmt.Sprint(item.No)}, {item.Category.Name}, {item.Title}}
	cell := func(key string, texts []string) {
		if printed, empty := item.Empty[key]; empty && printed != list.Blank {
			texts = []string{printed}
		}
		cells = append(cells, texts)
	}
	switch item.Kind.Shape() {
	case list.BasicShape:
		if withDuties(town, item.Kind) {
			cell("town", dutiesOf(item.Town))
		}
	case list.JointShape:
		var names []string
		for _, d := range item.Departments {
			if role := item.Roles[d]; role != "" {
				names = append(names, d.Name+"（"+role+"）")
			} else {
				names = append(names, d.Name)
			}
		}
		cell("departments", []string{strings.Join(names, "、")})
		cell("county", dutiesOf(item.County))
		cell("town", dutiesOf(item.Town))
	case list.ReclaimedShape:
		var texts []string
		if item.Statement != "" {
			texts = append(texts, item.Statement)
		}
		for _, b := range item.Takeovers {
			how := numbered(b.Duties)
			how[0] = "工作方式：" + how[0]
			texts = append(append(texts, "承接部门："+b.Department.Name), how...)
		}
		cell("takeover", texts)
	}
	for _, name := range town.Columns[item.Kind] {
		var texts []string
		for _, f := range item.Fields {
			if f.Name == name {
				texts = append(texts, f.Text)
			}
		}
		cell(name, texts)
	}
	return cells
}

func dutiesOf(blocks []list.Block) []string {
	var texts []string
	for _, b := range blocks {
		head := b.Heading
		if b.Department != nil {
			head = b.Department.Name
			if b.Heading != "" {
				head += "（" + b.Heading + "）"
			}
		}
		if head != "" {
			texts = append(texts, head+"：")
		}
		texts = append(texts, numbered(b.Duties)...)
	}
	return texts
}

func numbered(duties []string) []string {
	texts := slices.Clone(duties)
	for n := range texts {
		if len(texts) > 1 && !list.Marked(duties) {
			texts[n] = fmt.Sprintf("%d.%s", n+1, texts[n])
		}
	}
	return texts
}
