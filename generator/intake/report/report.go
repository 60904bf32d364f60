// Package report tells a clerk what an import has read: a page to look at in a browser, to print, and to tick off item
// by item beside the document. It stands alone in one file, without scripts.
package report

import (
	"cmp"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"handbook/generator/grid"
	"handbook/generator/intake"
	"handbook/generator/listfile"
)

// Beginning is how every report begins.
const Beginning = "<!DOCTYPE html>"

// A Report is what an import has read, and what became of it.
type Report struct {
	Town    string   // its name, or its id where no document says it
	Files   []string // that were read
	Draft   *intake.Draft
	Lists   []intake.List // of the town, in the document's order
	Written []string      // the files that were written; none where the import failed
	Added   []string      // what the registries lacked and have now, a line each
	Proof   string        // what the comparison with the document's text says
	Wrong   []string      // what keeps the list from being used, beside the draft's own findings
	Exact   string        // what is said of a file of the handbook's own, in which nothing had to be understood

	// Picture draws the place of a finding; nil where the document has no pages.
	Picture func(file string, place grid.Place) ([]byte, error)
}

// mostPictures is how many places are shown: each takes some 30 kB.
const mostPictures = 60

//go:embed report.html
var page string

// Write writes the page.
func Write(w io.Writer, r Report) error {
	t, err := template.New("report").Funcs(template.FuncMap{
		"base": filepath.Base, "inc": func(i int) int { return i + 1 }, "number": func(id string) string {
			_, n, _ := strings.Cut(id, "-")
			return strings.TrimLeft(n, "0")
		},
	}).Parse(page)
	if err != nil {
		return err
	}
	return t.Execute(w, r.data())
}

// A view is what the page shows.
type view struct {
	Report
	Verdict  string // one sentence
	Good     bool   // all is proved
	All      int    // characters
	Owned    []count
	Left     []left
	Folded   []count
	Grave    []finding // that keep anything from being written
	Doubts   []finding
	Notes    []finding
	Tables   []table
	Items    int
	Accounts string
}

type count struct {
	Name string
	N    int
}

type left struct {
	Why   string
	Texts []string
	N     int
}

type finding struct {
	Item, Place, File, Text string
	Title                   string // of the item
	Readings                []string
	Picture                 template.URL // a data: address, or ""
}

type table struct {
	Name, Mark string
	Items      []row
}

type row struct {
	ID, Category, Title, Whose string
	Duties                     int
	Doubtful                   bool
}

func (r Report) data() view {
	v := view{Report: r, All: r.Draft.Ledger.All}
	titles := map[string]string{}
	for _, list := range r.Draft.Town.Lists {
		for _, i := range list {
			titles[i.ID] = i.Title
		}
	}
	doubtful, pictures := map[string]bool{}, 0
	for _, f := range r.Draft.Findings {
		shown := finding{Item: f.Item, Place: f.Place.String(), File: f.File, Text: f.Text, Title: titles[f.Item],
			Readings: f.Readings}
		if r.Picture != nil && f.Level >= intake.Doubt && f.Place.Page > 0 && pictures < mostPictures {
			if png, err := r.Picture(f.File, f.Place); err == nil && len(png) > 0 {
				shown.Picture = template.URL("data:image/png;base64," + base64.StdEncoding.EncodeToString(png))
				pictures++
			}
		}
		switch f.Level {
		case intake.Error:
			v.Grave = append(v.Grave, shown)
		case intake.Doubt:
			v.Doubts = append(v.Doubts, shown)
			doubtful[f.Item] = true
		default:
			v.Notes = append(v.Notes, shown)
		}
	}
	for _, w := range r.Wrong {
		v.Grave = append(v.Grave, finding{Text: w})
	}
	v.account()
	v.list(doubtful)
	v.verdict()
	return v
}

// owners are what characters are, in the order in which the report tells it.
var owners = []struct {
	owner grid.Owner
	name  string
}{
	{grid.Value, "收入清单"}, {grid.Numeral, "编号（显示时自动编）"}, {grid.Heading, "表头"},
	{grid.Separator, "冒号、顿号等分隔"}, {grid.Count, "分组行的项数"}, {grid.Repeated, "换页重复的类别"},
	{grid.Outside, "标题、注释等，不属清单"}, {grid.Nobody, "没有着落"},
}

