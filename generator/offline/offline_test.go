package offline

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"handbook/generator/address"
	"handbook/generator/diag"
	"handbook/generator/lexicon"
	"handbook/generator/list"
	"handbook/generator/page"
	"handbook/generator/search"
)

// project is the test county as the stages before left it.
func project(t *testing.T) Config {
	t.Helper()
	dir := t.TempDir()
	county, findings := list.Load("../testdata/county")
	for _, f := range findings {
		t.Fatal(f)
	}
	site := filepath.Join(dir, "html")
	c := Config{County: county, Pages: page.For(county),
		Theme: "../../themes/handbook", Site: site, Out: site}
	files, err := search.Files(county, &lexicon.Lexicon{})
	if err != nil {
		t.Fatal(err)
	}
	if err := search.Write(c.Site, files); err != nil {
		t.Fatal(err)
	}
	put(t, c.Site+"/search/search.js", "var handbook = handbook || { note: '</script><!--' };\n")
	put(t, c.Site+"/search/slips.js", "handbook.slips = 1;\n")
	for _, town := range county.Towns {
		if err := os.MkdirAll(filepath.Join(c.Site, town.ID), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return c
}

func put(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func get(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestMake(t *testing.T) {
	c := project(t)
	files, err := Make(c)
	if err != nil || len(files) != 1 {
		t.Fatal(files, err)
	}
	text := get(t, filepath.Join(c.Site, files[0].Path))

	// The policy names what is in the file, and nothing can end the script early.
	for _, tag := range []string{"style", "script"} {
		_, rest, _ := strings.Cut(text, "<"+tag+">")
		inside, after, _ := strings.Cut(rest, "</"+tag+">")
		sum := sha256.Sum256([]byte(inside))
		policy := strings.NewReplacer("&#43;", "+", "&#39;", "'").Replace(text)
		if !strings.Contains(policy, tag+"-src 'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'") {
			t.Errorf("the policy does not name the hash of the %s", tag)
		}
		if strings.Contains(after, "<"+tag) || len(inside) < 1000 {
			t.Errorf("the %s is not one whole", tag)
		}
	}

	// Every id once, every link inside the file.
	ids := map[string]bool{}
	for _, m := range regexp.MustCompile(` id="([^"]*)"`).FindAllStringSubmatch(text, -1) {
		if ids[m[1]] {
			t.Errorf("id %s stands twice", m[1])
		}
		ids[m[1]] = true
	}
	links := regexp.MustCompile(` href="([^"]*)"`).FindAllStringSubmatch(text, -1)
	for _, m := range links {
		if !strings.HasPrefix(m[1], "#") || !ids[m[1][1:]] {
			t.Errorf("the link %s leads nowhere in the file", m[1])
		}
	}
	if len(links) < 20 {
		t.Errorf("%d links", len(links))
	}

	// Every item is there, under its id.
	for _, item := range c.County.Towns[0].Items() {
		if !ids[item.ID] {
			t.Errorf("there is no %s", item.ID)
		}
	}
	editions := fmt.Sprintf(`const editions = {"songxi":"%x"};`, sha256.Sum256([]byte(text)))
	if worker := get(t, filepath.Join(c.Site, "sw.js")); !strings.Contains(worker, editions) {
		t.Error("the worker does not know the file's hash")
	}
	if _, err := Make(c); err != nil || get(t, filepath.Join(c.Site, files[0].Path)) != text {
		t.Errorf("a second run gives another file (%v)", err)
	}
}

// TestMissing takes away what each stage before should have left.
func TestMissing(t *testing.T) {
	for _, name := range []string{
		"html/search/search.js", "html/search/slips.js", "html/search/data/county.js",
		"html/search/data/songxi/duties.js",
	} {
		c := project(t)
		if err := os.RemoveAll(filepath.Join(filepath.Dir(c.Site), filepath.FromSlash(name))); err != nil {
			t.Fatal(err)
		}
		if _, err := Make(c); diag.Hint(err) == "" {
			t.Errorf("without %s: %v", name, err)
		}
	}
}

// A page that people wrote for the town is in its file: on the front page, with its picture, and for the worker. One
// about the website is not, and one of another town is not.
func TestWritten(t *testing.T) {
	c := project(t)
	picture := func(string) (string, error) { return "data:image/png;base64,AAAA", nil }
	plain := get(t, make1(t, c))
	if strings.Contains(plain, "img-src") {
		t.Error("the policy allows pictures where there are none")
	}
	for _, p := range []page.Written{
		{Address: address.Address{Path: "songxi/guide"}, Title: "办事指南",
			Markdown: []byte("# 办\n\n见[某项](joint/001.md)。\n\n![图](a.png)\n")},
		{Address: address.Address{Path: "contact"}, Title: "联系", Markdown: []byte("# 联系\n\n[指南](songxi/guide.md)\n")},
		{Address: address.Address{Path: "about"}, Title: "怎样用", Type: "about", Markdown: []byte("# 怎样用\n")},
		{Address: address.Address{Path: "baishi/guide"}, Title: "别镇", Markdown: []byte("# 别镇\n")},
	} {
		p.Picture = picture
		c.Written = append(c.Written, &p)
	}
	text := get(t, make1(t, c))
	for _, want := range []string{
		"img-src data:", `<a href="#page-songxi-guide">办事指南</a>`, `id="page-songxi-guide"`,
		`<p>见<a href="#joint-001">某项</a>。</p>`, `<img src="data:image/png;base64,AAAA" alt="图">`,
		`<p><a href="#page-songxi-guide">指南</a></p>`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the file has no %s", want)
		}
	}
	for _, other := range []string{"怎样用", "别镇"} {
		if strings.Contains(text, other) {
			t.Errorf("the file has %s", other)
		}
	}
	rule := `["/songxi/guide$","page-songxi-guide",true]`
	if worker := get(t, filepath.Join(c.Site, "sw.js")); !strings.Contains(worker, rule) {
		t.Error("the worker does not know where the page is")
	}
}

// make1 makes the file of the only town.
func make1(t *testing.T, c Config) string {
	t.Helper()
	files, err := Make(c)
	if err != nil || len(files) != 1 {
		t.Fatal(files, err)
	}
	return filepath.Join(c.Site, files[0].Path)
}
