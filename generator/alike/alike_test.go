package alike

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"handbook/generator/list"
	"handbook/generator/wordbreak"
)

var update = flag.Bool("update", false, "write the expected results anew")

// small is the county of testdata/towns.txtar.
func small(t testing.TB) *list.County {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/towns.txtar")
	if err != nil {
		t.Fatal(err)
	}
	county, known := &list.County{}, map[string]*list.Department{}
	department := func(name string) *list.Department {
		if known[name] == nil {
			known[name] = &list.Department{ID: name, Name: name, Short: name}
			county.Departments = append(county.Departments, known[name])
		}
		return known[name]
	}
	for _, f := range archive.Files {
		var items []*list.Item
		for text := range strings.SplitSeq(strings.TrimSpace(string(f.Data)), "\n\n") {
			lines := strings.Split(text, "\n")
			title, departments, _ := strings.Cut(lines[0], " | ")
			n := len(items) + 1
			item := &list.Item{Kind: list.Joint, ID: fmt.Sprintf("joint-%03d", n), No: n, Title: title}
			for name := range strings.SplitSeq(departments, "、") {
				item.Departments = append(item.Departments, department(name))
			}
			for _, line := range lines[1:] {
				if name, duty, ok := strings.Cut(line, ": "); ok {
					item.County = with(item.County, department(name), duty)
				} else {
					item.Town = with(item.Town, nil, line)
				}
			}
			items = append(items, item)
		}
		town := &list.Town{ID: f.Name, Name: f.Name, Lists: map[*list.Kind][]*list.Item{list.Joint: items}}
		county.Towns = append(county.Towns, town)
	}
	return county
}

func with(blocks []list.Block, d *list.Department, duty string) []list.Block {
	if last := len(blocks) - 1; last < 0 || blocks[last].Department != d {
		blocks = append(blocks, list.Block{Department: d})
	}
	last := &blocks[len(blocks)-1]
	last.Duties = append(last.Duties, duty)
	return blocks
}