func (v *view) account() {
	l := v.Draft.Ledger
	for _, o := range owners {
		if n := l.By[o.owner]; n > 0 {
			v.Owned = append(v.Owned, count{o.name, n})
		}
	}
	if l.Unseen > 0 {
		v.Owned = append(v.Owned, count{"看不见的字符", l.Unseen})
	}
	by := map[grid.Why]*left{}
	for _, one := range l.Left {
		if by[one.Why] == nil {
			by[one.Why] = &left{Why: one.Why.String()}
		}
		by[one.Why].N += grid.Characters(one.Text)
		if text := strings.TrimSpace(one.Text); !slices.Contains(by[one.Why].Texts, text) {
			by[one.Why].Texts = append(by[one.Why].Texts, text)
		}
	}
	for _, why := range slices.Sorted(maps.Keys(by)) {
		v.Left = append(v.Left, *by[why])
		v.Owned = append(v.Owned, count{by[why].Why + "，没有收入", by[why].N})
	}
	for _, pair := range slices.Sorted(maps.Keys(l.Folded)) {
		v.Folded = append(v.Folded, count{pair, l.Folded[pair]})
	}
	switch accounted := l.Accounted(); {
	case v.Exact != "":
		v.Accounts = v.Exact
	case accounted == l.All:
		v.Accounts = fmt.Sprintf("文件里的 %d 个字，个个都有着落。", l.All)
	default:
		v.Accounts = fmt.Sprintf("文件里有 %d 个字，%d 个有着落，%d 个没有。", l.All, accounted, l.All-accounted)
	}
}

func (v *view) list(doubtful map[string]bool) {
	for _, list := range v.Lists {
		items := v.Draft.Town.Lists[list.ID]
		if len(items) == 0 {
			continue
		}
		t := table{Name: list.Name}
		for _, i := range items {
			t.Items = append(t.Items, row{ID: i.ID, Category: i.Category, Title: i.Title, Whose: whose(i),
				Duties: duties(i), Doubtful: doubtful[i.ID]})
		}
		v.Items += len(items)
		v.Tables = append(v.Tables, t)
	}
}

func whose(i listfile.Item) string {
	names := slices.Clone(i.Departments)
	for _, b := range i.Takeover {
		names = append(names, b.Department)
	}
	return cmp.Or(strings.Join(names, "、"), i.Statement)
}

func duties(i listfile.Item) int {
	n := 0
	for _, blocks := range [][]listfile.Block{i.County, i.Town, i.Takeover} {
		for _, b := range blocks {
			n += len(b.Duties)
		}
	}
	return n
}

func (v *view) verdict() {
	switch {
	case len(v.Grave) > 0:
		v.Verdict = fmt.Sprintf("有 %d 处要先改正，什么都没有写入。改好文件，再导入一次。", len(v.Grave))
	case len(v.Doubts) > 0:
		v.Verdict = fmt.Sprintf("读出 %d 项，已经写入；其中有 %d 处拿不准，请对照原文件逐处核对。", v.Items, len(v.Doubts))
	default:
		v.Verdict, v.Good = fmt.Sprintf("读出 %d 项，已经写入，没有拿不准的地方。", v.Items), true
	}
}

// Summary is the report in some lines, for a terminal.
func Summary(w io.Writer, r Report) {
	v := r.data()
	for _, t := range v.Tables {
		fmt.Fprintf(w, "%s: %d items\n", t.Name, len(t.Items))
	}
	fmt.Fprintf(w, "%d of %d characters accounted for\n", r.Draft.Ledger.Accounted(), r.Draft.Ledger.All)
	for _, f := range append(slices.Clone(v.Grave), v.Doubts...) {
		fmt.Fprintf(w, "  %s\n", strings.TrimSpace(strings.Join([]string{f.Item, f.Place, f.Text}, " ")))
	}
}
