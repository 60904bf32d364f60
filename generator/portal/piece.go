package portal

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"handbook/generator/address"
	"handbook/generator/debris"
	"handbook/generator/diag"
	"handbook/generator/markup"
	"handbook/generator/record"
)

// A piece is HTML that is put into every page, at any depth: it must be complete in itself, lead to full addresses,
// and take no name that the pages have. What is wrong with it is found here, once and in its own file, and not in each
// page that it stands in.
type piece struct {
	file   string
	text   []byte
	where  *surroundings
	open   []opened
	ids    map[string]bool
	pasted bool // all of a document was pasted, and that has been said
	head   bool // in its head, which is to go: nothing more is said of it
	found  []diag.Finding
}

type opened struct {
	tag string
	at  int
}

// Tags that have no end, those whose end may be left out, those of which a document is made, those of its head or of
// which a page has one, and those that the policy lets nothing be shown in.
const (
	voidTags     = " area base br col embed hr img input link meta source track wbr "
	optionalTags = " li p dt dd tr td th tbody thead tfoot colgroup option optgroup "
	documentTags = " html head body "
	pageTags     = " title main base meta link style "
	framedTags   = " iframe frame frameset object embed applet audio video portal "
	endlessTags  = " plaintext xmp listing "
)

func among(tags, tag string) bool { return strings.Contains(tags, " "+tag+" ") }

const (
	policyClause   = "手册的内容安全策略不放行页内脚本和样式：改用门户域名下的 .css、.js 文件"
	completeClause = "页头、页脚各自要是完整的 HTML，不能在页头里开、页脚里关"
)

func (p *piece) read() {
	if at := record.InvalidUTF8(string(p.text)); at >= 0 {
		p.add(at, "不是 UTF-8 编码", "用 UTF-8 另存；中文 Windows 常存成 GBK 或 ANSI")
		return
	}
	if len(bytes.TrimSpace(p.text)) == 0 {
		p.add(0, "文件是空的", "放入门户的 HTML；不要页头或页脚就在 site.toml 里写 \"none\"")
		return
	}
	if at := bytes.IndexFunc(p.text, stray); at >= 0 {
		r, _ := utf8.DecodeRune(p.text[at:])
		p.add(at, fmt.Sprintf("看不见的控制字符 U+%04X", r), "删掉它")
		return
	}
	for _, word := range record.HugoWords() {
		if at := bytes.Index(p.text, []byte(word)); at >= 0 {
			p.add(at, fmt.Sprintf("有生成网页的程序自己用的记号 %s", word), "删掉它，或换一种写法：网页会在那里断开，或做不出来")
			return
		}
	}
	p.ids = map[string]bool{}
	for t := range markup.HTML(bytes.Clone(p.text)) {
		switch t.Kind {
		case markup.Doctype:
			p.document(t.At)
		case markup.Comment:
			p.comment(t.Data, t.At)
		case markup.Text:
			if code := bytes.Index(t.Data, []byte("<%")); code >= 0 {
				p.add(t.At+code, "服务器端代码 <%", serverClause)
			}
		case markup.Start:
			p.tag(t)
		case markup.End:
			if !bytes.HasSuffix(t.Data, []byte(">")) {
				p.add(t.At, "结束标签没有写完", "补上 >")
			}
			p.close(string(t.Name), t.At)
		case markup.Drawing:
			p.drawing(t.Data, t.At)
		}
	}
	p.unclosed()
}

// tag checks a start tag; <div/> is <div>.
func (p *piece) tag(t *markup.Token) {
	tag := string(t.Name)
	p.start(tag, t.At)
	for _, a := range t.Attributes {
		p.attribute(tag, string(a.Name), a.Text(), a.At)
	}
	if t.CutOff {
		p.add(t.At, fmt.Sprintf("<%s 没有写完", tag), "补上引号和 >")
		return
	}
	if _, given := t.Attribute("src"); tag == "script" && !given {
		p.add(t.At, "页内脚本 <script>", policyClause)
	}
	if !among(voidTags+documentTags+endlessTags, tag) {
		p.open = append(p.open, opened{tag, t.At})
	}
}

// stray tells a character that no HTML needs.
func stray(r rune) bool { return debris.Hidden(r) && !strings.ContainsRune("\t\n\r\f", r) }