// What three towns have alike, and where they differ: read it beside towns.txtar.
func TestMatters(t *testing.T) {
	county, words := small(t), wordbreak.With()
	var got strings.Builder
	for _, m := range Of(county) {
		fmt.Fprintf(&got, "%s: %s", m.Common.Title, names(m.Towns))
		if len(m.Lacking) > 0 {
			fmt.Fprintf(&got, "; not %s", names(m.Lacking))
		}
		got.WriteByte('\n')
		for _, v := range m.Variants {
			fmt.Fprintf(&got, "  %s (%s)\n", names(v.Towns), []string{"sure", "likely", "possibly"}[v.Sure])
			for _, d := range v.Differences {
				fmt.Fprintf(&got, "    %s", d.Cell)
				if d.Department != nil {
					fmt.Fprintf(&got, " of %s", d.Department.Name)
				}
				fmt.Fprintf(&got, ", %s → %s: %s\n", or(d.InA), or(d.InB), marked(Differ(words, d.A, d.B)))
			}
		}
	}
	const golden = "testdata/matters.golden"
	if *update {
		if err := os.WriteFile(golden, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil || got.String() != string(want) {
		t.Errorf("%v: other than %s:\n%s", err, golden, got.String())
	}
}

// Short titles with a clause that two towns add are more like each other than like those that most towns have.
func TestClauses(t *testing.T) {
	county := &list.County{}
	for n, titles := range [][]string{
		{"做好红十字会工作", "做好“双拥”工作"}, {"做好红十字会工作", "做好“双拥”工作"}, {"做好红十字会工作", "做好“双拥”工作"},
		{"做好红十字会工作，并建立工作台账", "做好“双拥”工作"}, {"做好红十字会工作", "做好“双拥”工作，并建立工作台账"},
	} {
		town := &list.Town{ID: fmt.Sprint(n), Lists: map[*list.Kind][]*list.Item{}}
		for i, title := range titles {
			item := &list.Item{Kind: list.Basic, ID: fmt.Sprintf("basic-%03d", i+1), No: i + 1, Title: title}
			town.Lists[list.Basic] = append(town.Lists[list.Basic], item)
		}
		county.Towns = append(county.Towns, town)
	}
	for _, m := range Of(county) {
		if len(m.All(county)) != 5 || len(m.Towns) != 4 {
			t.Errorf("%s: %d towns have it, %d in these words", m.Common.Title, len(m.All(county)), len(m.Towns))
		}
	}
}

func names(towns []*list.Town) string {
	var all []string
	for _, t := range towns {
		all = append(all, t.Name)
	}
	return strings.Join(all, " ")
}

func or(at string) string {
	if at == "" {
		return "–"
	}
	return at
}

func marked(spans []Span) string {
	var text strings.Builder
	for _, s := range spans {
		fmt.Fprintf(&text, []string{"%s", "[-%s-]", "[+%s+]"}[s.In], s.Text)
	}
	return text.String()
}

// Words are read whole, and a number is one word.
func TestDiffer(t *testing.T) {
	words := wordbreak.With("农业农村局", "自然资源局")
	for _, c := range []struct{ a, b, want string }{
		{"", "", ""},
		{"上报灾情。", "上报灾情。", "上报灾情。"},
		{"", "上报灾情。", "[+上报灾情。+]"},
		{"5个工作日内办理", "15个工作日内办理", "[-5-][+15+]个工作日内办理"},
		{"于2025年完成", "于2026年完成", "于[-2025-][+2026+]年完成"},
		{"由农业农村局受理。", "由自然资源局受理。", "由[-农业农村局-][+自然资源局+]受理。"},
		{"组织群众转移；", "组织群众转移。", "组织群众转移[-；-][+。+]"},
		{"宣传、检查、上报", "检查、宣传、上报", "[-宣传、-]检查[+、宣传+]、上报"},
		{"甲乙", "丙丁", "[-甲乙-][+丙丁+]"},
	} {
		if got := marked(Differ(words, c.a, c.b)); got != c.want {
			t.Errorf("%q, %q: %s, want %s", c.a, c.b, got, c.want)
		}
	}
}

// Together the spans are the two texts, whatever these are.
func FuzzDiffer(f *testing.F) {
	f.Add("每年5月前检查堤防", "每年15月检查“堤防”")
	f.Add("a\xff", "\xffb")
	words := wordbreak.With()
	f.Fuzz(func(t *testing.T, a, b string) {
		a, b = strings.ToValidUTF8(a, "?"), strings.ToValidUTF8(b, "?")
		if len(a) > 500 || len(b) > 500 {
			return
		}
		var inA, inB string
		for _, s := range Differ(words, a, b) {
			if s.In != OnlyB {
				inA += s.Text
			}
			if s.In != OnlyA {
				inB += s.Text
			}
		}
		if inA != a || inB != b {
			t.Errorf("%q and %q: %q and %q", a, b, inA, inB)
		}
	})
}

// Every item of every town stands in one matter, and a matter has one wording where the towns are the same.
func TestEveryItem(t *testing.T) {
	county, findings := list.Load("../../data")
	if len(findings) > 0 {
		t.Fatal(findings)
	}
	first := county.Towns[0]
	twin := *first
	twin.ID, twin.Name = "twin", "另一镇"
	county.Towns = append(county.Towns, &twin)
	seen := map[*list.Town][]*list.Item{}
	for _, m := range Of(county) {
		if !m.One() || len(m.Towns) != len(county.Towns) || len(m.Lacking) > 0 {
			t.Errorf("%s: %d variants, %s", m.Common.Title, len(m.Variants), names(m.Towns))
		}
		for _, town := range m.All(county) {
			seen[town] = append(seen[town], m.Item(town))
		}
	}
	for _, town := range county.Towns {
		if !slices.Equal(seen[town], town.Items()) {
			t.Errorf("%s: %d of %d items, or in another order", town.Name, len(seen[town]), len(town.Items()))
		}
	}
}

func BenchmarkOf(b *testing.B) {
	county, _ := list.Load("../../data")
	for n := range 119 {
		twin := *county.Towns[0]
		twin.Lists = map[*list.Kind][]*list.Item{}
		for kind, items := range county.Towns[0].Lists {
			for i, item := range items {
				if (i+n)%8 == 0 {
					other := *item
					other.Title = fmt.Sprintf("%s%d", item.Title, n)
					item = &other
				}
				twin.Lists[kind] = append(twin.Lists[kind], item)
			}
		}
		county.Towns = append(county.Towns, &twin)
	}
	for b.Loop() {
		Of(county)
	}
}
