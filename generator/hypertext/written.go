package hypertext

import (
	"bytes"
	"fmt"
	"html/template"
	"path"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"handbook/generator/address"
	"handbook/generator/page"
)

// Written writes a page that people wrote, without its heading #. Its sections have ids where [Writer.Link] has them.
// Of a link that leads nowhere, the text remains.
func (w Writer) Written(p *page.Written) (template.HTML, error) {
	rewrite := &rewriter{w: w, page: p}
	// As themes/hugo.toml tells Hugo: lines of Chinese are joined without a space.
	lineBreaks := extension.WithEastAsianLineBreaks(extension.EastAsianLineBreaksCSS3Draft)
	markdown := goldmark.New(
		goldmark.WithExtensions(extension.NewCJK(lineBreaks)),
		goldmark.WithParserOptions(parser.WithASTTransformers(util.Prioritized(rewrite, 0))),
		goldmark.WithRendererOptions(renderer.WithNodeRenderers(util.Prioritized(pictures{}, 0))))
	var out bytes.Buffer
	if err := markdown.Convert(p.Markdown, &out); err != nil {
		return "", err
	}
	return template.HTML(out.String()), rewrite.err
}

// A rewriter changes a parsed page: its headings, links and pictures.
type rewriter struct {
	w        Writer
	page     *page.Written
	sections int
	err      error
}

// Transform implements parser.ASTTransformer.
func (r *rewriter) Transform(doc *ast.Document, source text.Reader, _ parser.Context) {
	var links []*ast.Link
	var addresses []*ast.AutoLink // <https://…>
	ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Heading:
			if n.Level == 2 {
				r.sections++
				if to := r.w.Link(r.page.Address.At(fmt.Sprintf("part-%d", r.sections))); to != "" {
					n.SetAttributeString("id", []byte(strings.TrimPrefix(to, "#")))
				}
			}
			n.Level = min(n.Level+r.w.Lower, 6)
		case *ast.Link:
			links = append(links, n)
		case *ast.AutoLink:
			addresses = append(addresses, n)
		case *ast.Image:
			address, err := r.page.Picture(string(n.Destination))
			if err != nil && r.err == nil {
				r.err = err
			}
			n.Destination = []byte(address)
		}
		return ast.WalkContinue, nil
	})
	if first, ok := doc.FirstChild().(*ast.Heading); ok {
		doc.RemoveChild(doc, first)
	}
	for _, link := range links {
		if to := r.href(string(link.Destination)); to != "" {
			link.Destination = []byte(to)
			continue
		}
		for child := link.FirstChild(); child != nil; child = link.FirstChild() {
			link.Parent().InsertBefore(link.Parent(), link, child)
		}
		link.Parent().RemoveChild(link.Parent(), link)
	}
	for _, address := range addresses {
		if !r.w.Outside {
			text := ast.NewString(address.Label(source.Source()))
			address.Parent().ReplaceChild(address.Parent(), address, text)
		}
	}
}

// pictures writes images: goldmark itself leaves out an SVG drawing whose address is a data: address.
type pictures struct{}

// RegisterFuncs implements renderer.NodeRenderer.
func (pictures) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(ast.KindImage, pictures{}.write)
}

func (pictures) write(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		src := string(n.(*ast.Image).Destination)
		fmt.Fprintf(w, `<img src="%s" alt="%s">`, escaper.Replace(src), escaper.Replace(plain(n, source)))
	}
	return ast.WalkSkipChildren, nil
}

// plain is the text within a node.
func plain(n ast.Node, source []byte) string {
	var b strings.Builder
	ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if t, ok := n.(*ast.Text); ok && entering {
			b.Write(t.Segment.Value(source))
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}

// href is where a link of the page leads, or "".
func (r *rewriter) href(target string) string {
	if strings.Contains(target, ":") {
		if r.w.Outside {
			return target
		}
		return ""
	}
	name, fragment, _ := strings.Cut(target, "#")
	to := r.page.Address
	if name != "" {
		file := path.Join(path.Dir(to.Path), name)
		at, isPage := strings.CutSuffix(file, ".md")
		if html, ok := strings.CutSuffix(file, ".html"); ok { // as published
			at, isPage = html, true
		}
		if !isPage {
			return "" // a file beside the page
		}
		if path.Base(at) == "_index" {
			at = strings.TrimSuffix(at, "_index") + "index"
		}
		to = address.Address{Path: at}
	}
	return r.w.Link(to.At(fragment))
}