// document says once that all of a document was pasted.
func (p *piece) document(at int) {
	if !p.pasted {
		p.add(at, "是整个网页，不是其中一段", "只留 <body> 和 </body> 之间页头（或页脚）的那一段；<html>、<head>、<body> 手册自己有")
	}
	p.pasted = true
}

func (p *piece) start(tag string, at int) {
	switch {
	case among(documentTags, tag):
		p.document(at)
		p.head = tag == "head"
	case among(pageTags, tag):
		if !p.pasted { // else it goes with the head
			p.add(at, fmt.Sprintf("<%s> 不能放在页头或页脚里", tag), "只留 <body> 里的那一段；网页已有自己的 <head> 和 <main>")
		}
	case among(framedTags, tag):
		p.add(at, fmt.Sprintf("<%s> 在手册里显示不出来", tag), "手册的内容安全策略只放行本站的图片、样式和脚本：删掉它，或改成链接")
	case among(endlessTags, tag):
		p.add(at, fmt.Sprintf("<%s> 已废弃，后面的内容都会变成文字", tag), "改用 <pre>，或删掉它")
	}
}

const serverClause = "手册是静态网页，服务器端的包含和代码不会执行：放入它在浏览器里的结果（查看网页源代码）"

func (p *piece) comment(data []byte, at int) {
	switch text := string(data); {
	case strings.HasPrefix(text, "<?"):
		p.add(at, "服务器端代码 <?", serverClause)
	case strings.HasPrefix(text, "<!--#"):
		p.add(at, "服务器端包含 <!--#", serverClause)
	case !strings.HasSuffix(text, ">"),
		strings.HasPrefix(text, "<!--") && (!strings.HasSuffix(text, "-->") || len(text) < len("<!---->")):
		p.add(at, "注释没有关上", "补上 -->：没有它，后面的整个网页都成了注释")
	}
}

// Attributes that hold an address, and of them those that are fetched with the page.
const (
	linkAttributes = " href src action formaction poster cite background longdesc xlink:href data" +
		" ping lowsrc dynsrc manifest "
	loadAttributes = " src poster background xlink:href data lowsrc dynsrc "
)

func (p *piece) attribute(tag, name, value string, at int) {
	value = strings.TrimSpace(value)
	switch {
	case name == "style":
		p.add(at, "页内样式 style=", policyClause)
	case strings.HasPrefix(name, "on"):
		p.add(at, "页内脚本 "+name+"=", policyClause)
	case name == "id":
		p.id(value, at)
	case tag == "a" && name == "name":
		p.id(value, at)
	case name == "srcset" || name == "imagesrcset":
		p.add(at, name+"= 手册不支持", "只用 src=，写一个完整网址")
	case among(pageTags, tag): // has been said
	case among(linkAttributes, name):
		p.link(tag, name, value, at)
	case strings.Contains(value, "url("):
		p.add(at, "样式里的链接 url(", policyClause)
	}
}

func (p *piece) link(tag, name, value string, at int) {
	if strings.HasPrefix(strings.ToLower(squeeze(value)), "javascript:") {
		p.add(at, "页内脚本 javascript:", policyClause)
		return
	}
	if name == "href" && (strings.HasPrefix(value, "tel:") || strings.HasPrefix(value, "mailto:")) {
		return
	}
	u, err := address.Web(value)
	if err != nil {
		p.add(at, "链接"+err.Error(), "手册的网页在不同深度的文件夹里，门户的链接要写完整网址")
		return
	}
	if !among(loadAttributes, name) {
		return
	}
	switch {
	case p.where.domain != "" && u.Hostname() != p.where.domain:
		p.add(at, fmt.Sprintf("取自别的网站“%s”", u.Hostname()),
			"手册的内容安全策略只放行本站“"+p.where.domain+"”的图片、样式和脚本：把文件放到门户上")
	case u.Scheme == "http" && !strings.HasPrefix(p.where.address, "http:"):
		p.add(at, "用 http:// 取图片或脚本", "https:// 的网页里浏览器不取它：写 https://；门户只有 http 时，先在 site.toml 里填 site.address")
	}
}

