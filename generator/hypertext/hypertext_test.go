package hypertext_test

import (
	"html"
	"regexp"
	"strings"
	"testing"

	"handbook/generator/address"
	"handbook/generator/hypertext"
	"handbook/generator/page"
)

// inFile leads to places of the one-file edition, but for 404.
func inFile(a address.Address) string {
	if id := a.OneFile(); a.Path != "404" && id != "" {
		return "#" + id
	}
	return ""
}

var item = address.Address{Path: "songxi/joint/001"}

func TestBlocks(t *testing.T) {
	lost := address.Address{Path: "404"}
	w := hypertext.Writer{Link: inFile, DutyClass: func(duty string) string {
		if len(duty) < 10 {
			return "short"
		}
		return ""
	}}
	for _, c := range []struct {
		block page.Block
		want  string
	}{
		{page.Paragraph{Text: page.Words(`1 < 2 & "3"`)}, "<p>1 &lt; 2 &amp; &quot;3&quot;</p>\n"},
		{page.Paragraph{Text: page.Text{{Text: "见"}, {Text: "某项", To: &item}, {Text: "、"}, {Text: "无处", To: &lost}}},
			`<p>见<a href="#joint-001">某项</a>、无处</p>` + "\n"},
		{page.Paragraph{Text: page.Text{{Text: "配", Style: page.Mark}, {Text: " 1 "}, {Text: "旁注", Style: page.Aside}}},
			"<p><strong>配</strong> 1 <em>旁注</em></p>\n"},
		{page.Duties{Level: 3, Head: page.Words("头"), List: []page.Text{page.Words("一条。")}},
			"<h3>头</h3>\n<p class=\"short\">一条。</p>\n"},
		{page.Duties{Level: 3, List: []page.Text{page.Words("一"), page.Words("一个长一些的职责")}},
			"<ol>\n<li class=\"short\">一</li>\n<li>一个长一些的职责</li>\n</ol>\n"},
		{page.Note{Text: page.Words("原文如此。")}, "<blockquote>\n<p>原文如此。</p>\n</blockquote>\n"},
	} {
		if got := string(w.Blocks(c.block)); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
}

// A page that people wrote loses its heading, its links lead to addresses within the file, and its pictures are in it.
func TestWritten(t *testing.T) {
	picture := func(name string) (string, error) {
		return "data:image/" + strings.TrimPrefix(name, "a.") + ";base64,AAAA", nil
	}
	for _, c := range []struct{ name, markdown, want string }{
		{"heading and sections", "# 办事\n\n前言\n\n## 一\n\n文\n\n### 细\n",
			"<p>前言</p>\n<h3 id=\"page-songxi-guide-part-1\">一</h3>\n<p>文</p>\n<h4>细</h4>\n"},
		{"lines of Chinese", "# 办\n\n上一行\n下一行\nand\nEnglish\n", "<p>上一行下一行and\nEnglish</p>\n"},
		{"pages", "# 办\n\n[项](joint/001.md#town-1-1)、[表](joint/_index.md)、[首页](../_index.md)、[己](#part-1)\n",
			`<p><a href="#joint-001-town-1-1">项</a>、<a href="#joint">表</a>、<a href="#front">首页</a>、` +
				`<a href="#page-songxi-guide-part-1">己</a></p>` + "\n"},
		{"as published", "# 办\n\n[项](joint/001.html)\n", `<p><a href="#joint-001">项</a></p>` + "\n"},
		{"nowhere", "# 办\n\n[**无**处](../404.md)、[表格](form.pdf)\n", "<p><strong>无</strong>处、表格</p>\n"},
		{"outside", "# 办\n\n[网](https://example.org/?a=1&b=2)、<https://example.org>\n",
			`<p><a href="https://example.org/?a=1&amp;b=2">网</a>、` +
				`<a href="https://example.org">https://example.org</a></p>` + "\n"},
		{"pictures", "# 办\n\n![图](a.png) ![图](a.svg+xml)\n",
			`<p><img src="data:image/png;base64,AAAA" alt="图"> ` +
				`<img src="data:image/svg+xml;base64,AAAA" alt="图"></p>` + "\n"},
	} {
		got, err := hypertext.Writer{Link: inFile, Lower: 1, Outside: true}.Written(&page.Written{
			Markdown: []byte(c.markdown), Address: address.Address{Path: "songxi/guide"}, Picture: picture})
		if err != nil || string(got) != c.want {
			t.Errorf("%s: %v\ngot  %s\nwant %s", c.name, err, got, c.want)
		}
	}
	onPaper := &page.Written{Markdown: []byte("# 办\n\n[网](https://example.org)、<https://example.org/?a=1&b=2>\n")}
	paper, err := hypertext.Writer{Link: inFile}.Written(onPaper)
	if err != nil || paper != "<p>网、https://example.org/?a=1&amp;b=2</p>\n" {
		t.Errorf("on paper: %s, %v", paper, err)
	}
}

// Whatever a text says, it is that text and no element.
func FuzzText(f *testing.F) {
	for _, seed := range []string{"", "a<b>c", "&lt;", `"'`, "\x00", "</ol>", "县&amp;镇"} {
		f.Add(seed)
	}
	tag := regexp.MustCompile(`<[^>]*>`)
	f.Fuzz(func(t *testing.T, text string) {
		w := hypertext.Writer{Link: inFile}
		out := string(w.Blocks(page.Duties{List: []page.Text{page.Words(text), {{Text: text, To: &item}}}}))
		tags := strings.Join(tag.FindAllString(out, -1), "")
		if want := `<ol><li></li><li><a href="#joint-001"></a></li></ol>`; tags != want {
			t.Errorf("%q: elements %s", text, tags)
		}
		if got := html.UnescapeString(tag.ReplaceAllString(out, "")); got != "\n"+text+"\n"+text+"\n\n" {
			t.Errorf("%q reads as %q", text, got)
		}
	})
}
