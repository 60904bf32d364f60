package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// groups say what each package is; one that is in none is an error. A package below another, like book/pdf, is a part
// of it.
//
//	model     what a county's lists say, and what each page says; no form that it is printed or sent in
//	tool      serves anyone, and knows no list
//	document  a tool that knows HTML, Markdown, a browser, or the files of office programs
//	stage     makes, checks or publishes something; no stage imports another: each can be read and tested alone
//	command   is run, or a part of what is: knows the stages that it calls
//	test      serves tests
var groups = map[string][]string{
	"model": {
		"address", "alike", "columns", "diag", "lexicon", "list", "listfile", "office", "page", "pinyin", "place",
		"position", "record",
	},
	"tool": {
		"ahead", "assets", "cache", "debris", "disk", "faces", "fold", "likeness", "litter", "manifest", "privacy",
		"swap", "typeface", "wordbreak",
	},
	"document": {
		"browser", "dataset", "docfile", "docx", "grid", "hypertext", "listbook", "markdown", "markup",
		"qrcode", "ruled", "workbook",
	},
	"stage": {
		"book", "content", "hugo", "intake", "offline", "pack", "portal", "proof", "search", "serve", "share", "site",
		"verify",
	},
	"command": {".", "browser/screenshot", "built/county", "importer", "runtests"},
	"test":    {"needs", "twin"},
}

// allowed says which groups a group may import; a package may always import its own parts, and diag anyone.
var allowed = map[string][]string{
	"model":    {"model", "tool"},
	"tool":     {"tool"},
	"document": {"model", "tool", "document"},
	"stage":    {"model", "tool", "document"},
	"command":  {"model", "tool", "document", "stage", "test", "command"},
	"test":     {"model"},
}

// documents are the libraries and packages of Go that know how a page is written down.
var documents = []string{
	"html", "html/template", "github.com/yuin/goldmark", "github.com/tdewolff", "github.com/chromedp",
}

func TestImports(t *testing.T) {
	imports := importsBelow(t, ".")
	if len(imports) < 20 {
		t.Errorf("only %d packages", len(imports))
	}
	for from, paths := range imports {
		group := groupOf(from)
		if group == "" {
			t.Errorf("%s is in no group: say what it is in groups, above", from)
			continue
		}
		for _, to := range paths {
			name, own := strings.CutPrefix(to, "handbook/generator/")
			switch {
			case own && (name == "diag" || top(from) == top(name)):
			case own && !slices.Contains(allowed[group], groupOf(name)):
				t.Errorf("%s (%s) imports %s (%s), which it may not know", from, group, name, groupOf(name))
			case !own && (group == "model" || group == "tool") && slices.ContainsFunc(documents,
				func(library string) bool { return to == library || strings.HasPrefix(to, library+"/") }):
				t.Errorf("%s (%s) imports %s: how a page is written down is for others", from, group, to)
			}
		}
	}
}

// top is the package that another is a part of.
func top(name string) string {
	name, _, _ = strings.Cut(name, "/")
	return name
}

func groupOf(name string) string {
	for _, name := range []string{name, top(name)} {
		for group, names := range groups {
			if slices.Contains(names, name) {
				return group
			}
		}
	}
	return ""
}

// importsBelow are the imports of each package below a folder, tests left out: those may look anywhere.
func importsBelow(t *testing.T, folder string) map[string][]string {
	t.Helper()
	found := map[string][]string{}
	err := fs.WalkDir(os.DirFS(folder), ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && d.Name() == "testdata":
			return fs.SkipDir
		case path.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		dir := path.Dir(name)
		found[dir] = append(found[dir], "") // a package may import nothing
		for _, spec := range file.Imports {
			to, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			found[dir] = append(found[dir], to)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
