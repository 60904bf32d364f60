package site

import (
	"bytes"
	"io"
	"path"
	"strings"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/html"
	"github.com/tdewolff/minify/v2/js"
	"github.com/tdewolff/minify/v2/json"
	"github.com/tdewolff/minify/v2/svg"
	"github.com/tdewolff/minify/v2/xml"
)

// A kind is what a file is, by its name: the system's own table of types differs from machine to machine.
type kind int

const (
	other kind = iota
	htmlKind
	cssKind
	jsKind
	svgKind
	jsonKind
	xmlKind
)

func kindOf(name string) kind {
	switch strings.ToLower(path.Ext(name)) {
	case ".html", ".htm":
		return htmlKind
	case ".css":
		return cssKind
	case ".js", ".mjs":
		return jsKind
	case ".svg":
		return svgKind
	case ".json", ".webmanifest":
		return jsonKind
	case ".xml":
		return xmlKind
	}
	return other
}

func (k kind) mime() []byte {
	types := [...]string{
		"", "text/html", "text/css", "application/javascript", "image/svg+xml", "application/json", "text/xml",
	}
	return []byte(types[k])
}

// linked says that the file's links are checked, anchored that a link may name a place in it.
func (k kind) linked() bool   { return k == htmlKind || k == cssKind || k == svgKind }
func (k kind) anchored() bool { return k == htmlKind || k == svgKind }

// newMinifier returns a minifier that changes nothing a reader, a style sheet or a script could notice, and leaves
// files that can still be read and compared. It is safe for concurrent use.
func newMinifier() *minify.M {
	m := minify.New()
	m.Add("text/html", &html.Minifier{
		KeepDocumentTags:    true,
		KeepEndTags:         true,
		KeepQuotes:          true,
		KeepWhitespace:      true, // a style sheet may have made a block inline, where the space before it counts
		KeepDefaultAttrVals: true, // a style sheet may select by them
	})
	m.Add("text/css", &css.Minifier{})
	// Browsers inside of chat apps are years behind: nothing newer may be put in than was there.
	m.Add("application/javascript", &js.Minifier{Version: 2017})
	m.Add("application/json", &json.Minifier{KeepNumbers: true})
	m.Add("application/ld+json", &json.Minifier{KeepNumbers: true})
	m.Add("text/xml", &xml.Minifier{KeepWhitespace: true})
	m.AddFunc("image/svg+xml", minifySVG)
	return m
}

// minifySVG treats a drawing with words as plain XML: the minifier for drawings takes the spaces between words away.
func minifySVG(m *minify.M, w io.Writer, r io.Reader, params map[string]string) error {
	if in, ok := r.(interface{ Bytes() []byte }); ok && bytes.Contains(in.Bytes(), []byte("<text")) {
		return (&xml.Minifier{KeepWhitespace: true}).Minify(m, w, r, params)
	}
	return (&svg.Minifier{}).Minify(m, w, r, params)
}
