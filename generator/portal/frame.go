package portal

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"handbook/generator/diag"
	"handbook/generator/record"
)

// mostFrame is more than a header takes, in bytes: every page brings it along.
const mostFrame = 100_000

// frame reads what a page's header or footer is to be: "own", "none", or the name of a file with the portal's HTML,
// which lies beside site.toml. With anything wrong it is the handbook's own.
func frame(t record.Table, dir, key string, where *surroundings, found *[]diag.Finding) Frame {
	before := len(*found)
	name := t.Optional(key)
	if len(*found) > before { // no text, or one with stray characters
		return Frame{}
	}
	switch name {
	case "", "own":
		return Frame{}
	case "none":
		return Frame{Kind: None}
	}
	const choice = "写 \"own\"（手册自带）、\"none\"（不要），或 site.toml 旁边一个 HTML 文件的名字"
	file := filepath.Join(dir, filepath.FromSlash(name))
	if !filepath.IsLocal(filepath.FromSlash(name)) {
		t.Report(t.At(key), diag.Error, fmt.Sprintf("“%s”不在 site.toml 所在的文件夹里", name),
			"把门户的 HTML 放在 site.toml 旁边，这里只写文件名；或写 \"own\"、\"none\"")
		return Frame{}
	}
	if ext := strings.ToLower(filepath.Ext(name)); ext != ".html" && ext != ".htm" {
		t.Report(t.At(key), diag.Error, fmt.Sprintf("“%s”不是 HTML 文件", name), choice)
		return Frame{}
	}
	text, reason := readFrame(file)
	if reason != "" {
		t.Report(t.At(key), diag.Error, fmt.Sprintf("“%s”读不出来：%s", name, reason), choice)
		return Frame{}
	}
	p := piece{file: file, text: text, where: where}
	p.read()
	*found = append(*found, p.found...)
	for id := range p.ids {
		where.ids = append(where.ids, id)
	}
	if len(p.found) > 0 {
		return Frame{}
	}
	return Frame{Kind: Given, HTML: strings.TrimSpace(string(text))}
}

// readFrame refuses what is no file, which might never end, and a file too large to be a header.
func readFrame(file string) (text []byte, reason string) {
	info, err := os.Stat(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, "没有这个文件"
	case err != nil:
		return nil, record.Reason(err)
	case !info.Mode().IsRegular():
		return nil, "不是普通文件"
	case info.Size() > mostFrame:
		return nil, fmt.Sprintf("有 %d kB，每一页都要带上它，最多 %d kB", (info.Size()+999)/1000, mostFrame/1000)
	}
	if text, err = os.ReadFile(file); err != nil {
		return nil, record.Reason(err)
	}
	return bytes.TrimPrefix(text, []byte("\ufeff")), ""
}

// surroundings are what a piece of HTML must fit into.
type surroundings struct {
	domain  string   // of the portal, or ""
	address string   // of the handbook, or ""
	ids     []string // of the list: parts of its pages are called so
}
