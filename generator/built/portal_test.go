package built

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"handbook/generator/list"
	"handbook/generator/portal"
)

// given is a site.toml in which every value is given; the names and numbers are nobody's.
const given = `[site]
name = "某某县人民政府 & “门户”"
domain = "www.example.gov.cn"
code = "0000000001"
address = "https://www.example.gov.cn/zwgk/qingdan/"
hotline = "12345"
[column]
name = "履职事项清单"
description = "镇与部门的职责"
keywords = ["履职事项", "清单"]
type = "机构职能"
[content]
published = "2026-01-05 09:30"
source = "某某县人民政府办公室"
[footer]
organiser = "某某县人民政府办公室"
contact = "0000-0000000"
icp = "新ICP备00000000号-1"
police = "新公网安备 00000000000000号"
mark = "https://bszs.conac.cn/sitename?method=show&id=0"
report = "https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=0000000001"
`

// TestPortal builds the site for a county that has said all, holds it against every clause, and packs it.
func TestPortal(t *testing.T) {
	t.Parallel()
	dir := portalSite(t)
	out := handbook(t, dir, "portal") // what only the office knows of its book is not known here
	if !strings.Contains(out, "，1 条未填或待核对，0 条不合格。") || !strings.Contains(out, "未填  书的版权页") {
		t.Errorf("%s", out)
	}
	out = handbook(t, dir, "package")
	if !strings.HasPrefix(out, "dist/handbook.zip: ") {
		t.Errorf("%s", out)
	}
	valid(t, filepath.Join(dir, "public"))
	valid(t, filepath.Join(dir, ".build/html")) // as the theme wrote it: the minifier may mend what others would not

	item := read(t, dir, "public/kuiyibage/joint/034.html")
	for _, want := range []string{
		`<meta name="SiteName" content="某某县人民政府 & “门户”">`,
		`<meta name="ArticleTitle" content="做好粮油单产提升奖励、大豆、花生专项资金项目">`,
		`<meta name="PubDate" content="2026-01-05 09:30">`,
		`<meta property="og:type" content="article">`,
		`<meta property="og:url" content="https://www.example.gov.cn/zwgk/qingdan/kuiyibage/joint/034.html">`,
		`<link rel="canonical" href="https://www.example.gov.cn/zwgk/qingdan/kuiyibage/joint/034.html">`,
		`href="https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=0000000001">我为政府网站找错</a>`,
		`href="https://beian.miit.gov.cn/">新ICP备00000000号-1</a>`,
		`<a href="../../index.html">首页</a>`, // the address changes no link
	} {
		if !strings.Contains(item, want) {
			t.Errorf("the page of an item has no %s", want)
		}
	}
	if strings.Contains(item, "ColumnName") {
		t.Error("the page of an item has tags of a column")
	}
	list := read(t, dir, "public/kuiyibage/joint/index.html")
	if !strings.Contains(list, `<meta name="ColumnKeywords" content="履职事项,清单">`) || strings.Contains(list, "PubDate") {
		t.Error("the page of a list has not the tags of a column, or those of content")
	}
	if twin := read(t, dir, "public/kuiyibage/index.html"); !strings.Contains(twin,
		`rel="canonical" href="https://www.example.gov.cn/zwgk/qingdan/index.html"`) {
		t.Error("the town's page does not name the front page, which says the same")
	}

	// The sitemap names every page once but search, 404 and the town's own page, which the front page stands for.
	locations := regexp.MustCompile(`<loc>https://www\.example\.gov\.cn/zwgk/qingdan/([^<]*)</loc>`+
		`<lastmod>2026-01-05T09:30\+08:00</lastmod>`).FindAllStringSubmatch(read(t, dir, "public/sitemap.xml"), -1)
	named := map[string]bool{"search.html": true, "404.html": true, "kuiyibage/index.html": true}
	for _, m := range locations {
		if named[m[1]] {
			t.Errorf("the sitemap should not name %s, or names it twice", m[1])
		}
		named[m[1]] = true
	}
	for _, name := range htmlBelow(t, filepath.Join(dir, "public")) {
		if !named[name] && filepath.Base(name) != "offline.html" { // which is a download
			t.Errorf("the sitemap lacks %s", name)
		}
		delete(named, name)
	}
	if len(named) > 0 {
		t.Errorf("the sitemap names pages that are not there: %v", named)
	}
	if robots := read(t, dir, "public/robots.txt"); !strings.Contains(robots,
		"Sitemap: https://www.example.gov.cn/zwgk/qingdan/sitemap.xml\n") {
		t.Errorf("robots.txt: %s", robots)
	}
}

