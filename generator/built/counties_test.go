package built

import (
	"encoding/json"
	"fmt"
	"html"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"handbook/generator/content"
	"handbook/generator/list"
	"handbook/generator/needs"
)

// county builds the site of another county than the handbook's own, with the gates of `make site` and without a book:
// the named county of generator/testdata, or what change makes of it.
func county(t *testing.T, name string, change func(data string)) (site string) {
	t.Helper()
	needs.Long(t, buildsSites)
	dir := project(t, name)
	for _, name := range []string{"data", "content", ".build/book"} {
		if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.CopyFS(filepath.Join(dir, "data"), os.DirFS(filepath.Join("../testdata", name))); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "content"), 0o755); err != nil {
		t.Fatal(err)
	}
	change(filepath.Join(dir, "data"))
	cmd := makeSite(dir)
	cmd.Args = append(cmd.Args, "with=")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("make site: %v\n%s", err, out)
	}
	return filepath.Join(dir, "public")
}

// The sample county, whose lists have three items each.
func TestSampleCounty(t *testing.T) {
	t.Parallel()
	site := county(t, "county", func(string) {})
	for _, kind := range list.Kinds {
		if page := read(t, site, "songxi/"+kind.ID()+"/index.html"); strings.Count(page, ` id="no-`) != 3 ||
			strings.Contains(page, "hb-jump__numbers") {
			t.Errorf("%s: not three items, or numbers to jump to", kind.ID())
		}
	}
}

// Lists around the length from which on there are numbers to jump to, all in one category, or each item in another
// one than the item before.
func TestListsOfAllLengths(t *testing.T) {
	t.Parallel()
	for _, lengths := range [][3]int{{1, 9, 10}, {11, 1, 20}, {10, 21, 1}} {
		t.Run(fmt.Sprint(lengths), func(t *testing.T) {
			site := county(t, "county", func(data string) {
				var declared strings.Builder
				for _, kind := range list.Kinds {
					n, turns := lengths[kind.Shape()], kind == list.Joint
					put(t, filepath.Join(data, "songxi", kind.ID()+".toml"), items(kind, n, turns))
					categories := 1
					if turns {
						categories = min(n, 2)
					}
					fmt.Fprintf(&declared, "%s = { items = %d, categories = %d", kind.ID(), n, categories)
					if kind != list.Basic {
						declared.WriteString(", departments = 1")
					}
					declared.WriteString(" }\n")
				}
				town := read(t, data, "songxi/town.toml")
				before, rest, _ := strings.Cut(town, "[declared]")
				_, after, _ := strings.Cut(rest, "\n\n")
				put(t, filepath.Join(data, "songxi/town.toml"),
					fmt.Sprintf("%s[declared]\nitems = %d\n%s\n%s", before, lengths[0]+lengths[1]+lengths[2],
						&declared, after))
				put(t, filepath.Join(data, "synonyms.toml"), "noise = []\n")
			})
			for _, kind := range list.Kinds {
				page, n := read(t, site, "songxi/"+kind.ID()+"/index.html"), lengths[kind.Shape()]
				if got := strings.Count(page, ` id="no-`); got != n {
					t.Errorf("%s: %d items, want %d", kind.ID(), got, n)
				}
				for i := 10; i <= n+10; i += 10 {
					if strings.Contains(page, fmt.Sprintf(`href="#no-%d"`, i)) != (i <= n) {
						t.Errorf("%s: of %d items, a jump to %d is there or missing", kind.ID(), n, i)
					}
				}
				if strings.Contains(page, "hb-jump__numbers") != (n >= 10) {
					t.Errorf("%s: of %d items, a list of numbers to jump to is there or missing", kind.ID(), n)
				}
			}
		})
	}
}

