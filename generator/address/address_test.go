package address_test

import (
	"regexp"
	"strings"
	"testing"

	"handbook/generator/address"
	"handbook/generator/list"
	"handbook/generator/page"
)

func load(t *testing.T) *list.County {
	t.Helper()
	county, findings := list.Load("../testdata/county")
	for _, f := range findings {
		t.Fatal(f)
	}
	return county
}

// One thing has four addresses.
func TestAddress(t *testing.T) {
	county := load(t)
	town := county.Towns[0]
	joint := town.Lists[list.Joint]
	item := address.Item(town, joint[0])
	groups := list.Groups(append(append([]*list.Item{}, joint...), joint[0]))
	again := address.Group(groups[len(groups)-1])
	for _, c := range []struct {
		address                      address.Address
		file, site, oneFile, inABook string
	}{
		{address.Front, "_index.md", "index.html", "front", ""},
		{address.Town(town), "songxi/_index.md", "songxi/index.html", "front", ""},
		{address.List(town, list.Joint), "songxi/joint/_index.md", "songxi/joint/index.html", "joint", ""},
		{address.List(town, list.Joint).At(again), "songxi/joint/_index.md", "songxi/joint/index.html#dangjian-2",
			"joint-dangjian-2", ""},
		{item, "songxi/joint/001.md", "songxi/joint/001.html", "joint-001", "joint-001"},
		{item.At("town-1-2"), "songxi/joint/001.md", "songxi/joint/001.html#town-1-2",
			"joint-001-town-1-2", "joint-001"},
		{address.Category(town, joint[0].Category), "songxi/categories/dangjian.md", "songxi/categories/dangjian.html",
			"category-dangjian", ""},
		{address.Department(joint[0].Departments[0]), "departments/zuzhibu.md", "departments/zuzhibu.html",
			"d-zuzhibu", "d.zuzhibu"},
		{address.Preface(town), "songxi/preface.md", "songxi/preface.html", "preface", "preface"},
		{address.Figures(town), "songxi/figures.md", "songxi/figures.html", "", ""},
		{address.Downloads(town), "songxi/downloads.md", "songxi/downloads.html", "", ""},
		{address.Downloads(nil), "downloads.md", "downloads.html", "", ""},
		{address.Columns, "columns.md", "columns.html", "", ""},
		{address.Address{Path: "songxi/guide", Fragment: "part-1"}, "songxi/guide.md", "songxi/guide.html#part-1",
			"page-songxi-guide-part-1", "page.songxi.guide.part-1"},
	} {
		a := c.address
		if a.File() != c.file || a.Site() != c.site || a.OneFile() != c.oneFile || a.Book() != c.inABook {
			t.Errorf("%v: %s, %s, %s, %s", a, a.File(), a.Site(), a.OneFile(), a.Book())
		}
	}
	if link := address.List(town, list.Basic).At("minsheng").Markdown(item); link != "../basic/_index.md#minsheng" {
		t.Errorf("from an item: %s", link)
	}
}

// What the service worker is told is what OneFile says, for every page that the file has.
func TestRules(t *testing.T) {
	county := load(t)
	for _, p := range page.All(county) {
		a := p.Address
		if p.Type == "item" {
			a = a.At("town-1-2")
		}
		want := a.OneFile()
		switch p.Type {
		// the file has no such page
		case "categories", "departments", "figures", "downloads", "columns", "about", "search":
			want = "front"
		}
		if got := inFile("/under/some/path/" + a.Site()); got != want {
			t.Errorf("%s: rules say %q, OneFile says %q", a.Site(), got, want)
		}
	}
}

// inFile applies the rules as sw.js does.
func inFile(site string) string {
	path, fragment, _ := strings.Cut(site, "#")
	path = strings.TrimSuffix(path, ".html")
	for _, r := range address.Rules(list.Kinds[:]) {
		end := regexp.MustCompile(r.Page)
		if m := end.FindString(path); end.MatchString(path) {
			place := end.ReplaceAllString(m, strings.NewReplacer("$1", "${1}", "$2", "${2}").Replace(r.Place))
			if r.Fragments && fragment != "" {
				place += "-" + fragment
			}
			return place
		}
	}
	return ""
}

// Patterns, filled in, are the addresses.
func TestPatterns(t *testing.T) {
	county := load(t)
	town := county.Towns[0]
	for _, item := range town.Items() {
		fill := strings.NewReplacer("{town}", town.ID, "{list}", item.Kind.ID(), "{no}", item.Number())
		if got, want := fill.Replace(address.SitePatterns().Item), address.Item(town, item).Site(); got != want {
			t.Errorf("%s, want %s", got, want)
		}
		got, want := fill.Replace(address.OneFilePatterns().Item), "#"+address.Item(town, item).OneFile()
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	if got, want := strings.Replace(address.TownPattern, "{town}", town.ID, 1), address.Town(town).Site(); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if p := address.OneFilePatterns(); p.Department != "#d-{id}" ||
		address.SitePatterns().Department != "departments/{id}.html" {
		t.Errorf("%+v", p)
	}
}
