package portal_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"handbook/generator/portal"
)

// header loads a configuration whose header is this text and tells what is found in it: "line:column message".
func header(t *testing.T, settings, text string) (portal.Config, []string) {
	t.Helper()
	dir := t.TempDir()
	put(t, filepath.Join(dir, "header.html"), text)
	put(t, filepath.Join(dir, portal.FileName), settings+"[frame]\nheader = \"header.html\"\n")
	config, findings := portal.Load(dir, []string{"shengtai", "minzhengju"})
	var found []string
	for _, f := range findings {
		found = append(found, fmt.Sprintf("%d:%d %s", f.Line, f.Col, f.Message))
		if f.File != filepath.Join(dir, "header.html") || f.Hint == "" {
			t.Errorf("%q: %v", text, f)
		}
	}
	return config, found
}

func put(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

const portalSite = "[site]\ndomain = \"www.example.gov.cn\"\naddress = \"https://www.example.gov.cn/zwgk/\"\n"

// What a clerk may paste for a header: each fault is found in the file itself, once, before any page has it.
func TestFaultsOfFrames(t *testing.T) {
	const link = `<a href="https://www.example.gov.cn/">首页</a>`
	for text, want := range map[string]string{
		link: "", "\ufeff" + link: "", "<ul><li>a<li>b</ul><p>c": "", "<DIV>x</div>": "", "<!-- x -->" + link: "",
		`<svg viewBox="0 0 1 1"><path d="M0 0" id="portal-mark"/></svg>`:      "",
		`<form action="https://www.example.gov.cn/s"><input name="q"></form>`: "", `<a href="tel:12345">x</a>`: "",
		`<script src="https://www.example.gov.cn/a.js"></script>`: "", `<a id="portal-main" name="top">x</a>`: "",

		"<!DOCTYPE html>\n<html>\n<head><meta charset=\"gbk\"><title>x</title><style>a{}</style>" +
			"<script>1</script></head>\n<body>" + link + "</body></html>": "1:1 是整个网页，不是其中一段",
		"<body><a href=\"/x\">y</a></body>": "1:1 是整个网页，不是其中一段|1:10 链接“/x”应以 https:// 或 http:// 开头",
		"<link rel=stylesheet href=a.css>":  "1:1 <link> 不能放在页头或页脚里", "<main>x</main>": "1:1 <main> 不能放在页头或页脚里",
		"\xca\xd7\xd2\xb3": "1:1 不是 UTF-8 编码", "\xff\xfe<\x00": "1:1 不是 UTF-8 编码", " \n": "1:1 文件是空的",
		"<p>\x1b[2J": "1:4 看不见的控制字符 U+001B", "<p>\u202eabc": "1:4 看不见的控制字符 U+202E", "<p>\x00": "1:4 看不见的控制字符 U+0000",
		"<p>\n__hdeferred/x":    "2:1 有生成网页的程序自己用的记号 __hdeferred/",
		"<p>HAHAHUGOSHORTCODE1": "1:4 有生成网页的程序自己用的记号 HAHAHUGOSHORTCODE",

		"<div>\n<div>x</div>": "1:1 <div> 没有关上", "x</div>": "1:2 </div> 没有对应的 <div>",
		`<div class="x"/>`: "1:1 <div> 没有关上",
		"<div><b>x</div>y": "1:10 </div> 早了：里面的 <b> 还没有关上", "<p>x\n<!-- y": "2:1 注释没有关上", "<!-->x": "1:1 注释没有关上",
		`<p>x<div class="y`: "1:5 <div 没有写完", "<div>x</div": "1:7 结束标签没有写完", "<svg><path>": "1:1 图形 <svg> 没有关上",
		"<textarea>x": "1:1 <textarea> 没有关上", "<plaintext>x": "1:1 <plaintext> 已废弃，后面的内容都会变成文字",

		`<div id="a"></div><p id="a">`: "1:22 id“a”用了两次", `<div id="">x</div>`: "1:6 id 是空的",
		`<div id="a b">x</div>`:  "1:6 id“a b”里有空格",
		`<div id="main">x</div>`: "1:6 id“main”与网页里别处重名", `<div id="shengtai">x</div>`: "1:6 id“shengtai”与网页里别处重名",
		`<div id="joint-039">x</div>`:   "1:6 id“joint-039”与网页里别处重名",
		`<svg><g id="contents"/></svg>`: "1:9 id“contents”与网页里别处重名",
		`<a name="main">x</a>`:          "1:4 id“main”与网页里别处重名",

		`<a href="index.html">x</a>`:                           "1:4 链接“index.html”应以 https:// 或 http:// 开头",
		`<a href="#">x</a>`:                                    "1:4 链接“#”应以 https:// 或 http:// 开头",
		`<a href="JAVA&#115;CRIPT:void(0)">x</a>`:              "1:4 页内脚本 javascript:",
		`<button formaction="javascript:x()">y</button>`:       "1:9 页内脚本 javascript:",
		`<form action="/s"></form>`:                            "1:7 链接“/s”应以 https:// 或 http:// 开头",
		`<img srcset="b.png 2x" alt="">`:                       "1:6 srcset= 手册不支持",
		`<table background="a.png"></table>`:                   "1:8 链接“a.png”应以 https:// 或 http:// 开头",
		`<svg><use href="#a"/></svg>`:                          "1:11 链接“#a”应以 https:// 或 http:// 开头",
		`<img src="http://www.example.gov.cn/a.png" alt="">`:   "1:6 用 http:// 取图片或脚本",
		`<img src="https://cdn.example.com/a.png" alt="">`:     "1:6 取自别的网站“cdn.example.com”",
		`<svg><script>1</script></svg>`:                        "1:6 图形里的 <script>",
		`<svg onload="x()"></svg>`:                             "1:6 页内脚本 onload=",
		`<iframe src="https://www.example.gov.cn/x"></iframe>`: "1:1 <iframe> 在手册里显示不出来",
		`<p style="a:b">x`:                                     "1:4 页内样式 style=",
		"<script>1</script>":                                   "1:1 页内脚本 <script>",
		`<!--#include virtual="/top.html" -->`:                 "1:1 服务器端包含 <!--#", "<?php x ?>": "1:1 服务器端代码 <?",
		"<%@ x %>": "1:1 服务器端代码 <%",
	} {
		config, found := header(t, portalSite, text)
		if got := strings.Join(found, "|"); got != want {
			t.Errorf("%q\n got %s\nwant %s", text, got, want)
		}
		if taken := config.Header.Kind == portal.Given; taken != (want == "") {
			t.Errorf("%q: taken: %v", text, taken)
		}
	}

	// A portal without https has pictures without it.
	if _, found := header(t, strings.Replace(portalSite, "https:", "http:", 1),
		`<img src="http://www.example.gov.cn/a.png" alt="">`); len(found) > 0 {
		t.Error(found)
	}
}

// What stands in a header's place, but is none, is named in site.toml; header and footer have no name in common.
func TestFilesOfFrames(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "large.html"), "<p>"+strings.Repeat("字", 70_000))
	put(t, filepath.Join(dir, "header.html"), `<p id="a">x`)
	os.Mkdir(filepath.Join(dir, "folder.html"), 0o755)
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe.html"), 0o644); err != nil {
		t.Skip(err)
	}
	for name, want := range map[string]string{
		"large.html": "有 211 kB", "folder.html": "不是普通文件", "pipe.html": "不是普通文件", "site.toml": "不是 HTML 文件",
		"gone.html": "没有这个文件",
		"../x.html": "不在 site.toml 所在的文件夹里", "/etc/passwd": "不在 site.toml 所在的文件夹里", "header.html": "id“a”与网页里别处重名",
	} {
		setting := fmt.Sprintf("[frame]\nfooter = %q\nheader = \"header.html\"\n", name)
		put(t, filepath.Join(dir, portal.FileName), setting)
		config, findings := portal.Load(dir, nil)
		if len(findings) != 1 || !strings.Contains(findings[0].Message, want) || findings[0].Line == 0 ||
			config.Footer.Kind != portal.Own {
			t.Errorf("%s: %v, want %s", name, findings, want)
		}
	}
}
