package markdown_test

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/diff"
	"github.com/rogpeppe/go-internal/txtar"

	"handbook/generator/content"
	"handbook/generator/list"
	"handbook/generator/page"
	"handbook/generator/place"
)

var update = flag.Bool("update", false, "write what came out into testdata")

const (
	sample = "../testdata/county"
	real   = "../../data"
)

func load(t testing.TB, dir string) *list.County {
	t.Helper()
	county, findings := list.Load(dir)
	for _, f := range findings {
		t.Fatal(f)
	}
	return county
}

// files are all pages of a county as Markdown.
func files(county *list.County) []content.File { return content.Files(page.All(county)) }

// loadTwoTowns is the sample county with its town twice, under another id and name.
func loadTwoTowns(t testing.TB) *list.County {
	t.Helper()
	dir := t.TempDir()
	for _, err := range []error{
		os.CopyFS(dir, os.DirFS(sample)),
		os.CopyFS(filepath.Join(dir, "baishi"), os.DirFS(filepath.Join(sample, "songxi"))),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	file := filepath.Join(dir, "baishi", "town.toml")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	renamed := strings.NewReplacer(`"songxi"`, `"baishi"`, "松溪镇", "白石镇").Replace(string(text))
	if err := os.WriteFile(file, []byte(renamed), 0o644); err != nil {
		t.Fatal(err)
	}
	return load(t, dir)
}

func TestPages(t *testing.T) {
	golden(t, "../testdata/county.golden.txtar", "All pages of the sample county.\n\n", files(load(t, sample)))
}

// Of another county, the pages that have what the sample has not: words of other kinds of places, further lists and
// columns, an edition, contacts, empty cells, marks of the duties' own.
func TestPagesOfDistrict(t *testing.T) {
	shown := []string{
		"_index.md", "about.md", "departments/gonganfenju.md", "zhenlan/_index.md", "zhenlan/basic/002.md",
		"zhenlan/joint/006.md", "zhenlan/joint/007.md", "zhenlan/joint/012.md", "zhenlan/reclaimed/005.md",
		"zhenlan/empowered/_index.md", "zhenlan/empowered/001.md", "zhenlan/entrusted/001.md", "wutang/_index.md",
		"wutang/joint/001.md", "wutang/joint/006.md",
	}
	var some []content.File
	for _, p := range files(load(t, "../testdata/district")) {
		if slices.Contains(shown, p.Path) {
			some = append(some, p)
		}
	}
	golden(t, "../testdata/district.golden.txtar", "Some pages of the example district.\n\n", some)
}

// With several towns the front page is the county's, and a department's page says which town each part is of.
func TestPagesOfTwoTowns(t *testing.T) {
	var shared []content.File
	compared := false
	for _, p := range files(loadTwoTowns(t)) {
		switch folder, name := path.Split(p.Path); {
		case strings.Contains(folder, "i/"): // songxi/, baishi/
		case folder != "compare/" || name == "_index.md":
			shared = append(shared, p)
		case strings.HasPrefix(name, "reclaimed-") && !compared: // one of these will do
			compared = true
			shared = append(shared, p)
		}
	}
	golden(t, "../testdata/towns.golden.txtar", "The pages that two towns of the sample county share.\n\n", shared)
}

// loadUnlikeTowns is the sample county with three towns whose lists differ in all ways: two write a title, a duty and a
// heading in words of their own, one of them lacks a duty, has another besides, lacks an item, and does not name the
// department in one that it has.
func loadUnlikeTowns(t testing.TB) *list.County {
	t.Helper()
	county := loadTwoTowns(t)
	first := county.Towns[0]
	third := *first
	third.ID, third.Name, third.Lists = "heishui", "黑水乡", maps.Clone(first.Lists)
	third.Lists[list.Joint] = nil
	for _, item := range first.Lists[list.Joint] {
		other := *item
		other.County = slices.Clone(item.County)
		for i := range other.County {
			other.County[i].Duties = slices.Clone(item.County[i].Duties)
		}
		third.Lists[list.Joint] = append(third.Lists[list.Joint], &other)
	}
	county.Towns = append(county.Towns, &third)
	second := county.Towns[1].Lists[list.Joint]
	joint := third.Lists[list.Joint]
	second[0].Title += "（含宣传）"
	joint[0].Title += "（含宣传）"
	for _, item := range []*list.Item{second[0], joint[0]} {
		duties := item.County[0].Duties
		duties[0] = "会同有关部门" + duties[0]
	}
	joint[0].County[0].Duties = append(joint[0].County[0].Duties, "每季度通报一次工作情况。")
	if b := &joint[1].County[0]; len(b.Duties) > 1 {
		b.Duties = b.Duties[1:]
	}
	joint[1].Departments = joint[1].Departments[:max(1, len(joint[1].Departments)-1)]
	joint[1].County[0].Heading = "日常工作"
	third.Lists[list.Joint] = joint[:len(joint)-1]
	return county
}

// What towns have alike is said once, and in which words others have it beneath it.
func TestPagesOfUnlikeTowns(t *testing.T) {
	var some []content.File
	for _, p := range files(loadUnlikeTowns(t)) {
		if strings.HasPrefix(p.Path, "departments/") || strings.HasPrefix(p.Path, "compare/joint-") ||
			strings.HasPrefix(p.Path, "compare/_") || p.Path == "heishui/joint/001.md" {
			some = append(some, p)
		}
	}
	golden(t, "../testdata/unlike.golden.txtar", "Pages of three towns whose lists differ.\n\n", some)
}

// loadManyTowns is the sample county with twenty towns.
func loadManyTowns(t testing.TB) *list.County {
	t.Helper()
	county := load(t, sample)
	first := county.Towns[0]
	for i, name := range strings.Fields("白石 青石 长寿 奎依巴格 喀拉 红旗 大河 小河 南山 北山 东风 西峰 图呼其 依玛 赛力 古勒巴格 波斯喀木 疏勒 巴楚") {
		town := *first
		town.ID, town.Name = fmt.Sprintf("town%02d", i+1), name+[]string{"镇", "乡"}[i%2]
		town.Words, _ = place.OfTown(town.Name, "")
		county.Towns = append(county.Towns, &town)
	}
	return county
}

// Of many towns the front page says how their names are read, and which are read with a letter; the links of a category
// to them are folded.
func TestPagesOfManyTowns(t *testing.T) {
	all := files(loadManyTowns(t))
	category := slices.IndexFunc(all, func(p content.File) bool {
		return strings.HasPrefix(p.Path, "categories/") && !strings.HasPrefix(p.Path, "categories/_")
	})
	golden(t, "../testdata/many.golden.txtar", "The front page and a category of a county of 20 towns.\n\n",
		[]content.File{all[0], all[category]})
}

func golden(t *testing.T, file, comment string, pages []content.File) {
	t.Helper()
	archive := &txtar.Archive{Comment: []byte(comment)}
	for _, p := range pages {
		archive.Files = append(archive.Files, txtar.File{Name: p.Path, Data: []byte(p.Text)})
	}
	got := txtar.Format(archive)
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if d := diff.Diff(file, want, "now", got); d != nil {
		t.Errorf("pages differ; go test ./generator/markdown -update takes them over:\n%s", d)
	}
}

func TestSameListGivesSamePages(t *testing.T) {
	if one, two := files(load(t, real)), files(load(t, real)); fmt.Sprint(one) != fmt.Sprint(two) {
		t.Error("pages differ from run to run")
	}
}

var (
	linkTarget = regexp.MustCompile(`\]\(([^)]*)\)`)
	partsLine  = regexp.MustCompile(`(?m)^parts: \[(.*)\]$`)
	inPart     = regexp.MustCompile(`(-\d+){1,2}$`) // a block of a part, or one of its duties: layouts give them ids
)

// Every link of a page leads to a page, and its anchor to one of that page's parts; every part is a section.
func TestLinksLead(t *testing.T) {
	counties := map[string]*list.County{"sample": load(t, sample), "two towns": loadTwoTowns(t), "real": load(t, real)}
	for name, county := range counties {
		pages := files(county)
		parts := map[string]string{}
		for _, p := range pages {
			if _, twice := parts[p.Path]; twice {
				t.Errorf("%s: %s is written twice", name, p.Path)
			}
			parts[p.Path] = ""
			if m := partsLine.FindStringSubmatch(p.Text); m != nil {
				parts[p.Path] = m[1]
				if n, sections := strings.Count(m[1], `"`)/2, strings.Count(p.Text, "\n## "); n != sections {
					t.Errorf("%s: %s has %d parts and %d sections", name, p.Path, n, sections)
				}
			}
		}
		links := 0
		for _, p := range pages {
			for _, m := range linkTarget.FindAllStringSubmatch(p.Text, -1) {
				links++
				file, anchor, anchored := strings.Cut(m[1], "#")
				target := path.Join(path.Dir(p.Path), file)
				ids, ok := parts[target]
				part := inPart.ReplaceAllString(anchor, "")
				if !ok || anchored && !strings.Contains(ids, `"`+anchor+`"`) && !strings.Contains(ids, `"`+part+`"`) {
					t.Errorf("%s: %s links to %s, which is not there", name, p.Path, m[1])
				}
			}
		}
		if links < len(pages) {
			t.Errorf("%s: only %d links on %d pages", name, links, len(pages))
		}
	}
}

// What an item's page says of a department and what the department's page says of the item agree, in both directions.
func TestCountsAgree(t *testing.T) {
	county := load(t, real)
	text := map[string]string{}
	for _, p := range files(county) {
		text[p.Path] = p.Text
	}
	town := county.Towns[0]
	named := map[*list.Department]map[*list.Kind]int{}
	for _, d := range county.Departments {
		named[d] = map[*list.Kind]int{}
	}
	for _, item := range town.Items() {
		address := town.ID + "/" + item.Kind.ID() + "/" + item.Number() + ".md"
		for _, d := range item.Departments {
			named[d][item.Kind]++
			if link := "[" + d.Name + "](../../departments/" + d.ID + ".md)"; !strings.Contains(text[address], link) {
				t.Errorf("%s does not name %s", address, d.Name)
			}
			head := regexp.MustCompile(`(?m)^### .*\]\(\.\./` + regexp.QuoteMeta(address) + `(#[a-z]+-\d+)?\)$`)
			if !head.MatchString(text["departments/"+d.ID+".md"]) {
				t.Errorf("the page of %s has no %s", d.Name, item.ID)
			}
		}
	}
	for _, d := range county.Departments {
		own := text["departments/"+d.ID+".md"]
		for _, kind := range []*list.Kind{list.Joint, list.Reclaimed} {
			n := named[d][kind]
			if entries := strings.Count(own, "\n### **"+kind.Mark()+"** "); entries != n {
				t.Errorf("%s: %d %s items on its page, %d items name it", d.Name, entries, kind.ID(), n)
			}
			says := []string{
				fmt.Sprintf("  - {list: %q, name: ", kind.ID()), fmt.Sprintf("count: %d}\n", n),
			}
			if n > 0 {
				says = append(says,
					fmt.Sprintf("## [%s](../%s/%s/_index.md) %d 项\n", kind.Name(), town.ID, kind.ID(), n))
				entry := fmt.Sprintf("- [%s](%s.md)", d.Name, d.ID)
				counted := regexp.MustCompile(fmt.Sprintf(`%s.* %s %d\b`, regexp.QuoteMeta(entry), kind.Mark(), n))
				if !counted.MatchString(text["departments/_index.md"]) {
					t.Errorf("the index of departments has no %s %s %d", entry, kind.Mark(), n)
				}
			}
			for _, s := range says {
				if !strings.Contains(own, s) {
					t.Errorf("the page of %s does not say %q", d.Name, s)
				}
			}
		}
	}
}

// The duties that the front matter of a department counts are those written out on its page, and every duty of a county
// cell is on the page of each department that heads its block, or of all of the item's where none does.
func TestDutiesAreWrittenOut(t *testing.T) {
	county := load(t, real)
	pages := files(county)
	counted := regexp.MustCompile(`(?m)^duties: ([0-9]+)$`)
	duty := regexp.MustCompile(`(?m)^(?:[0-9]+\. )?[^-#*\n].*$`)
	for _, p := range pages {
		if path.Dir(p.Path) != "departments" || path.Base(p.Path) == "_index.md" {
			continue
		}
		_, body, _ := strings.Cut(p.Text, "\n## ") // after the introduction
		_, body, _ = strings.Cut(body, "\n")
		if n, says := len(duty.FindAllString(body, -1)), counted.FindStringSubmatch(p.Text)[1]; fmt.Sprint(n) != says {
			t.Errorf("%s: %d duties, the front matter says %s", p.Path, n, says)
		}
	}
	linked := regexp.MustCompile(`\[([^]]*)\]\([^)]*\)`)
	plain := map[string]string{}
	for _, p := range pages {
		plain[p.Path] = strings.ReplaceAll(linked.ReplaceAllString(p.Text, "$1"), `\<`, "<")
	}
	for _, item := range county.Towns[0].Lists[list.Joint] {
		for _, block := range item.County {
			owners := item.Departments
			if block.Department != nil {
				owners = []*list.Department{block.Department}
			}
			for _, d := range owners {
				for _, duty := range block.Duties {
					if !strings.Contains(plain["departments/"+d.ID+".md"], duty) {
						t.Errorf("the page of %s lacks a duty of %s: %s", d.Name, item.ID, duty)
					}
				}
			}
		}
	}
}

// A figure's sentence names all that lead: one of several equals would say more than is so.
func TestFiguresNameAllThatLead(t *testing.T) {
	county := load(t, sample)
	town := county.Towns[0]
	town.Lists[list.Joint] = town.Lists[list.Joint][:2]
	town.Lists[list.Reclaimed] = nil
	for _, p := range files(county) {
		if p.Path != "songxi/figures.md" {
			continue
		}
		for _, want := range []string{"\n事项最多的是党的建设、民生服务各 2 项。\n",
			"\n3 个部门（单位）中，列入最多的是组织部、公安局、妇联各 1 项。\n"} {
			if !strings.Contains(p.Text, want) {
				t.Errorf("no %q in\n%s", want, p.Text)
			}
		}
	}
}

// Every number of a chart leads to as many items.
func TestFiguresLeadToWhatTheyCount(t *testing.T) {
	for name, county := range map[string]*list.County{"sample": load(t, sample), "real": load(t, real)} {
		pages := page.All(county)
		at, counted := page.ByAddress(pages), 0
		for _, p := range pages {
			for _, s := range p.Sections {
				chart, ok := s.Body[len(s.Body)-1].(page.Chart)
				if !ok {
					continue
				}
				for _, row := range chart.Rows {
					for _, count := range row.Counts {
						counted++
						to := count.To
						to.Fragment = ""
						if n := entries(at[to], count.To.Fragment); n != count.N {
							t.Errorf("%s: %s: %s counts %d, %v has %d", name, s.Head, row.Name, count.N, count.To, n)
						}
					}
				}
			}
		}
		if counted < 10 {
			t.Errorf("%s: only %d numbers", name, counted)
		}
	}
}

// entries is how many items a section of a category's or a department's page has.
func entries(p *page.Page, id string) int {
	n := 0
	if s := p.Section(id); s != nil {
		for _, block := range s.Body {
			switch block := block.(type) {
			case page.Index:
				n += len(block)
			case page.Heading:
				if block.Level == 3 {
					n++
				}
			}
		}
	}
	return n
}

// Where the preface does not say what a list is, the front page says nothing of it either.
func TestListWithoutMeaning(t *testing.T) {
	county := load(t, sample)
	county.Towns[0].Preface = nil
	if front := files(county)[0].Text; !strings.Contains(front, "[基本履职事项](songxi/basic/_index.md) 3 项\n") {
		t.Errorf("front page:\n%s", front)
	}
}
