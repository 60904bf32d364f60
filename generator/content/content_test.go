package content

import (
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"handbook/generator/address"
	"handbook/generator/page"
)

// What is said of a file that lies beside the pages of one town; testdata/script/content.txtar of the program shows
// the rest.
func TestFindings(t *testing.T) {
	const good = "---\ntitle: \"页\"\n---\n\n# 页\n\n一段。\n"
	var pages []*page.Page
	for _, at := range []string{"index", "songxi/categories/index", "songxi/joint/034"} {
		pages = append(pages, &page.Page{Address: address.Address{Path: at}})
	}
	pages = append(pages, &page.Page{Address: address.Search, Type: "search", OrOwn: true})
	for _, test := range []struct {
		name, text string
		want       string // of the one finding, or "" for none
	}{
		{"about.md", good, ""},
		{"songxi/contact.md", good, ""},
		{"search.md", good, "a page of this name has the type \"search\""},
		{"search.md", strings.Replace(good, "title", "type: \"search\"\ntitle", 1), ""},
		{".about.md.new", good, ""},
		{".git/config", "x", ""},
		{"songxi/joint/foo.md", good, "by hand among those that are made of the list"},
		{"index.md", good, "takes a page of this name for the folder's own"},
		{"compare.md", good, ""}, // of one town nothing is compared
		{"songxi/book.md", good, "has a page of its own at this address"},
		{"About.md", good, "cannot be part of an address"},
		{"about.html", "x", "neither a page nor a picture"},
		{"map.pdf", "%PDF-", "no page shows this file"},
		{"Thumbs.db", "x", "it is not published|no page: Windows"},
		{"about.md", "", "the page is empty"},
		{"about.md", "# 页\n", "no front matter"},
		{"about.md", "---\ntitle: \"页\"\n", "the front matter has no end"},
		{"about.md", strings.Replace(good, "\"页\"", "\"\"", 1), "the page has no title"},
		{"about.md", strings.Replace(good, "title", "slug: \"x\"\ntitle", 1), "the key \"slug\" is not for pages"},
		{"about.md", strings.Replace(good, "# 页", "一段。", 1), "does not start with its heading"},
		{"about.md", strings.Replace(good, "一段", "{{< figure >}}", 1), "takes for a mark of its own"},
		{"about.md", strings.Replace(good, "一段", "[一段](gone.md)", 1), "gone.md"},
		{"about.md", strings.Replace(good, "一段", "[一段](songxi/joint/034.md)", 1), ""},
	} {
		dir := t.TempDir()
		name := filepath.Join(dir, filepath.FromSlash(test.name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(test.text), 0o644); err != nil {
			t.Fatal(err)
		}
		_, found := Read(dir, GeneratedOf(pages))
		switch {
		case test.want == "" && len(found) == 0:
		case test.want == "" || len(found) != 1:
			t.Errorf("%s: %v; want one finding, %q", test.name, found, test.want)
		case found[0].File != name || !matches(found[0].Message+"\n"+found[0].Hint, test.want):
			t.Errorf("%s: %v; want %q", test.name, found[0], test.want)
		}
	}
	// Where there are several towns, the county's folders are.
	for _, at := range []address.Address{address.Departments, address.Matters, address.Comparisons} {
		dir, name := t.TempDir(), path.Dir(at.Path)+".md"
		if err := os.WriteFile(filepath.Join(dir, name), []byte(good), 0o644); err != nil {
			t.Fatal(err)
		}
		_, found := Read(dir, GeneratedOf(append(pages, &page.Page{Address: at})))
		if len(found) != 1 || found[0].File != filepath.Join(dir, name) ||
			!strings.Contains(found[0].Message, "has a page of its own") {
			t.Errorf("%s: %v", name, found)
		}
	}
	if _, found := Read(filepath.Join(t.TempDir(), "absent"), GeneratedOf(pages)); len(found) > 0 {
		t.Errorf("a folder that is not there: %v", found)
	}
}

// matches tells whether a text has every part of want, which are parted by |.
func matches(text, want string) bool {
	for part := range strings.SplitSeq(want, "|") {
		if !strings.Contains(text, part) {
			return false
		}
	}
	return true
}
