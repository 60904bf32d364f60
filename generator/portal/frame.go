package portal

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/html"

	"handbook/generator/diag"
	"handbook/generator/record"
)

// frame reads what a page's header or footer is to be: "own", "none", or the name of a file with the portal's HTML, which lies
// beside site.toml. With anything wrong it is the handbook's own.
func frame(t record.Table, dir, key string, found *[]diag.Finding) Frame {
	name := t.Optional(key)
	switch name {
	case "", "own":
		return Frame{}
	case "none":
		return Frame{Kind: None}
	}
	file := filepath.Join(dir, filepath.FromSlash(name))
	if !filepath.IsLocal(filepath.FromSlash(name)) {
		t.Report(t.At(key), diag.Error, fmt.Sprintf("“%s”不在 site.toml 所在的文件夹里", name), "把门户的 HTML 放在 site.toml 旁边，这里只写文件名；或写 \"own\"、\"none\"")
		return Frame{}
	}
	text, err := os.ReadFile(file)
	if err != nil {
		reason := record.Reason(err)
		if errors.Is(err, fs.ErrNotExist) {
			reason = "没有这个文件"
		}
		t.Report(t.At(key), diag.Error, fmt.Sprintf("“%s”读不出来：%s", name, reason), "写 \"own\"（手册自带）、\"none\"（不要），或 site.toml 旁边一个 HTML 文件的名字")
		return Frame{}
	}
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	p := piece{file: file, text: text}
	p.read()
	*found = append(*found, p.found...)
	if len(p.found) > 0 {
		return Frame{}
	}
	return Frame{Kind: Given, HTML: strings.TrimSpace(string(text))}
}

// A piece is HTML that is put into every page, at any depth: it must be whole in itself, and lead to whole addresses.
type piece struct {
	file  string
	text  []byte
	open  []opened
	found []diag.Finding
}

type opened struct {
	tag string
	at  int
}

// Tags that have no end, and those whose end may be left out.
const (
	voidTags     = " area base br col embed hr img input link meta source track wbr "
	optionalTags = " li p dt dd tr td th tbody thead tfoot colgroup option optgroup "
	pageTags     = " html head body title main base meta link style "
)

func among(tags, tag string) bool { return strings.Contains(tags, " "+tag+" ") }

const policyClause = "手册的内容安全策略不放行页内脚本和样式：改用门户域名下的 .css、.js 文件"

func (p *piece) read() {
	if at := record.InvalidUTF8(string(p.text)); at >= 0 {
		p.add(at, "不是 UTF-8 编码", "用 UTF-8 另存；中文 Windows 常存成 GBK 或 ANSI")
		return
	}
	if len(bytes.TrimSpace(p.text)) == 0 {
		p.add(0, "文件是空的", "放入门户的 HTML；不要页头或页脚就在 site.toml 里写 \"none\"")
		return
	}
	in := parse.NewInputBytes(bytes.Clone(p.text))
	lexer := html.NewLexer(in)
	tag, sourced, at := "", false, 0
	for {
		token, data := lexer.Next()
		switch token {
		case html.ErrorToken:
			p.unclosed()
			return
		case html.StartTagToken:
			tag, sourced, at = strings.ToLower(string(lexer.Text())), false, in.Offset()-len(data)
			if among(pageTags, tag) {
				p.add(at, fmt.Sprintf("<%s> 不能放在页头或页脚里", tag), "只留 <body> 里的那一段")
			}
		case html.AttributeToken:
			name := strings.ToLower(string(lexer.AttrKey()))
			sourced = sourced || name == "src"
			p.attribute(tag, name, strings.TrimSpace(unquote(string(lexer.AttrVal()))), in.Offset()-len(data))
		case html.StartTagCloseToken:
			if tag == "script" && !sourced {
				p.add(at, "页内脚本 <script>", policyClause)
			}
			if !among(voidTags, tag) {
				p.open = append(p.open, opened{tag, at})
			}
		case html.EndTagToken:
			p.close(strings.ToLower(string(lexer.Text())), in.Offset()-len(data))
		}
	}
}

func (p *piece) attribute(tag, name, value string, at int) {
	switch {
	case name == "style":
		p.add(at, "页内样式 style=", policyClause)
	case strings.HasPrefix(name, "on"):
		p.add(at, "页内脚本 "+name+"=", policyClause)
	case name == "href" || name == "src" || name == "action":
		if strings.HasPrefix(strings.ToLower(value), "javascript:") {
			p.add(at, "页内脚本 javascript:", policyClause)
		} else if fault := link(value); fault != "" && !strings.HasPrefix(value, "tel:") && !strings.HasPrefix(value, "mailto:") {
			p.add(at, "链接"+fault, "手册的网页在不同深度的文件夹里，门户的链接要写完整网址")
		}
	}
}

// close takes the end tag's element off the stack, with those above it that may do without an end.
func (p *piece) close(tag string, at int) {
	for n := len(p.open); n > 0; n-- {
		if p.open[n-1].tag == tag {
			p.open = p.open[:n-1]
			return
		}
		if !among(optionalTags, p.open[n-1].tag) {
			break
		}
	}
	p.add(at, fmt.Sprintf("</%s> 没有对应的 <%s>", tag, tag), "页头、页脚各自要是完整的 HTML，不能在页头里开、页脚里关")
}

func (p *piece) unclosed() {
	for _, o := range p.open {
		if !among(optionalTags, o.tag) {
			p.add(o.at, fmt.Sprintf("<%s> 没有关上", o.tag), fmt.Sprintf("补上 </%s>；页头、页脚各自要是完整的 HTML", o.tag))
		}
	}
}

func (p *piece) add(at int, message, hint string) {
	start := bytes.LastIndexByte(p.text[:at], '\n') + 1
	line, _, _ := bytes.Cut(p.text[start:], []byte("\n"))
	p.found = append(p.found, diag.Finding{
		File: p.file, Line: 1 + bytes.Count(p.text[:at], []byte("\n")), Col: 1 + utf8.RuneCount(p.text[start:at]), Len: 1,
		Text: strings.ToValidUTF8(strings.TrimRight(string(line), "\r"), "\ufffd"), Message: message, Hint: hint,
	})
}