func items(kind *list.Kind, n int, turns bool) string {
	var b strings.Builder
	for i := range n {
		category := "民生服务"
		if turns && i%2 == 1 {
			category = "应急管理"
		}
		fmt.Fprintf(&b, "[[item]]\nid = \"%s-%03d\"\nno = %d\ncategory = %q\ntitle = \"第%d件事\"\n", kind.ID(), i+1, i+1,
			category, i+1)
		switch kind {
		case list.Joint:
			b.WriteString("departments = [\"云岭县公安局\"]\n" +
				"[[item.county]]\nduties = [\"牵头。\"]\n[[item.town]]\nduties = [\"配合。\"]\n")
		case list.Reclaimed:
			b.WriteString("[[item.takeover]]\ndepartment = \"云岭县公安局\"\nmethods = [\"负责。\"]\n")
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// foreign are texts that mean something to Hugo, to Markdown, to the layouts or to the search, and nothing to an
// official.
var foreign = []string{
	"{{< toc >}}", "{{% toc %}}", "{{</* toc */>}}", "甲{{<乙", "{{ .Site }}", "{{__hugo_ctx/}}", "HUGOMORE42",
	"HAHAHUGO", "<!--more-->", "甲<!--more-->乙", "---", "+++", "---甲", "[TOC]", ":smile:",
	"甲{#no-1}", "{.class}", "甲 {#id .c k=v}", "头 | 5 | x", "甲 · 乙 · 丙", "甲·乙", "甲|乙", "甲 – 乙", "–", "甲 3 项", "3 项",
	"甲 配 5", "配 5", "甲 5", "5 甲", "5", "甲。乙",
	"</p>", "<h2>", "</h2><h2>", "<h3>甲</h3>", "<li>", "</li></ol>", "</a>", "<a href=x>", "</title>", "</script>",
	"<strong>配</strong> 5 ", "<!--", "-->", "]]>", "&lt;", "&amp;nbsp;", "$1 $2", "%s %d %[1]s", "\\1", "\\|",
	"\\{",
	"`甲`", "```", "~~甲~~", "**甲**", "_甲_", "[甲](x.md)", "![甲](x.png)", "[甲]: x", "1. 甲", "- 甲", "# 甲", "> 甲",
	"| 甲 | 乙 |", "http://x.cn/", "a@b.cn", "\"甲\"", "'甲'", "=甲", "甲=乙", "甲@乙", "@甲", "甲/乙", "😀", "𠮷", "e\u0301",
	"ا",
}

// Every text of the list comes through Hugo, the layouts and the finish as it was, wherever it stands.
func TestTextsComeThrough(t *testing.T) {
	t.Parallel()
	toml := func(s string) string { // a TOML string of the basic kind has JSON's escapes
		var b strings.Builder
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		enc.Encode(s)
		return strings.TrimSpace(b.String())
	}
	var texts []string
	for _, s := range foreign {
		texts = append(texts, strings.TrimSpace(s))
	}
	site := county(t, "county", func(data string) {
		var departments, categories, basic, joint, reclaimed strings.Builder
		var all []string
		for i, s := range texts {
			fmt.Fprintf(&departments, "[[department]]\nid = \"d-%d\"\nname = %s\nshort = %s\nkind = \"government\"\n",
				i, toml("县"+s), toml(s))
			fmt.Fprintf(&categories, "[[category]]\nid = \"c%d\"\nname = %s\n", i, toml(s))
			fmt.Fprintf(&basic, "[[item]]\nid = \"basic-%03d\"\nno = %d\ncategory = %s\ntitle = %s\n", i+1, i+1,
				toml(s), toml(s))
			fmt.Fprintf(&joint, "[[item]]\nid = \"joint-%03d\"\nno = %d\ncategory = %s\ntitle = \"题\"\n"+
				"departments = [%s]\nnote = %s\n", i+1, i+1, toml(s), toml("县"+s), toml(s))
			fmt.Fprintf(&joint, "[[item.county]]\ndepartment = %s\nheading = %s\nduties = [%s, \"乙\"]\n"+
				"[[item.town]]\nduties = [%[3]s]\n", toml("县"+s), toml(s+"名"), toml("甲"+s))
			fmt.Fprintf(&reclaimed, "[[item]]\nid = \"reclaimed-%03d\"\nno = %d\ncategory = %s\ntitle = \"题\"\n"+
				"statement = %s\n", i+1, i+1, toml(s), toml(s))
			all = append(all, toml(s))
		}
		n := len(texts)
		town := fmt.Sprintf("id = \"songxi\"\nname = \"松溪镇\"\ncounty = \"云岭县\"\n"+
			"prefecture = \"南川地区\"\nregion = \"西岭省\"\n[declared]\nitems = %d\n"+
			"basic = { items = %d, categories = %[2]d }\n"+
			"joint = { items = %[2]d, categories = %[2]d, departments = %[2]d }\n"+
			"reclaimed = { items = %[2]d, categories = %[2]d }\n"+
			"[[preface]]\nheading = \"题\"\nparagraphs = [%[3]s]\n", 3*n, n, strings.Join(all, ", "))
		for name, text := range map[string]string{"departments.toml": departments.String(),
			"categories.toml": categories.String(), "synonyms.toml": "noise = []\n",
			"songxi/basic.toml": basic.String(), "songxi/joint.toml": joint.String(),
			"songxi/reclaimed.toml": reclaimed.String(), "songxi/town.toml": town} {
			put(t, filepath.Join(data, name), text)
		}
		os.Remove(filepath.Join(data, "songxi/proof.toml"))
	})
	// pieces are the texts of what the pattern finds on a page.
	pieces := func(page, pattern string) []string {
		var found []string
		for _, m := range regexp.MustCompile(`(?s)`+pattern).FindAllStringSubmatch(page, -1) {
			found = append(found, visibleText(m[1]))
		}
		return found
	}
	same := func(what string, got, want []string) {
		t.Helper()
		for i, w := range want {
			want[i] = visibleText(html.EscapeString(w))
		}
		if !slices.Equal(got, want) {
			for i := range max(len(got), len(want)) {
				if i >= len(got) || i >= len(want) || got[i] != want[i] {
					t.Errorf("%s: of %d and %d texts the %d. differs:\n got %q\nwant %q", what, len(got), len(want),
						i+1, got[min(i, len(got)):min(i+1, len(got))], want[min(i, len(want)):min(i+1, len(want))])
					return
				}
			}
		}
	}
	with := func(before, after string) []string {
		var all []string
		for _, s := range texts {
			all = append(all, before+s+after)
		}
		return all
	}
	_, groups, _ := strings.Cut(read(t, site, "songxi/basic/index.html"), "hb-groups")
	same("titles in a list", pieces(groups, `<li id="no-\d+"><span class="hb-no">.*?</span> <a [^>]*>(.*?)</a>`),
		with("", ""))
	same("categories in a list", pieces(groups, `<h2 [^>]*>(.*?)</h2>`), with("", ""))
	same("preface", pieces(read(t, site, "songxi/preface.html"), `<p>(.*?)</p>`)[:len(texts)], with("", ""))
	_, names, _ := strings.Cut(read(t, site, "departments/index.html"), "hb-kinds")
	names, _, _ = strings.Cut(names, "</main>")
	same("departments", pieces(names, `<li>(.*?)</li>`), with("县", " 配 1"))
	_, figures, _ := strings.Cut(read(t, site, "songxi/figures.html"), "<tbody>")
	figures, _, _ = strings.Cut(figures, "</tbody>")
	same("categories in a figure", pieces(figures, `<th scope="row">(.*?)</th>`), with("", ""))
	for i, s := range texts {
		item := func(kind string) string { return read(t, site, fmt.Sprintf("songxi/%s/%03d.html", kind, i+1)) }
		basic, joint := item("basic"), item("joint")
		_, parts, _ := strings.Cut(joint, `class="hb-parts"`) // the head of the page has the texts as attributes
		same("title", pieces(basic, `<h1[^>]*>(.*?)</h1>`), []string{s})
		same("title of the window", pieces(basic, `<title>(.*?)</title>`), []string{s + "｜松溪镇履职事项清单手册"})
		same("where it stands", pieces(basic, `<ol>\n<li>.*?</li>\n<li>.*?</li>\n<li>(.*?)</li>\n</ol>`), []string{s})
		same("departments of an item", pieces(joint, `<p class="hb-item__departments">(.*?)</p>`),
			[]string{"对应上级部门：县" + s})
		same("duty alone", pieces(joint, `<p id="town-1-1">(.*?)<a class="hb-anchor"`), []string{"甲" + s})
		same("duty among others", pieces(joint, `<li id="county-1-1">(.*?)<a class="hb-anchor"`), []string{"甲" + s})
		same("head", pieces(parts, `<h3>(.*?)</h3>`), []string{"县" + s + "（" + s + "名）"})
		same("note", pieces(joint, `<blockquote>\n<p>(.*?)</p>`), []string{s})
		same("statement", pieces(item("reclaimed"), `id="statement-1-1">(.*?)</p>`), []string{s})
		same("department", pieces(read(t, site, fmt.Sprintf("departments/d-%d.html", i)), `<h1[^>]*>(.*?)</h1>`),
			[]string{"县" + s})
		same("category", pieces(read(t, site, fmt.Sprintf("songxi/categories/c%d.html", i)), `<h1[^>]*>(.*?)</h1>`),
			[]string{s})
	}
}

// visibleText is a piece of a page as it is read: without elements, white space as browsers fold it.
func visibleText(source string) string {
	return strings.Join(strings.Fields(html.UnescapeString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(source,
		""))), " ")
}

// What the site itself has at the places that ids name cannot be an id: its files and folders, and the anchors of its
// pages.
func TestReservedIDs(t *testing.T) {
	t.Parallel()
	reserved := func(kind list.IDKind, id, where string) {
		t.Helper()
		if list.Reserved(kind, id) == "" {
			t.Errorf("%s has %q, but it may be an id", where, id)
		}
	}
	towns, known := map[string]bool{}, map[string]bool{}
	own, _ := list.Load(filepath.Join(root, "data"))
	for _, town := range own.Towns {
		towns[town.ID] = true
	}
	for _, c := range own.Categories {
		known[c.ID] = true
	}
	for _, d := range own.Departments {
		known[d.ID] = true
	}
	id := regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	folder := func(dir string, kind list.IDKind, except map[string]bool) {
		entries, err := os.ReadDir(filepath.Join(public, dir))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			name, _, _ := strings.Cut(e.Name(), ".")
			if name != "" && !except[name] {
				reserved(kind, name, "public/"+dir)
			}
		}
	}
	folder("", list.TownID, towns)
	folder("departments", list.DepartmentID, known)
	for town := range towns {
		folder(town+"/categories", list.CategoryID, known)
		for _, kind := range list.Kinds {
			page := read(t, public, town+"/"+kind.ID()+"/index.html")
			for _, m := range regexp.MustCompile(`\sid="?([^\s">]+)`).FindAllStringSubmatch(page, -1) {
				if !known[m[1]] && id.MatchString(m[1]) {
					reserved(list.CategoryID, m[1], town+"/"+kind.ID())
				}
			}
		}
		// The one-file edition has the anchors "d-" and a department's id, that id and "-head", a list's name, "-"
		// and a category's.
		for _, m := range regexp.MustCompile(`\sid="?([^\s">]+)`).FindAllStringSubmatch(read(t, public,
			town+"/offline.html"), -1) {
			if name, ok := strings.CutSuffix(m[1], "-head"); ok && !known[name] && id.MatchString(name) {
				reserved(list.DepartmentID, name, "the one-file edition, -head:")
			}
			for _, kind := range list.Kinds {
				if name, ok := strings.CutPrefix(m[1], kind.ID()+"-"); ok && !known[name] && id.MatchString(name) {
					reserved(list.CategoryID, name, "the one-file edition, "+kind.ID()+"-:")
				}
			}
		}
	}
}

// Of what people keep beside the generated pages, the pages and what they show are published, and nothing that
// systems and editors leave.
func TestContentBesidePages(t *testing.T) {
	t.Parallel()
	config := read(t, root, "themes/hugo.toml")
	for _, pattern := range content.Ignored {
		if !strings.Contains(config, "'"+pattern+"'") {
			t.Errorf("Hugo is not told to pass over %s", pattern)
		}
	}
	site := county(t, "county", func(data string) {
		dir := filepath.Join(data, "../content")
		for _, name := range []string{"pictures", "songxi", ".git", "__MACOSX"} {
			if err := os.Mkdir(filepath.Join(dir, name), 0o755); err != nil {
				t.Fatal(err)
			}
		}
		for _, name := range []string{"Thumbs.db", ".DS_Store", "~$a.docx", "about.md~", "about.md.bak", ".#about.md",
			"#about.md#", "about.md.new",
			".about.md.swp", "songxi/Thumbs.db", "pictures/desktop.ini", ".git/config", "__MACOSX/._about.md", "a.TMP",
			"b.crdownload"} {
			put(t, filepath.Join(dir, name), "private")
		}
		put(t, filepath.Join(dir, "pictures/map.png"), "\x89PNG\r\n\x1a\n")
		put(t, filepath.Join(dir, "songxi/contact.md"),
			"---\ntitle: \"联系\"\n---\n# 联系\n\n"+
				"![图](../pictures/map.png) [图](../pictures/map.png)\n\n## 镇\n\n见[说明](preface.md)。\n")
	})
	if page := read(t, site, "songxi/contact.html"); !strings.Contains(page, `src="../pictures/map.png"`) ||
		!strings.Contains(page, `href="preface.html"`) {
		t.Errorf("a hand-written page without its picture or link:\n%s", page)
	}
	filepath.WalkDir(site, func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() && filepath.Base(name) != "map.png" {
			if raw, err := os.ReadFile(name); err != nil || string(raw) == "private" {
				t.Errorf("%s is published (%v)", name, err)
			}
		}
		return err
	})
	if _, err := os.Stat(filepath.Join(site, "pictures/map.png")); err != nil {
		t.Error(err)
	}
}