// id sees to it that a name stands once in a page.
func (p *piece) id(id string, at int) {
	switch {
	case id == "":
		p.add(at, "id 是空的", "起一个名字，或删掉它")
	case strings.ContainsFunc(id, unicode.IsSpace):
		p.add(at, fmt.Sprintf("id“%s”里有空格", id), "id 是一个词")
	case p.ids[id]:
		p.add(at, fmt.Sprintf("id“%s”用了两次", id), "一个 id 在网页里只能有一个：改名，或改用 class")
	case Taken(id, p.where.ids):
		p.add(at, fmt.Sprintf("id“%s”与网页里别处重名", id),
			"手册的网页或页头里有同名的位置，链接会跳错地方：改名，如“portal-"+id+"”，样式和脚本里一起改")
	}
	p.ids[id] = true
}

// themeIDs are what the theme calls the parts of its pages, beside the ids of the list. A test compares it with the
// built site.
var themeIDs = regexp.MustCompile(`^(main|contents|results|ways|letters|lists|categories|departments|towns` +
	`|downloads|(file|data)-[a-z]+|codes|front|found|index|more|preface|note|near|see|figures` +
	`|party|congress|government|cppcc|mass|branch|other` +
	`|town|county|takeover|basic|joint|reclaimed|(basic|joint|reclaimed|d)[.-].+|book-.+|hb-.*|.*-head` +
	`|(no|letter|part|figure|statement|town|county|takeover|field)-[0-9A-Z]+(-[0-9]+)*)$`)

// Taken tells whether the pages have a part of that name; ids are those of the list.
func Taken(id string, ids []string) bool { return themeIDs.MatchString(id) || slices.Contains(ids, id) }

// drawing reads what stands between <svg> and </svg>, or between <math> and </math>.
func (p *piece) drawing(data []byte, base int) {
	if end := bytes.LastIndex(data, []byte("</")); end < 0 || !bytes.HasSuffix(data, []byte(">")) ||
		!drawingEnd.Match(data[end:]) {
		p.add(base, "图形 <svg> 没有关上", "补上 </svg>")
		return
	}
	for t := range markup.XML(bytes.Clone(data), base) {
		tag := strings.ToLower(string(t.Name))
		if t.Kind == markup.Start && (tag == "script" || tag == "style" || tag == "foreignobject") {
			p.add(t.At, fmt.Sprintf("图形里的 <%s>", tag), policyClause)
		}
		for _, a := range t.Attributes {
			p.attribute("svg", strings.ToLower(string(a.Name)), a.Text(), a.At)
		}
	}
}

var drawingEnd = regexp.MustCompile(`(?i)^</(svg|math)\s*>$`)

// close takes the end tag's element off the stack, with those above it that may do without an end.
func (p *piece) close(tag string, at int) {
	if p.pasted && among(documentTags, tag) {
		p.head = false
		return
	}
	for n := len(p.open); n > 0; n-- {
		if p.open[n-1].tag == tag {
			p.open = p.open[:n-1]
			return
		}
		if !among(optionalTags, p.open[n-1].tag) {
			break
		}
	}
	if slices.ContainsFunc(p.open, func(o opened) bool { return o.tag == tag }) {
		inner := p.open[len(p.open)-1]
		p.add(at, fmt.Sprintf("</%s> 早了：里面的 <%s> 还没有关上", tag, inner.tag), fmt.Sprintf("在它前面补上 </%s>", inner.tag))
		for n := len(p.open); p.open[n-1].tag != tag; n-- { // has been said of them
			p.open = p.open[:n-1]
		}
		p.open = p.open[:len(p.open)-1]
		return
	}
	p.add(at, fmt.Sprintf("</%s> 没有对应的 <%s>", tag, tag), completeClause)
}

func (p *piece) unclosed() {
	for _, o := range p.open {
		if !among(optionalTags, o.tag) {
			p.add(o.at, fmt.Sprintf("<%s> 没有关上", o.tag), fmt.Sprintf("补上 </%s>；页头、页脚各自要是完整的 HTML", o.tag))
		}
	}
}

func (p *piece) add(at int, message, hint string) {
	if p.head {
		return
	}
	start := bytes.LastIndexByte(p.text[:at], '\n') + 1
	line, _, _ := bytes.Cut(p.text[start:], []byte("\n"))
	p.found = append(p.found, diag.Finding{
		File: p.file, Line: 1 + bytes.Count(p.text[:at], []byte("\n")),
		Col: 1 + utf8.RuneCount(p.text[start:at]), Len: 1,
		Text:    strings.ToValidUTF8(strings.TrimRight(string(line), "\r"), "\ufffd"),
		Message: message, Hint: hint,
	})
}