// TestFrames wants header and footer replaced or left out without a change of the theme; the places, the search and the
// contents stay.
func TestFrames(t *testing.T) {
	t.Parallel()
	dir := project(t, "frames")
	above := `<div class="portal-top"><a href="https://www.example.gov.cn/">县人民政府</a></div>`
	put(t, filepath.Join(dir, "data/above.html"), above+"\n")
	put(t, filepath.Join(dir, "data/site.toml"), given+"[frame]\nheader = \"above.html\"\nfooter = \"none\"\n")
	build(t, dir)
	valid(t, filepath.Join(dir, "public"))
	for _, name := range []string{"index.html", "kuiyibage/joint/034.html", "departments/index.html", "search.html",
		"404.html"} {
		page := read(t, dir, "public/"+name)
		if strings.Count(page, above) != 1 || strings.Contains(page, `<header class="hb-header`) ||
			strings.Contains(page, "<footer") ||
			strings.Contains(page, "ICP备") || strings.Count(page, `<nav id="contents"`) != 1 ||
			strings.Count(page, `<nav class="hb-nav"`) != 1 {
			t.Errorf("%s has not the portal's header, no footer, and the column's own places and contents:\n%s", name,
				page)
		}
	}
	if out := handbook(t, dir, "portal"); !strings.Contains(out, "手册不带页脚") || !strings.Contains(out, "，0 条不合格。") {
		t.Errorf("%s", out)
	}

	put(t, filepath.Join(dir, "data/site.toml"), given+"[frame]\nheader = \"none\"\nfooter = \"above.html\"\n")
	build(t, dir)
	page := read(t, dir, "public/kuiyibage/joint/034.html")
	if end := page[strings.Index(page, "</main>"):]; !strings.Contains(end, above) ||
		strings.Count(page, above) != 1 || strings.Contains(page, `<header class="hb-header`) {
		t.Errorf("not the portal's footer alone:\n%s", page)
	}
}

// TestNamesOfParts wants each id of the site to be one that a portal's header is told not to use.
func TestNamesOfParts(t *testing.T) {
	t.Parallel()
	county, _ := list.Load(filepath.Join(root, "data"))
	var ids []string
	for _, d := range county.Departments {
		ids = append(ids, d.ID)
	}
	for _, c := range county.Categories {
		ids = append(ids, c.ID)
	}
	n := 0
	for _, name := range htmlBelow(t, public) {
		for _, m := range regexp.MustCompile(` id="?([^" >]+)`).FindAllStringSubmatch(read(t, public, name), -1) {
			if n++; !portal.Taken(m[1], ids) && filepath.Base(name) != "offline.html" { // which has no header
				t.Errorf("%s has the id %s, which a header may have too", name, m[1])
			}
		}
	}
	if n < 1000 {
		t.Errorf("%d ids are not those of a site", n)
	}
}

func put(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, dir, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// handbook runs a command in a project's folder and returns what it says.
func handbook(t *testing.T, dir string, args ...string) string {
	t.Helper()
	cmd := exec.Command(filepath.Join(dir, ".build/bin/handbook"), args...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Errorf("handbook %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

func htmlBelow(t *testing.T, dir string) []string {
	t.Helper()
	var names []string
	err := filepath.WalkDir(dir, func(name string, d os.DirEntry, err error) error {
		if err == nil && filepath.Ext(name) == ".html" {
			rel, _ := filepath.Rel(dir, name)
			names = append(names, filepath.ToSlash(rel))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}
